// How a ticket ends: solved and rated, taken up again, withdrawn, deleted.

import assert from 'node:assert/strict';
import { words } from '../lib/desk.mjs';
import { fill, follow, place } from '../lib/stage.mjs';
import { does, says, staffAnswer } from './acts.mjs';
import { SARA } from './opening.mjs';

export async function ending(t, stage, office, visit) {
  const { page } = visit;
  const mine = () => visit.go(`/my/tickets/${visit.number}`);

  await t.test('s4_5 the mail leads to the form with the score chosen, and looking records nothing', async () => {
    await staffAnswer(office, visit.number, 'It is fitted, and it prints.', 'resolved');
    let score;
    while (!score) score = (await stage.mail(SARA.email, 'Re: ', 30)).text.match(/https?:\/\/\S+\/rate\?score=4/)?.[0];
    const link = new URL(score);
    const holder = await stage.visit();
    await holder.go(link.pathname + link.search);
    assert.equal(await holder.page.locator('[name=score][value="4"]').isChecked(), true);
    await stage.check(holder, 'q30-rate');
    await mine();
    await says(page, 'Did it help?');
    visit.link = link.pathname.replace(/\/rate$/, '');
    await holder.close();
  });

  await t.test('“It’s back” takes it up again, and rating closes it', async () => {
    await does(page, 'It’s back', /Someone reads it|looks at it|We work on it|open again/);
    await staffAnswer(office, visit.number, 'Now it does.', 'resolved');
    const holder = await stage.visit();
    await holder.go(visit.link);
    await stage.check(holder, 'q31-track');
    await holder.go(`${visit.link}/rate?score=5`);
    await fill(holder.page, { comment: 'Quick and friendly' });
    await does(holder.page, 'Send my rating', /Thank you\. That tells us/);
    await stage.check(holder, 'q32-track-rated');
    await holder.close();
    await mine();
    assert.match(await words(page), /Closed/);
    assert.equal(await page.locator('.facts').getByRole('img', { name: '5 of 5 stars' }).count(), 1);
    await stage.check(visit, 'q33-rated');
  });

  await t.test('what is written on it then opens one that goes on from it', async () => {
    await fill(page, { what: 'Blank pages again.' });
    await does(page, 'Send', /It goes on from there|Goes on from/);
    assert.notEqual(place(visit).split('?')[0], `/my/tickets/${visit.number}`);
    await stage.check(visit, 'q34-continued');
  });

  await t.test('withdrawing asks first, and keeps it', async () => {
    await follow(page, 'Withdraw this ticket');
    await stage.check(visit, 'q35-withdraw');
    await follow(page, 'Keep it');
    await follow(page, 'Withdraw this ticket');
    await does(page, 'Withdraw it', /You withdrew this ticket/);
    await stage.check(visit, 'q36-withdrawn');
  });

  await t.test('s3_5 deleting asks first, and then it is gone', async () => {
    await visit.go(visit.paper);
    await follow(page, 'Delete this ticket');
    await stage.check(visit, 'q37-delete');
    await does(page, 'Delete it for good', 'The ticket is deleted');
    const gone = await visit.go(visit.paper);
    assert.equal(gone.status(), 404);
  });

  await t.test('s1_18 one chooses which mails one wants', async () => {
    await visit.go('/my/profile');
    await follow(page, 'Mails about tickets');
    await page.getByLabel('a ticket of mine is solved').uncheck();
    await does(page, 'Save', 'Saved.');
    assert.equal(await page.getByLabel('a ticket of mine is solved').isChecked(), false);
    await stage.check(visit, 'q38-mails');
  });
}
