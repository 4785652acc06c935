// A browser, a stand-in for Jira and a server that know each other, for the tests of one file.

import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { startFrontdesk, startSandbox } from './processes.mjs';

/**
 * The server reads Jira back every second and does not throttle look-ups, because a test looks up
 * far more often than a customer does.
 */
const settings = (sandbox) => ({
  FRONTDESK__JIRA__FLAVOR: 'cloud',
  FRONTDESK__JIRA__URL: sandbox.origin,
  FRONTDESK__JIRA__EMAIL: sandbox.email,
  FRONTDESK__JIRA__TOKEN: sandbox.token,
  FRONTDESK__JIRA__PROJECT: 'SUP',
  FRONTDESK__JIRA__FOLLOW_SECONDS: '1',
  FRONTDESK__FRONT_DESK__LOOKUPS_PER_ADDRESS: '100000',
  FRONTDESK__FRONT_DESK__LOOKUPS_PER_IDENTIFIER: '100000',
});

/** Filled before the first test of the file; everything in it ends after the last. */
export function world() {
  const all = {};
  // One after the other: what started is known, and so is ended, when the next one does not start.
  before(async () => {
    all.browser = await launch();
    all.sandbox = await startSandbox();
    all.desk = await startFrontdesk(settings(all.sandbox));
  });
  after(async () => {
    await all.browser?.close();
    await all.desk?.stop();
    await all.sandbox?.stop();
  });
  return all;
}
