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

/** Starts the demo and gives the address it prints, and the passwords it drew. */
async function demo() {
  const child = spawn(program, ['demo', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const passwords = new Map();
  let origin;
  for await (const line of createInterface({ input: child.stdout })) {
    origin ??= line.match(/ready at (\S+)/)?.[1];
    const [, email, password] = line.match(/^ {2}(\S+@\S+) +(\S+) +\w+$/) ?? [];
    if (email) passwords.set(email, password);
    // The customer is the last of them.
    if (email?.startsWith('sara.')) return { child, origin, passwords };
  }
  throw new Error('the demo did not start');
}

async function signedIn(browser, scheme, email, height) {
  const visit = await open(browser, { width: 1280, scheme });
  await visit.page.setViewportSize({ width: 1280, height });
  await visit.page.goto(`${origin}/sign-in`);
  await field(visit.page, 'login').fill(email);
  await field(visit.page, 'password').fill(passwords.get(email));
  await visit.page.locator('main form button.btn-go').first().click();
  await visit.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return visit;
}

/** The queue and a ticket, as an agent sees them. */
async function work(browser, scheme) {
  const { page, close } = await signedIn(browser, scheme, 'ben@alderfinch.example', 860);
  await page.goto(`${origin}/desk?view=all`);
  await page.screenshot({ path: `${here}queue-${scheme}.png` });
  await page.getByRole('link', { name: 'Printer in the studio prints blank pages' }).first().click();
  await page.waitForURL(/desk\/tickets/);
  await page.screenshot({ path: `${here}ticket-${scheme}.png` });
  await close();
}

/** A customer's own tickets. */
async function portal(browser, scheme) {
  const { page, close } = await signedIn(browser, scheme, 'sara.ahmadi@example.com', 720);
  await page.goto(`${origin}/my`);
  await page.screenshot({ path: `${here}portal-${scheme}.png` });
  await close();
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

const { child, origin, passwords } = await demo();
const browser = await launch();
try {
  await walk(browser, origin, 'light', '0912 345 6701');
  await walk(browser, origin, 'dark', '0912 345 6702');
  for (const scheme of ['light', 'dark']) {
    await work(browser, scheme);
    await portal(browser, scheme);
  }
} finally {
  await browser.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
}
