// @ts-check
// What staff have besides: keys, drafts, who else is there, and a board to drag on. Nothing here is needed.

/** @type {typeof import("./core.js").core} */
const { all, byId } = /** @type {any} */ (globalThis).core;
/** @type {typeof import("./live.js").live} */
const { load, put, refresh, say } = /** @type {any} */ (globalThis).live;
const keysAreOn = document.body.dataset.keys !== "off";
/** What a form would send. @param {HTMLFormElement} form */
const fields = (form) => new URLSearchParams(/** @type {any} */ (new FormData(form)));
/** @param {HTMLElement} element */
const isSeen = (element) => element.getClientRects().length > 0;

// Keys. Single ones can be switched off; those with Ctrl or Cmd stay.

let prefix = "";
/** @type {HTMLElement | undefined} */
let picked;
const rows = () => all("[data-rows] [data-row]");
const boxes = (within = rows()) => within.flatMap((row) => /** @type {HTMLInputElement[]} */ (all("[type=checkbox]", row)));
const here = () => rows().find((row) => row.contains(document.activeElement));

/** @param {HTMLInputElement[]} some @param {boolean} isOn */
function check(some, isOn) {
  for (const box of some) box.checked = isOn;
  count();
}

/** @type {Record<string, () => unknown>} */
const inList = {
  j: () => step(1),
  k: () => step(-1),
  o: () => here() && all("a", here())[0]?.click(),
  x: () => {
    const [box] = here() ? boxes([here() ?? document.body]) : [];
    if (box) check([box], !box.checked);
    picked = here();
  },
  X: () => {
    const [from, to] = [picked, here()].map((row) => (row ? rows().indexOf(row) : -1)).sort((a, b) => a - b);
    if (from >= 0) check(boxes(rows().slice(from, to + 1)), true);
  },
  "* a": () => check(boxes(), true),
};

/** @param {number} by */
function step(by) {
  const list = rows();
  const at = list.findIndex((row) => row === here());
  const row = list[at < 0 ? 0 : Math.min(Math.max(at + by, 0), list.length - 1)];
  if (row) all("a", row)[0]?.focus();
}

/** @param {HTMLElement} element */
function press(element) {
  if (element instanceof HTMLAnchorElement && element.dataset.key === "?") return help(element.href);
  if (element.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return element.focus();
  element.click();
  byId(element.dataset.then ?? "")?.focus();
}

/** All keys, over the page. @param {string} href */
async function help(href) {
  const sheet = (await load(href)).responseXML?.getElementById("keys");
  if (!sheet) return location.assign(href);
  const dialog = document.createElement("dialog");
  dialog.append(document.adoptNode(sheet));
  dialog.ariaLabel = "Keys";
  dialog.onclose = () => dialog.remove();
  dialog.onclick = ({ target }) => target === dialog && dialog.close();
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (!(target instanceof HTMLElement)) return;
  if (event.ctrlKey || event.metaKey) {
    const form = key === "Enter" && target instanceof HTMLTextAreaElement ? target.form : null;
    const send = form && all("[data-send], .btn-go", form).find(isSeen);
    if (send) event.preventDefault();
    return send?.click();
  }
  const isField = target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  if (key === "Escape" && !document.querySelector("dialog[open]")) {
    if (isField) target.blur();
    else check(boxes().filter((box) => box.checked), false);
  }
  if (!keysAreOn || isField || event.altKey || document.querySelector("dialog[open]")) return;
  const pressed = prefix ? `${prefix} ${key}` : key;
  prefix = !prefix && (key === "g" || key === "*") ? key : "";
  const known = all("[data-key]").find((element) => element.dataset.key === pressed && (isSeen(element) || element.matches("[type=radio]")));
  const act = known ? () => press(known) : rows().length ? inList[pressed] : undefined;
  if (!act) return;
  event.preventDefault();
  act();
});

// The bar that changes many is there once something is checked.

function count() {
  const checked = boxes().filter((box) => box.checked).length;
  for (const bar of all("[data-bulk]")) {
    bar.hidden = !checked && !all(".err, :scope > .all :checked", bar).length;
    for (const words of all("[data-checked]", bar)) words.textContent = `${checked} checked`;
  }
}
document.addEventListener("change", count);

// What is being written is kept, two seconds after the last key, and when the page goes.

/** @type {Map<HTMLFormElement, number>} */
const drafts = new Map();

/** @param {HTMLFormElement} form */
async function keep(form) {
  drafts.delete(form);
  const { status, responseURL } = await load(form.dataset.draft ?? "", fields(form));
  const ticket = form.dataset.draft?.replace("/draft", "") ?? "?";
  const isKept = status === 200 && responseURL.includes(ticket);
  const time = new Date().toLocaleTimeString([], { timeStyle: "short" });
  const words = isKept ? `Draft saved ${time}` : "The draft could not be saved. What you wrote is still here.";
  for (const state of all("[data-draft-state]", form)) state.textContent = words;
}
document.addEventListener("input", ({ target }) => {
  const form = target instanceof HTMLTextAreaElement ? target.form : null;
  if (!form?.dataset.draft) return;
  clearTimeout(drafts.get(form));
  drafts.set(form, setTimeout(keep, 2_000, form));
});
document.addEventListener("submit", ({ target }) => {
  if (!(target instanceof HTMLFormElement)) return;
  clearTimeout(drafts.get(target));
  drafts.delete(target);
});

// Who is there. A page hears of others by looking again as often as it speaks itself.

const place = all("[data-presence]")[0]?.dataset.presence;
let said = "";
/** @param {string} doing */
const be = (doing) => place && navigator.sendBeacon(place, new URLSearchParams({ doing: (said = doing) }));
const doing = () => (document.activeElement instanceof HTMLTextAreaElement && document.activeElement.value ? "writing" : "viewing");
function beat() {
  if (document.hidden) return;
  be(doing());
  if (place || rows().length) setTimeout(refresh, 1_000);
}
// Whoever begins to write says so at once: this is what another one has to know before writing the same.
document.addEventListener("input", () => doing() !== said && be(doing()));
addEventListener("pagehide", () => {
  for (const form of drafts.keys()) navigator.sendBeacon(form.dataset.draft ?? "", fields(form));
  be("gone");
});
document.addEventListener("visibilitychange", beat);
setInterval(beat, 20_000);
// A page that was just made knows who is there.
if (!document.hidden) be(doing());

// The board: dropping a card in a column presses the card's button for it.

/** @type {HTMLElement | null} */
let card = null;
/** @param {Event} event */
const column = ({ target }) => (target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("[data-column]")) : null);
/** @param {HTMLElement | null} lane */
const over = (lane) => {
  for (const other of all("[data-over]")) other.removeAttribute("data-over");
  lane?.setAttribute("data-over", "");
};
document.addEventListener("dragstart", ({ target }) => {
  card = target instanceof Element ? target.closest("[data-card]") : null;
});
document.addEventListener("dragover", (event) => {
  const lane = card && column(event);
  over(lane);
  if (lane) event.preventDefault();
});
document.addEventListener("dragend", () => over((card = null)));
document.addEventListener("drop", (event) => {
  const to = column(event)?.dataset.column;
  const button = card && all("[data-move] button", card).find((one) => /** @type {HTMLButtonElement} */ (one).value === to);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// What can be done only for a moment says for how long.

addEventListener("prepared", () => {
  count();
  for (const brief of all("[data-brief]:not([data-left])")) {
    const end = Date.now() + 10_000;
    const button = all("button", brief)[0];
    const words = button?.textContent;
    const timer = setInterval(() => {
      const left = Math.ceil((end - Date.now()) / 1_000);
      brief.dataset.left = `${left}`;
      if (button) button.textContent = `${words} (${left})`;
      if (left > 0) return;
      brief.remove();
      clearInterval(timer);
    }, 1_000);
  }
});
dispatchEvent(new Event("prepared"));
