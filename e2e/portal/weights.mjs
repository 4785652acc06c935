// What the pages of a customer's tickets weigh.

import { assertLight, weigh } from '../lib/checks.mjs';

/** In KB, cold: style sheet, script and icon included. */
const MOST = 15;

export async function weights(t, stage, visit) {
  const state = await visit.context.storageState();
  await t.test('s2_8 the pages of one’s tickets weigh at most 15 KB', async () => {
    for (const path of ['/my', '/my/tickets/new', `/my/tickets/${visit.number}`, '/my/profile/mails']) {
      await assertLight(path, await weigh(stage.browser, stage.origin + path, state), MOST);
    }
  });
}
