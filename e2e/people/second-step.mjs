// Two-step sign-in: set up, used, and not to be gone around.

import assert from 'node:assert/strict';
import { press, words } from '../lib/desk.mjs';
import { refused } from '../lib/refused.mjs';
import { fill, follow, isIn, OTHER_PASSWORD, place, signedIn, signIn } from '../lib/stage.mjs';
import { authenticator } from '../lib/totp.mjs';

/** Six digits that the app does not show in any of the half minutes around this one, but once in 300,000 times. */
const WRONG = '000000';

export async function secondStep(t, stage, email) {
  let app, codes;
  const visit = await signedIn(stage, email);
  const { page } = visit;

  await t.test('s0_10 two-step sign-in is set up with a code from the app, and recovery codes are shown once', async () => {
    await visit.go('/my/profile');
    await follow(page, 'Two-step sign-in');
    await stage.check(visit, 'p50-second-step-off');
    await press(page, 'Set it up');
    app = authenticator(await page.locator('p.source').innerText());
    await fill(page, { code: WRONG });
    await refused(visit, stage.look, await press(page, 'Switch it on'), 'code');
    await stage.check(visit, 'p51-second-step-offer');
    await fill(page, { code: await app() });
    await press(page, 'Switch it on');
    codes = await page.locator('ol.source li').allInnerTexts();
    assert.equal(new Set(codes).size, 10);
    await stage.check(visit, 'p52-recovery-codes');
    await follow(page, 'I have kept them');
    assert.match(await words(page), /You have 10 of 10 left/);
    await stage.check(visit, 'p53-second-step-on');
  });

  await t.test('s0_10 s0_n1 signing in then takes the password and the code of the app', async () => {
    const other = await stage.visit();
    await signIn(other, email);
    assert.equal(place(other), '/sign-in/second-step');
    assert.equal(await isIn(other), false);
    await other.go('/my/profile');
    assert.match(place(other), /^\/sign-in/, 'half way is not in');
    await other.go('/sign-in/second-step');
    await fill(other.page, { code: WRONG });
    await refused(other, stage.look, await press(other.page, 'Sign in'), 'code');
    await stage.check(other, 'p54-second-step-refused');
    await fill(other.page, { code: await app() });
    await press(other.page, 'Sign in');
    assert.ok(await isIn(other));
    await other.close();
  });

  await t.test('s1_6 a new password does not skip the second step; a recovery code takes it, once', async () => {
    const other = await stage.visit();
    await other.go('/forgot-password');
    await fill(other.page, { login: email });
    await press(other.page, 'Mail me a link');
    await other.page.goto((await stage.mail(email, 'Choose a new password')).link);
    await fill(other.page, { password: OTHER_PASSWORD, again: OTHER_PASSWORD });
    await press(other.page, 'Set the password');
    assert.equal(await isIn(other), false);
    await signIn(other, email, OTHER_PASSWORD);
    assert.equal(place(other), '/sign-in/second-step');
    await follow(other.page, 'Use a recovery code');
    await stage.check(other, 'p55-recovery');
    await fill(other.page, { code: codes[0] });
    await press(other.page, 'Sign in');
    assert.ok(await isIn(other));
    await signIn(visit, email, OTHER_PASSWORD);
    await follow(page, 'Use a recovery code');
    await fill(page, { code: codes[0] });
    await refused(visit, stage.look, await press(page, 'Sign in'), 'code');
    await other.close();
  });
  await visit.close();
}
