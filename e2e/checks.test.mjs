// The checks themselves can fail: a page with one fault of each kind is caught by each of them.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { launch, open } from './lib/browser.mjs';
import { axe, check, htmlProblems, sideways, smallTargets, spills } from './lib/checks.mjs';

const BAD = `<!DOCTYPE html><html lang="en"><head><title>Bad</title></head><body><main><h1>Bad</h1>
<p style="color:#eee">pale</p><img src="x.png"><button>x</button><div class="wide">wide</div><p class="box"><b>out</b></p></main>
<script>document.title = 'never'</script></body></html>`;
const STYLE = '.wide{width:2000px}.box{width:50px}.box b{display:inline-block;width:80px}button{padding:0;width:10px;height:10px;border:0}';
const POLICY = "default-src 'none'; style-src 'self' 'sha256-none'; img-src 'self'";

let browser, server, url;
before(async () => {
  browser = await launch();
  server = createServer((request, response) => {
    if (request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': POLICY });
      response.end(BAD.replace('</head>', '<link rel="stylesheet" href="/bad.css"></head>'));
    } else {
      response.writeHead(request.url === '/bad.css' ? 200 : 404, { 'content-type': 'text/css' });
      response.end(request.url === '/bad.css' ? STYLE : '');
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${server.address().port}/`;
});
after(async () => {
  await browser?.close();
  server?.close();
});

for (const js of [true, false]) {
  test(`each check finds its fault ${js ? 'with' : 'without'} JavaScript`, async () => {
    const visit = await open(browser, { js, width: 360 });
    await visit.page.goto(url);
    if (js) assert.match((await axe(visit.page)).join('\n'), /image-alt/);
    assert.match((await htmlProblems(await visit.source())).join('\n'), /no-inline-style/);
    assert.match(await sideways(visit.page), /div\.wide/);
    assert.match((await spills(visit.page)).join('\n'), /p\.box by 30 px/);
    assert.match((await smallTargets(visit.page)).join('\n'), /button "x" 10x10/);
    assert.match(visit.troubles.join('\n'), /Content Security Policy/);
    const look = { js, width: 360, scheme: 'light', name: js ? 'js' : 'nojs' };
    await assert.rejects(check(visit, look, 'bad'), /axe on bad .*image-alt/s);
    await visit.close();
  });
}
