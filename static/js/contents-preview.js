// Shows the structure of a table of contents as staff type it. Without it, a button asks for it.
const INDENT = "\t";
const PAUSE = 400;
const timers = new WeakMap();
const newest = new WeakMap();

const partsOf = (text) => text.closest(".contents-editor").querySelector(".contents-preview");

// The number of pages stands beside the contents, also where a work has several editions.
function pagesBeside(text) {
  return text.form.elements[text.name.replace(/contents$/, "pages")];
}

async function preview(text) {
  const mine = (newest.get(text) ?? 0) + 1;
  newest.set(text, mine);
  const place = partsOf(text);
  const count = place.querySelector(".contents-count");
  const body = new FormData();
  body.set("contents", text.value);
  body.set("pages", pagesBeside(text)?.value ?? "");
  body.set("csrfmiddlewaretoken", text.form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(place.dataset.address, { method: "POST", body, redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    // An answer that was overtaken by a newer question is not shown.
    if (mine !== newest.get(text)) return;
    place.querySelector(".contents-found").replaceWith(found.querySelector(".contents-found"));
    count.textContent = found.querySelector(".contents-count").textContent;
  } catch {
    if (mine === newest.get(text)) count.textContent = "The structure cannot be shown now; what you typed can still be saved.";
  }
}

function previewSoon(text) {
  clearTimeout(timers.get(text));
  timers.set(text, setTimeout(() => preview(text), PAUSE));
}

function shift(text, direction) {
  const before = text.value;
  const start = before.lastIndexOf("\n", text.selectionStart - 1) + 1;
  // A selection that ends at the start of a line does not mean that line.
  const last = Math.max(start, text.selectionEnd > text.selectionStart ? text.selectionEnd - 1 : text.selectionEnd);
  const next = before.indexOf("\n", last);
  const end = next < 0 ? before.length : next;
  const lines = before.slice(start, end).split("\n");
  const moved = lines.map((line) => (direction === "in" ? INDENT + line : line.replace(/^(\t| {1,4})/, ""))).join("\n");
  text.focus();
  text.setRangeText(moved, start, end, "select");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

// On the whole page, since "Add another edition" brings more text areas.
document.addEventListener("input", ({ target }) => {
  if (target.matches(".contents-text")) previewSoon(target);
  if (target.matches("input[name$=pages]")) {
    const text = target.form.elements[target.name.replace(/pages$/, "contents")];
    if (text?.matches(".contents-text")) previewSoon(text);
  }
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-indent]");
  if (button) shift(button.closest(".contents-editor").querySelector("textarea"), button.dataset.indent);
});

document.addEventListener("formset:added", ({ target }) => showTools(target));

function showTools(within) {
  for (const ask of within.querySelectorAll(".contents-ask")) ask.remove();
  for (const tools of within.querySelectorAll(".contents-tools")) tools.hidden = false;
}

document.addEventListener("DOMContentLoaded", () => showTools(document));
