// The folder where every process of a test run leaves its log, and the list beside the logs of what none of them may
// hold. `scripts/test` names the folder and looks through it at the end; without it nothing is kept.

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.FRONTDESK_TEST_LOGS;

/** What our programs are told to log while their logs are kept. */
export const filter = folder ? { RUST_LOG: 'debug' } : {};

let programs = 0;

/** Where a program that is started now leaves its log; nothing when none is kept. */
export const fresh = (of) => folder && join(folder, `${of}-${process.pid}-${programs++}.log`);

/** Keeps some more of a log. */
export const keep = (log, text) => log && appendFileSync(log, text);

/** Notes a secret: a password, code, token, cookie, phone or email. */
export function saw(kind, value) {
  if (folder && value) appendFileSync(join(folder, 'secrets.tsv'), `${kind}\t${value}\n`);
}

/** What the fields of our forms hold. */
const FIELDS = {
  password: 'password', again: 'password', code: 'code', token: 'token', visit: 'token',
  login: 'email', email: 'email', phone: 'phone', who: 'phone',
};

/** Notes what a browser sends in forms and is given in cookies. */
export function watch(context) {
  if (!folder) return;
  context.on('request', (request) => {
    if (request.method() !== 'POST') return;
    for (const [name, value] of new URLSearchParams(request.postData() ?? '')) {
      if (FIELDS[name]) saw(FIELDS[name], value);
    }
  });
  context.on('response', async (response) => {
    // A page that was left has no headers to give any more.
    const cookies = await response.headerValues('set-cookie').catch(() => []);
    for (const cookie of cookies) {
      const [name, value] = cookie.split(';')[0].split('=');
      if (name !== 'theme') saw('cookie', value);
    }
  });
}
