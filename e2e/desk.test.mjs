// A day of the people at the desk: their lists, the board and one ticket, against the release binary: on SQLite in each
// way of looking at it, and on PostgreSQL and MariaDB with and without JavaScript.

import { after, before, describe, test } from 'node:test';
import { board } from './desk/board.mjs';
import { bulk } from './desk/bulk.mjs';
import { MINA, opened, staffed } from './desk/cast.mjs';
import { queue } from './desk/queue.mjs';
import { ticket } from './desk/ticket.mjs';
import { launch } from './lib/browser.mjs';
import { enter, signedIn, stages } from './lib/stage.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

describe('desk', { concurrency: 2 }, () => {
  for (const { engine, look } of stages()) {
    test(`desk on ${engine}: ${look.name}`, async (t) => {
      const stage = await enter(browser, { engine, look });
      t.after(stage.leave);
      const steps = stage.steps(t);
      await staffed(stage);
      const mina = await signedIn(stage, MINA.email);
      const tickets = await opened(stage);
      await queue(steps, stage, mina, tickets);
      await bulk(steps, stage, mina, tickets);
      await board(steps, stage, mina, tickets);
      await ticket(steps, stage, mina);
      await mina.close();
    });
  }
});
