// Fresh databases for the journeys, on each engine there is.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SERVERS = { postgres: process.env.FRONTDESK_TEST_POSTGRES_URL, mariadb: process.env.FRONTDESK_TEST_MARIADB_URL };

/** The engines that can be used here. One that is not there is named, and fails where nothing may be skipped. */
export function engines() {
  const there = ['sqlite'];
  for (const [engine, url] of Object.entries(SERVERS)) {
    if (url) there.push(engine);
    else if (process.env.CI) throw new Error(`${engine} is not there: scripts/servers --exec npm test`);
    else console.log(`SKIPPED: the journeys on ${engine}: scripts/servers --exec npm test`);
  }
  return there;
}

/** One statement by the engine's own command line. Everything in it is a constant of these tests. */
async function statement(engine, url, sql) {
  const { username, password, hostname, port, pathname } = new URL(url);
  if (engine === 'postgres') return run('psql', [url, '--quiet', '--no-psqlrc', '--set', 'ON_ERROR_STOP=1', '--command', sql]);
  const place = ['--no-defaults', `--host=${hostname}`, `--port=${port}`, `--user=${username}`, pathname.slice(1)];
  return run('mariadb', [...place, `--execute=${sql}`], { env: { ...process.env, MYSQL_PWD: password } });
}

/** A new, empty database: what `serve` is told, and a way to change what time alone would change. */
export async function freshDatabase(engine, name) {
  if (engine === 'sqlite') {
    return {
      settings: {},
      change: (folder, sql) => run('sqlite3', ['-cmd', '.timeout 10000', `${folder}/data/frontdesk.db`, sql]),
      drop: () => {},
    };
  }
  const url = new URL(SERVERS[engine]);
  url.pathname = `/${name}`;
  await statement(engine, SERVERS[engine], `CREATE DATABASE ${name}`);
  return {
    settings: { FRONTDESK__DATABASE__URL: url.href },
    change: (_folder, sql) => statement(engine, url.href, sql),
    drop: () => statement(engine, SERVERS[engine], `DROP DATABASE ${name}`),
  };
}
