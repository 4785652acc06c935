// What somebody looks after about themselves.

import assert from 'node:assert/strict';
import { field, press, words } from '../lib/desk.mjs';
import { refused } from '../lib/refused.mjs';
import { fill, follow, isIn, OTHER_PASSWORD, place, signedIn, signIn } from '../lib/stage.mjs';

const ANOTHER = 'nine lanterns cross the bay';

export async function profile(t, stage, known) {
  const { person } = known;
  const visit = await signedIn(stage, person.email, known.password);
  const other = await signedIn(stage, person.email, known.password);
  const { page } = visit;
  const theme = stage.look.scheme === 'dark' ? 'Light' : 'Dark';

  await t.test('s0_11 the profile shows the customer ID, and one’s data is changed there', async () => {
    await visit.go('/my/profile');
    assert.ok((await words(page)).includes(known.customerId));
    await stage.check(visit, 'p60-profile');
    await fill(page, { name: '', phone: '12' });
    const status = await press(page, 'Save');
    await refused(visit, stage.look, status, 'name');
    await refused(visit, stage.look, status, 'phone', false);
    person.name = 'Farah Amini-Roth';
    await fill(page, { name: person.name, phone: '+98 912 555 0101', address: 'Gate 4\nSecond floor' });
    await press(page, 'Save');
    assert.match(await words(page), /Saved\./);
    assert.equal(await field(page, 'address').inputValue(), 'Gate 4\nSecond floor');
    await stage.check(visit, 'p61-profile-saved');
  });

  await t.test('s2_8 the theme follows the account to another browser', async () => {
    await page.getByRole('radio', { name: theme }).check();
    await press(page, 'Use this');
    await other.go('/my/profile');
    for (const { page } of [visit, other]) {
      assert.equal(await page.locator('html').getAttribute('data-theme'), theme.toLowerCase());
    }
    await stage.check(other, 'p62-profile-other-theme');
    await page.getByRole('radio', { name: 'Like my device' }).check();
    await press(page, 'Use this');
  });

  await t.test('s0_11 one sees where one is signed in, and ends one of them at once', async () => {
    await visit.go('/my/profile');
    await follow(page, 'Where you are signed in');
    await stage.check(visit, 'p63-sessions');
    const places = page.locator('main ul.list > li');
    assert.equal(await places.filter({ hasText: 'this browser' }).count(), 1);
    // The newest of the others is the other browser of this journey.
    const others = places.filter({ hasNotText: 'this browser' });
    while (await others.count()) await press(page, others.first().getByRole('button'));
    assert.match(await words(page), /Signed out there/);
    await other.go('/my/profile');
    assert.equal(await isIn(other), false);
  });

  await t.test('s0_11 another e-mail takes the password, and the code that is mailed to it', async () => {
    const email = 'farah.roth@example.com';
    await visit.go('/my/profile/email');
    await fill(page, { email, password: 'not my password at all' });
    await refused(visit, stage.look, await press(page, 'Send the digits'), 'password');
    await stage.check(visit, 'p64-email');
    await fill(page, { email, password: known.password });
    await press(page, 'Send the digits');
    assert.equal(place(visit), '/my/profile/email/confirm');
    await stage.check(visit, 'p65-email-code');
    const { code } = await stage.mail(email, 'Confirm your new e-mail address');
    await fill(page, { code });
    await press(page, 'Change e-mail');
    assert.match(await words(page), /Your e-mail is changed/);
    await stage.mail(person.email, 'The e-mail address of your account was changed');
    assert.equal(await signIn(other, person.email, known.password), 422);
    person.email = email;
    await signIn(other, person.email, known.password);
    assert.ok(await isIn(other));
  });

  await t.test('s0_11 s1_n4 another password ends the other browser, and this one goes on', async () => {
    await visit.go('/my/profile/password');
    await fill(page, { present: known.password, password: ANOTHER, again: 'something else entirely' });
    await refused(visit, stage.look, await press(page, 'Change password'), 'again');
    await stage.check(visit, 'p66-password');
    await fill(page, { present: known.password, password: ANOTHER, again: ANOTHER });
    await press(page, 'Change password');
    assert.match(await words(page), /Your password is changed/);
    assert.ok(await isIn(visit));
    await other.go('/my/profile');
    assert.equal(await isIn(other), false);
    assert.equal(await signIn(other, person.email, OTHER_PASSWORD), 422);
    known.password = ANOTHER;
    await signIn(other, person.email, ANOTHER);
    assert.ok(await isIn(other));
  });

  await t.test('s0_11 signing out everywhere is that: here, too', async () => {
    await visit.go('/my/profile/sessions');
    await press(page, 'Sign out everywhere');
    await other.go('/my/profile');
    assert.equal(await isIn(visit) || await isIn(other), false);
  });
  await Promise.all([visit.close(), other.close()]);
}
