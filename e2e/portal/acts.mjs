// What a customer does on the pages of their tickets. Some forms are sent by script and some by the browser, so these
// wait for what is to be seen, not for how it came.

import assert from 'node:assert/strict';

/** What must be shown as it was typed, and must do nothing: markup, a change of direction, marks that combine. */
export const NASTY = '<script>document.title="owned"</script> \u202eabc e\u0301\u0327 <b>fat</b>';

/** Presses a button and waits until the page says `words` in its main part. */
export async function does(page, button, words) {
  const what = typeof button === 'string' ? page.getByRole('button', { name: button, exact: true }) : button;
  await what.first().click();
  await says(page, words);
}

/** Waits until the page says `words` in its main part, or shows that part. */
export async function says(page, words) {
  const isWords = typeof words === 'string' || words instanceof RegExp;
  const what = isWords ? page.locator('main').getByText(words) : words;
  await what.locator('visible=true').first().waitFor();
  await page.waitForLoadState();
}

/** Waits until nothing in the main part says `words`. */
export async function isSilent(page, words) {
  await page.locator('main').getByText(words).first().waitFor({ state: 'detached' });
}

/** Opens a ticket; its path. */
export async function opens(visit, values) {
  const { page } = visit;
  await visit.go('/my/tickets/new');
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]:not([type=hidden])`).fill(value);
  await does(page, 'Send to support', 'This is your ticket');
  return new URL(page.url()).pathname;
}

/** Fails if a text of ours was run instead of shown. */
export async function isText(visit) {
  assert.ok(!(await visit.page.title()).startsWith('owned'));
  assert.equal(await visit.page.locator('main b', { hasText: /^fat$/ }).count(), 0);
}

/** A member of staff answers on their page of the ticket. `and`: where it shall stand then. */
export async function staffAnswer(office, number, text, and) {
  const { page } = office;
  await office.go(`/desk/tickets/${number}`);
  await page.locator('textarea[name=what]').first().fill(text);
  if (and) await page.locator('select[name=and]').selectOption(and);
  await page.locator('button[data-send]').first().click();
  await says(page, text);
}
