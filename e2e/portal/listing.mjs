// The list of one's own tickets.

import assert from 'node:assert/strict';
import { words } from '../lib/desk.mjs';
import { follow, place } from '../lib/stage.mjs';
import { opens, says } from './acts.mjs';

export async function listing(t, stage, visit) {
  const { page } = visit;

  await t.test('s1_13 s4_6 the head counts, and each figure leads to its tickets', async () => {
    await visit.go('/my');
    assert.match(await words(page), /Waiting for you\s*1/);
    await stage.check(visit, 'q20-my');
    await follow(page, /Waiting for you/);
    assert.equal(place(visit), '/my?waiting=yes');
    assert.equal(await page.locator('tr[data-row]').count(), 1);
  });

  await t.test('s4_6 the filters are addresses, with and without a script', async () => {
    await visit.go('/my');
    await page.locator('select[name=status]').selectOption('closed');
    const button = page.locator('button[data-auto-button]');
    if (await button.isVisible()) await button.click();
    await says(page, 'None of your tickets is like that');
    assert.match(place(visit), /status=closed/);
    await stage.check(visit, 'q21-my-none');
  });

  await t.test('s1_13 ten stand on a page', async () => {
    for (let n = 1; n <= 9; n++) await opens(visit, { title: `Chair ${n} wobbles` });
    await visit.go('/my?status=unresolved');
    assert.equal(await page.locator('tr[data-row]').count(), 10);
    await follow(page, 'Older ones');
    assert.match(place(visit), /^\/my\?status=unresolved&after=/);
    assert.equal(await page.locator('tr[data-row]').count(), 1);
    await stage.check(visit, 'q22-my-older');
    await follow(page, 'To the newest');
    assert.equal(place(visit), '/my?status=unresolved');
  });

  await t.test('s0_12 the same as JSON, and 401 for nobody', async () => {
    const answer = await page.request.get(`${stage.origin}/api/v1/tickets?limit=2`);
    assert.equal((await answer.json()).tickets.length, 2);
    assert.match(answer.headers().link, /rel="next"/);
    const nobody = await fetch(`${stage.origin}/api/v1/tickets`);
    assert.equal(nobody.status, 401);
    assert.equal(nobody.headers.get('content-type'), 'application/problem+json');
  });
}
