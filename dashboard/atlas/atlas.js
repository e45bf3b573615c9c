// The situation on maps side by side, with the table of what stands on them: one selection, one set of layers, one moment. All of it in the browser, so
// that a day plays without asking anybody. deck.gl comes along with pydeck, from this server.
const atlases = new WeakMap();
const ICON = 26, CROWD = 32, SEAT = 20, NAME = 12, REACH = 30; // pixels
const FAN_FROM = 14.5, FANNED = 14; // from this zoom on a crowd of at most so many stands around its place
const NEAREST = 16, FARTHEST = 3, CLOSE = 14; // zooms; nearer than that the generalised borders would mislead
const ZOOM_STEP = 0.2; // signs and names are laid out anew when the zoom has changed by so much; moving costs nothing
const BEAT = 350; // ms a quarter of an hour lasts when the day plays
const HATCHED_TO = 10; // nearer than this zoom the lines of what is not known stand farther apart, and do not grow in number
const STILL = 4; // pixels that a click may slip
const LISTED = 6; // lines of a card
const AROUND = [[0, -20], [0, 20]];

function library(address) { // once a document; a page that is left and opened again has it
  globalThis.situationDeck ??= new Promise((ready, failed) => {
    const script = element("script", { src: new URL(address, document.baseURI) });
    script.onload = () => ready(globalThis.deck);
    script.onerror = () => { globalThis.situationDeck = undefined; failed(new Error("deck.gl did not come")); };
    document.head.append(script);
  });
  return globalThis.situationDeck;
}

const outlined = new Map(); // address -> features
function outlinesAt(address) {
  if (!outlined.has(address)) {
    const coming = fetch(new URL(address, document.baseURI)).then((answer) => answer.ok ? answer.json() : { features: [] }).then((found) => found.features);
    coming.catch(() => outlined.delete(address));
    outlined.set(address, coming);
  }
  return outlined.get(address);
}

const unpacked = async (text) => { // base64 of gzip of JSON
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text());
};
const rgb = (colour, alpha = 255) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).concat(alpha);
const paper = document.createElement("canvas").getContext("2d"), widths = new Map();
function widthOf(text, size, font) {
  const key = `${size} ${text}`;
  if (!widths.has(key)) { paper.font = `${size}px ${font}`; widths.set(key, paper.measureText(text).width); }
  return widths.get(key);
}
const isDark = (root) => {
  paper.fillStyle = "#ffffff";
  paper.fillStyle = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  const parts = paper.fillStyle.startsWith("#") ? rgb(paper.fillStyle) : paper.fillStyle.match(/\d+/g).map(Number);
  return parts[0] + parts[1] + parts[2] < 384;
};

class Atlas {
  constructor(root) {
    this.root = root;
    this.hidden = { state: new Set(), kind: new Set(), layer: new Set() };
    this.selected = new Set(); // ids of posts
    this.maps = [];
    this.instant = null; // place in the course; null: as it stands
    this.tools = root.appendChild(element("div", { class: "tools" }));
    this.frames = root.appendChild(element("div", { class: "maps" }));
    this.shades = root.appendChild(element("div", { class: "shades" }));
    this.clock = root.appendChild(element("div", { class: "clock" }));
    this.play = this.clock.appendChild(element("button", { type: "button", class: "play" }));
    this.slider = this.clock.appendChild(element("input", { type: "range", min: "0", step: "1" }));
    this.time = this.clock.appendChild(element("output"));
    this.live = this.clock.appendChild(element("button", { type: "button", class: "live" }));
    this.above = root.appendChild(element("div", { class: "above" }));
    this.title = this.above.appendChild(element("h2"));
    this.told = this.above.appendChild(element("span", { role: "status" }));
    this.clear = this.above.appendChild(element("button", { type: "button" }));
    this.table = new Table(root, (row) => this.choose(row === null ? [] : [this.order[row]], true));
    this.card = root.appendChild(element("div", { class: "card", "aria-hidden": "true" }));
    this.play.addEventListener("click", () => this.playing ? this.stop() : this.begin());
    this.slider.addEventListener("input", () => { const instant = Number(this.slider.value); this.stop(); this.goTo(instant); });
    this.live.addEventListener("click", () => { this.stop(); this.instant = null; this.wanted = false; this.ask(false); this.refill(); });
    this.clear.addEventListener("click", () => this.choose([], false));
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.recolour = () => [100, 600, 1500].forEach((wait) => setTimeout(() => { if (this.data && isDark(root) !== this.dark) this.refill(); }, wait));
    this.scheme.addEventListener("change", this.recolour);
    root.addEventListener("pointerenter", this.recolour);
  }

  // What the server sent, and again at each refresh.
  async receive(data) {
    const turn = this.turn = (this.turn ?? 0) + 1, told = await unpacked(data.packed);
    if (turn === this.turn && this.root.isConnected) this.update({ ...data, ...told });
  }

  update(data) {
    const before = this.data;
    this.data = data;
    const { posts } = data;
    this.place = new Map(posts.id.map((id, at) => [id, at]));
    for (const id of this.selected) if (!this.place.has(id)) this.selected.delete(id);
    this.x = posts.lon.map((lon) => lon === null ? null : acrossWorld(lon));
    this.y = posts.lat.map((lat) => lat === null ? null : downWorld(lat));
    this.course = data.course && { ...data.course, states: data.course.states.map((runs) => this.unrolled(runs, data.course.instants.length)) };
    if (!this.course && !this.wanted) this.instant = null;
    if (this.course) {
      if (this.instant === null && this.wanted) this.instant = this.wanted === "play" ? 0 : this.course.instants.length - 1;
      this.instant = this.instant === null ? null : Math.min(this.instant, this.course.instants.length - 1);
      if (this.wanted === "play") { this.wanted = "shown"; this.begin(); }
    }
    set(this.root, "lang", data.lang);
    if (JSON.stringify(before?.maps.map((one) => one.id)) !== JSON.stringify(data.maps.map((one) => one.id))) this.frame();
    this.maps.forEach((map, at) => { map.told = data.maps[at]; put(map.title, data.maps[at].title); set(map.canvas, "aria-label", data.maps[at].label); });
    this.refill();
    for (const map of this.maps) if (map.deck && !map.moved && `${map.told.bounds}` !== map.fitted) this.whole(map);
  }

  unrolled(runs, length) { // "0:40 2:8": state 0 at the first 40 instants, then 2
    const states = new Uint8Array(length);
    let from = 0;
    for (const run of runs.split(" ")) { const [state, times] = run.split(":").map(Number); states.fill(state, from, from += times); }
    return states;
  }

  stateOf(post) { return this.instant === null || !this.course ? this.data.posts.state[post] : this.course.states[post][this.instant]; }
  statusOf(post) { return this.data.states[this.stateOf(post)][2]; }
  shown(post) { return !this.hidden.state.has(this.stateOf(post)) && !this.hidden.kind.has(this.kindOf(post)); }

  refill() {
    const { data } = this;
    this.dark = isDark(this.root);
    this.colours = data.colours[this.dark ? "dark" : "light"];
    this.icons = signsOf(Object.keys(PICTURES), this.colours);
    const every = data.posts.id.map((_, at) => at), need = (post) => data.states[this.stateOf(post)][3];
    this.byNeed = every.filter((post) => this.shown(post));
    if (this.instant !== null) this.byNeed.sort((one, other) => need(one) - need(other) || one - other);
    this.gather();
    this.counts = data.states.map((_, state) => every.filter((post) => this.stateOf(post) === state).length);
    this.listTools();
    this.listShades();
    this.showClock();
    this.showTable();
    for (const map of this.maps) this.lay(map);
  }

  // -- the legend, which switches what is shown
  listTools() {
    const { data, colours, root } = this, words = data.words;
    const quiet = { ...colours, breach: colours.none, attention: colours.none, met: colours.none }; // of what nobody is in
    const groups = [
      [words.states, data.states.map(([, word, status, need], at) => ["state", at, word, this.counts[at], drawn(status, "", this.counts[at] ? colours : quiet), need])
        .filter(([, at,, count]) => count || data.always.includes(at) || this.hidden.state.has(at) || this.instant !== null).sort((one, other) => one[5] - other[5])],
      [words.kinds, data.kinds.map(([kind, word, count]) => ["kind", kind, word, count, this.ownSign(kind)])],
      [words.layers, [
        ["layer", "seats", words.seats, data.seats.length, drawnSeat("met", quiet)],
        ...data.levels.map(([word, count], at) => ["layer", `control-${at}`, word, count, this.ring(at)]),
        ["layer", "names", words.names, null, ""],
      ].filter((one) => one[3] !== 0)],
    ];
    const wanted = JSON.stringify([groups, [...this.hidden.state], [...this.hidden.kind], [...this.hidden.layer]]);
    if (wanted === this.toolsTold) return;
    this.toolsTold = wanted;
    const standing = root.getRootNode().activeElement?.dataset?.tool;
    this.tools.replaceChildren(...groups.filter(([, lines]) => lines.length).map(([title, lines]) => {
      const group = element("div", { role: "group", "aria-label": title });
      group.append(element("b", {}, title));
      for (const [kind, name, word, count, inside] of lines) {
        const button = element("button", { type: "button", "aria-pressed": !this.hidden[kind].has(name), "data-tool": `${kind} ${name}` });
        if (inside) button.append(signIn(inside));
        button.append(element("span", {}, word));
        if (count !== null) button.append(element("i", {}, `${count}`));
        button.addEventListener("click", () => { this.hidden[kind].has(name) ? this.hidden[kind].delete(name) : this.hidden[kind].add(name); this.refill(); });
        group.append(button);
      }
      return group;
    }));
    if (standing) [...this.tools.querySelectorAll("button")].find((one) => one.dataset.tool === standing)?.focus();
  }

  ownSign(kind) {
    return `<path d="${PICTURES[kind] ?? ""}" transform="translate(44 44) scale(1.9)" fill="none" stroke="${this.colours.ink}" stroke-width="4.5" stroke-linecap="round" stroke-linejoin="round"/>`;
  }

  ring(level) {
    const own = this.colours.ink;
    return `<circle cx="44" cy="44" r="34" fill="${own}" fill-opacity="${[0, 0, 0.22][level] ?? 0}" stroke="${own}" stroke-width="${[4, 9, 9][level] ?? 4}"${level ? "" : ' stroke-dasharray="12 9"'}/>`;
  }

  listShades() {
    const { shade } = this.data;
    this.shades.hidden = !shade;
    if (!shade) return;
    const lines = shade.classes.map(([word, count], at) => {
      const line = element("span"), box = element("i", { class: at === 0 ? "unknown" : "" });
      if (at > 0) box.style.background = this.rampAt(at);
      line.append(box, element("span", {}, word), element("b", {}, `${count}`));
      return line;
    });
    this.shades.replaceChildren(element("b", {}, shade.title), ...lines);
  }

  rampAt(place) { // few classes stand as far apart as many
    const { ramp } = this.colours, steps = this.data.shade.classes.length - 1;
    return ramp[steps > 1 ? Math.round((place - 1) / (steps - 1) * (ramp.length - 1)) : 0];
  }

  // -- the day, played
  showClock() {
    const { course, instant, data } = this, words = data.words;
    put(this.play, this.playing ? words.pause : words.play);
    set(this.slider, "aria-label", words.slider);
    this.clock.hidden = !data.plays;
    this.live.hidden = instant === null;
    put(this.live, words.live);
    const last = course ? course.instants.length - 1 : 1;
    if (this.slider.max !== `${last}`) this.slider.max = `${last}`;
    if (this.slider.value !== `${instant ?? last}`) this.slider.value = `${instant ?? last}`;
    const time = instant === null || !course ? words.asItStands : course.instants[instant];
    set(this.slider, "aria-valuetext", time);
    put(this.time, time);
    set(this.root, "data-instant", instant === null ? "" : time);
  }

  goTo(instant) {
    if (!this.course) { this.wanted = "shown"; this.ask(true); return; }
    this.instant = instant;
    this.refill();
  }

  begin() {
    if (!this.course) { this.wanted = "play"; this.ask(true); return; }
    const last = this.course.instants.length - 1;
    if (this.instant === null || this.instant >= last) this.instant = 0;
    clearInterval(this.playing);
    this.playing = setInterval(() => {
      if (!this.root.isConnected || !this.course || this.instant === null || this.instant >= this.course.instants.length - 1) { this.stop(); return; }
      this.goTo(this.instant + 1);
    }, BEAT);
    this.refill();
  }

  stop() {
    clearInterval(this.playing);
    this.playing = undefined;
    if (this.data) this.showClock();
  }

  // -- the table
  showTable() {
    const { data, order } = this, { posts, words } = data, all = posts.id.length;
    put(this.title, data.title);
    put(this.told, order.length === all ? "" : words.ofAll.replace("#", order.length).replace("@", all));
    this.clear.hidden = !this.selected.size;
    put(this.clear, words.clear);
    const fill = (place, row, cells) => {
      const post = order[place], [, word, status] = data.states[this.stateOf(post)], live = this.instant === null;
      row.className = `row ${status}`;
      const texts = [null, posts.name[post], data.units[posts.unit[post]], data.kinds[posts.kind[post]][1], data.places[posts.place[post]], live ? posts.staff[post] : "—", live ? posts.sign[post] : "—"];
      const told = `${status} ${word} ${this.dark}`;
      if (cells[0].told !== told) {
        cells[0].told = told;
        cells[0].replaceChildren(signIn(drawn(status, "", this.colours)), element("span", {}, word));
      }
      for (let at = 1; at < texts.length; at++) { put(cells[at], texts[at]); set(cells[at], "title", texts[at]); }
    };
    this.table.update(data.title, data.columns, order.length, fill, (place) => this.selected.has(posts.id[order[place]]));
  }

  gather() { // several that were chosen on a map stand together at the table's head
    const chosen = (post) => this.selected.has(this.data.posts.id[post]);
    this.order = this.selected.size > 1 ? [...this.byNeed.filter(chosen), ...this.byNeed.filter((post) => !chosen(post))] : this.byNeed;
  }

  choose(posts, look) {
    this.selected = new Set(posts.map((post) => this.data.posts.id[post]));
    this.gather();
    this.showTable();
    if (posts.length) this.table.show(Math.max(0, Math.min(...posts.map((post) => this.order.indexOf(post)).filter((place) => place >= 0))));
    if (look && posts.length === 1) this.lookAt(posts[0]);
    for (const map of this.maps) this.lay(map);
  }

  lookAt(post) {
    if (this.x[post] === null) return;
    const map = this.maps[this.data.posts.map[post]] ?? this.maps[0], viewport = map?.viewport;
    if (!viewport) return;
    const alone = map.crowds?.some((crowd) => crowd.members.length === 1 && crowd.lead === post) || map.fanned?.has(post);
    const [left, top] = viewport.project([this.data.posts.lon[post], this.data.posts.lat[post]]);
    const inSight = left > ICON && top > ICON && left < viewport.width - ICON && top < viewport.height - ICON;
    if (alone && inSight) return;
    this.see(map, this.data.posts.lon[post], this.data.posts.lat[post], alone ? viewport.zoom : Math.max(viewport.zoom, CLOSE));
  }

  see(map, longitude, latitude, zoom) {
    map.moved = true;
    map.deck.setProps({ initialViewState: { longitude, latitude, zoom: Math.min(NEAREST, zoom), minZoom: FARTHEST, maxZoom: NEAREST, pitch: 0, bearing: 0, step: Math.random() } });
  }

  // -- the maps
  frame() {
    this.leave();
    this.maps = this.data.maps.map(() => {
      const figure = element("figure"), canvas = element("div", { class: "canvas", role: "img" }), title = element("h2"), near = element("div", { class: "near" });
      figure.append(title, canvas, near);
      const map = { figure, canvas, title, zoom: null };
      for (const [name, sign, deed] of [["closer", "+", () => this.zoomBy(map, 1)], ["farther", "−", () => this.zoomBy(map, -1)], ["whole", "⤢", () => this.whole(map)]]) {
        const button = element("button", { type: "button", title: this.data.words[name], "aria-label": this.data.words[name] }, sign);
        button.addEventListener("click", deed);
        near.append(button);
      }
      return map;
    });
    this.frames.replaceChildren(...this.maps.map((map) => map.figure));
    this.root.removeAttribute("data-drawn");
    Promise.all([library(this.data.deck), outlinesAt(this.data.outlines).catch(() => [])])
      .then(([deck, features]) => { this.deck = deck; this.features = features; for (const map of this.maps) this.start(map); })
      .catch(() => this.noMaps());
  }

  noMaps() { // the table says it all the same
    this.frames.replaceChildren(element("p", { class: "none" }, this.data.words.noMaps));
    this.maps = [];
    set(this.root, "data-drawn", "none");
  }

  start(map) {
    if (map.deck || !map.figure.isConnected) return;
    const initialViewState = this.viewOver(map), { deck } = this;
    if (this.data.style) this.under(map, initialViewState);
    map.deck = new deck.Deck({
      parent: map.canvas, initialViewState, views: new deck.MapView({ controller: { dragRotate: false, touchRotate: false, inertia: 200 } }), layers: [],
      touchAction: matchMedia("(pointer: coarse)").matches ? "pan-y" : "none", // a thumb that scrolls the page is not held
      onError: (error) => { if (!map.viewport) this.noMaps(); else console.warn(`map: ${error.message}`); },
      onViewStateChange: ({ interactionState }) => { if (interactionState?.isDragging || interactionState?.isZooming) map.moved = true; this.tell(map, null); },
      onHover: (found) => this.tell(map, found),
      getCursor: ({ isDragging, isHovering }) => isDragging ? "grabbing" : isHovering ? "pointer" : "grab",
      onAfterRender: () => this.rendered(map),
      onResize: () => { if (!map.moved) setTimeout(() => map.deck && map.figure.isConnected && this.whole(map)); },
    });
    this.onClick(map);
    this.lay(map);
  }

  // Tiles of the intranet, drawn by the MapLibre that pydeck brings along, beneath our own layers and moved with them. (Its own deck over a map cannot be
  // handed layers: deck.gl 9.3's setProps calls itself there without end.)
  under(map, { longitude, latitude, zoom }) {
    const ground = element("div", { class: "ground" });
    map.canvas.append(ground);
    const overlay = globalThis.createDeck({
      container: ground, tooltip: false,
      jsonInput: { mapProvider: "maplibre", mapStyle: `${new URL(this.data.style, document.baseURI)}`, initialViewState: { longitude, latitude, zoom }, layers: [] },
    });
    map.ground = () => overlay?._map;
  }

  onClick(map) { // the page's own click: what a hand does here, not what was dragged
    let from = [0, 0];
    const at = (event) => { const frame = map.canvas.getBoundingClientRect(); return [event.clientX - frame.left, event.clientY - frame.top]; };
    map.canvas.addEventListener("pointerdown", (event) => { from = at(event); });
    map.canvas.addEventListener("click", (event) => {
      const [x, y] = at(event);
      if (Math.hypot(x - from[0], y - from[1]) < STILL) this.click(map, map.deck.pickObject({ x, y, radius: STILL }) ?? {});
    });
  }

  viewOver(map) {
    const [west, south, east, north] = map.told.bounds;
    map.fitted = `${map.told.bounds}`;
    const width = Math.max(map.canvas.clientWidth, 200), height = Math.max(map.canvas.clientHeight, 200);
    const found = new this.deck.WebMercatorViewport({ width, height }).fitBounds([[west, south], [east, north]], { padding: 34 });
    return { longitude: found.longitude, latitude: found.latitude, zoom: Math.max(FARTHEST, Math.min(NEAREST - 1, found.zoom)), minZoom: FARTHEST, maxZoom: NEAREST, pitch: 0, bearing: 0 };
  }

  whole(map) { const view = this.viewOver(map); this.see(map, view.longitude, view.latitude, view.zoom); map.moved = false; }
  zoomBy(map, step) { const { longitude, latitude, zoom } = map.viewport; this.see(map, longitude, latitude, Math.max(FARTHEST, zoom + step)); }

  rendered(map) {
    const [viewport] = map.deck.getViewports();
    if (!viewport) return;
    map.viewport = viewport;
    map.ground?.()?.jumpTo({ center: [viewport.longitude, viewport.latitude], zoom: viewport.zoom });
    set(map.canvas, "data-view", [viewport.longitude, viewport.latitude, viewport.zoom].map((one) => one.toFixed(6)).join(" "));
    if (map.zoom === null || Math.abs(viewport.zoom - map.zoom) > ZOOM_STEP / 2) { this.lay(map); return; }
    map.drawn = map.laid && map.laid.every((layer) => layer.isLoaded);
    if (map.drawn && this.maps.every((one) => one.drawn)) set(this.root, "data-drawn", "maps");
  }

  // Everything on one map, laid out for the zoom that it has.
  lay(map) {
    if (!map.deck || !this.data) return;
    const zoom = map.viewport ? map.viewport.zoom : this.viewOver(map).zoom;
    map.zoom = zoom;
    const { data, deck, colours, hidden } = this, off = (layer) => hidden.layer.has(layer);
    const style = getComputedStyle(this.root).getPropertyValue("--st-font") || "sans-serif";
    const taken = new Taken(), scale = 2 ** zoom;
    const there = this.byNeed.filter((post) => this.x[post] !== null);
    map.crowds = crowds(there, this.x, this.y, zoom, REACH);
    map.fanned = new Set();
    const points = [], numbers = [];
    for (const crowd of map.crowds) {
      const { lead, members } = crowd, at = [data.posts.lon[lead], data.posts.lat[lead]], x = this.x[lead] * scale, y = this.y[lead] * scale;
      if (members.length === 1 || (zoom >= FAN_FROM && members.length <= FANNED)) {
        const radius = members.length === 1 ? 0 : Math.max(16, members.length * (ICON - 2) / (2 * Math.PI));
        members.forEach((post, turn) => {
          const angle = turn / members.length * 2 * Math.PI, offset = [radius * Math.sin(angle), -radius * Math.cos(angle)];
          map.fanned.add(post);
          points.push({ at, offset, size: ICON, icon: this.iconOf(post), crowd: { lead: post, members: [post] } });
        });
        const reach = radius + ICON / 2;
        taken.take([x - reach, y - reach, x + reach, y + reach]);
      } else {
        const digits = `${members.length}`, size = CROWD + 4 * Math.max(0, digits.length - 1), status = this.statusOf(lead);
        points.push({ at, offset: [0, 0], size, icon: `${status}/`, crowd });
        numbers.push({ at, text: digits, down: status === "attention" ? size * 0.1 : 0, filled: SHAPES[status][3] === "filled" });
        taken.take([x - size / 2, y - size / 2, x + size / 2, y + size / 2]);
      }
    }
    points.reverse(); // the worst on top
    const held = data.controls.filter((one) => !off(`control-${one[2]}`)), across = held.map((one) => acrossWorld(one[0])), down = held.map((one) => downWorld(one[1]));
    const rings = crowds(held.map((_, at) => at), across, down, zoom, REACH).map(({ lead, members }) => ({ at: held[lead], members: members.map((one) => held[one]) }));
    const seats = off("seats") ? [] : placed(data.seats.map((seat) => ({
      x: acrossWorld(seat[0]), y: downWorld(seat[1]), width: SEAT, height: SEAT, seat, tries: [[0, 0], [24, 0], [-24, 0], [0, 24], [0, -24], [22, 22], [-22, 22], [22, -22], [-22, -22]],
    })), taken, zoom);
    const named = off("names") ? [] : placed(this.names(zoom, seats, rings, style), taken, zoom);
    const { shade } = data, tile = !!data.style;
    const fill = ({ properties }) => {
      const found = shade?.of[properties.adcode];
      if (found) return found[0] === 0 ? rgb(colours.page, tile ? 120 : 255) : rgb(this.rampAt(found[0]), tile ? 170 : 255);
      return tile ? [0, 0, 0, 0] : rgb(properties.city ? colours.city : colours.land);
    };
    const look = [this.dark, JSON.stringify(shade?.of), tile].join();
    const unknown = shade ? this.hatching(zoom) : [];
    const marks = points.filter(({ crowd }) => crowd.members.some((post) => this.selected.has(data.posts.id[post])));
    map.laid = [
      new deck.GeoJsonLayer({
        id: "outlines", data: this.features, getFillColor: fill, getLineColor: rgb(colours.border), getLineWidth: 1, lineWidthUnits: "pixels",
        pickable: !!shade, updateTriggers: { getFillColor: look, getLineColor: look },
      }),
      new deck.LineLayer({ id: "unknown", data: unknown, getSourcePosition: (line) => line.from, getTargetPosition: (line) => line.to, getColor: rgb(colours.none, 150), getWidth: 1, updateTriggers: { getColor: look } }),
      ...(this.maps.length > 1 && map === this.maps[1] ? [new deck.PathLayer({
        id: "inset", data: [this.maps[0].told.bounds], getPath: ([west, south, east, north]) => [[west, south], [east, south], [east, north], [west, north], [west, south]],
        getColor: rgb(colours.ink, 110), getWidth: 1, widthUnits: "pixels", updateTriggers: { getColor: look },
      })] : []),
      new deck.ScatterplotLayer({
        id: "controls", data: rings, getPosition: ({ at }) => [at[0], at[1]], getRadius: 21, radiusUnits: "pixels", stroked: true, lineWidthUnits: "pixels", pickable: true,
        getFillColor: ({ at }) => rgb(colours.ink, at[2] === 2 ? 56 : 0), getLineColor: ({ at }) => rgb(colours.ink, at[2] ? 255 : 130), getLineWidth: ({ at }) => [1, 2, 2][at[2]],
        updateTriggers: { getFillColor: look, getLineColor: look },
      }),
      new deck.IconLayer({
        id: "seats", data: seats, iconAtlas: this.icons.address, iconMapping: this.icons.places, getIcon: ({ seat }) => `seat/${seat[3]}`, getSize: SEAT, getPosition: ({ seat }) => [seat[0], seat[1]],
        getPixelOffset: ({ offset }) => offset, pickable: true,
      }),
      new deck.IconLayer({
        id: "posts", data: points, iconAtlas: this.icons.address, iconMapping: this.icons.places, getIcon: (one) => one.icon, getSize: (one) => one.size, getPosition: (one) => one.at,
        getPixelOffset: (one) => one.offset, pickable: true,
      }),
      new deck.TextLayer({
        id: "numbers", data: numbers, getText: (one) => one.text, getPosition: (one) => one.at, getSize: 12, fontFamily: style, fontWeight: 700, characterSet: "0123456789",
        getPixelOffset: (one) => [0, one.down], getColor: (one) => rgb(one.filled ? colours.page : colours.ink), updateTriggers: { getColor: look },
      }),
      new deck.TextLayer({
        id: "names", data: named, getText: (one) => one.text, getPosition: (one) => one.at, getSize: (one) => one.size, getPixelOffset: (one) => one.offset, fontFamily: style,
        characterSet: "auto", getColor: (one) => rgb(one.strong ? colours.ink : colours.name), updateTriggers: { getColor: look },
      }),
      new deck.ScatterplotLayer({
        id: "chosen", data: marks, getPosition: (one) => one.at, getRadius: (one) => Math.hypot(...one.offset) + one.size / 2 + 4, radiusUnits: "pixels", filled: false, stroked: true,
        lineWidthUnits: "pixels", getLineWidth: 2.5, getLineColor: rgb(colours.ink), updateTriggers: { getLineColor: look },
      }),
    ];
    map.deck.setProps({ layers: map.laid });
  }

  iconOf(post) { // of a kind that nobody drew, the status alone
    const status = this.statusOf(post), own = `${status}/${this.kindOf(post)}`;
    return own in this.icons.places ? own : `${status}/`;
  }

  kindOf(post) { return this.data.kinds[this.data.posts.kind[post]][0]; }

  // Districts, roomier first; then what stands under control, seats that found their place, and single posts when the reader is near.
  names(zoom, seats, rings, font) {
    const { data } = this, scale = 2 ** zoom, found = [];
    const add = (text, lon, lat, size, tries, strong) => text && found.push({
      text, at: [lon, lat], x: acrossWorld(lon), y: downWorld(lat), width: widthOf(text, size, font) + 6, height: size + 5, size, tries, strong,
    });
    for (const { at, members } of rings) if (at[2]) add(members.length > 1 ? `${at[3]} ${members.length}` : at[3], at[0], at[1], NAME, [[0, 29], [0, -29]], true);
    for (const { properties } of [...this.features].sort((one, other) => other.properties.room - one.properties.room)) {
      const room = properties.room / 1000 / 360 * WORLD * scale; // pixels around the name that are the district's own
      const text = data.lang === "en" ? properties.name_en : properties.name;
      if (room > NAME) add(text, properties.lon, properties.lat, NAME, [[0, 0], [0, -14], [0, 14], [0, -26], [0, 26], [-room * 0.6, 0], [room * 0.6, 0]].filter((one) => Math.hypot(...one) < room), !!data.shade?.of[properties.adcode]);
    }
    if (zoom > 8) for (const { seat, offset } of seats) {
      const beside = SEAT / 2 + 4 + widthOf(seat[2], NAME, font) / 2;
      add(seat[2], seat[0], seat[1], NAME, [[beside, 0], [-beside, 0], [0, 18], [0, -18]].map(([x, y]) => [x + offset[0], y + offset[1]]), true);
    }
    if (zoom > 12.5) for (const post of this.byNeed) {
      if (this.x[post] !== null) add(data.posts.name[post], data.posts.lon[post], data.posts.lat[post], NAME, AROUND, false);
    }
    return found;
  }

  hatching(zoom) {
    const { shade } = this.data, zooms = Math.min(Math.round(zoom), HATCHED_TO), key = `${zooms} ${JSON.stringify(shade.of)}`;
    if (this.hatched?.key === key) return this.hatched.lines;
    const apart = 7 / (WORLD * 2 ** zooms) * 360, found = [];
    for (const { properties, geometry } of this.features) {
      if (shade.of[properties.adcode]?.[0] !== 0) continue;
      for (const rings of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) for (const line of hatched(rings, apart)) found.push(line);
    }
    this.hatched = { key, lines: found };
    return found;
  }

  // -- pointing and choosing
  lines(found) {
    const { data } = this, { posts, words } = data, layer = found.layer?.id, one = found.object;
    if (layer === "posts") {
      const { members, lead } = one.crowd;
      if (members.length === 1) {
        return [posts.name[lead], data.units[posts.unit[lead]], `${data.kinds[posts.kind[lead]][1]} · ${data.states[this.stateOf(lead)][1]}`, ...(this.instant === null ? [words.staff.replace("#", posts.staff[lead]), words.sign.replace("#", posts.sign[lead])] : []), data.places[posts.place[lead]]];
      }
      const states = data.states.map(([, word], state) => [word, members.filter((post) => this.stateOf(post) === state).length]).filter(([, count]) => count);
      return [words.together.replace("#", members.length), ...states.map(([word, count]) => `${word} ${count}`)];
    }
    if (layer === "seats") return [one.seat[2], one.seat[4]];
    if (layer === "controls") {
      const told = one.members.slice(0, LISTED).map((place) => `${place[3]} · ${place[4]}`), more = one.members.length - told.length;
      return more ? [...told, `+ ${more}`] : told;
    }
    if (layer === "outlines") {
      const told = data.shade?.of[one.properties.adcode];
      return [data.lang === "en" ? one.properties.name_en : one.properties.name, told ? told[1] : words.nobodyThere];
    }
    return [];
  }

  tell(map, found) {
    const lines = found?.picked && found.object ? this.lines(found).filter((line) => line) : [];
    if (!lines.length && map !== this.telling) return; // a map looks for what is under the pointer in its own time: that it was left may be heard after the other was entered
    this.telling = map;
    this.card.replaceChildren(...lines.map((line, at) => element(at ? "span" : "b", {}, line)));
    if (!lines.length) return;
    const frame = map.canvas.getBoundingClientRect(), home = this.root.getBoundingClientRect();
    const left = frame.left - home.left + found.x, top = frame.top - home.top + found.y, width = this.card.offsetWidth, right = left + 14 + width > home.width;
    this.card.style.transform = `translate(${Math.max(0, right ? left - 14 - width : left + 14)}px, ${top + 12}px)`;
  }

  click(map, found) {
    const layer = found.layer?.id;
    if (layer === "posts") {
      const { members } = found.object.crowd;
      this.choose(members, false);
      if (members.length > 1) this.closer(map, members);
    } else if (layer === "seats") this.choose(this.order.filter((post) => this.data.posts.unit[post] === found.object.seat[5]), false);
    else if (this.selected.size) this.choose([], false);
  }

  closer(map, members) { // until they stand apart, as near as the map goes
    const { lon, lat } = this.data.posts, all = (values) => members.map((post) => values[post]);
    const west = Math.min(...all(lon)), east = Math.max(...all(lon)), south = Math.min(...all(lat)), north = Math.max(...all(lat));
    const { viewport } = map;
    const fitted = east - west + north - south > 1e-5
      ? new this.deck.WebMercatorViewport({ width: viewport.width, height: viewport.height }).fitBounds([[west, south], [east, north]], { padding: 60, maxZoom: NEAREST - 0.5 }).zoom
      : NEAREST - 0.5;
    this.see(map, (west + east) / 2, (south + north) / 2, Math.max(viewport.zoom + 1, fitted));
  }

  end() {
    this.stop();
    this.table.end();
    this.scheme.removeEventListener("change", this.recolour);
    this.leave();
  }

  leave() {
    for (const map of this.maps) { map.ground?.()?.remove(); map.deck?.finalize(); }
    this.maps = [];
    this.telling = null; // nor what one of them told
    this.card.replaceChildren();
  }
}

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".atlas");
  let atlas = atlases.get(root);
  if (!atlas) atlases.set(root, (atlas = new Atlas(root)));
  atlas.ask = (course) => setStateValue("course", course);
  atlas.receive(data);
  return () => setTimeout(() => { if (!root.isConnected) { atlas.end(); atlases.delete(root); } });
}
