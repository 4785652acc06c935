// Writing, tasks, and where a ticket stands.

import assert from 'node:assert/strict';
import { words } from '../lib/desk.mjs';
import { fill } from '../lib/stage.mjs';
import { does, isSilent, isText, NASTY, says, staffAnswer } from './acts.mjs';

export async function talking(t, stage, office, visit) {
  const { page } = visit;
  const mine = () => visit.go(`/my/tickets/${visit.number}`);

  await t.test('s0_9 s1_10 a follow-up is sent once, however often it is pressed', async () => {
    await mine();
    await does(page, 'Send', 'Write what you want to tell us');
    await stage.check(visit, 'q10-reply-refused');
    await fill(page, { what: `Reception 1 works.\n${NASTY}` });
    await page.getByRole('button', { name: 'Send', exact: true }).dblclick();
    await says(page, /Sent\. We answer here/);
    await mine();
    assert.equal(await page.locator('ol.talk .body', { hasText: 'Reception 1 works' }).count(), 1);
    await isText(visit);
    await stage.check(visit, 'q11-replied');
  });

  await t.test('s3_7 s3_9 tasks are added, ticked, renamed and removed; the ticket stays where it is', async () => {
    for (const task of ['Order a drum', NASTY]) {
      await page.locator('#task').fill(task);
      await does(page, 'Add', page.locator('.todo').getByText(task));
    }
    await says(page, '0 of 2 done');
    await does(page, page.getByRole('button', { name: 'Done: Order a drum' }), '1 of 2 done');
    await stage.check(visit, 'q12-tasks');
    const nasty = page.locator('.todo > li').nth(1);
    await nasty.getByText('Change').click();
    await nasty.locator('input[name=task]').fill('Fit it');
    await does(page, nasty.getByRole('button', { name: 'Rename' }), 'Fit it');
    await does(page, page.getByRole('button', { name: 'Done: Fit it' }), '2 of 2 done');
    assert.match(await page.locator('.steps [aria-current]').innerText(), /Received/);
    const last = page.locator('.todo > li').nth(1);
    await last.getByText('Change').click();
    await does(page, last.getByRole('button', { name: 'Remove' }), '1 of 1 done');
  });

  await t.test('s3_6 its owner moves it freely, until staff took it up', async () => {
    await mine();
    const moves = page.locator('.moves');
    await does(page, moves.getByRole('button', { name: 'I’m on it' }), 'You look after this one yourself');
    await does(page, page.getByRole('button', { name: 'It’s solved, thanks' }), 'Did it help?');
    await stage.check(visit, 'q13-solved-by-oneself');
    await does(page, page.getByRole('button', { name: 'It’s back' }), /Someone reads it/);
    await staffAnswer(office, visit.number, 'I have ordered a new drum unit.');
    await mine();
    await says(page, 'I have ordered a new drum unit.');
    assert.equal(await moves.count(), 0);
    await says(page, /It is your turn/);
    await stage.check(visit, 'q14-answered');
    assert.match(await words(page), /Support/);
    await isSilent(page, 'Delete this ticket');
  });
}
