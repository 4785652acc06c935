// One Chromium for all tests, and pages that remember everything that went wrong on them.

import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { watch } from './kept-logs.mjs';

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** Where screenshots and saved pages go. */
export const out = new URL('../out/', import.meta.url).pathname;

/** The system's Chromium: no browser of the test tool's own is downloaded. */
export async function launch() {
  await mkdir(out, { recursive: true });
  return chromium.launch({
    executablePath: process.env.FRONTDESK_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
  });
}

/** A way to look at the pages: with or without JavaScript, narrow or wide, light or dark. */
export function looks() {
  const all = [];
  for (const js of [true, false]) {
    for (const width of [360, 1280]) {
      for (const scheme of ['light', 'dark']) {
        all.push({ js, width, scheme, name: `${js ? 'js' : 'nojs'}-${width}-${scheme}` });
      }
    }
  }
  return all;
}

/**
 * A page of a fresh context. `troubles` collects console errors, CSP violations, uncaught errors
 * and failed requests; `source()` is the HTML of the page shown, as the server sent it. `state`: the cookies
 * it begins with.
 */
export async function open(browser, { js = true, width = 1280, scheme = 'light', state } = {}) {
  const context = await browser.newContext({
    storageState: state,
    javaScriptEnabled: js,
    viewport: { width, height: 900 },
    colorScheme: scheme,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  watch(context);
  const page = await context.newPage();
  const troubles = [];
  let document;
  await context.exposeBinding('reportViolation', (_, text) => troubles.push(`CSP: ${text}`));
  await context.addInitScript(() => {
    window.addEventListener('securitypolicyviolation', (event) =>
      window.reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ''}`));
  });
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error}`));
  page.on('console', (message) => {
    // A page that answers 4xx on purpose is named here too; the tests look at the status themselves.
    if (message.type() === 'error' && !/Failed to load resource: .* status of 4\d\d/.test(message.text())) {
      troubles.push(`console: ${message.text()}`);
    }
  });
  page.on('requestfailed', (request) => {
    // Leaving a page ends its live updates; that is no failure.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
      troubles.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
    }
  });
  page.on('response', (response) => {
    const request = response.request();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && response.status() !== 303) {
      document = response.text().catch(() => '');
    }
  });
  return { context, page, troubles, source: () => document, close: () => context.close() };
}
