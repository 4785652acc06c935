// Signing in and out, being remembered, mailed codes, and forgotten passwords.

import assert from 'node:assert/strict';
import { press, words } from '../lib/desk.mjs';
import { refused } from '../lib/refused.mjs';
import { fill, follow, isIn, OTHER_PASSWORD, PASSWORD, place, signedIn, signIn } from '../lib/stage.mjs';
import { ADMIN } from './set-up.mjs';

/** What a browser still has after it was closed and opened again: only cookies with an end. */
async function afterRestart(visit) {
  const { cookies } = await visit.context.storageState();
  return { cookies: cookies.filter(({ expires }) => expires > 0), origins: [] };
}

export async function signingIn(t, stage, known) {
  const { email } = known.person;

  await t.test('s0_10 s0_n1 s4_n7 a wrong password is refused in the words that an unknown e-mail is refused in', async () => {
    const visit = await stage.visit();
    const status = await signIn(visit, email, OTHER_PASSWORD);
    assert.equal(status, 422);
    const said = await visit.page.locator('#problems').innerText();
    if (stage.look.js) assert.equal(await visit.page.evaluate(() => document.activeElement.id), 'problems');
    await stage.check(visit, 'p30-sign-in-refused');
    await signIn(visit, 'nobody.at.all@example.com', OTHER_PASSWORD);
    assert.equal(await visit.page.locator('#problems').innerText(), said);
    await visit.close();
  });

  await t.test('s0_10 s4_2 signing in, and out after being asked', async () => {
    const visit = await signedIn(stage, email);
    await follow(visit.page, 'Sign out');
    await stage.check(visit, 'p31-sign-out');
    await press(visit.page, 'Sign out');
    assert.match(await words(visit.page), /You are signed out/);
    assert.equal(await isIn(visit), false);
    await visit.go('/my/profile');
    assert.match(place(visit), /^\/sign-in/);
    await visit.close();
  });

  await t.test('s1_5 signing in leads to where one wanted to go', async () => {
    const visit = await stage.visit();
    await visit.go('/admin/people?role=agent');
    assert.equal(place(visit), '/sign-in?next=%2Fadmin%2Fpeople%3Frole%3Dagent');
    await fill(visit.page, { login: ADMIN, password: 'not this one at all' });
    await press(visit.page, 'Sign in');
    await fill(visit.page, { password: PASSWORD });
    await press(visit.page, 'Sign in');
    assert.equal(place(visit), '/admin/people?role=agent');
    await visit.close();
  });

  for (const remember of [false, true]) {
    await t.test(`s0_10 s0_n13 ${remember ? 'whoever asks for it is' : 'nobody else is'} remembered when the browser starts again`, async () => {
      const visit = await stage.visit();
      await signIn(visit, email, PASSWORD, { remember });
      const session = (await visit.context.cookies()).find(({ name }) => name.endsWith('sid'));
      assert.equal(session.expires > 0, remember, 'a cookie with Max-Age outlives the browser');
      assert.ok(session.httpOnly && session.sameSite === 'Lax');
      const again = await stage.visit(await afterRestart(visit));
      await again.go('/my/profile');
      assert.equal(await isIn(again), remember);
      await Promise.all([visit.close(), again.close()]);
    });
  }

  await t.test('s0_10 a client signs in with the customer ID and a mailed code', async () => {
    const visit = await stage.visit();
    await visit.go('/sign-in');
    await follow(visit.page, 'Sign in with your customer ID');
    await fill(visit.page, { customer: '1234' });
    await refused(visit, stage.look, await press(visit.page, 'Mail me a code'), 'customer');
    await stage.check(visit, 'p32-code-refused');
    await fill(visit.page, { customer: known.customerId });
    await press(visit.page, 'Mail me a code');
    await stage.check(visit, 'p33-code');
    const { code } = await stage.mail(email, 'Your code to sign in');
    await fill(visit.page, { code });
    await press(visit.page, 'Sign in');
    assert.ok(await isIn(visit));
    await visit.close();
  });
}

export async function forgotten(t, stage, known) {
  const { email } = known.person;
  await t.test('s1_6 s1_n4 a mailed link sets a new password, once, and ends what was signed in', async () => {
    const before = await signedIn(stage, email);
    const visit = await stage.visit();
    await visit.go('/sign-in');
    await follow(visit.page, 'Forgot your password?');
    await stage.check(visit, 'p40-forgot');
    await fill(visit.page, { login: 'nobody.at.all@example.com' });
    await press(visit.page, 'Mail me a link');
    const answer = await words(visit.page);
    await visit.go('/forgot-password');
    await fill(visit.page, { login: email });
    await press(visit.page, 'Mail me a link');
    assert.equal(await words(visit.page), answer, 'known and unknown are answered alike');
    await stage.check(visit, 'p41-link-sent');
    const { link } = await stage.mail(email, 'Choose a new password');
    await visit.page.goto(link);
    await fill(visit.page, { password: OTHER_PASSWORD, again: PASSWORD });
    await refused(visit, stage.look, await press(visit.page, 'Set the password'), 'again');
    await stage.check(visit, 'p42-reset');
    await fill(visit.page, { password: OTHER_PASSWORD, again: OTHER_PASSWORD });
    await press(visit.page, 'Set the password');
    assert.match(await words(visit.page), /Your new password is set/);
    await stage.mail(email, 'Your password was changed');
    await before.go('/my/profile');
    assert.equal(await isIn(before), false, 'whoever was signed in is out');
    await visit.page.goto(link);
    assert.match(await words(visit.page), /does not work any more/);
    await stage.check(visit, 'p43-reset-over');
    assert.equal(await signIn(visit, email, PASSWORD), 422, 'the old password is over');
    await signIn(visit, email, OTHER_PASSWORD);
    assert.ok(await isIn(visit));
    known.password = OTHER_PASSWORD;
    await Promise.all([before.close(), visit.close()]);
  });
}
