// What a customer does at the front desk, in the customer's steps.

/** A phone number nobody has used yet in this run: an Iranian mobile number, in E.164. */
export const phones = (() => {
  let next = 0;
  return () => `+98912${String(1_000_000 + next++)}`;
})();

/** The control with this name on the page shown. */
export const field = (page, name) => page.locator(`[name="${name}"]:not([type=hidden])`);

/** What the buttons of the three forms say. */
export const CONTINUE = 'Continue';
export const SEND = /send to support/i;
export const ADD = /add to this ticket/i;

/** Presses a button, by its name or itself, waits for the page that follows, and returns the status it came with. */
export async function press(page, what) {
  const isName = typeof what === 'string' || what instanceof RegExp;
  const button = isName ? page.getByRole('button', { name: what, exact: typeof what === 'string' }) : what;
  const answer = page.waitForResponse((r) => r.request().isNavigationRequest() && r.status() !== 303);
  await button.click();
  const response = await answer;
  await page.waitForLoadState();
  return response.status();
}

/** Types a phone number or a customer ID at the front desk. */
export async function lookUp(page, origin, who) {
  await page.goto(`${origin}/`);
  await field(page, 'who').fill(who);
  return press(page, CONTINUE);
}

/** What the page says in its main part. */
export const words = (page) => page.locator('main').innerText();

/** The ticket number on the page, without the `#`. */
export const ticketNumber = async (page) => (await words(page)).match(/#\s*(\d+)/)?.[1];

/** The Jira key on the page, when it is there. */
export const jiraKey = async (page) => (await words(page)).match(/\bSUP-\d+\b/)?.[0];

/** Whether what matters is focused: the summary of what is wrong. */
export const focused = (page) => page.evaluate(() => document.activeElement?.id ?? '');
