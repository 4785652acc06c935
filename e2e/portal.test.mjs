// What a customer does with their tickets, against the release binary: on SQLite in each way of looking at it, and on
// PostgreSQL and MariaDB with and without JavaScript.

import { after, before, describe, test } from 'node:test';
import { launch } from './lib/browser.mjs';
import { enter, stages } from './lib/stage.mjs';
import { setUp } from './people/set-up.mjs';
import { ending } from './portal/ending.mjs';
import { listing } from './portal/listing.mjs';
import { opening } from './portal/opening.mjs';
import { talking } from './portal/talking.mjs';
import { weights } from './portal/weights.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

describe('portal', { concurrency: 2 }, () => {
  for (const { engine, look } of stages()) {
    test(`portal on ${engine}: ${look.name}`, async (t) => {
      const stage = await enter(browser, { engine, look }, { FRONTDESK__ACCOUNTS__APPROVAL: 'off' });
      t.after(stage.leave);
      const steps = stage.steps(t);
      const office = await setUp(steps, stage);
      const sara = await opening(steps, stage);
      await talking(steps, stage, office, sara);
      await listing(steps, stage, sara);
      await ending(steps, stage, office, sara);
      // The same bytes in every look, from every engine.
      if (engine === 'sqlite' && look.name === 'js-360-light') await weights(steps, stage, sara);
      await Promise.all([office.close(), sara.close()]);
    });
  }
});
