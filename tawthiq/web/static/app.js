// Keys, dialogs and small manners of every page. No page needs its own way to listen for a key: an element says
// data-key="s" (or "g 2", two keys after each other) and is clicked; data-focus="/" is focused.
"use strict";

const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
const shown = (one) => one.getClientRects().length > 0 && !one.disabled;
const keyed = (attribute, value) =>
  [...document.querySelectorAll(`[${attribute}]`)].find((one) => one.getAttribute(attribute) === value && shown(one));

let first = "";
let waiting = 0;

function begins(key) {
  first = key;
  clearTimeout(waiting);
  waiting = setTimeout(() => { first = ""; }, 1200);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const key = first ? `${first} ${event.key}` : event.key;
  first = "";
  const focused = keyed("data-focus", key);
  const clicked = focused ? null : keyed("data-key", key);
  if (focused) { event.preventDefault(); focused.focus(); focused.select?.(); }
  else if (clicked) { event.preventDefault(); clicked.click(); }
  else if (event.key === "g") begins("g");
});

function listKeys(dialog) {
  const list = dialog.querySelector("[data-keys-list]");
  if (!list) return;
  list.replaceChildren();
  for (const one of document.querySelectorAll("[data-key], [data-focus]")) {
    if (!shown(one)) continue;
    const term = document.createElement("dt");
    const said = document.createElement("dd");
    for (const part of (one.dataset.key || one.dataset.focus).split(" ")) {
      term.append(Object.assign(document.createElement("kbd"), { textContent: part }));
    }
    said.textContent = one.dataset.says || one.getAttribute("aria-label") || one.textContent.trim();
    list.append(term, said);
  }
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    listKeys(dialog);
    dialog.showModal();
  }
  const reveal = event.target.closest("[data-reveal]");
  if (reveal) reveal.closest(".graphic").classList.toggle("asked");
});

document.addEventListener("submit", (event) => {
  for (const here of event.target.querySelectorAll("[data-here]")) here.value = location.pathname + location.search;
});

// A part that came by htmx is read out and holds the focus, so that the keyboard goes on where the eye is.
document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.target.querySelector?.("[data-lands]");
  if (target) target.focus({ preventScroll: false });
});

// What is being made is asked for again.
if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 1000);
