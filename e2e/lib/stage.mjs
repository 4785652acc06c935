// Where the journeys of people play: one desk on a database of its own, looked at in one way.

import assert from 'node:assert/strict';
import { looks, open } from './browser.mjs';
import { check } from './checks.mjs';
import { engines, freshDatabase } from './databases.mjs';
import { field, press } from './desk.mjs';
import { mailbox } from './mail.mjs';
import { startFrontdesk } from './processes.mjs';

/** Easy to remember, and hard to guess: the desk judges them. */
export const PASSWORD = 'violet tractors hum at noon';
export const OTHER_PASSWORD = 'seven herons guard the mill';

const SETTINGS = {
  FRONTDESK__FRONT_DESK__LOOKUPS_PER_ADDRESS: '100000',
  FRONTDESK__FRONT_DESK__LOOKUPS_PER_IDENTIFIER: '100000',
  FRONTDESK__ORGANIZATION__NAME: 'Hillside Clinic',
  FRONTDESK__ORGANIZATION__PHONE: '020 7946 0142',
};

/** Half of all looks, in which each two of script, width and theme still meet in every way. */
const MIXED = ['js-360-light', 'js-1280-dark', 'nojs-360-dark', 'nojs-1280-light'];

/**
 * Every engine with the looks it is shown in: SQLite in a mix of all, where every page is also checked for all that
 * `check` does. The pages are the same on the others, so there it is the journeys alone, with and without JavaScript.
 */
export function stages() {
  const mixed = looks().filter(({ name }) => MIXED.includes(name));
  const few = mixed.filter(({ scheme }) => scheme === 'light');
  return engines().flatMap((engine) => (engine === 'sqlite' ? mixed : few).map((look) => ({ engine, look })));
}

let next = 0;

/** Starts the desk of one stage, with these settings on top. */
export async function enter(browser, { engine, look }, settings = {}) {
  const database = await freshDatabase(engine, `e2e_${process.pid}_${next++}`);
  const desk = await startFrontdesk({ ...SETTINGS, ...database.settings, ...settings });
  const { origin } = desk;
  const findings = [];
  return {
    origin,
    desk,
    look,
    browser,
    mail: mailbox(origin),
    /** A browser of its own, which knows nobody; or one that keeps what `state` says. */
    visit: async (state) => {
      const visit = await open(browser, { ...look, state });
      return { ...visit, go: (path) => visit.page.goto(origin + path) };
    },
    /**
     * What every page must pass; where it passed on another engine, that nothing went wrong on it. The journey goes on
     * and the step fails at its end, so that one fault on one page does not hide the others.
     */
    check: async (visit, name) => {
      const checked = engine === 'sqlite' ? check(visit, look, name) : assertNoTroubles(visit, name);
      await checked.catch((error) => findings.push(error));
    },
    steps: (t) => steps(t, findings),
    /** Changes the database as time would. */
    change: (sql) => database.change(desk.folder, sql),
    leave: async () => {
      await desk.stop();
      await database.drop();
    },
  };
}

async function assertNoTroubles({ troubles }, name) {
  assert.deepEqual(troubles, [], name);
}

/** The steps of a journey: where one of them did not get through, those after it are not tried. */
function steps(t, findings) {
  let isBroken = false;
  const test = (name, step) => t.test(name, async (t) => {
    if (isBroken) return t.skip('a step before it did not get through');
    isBroken = true;
    await step();
    isBroken = false;
    const [found] = findings.splice(0);
    if (found) throw found;
  });
  return { test };
}

/** Types into the fields of these names. */
export async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) await field(page, name).fill(value);
}

/** Signs in, as far as the password goes; returns the status of the page that came. */
export async function signIn(visit, login, password = PASSWORD, { remember = false } = {}) {
  await visit.go('/sign-in');
  await fill(visit.page, { login, password });
  if (remember) await visit.page.getByLabel('Keep me signed in on this device').check();
  return press(visit.page, 'Sign in');
}

/** Signs in somebody who gets in, in a browser of their own. */
export async function signedIn(stage, login, password = PASSWORD) {
  const visit = await stage.visit();
  await signIn(visit, login, password);
  assert.ok(await isIn(visit), `${login} is signed in`);
  return visit;
}

/** Whether somebody is signed in, by the page shown. */
export const isIn = (visit) => visit.page.getByRole('link', { name: 'Sign out' }).count().then(Boolean);

/** Where the browser is, without the host. */
export const place = (visit) => visit.page.url().replace(/^https?:\/\/[^/]+/, '');

/** Sends the form to make an account. */
export async function register(visit, person) {
  await visit.go('/register');
  const { wish, ...rest } = person;
  await fill(visit.page, { password: PASSWORD, again: PASSWORD, ...rest });
  if (wish) {
    await visit.page.getByText('I work here').click();
    await fill(visit.page, { wish });
  }
  return press(visit.page, 'Create account');
}

/** Makes an account and proves its e-mail by the code. */
export async function registerAndProve(stage, visit, person) {
  await register(visit, person);
  const { code } = await stage.mail(person.email, 'Confirm your e-mail address');
  await fill(visit.page, { code });
  return press(visit.page, 'Confirm my e-mail');
}

/** Presses the link with this name and waits for the page behind it. */
export async function follow(page, name) {
  const answer = page.waitForResponse((r) => r.request().isNavigationRequest() && r.status() !== 303);
  await page.getByRole('link', { name }).first().click();
  const response = await answer;
  await page.waitForLoadState();
  return response.status();
}
