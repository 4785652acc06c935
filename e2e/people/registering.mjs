// From the form to a way in: registering, proving the e-mail, and what an admin decides.

import assert from 'node:assert/strict';
import { field, lookUp, phones, press, SEND, words } from '../lib/desk.mjs';
import { refused } from '../lib/refused.mjs';
import { fill, isIn, OTHER_PASSWORD, PASSWORD, place, register, registerAndProve, signIn } from '../lib/stage.mjs';

export const AGENT = { name: 'Ben Okafor', email: 'ben@example.com', username: 'ben.okafor', wish: 'Front desk, mornings' };
const DECLINED = { name: 'Cleo Marsh', email: 'cleo@example.com' };

/** The box of one person among those who wait. */
const waits = (office, name) => office.page.getByRole('listitem').filter({ hasText: name });

/** Lets somebody in from the list of those who wait. */
export async function approve(office, name, role) {
  await office.go('/admin/approvals');
  await waits(office, name).getByRole('checkbox').check();
  await office.page.getByLabel(new RegExp(`^${role}:`)).check();
  await press(office.page, 'Approve');
}

export async function registering(t, stage, office) {
  const visit = await stage.visit();
  const { page } = visit;

  await t.test('s1_1 s4_1 the form says what is wrong, and keeps what was typed', async () => {
    await visit.go('/register');
    await stage.check(visit, 'p10-register');
    const status = await register(visit, { name: '', email: 'ben@', password: 'password1234', again: PASSWORD, wish: AGENT.wish });
    await refused(visit, stage.look, status, 'name');
    await refused(visit, stage.look, status, 'email', false);
    assert.equal(await field(page, 'email').inputValue(), 'ben@');
    assert.equal(await field(page, 'wish').inputValue(), AGENT.wish);
    assert.equal(await field(page, 'password').inputValue(), '', 'a password is never sent back');
    await stage.check(visit, 'p11-register-refused');
  });

  await t.test('s1_1 a password that is easy to guess is refused with its reason', async () => {
    const status = await register(visit, { name: AGENT.name, email: AGENT.email, password: 'ben okafor ben', again: 'ben okafor ben' });
    await refused(visit, stage.look, status, 'password');
  });

  await t.test('s1_2 s3_1 registering sends six digits, and another code waits half a minute', async () => {
    assert.equal(await register(visit, AGENT), 200);
    assert.equal(place(visit), '/verify');
    await stage.check(visit, 'p12-verify');
    await fill(page, { code: '12345' });
    await refused(visit, stage.look, await press(page, 'Confirm my e-mail'), 'code');
    await stage.check(visit, 'p13-verify-refused');
    await press(page, 'Send another code');
    assert.match(await words(page), /You can ask for another code in/);
  });

  await t.test('s1_2 s1_3 the code from the mail proves the e-mail, and an admin decides', async () => {
    const mail = await stage.mail(AGENT.email, 'Confirm your e-mail address');
    await fill(page, { code: `${mail.code.slice(0, 3)} ${mail.code.slice(3)}` });
    assert.equal(await press(page, 'Confirm my e-mail'), 200);
    assert.equal(place(visit), '/verify?done=waiting');
    await stage.check(visit, 'p14-waiting');
  });

  await t.test('s1_3 "waiting for approval" is said only after the right password', async () => {
    assert.equal(await signIn(visit, AGENT.email, OTHER_PASSWORD), 422);
    assert.doesNotMatch(await words(page), /waiting|approv/i);
    await signIn(visit, AGENT.email);
    assert.match(await words(page), /Waiting for approval/);
    assert.equal(await isIn(visit), false);
  });

  await t.test('s1_15 s4_n2 the admin sees who waits and what they ask for, and grants it', async () => {
    await office.go('/admin/people');
    assert.match(await office.page.locator('nav .pip').filter({ visible: true }).innerText(), /^1/);
    await office.go('/admin/approvals');
    assert.match(await waits(office, AGENT.name).innerText(), /Front desk, mornings/);
    await office.page.getByRole('button', { name: 'Approve' }).click();
    await office.page.getByText('Choose whom this is about').first().waitFor();
    await stage.check(office, 'p15-approvals-refused');
    await approve(office, AGENT.name, 'Agent');
    assert.match(await words(office.page), /Ben Okafor may sign in, as an agent/);
    await stage.check(office, 'p16-approved');
  });

  await t.test('s1_15 a mail says so, and they sign in as what they were let in as', async () => {
    const { text } = await stage.mail(AGENT.email, 'Your account is ready');
    assert.match(text, /as an agent/);
    await signIn(visit, AGENT.username);
    assert.equal(await isIn(visit), true);
    assert.equal((await visit.go('/admin/people')).status(), 403);
    await stage.check(visit, 'p17-forbidden');
  });

  await t.test('s1_3 s1_15 another is declined with a reason, by mail too, and does not get in', async () => {
    const other = await stage.visit();
    await registerAndProve(stage, other, DECLINED);
    await office.go('/admin/approvals');
    await waits(office, DECLINED.name).getByRole('checkbox').check();
    await stage.check(office, 'p18-approvals');
    await fill(office.page, { reason: 'Nobody here knows you. Please come by.' });
    await press(office.page, 'Decline');
    assert.match(await words(office.page), /Cleo Marsh was declined/);
    const { text } = await stage.mail(DECLINED.email, 'About your registration');
    assert.match(text, /Please come by/);
    await signIn(other, DECLINED.email);
    assert.equal(await isIn(other), false);
    await other.close();
  });
  await visit.close();
}

export async function byLink(t, stage, office) {
  await t.test('s1_2 the link of the mail proves the e-mail in the browser that registered, at a press', async () => {
    const person = { name: 'Dara Lind', email: 'dara@example.com' };
    const visit = await stage.visit();
    await register(visit, person);
    const { link } = await stage.mail(person.email, 'Confirm your e-mail address');
    await visit.page.goto(link);
    assert.equal(await field(visit.page, 'password').count(), 0);
    await stage.check(visit, 'p20-link');
    await press(visit.page, 'Confirm my e-mail');
    assert.equal(place(visit), '/verify?done=waiting');
    await visit.page.goto(link);
    await press(visit.page, 'Confirm my e-mail');
    assert.match(await words(visit.page), /does not work any more/);
    await stage.check(visit, 'p21-link-over');
    await visit.close();
  });

  await t.test('s1_2 in another browser the link asks for the password that was chosen', async () => {
    const person = { name: 'Eli Voss', email: 'eli@example.com' };
    const [visit, other] = [await stage.visit(), await stage.visit()];
    await register(visit, person);
    const { link } = await stage.mail(person.email, 'Confirm your e-mail address');
    await other.page.goto(link);
    await stage.check(other, 'p22-link-elsewhere');
    await fill(other.page, { password: OTHER_PASSWORD });
    await refused(other, stage.look, await press(other.page, 'Confirm my e-mail'), 'password');
    await fill(other.page, { password: PASSWORD });
    await press(other.page, 'Confirm my e-mail');
    assert.equal(place(other), '/verify?done=waiting');
    await approve(office, person.name, 'Customer');
    await signIn(other, person.email);
    assert.equal(place(other), '/my');
    await Promise.all([visit.close(), other.close()]);
  });

  await t.test('s4_n7 s1_1 registering an e-mail that has an account looks the same, and its owner is told by mail', async () => {
    const visit = await stage.visit();
    assert.equal(await register(visit, { name: 'Somebody', email: AGENT.email }), 200);
    assert.equal(place(visit), '/verify');
    const { text } = await stage.mail(AGENT.email, 'You have an account already');
    assert.match(text, /sign in instead/);
    await visit.close();
  });
}

/** Somebody with a customer ID and a ticket, whose e-mail is known: `{ visit, person, customerId, track }`. */
export async function knownClient(t, stage, office) {
  const person = { name: 'Farah Amini', email: 'farah@example.com' };
  let visit = await stage.visit();
  const known = { person };

  await t.test('s0_4 s0_11 who registers with the e-mail of a client record keeps the customer ID', async () => {
    await lookUp(visit.page, stage.origin, phones());
    await fill(visit.page, { what: 'The fan rattles', name: person.name, email: person.email });
    await press(visit.page, SEND);
    known.customerId = (await words(visit.page)).match(/\b\d{4}[ \u00a0\u2009\u202f]\d{4}\b/)[0];
    known.track = place(visit).replace(/\/receipt$/, '');
    await visit.close();
    visit = await stage.visit();
    await registerAndProve(stage, visit, person);
    await approve(office, person.name, 'Customer');
    await signIn(visit, person.email);
    assert.equal(place(visit), '/my');
    assert.ok((await words(visit.page)).includes('The fan rattles'));
    await visit.go('/my/profile');
    assert.ok((await words(visit.page)).includes(known.customerId));
  });
  await visit.close();
  return known;
}
