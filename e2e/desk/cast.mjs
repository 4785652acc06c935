// Who works at the desk, and what waits for them there.

import assert from 'node:assert/strict';
import { phones } from '../lib/desk.mjs';
import { PASSWORD } from '../lib/stage.mjs';

export const MINA = { name: 'Mina Okafor', email: 'mina@example.com' };
export const THEO = { name: 'Theo Larsen', email: 'theo@example.com' };

/** One more than a page of a list holds. */
const MANY = 26;

/** Adds the agents by the command line. */
export async function staffed(stage) {
  for (const { name, email } of [MINA, THEO]) {
    await stage.desk.command(['people', 'add', '--name', name, '--email', email, '--role', 'agent'], `${PASSWORD}\n`);
  }
}

/** What customers wrote, in all scripts; the number of each ticket, the oldest first. */
export async function opened(stage) {
  const visit = await stage.visit();
  const numbers = [];
  for (let n = 0; n < MANY; n++) numbers.push(await openOne(stage, visit.context.request, text(n)));
  await visit.close();
  return numbers;
}

function text(n) {
  if (n === 3) return 'دسترسی به پوشه مشترک حسابداری\nسلام، از دیروز پوشه مشترک را نمی‌بینم';
  if (n === 4) return '<script>alert(1)</script> on every page\nIt says <b>so</b>, & nothing else';
  if (n === 5) return 'Please restore a deleted folder called Campaign 2025 final really final use this one\nIt was there on Tuesday';
  return `Printer ${n} prints blank pages\nIt is the grey one beside the window`;
}

/** Sends one ticket as a form of the front desk does. */
async function openOne(stage, request, what) {
  const headers = { origin: stage.origin, 'sec-fetch-site': 'same-origin' };
  const post = (path, form) => request.post(stage.origin + path, { headers, form });
  const page = await (await post('/', { who: phones() })).text();
  const hidden = (name) => page.match(new RegExp(`name="${name}" value="([^"]*)"`))[1];
  const fields = { visit: hidden('visit'), key: hidden('key'), what, name: 'Aleksander Wiśniewski-Hohenstein' };
  const receipt = await (await post('/ticket', fields)).text();
  const number = receipt.match(/#<\/span>\s*(\d+)|#(\d+)/);
  assert.ok(number, receipt);
  return number[1] ?? number[2];
}

/** The tickets of the list shown, in its order. */
export const rows = (page) =>
  page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.dataset.row));

/** The row of one ticket. */
export const row = (page, number) => page.locator(`[data-row="${number}"]`);
