// An authenticator app: RFC 6238 with SHA-1, six digits, thirty seconds.

import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytes(base32) {
  let bits = '';
  for (const letter of base32) bits += ALPHABET.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

function codeAt(key, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/**
 * An app with this secret. Each code works once, and those of the half minutes beside this one are taken
 * too, so it shows the oldest that was not used: three codes follow each other without a wait.
 */
export function authenticator(secret) {
  const key = bytes(secret.replaceAll(/\s/g, ''));
  let used = 0;
  return async () => {
    // Near a turn of the half minute the oldest would be too old once it arrives.
    const left = 30_000 - (Date.now() % 30_000);
    if (left < 4_000) await pause(left + 50);
    const now = Math.floor(Date.now() / 30_000);
    used = Math.max(used + 1, now - 1);
    return codeAt(key, used);
  };
}
