// What the pages of people weigh.

import { assertLight, weigh } from '../lib/checks.mjs';

const ANYBODYS = ['/sign-in', '/sign-in/code', '/register', '/verify', '/verify?done=waiting', '/forgot-password', '/setup'];
const ONES_OWN = ['/my/profile', '/my/profile/sessions', '/my/profile/email', '/my/profile/password', '/my/profile/second-step', '/sign-out'];
const OF_STAFF = ['/admin/people', '/admin/approvals', '/admin/people/1', '/admin/people/1/role', '/admin/people/1/delete'];

/** In KB, cold: style sheets, script and icon included. */
const MOST = { ofCustomers: 15, ofStaff: 30 };
/** Two style sheets and three scripts, for people who stay all day. */
const REQUESTS_OF_STAFF = 7;

export async function weights(t, stage, office) {
  const state = await office.context.storageState();
  const each = async (paths, state, most, requests) => {
    for (const path of paths) await assertLight(path, await weigh(stage.browser, stage.origin + path, state), most, requests);
  };
  await t.test('s2_8 the pages of customers weigh at most 15 KB, and those of staff 30 KB', async () => {
    await each(ANYBODYS, undefined, MOST.ofCustomers);
    await each(ONES_OWN, state, MOST.ofCustomers);
    await each(OF_STAFF, state, MOST.ofStaff, REQUESTS_OF_STAFF);
  });
}
