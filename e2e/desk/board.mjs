// The board: a column for each status.

import assert from 'node:assert/strict';
import { words } from '../lib/desk.mjs';
import { MINA } from './cast.mjs';

const lane = (page, status) => page.locator(`[data-column="${status}"]`);
const card = (page, number) => page.locator(`[data-card="${number}"]`);

export async function board(t, stage, mina, tickets) {
  const { page } = mina;
  const [first, second, third] = tickets.slice(10);

  await t.test('s2_3 a card is moved by a press, and whoever moves it works on it', async () => {
    await mina.go('/desk/board');
    assert.equal(await page.locator('[data-column]').count(), 5);
    assert.equal(await lane(page, 'open').locator('[data-card]').count(), 25);
    await stage.check(mina, 'd40-board');
    await card(page, first).locator('summary').click();
    await stage.check(mina, 'd41-board-moves');
    await card(page, first).getByRole('button', { name: 'On hold' }).click();
    await lane(page, 'on_hold').locator(`[data-card="${first}"]`).waitFor();
    assert.match(await words(page), new RegExp(`Ticket ${first} is in this column now: On hold`));
    assert.equal(await card(page, first).locator('.end bdi').textContent(), MINA.name);
    await stage.check(mina, 'd42-board-moved');
  });

  await t.test('s2_8 nothing but the columns is wider than the page, and they are reached by keys', async () => {
    const region = page.getByRole('region', { name: 'Tickets by status' });
    await region.focus();
    assert.ok(await region.evaluate((element) => element === document.activeElement));
  });

  await t.test('a card is moved by dragging it, with a script', async () => {
    if (!stage.look.js || stage.look.width < 1000) return;
    await mina.go('/desk/board');
    await card(page, second).dragTo(lane(page, 'resolved'));
    await lane(page, 'resolved').locator(`[data-card="${second}"]`).waitFor();
    await mina.go('/desk/board');
    assert.equal(await lane(page, 'resolved').locator(`[data-card="${second}"]`).count(), 1);
    assert.equal(await lane(page, 'open').locator(`[data-card="${third}"]`).count(), 1);
  });
}
