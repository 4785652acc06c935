import { launch } from './lib/browser.mjs';
const [out, h, ...files] = process.argv.slice(2);
const b = await launch(); const p = await b.newPage({ viewport: { width: 1900, height: 900 } });
const fs = await import('node:fs');
await p.setContent(`<body style="margin:0;display:flex;flex-wrap:wrap;gap:8px;background:#888">${files.map((f) => `<img style="height:${h}px;object-fit:contain" src="data:image/png;base64,${fs.readFileSync(f).toString('base64')}">`).join('')}</body>`);
await p.screenshot({ path: out, fullPage: true }); await b.close();
