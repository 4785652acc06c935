// The front desk that answers only who proved to be the client, on each engine.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from './lib/browser.mjs';
import { field, lookUp, phones, press, SEND, ticketNumber, words } from './lib/desk.mjs';
import { refused } from './lib/refused.mjs';
import { enter, fill, isIn, place, stages } from './lib/stage.mjs';

const CLIENT = { name: 'Sara Ahmadi', email: 'sara@example.com' };
const WHAT = 'The sterilizer beeps';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** The page that takes the code, without what is sealed into it: it is another one each time. */
const alike = async (visit) => (await visit.source()).replaceAll(/(name="visit" value=|visit=)"?[\w-]+"?/g, '$1');

async function journey(t, stage) {
  const phone = phones();
  const visit = await stage.visit();
  const { page } = visit;
  const steps = stage.steps(t);
  let number, customerId, unknown;

  await steps.test('s0_4 an unknown number is asked for a code, and whoever is new for name and e-mail', async () => {
    await lookUp(page, stage.origin, phone);
    assert.match(place(visit), /^\/ticket\/code\?/);
    unknown = await alike(visit);
    await stage.check(visit, 'v1-code');
    await fill(page, { code: '12' });
    await refused(visit, stage.look, await press(page, 'Continue'), 'code');
    await fill(page, { name: CLIENT.name, email: 'sara@' });
    await refused(visit, stage.look, await press(page, 'Mail me a code'), 'email');
    await stage.check(visit, 'v2-register-refused');
  });

  await steps.test('s0_4 s0_5 whoever proves the e-mail is registered, and goes on without typing the phone again', async () => {
    await fill(page, CLIENT);
    await press(page, 'Mail me a code');
    await stage.check(visit, 'v3-register-code');
    const { code } = await stage.mail(CLIENT.email, 'Your code to register');
    await fill(page, { code });
    await press(page, 'Continue');
    await field(page, 'what').waitFor();
    customerId = (await words(page)).match(/\b\d{4}[ \u00a0\u2009\u202f]\d{4}\b/)[0];
    await stage.check(visit, 'v4-form');
    await fill(page, { what: WHAT });
    await press(page, SEND);
    number = await ticketNumber(page);
    assert.ok(number);
    await stage.check(visit, 'v5-receipt');
  });

  await steps.test('s0_2 whether a customer ID is known, nobody can tell; with the mailed code the open ticket is shown', async () => {
    const other = await stage.visit();
    await lookUp(other.page, stage.origin, customerId);
    assert.ok((await alike(other)) === unknown, 'a known one is answered with the page for an unknown one');
    const { code } = await stage.mail(CLIENT.email, 'Your code to sign in');
    await fill(other.page, { code: code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)) });
    await refused(other, stage.look, await press(other.page, 'Continue'), 'code');
    await stage.check(other, 'v6-code-wrong');
    await fill(other.page, { code });
    await press(other.page, 'Continue');
    assert.equal(await ticketNumber(other.page), number);
    assert.ok(await isIn(other));
    await stage.check(other, 'v7-open-ticket');
    await other.close();
  });
  await visit.close();
}

describe('a verified desk', { concurrency: 2 }, () => {
  const settings = { FRONTDESK__FRONT_DESK__IDENTITY: 'verified' };
  for (const { engine, look } of stages()) {
    test(`a verified desk on ${engine}: ${look.name}`, async (t) => {
      const stage = await enter(browser, { engine, look }, settings);
      t.after(stage.leave);
      await journey(t, stage);
    });
  }
});
