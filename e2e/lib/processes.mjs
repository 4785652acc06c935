// Starts the programs under test on free ports with a temporary folder, and ends them by their id.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { filter, fresh, keep } from './kept-logs.mjs';

/** The release binary: FRONTDESK_BIN, as scripts/test sets it, or cargo's usual place. */
export const frontdeskBinary =
  process.env.FRONTDESK_BIN ?? new URL('../../target/release/frontdesk', import.meta.url).pathname;

/** The stand-in for Jira, built beside it. */
export const sandboxBinary = process.env.JIRA_SANDBOX_BIN ?? join(dirname(frontdeskBinary), 'jira-sandbox');

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Calls `probe` until it gives something true; says what was waited for when time runs out. */
export async function until(what, probe, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await pause(100);
  }
}

/** A program that runs until `stop()`. Everything it said is in `said()`; its log is kept where logs are kept. */
class Program {
  #child;
  #said = '';
  #gone;

  constructor(binary, args, options, log) {
    this.name = `${binary} ${args.join(' ')}`;
    this.#child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    this.#gone = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => resolve({ code, signal }));
      this.#child.once('error', (error) => resolve({ error }));
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (this.#said += text));
    }
    this.#child.stderr.on('data', (text) => keep(log, text));
  }

  said() {
    return this.#said;
  }

  /** Waits until `probe` succeeds, or fails with what the program said when it ended before that. */
  async ready(what, probe, seconds) {
    let ended;
    this.#gone.then((how) => (ended = how));
    return until(`${what} of ${this.name}`, async () => {
      if (ended) throw new Error(`${this.name} ended: ${JSON.stringify(ended)}\n${this.#said}`);
      return probe();
    }, seconds);
  }

  /** Asks it to end, and insists after 25 seconds: five more than a graceful shutdown may take. */
  async stop() {
    this.#child.kill('SIGTERM');
    const insist = setTimeout(() => this.#child.kill('SIGKILL'), 25_000);
    const how = await this.#gone;
    clearTimeout(insist);
    return how;
  }
}

/** What a command that ends by itself printed. It gets `input` to read. */
async function printed(args, input, options) {
  const child = execFile(frontdeskBinary, args, options);
  child.stdin.end(input);
  let [said, complained] = ['', ''];
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (complained += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`frontdesk ${args.join(' ')}: ${code}\n${complained}`);
  return said;
}

const answers = (url, options) => fetch(url, options).then((r) => r.ok, () => false);

/** The stand-in for Jira Cloud, with the few calls the tests make as an agent would in Jira. */
export async function startSandbox() {
  const port = await freePort();
  const token = 'e2e-token';
  const email = 'frontdesk@example.com';
  const origin = `http://127.0.0.1:${port}`;
  const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  const program = new Program(
    sandboxBinary,
    ['--listen', `127.0.0.1:${port}`, '--flavor', 'cloud', '--token', token],
    { env: { PATH: process.env.PATH } },
  );
  const rest = async (method, path, body) => {
    const answer = await fetch(`${origin}/rest/api/3${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  };
  await program.ready('an answer', () => answers(`${origin}/rest/api/3/myself`, { headers: { authorization } }));
  return {
    origin,
    email,
    token,
    stop: () => program.stop(),
    issue: (key) => rest('GET', `/issue/${key}`),
    /** Moves an issue to a state whose category means done. */
    async resolve(key) {
      const { transitions } = await rest('GET', `/issue/${key}/transitions`);
      const done = transitions.find((t) => t.to.statusCategory.key === 'done');
      await rest('POST', `/issue/${key}/transitions`, { transition: { id: done.id } });
    },
    /** How many issues there are. */
    async count() {
      const { issues } = await rest('POST', '/search/jql', {
        jql: 'project = SUP', fields: ['summary'], maxResults: 100,
      });
      return issues.length;
    },
  };
}

/** `frontdesk serve` in a folder of its own, with these settings on top of the defaults. */
export async function startFrontdesk(settings = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-e2e-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = { PATH: process.env.PATH, HOME: folder, FRONTDESK__HTTP__LISTEN: `127.0.0.1:${port}`, ...filter, ...settings };
  const program = new Program(frontdeskBinary, ['serve'], { cwd: folder, env }, fresh('e2e'));
  await program.ready('readiness', () => answers(`${origin}/readyz`));
  return {
    origin,
    folder,
    said: () => program.said(),
    /** Another command of the program beside it, with the same settings: what it printed. */
    command: (args, input = '') => printed(args, input, { cwd: folder, env }),
    async stop() {
      const how = await program.stop();
      await rm(folder, { recursive: true, force: true });
      return how;
    },
  };
}

/** `frontdesk demo`, with the address it prints and how long that took. */
export async function startDemo() {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-e2e-'));
  const port = await freePort();
  const began = performance.now();
  const program = new Program(frontdeskBinary, ['demo'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, FRONTDESK__HTTP__LISTEN: `127.0.0.1:${port}`, ...filter },
  }, fresh('e2e-demo'));
  const found = await program.ready('the address', () => program.said().match(/http:\/\/[\w.:[\]]+/));
  const millis = performance.now() - began;
  await program.ready('readiness', () => answers(`${found[0]}/readyz`));
  return {
    origin: found[0],
    millis,
    said: () => program.said(),
    async stop() {
      const how = await program.stop();
      await rm(folder, { recursive: true, force: true });
      return how;
    },
  };
}
