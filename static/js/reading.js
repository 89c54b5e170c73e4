// Going from match to match in a text. Without it, the links beside each passage do the same.
"use strict";

class Steps {
  constructor(summary) {
    this.summary = summary;
    this.marks = [...document.querySelectorAll(".text mark[id]")];
    this.at = -1;
    this.draw();
    this.see();
    window.addEventListener("hashchange", () => this.see());
    document.addEventListener("keydown", (event) => this.key(event));
  }

  draw() {
    const words = this.summary.dataset;
    this.bar = document.createElement("div");
    this.bar.className = "steps";
    this.bar.setAttribute("role", "group");
    this.bar.setAttribute("aria-label", this.summary.getAttribute("aria-label"));
    this.said = document.createElement("span");
    this.said.setAttribute("role", "status");
    this.said.className = "said";
    this.bar.append(
      this.button("‹", words.previous, "p", -1),
      this.button("›", words.next, "n", 1),
      this.said,
      Object.assign(document.createElement("span"), { className: "keys", textContent: words.keys }),
    );
    this.summary.after(this.bar);
    this.summary.parentElement.classList.add("stepping");
  }

  button(sign, name, key, step) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = sign;
    button.title = name;
    button.setAttribute("aria-label", name);
    button.setAttribute("aria-keyshortcuts", key);
    button.addEventListener("click", () => {
      this.go(this.at + step);
      button.focus({ preventScroll: true }); // going to a match would take it away
    });
    return button;
  }

  // Single letters are keys only where the reader is already going from match to match (WCAG 2.1.4).
  key(event) {
    const step = { n: 1, p: -1 }[event.key];
    if (!step || event.metaKey || event.ctrlKey || event.altKey) return;
    if (!event.target.closest?.(".steps, .found, .text mark")) return;
    event.preventDefault();
    this.go(this.at + step);
    this.marks[this.at].tabIndex = -1;
    this.marks[this.at].focus({ preventScroll: true });
  }

  go(number) {
    const at = (Math.max(number, -1) + this.marks.length) % this.marks.length;
    const mark = this.marks[at];
    location.replace(`#${mark.id}`); // makes it the target, which is what is highlighted
    this.tell(at);
    mark.scrollIntoView({ block: "center" });
  }

  // Where the reader has come by a link: to a match, or to a passage, whose first match is then the next.
  see() {
    const target = document.getElementById(location.hash.slice(1));
    const at = this.marks.indexOf(target);
    if (at >= 0) this.tell(at);
    else if (target?.matches(".passage")) {
      const first = this.marks.indexOf(target.querySelector("mark[id]"));
      if (first >= 0) this.at = first - 1;
    }
  }

  tell(at) {
    this.at = at;
    const passage = this.marks[at].closest(".passage");
    const link = this.summary.querySelector(`a[href="#${passage.id}"] .where`);
    const told = { number: at + 1, total: this.marks.length, place: link ? link.textContent : passage.id.slice(1) };
    this.said.textContent = this.summary.dataset.said.replace(/\{(\w+)\}/g, (_, name) => told[name]);
  }
}

document.querySelectorAll("nav.found").forEach((summary) => new Steps(summary));
