// Holds the sandbox against two programs nobody here wrote: jira.js as a client, and Prism as a
// proxy that checks every request and answer against the strict OpenAPI file.
//
//   npm ci && JIRA_SANDBOX_BIN=<binary> node --test run.mjs      or      node run.mjs <binary>

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { EMAIL, TOKEN, connect, document, everyOperation } from './operations.mjs';
import { freePort, start, stop } from './processes.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../../..');
const binary = process.argv[2] ?? process.env.JIRA_SANDBOX_BIN ?? resolve(root, 'target/debug/jira-sandbox');
const contract = resolve(process.env.JIRA_OPENAPI ?? resolve(root, '../shared/jira/cloud-v3-strict.json'));

let sandbox;
let direct;

before(async () => {
  const args = ['--listen', '127.0.0.1:0', '--flavor', 'cloud', '--token', TOKEN];
  sandbox = await start(binary, args, /listening on (http:\S+)/);
  direct = sandbox.match[1];
});

after(async () => {
  for (const proxy of proxies.values()) await stop(proxy);
  if (sandbox) await stop(sandbox);
});

test('jira.js understands every answer', async () => {
  const ran = await everyOperation(direct);
  console.log(`jira.js: ${ran} calls, no schema mismatch`);
  assert.ok(ran >= 50, `only ${ran} calls`);
});

test('jira.js names the field of a refused create', async () => {
  const jira = connect(direct);
  const create = jira.issues.createIssue({ fields: { summary: 'x', labels: ['two words'] } });
  await assert.rejects(create, error => error.status === 400 && /contains spaces/.test(error.message));
});

test('jira.js sees a wrong token and a rate limit for what they are', async () => {
  const faults = [{ kind: 'rate_limited', operation: 'myself', retry_after: { seconds: 2 } }];
  await fetch(`${direct}/__sandbox/faults`, { method: 'POST', body: JSON.stringify({ faults }) });
  const jira = connect(direct);
  await assert.rejects(jira.myself.getCurrentUser(), error => error.status === 429 && error.retryAfterMs === 2000);
  await fetch(`${direct}/__sandbox/faults`, {
    method: 'POST',
    body: JSON.stringify({ modes: { token: 'revoked' } }),
  });
  await assert.rejects(jira.myself.getCurrentUser(), error => error.status === 401);
  await fetch(`${direct}/__sandbox/faults`, { method: 'DELETE' });
  await jira.myself.getCurrentUser();
});

/** The proxies that are running, by their flag; starting one takes seconds, so tests share them. */
const proxies = new Map();

/** The address of a Prism proxy before the sandbox. */
async function prism(flag) {
  if (!proxies.has(flag)) {
    const port = await freePort();
    const program = resolve(here, 'node_modules/@stoplight/prism-cli/dist/index.js');
    const args = [program, 'proxy', contract, direct, '-h', '127.0.0.1', '-p', String(port), ...flag];
    proxies.set(flag, { ...(await start(process.execPath, args, /Prism is listening on/)), port });
  }
  return `http://127.0.0.1:${proxies.get(flag).port}`;
}

/** Violations become errors: 422 for a request, 500 for an answer. */
const STRICT = ['--errors'];
/** Violations are reported in a header, so that error answers come through. */
const REPORTING = [];

/** Collects every violation of severity Error that Prism reports while `work` runs. */
async function violations(work) {
  const original = globalThis.fetch;
  const found = [];
  let answers = 0;
  globalThis.fetch = async (...args) => {
    const response = await original(...args);
    answers += 1;
    for (const violation of JSON.parse(response.headers.get('sl-violations') ?? '[]')) {
      if (violation.severity === 'Error') found.push({ url: String(args[0]), ...violation });
    }
    return response;
  };
  try {
    await work();
  } finally {
    globalThis.fetch = original;
  }
  return { found, answers };
}

function contractIsMissing(t) {
  if (existsSync(contract)) return false;
  const why = `${contract} is not there; set JIRA_OPENAPI to the strict file`;
  if (process.env.CI) assert.fail(`the OpenAPI contract is missing: ${why}`);
  console.log(`SKIPPED: OpenAPI contract of the sandbox: ${why}`);
  t.skip(why);
  return true;
}

test('every request and answer meets the strict contract', async t => {
  if (contractIsMissing(t)) return;
  const host = await prism(STRICT);
  const { found, answers } = await violations(() => everyOperation(host));
  assert.deepEqual(found, []);
  console.log(`Prism: ${answers} exchanges, no violation`);
  assert.ok(answers >= 50, `only ${answers} exchanges`);
});

const authorization = `Basic ${Buffer.from(`${EMAIL}:${TOKEN}`).toString('base64')}`;

/** A request as it stands, with what came back. */
async function ask(host, method, path, body) {
  const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
  const response = await fetch(host + path, { method, headers, body: body && JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
}

const newIssue = summary => ({
  fields: { project: { key: 'SUP' }, issuetype: { name: 'Task' }, summary, description: document('x') },
});

test('refusals, and what jira.js does not ask, meet the contract too', async t => {
  if (contractIsMissing(t)) return;
  const unknown = { fields: { ...newIssue('x').fields, customfield_99999: 'x' } };
  const search = { jql: 'colour = red', fields: ['summary'] };
  const cases = [
    [200, 'GET', '/rest/api/3/issuetype/project?projectId=10201'],
    [404, 'GET', '/rest/api/3/issue/SUP-9999'],
    [404, 'GET', '/rest/api/3/issue/SUP-9999/properties/frontdesk.ticket'],
    [404, 'GET', '/rest/api/3/project/NONE'],
    [400, 'POST', '/rest/api/3/issue', unknown],
    [400, 'POST', '/rest/api/3/search/jql', search],
    [404, 'POST', '/rest/api/3/issue/SUP-9999/comment', { body: document('x') }],
    [404, 'POST', '/rest/api/3/issue/SUP-9999/transitions', { transition: { id: '31' } }],
  ];
  const host = await prism(REPORTING);
  const { found } = await violations(async () => {
    for (const [status, method, path, body] of cases) {
      const answer = await ask(host, method, path, body);
      assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
    }
  });
  assert.deepEqual(found, []);
});

test('faults that Jira declares meet the contract too', async t => {
  if (contractIsMissing(t)) return;
  const kinds = [
    { kind: 'rate_limited', retry_after: { seconds: 1 }, reason: 'jira-burst-based' },
    { kind: 'server_error', status: 500 },
    { kind: 'server_error', status: 503, retry_after: { seconds: 1 } },
    { kind: 'forbidden' },
    { kind: 'field_errors', errors: { summary: 'You must specify a summary of the issue.' } },
    { kind: 'commit_then_server_error', status: 504 },
  ];
  const host = await prism(REPORTING);
  const { found } = await violations(async () => {
    for (const kind of kinds) {
      const faults = [{ ...kind, operation: 'create_issue' }];
      await fetch(`${direct}/__sandbox/faults`, { method: 'POST', body: JSON.stringify({ faults }) });
      const answer = await ask(host, 'POST', '/rest/api/3/issue', newIssue('Under a fault'));
      assert.ok(answer.status >= 400, `${kind.kind}: ${answer.status} ${answer.text}`);
    }
  });
  assert.deepEqual(found, []);
});

test('the contract would notice: Prism refuses what the strict file forbids', async t => {
  if (contractIsMissing(t)) return;
  const host = await prism(STRICT);
  const noSummary = { fields: { project: { key: 'SUP' }, issuetype: { name: 'Task' } } };
  assert.equal((await ask(host, 'POST', '/rest/api/3/issue', noSummary)).status, 422);
  const faults = [{ kind: 'truncated_json', operation: 'myself' }];
  await fetch(`${direct}/__sandbox/faults`, { method: 'POST', body: JSON.stringify({ faults }) });
  assert.equal((await ask(host, 'GET', '/rest/api/3/myself')).status, 500);
});
