// Makes the pictures of the README from the real program:
//   cargo build --release -p frontdesk && (cd e2e && npm ci) && node docs/img/make.mjs
// FRONTDESK_BIN points at another program.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { launch, open } from '../../e2e/lib/browser.mjs';
import { field, jiraKey, lookUp, press, SEND } from '../../e2e/lib/desk.mjs';

const here = new URL('.', import.meta.url).pathname;
const program = process.env.FRONTDESK_BIN ?? `${here}../../target/release/frontdesk`;

/** Starts the demo and gives the address it prints. */
async function demo() {
  const child = spawn(program, ['demo', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const origin = line.match(/ready at (\S+)/)?.[1];
    if (origin) return { child, origin };
  }
  throw new Error('the demo did not start');
}

async function walk(browser, origin, scheme, phone) {
  const { page, close } = await open(browser, { width: 1000, scheme });
  await page.setViewportSize({ width: 1000, height: 640 });
  await page.goto(`${origin}/`);
  await page.screenshot({ path: `${here}front-desk-${scheme}.png` });
  await lookUp(page, origin, phone);
  await field(page, 'what').fill('The printer on the second floor eats every second page, and the tray light blinks.');
  await field(page, 'name').fill('Sara Ahmadi');
  await field(page, 'email').fill('sara@example.com');
  await press(page, SEND);
  await page.waitForFunction(() => /\bSUP-\d+\b/.test(document.querySelector('main').innerText));
  console.log(scheme, await jiraKey(page));
  await page.setViewportSize({ width: 1000, height: 820 });
  await page.screenshot({ path: `${here}receipt-${scheme}.png` });
  await close();
}

const { child, origin } = await demo();
const browser = await launch();
try {
  await walk(browser, origin, 'light', '0912 345 6701');
  await walk(browser, origin, 'dark', '0912 345 6702');
} finally {
  await browser.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
}
