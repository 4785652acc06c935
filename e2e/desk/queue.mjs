// An agent's lists: views, filters, search, order, pages, and the next one.

import assert from 'node:assert/strict';
import { press, words } from '../lib/desk.mjs';
import { follow, place } from '../lib/stage.mjs';
import { MINA, row, rows } from './cast.mjs';

/** Chooses in the form of the filters; without a script its button sends it. */
async function choose(visit, values) {
  const { page } = visit;
  for (const [label, choice] of Object.entries(values)) {
    const sieve = page.locator('details.sieve');
    if (!(await sieve.evaluate((details) => details.open))) await sieve.locator('summary').click();
    await sieve.getByLabel(label, { exact: true }).selectOption(choice);
    // A script sends each choice at once, and shows no button.
    const button = sieve.getByRole('button', { name: 'Show' });
    const before = page.url();
    if (await button.isVisible()) await press(page, button);
    else await page.waitForURL((url) => url.href !== before);
    await page.waitForLoadState();
  }
}

export async function queue(t, stage, mina, tickets) {
  const { page } = mina;

  await t.test('s4_7 s1_14 s1_n7 staff begin at what waits for them, the most urgent first', async () => {
    await mina.go('/');
    await mina.go('/sign-in');
    assert.equal(place(mina), '/desk');
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Waiting for us');
    assert.deepEqual(await rows(page), tickets.slice(0, 25), 'the oldest of one priority first');
    assert.match(await page.locator('#figures').innerText(), /In all\s+26/i);
    assert.match(await words(page), /Aleksander Wiśniewski-Hohenstein/);
    await stage.check(mina, 'd01-queue');
  });

  await t.test('s1_14 the next page goes on, with everything that was asked for', async () => {
    await follow(page, 'Next page');
    assert.deepEqual(await rows(page), tickets.slice(25));
    assert.match(place(mina), /^\/desk\?view=waiting-for-us&after=/);
    await stage.check(mina, 'd02-queue-next');
    await follow(page, 'First page');
    assert.equal((await rows(page)).length, 25);
  });

  await t.test('s1_14 titles and texts are searched, from every page', async () => {
    await page.getByLabel('Search tickets').fill('"printer 12"');
    await page.getByLabel('Search tickets').press('Enter');
    await page.waitForURL(/q=/);
    assert.deepEqual(await rows(page), [tickets[12]]);
    await stage.check(mina, 'd03-queue-found');
    await mina.go('/desk?q=toner');
    assert.match(await words(page), /No ticket fits/);
    await stage.check(mina, 'd04-queue-none');
    assert.equal((await mina.go('/desk?q=-toner')).status(), 422);
    assert.match(await words(page), /Type at least one whole word/);
    await stage.check(mina, 'd05-queue-wrong');
    await mina.go('/desk?q=%3Cscript%3E');
    assert.deepEqual(await rows(page), [tickets[4]]);
    assert.match(await row(page, tickets[4]).innerText(), /<script>alert\(1\)<\/script>/);
  });

  await t.test('s4_8 s2_7 the list is filtered and put in another order, each an address', async () => {
    await mina.go('/desk?view=all');
    await choose(mina, { Order: 'Oldest first', 'Assigned to': 'Nobody' });
    assert.match(place(mina), /^\/desk\?who=nobody&sort=oldest$/);
    assert.deepEqual((await rows(page)).slice(0, 3), tickets.slice(0, 3));
    await stage.check(mina, 'd06-queue-filtered');
    await page.goBack();
    await mina.go('/desk?status=resolved');
    assert.deepEqual(await rows(page), []);
    if (stage.look.width > 1000) {
      await mina.go('/desk?view=all');
      await follow(page.locator('thead'), 'Ticket');
      assert.deepEqual((await rows(page))[0], tickets.at(-1));
      assert.equal(await page.locator('th.n').getAttribute('aria-sort'), 'descending');
      await follow(page.locator('thead'), 'Ticket');
      assert.deepEqual((await rows(page))[0], tickets[0]);
    }
  });

  await t.test('s4_7 nothing of one’s own is an offer, and the next one is one press away', async () => {
    await mina.go('/desk?view=mine');
    assert.match(await words(page), /26 tickets are open and nobody’s/);
    await stage.check(mina, 'd07-queue-empty');
    await press(page, page.locator('.head').getByRole('button', { name: 'Take the next one' }));
    assert.match(place(mina), new RegExp(`^/desk/tickets/${tickets[0]}`));
    await mina.go('/desk?view=mine');
    assert.deepEqual(await rows(page), [tickets[0]]);
    assert.match(await row(page, tickets[0]).innerText(), /In progress/);
    assert.equal(await row(page, tickets[0]).locator('.ass bdi').textContent(), MINA.name);
  });
}
