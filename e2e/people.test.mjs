// What people do with their accounts and what admins do about them, against the release binary: on SQLite in each way of
// looking at it, and on PostgreSQL and MariaDB with and without JavaScript.

import { after, before, describe, test } from 'node:test';
import { launch } from './lib/browser.mjs';
import { enter, stages } from './lib/stage.mjs';
import { people } from './people/people.mjs';
import { profile } from './people/profile.mjs';
import { AGENT, byLink, knownClient, registering } from './people/registering.mjs';
import { secondStep } from './people/second-step.mjs';
import { setUp } from './people/set-up.mjs';
import { forgotten, signingIn } from './people/signing-in.mjs';
import { weights } from './people/weights.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// Each stage has a desk of its own, so two may play at once.
describe('people', { concurrency: 2 }, () => {
  for (const { engine, look } of stages()) {
    test(`people on ${engine}: ${look.name}`, async (t) => {
      const stage = await enter(browser, { engine, look });
      t.after(stage.leave);
      const steps = stage.steps(t);
      const office = await setUp(steps, stage);
      await registering(steps, stage, office);
      await byLink(steps, stage, office);
      const known = await knownClient(steps, stage, office);
      await signingIn(steps, stage, known);
      await forgotten(steps, stage, known);
      await secondStep(steps, stage, AGENT.email);
      await profile(steps, stage, known);
      await people(steps, stage, office, known);
      // The same bytes in every look, from every engine.
      if (engine === 'sqlite' && look.name === 'js-360-light') await weights(steps, stage, office);
      await office.close();
    });
  }
});
