// Keys for what the pages already do: nothing here is needed, everything is quicker with it.
//   j, k: walk the items of a page;  enter: open;  e: correct;  /: search;  ?: the keys.

const items = () => [...document.querySelectorAll("[data-item]")].filter((item) => item.getClientRects().length > 0);
let at = null;

/** Make an item the one that keys speak of, and say so to pages that show more of it. */
function walkTo(item) {
  at?.classList.remove("at");
  at = item;
  item.classList.add("at");
  const focusable = item.matches("a, button, [tabindex]") ? item : item.querySelector("[data-open], a, button");
  (focusable ?? item).focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
  item.dispatchEvent(new CustomEvent("headwater:at", { bubbles: true }));
}

function step(by) {
  const all = items();
  if (!all.length) return;
  const chosen = document.querySelector("[data-item][aria-current]") ?? (at?.isConnected ? at : null);
  const place = all.indexOf(chosen);
  walkTo(all[Math.min(all.length - 1, Math.max(0, place < 0 ? 0 : place + by))]);
}

function follow(selector, fallback) {
  const scope = at && at.isConnected ? at : document;
  const link = (scope.matches?.(selector) ? scope : scope.querySelector(selector)) ?? document.querySelector(fallback);
  link?.click();
}

/** Show the keys in a dialog, from the page that lists them. */
async function showKeys() {
  let dialog = document.querySelector("dialog#keys-dialog");
  if (!dialog) {
    const page = new DOMParser().parseFromString(await (await fetch("/keys")).text(), "text/html");
    dialog = document.createElement("dialog");
    dialog.id = "keys-dialog";
    dialog.setAttribute("aria-label", "Keys");
    const close = document.createElement("button");
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.append(page.querySelector("#keys"), close);
    document.body.append(dialog);
  }
  if (!dialog.open) dialog.showModal();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  e: () => follow("[data-edit]", "[data-edit]"),
  "/": () => document.querySelector("[data-seek]")?.focus(),
  "?": showKeys,
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape" && typing) typing.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && at && event.target === at) {
    follow("[data-open], a", "[data-none]");
    event.preventDefault();
  } else if (KEYS[event.key]) {
    KEYS[event.key]();
    event.preventDefault();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys]") && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    showKeys();
  }
});

// What is written is written once, however often the button is pressed.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || event.defaultPrevented) return;
  for (const button of event.target.querySelectorAll("button")) setTimeout(() => (button.disabled = true));
});
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[method=post] button")) button.disabled = false;
});
