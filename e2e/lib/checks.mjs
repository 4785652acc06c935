// What every page must pass: axe, valid HTML, no sideways scrolling, targets large enough.

import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import { out } from './browser.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const MOST_REQUESTS = 5;

const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // maud writes `required` and void elements in the short forms; both are valid HTML.
    'attribute-boolean-style': 'off',
    'void-style': 'off',
    'no-inline-style': 'error',
    // Telephone numbers break where the line does, on a phone as on paper.
    'tel-non-breaking': 'off',
  },
});

/** Every finding of axe on this page, in one line each. */
export async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`));
}

/**
 * The same for a page shown without JavaScript, which axe itself needs: the document as it was
 * sent is shown once more, with its scripts kept away and what is in `noscript` shown.
 */
async function axeWithoutScripts(visit, look) {
  const { page } = visit;
  const body = (await visit.source()).replaceAll(/<\/?noscript>/g, '');
  const context = await page.context().browser().newContext({
    viewport: { width: look.width, height: 900 }, colorScheme: look.scheme, reducedMotion: 'reduce',
  });
  const twin = await context.newPage();
  await twin.route('**/*', (route) =>
    route.request().resourceType() === 'script' ? route.abort()
      : route.request().isNavigationRequest() ? route.fulfill({ body, contentType: 'text/html; charset=utf-8' })
        : route.continue());
  await twin.goto(page.url());
  const findings = await axe(twin);
  await context.close();
  return findings;
}

/** Every complaint about the HTML the server sent. */
export async function htmlProblems(source) {
  const { results } = await validator.validateString(source);
  return results.flatMap(({ messages }) => messages.map((m) => `${m.ruleId} at ${m.line}:${m.column}: ${m.message}`));
}

/** How many pixels the page can be scrolled sideways; what sticks out is named. */
export const sideways = (page) =>
  page.evaluate(() => {
    const root = document.documentElement;
    const over = root.scrollWidth - root.clientWidth;
    if (over <= 0) return null;
    const wide = [...document.body.querySelectorAll('*')].find(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1);
    return `${over} px, first ${wide?.tagName.toLowerCase()}.${wide?.className}`;
  });

/** Blocks whose text or parts stick out of them sideways, onto what stands beside them. */
export const spills = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((element) => getComputedStyle(element).overflowX === 'visible' && element.clientWidth > 0)
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className} by ${element.scrollWidth - element.clientWidth} px`));

/** Controls smaller than 24 by 24 px. Links within a sentence are exempt (WCAG 2.5.8). */
export const smallTargets = (page) =>
  page.evaluate(() => {
    const inSentence = (element) =>
      element.tagName === 'A' && getComputedStyle(element).display === 'inline' &&
      element.parentElement.textContent.trim() !== element.textContent.trim();
    const box = (element) => {
      // A choice is as large as the label that carries it.
      const carrier = element.matches('[type=radio],[type=checkbox]') ? (element.closest('label') ?? element) : element;
      return carrier.getBoundingClientRect();
    };
    return [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false }))
      .filter((element) => !element.closest('[aria-hidden=true]') && !element.matches('.skip') && !inSentence(element))
      .map((element) => ({ element, size: box(element) }))
      .filter(({ size }) => size.width > 0 && (size.width < 24 || size.height < 24))
      .map(({ element, size }) =>
        `${element.tagName.toLowerCase()} "${(element.textContent || element.name).trim()}" ` +
        `${Math.round(size.width)}x${Math.round(size.height)}`);
  });

/**
 * The size of one cold visit as it crosses the wire, compressed: every request with its headers. `state`: the cookies
 * of who visits.
 */
export async function weigh(browser, url, state) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, storageState: state });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  const seen = new Map();
  await network.send('Network.enable');
  network.on('Network.responseReceived', ({ requestId, response, type }) =>
    seen.set(requestId, { url: response.url, type, bytes: response.encodedDataLength, encoding: header(response) }));
  network.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (seen.has(requestId)) seen.get(requestId).bytes += encodedDataLength;
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (seen.has(requestId)) seen.get(requestId).bytes = encodedDataLength;
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(300); // what scripts ask for after loading belongs to the visit
  const requests = [...seen.values()].filter((request) => !request.url.startsWith('data:'));
  // A headless browser has no tab to draw the icon in, but a customer's browser asks for it.
  for (const icon of await page.locator('link[rel~=icon]').evaluateAll((links) => links.map((link) => link.href))) {
    if (icon.startsWith('data:') || requests.some((request) => request.url === icon)) continue;
    const answer = await context.request.get(icon, { headers: { 'accept-encoding': 'br' } });
    const length = Number(answer.headers()['content-length'] ?? (await answer.body()).length);
    requests.push({ url: icon, type: 'Icon', bytes: length + 200, encoding: answer.headers()['content-encoding'] });
  }
  await context.close();
  return { requests, bytes: requests.reduce((sum, request) => sum + request.bytes, 0) };
}

const header = (response) =>
  Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-encoding')?.[1];

/**
 * A visit of this page is a brotli page of at most so many KB in so many requests, everything included. The stream of
 * live updates is no part of a page: it stays open, and the tabs of a browser share it.
 */
export async function assertLight(name, { requests, bytes }, mostKilobytes, mostRequests = MOST_REQUESTS) {
  const list = requests.map((r) => `${r.bytes} ${r.encoding ?? '-'} ${r.type} ${new URL(r.url).pathname}`).join('\n');
  console.log(`# ${name}: ${bytes} bytes, ${requests.length} requests`);
  assert.ok(bytes <= mostKilobytes * 1024, `${bytes} bytes\n${list}`);
  const parts = requests.filter(({ type }) => type !== 'EventSource');
  assert.ok(parts.length <= mostRequests, list);
  assert.equal(requests[0].encoding, 'br', list);
}

/** The page passes everything; a screenshot is kept under its name. */
export async function check(visit, look, name) {
  const { page, troubles } = visit;
  await page.screenshot({ path: `${out}${name}-${look.name}.png`, fullPage: true });
  const where = `${name} (${look.name})`;
  // At the top nothing is stuck over a row: how much of one is covered elsewhere is the luck of where the page stands.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  const findings = look.js ? await axe(page) : await axeWithoutScripts(visit, look);
  assert.deepEqual(findings, [], `axe on ${where}`);
  assert.deepEqual(await htmlProblems(await visit.source()), [], `HTML of ${where}`);
  assert.deepEqual(await smallTargets(page), [], `small targets on ${where}`);
  assert.equal(await sideways(page), null, `sideways scrolling on ${where}`);
  assert.deepEqual(await spills(page), [], `content sticking out on ${where}`);
  if (look.width === 360) {
    await page.setViewportSize({ width: 320, height: 900 });
    assert.equal(await sideways(page), null, `sideways scrolling at 320 px on ${where}`);
    assert.deepEqual(await spills(page), [], `content sticking out at 320 px on ${where}`);
    await page.setViewportSize({ width: look.width, height: 900 });
  }
  assert.deepEqual(troubles, [], `errors and policy violations on ${where}`);
}
