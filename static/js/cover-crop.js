// Handles on a cover, to crop it with pointer or keys. What is sent are the fields in percent, as without it.
const EDGES = ["left", "top", "right", "bottom"];
const OPPOSITE = { left: "right", right: "left", top: "bottom", bottom: "top" };
const MOST = 90;
// Percent for a press of an arrow key, alone and with Shift or as Page Up and Page Down.
const STEP = 0.5;
const LEAP = 5;

const rounded = (percent) => Math.round(percent * 10) / 10;

function fieldsBeside(preview) {
  const within = preview.closest(".inline-related") ?? preview.closest("form");
  return Object.fromEntries(EDGES.map((edge) => [edge, within.querySelector(`input[name$="cover_cut_${edge}"]`)]));
}

class Cropper {
  constructor(preview, fields) {
    this.fields = fields;
    this.whole = document.createElement("div");
    this.whole.className = "cover-crop";
    this.whole.setAttribute("role", "group");
    this.whole.setAttribute("aria-label", "What is left of the cover");
    const picture = new Image();
    picture.src = preview.dataset.whole;
    picture.alt = "The picture as it was sent";
    picture.draggable = false;
    this.frame = document.createElement("div");
    this.frame.className = "cover-crop-frame";
    this.handles = Object.fromEntries(EDGES.map((edge) => [edge, this.handle(edge)]));
    this.whole.append(picture, this.frame, ...Object.values(this.handles));
    preview.closest("a").after(this.whole);
    for (const edge of EDGES) fields[edge].addEventListener("input", () => this.show());
    this.show();
  }

  handle(edge) {
    const handle = document.createElement("button");
    handle.type = "button";
    handle.className = `cover-crop-handle cover-crop-${edge}`;
    handle.setAttribute("role", "slider");
    handle.setAttribute("aria-label", `Cut off ${edge}, in percent`);
    handle.setAttribute("aria-orientation", edge === "left" || edge === "right" ? "horizontal" : "vertical");
    handle.setAttribute("aria-valuemin", "0");
    handle.addEventListener("keydown", (event) => this.press(edge, event));
    handle.addEventListener("pointerdown", (event) => handle.setPointerCapture(event.pointerId));
    handle.addEventListener("pointermove", (event) => {
      if (handle.hasPointerCapture(event.pointerId)) this.cut(edge, this.percentAt(edge, event));
    });
    return handle;
  }

  press(edge, event) {
    // Away from the edge cuts more: right and down at the left and the top, left and up at the others.
    const inwards = edge === "left" || edge === "top" ? 1 : -1;
    const steps = { ArrowRight: STEP, ArrowDown: STEP, PageDown: LEAP, ArrowLeft: -STEP, ArrowUp: -STEP, PageUp: -LEAP };
    if (event.key === "Home") this.cut(edge, 0);
    else if (event.key === "End") this.cut(edge, MOST);
    else if (event.key in steps) this.cut(edge, this.value(edge) + inwards * steps[event.key] * (event.shiftKey ? LEAP / STEP : 1));
    else return;
    event.preventDefault();
  }

  percentAt(edge, { clientX, clientY }) {
    const box = this.whole.getBoundingClientRect();
    if (edge === "left" || edge === "right") {
      const across = (100 * (clientX - box.left)) / box.width;
      return edge === "left" ? across : 100 - across;
    }
    const down = (100 * (clientY - box.top)) / box.height;
    return edge === "top" ? down : 100 - down;
  }

  value(edge) {
    const typed = Number.parseFloat(this.fields[edge].value);
    return Number.isFinite(typed) ? Math.min(Math.max(typed, 0), MOST) : 0;
  }

  cut(edge, percent) {
    const most = MOST - this.value(OPPOSITE[edge]);
    this.fields[edge].value = rounded(Math.min(Math.max(percent, 0), most)).toFixed(1);
    this.fields[edge].dispatchEvent(new Event("change", { bubbles: true }));
    this.show();
  }

  show() {
    for (const edge of EDGES) {
      const percent = this.value(edge);
      const handle = this.handles[edge];
      this.frame.style[edge] = handle.style[edge] = `${percent}%`;
      handle.setAttribute("aria-valuenow", percent);
      handle.setAttribute("aria-valuemax", rounded(MOST - this.value(OPPOSITE[edge])));
    }
  }
}

document.addEventListener("DOMContentLoaded", () => {
  for (const preview of document.querySelectorAll("img[data-whole]")) {
    const fields = fieldsBeside(preview);
    if (EDGES.every((edge) => fields[edge])) new Cropper(preview, fields);
  }
});
