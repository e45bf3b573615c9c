// A long table in a short place: only the rows in sight are in the page, the others are counted for who cannot see.
const ROWS_AROUND = 8; // kept ready above and below

class Table {
  constructor(parent, select) {
    this.select = select;
    this.box = parent.appendChild(element("div", { class: "grid", role: "grid", tabindex: "0", "aria-multiselectable": "true" }));
    this.head = this.box.appendChild(element("div", { class: "row head", role: "row", "aria-rowindex": "1" }));
    this.body = this.box.appendChild(element("div", { class: "body", role: "rowgroup" }));
    this.rows = new Map(); // place in the table -> its element
    this.at = 0;
    this.count = 0;
    this.box.addEventListener("scroll", () => this.draw(), { passive: true });
    this.box.addEventListener("focus", () => this.stand(this.at));
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("click", (event) => {
      const row = event.target.closest(".row");
      if (row) { this.stand(row.place); this.select(row.place); }
    });
    this.sized = new ResizeObserver(() => this.draw());
    this.sized.observe(this.box);
    this.gone = new AbortController();
    const { signal } = this.gone;
    addEventListener("beforeprint", () => { this.box.style.maxHeight = "none"; this.draw(); }, { signal }); // paper shows every row
    addEventListener("afterprint", () => { this.box.style.maxHeight = ""; this.draw(); }, { signal });
  }

  end() { this.gone.abort(); this.sized.disconnect(); }

  get height() { return parseFloat(getComputedStyle(this.box).getPropertyValue("--row")) * parseFloat(getComputedStyle(this.box).fontSize); }

  // `fill(place, row, cells)` writes a row; `count` rows.
  update(name, headings, count, fill, marked) {
    set(this.box, "aria-label", name);
    set(this.box, "aria-rowcount", count + 1);
    set(this.box, "aria-colcount", headings.length);
    while (this.head.children.length < headings.length) this.head.append(element("span", { role: "columnheader" }));
    headings.forEach((heading, at) => put(this.head.children[at], heading));
    Object.assign(this, { columns: headings.length, count, fill, marked });
    this.at = Math.min(this.at, Math.max(0, count - 1));
    this.draw(true);
  }

  draw(anew = false) {
    const height = this.height || 32, top = this.box.scrollTop, seen = this.box.clientHeight || 400;
    this.body.style.height = `${this.count * height}px`;
    const first = Math.max(0, Math.floor(top / height) - ROWS_AROUND), last = Math.min(this.count, Math.ceil((top + seen) / height) + ROWS_AROUND);
    for (const [place, row] of this.rows) if (place < first || place >= last) { row.remove(); this.rows.delete(place); }
    for (let place = first; place < last; place++) {
      let row = this.rows.get(place);
      if (!row) {
        row = this.body.appendChild(element("div", { class: "row", role: "row", id: `row-${place}`, "aria-rowindex": place + 2 }));
        for (let at = 0; at < this.columns; at++) row.append(element("span", { role: "gridcell" }));
        row.place = place;
        this.rows.set(place, row);
      } else if (!anew) continue;
      row.style.transform = `translateY(${place * height}px)`;
      this.fill(place, row, row.children);
      set(row, "aria-selected", this.marked(place));
    }
    this.#name();
  }

  stand(place) {
    this.at = Math.max(0, Math.min(this.count - 1, place));
    this.show(this.at);
  }

  show(place) {
    const height = this.height, top = place * height, head = this.head.offsetHeight;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top + height + head > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = top + height + head - this.box.clientHeight;
    this.draw();
  }

  #name() {
    for (const [place, row] of this.rows) row.classList.toggle("stood", place === this.at);
    if (this.rows.has(this.at)) set(this.box, "aria-activedescendant", `row-${this.at}`);
    else this.box.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.box.clientHeight / this.height) - 2);
    const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1, PageDown: this.at + page, PageUp: this.at - page, Home: 0, End: this.count - 1 }[event.key];
    if (to !== undefined) this.stand(to);
    else if (event.key === "Enter" || event.key === " ") { if (this.count) this.select(this.at); }
    else if (event.key === "Escape") this.select(null);
    else return;
    event.preventDefault();
  }
}
