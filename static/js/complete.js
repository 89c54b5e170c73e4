// What a search box gains from a script: ways to go on with what is being typed, as a combobox with a list.
// It follows the combobox pattern of the WAI-ARIA Authoring Practices.
"use strict";

const PAUSE_IN_TYPING = 120; // milliseconds
const LEAST = 2; // letters

class Completions {
  constructor(input) {
    this.input = input;
    this.words = input.dataset;
    this.options = [];
    this.at = -1;
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-completions`;
    this.list.className = "completions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.words.label);
    this.told = document.createElement("p");
    this.told.className = "hidden";
    this.told.setAttribute("role", "status");
    input.after(this.list, this.told);
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(states)) input.setAttribute(name, value);
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", (event) => {
      if (!event.isComposing) this.wait();
    });
    this.input.addEventListener("compositionend", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.input.form.addEventListener("submit", () => this.close());
    // The box keeps the focus: on a telephone the keyboard stays where it is.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.options.indexOf(option));
    });
  }

  wait() {
    clearTimeout(this.waiting);
    this.asking?.abort();
    this.point(-1);
    if (this.input.value.trim().length < LEAST) {
      this.options = [];
      this.close();
    } else this.waiting = setTimeout(() => this.ask(), PAUSE_IN_TYPING);
  }

  async ask() {
    const asking = (this.asking = new AbortController());
    const address = new URL(this.words.complete, location.href);
    address.searchParams.set("q", this.input.value);
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" }, signal: asking.signal });
      const found = response.ok ? (await response.json()).completions : [];
      if (!asking.signal.aborted) this.show(found);
    } catch (error) {
      if (error.name !== "AbortError") this.close(); // searching works all the same
    }
  }

  show(found) {
    this.found = found;
    this.options = found.map((each, number) => this.option(each, number));
    this.list.replaceChildren(...this.options);
    if (document.activeElement !== this.input) return this.close();
    this.open(found.length > 0);
    const count = found.length;
    this.told.textContent = !count ? this.words.none : count === 1 ? this.words.one : this.words.many.replace("{}", count);
  }

  option(each, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const [offer, kind] = ["offer", "kind"].map((name) => {
      const part = document.createElement("span");
      part.className = name;
      return part;
    });
    offer.textContent = each.text;
    kind.textContent = each.label;
    option.append(offer, " ", kind);
    return option;
  }

  key(event) {
    if (event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return;
    const shown = !this.list.hidden;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && !shown && this.options.length) this.open(true);
    else if (event.key in steps && shown) this.step(steps[event.key]);
    else if (event.key === "Enter" && shown && this.at >= 0) this.choose(this.at);
    else if (event.key === "Escape" && shown) this.close();
    else return;
    event.preventDefault();
  }

  // One place is the box itself: from the last option down, and from the first one up.
  step(by) {
    const places = this.options.length + 1;
    this.point(((this.at + 1 + by + places) % places) - 1);
  }

  point(number) {
    this.options[this.at]?.setAttribute("aria-selected", "false");
    this.at = number;
    const option = this.options[number];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  choose(number) {
    const chosen = this.found[number];
    this.close();
    if (chosen.query) {
      this.input.value = chosen.text;
      this.input.form.requestSubmit(); // what filters the search stays
    } else location.assign(chosen.address);
  }

  open(shown) {
    this.point(-1);
    this.list.hidden = !shown;
    this.input.setAttribute("aria-expanded", String(shown));
  }

  close() {
    clearTimeout(this.waiting);
    this.asking?.abort();
    this.open(false);
    this.told.textContent = "";
  }
}

for (const input of document.querySelectorAll("input[data-complete]")) new Completions(input);
