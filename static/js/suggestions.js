// Suggestions below a box as one types, by the ARIA pattern "editable combobox with list
// autocomplete". A box has the address to ask in data-suggestions. Options with data-address lead
// there; those with data-value press the button that data-chooses of the box names. Without this
// script the box is a plain one, and its form is sent.
const PAUSE = 150;

class Combobox {
  constructor(box) {
    this.box = box;
    this.list = this.make("ul", "suggestions", { role: "listbox", id: `${box.id}-suggestions`, "aria-label": "Suggestions" });
    this.status = this.make("p", "visually-hidden", { role: "status" });
    // ARIA knows no combobox in a box of type "search".
    box.type = "text";
    this.set({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": this.list.id });
    this.close();
    box.addEventListener("input", () => this.askSoon());
    box.addEventListener("keydown", (event) => this.onKey(event));
    box.addEventListener("blur", () => this.close());
    // The box keeps the focus, and a touch that scrolls the list chooses nothing.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => this.choose(target.closest("[role=option]")));
    // Coming back to the page, one finds it as it was before the list was opened.
    addEventListener("pageshow", () => this.close());
  }

  make(name, className, attributes) {
    const element = Object.assign(document.createElement(name), { className });
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    this.box.after(element);
    return element;
  }

  set(attributes) {
    for (const [name, value] of Object.entries(attributes)) this.box.setAttribute(name, value);
  }

  get options() {
    return [...this.list.children];
  }

  get isOpen() {
    return !this.list.hidden;
  }

  open() {
    this.list.hidden = false;
    this.set({ "aria-expanded": "true" });
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.set({ "aria-expanded": "false" });
    this.activate(null);
    this.status.textContent = "";
  }

  askSoon() {
    this.activate(null);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    // An answer that is overtaken by a newer question is not shown.
    this.request?.abort();
    this.request = new AbortController();
    const words = this.box.value.trim();
    try {
      this.show(words ? await this.fetchOptions(words, this.request.signal) : "");
    } catch {
      // Nothing is suggested without an answer; the form works as ever.
    }
  }

  async fetchOptions(words, signal) {
    const query = new URLSearchParams({ [this.box.name]: words });
    const answer = await fetch(`${this.box.dataset.suggestions}?${query}`, { signal });
    return answer.ok ? answer.text() : "";
  }

  show(options) {
    if (document.activeElement !== this.box) return;
    this.list.innerHTML = options;
    for (const [place, option] of this.options.entries()) {
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("aria-selected", "false");
    }
    const count = this.options.length;
    if (!count) return this.close();
    this.open();
    this.activate(null);
    this.status.textContent = `${count} ${count === 1 ? "suggestion" : "suggestions"}; the arrow keys lead to them.`;
  }

  activate(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    if (!option) return this.box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.set({ "aria-activedescendant": option.id });
    option.scrollIntoView({ block: "nearest" });
  }

  step(by) {
    const options = this.options;
    if (!options.length) return;
    if (!this.isOpen) this.open();
    const from = this.active ? options.indexOf(this.active) : by > 0 ? -1 : options.length;
    this.activate(options[(from + by + options.length) % options.length]);
  }

  choose(option) {
    if (!option) return;
    this.close();
    if (option.dataset.address) return location.assign(option.dataset.address);
    const button = document.getElementById(this.box.dataset.chooses);
    button.value = option.dataset.value;
    button.form.requestSubmit(button);
  }

  onKey(event) {
    const { key, isComposing } = event;
    if (isComposing) return;
    if (["ArrowDown", "ArrowUp"].includes(key)) this.step(key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter" && this.active) this.choose(this.active);
    else if (key === "Escape") this.isOpen ? this.close() : this.clear();
    else {
      // All other keys, and Enter where nothing is chosen, do in the box what they always do.
      if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(key)) this.activate(null);
      if (["Enter", "Tab"].includes(key)) this.close();
      return;
    }
    event.preventDefault();
  }

  clear() {
    this.box.value = "";
    this.list.replaceChildren();
  }
}

for (const box of document.querySelectorAll("[data-suggestions]")) new Combobox(box);
