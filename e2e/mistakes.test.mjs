// Bad input: a clear message beside the field and in a summary, everything typed is kept, and
// nothing is stored.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './lib/browser.mjs';
import { check } from './lib/checks.mjs';
import { field, lookUp, phones, press, SEND, ticketNumber, words } from './lib/desk.mjs';
import { until } from './lib/processes.mjs';
import { refused } from './lib/refused.mjs';
import { world } from './lib/world.mjs';

const all = world();

const LOOKS = [
  { js: true, width: 360, scheme: 'light', name: 'js-360-light' },
  { js: false, width: 1280, scheme: 'dark', name: 'nojs-1280-dark' },
];

const BAD_WHO = [
  ['nothing', ''],
  ['letters', 'printer'],
  ['a number that exists nowhere', '+98 12'],
  ['a customer ID with a wrong check digit', '12345678'],
  ['something far too long', '9'.repeat(500)],
  ['control characters', '0912\u0001345'],
];

const BAD_FORM = [
  ['an empty form', { what: '', name: '', email: 'sara@example.com' }, ['what', 'name']],
  ['white space only', { what: ' \n ', name: 'Sara' }, ['what']],
  ['a text far too long', { what: 'x'.repeat(20_001), name: 'Sara' }, ['what']],
  ['a name far too long', { what: 'It hums', name: 'N'.repeat(121) }, ['name']],
  ['control characters', { what: 'It \u0007 rings', name: 'Sara' }, ['what']],
  ['half an e-mail address', { what: 'It hums', name: 'Sara', email: 'sara@' }, ['email']],
  ['markup in every field, and one mistake', { what: '<b>&"\'</textarea>', name: '<i>Sara', email: 'x', address: '<u>' }, ['email']],
];

for (const look of LOOKS) {
  for (const [kind, typed] of BAD_WHO) {
    test(`the front desk refuses ${kind} (${look.name})`, async () => {
      const visit = await open(all.browser, look);
      const status = await lookUp(visit.page, all.desk.origin, typed);
      await refused(visit, look, status, 'who');
      assert.equal(await field(visit.page, 'who').inputValue(), typed);
      if (typed === 'printer') await check(visit, look, 'mistake-who');
      await visit.close();
    });
  }

  for (const [what, typed, wrong] of BAD_FORM) {
    test(`the form refuses ${what}, keeps it, and stores nothing (${look.name})`, async () => {
      const phone = phones();
      const visit = await open(all.browser, look);
      const { page } = visit;
      await lookUp(page, all.desk.origin, phone);
      for (const [name, value] of Object.entries(typed)) await field(page, name).fill(value);
      const status = await press(page, SEND);
      for (const name of wrong) await refused(visit, look, status, name, name === wrong[0]);
      for (const [name, value] of Object.entries(typed)) {
        assert.equal(await field(page, name).inputValue(), value, `${name} is kept`);
      }
      if (wrong.length > 1) await check(visit, look, 'mistake-form');
      assert.deepEqual(visit.troubles, []);
      await lookUp(page, all.desk.origin, phone);
      assert.equal(await field(page, 'name').count(), 1, 'the phone is still unknown: nobody was registered');
      await visit.close();
    });
  }

  test(`a form sent twice gives the same ticket (${look.name})`, async () => {
    const visit = await open(all.browser, look);
    const { page } = visit;
    await lookUp(page, all.desk.origin, phones());
    await field(page, 'what').fill('It hums');
    await field(page, 'name').fill('Sara');
    const sent = await page.locator('form:has([name=what])').evaluate((form) => Object.fromEntries(new FormData(form)));
    await press(page, SEND);
    const number = await ticketNumber(page);
    const again = await page.request.post(`${all.desk.origin}/ticket`, {
      form: sent, headers: { origin: all.desk.origin }, maxRedirects: 0,
    });
    assert.equal(again.status(), 303);
    await page.goto(new URL(again.headers().location, all.desk.origin).href);
    assert.equal(await ticketNumber(page), number);
    await visit.close();
  });
}

test('mistakes corrected, the form goes through, and Jira has this one issue only', async () => {
  const before = await all.sandbox.count();
  const look = LOOKS[0];
  const visit = await open(all.browser, look);
  const { page } = visit;
  await lookUp(page, all.desk.origin, phones());
  await field(page, 'what').fill('Corrected after a mistake');
  await refused(visit, look, await press(page, SEND), 'name');
  await field(page, 'name').fill('Sara');
  await press(page, SEND);
  assert.match(page.url(), /\/receipt$/);
  await page.getByText(/\bSUP-\d+\b/).first().waitFor({ timeout: 30_000 });
  assert.equal(await all.sandbox.count(), before + 1);
  await visit.close();
});

test('pages that are not there say so and show no internals', async () => {
  const visit = await open(all.browser, LOOKS[0]);
  for (const path of ['/nothing-here', `/track/${'A'.repeat(43)}`, '/track/x/receipt', '/ticket?visit=forged', '/ticket']) {
    const answer = await visit.page.goto(all.desk.origin + path);
    assert.ok(answer.status() >= 400 && answer.status() < 500 || new URL(visit.page.url()).pathname === '/', path);
    assert.ok(!/panic|sqlx|sea_orm|\.rs:/i.test(await visit.page.content()), path);
    assert.ok((await words(visit.page)).length > 0, path);
  }
  await check(visit, LOOKS[0], 'mistake-lost');
  await visit.close();
});

test('a body of 10 MB is refused', async () => {
  const answer = await fetch(`${all.desk.origin}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: all.desk.origin },
    body: `who=${'9'.repeat(10_000_000)}`,
  }).then((r) => r.status, () => 'closed');
  assert.ok(answer === 413 || answer === 'closed', String(answer));
  await until('the server after it', () => fetch(`${all.desk.origin}/readyz`).then((r) => r.ok));
});
