// One ticket, from the call that opens it to its end, as agents work on it.

import assert from 'node:assert/strict';
import { field, phones, press, words } from '../lib/desk.mjs';
import { refused } from '../lib/refused.mjs';
import { fill, follow, PASSWORD, place, signedIn } from '../lib/stage.mjs';
import { MINA, THEO } from './cast.mjs';

const BOSS = { name: 'Ines Duarte', email: 'ines@example.com' };
const CALLER = 'Sara Ahmadi';
const WILD = '<script>alert(1)</script> سلام، چاپگر e\u0301\u0323 👩‍🔧';

const said = (page) => page.locator('#said');
const timeline = (page) => page.locator('#tk-line');
const button = (page, name) => page.getByRole('button', { name });

/** Presses what changes the ticket, in place or by another page, and waits until the page shows it. */
async function act(page, what, shown) {
  await what.click();
  await shown.first().waitFor();
  await page.waitForLoadState();
}

/** Sets one thing at the side: a script does at once what a button does without. */
async function set(page, label, choice, shown) {
  const select = page.locator('.props').getByLabel(label, { exact: true });
  // As a hand does: what somebody is at is not replaced meanwhile.
  await select.focus();
  await select.selectOption(choice);
  const set = page.locator('.props').getByRole('button', { name: `Set ${label}` });
  if (await set.isVisible()) await press(page, set);
  await timeline(page).getByText(shown).first().waitFor();
}

/** What else can be done with a task. */
async function more(task) {
  if (!(await task.locator('details').evaluate((details) => details.open))) await task.locator('summary').click();
}

/** The form for somebody who calls, filled in. */
async function call(visit, phone, title, more = {}) {
  await visit.go('/desk/new');
  await fill(visit.page, { who: phone });
  await press(visit.page, 'Find');
  await fill(visit.page, { subject: title, ...more });
}

export async function ticket(t, stage, mina) {
  const { page } = mina;
  const phone = phones();
  let number;
  const go = (visit = mina, rest = '') => visit.go(`/desk/tickets/${number}${rest}`);

  await t.test('s2_1 somebody who calls is registered with a ticket, once, however often it is pressed', async () => {
    await mina.go('/desk/new');
    await stage.check(mina, 'd60-new-ticket');
    await refused(mina, stage.look, await press(page, 'Open the ticket'), 'who');
    await call(mina, phone, 'Printer in the studio prints blank pages', { name: CALLER, body: WILD });
    await stage.check(mina, 'd61-new-ticket-newcomer');
    const sent = await page.locator('form.call').evaluate((form) => Object.fromEntries(new FormData(form)));
    await press(page, 'Open the ticket');
    number = place(mina).match(/^\/desk\/tickets\/(\d+)\?/)[1];
    assert.match(await words(page), /tell it to who called/);
    // The same form once more, as a second press sends it, is the same ticket.
    const headers = { origin: stage.origin, 'sec-fetch-site': 'same-origin' };
    const again = await mina.context.request.post(`${stage.origin}/desk/new`, { headers, form: sent, maxRedirects: 0 });
    assert.equal(again.headers().location, `/desk/tickets/${number}?done=opened`);
    assert.ok(!place(mina).includes(phone.slice(3)), 'no phone number in an address');
  });

  await t.test('who is known by a phone is found, and somebody else on it can be registered', async () => {
    await call(mina, phone, 'Scanner');
    assert.match(await words(page), new RegExp(`One client is known by this[^]*${CALLER}`));
    await stage.check(mina, 'd62-new-ticket-found');
    await page.getByText('Somebody else, who is new here').click();
    await page.getByText('Register somebody new').click();
    await fill(page, { name: 'Omid Karimi' });
    await press(page, 'Open the ticket');
    assert.match(await page.locator('.side').innerText(), /Omid Karimi/);
  });

  await t.test('s4_9 s1_9 it is taken, set in place and what is being written stays', async () => {
    await go();
    await stage.check(mina, 'd63-ticket');
    await page.locator('#what').fill('Half a sentence');
    await act(page, button(page, 'Take it'), timeline(page).getByText('took the ticket.'));
    await set(page, 'Priority', 'high', /changed the priority from Medium to High/);
    await set(page, 'Status', 'on_hold', /changed the status from Open to On hold|to On hold/);
    assert.equal((await page.locator('#what').inputValue()).trim(), 'Half a sentence');
  });

  await t.test('tasks are added, ticked, moved, renamed and removed without dragging', async () => {
    const tasks = page.locator('#tk-tasks');
    for (const text of ['Order a drum unit', 'Look into the archive room']) {
      await page.locator('#task').fill(text);
      await act(page, page.locator('#tk-add').getByRole('button', { name: 'Add' }), tasks.getByRole('button', { name: text, exact: true }));
    }
    // Enter in that line adds it too, and does nothing to the ticket.
    const before = await page.locator('#tk-head').innerText();
    await page.locator('#task').fill('Ask for the key');
    await page.locator('#task').press('Enter');
    await tasks.getByRole('button', { name: 'Ask for the key', exact: true }).waitFor();
    assert.equal(await page.locator('#tk-head').innerText(), before);
    await more(tasks.getByRole('listitem').filter({ hasText: 'Ask for the key' }));
    await tasks.getByRole('listitem').filter({ hasText: 'Ask for the key' }).getByRole('button', { name: /^Remove/ }).click();
    await tasks.getByRole('button', { name: 'Ask for the key', exact: true }).waitFor({ state: 'detached' });
    await act(page, tasks.getByRole('button', { name: 'Order a drum unit', exact: true }), tasks.locator('[aria-pressed=true]'));
    const second = tasks.getByRole('listitem').filter({ hasText: 'archive room' });
    await more(second);
    await act(page, second.getByRole('button', { name: /^Up/ }), tasks.locator('li:first-child', { hasText: 'archive room' }));
    await stage.check(mina, 'd64-ticket-tasks');
    const first = tasks.getByRole('listitem').first();
    await more(first);
    await follow(page, /Rename/);
    await stage.check(mina, 'd65-task');
    await fill(page, { task: 'Look under the desk' });
    await press(page, 'Rename');
    await tasks.getByRole('button', { name: 'Look under the desk', exact: true }).waitFor();
    await more(first);
    await tasks.getByRole('button', { name: /^Remove/ }).first().click();
    await timeline(page).getByText('removed the task Look under the desk').waitFor();
    assert.equal(await tasks.getByRole('listitem').count(), 1);
  });

  await t.test('a note is no reply, and only one of the two is sent', async () => {
    await go();
    await page.getByRole('radio', { name: /Internal note/ }).check({ force: true });
    assert.ok(!(await page.locator('#what').isVisible()), 'the reply is put away');
    await stage.check(mina, 'd66-ticket-note');
    await page.locator('#note').fill(`She is <b>upset</b>\n${WILD}`);
    await press(page, 'Save note');
    assert.match(await timeline(page).innerText(), /Customers never see this[^]*<b>upset<\/b>/);
    await page.getByRole('radio', { name: /^Reply/ }).check({ force: true });
    assert.equal((await page.locator('#what').inputValue()).trim(), 'Half a sentence');
  });

  await t.test('a saved reply is filled in and put after what stands there', async () => {
    await mina.go('/desk/saved-replies');
    await stage.check(mina, 'd67-saved-replies-none');
    await fill(page, { title: 'Thanks', body: 'Dear {client}, thank you for {ticket}.' });
    await press(page, 'Save');
    await stage.check(mina, 'd68-saved-replies');
    await follow(page, 'Thanks');
    await stage.check(mina, 'd69-saved-reply');
    await go();
    await page.getByLabel('Saved reply').selectOption({ label: 'Thanks' });
    await press(page, 'Insert');
    const text = await page.locator('#what').inputValue();
    assert.match(text, new RegExp(`Half a sentence\\s+Dear ${CALLER}, thank you for #${number}\\.`));
  });

  await t.test('s1_10 a reply is sent, and taken back while there is time', async () => {
    await page.locator('#what').fill('Sent too early');
    await press(page, button(page, /Send to/));
    assert.match(await said(page).innerText(), /Your reply is sent/);
    await press(page, button(page, /Take it back/));
    assert.match(await said(page).innerText(), /was taken back/);
    assert.equal((await page.locator('#what').inputValue()).trim(), 'Sent too early');
    assert.ok(!(await timeline(page).innerText()).includes('Sent too early\n'));
  });

  await t.test('a draft survives a closed tab', async () => {
    const kept = page.waitForResponse((r) => r.url().endsWith('/draft'));
    await page.locator('#what').fill('Begun before lunch');
    // A script keeps it two seconds after the last key; else there is a button.
    if (!stage.look.js) await button(page, 'Save draft').first().click();
    assert.equal((await kept).status(), 303);
    await page.locator('.when-reply [data-draft-state]', { hasText: 'Draft saved' }).waitFor();
    const tab = await mina.context.newPage();
    await tab.goto(`${stage.origin}/desk/tickets/${number}`);
    assert.equal((await tab.locator('#what').inputValue()).trim(), 'Begun before lunch');
    await tab.close();
  });

  await t.test('an expired session loses nothing', async () => {
    await go();
    await page.locator('#what').fill(`After lunch, ${WILD}`);
    const other = await mina.context.newPage();
    await other.goto(`${stage.origin}/sign-out`);
    await press(other, 'Sign out');
    await other.close();
    assert.equal(await press(page, button(page, /Send to/)), 403);
    await stage.check(mina, 'd71-signed-out');
    await fill(page, { login: MINA.email, password: PASSWORD });
    await press(page, 'Sign in');
    assert.equal((await page.locator('#what').inputValue()).trim(), `After lunch, ${WILD}`);
    await stage.check(mina, 'd72-signed-in-again');
    await press(page, 'Send it now');
    assert.match(await said(page).innerText(), /Your reply is sent/);
    await stage.check(mina, 'd70-ticket-sent');
    assert.match(await timeline(page).innerText(), /After lunch/);
    assert.equal((await timeline(page).innerText()).split('After lunch').length, 2, 'sent once');
  });

  await t.test('two at once: who comes second sees it before anything is sent', async () => {
    const theo = await signedIn(stage, THEO.email);
    await go();
    await go(theo);
    await page.locator('#what').fill('I have a drum unit');
    await theo.page.locator('#what').fill('I take care of it');
    await press(theo.page, button(theo.page, /Send to/));
    assert.equal(await press(page, button(page, /Send to/)), 409);
    assert.match(await page.locator('.meanwhile').innerText(), new RegExp(`${THEO.name} wrote a reply`));
    assert.equal((await page.locator('#what').inputValue()).trim(), 'I have a drum unit');
    await stage.check(mina, 'd73-meanwhile');
    await press(page, 'Send anyway');
    assert.match(await timeline(page).innerText(), /I take care of it[^]*I have a drum unit/);
    await theo.close();
  });

  await t.test('a hundred thousand characters are refused, and all of them are there', async () => {
    await go();
    const long = 'سلام '.repeat(20_000);
    await page.locator('#what').fill(long);
    await refused(mina, stage.look, await press(page, button(page, /Send to/)), 'what');
    assert.equal((await page.locator('#what').inputValue()).trim().length, long.trim().length);
    await page.locator('#what').fill('');
    await press(page, button(page, 'Save draft').first());
  });

  await t.test('s4_8 title and text are changed, and the history says so', async () => {
    await go();
    await follow(page, 'Edit');
    await stage.check(mina, 'd74-edit');
    await fill(page, { subject: 'Printer prints nothing' });
    await press(page, 'Save');
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Printer prints nothing');
    assert.match(await timeline(page).innerText(), /changed the title from Printer in the studio/);
    await follow(page, /^Events/);
    await stage.check(mina, 'd75-events');
  });

  await t.test('a duplicate is merged after a confirmation', async () => {
    const kept = number;
    await call(mina, phone, 'Printer again');
    await page.getByText(CALLER).first().click();
    await press(page, 'Open the ticket');
    const other = place(mina).match(/tickets\/(\d+)/)[1];
    await mina.go(`/desk/tickets/${other}/merge`);
    await stage.check(mina, 'd76-merge');
    await fill(page, { into: kept });
    await press(page, 'Go on');
    await stage.check(mina, 'd77-merge-sure');
    await press(page, 'Merge');
    assert.equal(place(mina), `/desk/tickets/${kept}?done=merged`);
    assert.match(await timeline(page).innerText(), /Printer again/);
    await mina.go(`/desk/tickets/${other}`);
    assert.match(await words(page), /where it goes on/);
  });

  await t.test('s0_14 s4_10 it is resolved', async () => {
    await go();
    await act(page, button(page, 'Resolve'), timeline(page).getByText(/to Resolved/));
    await stage.check(mina, 'd78-resolved');
  });

  await t.test('s4_11 an admin deletes it after a confirmation', async () => {
    const args = ['people', 'add', '--name', BOSS.name, '--email', BOSS.email, '--role', 'admin'];
    await stage.desk.command(args, `${PASSWORD}\n`);
    const boss = await signedIn(stage, BOSS.email);
    await go(boss);
    await follow(boss.page, 'Delete');
    await stage.check(boss, 'd79-delete');
    await press(boss.page, 'Delete for good');
    assert.match(place(boss), /^\/desk\?/);
    const gone = await boss.page.goto(`${stage.origin}/desk/tickets/${number}`);
    assert.equal(gone.status(), 404);
    await boss.close();
  });
}
