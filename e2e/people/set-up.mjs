// The first admin: by the link that `serve` prints, once.

import assert from 'node:assert/strict';
import { press, words } from '../lib/desk.mjs';
import { until } from '../lib/processes.mjs';
import { refused } from '../lib/refused.mjs';
import { fill, PASSWORD, place, signIn } from '../lib/stage.mjs';

export const ADMIN = 'ada@example.com';

export async function setUp(t, stage) {
  const visit = await stage.visit();
  const { page } = visit;
  const printed = await until('the set-up link', () => stage.desk.said().match(/http\S+(\/setup\?token=\S+)/)?.[1]);

  await t.test('s1_17 the link that serve prints asks who the first admin is', async () => {
    assert.equal((await visit.go(printed)).status(), 200);
    await fill(page, { name: 'Ada Finch', email: 'ada@', password: PASSWORD, again: PASSWORD });
    await refused(visit, stage.look, await press(page, 'Become the admin'), 'email');
    await stage.check(visit, 'p01-set-up');
  });

  await t.test('s1_17 s1_n9 it makes the first admin, who signs in with the password they chose', async () => {
    await fill(page, { email: ADMIN, password: PASSWORD, again: PASSWORD });
    assert.equal(await press(page, 'Become the admin'), 200);
    assert.match(await words(page), /You are the admin of this desk now/);
    await stage.check(visit, 'p02-sign-in');
    await signIn(visit, ADMIN);
    assert.equal(place(visit), '/desk');
  });

  await t.test('s1_17 the link is dead afterwards, for everybody', async () => {
    const stranger = await stage.visit();
    assert.equal((await stranger.go(printed)).status(), 404);
    assert.match(await words(stranger.page), /nothing to set up here/);
    await stage.check(stranger, 'p03-set-up-over');
    await stranger.close();
  });
  return visit;
}
