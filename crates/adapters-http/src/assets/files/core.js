// @ts-check
// What a script adds to every page: nothing here is needed, everything works without it.
// live.js is added where something changes by itself, and agent.js for staff.

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60]];
const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });

/** @param {string} css @param {ParentNode} [within] @returns {HTMLElement[]} */
const all = (css, within = document) => /** @type {HTMLElement[]} */ ([...within.querySelectorAll(css)]);
/** @param {string} id @param {Document} [page] */
const byId = (id, page = document) => page.getElementById(id);

/** Times in the reader's own zone, recent ones as "4 minutes ago". */
function tellTimes(within = document) {
  for (const element of all("time", within)) {
    const at = new Date(element.getAttribute("datetime") ?? "");
    if (Number.isNaN(+at)) continue;
    element.title = at.toLocaleString();
    if (!("ago" in element.dataset)) continue;
    const seconds = (+at - Date.now()) / 1000;
    const [unit, size] = UNITS.find(([, size]) => -seconds >= size) ?? ["minute", 60];
    element.textContent = ago.format(Math.round(seconds / size), unit);
  }
}

/** Shows what only works with a script, and hides what only serves without. */
function prepare(page = document) {
  for (const button of all("[data-copy], [data-print], [data-show]", page)) button.hidden = false;
  for (const button of all("[data-auto-button]", page)) button.hidden = true;
  tellTimes(page);
}

/** Shows the password before the button, or hides it. @param {HTMLElement} button @param {boolean} isShown */
function show(button, isShown) {
  const field = button.previousElementSibling;
  if (field instanceof HTMLInputElement) field.type = isShown ? "text" : "password";
  button.ariaPressed = `${isShown}`;
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
    getSelection()?.selectAllChildren(button.previousElementSibling ?? button);
    button.title = button.ariaLabel = "Press Ctrl+C or Cmd+C to copy";
  }
  setTimeout(() => (button.title = button.ariaLabel = said), 4_000);
});

/** @param {boolean} isSent @param {HTMLFormElement} form */
function mark(form, isSent) {
  form.toggleAttribute("data-sent", isSent);
  for (const button of all("button", form)) button.ariaDisabled = `${isSent}`;
}

// A second click on the same form is swallowed; the server would answer it the same way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  if (form.hasAttribute("data-sent")) return event.preventDefault();
  mark(form, true);
  // Hidden again, or the browser would keep the password among what was typed into text fields.
  for (const button of all("[data-show]")) show(button, false);
});
// What sends its form by itself does so at once. But each arrow key changes a list: that is on the way to what is
// meant, which is what it shows when it is left, or when "enter" is pressed.

/** @param {any} field */
const isAuto = (field) => field instanceof HTMLElement && "auto" in field.dataset;
/** The button beside it, should there be several in the form. @param {any} field */
const sendBy = (field) => {
  delete field.dataset.onTheWay;
  field.form?.requestSubmit(field.parentElement?.querySelector("[data-auto-button]"));
};
/** @type {EventTarget | null} */
let typedIn = null;
document.addEventListener("keydown", ({ target, key }) => {
  typedIn = key === "Enter" ? null : target;
  if (key === "Enter" && isAuto(target) && /** @type {any} */ (target).dataset.onTheWay) sendBy(target);
});
document.addEventListener("pointerdown", () => { typedIn = null; });
document.addEventListener("change", ({ target }) => {
  if (!isAuto(target)) return;
  if (target instanceof HTMLSelectElement && target === typedIn) target.dataset.onTheWay = "yes";
  else sendBy(target);
});
document.addEventListener("focusout", ({ target }) => isAuto(target) && /** @type {any} */ (target).dataset.onTheWay && sendBy(target));
addEventListener("pageshow", () => [...document.forms].forEach((form) => mark(form, false)));

prepare();
all("[data-focus]")[0]?.focus();
setInterval(prepare, 60_000);

/** What the other scripts use. */
export const core = { all, byId, mark, prepare };
Object.assign(globalThis, { core });
