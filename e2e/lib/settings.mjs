/**
 * Settings for a server under test: the given Jira stand-in, and look-ups that are not throttled,
 * because a test looks up far more often than a customer does.
 */
export const settings = (sandbox) => ({
  FRONTDESK__JIRA__FLAVOR: 'cloud',
  FRONTDESK__JIRA__URL: sandbox.origin,
  FRONTDESK__JIRA__EMAIL: sandbox.email,
  FRONTDESK__JIRA__TOKEN: sandbox.token,
  FRONTDESK__JIRA__PROJECT: 'SUP',
  FRONTDESK__FRONT_DESK__LOOKUPS_PER_ADDRESS: '100000',
  FRONTDESK__FRONT_DESK__LOOKUPS_PER_IDENTIFIER: '100000',
});
