// The wall in the browser: filled by every refresh, turned by the clock, and watched by itself, so that it never looks live when it is not.
const walls = new WeakMap(); // one state for a mounted wall
const DRAWN_IN = 600; // ms, about, from the server to the screen: until an answer tells it better
const MARKED = 60_000; // ms a number that changed is marked
const ANSWERS_IN = 8_000; // ms at the most: a database that hangs is waited for five seconds
const HASTE = 1_000, DRAWING = 20_000, GIVE_UP = 3_000, STUCK = 15_000, RELOAD_EVERY = 60_000, SAME_BUILD_EVERY = 600_000;
const IDLE = 4_000; // ms until the pointer is hidden
const remembered = (where, name, value) => { // where: "localStorage", of the browser, or "sessionStorage", of this window
  try {
    if (value === undefined) return globalThis[where].getItem(name);
    globalThis[where].setItem(name, value);
  } catch { /* nothing may be kept here */ }
  return null;
};

class Wall {
  constructor(root) {
    this.root = root;
    this.age = new Age();
    this.texts = new Map(); // what each number was, and until when it is marked
    this.name = remembered("localStorage", "situation-wall") ?? crypto.randomUUID?.() ?? `${Math.random()}`.slice(2) + Date.now();
    remembered("localStorage", "situation-wall", this.name);
    this.head = root.appendChild(made("header", "", made("h1", "", made("a", "")), made("span", "aside"), made("p", "turn"), made("p", "clocks", element("span"), element("span")), made("time", "now", element("b"), element("span"))));
    this.strip = root.appendChild(made("p", "strip", element("i"), element("b"), element("span"), element("em")));
    set(this.strip, "role", "status");
    this.tiles = root.appendChild(made("section", "tiles"));
    this.stage = root.appendChild(made("section", "stage", element("h2")));
    this.scenes = {};
    for (const name in SCENES) {
      const box = made("section", `scene ${name}`, ...SCENES[name][1]());
      box.hidden = true;
      this.scenes[name] = this.stage.appendChild(box);
    }
    this.legend = root.appendChild(made("footer", ""));
    this.band = root.appendChild(made("p", "band"));
    this.band.hidden = true;
    const moved = () => { clearTimeout(this.idle); root.classList.remove("idle"); this.idle = setTimeout(() => root.classList.add("idle"), IDLE); };
    for (const event of ["pointermove", "keydown"]) addEventListener(event, this[event] = moved, { passive: true });
    moved();
    this.resized = new ResizeObserver(() => { this.stripTold = ""; if (this.data) this.refill(); });
    this.resized.observe(root);
    this.ticking = setInterval(() => this.tick(), 1000);
    this.ask();
  }

  leave() {
    clearInterval(this.ticking);
    clearTimeout(this.asking);
    clearTimeout(this.idle);
    this.gone = true;
    this.resized.disconnect();
    for (const event of ["pointermove", "keydown"]) removeEventListener(event, this[event]);
  }

  // What the server drew, and again at each refresh.
  receive(told) {
    const again = told.now === this.told?.now; // Streamlit hands over what it has anew, as where the system's theme turned: that makes it no younger
    this.told = told;
    this.data = told.sheet;
    this.statuses = Object.keys(told.sheet.signs);
    performance.clearMarks(); // Streamlit leaves three at each drawing, for ever
    performance.clearMeasures();
    if (this.theme !== told.theme) { this.theme = told.theme; set(this.root, "data-theme", told.theme); }
    globalThis.situationBuild ??= told.build;
    if (!this.age.was) this.age.heard(told.now, DRAWN_IN);
    if (!again && (!told.away || !this.age.was)) {
      this.age.verified(told.age + Math.max(0, this.age.now - told.now)); // it may have lain on the line
      this.unknownSince = this.staleSince = null;
    }
    this.refill();
    this.tick();
  }

  // Asks how old this is; by that it is also known to be alive.
  async ask() {
    if (this.gone) return;
    const began = performance.now();
    let answer = null;
    try {
      const size = `${Math.round(innerWidth * devicePixelRatio)}x${Math.round(innerHeight * devicePixelRatio)}`;
      const response = this.told && await fetch(`${this.told.ask}&wall=${this.name}&size=${size}`, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(Math.max(ANSWERS_IN, this.told.every)) });
      if (response?.ok) answer = await response.json();
    } catch { /* the server is away */ }
    if (this.gone) return;
    const now = performance.now();
    this.why = !answer ? "server" : answer.age > LATE * this.told.refresh ? "database" : "screen";
    if (answer) {
      this.age.heard(answer.now, now - began);
      if (answer.asDrawn && answer.age !== null) this.age.verified(answer.age + (now - began));
      this.recover(answer, now);
    }
    this.asking = setTimeout(() => this.ask(), !this.told ? 300 : answer?.known ? this.told.every : Math.min(HASTE, this.told.every));
    this.tick();
  }

  // A new deployment; a page that the server no longer knows, or does not draw anew though it could: then the page is opened anew, once.
  recover({ build, known, asDrawn, age }, now) {
    const since = (name, whether) => { this[name] = whether ? this[name] ?? now : null; return whether ? now - this[name] : 0; };
    const unknown = since("unknownSince", !known), stale = since("staleSince", known && !asDrawn && age < LATE * this.told.refresh && this.age.state(this.told.refresh) === "dead");
    if (build !== globalThis.situationBuild) return this.reload(`build ${build}`, SAME_BUILD_EVERY);
    const connected = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState === "CONNECTED"; // it is being drawn then
    if (!document.hidden && (unknown > (connected ? DRAWING : GIVE_UP) || stale > STUCK)) this.reload("again", RELOAD_EVERY);
  }

  reload(why, every) {
    const [before, at] = (remembered("sessionStorage", "situation-wall-reloaded") ?? "").split("@");
    if (before === why && Date.now() - at < every && Date.now() >= at) return;
    remembered("sessionStorage", "situation-wall-reloaded", `${why}@${Date.now()}`);
    location.reload();
  }

  // -- the clock
  tick() {
    if (!this.data) return;
    const { data, told } = this, now = this.age.now, state = this.age.state(told.refresh), { words } = data;
    set(this.root, "data-live", state);
    const ago = this.ago(this.age.ms), seenAt = this.time(now - this.age.ms, true);
    put(this.head.querySelector(".clocks").firstChild, `${words.fetched.replace("#", seenAt)} · ${ago}`);
    const [time, day] = this.head.querySelector("time").children;
    put(time, this.time(now, true));
    put(day, this.date(now));
    hide(this.band, state === "live");
    if (state !== "live") {
      const what = state === "dead" ? words.dead.replace("@", seenAt).replace("#", ago) : words.late.replace("#", ago);
      put(this.band, `${what} · ${words[`why-${this.why ?? "screen"}`]}`);
      set(this.band, "role", state === "dead" ? "alert" : "status");
    }
    this.tellNews(now);
    const { scene, page } = this.turn(now);
    if (scene !== this.scene || page !== this.page) this.show(scene, page);
    this.unmark(performance.now());
  }

  turn(now) {
    const { scenes, dwell } = this.told, forward = broughtForward(this.news(now), now, scenes);
    return forward ? { scene: forward, page: 0 } : turnAt(now, scenes, dwell, this.pages);
  }

  get pages() { return Math.max(1, Math.ceil(this.data.board.rows.length / this.data.board.aPage)); }
  get tall() { return innerHeight > innerWidth * 0.9; }
  news(now) { return this.told.news.filter((one) => now < one.at + this.told.held); }

  time(at, seconds) {
    this.clock ??= new Intl.DateTimeFormat("en-GB", { timeZone: this.told.zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
    const text = this.clock.format(at);
    return seconds ? text : text.slice(0, 5);
  }

  date(at) {
    if (this.dates?.lang !== this.data.lang) {
      this.dates = { lang: this.data.lang, format: new Intl.DateTimeFormat(this.data.lang === "zh" ? "zh-CN" : "en-GB", { timeZone: this.told.zone, year: "numeric", month: "long", day: "numeric", weekday: "short" }) };
    }
    return this.dates.format.format(at);
  }

  ago(ms) {
    const { words } = this.data, seconds = Math.max(0, Math.floor(ms / 1000));
    if (seconds < 120) return words["ago-seconds"].replace("#", seconds);
    return seconds < 7200 ? words["ago-minutes"].replace("#", Math.floor(seconds / 60)) : words["ago-hours"].replace("#", Math.floor(seconds / 3600));
  }

  // New breaches, until they end or are old enough; else the situation in a sentence.
  tellNews(now) {
    const { data } = this, news = this.news(now), [mark, name, text, more] = this.strip.children;
    const told = JSON.stringify([news, data.sentence]);
    if (told === this.stripTold) return;
    this.stripTold = told;
    kind(this.strip, news.length ? "strip new" : "strip");
    set(this.strip, "role", news.length ? "alert" : "status");
    if (news.length) {
      const one = news.reduce((best, other) => other.at > best.at ? other : best);
      sign(this, mark, "breach");
      put(name, `${data.words.new} ${this.time(one.at)}`);
      put(text, `${one.unit} ${one.text}`);
      put(more, news.length > 1 ? data.words.more.replace("#", news.length - 1) : "");
    } else {
      sign(this, mark, "");
      put(name, "");
      put(more, "");
      text.replaceChildren(...data.sentence.flatMap(([clause, alarm], at) => [at ? data.comma : "", alarm ? made("b", "alarm", clause) : clause]), data.stop);
    }
    fit(text, 0.7);
  }

  // -- numbers, marked for a minute where they changed
  number(node, key, text) {
    this.note(key, text);
    put(node, text);
    node.marks = key;
    node.classList.toggle("changed", this.texts.get(key).marked > performance.now());
  }

  note(key, text) {
    const before = this.texts.get(key);
    if (before === undefined) this.texts.set(key, { text, marked: 0, at: this.filled });
    else Object.assign(before, { text, at: this.filled, marked: before.text === text ? before.marked : performance.now() + MARKED });
  }

  unmark(now) {
    for (const node of this.root.querySelectorAll(".changed")) if (node.marks) node.classList.toggle("changed", this.texts.get(node.marks)?.marked > now);
  }

  // Numbers of the scenes that are not on are compared, too; what is nowhere any more is forgotten.
  compare() {
    const { board, testing: rounds, supplies: stock, map: ground } = this.data;
    for (const [id, , cells] of board.rows) cells.forEach((cell, at) => this.note(`${id} ${board.heads[at][0]}`, cell ? cell[0] : ""));
    for (const one of rounds.rounds) this.note(`round ${one.id}`, one.great);
    for (const one of rounds.units) this.note(`testing ${one.name}`, one.text);
    for (const one of stock.soon) this.note(`supplies ${one.name} · ${one.item}`, one.text);
    for (const [name, counts] of stock.items) counts.forEach((count, at) => this.note(`item ${name} ${stock.heads[at][0]}`, `${count}`));
    for (const [word, , count] of ground.counts) this.note(`map ${word}`, `${count}`);
    for (const [key, one] of this.texts) if (one.at < this.filled) this.texts.delete(key);
  }

  // -- drawing
  refill() {
    const { data, told } = this;
    this.filled = (this.filled ?? 0) + 1;
    set(this.root, "lang", data.lang === "zh" ? "zh-CN" : "en-GB");
    const [title, aside,, clocks] = this.head.children, link = title.firstChild;
    put(link, data.title);
    if (told.leave) { set(link, "href", told.leave); set(link, "title", data.words.leave); } else { link.removeAttribute("href"); link.removeAttribute("title"); }
    put(aside, [data.day, data.demonstration].filter(Boolean).join(" · "));
    put(clocks.lastChild, data.words.data.replace("#", data.data));
    this.unit = parseFloat(getComputedStyle(this.root).fontSize) / 24;
    this.root.style.setProperty("--scale", this.unit);
    [...list(this.tiles, data.tiles.length, () => made("article", "", element("h3"), made("p", "great", element("b"), element("span")), element("small"), made("footer", "", element("s"), element("time"))))].forEach((tile, at) => this.tile(tile, data.tiles[at]));
    this.compare();
    [...list(this.legend, data.legend.length, () => made("span", "", element("i"), element("span")))].forEach((node, at) => {
      const [mark, status, word] = data.legend[at];
      kind(node.firstChild, `sign ${status}`);
      put(node.firstChild, mark);
      put(node.lastChild, word);
    });
    const { scene, page } = this.turn(this.age.now);
    this.show(scene, page);
  }

  tile(node, one) {
    const [name, great, small, { firstChild: line, lastChild: time }] = node.children;
    kind(node, `st-key-figure-${one.id}`);
    set(node, "data-s", one.status);
    const mark = name.firstChild ?? name.appendChild(element("i"));
    sign(this, mark, one.status);
    put(name.children[1] ?? name.appendChild(element("span")), one.name);
    this.number(great.firstChild, `tile ${one.id}`, one.great);
    put(great.lastChild, one.beside);
    put(small, one.small);
    put(time, [one.sure, one.time].filter(Boolean).join(" "));
    if (line.drawnOf !== one.line) { line.drawnOf = one.line; line.style.maskImage = one.line || "none"; hide(line, !one.line); }
    fit(name, 0.7);
    fit(great, 0.5);
    fit(small, 0.7, true);
  }

  show(scene, page) {
    const { data, told } = this;
    Object.assign(this, { scene, page });
    for (const name in this.scenes) hide(this.scenes[name], name !== scene);
    set(this.root, "data-scene", scene);
    const place = `${told.scenes.indexOf(scene) + 1}/${told.scenes.length}`;
    put(this.head.querySelector(".turn"), told.scenes.length > 1 ? `${data.scenes[scene]} ${place}` : data.scenes[scene]);
    const pages = scene === "board" && this.pages > 1 ? data.words.page.replace("#", page + 1).replace("@", this.pages) : "";
    const shown = scene === "board" ? data.board.shown.replace("#", Math.min(data.board.aPage, data.board.rows.length - page * data.board.aPage)) : "";
    const title = { board: data.board.title, map: data.scenes.map, testing: data.scenes.testing, supplies: data.scenes.supplies, attention: data.attention.title }[scene];
    put(this.stage.firstChild, [title, shown, pages].filter(Boolean).join(" · "));
    SCENES[scene][0](this, this.scenes[scene]);
  }
}

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".wall");
  let wall = walls.get(root);
  if (!wall || wall.gone) { root.replaceChildren(); walls.set(root, (wall = new Wall(root))); }
  try {
    wall.receive(JSON.parse(new TextDecoder().decode(data)));
  } catch (error) { // Streamlit would put a box with the error in its place, for good
    console.error(error);
    wall.reload("broken", RELOAD_EVERY);
    setTimeout(() => wall.reload("broken", RELOAD_EVERY), RELOAD_EVERY);
  }
  return () => setTimeout(() => { if (!root.isConnected) wall.leave(); });
}
