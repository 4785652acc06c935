// Somebody registers, and opens and edits tickets.

import assert from 'node:assert/strict';
import { press, words } from '../lib/desk.mjs';
import { refused } from '../lib/refused.mjs';
import { fill, follow, place, registerAndProve, signIn } from '../lib/stage.mjs';
import { does, isText, NASTY, says } from './acts.mjs';

export const SARA = { name: 'Sara Ahmadi', email: 'sara@example.com' };

export async function opening(t, stage) {
  const visit = await stage.visit();
  const { page } = visit;
  visit.number = 0;

  await t.test('s1_5 signing in leads to one’s tickets, and the empty page offers the first', async () => {
    await registerAndProve(stage, visit, SARA);
    await signIn(visit, SARA.email);
    assert.equal(place(visit), '/my');
    assert.match(await words(page), /You have no tickets yet/);
    await stage.check(visit, 'q01-my-empty');
  });

  await t.test('s3_4 s4_3 a title alone opens a ticket; without one, what was typed stays', async () => {
    await follow(page, /Open a new ticket/);
    await stage.check(visit, 'q02-new');
    await fill(page, { what: NASTY });
    await refused(visit, stage.look, await press(page, 'Send to support'), 'title');
    assert.equal(await page.locator('[name=what]').inputValue(), NASTY);
    await stage.check(visit, 'q03-new-refused');
    await fill(page, { title: NASTY });
    await page.getByText('It slows me down').click();
    await does(page, 'Send to support', 'This is your ticket');
    visit.number = Number(place(visit).match(/\/my\/tickets\/(\d+)/)[1]);
    await isText(visit);
    assert.ok((await words(page)).includes(NASTY));
    await stage.check(visit, 'q04-opened');
  });

  await t.test('s4_4 while it is open, title, text and category are changed', async () => {
    await follow(page, 'Change title, text or category');
    await stage.check(visit, 'q05-edit');
    await fill(page, { title: 'The printer in the studio prints blank pages', what: `Since this morning.\n\n${NASTY}` });
    await does(page, 'Save', 'Saved.');
    assert.ok((await words(page)).includes('blank pages'));
    await page.getByText('Everything that happened').click();
    assert.match(await words(page), /Title:/);
    await stage.check(visit, 'q06-edited');
  });

  await t.test('s3_10 the back button and a second press make no second ticket', async () => {
    await visit.go('/my/tickets/new');
    await fill(page, { title: 'Buy paper' });
    await page.getByRole('button', { name: 'Send to support' }).dblclick();
    await says(page, 'This is your ticket');
    visit.paper = place(visit).split('?')[0];
    await page.goBack();
    // Either the form as it was, with its key, or a new and empty one.
    const isNew = (await page.locator('[name=title]').inputValue()) === '';
    await does(page, 'Send to support', isNew ? 'Say in a few words what it is about' : 'This is your ticket');
    await visit.go('/my');
    assert.equal(await page.locator('tr[data-row]').filter({ hasText: 'Buy paper' }).count(), 1);
  });
  return visit;
}
