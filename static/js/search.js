// What the search page gains from a script: a span of years drawn over their chart, values of a facet found
// as they are typed. Without it, bars and "All …" are links.
"use strict";

// ── a span of years ─────────────────────────────────────────────────────────
const MOVED = 4; // pixels; less is a click on a bar

function edtf(year) {
  const digits = String(Math.abs(year)).padStart(4, "0");
  if (Math.abs(year) > 9999) return `Y${year}`;
  return year < 0 ? `-${digits}` : digits;
}

class Years {
  constructor(section) {
    const stated = section.dataset;
    this.low = Number(stated.low);
    this.high = Number(stated.high);
    this.least = Number(stated.least);
    this.most = Number(stated.most);
    this.span = [Number(stated.first), Number(stated.last)];
    this.applied = this.span.join();
    this.form = document.getElementById(stated.form);
    this.chart = section.querySelector(".chart");
    this.shown = section.querySelector(".span-shown");
    this.bars = [...section.querySelectorAll("a .bar")];
    this.handles = [stated.from, stated.to].map((label, which) => this.handle(label, stated.how, which));
    // By keyboard the two handles stand for all bars; by pointer, bars remain links.
    section.querySelector("svg").setAttribute("aria-hidden", "true");
    for (const link of section.querySelectorAll("svg a")) link.setAttribute("tabindex", "-1");
    this.chart.append(...this.handles);
    this.listen();
    this.show();
  }

  handle(label, how, which) {
    const handle = document.createElement("div");
    handle.className = "handle";
    handle.tabIndex = 0;
    handle.setAttribute("role", "slider");
    handle.setAttribute("aria-label", label);
    handle.setAttribute("aria-description", how);
    handle.addEventListener("keydown", (event) => this.key(event, which));
    return handle;
  }

  listen() {
    const chart = this.chart;
    chart.addEventListener("dragstart", (event) => event.preventDefault());
    chart.addEventListener("pointerdown", (event) => this.begin(event));
    chart.addEventListener("pointermove", (event) => this.move(event));
    chart.addEventListener("pointerup", () => this.end(true));
    chart.addEventListener("pointercancel", () => this.end(false));
    chart.addEventListener("click", (event) => {
      if (this.drawn) event.preventDefault();
      this.drawn = false;
    }, true);
  }

  begin(event) {
    if (event.button !== 0) return;
    this.drawn = false;
    const which = this.handles.indexOf(event.target);
    this.hold = { x: event.clientX, which, year: this.yearAt(event.clientX), span: [...this.span] };
  }

  move(event) {
    if (!this.hold || (!this.drawn && Math.abs(event.clientX - this.hold.x) < MOVED)) return;
    if (!this.drawn) {
      this.drawn = true;
      this.chart.setPointerCapture(event.pointerId);
      this.chart.classList.add("dragged");
    }
    const year = this.yearAt(event.clientX);
    const fixed = this.hold.which < 0 ? this.hold.year : this.hold.span[1 - this.hold.which];
    this.span = [Math.min(year, fixed), Math.max(year, fixed)];
    this.show();
  }

  end(done) {
    if (!this.hold) return;
    if (!done) this.span = this.hold.span;
    this.hold = null;
    this.chart.classList.remove("dragged");
    this.show();
    if (done && this.drawn) this.apply();
  }

  key(event, which) {
    const far = Math.max(1, Math.round((this.high - this.low) / 10));
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -far, PageUp: far,
      Home: -Infinity, End: Infinity };
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === "Enter") this.apply();
    else if (event.key in steps) {
      const least = which === 0 ? this.low : this.span[0];
      const most = which === 0 ? this.span[1] : this.high;
      this.span[which] = Math.min(most, Math.max(least, this.span[which] + steps[event.key]));
      this.show();
    } else return;
    event.preventDefault();
  }

  yearAt(x) {
    const box = this.chart.getBoundingClientRect();
    const part = Math.min(0.9999, Math.max(0, (x - box.left) / box.width));
    return this.low + Math.floor(part * (this.high + 1 - this.low));
  }

  show() {
    const [first, last] = this.span;
    const all = this.high + 1 - this.low;
    // The chart begins and ends at round years; the records between its edges may not.
    const said = [Math.max(first, this.least), Math.min(last, this.most)];
    this.shown.textContent = said[0] < said[1] ? said.join("–") : String(Math.min(...said));
    [first - this.low, last + 1 - this.low].forEach((years, which) => {
      const handle = this.handles[which];
      handle.style.left = `${(100 * years) / all}%`;
      handle.setAttribute("aria-valuemin", which === 0 ? this.low : first);
      handle.setAttribute("aria-valuemax", which === 0 ? last : this.high);
      handle.setAttribute("aria-valuenow", this.span[which]);
      handle.setAttribute("aria-valuetext", which === 0 ? Math.max(first, this.least) : Math.min(last, this.most));
    });
    for (const bar of this.bars) {
      const from = this.low + (parseFloat(bar.getAttribute("x")) / 100) * all;
      const to = from + (parseFloat(bar.getAttribute("width")) / 100) * all;
      bar.classList.toggle("within", to > first + 0.01 && from < last + 0.99);
    }
  }

  apply() {
    const [first, last] = this.span;
    if (this.span.join() === this.applied) return;
    // An end that stands at the edge of the chart is open: what lies far beyond is not shut out.
    this.form.elements.from.value = first === this.low ? "" : edtf(first);
    this.form.elements.to.value = last === this.high ? "" : edtf(last);
    this.form.requestSubmit();
  }
}

// ── values of a facet, found as they are typed ──────────────────────────────
const PAUSE = 150; // milliseconds between two letters that ask nothing

class Finder {
  constructor(link) {
    this.link = link;
    link.setAttribute("aria-expanded", "false");
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.open();
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      this.open();
    });
  }

  open() {
    if (!this.box) this.build();
    this.box.hidden = false;
    this.link.parentElement.hidden = true;
    this.link.setAttribute("aria-expanded", "true");
    this.input.focus();
    if (!this.list.children.length) this.ask();
  }

  close() {
    this.box.hidden = true;
    this.link.parentElement.hidden = false;
    this.link.setAttribute("aria-expanded", "false");
    this.link.focus();
  }

  build() {
    const words = this.link.dataset;
    this.box = document.createElement("div");
    this.box.className = "finder";
    this.input = document.createElement("input");
    this.input.type = "search";
    this.input.autocomplete = "off";
    this.input.placeholder = words.find;
    this.input.setAttribute("aria-label", words.find);
    this.list = document.createElement("ul");
    this.told = document.createElement("p");
    this.told.setAttribute("role", "status");
    this.box.append(this.input, this.list, this.told);
    this.link.parentElement.after(this.box);
    this.input.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.ask(), PAUSE);
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const address = new URL(this.link.href);
    address.searchParams.set("find", this.input.value);
    try {
      const asked = { headers: { Accept: "application/json" }, signal: this.asking.signal };
      const response = await fetch(address, asked);
      if (!response.ok) throw new Error(String(response.status));
      this.show(await response.json());
    } catch (error) {
      if (error.name !== "AbortError") this.told.textContent = this.link.dataset.fault;
    }
  }

  show(found) {
    this.list.replaceChildren(...found.values.map((each) => this.entry(each)));
    const words = this.link.dataset;
    this.told.textContent = found.values.length === 0 ? words.none : found.more ? words.more : "";
  }

  entry(each) {
    const link = document.createElement("a");
    link.href = each.address;
    link.rel = "nofollow";
    if (each.selected) link.setAttribute("aria-current", "true");
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = each.label;
    const count = document.createElement("span");
    count.className = "count number";
    count.textContent = each.count.toLocaleString(document.documentElement.lang);
    link.append(name, " ", count);
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }
}

// ── start ───────────────────────────────────────────────────────────────────
for (const section of document.querySelectorAll(".years[data-form]")) new Years(section);
for (const link of document.querySelectorAll(".facet .all a[data-find]")) new Finder(link);
