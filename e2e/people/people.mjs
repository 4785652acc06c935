// An admin looks after people.

import assert from 'node:assert/strict';
import { field, press, words } from '../lib/desk.mjs';
import { refused } from '../lib/refused.mjs';
import { fill, follow, isIn, PASSWORD, place, signedIn, signIn } from '../lib/stage.mjs';
import { AGENT } from './registering.mjs';
import { ADMIN } from './set-up.mjs';

/** More than a page holds. */
const CROWD = 55;
const LANES = 4;

/** Who is listed on the page shown. */
const names = (page) => page.locator('table.people tbody th').allInnerTexts();

/** Adds the crowd by the command line, a few at a time, as an operator's script would. */
async function crowd(stage) {
  const add = async (from) => {
    for (let n = from; n < CROWD; n += LANES) {
      const number = String(n).padStart(2, '0');
      const args = ['people', 'add', '--json', '--name', `Gil Person ${number}`, '--email', `gil${number}@example.com`];
      const { email } = JSON.parse(await stage.desk.command(args, `${PASSWORD}\n`));
      assert.equal(email, `gil${number}@example.com`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, lane) => add(lane)));
}

async function search(visit, q) {
  await visit.go('/admin/people');
  // The head of every staff page has a search of tickets, too.
  await visit.page.locator('main [name=q]').fill(q);
  return press(visit.page, 'Search');
}

/** The page of one person. */
async function see(visit, name) {
  await search(visit, name);
  // Their name stands in the page's head, too, where it leads to one's own profile.
  await follow(visit.page.getByRole('table'), name);
}

export async function people(t, stage, office, known) {
  const { page } = office;

  await t.test('s4_12 s1_16 s1_17 s1_n7 everyone is listed by name, a page at a time', async () => {
    await crowd(stage);
    await office.go('/admin/people');
    const first = await names(page);
    assert.equal(first.length, 50);
    await stage.check(office, 'p70-people');
    await follow(page, 'Next page');
    const all = [...first, ...(await names(page))];
    assert.equal(new Set(all).size, all.length);
    assert.deepEqual(all, [...all].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
    assert.equal(all.filter((name) => name.startsWith('Gil Person')).length, CROWD);
    await stage.check(office, 'p71-people-next');
  });

  await t.test('s4_12 s4_n12 s1_16 people are found on the server, by name, e-mail, phone and customer ID', async () => {
    for (const q of ['amini', known.person.email, '0912 555 0101', known.customerId]) {
      await search(office, q);
      assert.deepEqual(await names(page), [known.person.name], q);
      assert.ok(!place(office).includes('555'), 'no phone number in an address');
    }
    await search(office, 'nobody of this name');
    assert.deepEqual(await names(page), []);
    await stage.check(office, 'p72-people-none');
  });

  await t.test('s4_12 s1_16 they are filtered by role and by state', async () => {
    await office.go('/admin/people');
    await follow(page, 'Agent');
    assert.deepEqual(await names(page), [AGENT.name]);
    await office.go('/admin/people');
    await follow(page, 'Declined');
    assert.deepEqual(await names(page), ['Cleo Marsh']);
    await stage.check(office, 'p73-people-declined');
  });

  await t.test('s4_12 s4_n8 s4_n11 a person is edited, and what another one holds is refused', async () => {
    await see(office, 'Gil Person 07');
    await stage.check(office, 'p74-person');
    await fill(page, { name: '', username: AGENT.username });
    await refused(office, stage.look, await press(page, 'Save'), 'name');
    await stage.check(office, 'p75-person-refused');
    await fill(page, { name: 'Željko D’Arcy 山田', username: AGENT.username });
    await refused(office, stage.look, await press(page, 'Save'), 'username');
    await fill(page, { username: 'zeljko' });
    await press(page, 'Save');
    assert.match(await words(page), /Saved\./);
    assert.equal(await field(page, 'name').inputValue(), 'Željko D’Arcy 山田');
  });

  await t.test('s4_12 s1_5 another role takes the admin’s password, and ends the person’s sessions', async () => {
    const person = await signedIn(stage, 'zeljko');
    await follow(page, 'Change role');
    await stage.check(office, 'p76-role');
    // As if the admin had signed in a quarter of an hour ago.
    await stage.change('UPDATE session SET proved_at = proved_at - 900000000');
    await page.getByLabel(/^Agent:/).check();
    assert.equal(await press(page, 'Change role'), 403);
    await stage.check(office, 'p77-proof');
    await fill(page, { password: 'not the password' });
    await refused(office, stage.look, await press(page, 'Go on'), 'password');
    await fill(page, { password: PASSWORD });
    assert.equal(await press(page, 'Go on'), 200);
    assert.match(await words(page), /They have another role now/);
    await person.go('/my/profile');
    assert.equal(await isIn(person), false);
    await person.close();
  });

  await t.test('s4_12 whoever is disabled is out at once and does not get in, until they are enabled', async () => {
    const person = await signedIn(stage, 'zeljko');
    await follow(page, 'Disable');
    await stage.check(office, 'p78-disable');
    await press(page, 'Disable');
    assert.match(await words(page), /The account is disabled/);
    await stage.check(office, 'p79-disabled');
    await person.go('/my/profile');
    assert.equal(await isIn(person), false);
    await signIn(person, 'zeljko');
    assert.equal(await isIn(person), false);
    await press(page, 'Enable');
    assert.match(await words(page), /The account is open again/);
    await signIn(person, 'zeljko');
    assert.ok(await isIn(person));
    await person.close();
  });

  await t.test('s1_16 s1_6 an admin mails a link for a new password', async () => {
    await press(page, 'Mail a link for a new password');
    assert.match(await words(page), /is on its way to them/);
    assert.ok((await stage.mail('gil07@example.com', 'Choose a new password')).link);
  });

  await t.test('s4_12 s4_n9 deleting asks first, says what happens to the tickets, and keeps them', async () => {
    const person = await signedIn(stage, known.person.email, known.password);
    await see(office, known.person.name);
    await follow(page, 'Delete');
    assert.match(await words(page), /Their 1 ticket is kept, shown as a former customer’s/);
    await stage.check(office, 'p80-delete');
    await press(page, 'Delete for good');
    assert.match(await words(page), /The account is deleted/);
    await stage.check(office, 'p81-deleted');
    await search(office, known.person.email);
    assert.deepEqual(await names(page), []);
    await person.go('/my/profile');
    assert.equal(await isIn(person), false);
    assert.equal((await person.go(known.track)).status(), 200);
    assert.match(await words(person.page), /The fan rattles/);
    assert.ok(!(await person.page.content()).includes('Farah'));
    await stage.check(person, 'p82-ticket-of-a-former-customer');
    await person.close();
  });
}

export async function lastAdmin(t, stage, office) {
  const { page } = office;
  await t.test('s1_16 the last admin cannot be taken away', async () => {
    for (const [way, button] of [['Change role', 'Change role'], ['Disable', 'Disable'], ['Delete', 'Delete for good']]) {
      await see(office, 'Ada Finch');
      await follow(page, way);
      if (way === 'Change role') await page.getByLabel(/^Customer:/).check();
      assert.equal(await press(page, button), 409, way);
      assert.match(await words(page), /This is the last admin/);
    }
    await stage.check(office, 'p83-last-admin');
    await office.go('/admin/people');
    assert.ok(await isIn(office), `${ADMIN} is still signed in`);
  });
}
