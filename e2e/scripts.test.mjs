// The scripts of the pages say in comments what their values are, and the compiler of TypeScript reads along.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';

const FOLDER = new URL('../crates/adapters-http/src/assets/files/', import.meta.url).pathname;
const TSC = new URL('node_modules/typescript/bin/tsc', import.meta.url).pathname;
const OPTIONS = [
  '--allowJs', '--checkJs', '--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext',
  '--moduleResolution', 'bundler', '--lib', 'es2023,dom,dom.iterable',
];

test('the types of the scripts hold', () => {
  const scripts = readdirSync(FOLDER).filter((name) => name.endsWith('.js'));
  assert.ok(scripts.length >= 3, scripts.join(' '));
  const { status, stdout } = spawnSync(process.execPath, [TSC, ...OPTIONS, ...scripts], { cwd: FOLDER, encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});
