// The customer's whole journey against the release binary, in each way of looking at it: with and
// without JavaScript, 360 and 1280 px wide, light and dark.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looks, open } from './lib/browser.mjs';
import { check } from './lib/checks.mjs';
import { ADD, field, jiraKey, lookUp, phones, press, SEND, ticketNumber, words } from './lib/desk.mjs';
import { until } from './lib/processes.mjs';
import { world } from './lib/world.mjs';

const WHAT = 'The printer on the second floor eats paper';
const NAME = 'Sara Ahmadi';

const all = world();

/** The issue's key appears on the receipt by itself; without JavaScript when the page is loaded again. */
async function keyOnReceipt(page, js) {
  const address = page.url();
  if (js) {
    await page.getByText(/\bSUP-\d+\b/).first().waitFor({ timeout: 30_000 });
    assert.equal(page.url(), address);
  } else {
    await until('the Jira key after reloading', async () => {
      await page.reload();
      return jiraKey(page);
    });
  }
  return jiraKey(page);
}

for (const look of looks()) {
  test(`the journey: ${look.name}`, async (t) => {
    const phone = phones();
    const email = `sara.${look.name}@example.com`;
    const visit = await open(all.browser, look);
    const { page } = visit;
    let number, customerId, track, key;

    await t.test('the front desk asks one thing', async () => {
      await page.goto(`${all.desk.origin}/`);
      await page.getByLabel('Phone number or customer ID').waitFor();
      assert.equal(await page.getByRole('button', { name: 'Continue' }).count(), 1);
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
      await check(visit, look, '1-landing');
    });

    await t.test('an unknown phone is asked for a name, and for no more than that', async () => {
      await lookUp(page, all.desk.origin, phone);
      for (const name of ['what', 'name', 'email', 'address']) await field(page, name).waitFor();
      await check(visit, look, '2-form');
    });

    await t.test('sending the form gives a ticket number and a customer ID', async () => {
      await field(page, 'what').fill(WHAT);
      await field(page, 'name').fill(NAME);
      await field(page, 'email').fill(email);
      await page.getByText('It slows me down').click();
      await press(page, SEND);
      assert.match(page.url(), /\/track\/[\w-]+\/receipt$/);
      number = await ticketNumber(page);
      customerId = (await words(page)).match(/\b\d{4}[ \u00a0\u2009\u202f]\d{4}\b/)?.[0];
      assert.ok(number, 'the receipt shows the ticket number');
      assert.ok(customerId, 'the receipt shows the new customer ID');
      track = page.url().replace(/\/receipt$/, '');
      const shown = await page.locator(`a[href$="${new URL(track).pathname}"], input[value$="${new URL(track).pathname}"]`).count();
      assert.ok(shown > 0, 'the receipt shows the track link');
    });

    await t.test('the Jira key appears on the receipt', async () => {
      key = await keyOnReceipt(page, look.js);
      const issue = await all.sandbox.issue(key);
      assert.match(issue.fields.summary, /The printer on the second floor/);
      await check(visit, look, '3-receipt');
    });

    await t.test('the track link shows the ticket to who holds it', async () => {
      await page.goto(track);
      const text = await words(page);
      assert.ok(text.includes(WHAT) && text.includes(number), text);
      await check(visit, look, '4-track');
    });

    await t.test('the same phone is shown its open ticket: number, state and date only', async () => {
      await lookUp(page, all.desk.origin, phone);
      await page.getByRole('heading', { name: 'You already have an open ticket' }).waitFor();
      assert.equal(await ticketNumber(page), number);
      assert.equal(await page.locator('main time[datetime]').count() > 0, true);
      for (const secret of ['printer', 'Sara', 'Ahmadi', email, key]) {
        assert.ok(!(await page.content()).includes(secret), `the look-up gives away "${secret}"`);
      }
      await check(visit, look, '5-open-ticket');
    });

    await t.test('the customer ID, in Persian digits, leads to the same ticket', async () => {
      await lookUp(page, all.desk.origin, customerId.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[digit]));
      assert.equal(await ticketNumber(page), number);
    });

    await t.test('a message is added to the open ticket', async () => {
      await page.getByLabel(ADD).fill('It now smells of smoke as well');
      await press(page, ADD);
      await check(visit, look, '6-added');
      await page.goto(track);
      assert.match(await words(page), /smells of smoke/);
    });

    await t.test('who holds the link can reply', async () => {
      await page.getByLabel('Write to us').fill('I pulled the plug');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.locator('main').getByText('I pulled the plug').waitFor();
    });

    await t.test('a mail confirms the ticket', async () => {
      await page.goto(`${all.desk.origin}/dev/mail`);
      await until('the mail', async () => {
        await page.reload();
        return (await words(page)).includes(email);
      });
      await check(visit, look, '7-mailbox');
      await page.getByRole('link').filter({ hasText: number }).first().click();
      assert.match(await words(page), new RegExp(number));
      await check(visit, look, '8-mail');
    });

    await t.test('once solved, the phone gets the form again, without personal data', async () => {
      await all.sandbox.resolve(key);
      await page.goto(track);
      const solved = page.locator('[aria-current=step]').filter({ hasText: 'Solved' });
      if (look.js) await solved.waitFor({ timeout: 30_000 });
      else await until('the solved state after reloading', async () => {
        await page.reload();
        return solved.count();
      });
      await check(visit, look, '9-track-solved');
      await lookUp(page, all.desk.origin, phone);
      await field(page, 'what').waitFor();
      for (const name of ['name', 'email', 'address']) assert.equal(await field(page, name).count(), 0);
      for (const secret of ['Sara', 'Ahmadi', email]) assert.ok(!(await page.content()).includes(secret));
      await check(visit, look, '10-form-known');
    });

    await visit.close();
  });
}
