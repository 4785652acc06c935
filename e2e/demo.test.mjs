// `frontdesk demo`: how soon it is there, what its pages weigh, and the sample family that shares a phone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open } from './lib/browser.mjs';
import { assertLight, check, weigh } from './lib/checks.mjs';
import { CONTINUE, field, lookUp, phones, press, SEND, words } from './lib/desk.mjs';
import { startDemo } from './lib/processes.mjs';

const MOST_KILOBYTES = 15;

let browser, demo;
before(async () => {
  browser = await launch();
  demo = await startDemo();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

test('the demo prints its address within its first second', () => {
  assert.ok(demo.millis < 1000, `${Math.round(demo.millis)} ms`);
});

test('each customer page weighs at most 15 KB in 5 requests, everything included', async (t) => {
  const { page, close } = await open(browser);
  const phone = phones();
  await lookUp(page, demo.origin, phone);
  await field(page, 'what').fill('The door does not lock');
  await field(page, 'name').fill('Sara Ahmadi');
  await press(page, SEND);
  const receipt = page.url();
  await lookUp(page, demo.origin, phone);
  const openTicket = page.url();
  // The address of a form shows the open ticket once there is one; the form of somebody else is still a form.
  await lookUp(page, demo.origin, phones());
  const form = page.url();
  const pages = {
    landing: `${demo.origin}/`, form, receipt, track: receipt.replace(/\/receipt$/, ''), 'open ticket': openTicket,
  };
  await close();
  for (const [name, url] of Object.entries(pages)) {
    await t.test(name, async () => {
      await assertLight(name, await weigh(browser, url), MOST_KILOBYTES);
    });
  }
});

test('several people with one phone are asked for the customer ID, and nobody is named', async () => {
  const look = { js: true, width: 360, scheme: 'dark', name: 'js-360-dark' };
  const visit = await open(browser, look);
  const { page } = visit;
  // Three of the demo's sample people use this number, two of them with an open ticket.
  await lookUp(page, demo.origin, '0098 912 111 0004');
  await page.getByLabel('Customer ID').waitFor();
  const text = await words(page);
  for (const secret of ['Amélie', 'Giancarlo', 'Nguyễn', 'VPN', 'folder']) {
    assert.ok(!(await page.content()).includes(secret), text);
  }
  assert.doesNotMatch(text, /#\s*\d{4,}/);
  await check(visit, look, 'shared-phone');
  await page.getByLabel('Customer ID').fill('1234');
  assert.equal(await press(page, CONTINUE), 422);
  await visit.close();
});
