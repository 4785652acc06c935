// A form that was refused: what is wrong stands in the title, in a summary that has the focus, and beside the field.

import assert from 'node:assert/strict';
import { focused } from './desk.mjs';

/** Checks all of that for the field `name`, and returns the message. `isFirst`: nothing was clicked since. */
export async function refused(visit, look, status, name, isFirst = true) {
  const { page } = visit;
  assert.equal(status, 422);
  assert.match(await page.title(), /^Error:/);
  const summary = page.locator('#problems');
  assert.match(await summary.innerText(), /There is a problem/);
  assert.equal(await page.locator('#problems [role=alert]').count(), 1);
  if (look.js && isFirst) assert.equal(await focused(page), 'problems');
  const control = page.locator(`#${name}`);
  assert.equal(await control.getAttribute('aria-invalid'), 'true');
  const message = await page.locator(`#${name}-e`).innerText();
  const link = summary.locator(`a[href="#${name}"]`);
  assert.equal((await link.innerText()).trim(), message.trim(), 'summary and field say the same');
  assert.ok((await control.getAttribute('aria-describedby')).includes(`${name}-e`));
  await link.click();
  assert.equal(await page.evaluate(() => document.activeElement?.id ?? location.hash.slice(1)), name);
  return message;
}
