// Starts the programs a test needs and stops them again.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const START_LIMIT_MS = 60_000;

/** Starts a program and resolves once a line of its output matches; rejects when it ends before. */
export async function start(command, args, ready) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const seen = [];
  const started = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${command} did not start:\n${seen.join('\n')}`)), START_LIMIT_MS);
    const look = line => {
      seen.push(line);
      const match = line.match(ready);
      if (match) {
        clearTimeout(timer);
        resolve(match);
      }
    };
    createInterface({ input: child.stdout }).on('line', look);
    createInterface({ input: child.stderr }).on('line', look);
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`${command} ended with ${code}:\n${seen.join('\n')}`)));
  });
  return { child, match: await started };
}

/** Ends a program that `start` started and waits until it is gone. */
export async function stop({ child }) {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
}

/** A port that was free a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
