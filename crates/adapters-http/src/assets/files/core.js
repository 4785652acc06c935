// @ts-check
// What a script adds to the customer pages: nothing here is needed, everything works without it.

/** How long a page may be out of sight before it gives its live stream back, in milliseconds. */
const OUT_OF_SIGHT = 30_000;

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60]];
const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });

/** @param {string} css @returns {HTMLElement[]} */
const all = (css) => [...document.querySelectorAll(css)].filter((e) => e instanceof HTMLElement);

/** Times in the reader's own zone, recent ones as "4 minutes ago". */
function tellTimes() {
  for (const element of all("time")) {
    const at = new Date(element.getAttribute("datetime") ?? "");
    if (Number.isNaN(+at)) continue;
    element.title = at.toLocaleString();
    if (!("ago" in element.dataset)) continue;
    const seconds = (+at - Date.now()) / 1000;
    const [unit, size] = UNITS.find(([, size]) => -seconds >= size) ?? ["minute", 60];
    element.textContent = ago.format(Math.round(seconds / size), unit);
  }
}

/** Shows what only works with a script, and puts the reader where something needs fixing. */
function prepare() {
  all("[data-copy], [data-print], [data-show]").forEach((button) => (button.hidden = false));
  tellTimes();
}

/** Shows the password before the button, or hides it. @param {HTMLElement} button @param {boolean} isShown */
function show(button, isShown) {
  const field = button.previousElementSibling;
  if (field instanceof HTMLInputElement) field.type = isShown ? "text" : "password";
  button.ariaPressed = String(isShown);
}

document.addEventListener("click", async ({ target }) => {
  const button = target instanceof Element && target.closest("[data-copy], [data-print], [data-show]");
  if (!(button instanceof HTMLElement)) return;
  if ("show" in button.dataset) return show(button, button.ariaPressed !== "true");
  if (button.dataset.copy === undefined) return print();
  const said = button.title;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.title = button.ariaLabel = "Copied";
  } catch {
    // Without permission, or without TLS: leave it selected, so that one key copies it.
    getSelection()?.selectAllChildren(button.previousElementSibling ?? button.parentElement ?? button);
    button.title = button.ariaLabel = "Press Ctrl+C or Cmd+C to copy";
  }
  setTimeout(() => (button.title = button.ariaLabel = said), 4_000);
});

/** @param {boolean} isSent @param {HTMLFormElement} form */
function mark(form, isSent) {
  form.toggleAttribute("data-sent", isSent);
  for (const button of form.querySelectorAll("button")) button.ariaDisabled = String(isSent);
}

// A second click on the same form is swallowed; the server would answer it the same way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  if (form.hasAttribute("data-sent")) event.preventDefault();
  else mark(form, true);
  // Hidden again, or the browser would keep the password among what was typed into text fields.
  all("[data-show]").forEach((button) => show(button, false));
});
addEventListener("pageshow", () => [...document.forms].forEach((form) => mark(form, false)));

/**
 * Fetches this page again and puts the region's new content in place. The document is parsed by the browser's
 * loader, scripts off, so no string of ours ever becomes markup.
 * @param {HTMLElement} region
 */
function refresh(region) {
  const request = new XMLHttpRequest();
  request.open("GET", location.href);
  request.responseType = "document";
  request.setRequestHeader("X-Fragment", region.id);
  request.onload = () => {
    const fresh = request.status === 200 && request.responseXML?.getElementById(region.id);
    if (!fresh || fresh.isEqualNode(document.importNode(region, true))) return;
    region.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
    prepare();
    for (const place of all("[data-said]")) place.textContent = place.dataset.said ?? "";
  };
  request.send();
}

/** Follows the region's events while the page is in sight. @param {HTMLElement} region */
function follow(region) {
  /** @type {EventSource | undefined} */
  let stream;
  /** @type {number | undefined} */
  let leaving;
  const open = () => {
    stream = new EventSource(region.dataset.live ?? "");
    stream.onmessage = () => refresh(region);
  };
  const close = () => {
    stream?.close();
    stream = undefined;
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(leaving);
    if (document.hidden) leaving = setTimeout(close, OUT_OF_SIGHT);
    else if (!stream) {
      open();
      refresh(region);
    }
  });
  addEventListener("pagehide", close);
  open();
}

prepare();
all("[data-live]").forEach(follow);
all("[data-focus]")[0]?.focus();
setInterval(tellTimes, 60_000);
