// @ts-check
// Pages that change by themselves, and forms whose answer is put in place: nothing here is needed.

/** @type {typeof import("./core.js").core} */
const { all, byId, mark, prepare } = /** @type {any} */ (globalThis).core;
const LIVE = "[data-topic], [data-live]";

const status = document.createElement("p");
status.className = "sr";
status.role = "status";
document.body.append(status);
/** Read out, politely. @param {string} words */
const say = (words) => (status.textContent = words);

/**
 * Asks for a page. The browser's own loader makes a document of it, scripts off: no string of ours becomes markup.
 * @param {string} url @param {URLSearchParams} [form] @returns {Promise<XMLHttpRequest>}
 */
const load = (url, form) => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open(form ? "POST" : "GET", url);
  request.responseType = "document";
  request.onloadend = () => done(request);
  request.send(form);
});

/**
 * Sends a form and puts the regions it names in place; whatever else is answered is gone to.
 * @param {HTMLFormElement} form @param {HTMLElement | null} submitter @param {string} names
 */
async function swap(form, submitter, names) {
  const fields = new URLSearchParams(/** @type {any} */ (new FormData(form, submitter)));
  const action = submitter?.hasAttribute("formaction") ? /** @type {any} */ (submitter).formAction : form.action;
  const isPost = form.method === "post";
  const { responseXML: page, responseURL, status } = isPost ? await load(action, fields) : await load(`${action.split("?")[0]}?${fields}`);
  mark(form, false);
  const ids = names.split(" ");
  // The regions of another page have the same names, and do not belong under this address.
  const isElsewhere = responseURL && responseURL !== action && new URL(responseURL).pathname !== location.pathname;
  if (page && !isElsewhere && ids.every((id) => byId(id, page))) {
    put(page, ids, true);
    if (status === 422) all("[data-focus]")[0]?.focus();
    const said = all(".sum, .err, [role=status]", page).find((e) => e.textContent);
    return say(said?.textContent ?? "Saved.");
  }
  if (responseURL && responseURL !== action) return location.assign(responseURL);
  for (const sender of [form, submitter]) sender?.removeAttribute("data-swap");
  form.requestSubmit(submitter);
}
// After core.js, which swallows a second click.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  const names = event.submitter?.dataset.swap ?? form.dataset.swap;
  if (!names) return;
  event.preventDefault();
  swap(form, event.submitter, names);
});

/** Whether somebody is at it: replacing it would take away what they type or where they are. @param {Element} region */
function isBusy(region) {
  const isChanged = (/** @type {any} */ field) => field.options
    ? [...field.options].some((option) => option.selected !== option.defaultSelected && option.defaultSelected)
    : field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  const at = document.activeElement;
  return region.contains(at) && at?.matches("input, textarea, select, summary") || all("input:not([type=hidden]), textarea, select", region).some(isChanged);
}

/**
 * The same thing in a fresh region, if there is exactly one: another one must not get the focus, and the next key.
 * @param {any} element @param {HTMLElement} region @returns {HTMLElement | undefined}
 */
function same({ id, tagName, attributes, form }, region) {
  const told = ["href", "formaction", "name", "value"].filter((name) => attributes[name])
    .map((name) => `[${name}="${CSS.escape(attributes[name].value)}"]`).join("");
  const action = (/** @type {any} */ of) => of?.getAttribute("action");
  const isSame = (/** @type {any} */ one) => id || !form || action(one.form) === action(form);
  const found = all(id ? `#${CSS.escape(id)}` : tagName + told, region).filter(isSame);
  return found.length === 1 ? found[0] : undefined;
}

/** As it came, though it may have the focus by now. @param {HTMLElement} region */
function bare(region) {
  const copy = /** @type {HTMLElement} */ (region.cloneNode(true));
  copy.removeAttribute("tabindex");
  return copy;
}

/**
 * Puts regions of a fresh page in place. A list is never re-ordered under the reader: rows change where they are,
 * and new ones are offered. @param {Document} page @param {string[]} ids @param {boolean} [isOwn] asked for by the reader
 */
function put(page, ids, isOwn) {
  let count = 0;
  prepare(page);
  for (const id of ids) {
    const [old, fresh] = [byId(id), byId(id, page)];
    // What somebody opened stays open.
    for (const { id } of old ? all("details[open][id]", old) : []) byId(id, page)?.toggleAttribute("open", true);
    if (!old || !fresh || (!isOwn && bare(old).isEqualNode(document.importNode(fresh, true)))) continue;
    const rows = isOwn ? [] : all("[data-row]", old);
    if (rows.length) {
      put(page, rows.map((row) => row.id));
      const news = all("[data-row]", fresh).filter((row) => !byId(row.id)).length;
      for (const pill of news ? all("[data-fresh]") : []) {
        pill.hidden = false;
        say((pill.textContent = `${news} new ${news > 1 ? "tickets" : "ticket"}: show`));
      }
    } else if (!isOwn && isBusy(old)) {
      old.dataset.stale = "";
      say("This page has changed. It is shown once you leave this place.");
    } else {
      const at = old.contains(document.activeElement) && document.activeElement;
      old.replaceWith(document.adoptNode(fresh));
      if (at) {
        const next = same(at, fresh);
        if (!next) fresh.tabIndex = -1;
        (next ?? fresh).focus({ preventScroll: !next });
      }
      count += 1;
    }
  }
  if (!count) return;
  dispatchEvent(new Event("prepared"));
  if (!isOwn) say("This page has been updated.");
}

let [next, asked] = [0, false];
/** Fetches this page again, at once but not more often than every second. */
function refresh() {
  if (asked) return;
  asked = true;
  setTimeout(async () => {
    asked = false;
    next = Date.now() + 1_000;
    const { status, responseXML } = await load(location.href);
    if (status === 200 && responseXML) put(responseXML, all(LIVE).map((region) => region.id));
  }, Math.max(50, next - Date.now()));
}
document.addEventListener("focusout", () => all("[data-stale]").length && refresh());

/** "ticket 10472 v18" or "resync". @param {string} said */
function hear(said) {
  const [, number, version] = said.match(/^ticket (\d+) v(\d+)/) ?? [];
  // A row, a card or the page of a ticket says which version it shows.
  const isShown = Number(byId(`t${number}`)?.dataset.version) >= Number(version);
  const concerns = (/** @type {HTMLElement} */ region) =>
    !number || region.dataset.live || (!isShown && ["tickets", `ticket ${number}`].includes(region.dataset.topic ?? ""));
  if (all(LIVE).some(concerns)) refresh();
}

/** Follows a stream while the page is in sight; through one connection for all tabs where `isShared`. @param {string} url @param {boolean} isShared */
function follow(url, isShared) {
  const channel = isShared ? new BroadcastChannel("frontdesk") : undefined;
  const locks = isShared ? navigator.locks : undefined;
  /** @type {[number, string, string][]} What was heard lately, for tabs that were being made. */
  let lately = [];
  let [last, isOut] = ["", true];
  /** @type {number | undefined} */
  let leaving;
  let leave = () => {};
  /** @param {string} said @param {string} id */
  const heard = (said, id) => {
    last = id || last;
    hear(said);
  };
  const lead = () => new Promise((/** @type {(_?: any) => void} */ done) => {
    const since = last ? `after=${last}` : `age=${Math.min(60_000, Math.ceil(performance.now() / 1000))}`;
    const stream = new EventSource(`${url}${url.includes("?") ? "&" : "?"}${since}`);
    stream.onmessage = ({ data, lastEventId }) => {
      lately = [...lately.filter(([at]) => at > Date.now() - 60_000), [Date.now(), data, lastEventId]];
      channel?.postMessage([data, lastEventId]);
      heard(data, lastEventId);
    };
    leave = () => {
      stream.close();
      leave = () => {};
      done();
    };
    // Refused, for a while or for good.
    stream.onerror = () => stream.readyState === 2 && setTimeout(() => (leave(), isOut || join()), 60_000);
  });
  const join = () => {
    isOut = false;
    const waiting = new AbortController();
    leave = () => waiting.abort();
    if (locks) locks.request("frontdesk", { signal: waiting.signal }, lead).catch(() => {});
    else lead();
  };
  const out = () => {
    leave();
    isOut = true;
  };
  const back = () => {
    if (!isOut) return;
    join();
    refresh();
  };
  if (channel) {
    channel.onmessage = ({ data: [said, id, age] }) => {
      if (said !== "hello") return heard(said, id);
      for (const [at, ...one] of lately) if (at > Date.now() - age) channel.postMessage(one);
    };
    channel.postMessage(["hello", "", performance.now() + 2_000]);
  }
  document.addEventListener("visibilitychange", () => {
    clearTimeout(leaving);
    // Where tabs cannot agree on one connection, one out of sight gives its own back soon.
    if (document.hidden) leaving = setTimeout(out, locks ? 300_000 : 10_000);
    else back();
  });
  addEventListener("pagehide", out);
  addEventListener("pageshow", ({ persisted }) => persisted && back());
  join();
}

for (const { dataset } of all("[data-live]")) follow(dataset.live ?? "", false);
const { events } = document.body.dataset;
if (events && all("[data-topic]").length) follow(events, true);

/** What agent.js uses. */
export const live = { load, put, refresh, say };
Object.assign(globalThis, { live });
