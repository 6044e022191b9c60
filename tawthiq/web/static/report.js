// The line where one writes: its evidence is shown beside it; a fault leads to its line; a footnote opens its card.
"use strict";

const text = document.getElementById("text");
const line = document.getElementById("line");
let pause = 0;

function here() {
  clearTimeout(pause);
  pause = setTimeout(() => {
    const now = String(text.value.slice(0, text.selectionStart).split("\n").length);
    if (now === line.value) return;
    line.value = now;
    document.getElementById("draft").dispatchEvent(new Event("line"));
  }, 350);
}

if (text) {
  text.addEventListener("keyup", here);
  text.addEventListener("click", here);
}

document.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-line]");
  if (!asked || !text) return;
  const before = text.value.split("\n").slice(0, Number(asked.dataset.line) - 1).join("\n");
  const start = before.length + (before ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + text.value.slice(start).split("\n")[0].length);
  here();
});

function opened() {
  const card = location.hash.startsWith("#note-") && document.getElementById(location.hash.slice(1));
  if (card) { card.open = true; card.querySelector("summary").focus(); }
}
addEventListener("hashchange", opened);
opened();
