// Looks for books to recommend as one types. Without it the button beside the box does the same.
const box = document.getElementById("look-for");
const list = document.getElementById("found-books");

let timer;
let newest = 0;

async function look() {
  const mine = ++newest;
  const words = box.value.trim();
  if (!words) {
    list.replaceChildren();
    return;
  }
  const answer = await fetch(`${box.dataset.books}?${new URLSearchParams({ look_for: words })}`);
  const found = await answer.text();
  // An answer that was overtaken by a newer question is not shown.
  if (answer.ok && mine === newest) list.innerHTML = found;
}

if (box) {
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  });
}
