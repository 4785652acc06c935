// Pages that change by themselves: two people at one ticket, tabs that share one stream, and the keys of staff.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './lib/browser.mjs';
import { assertLight, weigh } from './lib/checks.mjs';
import { field, press } from './lib/desk.mjs';
import { enter, fill, PASSWORD, signedIn } from './lib/stage.mjs';

const LOOK = { js: true, width: 1280, scheme: 'light', name: 'js-1280-light' };
const AGENT = 'lea@example.com';
const OTHER = 'tom@example.com';
const CUSTOMER = 'sara@example.com';
/** From the answer to a change until others see it. The issue asks for a second; a busy machine is given a bit more. */
const SOON = 3_000;
/** In KB, cold: style sheets, scripts and icon included. */
const MOST = { my: 15, queue: 30, ticket: 35 };

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** Counts the streams that a context opened, and those open now. */
function streams(context) {
  const opened = new Set();
  const open = new Set();
  const isStream = (request) => new URL(request.url()).pathname === '/events';
  context.on('request', (request) => { if (isStream(request)) { opened.add(request); open.add(request); } });
  for (const end of ['requestfinished', 'requestfailed']) context.on(end, (request) => open.delete(request));
  return { opened, open };
}

/** A page that is loaded anew forgets this. */
const stay = (page) => page.evaluate(() => { window.isTheSame = true; });
const stayed = (page) => page.evaluate(() => window.isTheSame === true);

test('s3_8 s4_13 pages change by themselves', async (t) => {
  const stage = await enter(browser, { engine: 'sqlite', look: LOOK }, { FRONTDESK__TICKETS__ONE_OPEN_PER_CLIENT: 'off' });
  t.after(stage.leave);
  const add = (name, email, ...more) =>
    stage.desk.command(['people', 'add', '--name', name, '--email', email, ...more], `${PASSWORD}\n`);
  await add('Lea Brandt', AGENT, '--role', 'agent');
  await add('Tom Okafor', OTHER, '--role', 'agent');
  await add('Sara Ahmadi', CUSTOMER);
  const customer = await signedIn(stage, CUSTOMER);
  const agent = await signedIn(stage, AGENT);
  const steps = stage.steps(t);
  let number;

  /** The customer opens a ticket; its number. */
  const openTicket = async (title) => {
    await customer.go('/my/tickets/new');
    await fill(customer.page, { title });
    await press(customer.page, customer.page.locator('main form .btn-go').last());
    return customer.page.url().match(/\/my\/tickets\/(\d+)/)?.[1];
  };
  const reply = async (text) => {
    await field(agent.page, 'what').fill(text);
    await agent.page.locator('[data-send]:visible').first().click();
  };

  await steps.test('an answer appears on the customer’s open page, which is not loaded again', async () => {
    number = await openTicket('The printer prints blank pages');
    assert.ok(number, customer.page.url());
    await stay(customer.page);
    await agent.go(`/desk/tickets/${number}`);
    await reply('I am on my way, with a new drum.');
    await customer.page.getByText('with a new drum').waitFor({ timeout: SOON });
    assert.ok(await stayed(customer.page));
  });

  await steps.test('what staff write is kept when the customer answers meanwhile', async () => {
    const { page } = agent;
    await agent.go(`/desk/tickets/${number}`);
    await stay(page);
    await field(page, 'what').fill('Before noon, I ho');
    await field(customer.page, 'what').fill('When will you be here?');
    await customer.page.locator('#reply .btn-go').click();
    await page.getByText('When will you be here?').waitFor({ timeout: SOON });
    assert.ok(await stayed(page));
    assert.equal(await field(page, 'what').inputValue(), 'Before noon, I ho');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'what');
    await page.keyboard.type('pe.');
    assert.equal(await field(page, 'what').inputValue(), 'Before noon, I hope.');
    await page.locator('[data-draft-state]:visible', { hasText: /saved \d/ }).waitFor();
  });

  await steps.test('who begins to write is seen by others, on the ticket and in the list', async () => {
    const tom = await signedIn(stage, OTHER);
    await tom.go(`/desk/tickets/${number}`);
    const spoken = tom.page.waitForRequest((request) => /doing=writing/.test(request.postData() ?? ''), { timeout: SOON });
    await field(tom.page, 'what').pressSequentially('Me');
    await (await spoken).response();
    for (const path of [`/desk/tickets/${number}`, '/desk']) {
      await agent.go(path);
      await agent.page.getByText('Tom Okafor is replying').waitFor();
    }
    await tom.close();
  });

  await steps.test('two tabs share one stream, and one takes over from the other', async () => {
    const counted = streams(agent.context);
    await agent.go('/desk');
    const second = await agent.context.newPage();
    await second.goto(`${stage.origin}/desk/tickets/${number}`);
    await second.waitForTimeout(500);
    assert.equal(counted.open.size, 1, `${counted.open.size} streams for two tabs`);
    await stay(second);
    await field(customer.page, 'what').fill('Thank you!');
    await customer.page.locator('#reply .btn-go').click();
    await second.getByText('Thank you!').waitFor({ timeout: SOON });
    await agent.page.goto('about:blank');
    await second.waitForTimeout(500);
    assert.equal(counted.open.size, 1, 'the tab that is left has the stream');
    await field(customer.page, 'what').fill('One more thing.');
    await customer.page.locator('#reply .btn-go').click();
    await second.getByText('One more thing.').waitFor({ timeout: SOON });
    assert.ok(await stayed(second));
    await second.close();
  });

  await steps.test('a list does not move under the reader: new tickets are offered', async () => {
    const { page } = agent;
    await agent.go('/desk');
    await stay(page);
    const rows = () => page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.id));
    const before = await rows();
    await openTicket('A second thing');
    const pill = page.locator('[data-fresh]');
    await pill.waitFor({ timeout: SOON });
    assert.match(await pill.innerText(), /1 new ticket/);
    assert.deepEqual(await rows(), before);
    await press(page, pill).catch(() => {});
    await page.waitForLoadState();
    assert.equal((await rows()).length, before.length + 1);
  });

  await steps.test('keys work, are shown, and can be switched off', async () => {
    const { page } = agent;
    await agent.go('/desk');
    await page.keyboard.press('j');
    const focused = () => page.evaluate(() => document.activeElement?.closest('[data-row]')?.id);
    assert.equal(await focused(), await page.locator('[data-row]').first().getAttribute('id'));
    await page.keyboard.press('x');
    assert.equal(await page.locator('[data-row] :checked').count(), 1);
    await page.locator('[data-bulk]').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('[data-row] :checked').count(), 0);
    await page.keyboard.press('?');
    await page.locator('dialog table').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await page.waitForURL(/\/desk\/board/);
    await agent.go('/desk/keys');
    await press(page, 'Switch single keys off');
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await page.waitForTimeout(500);
    assert.match(page.url(), /\/desk\/keys/);
    await press(page, 'Switch single keys on');
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await page.waitForURL(/\/desk$/);
  });

  await steps.test('nothing broke the policy or failed', () => {
    assert.deepEqual(agent.troubles, []);
    assert.deepEqual(customer.troubles, []);
  });

  await steps.test('pages weigh as little as they should', async () => {
    // These first: a page that is opened within three seconds of many changes may look once more for what it missed.
    for (let n = 0; n < 25; n += 1) await openTicket(`Ticket ${n}: the lamp of the projector is dim`);
    for (let n = 0; n < 50; n += 1) {
      await agent.go(`/desk/tickets/${number}`);
      await field(agent.page, 'what').fill(`Message ${n}: the drum unit arrives tomorrow, and I will fit it myself before noon.`);
      await press(agent.page, agent.page.locator('[data-send]:visible').first());
    }
    const [ofAgent, ofCustomer] = [await agent.context.storageState(), await customer.context.storageState()];
    for (const [path, state, most, requests] of [
      ['/my', ofCustomer, MOST.my, 5],
      ['/desk', ofAgent, MOST.queue, 7],
      [`/desk/tickets/${number}`, ofAgent, MOST.ticket, 7],
    ]) await assertLight(path, await weigh(browser, stage.origin + path, state), most, requests);
  });

  await agent.close();
  await customer.close();
});
