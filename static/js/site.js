// What a page gains from a script; each works without it.
"use strict";

// ── copying a citation ──────────────────────────────────────────────────────
function offerCopy(cited) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = cited.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(cited.textContent.trim().replace(/\s+/g, " "));
    button.textContent = cited.dataset.copied;
    setTimeout(() => { button.textContent = cited.dataset.copy; }, 2000);
  });
  cited.after(button);
}

// ── looking closely at an image ─────────────────────────────────────────────
const STEP = 1.4;
const PACE = 80;

class Zoom {
  constructor(link) {
    this.link = link;
    this.words = JSON.parse(link.dataset.words);
    this.dialog = document.createElement("dialog");
    this.dialog.className = "zoom";
    this.dialog.setAttribute("aria-label", this.words.label);
    this.stage = document.createElement("div");
    this.stage.className = "stage";
    this.image = document.createElement("img");
    this.image.alt = link.querySelector("img").alt;
    this.stage.append(this.image);
    this.dialog.append(this.stage, this.tools());
    document.body.append(this.dialog);
    this.pointers = new Map();
    this.listen();
  }

  tools() {
    const tools = document.createElement("div");
    tools.className = "tools";
    const acts = [["+", "larger", () => this.scaleBy(STEP)], ["−", "smaller", () => this.scaleBy(1 / STEP)],
      ["⤢", "fit", () => this.fit()], ["✕", "close", () => this.dialog.close()]];
    for (const [sign, word, act] of acts) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", this.words[word]);
      button.title = this.words[word];
      button.addEventListener("click", act);
      tools.append(button);
    }
    return tools;
  }

  listen() {
    this.link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.open();
    });
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.scaleBy(event.deltaY < 0 ? STEP : 1 / STEP, event.clientX, event.clientY);
    }, { passive: false });
    this.stage.addEventListener("dblclick", (event) => this.scaleBy(STEP * STEP, event.clientX, event.clientY));
    this.stage.addEventListener("pointerdown", (event) => {
      this.stage.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, event);
      this.stage.classList.add("held");
    });
    this.stage.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.stage.addEventListener(end, (event) => {
        this.pointers.delete(event.pointerId);
        this.stage.classList.remove("held");
      });
    }
    this.image.addEventListener("load", () => this.fit());
    window.addEventListener("resize", () => { if (this.dialog.open) this.fit(); });
  }

  open() {
    if (!this.image.src) this.image.src = this.link.dataset.zoom;
    this.dialog.showModal();
    if (this.image.complete && this.image.naturalWidth) this.fit();
  }

  key(event) {
    const acts = {
      "+": () => this.scaleBy(STEP), "=": () => this.scaleBy(STEP), "-": () => this.scaleBy(1 / STEP), "0": () => this.fit(),
      ArrowLeft: () => this.move(PACE, 0), ArrowRight: () => this.move(-PACE, 0),
      ArrowUp: () => this.move(0, PACE), ArrowDown: () => this.move(0, -PACE),
    };
    if (!acts[event.key] || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    acts[event.key]();
  }

  drag(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const others = [...this.pointers.values()].filter((each) => each.pointerId !== event.pointerId);
    if (others.length === 0) this.move(event.clientX - before.clientX, event.clientY - before.clientY);
    else {
      const far = (one, two) => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
      this.scaleBy(far(event, others[0]) / (far(before, others[0]) || 1), others[0].clientX, others[0].clientY);
    }
    this.pointers.set(event.pointerId, event);
  }

  fit() {
    const { naturalWidth: width, naturalHeight: height } = this.image;
    if (!width) return;
    this.least = Math.min(this.dialog.clientWidth / width, this.dialog.clientHeight / height, 1);
    this.scale = this.least;
    this.x = (this.dialog.clientWidth - width * this.scale) / 2;
    this.y = (this.dialog.clientHeight - height * this.scale) / 2;
    this.draw();
  }

  scaleBy(factor, x = this.dialog.clientWidth / 2, y = this.dialog.clientHeight / 2) {
    const scale = Math.min(Math.max(this.scale * factor, this.least), 8);
    this.x = x - (x - this.x) * (scale / this.scale);
    this.y = y - (y - this.y) * (scale / this.scale);
    this.scale = scale;
    this.draw();
  }

  move(x, y) {
    this.x += x;
    this.y += y;
    this.draw();
  }

  draw() {
    this.image.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
  }
}

if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(offerCopy);
document.querySelectorAll("[data-zoom]").forEach((link) => new Zoom(link));
