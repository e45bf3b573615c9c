// The scenes: each is built once, and filled anew with every refresh.
const list = (parent, length, make) => { // so many children, the surplus removed, the missing made
  while (parent.children.length > length) parent.lastElementChild.remove();
  while (parent.children.length < length) parent.append(make());
  return parent.children;
};
const made = (tag, name, ...inside) => { const node = element(tag, name ? { class: name } : {}); node.append(...inside); return node; };
const hide = (node, whether) => { if (node.hidden !== whether) node.hidden = whether; };
const width = (share) => `${(100 * Math.max(0, Math.min(1, share))).toFixed(2)}%`;
const kind = (node, name) => { if (node.className !== name) node.className = name; };

function fit(node, least, high = false) { // letters no smaller than `least` (of their own size) where a text is longer, or higher, than its place
  node.style.fontSize = "";
  const whole = parseFloat(getComputedStyle(node).fontSize), over = () => high ? node.scrollHeight > node.clientHeight + 2 : node.scrollWidth > node.clientWidth + 1;
  for (let share = 0.95; share > least && over(); share -= 0.05) node.style.fontSize = `${whole * share}px`;
}

const row = () => made("tr", "", made("th", "", element("span")));
const half = () => made("table", "", made("thead", "", element("tr")), element("tbody"));

// Units down, measures across: a page of so many units in one table or two side by side.
// Of so few units that one table holds them, beside it what needs attention.
const BESIDE = 8;
function board(wall, { children: [box, aside] }) {
  const { data } = wall, { heads, rows, aPage } = data.board, tables = box.children, columns = wall.tall || rows.length <= aPage / 2 ? 1 : 2;
  const from = wall.page * aPage, shown = rows.slice(from, from + aPage), each = columns === 1 ? shown.length : Math.ceil(aPage / 2);
  list(box, columns, half);
  set(box.parentNode, "data-beside", columns === 1 && !wall.tall && data.attention.lines.length ? "list" : "");
  put(aside.firstChild, data.attention.title);
  lines(wall, aside.lastChild, data.attention.lines.slice(0, BESIDE));
  [...tables].forEach((table, at) => {
    const own = shown.slice(at * each, (at + 1) * each), top = list(table.tHead.rows[0], heads.length + 1, () => element("th", { scope: "col" }));
    put(top[0], data.board.unit);
    heads.forEach(([, text], place) => heading(top[place + 1], text, data.lang));
    for (const { firstChild: words } of [...top].slice(1)) words.parentNode.style.minWidth = words.className === "letters" ? `${words.offsetWidth}px` : ""; // no table knows how wide upright words are
    hide(table, !own.length);
    table.style.setProperty("--rows", Math.max(own.length, Math.min(each, rows.length)));
    [...list(table.tBodies[0], own.length, row)].forEach((line, place) => unit(wall, line, own[place], heads));
  });
  const tight = ["", "tight", "tighter", "cut", "small"];
  const place = (box.clientWidth - (columns - 1) * parseFloat(getComputedStyle(box).columnGap)) / columns;
  const over = () => [...tables].some((table) => table.offsetWidth > place + 1);
  const key = `${heads.map(([, text]) => text)} ${shown.map(([, name]) => name)} ${innerWidth}x${innerHeight}`;
  if (wall.fitted !== key) { wall.fitted = key; wall.tight = 0; }
  set(box, "data-tight", tight[wall.tight]);
  while (over() && wall.tight < tight.length - 1) set(box, "data-tight", tight[++wall.tight]);
  for (const name of box.querySelectorAll("tbody th > span")) narrow(name);
}

function narrow(name) { // a name that is longer than its place is condensed, down to two thirds
  const share = Math.max(0.66, Math.min(1, name.parentNode.clientWidth / name.scrollWidth)), wanted = share < 1 ? `scaleX(${share.toFixed(3)})` : "";
  if (name.style.transform !== wanted) name.style.transform = wanted;
}

function heading(node, text, lang) { // two characters a line; letters stand on end
  if (node.textContent === text && node.lang === lang) return;
  node.lang = lang;
  put(node, text);
  node.replaceChildren(made("span", /[一-鿿]/.test(text) ? "han" : "letters", text));
}

function unit(wall, line, [id, name, cells], heads) {
  list(line, cells.length + 1, () => made("td", "", element("i"), element("span")));
  put(line.cells[0].firstChild, name);
  cells.forEach((cell, at) => {
    const box = line.cells[at + 1], status = cell ? wall.statuses[cell[1]] : "";
    set(box, "data-s", status);
    put(box.firstChild, status === "breach" || status === "attention" ? wall.data.signs[status][0] : "");
    wall.number(box.lastChild, `${id} ${heads[at][0]}`, cell ? cell[0] : "");
    set(box, "aria-label", cell ? `${name} · ${heads[at][1]}: ${cell[0]}, ${wall.data.signs[status][1]}` : "");
  });
}

const entry = () => made("li", "", element("i"), element("b"), element("p"), element("time"));
function lines(wall, box, told) {
  [...list(box, told.length, entry)].forEach((node, at) => {
    const [status, name, text, since] = told[at];
    sign(wall, node.children[0], status);
    [name, text, since].forEach((one, place) => put(node.children[place + 1], one));
  });
}

function sign(wall, node, status) {
  kind(node, `sign ${status}`);
  put(node, wall.data.signs[status]?.[0] ?? "");
  const word = wall.data.signs[status]?.[1];
  if (word) { set(node, "role", "img"); set(node, "aria-label", word); } else for (const name of ["role", "aria-label"]) node.removeAttribute(name);
}

function attention(wall, box) {
  const { data } = wall, [list_, more, none] = box.children;
  lines(wall, list_, data.attention.lines);
  put(more, data.attention.more);
  hide(none, !!data.attention.lines.length);
  put(none, data.attention.none);
}

const bar = () => made("li", "", element("i"), element("b"), made("span", "bar", element("s"), element("u")), element("em"));
function bars(wall, box, rows, key) { // name, a bar with a mark, and what it comes to
  [...list(box, rows.length, bar)].forEach((node, at) => {
    const one = rows[at], [mark, name, line, text] = node.children;
    sign(wall, mark, one.status);
    put(name, one.name);
    kind(line, `bar ${one.status}`);
    line.firstChild.style.width = width(one.share ?? 0);
    hide(line.lastChild, one.mark == null);
    if (one.mark != null) line.lastChild.style.left = width(one.mark);
    wall.number(text, `${key} ${one.name}`, one.text);
  });
}

const clock = () => made("section", "round", element("h3"), made("p", "great", element("b"), element("span")), made("span", "bar", element("s"), element("u")), element("small"), element("dl"));
const ROUNDS = 4; // that have room one below the other; the more there are the less is told of each
function testing(wall, box) {
  const { testing: told, words } = wall.data, [rounds, right, none] = box.children;
  const shown = told.rounds.slice(0, ROUNDS), few = shown.length === 1 ? [0] : shown.length === 2 ? [1, 4] : [0, 0];
  [...list(rounds, shown.length, clock)].forEach((node, at) => {
    const one = shown[at], [name, great, line, between, facts] = node.children, said = one.facts.slice(...few);
    put(name, one.name);
    wall.number(great.firstChild, `round ${one.id}`, one.great);
    put(great.lastChild, one.beside);
    line.firstChild.style.width = width(one.share);
    line.lastChild.style.left = width(one.used);
    put(between, `${one.between} · ${words.used}`);
    [...list(facts, said.length, () => made("div", "", element("dt"), element("dd")))].forEach((fact, place) => said[place].forEach((text, of) => put(fact.children[of], text)));
  });
  put(right.children[0], told.title);
  bars(wall, right.children[1], told.units.map((one) => ({ ...one, mark: one.used })), "testing");
  for (const part of [rounds, right]) hide(part, !told.rounds.length);
  hide(none, !!told.rounds.length);
  put(none, told.none);
}

function supplies(wall, box) {
  const { supplies: told } = wall.data, [left, right] = box.children, [title, soon, calm] = left.children;
  put(title, told.title);
  bars(wall, soon, told.soon.map((one) => ({ ...one, name: `${one.name} · ${one.item}`, mark: one.least })), "supplies");
  hide(soon, !told.soon.length);
  hide(calm, !!told.soon.length);
  put(calm, told.none);
  put(right.children[0], told.itemsTitle);
  const table = right.children[1], top = list(table.tHead.rows[0], told.heads.length + 1, () => element("th", { scope: "col" }));
  put(top[0], told.item);
  told.heads.forEach(([status, word], at) => put(top[at + 1], word));
  [...list(table.tBodies[0], told.items.length, row)].forEach((line, at) => {
    const [name, counts] = told.items[at];
    list(line, counts.length + 1, () => made("td", "", element("i"), element("span")));
    put(line.cells[0].firstChild, name);
    counts.forEach((count, place) => {
      const status = told.heads[place][0], cell = line.cells[place + 1];
      set(cell, "data-s", count ? status : "none");
      sign(wall, cell.firstChild, count && status !== "met" ? status : "");
      wall.number(cell.lastChild, `item ${name} ${status}`, `${count}`);
    });
  });
  hide(right, !told.items.length);
}

function map(wall, box) {
  const { map: told, lang } = wall.data, [maps, foot] = box.children, font = getComputedStyle(wall.root).fontFamily;
  const frames = [...list(maps, told.maps.length, () => made("figure", "", element("h3"), made("div", "ground")))];
  frames.forEach((figure, at) => put(figure.firstChild, told.maps[at].title));
  const colours = told.colours[wall.theme];
  featuresAt(told.outlines).catch(() => []).then((features) => frames.forEach((figure, at) => {
    const ground = figure.lastChild, one = told.maps[at];
    if (!one || !ground.isConnected || ground.clientWidth === 0) return;
    const key = JSON.stringify([one, wall.theme, lang, ground.clientWidth, ground.clientHeight, features.length]);
    if (ground.drawnOf === key) return;
    ground.drawnOf = key;
    drawGround(ground, one, features, colours, lang, wall.unit, font);
  }));
  [...list(foot.firstChild, told.counts.length, () => made("li", "", element("i"), element("b"), element("span")))].forEach((node, at) => {
    const [word, status, count] = told.counts[at];
    sign(wall, node.children[0], count ? status : "");
    wall.number(node.children[1], `map ${word}`, `${count}`);
    put(node.children[2], word);
  });
  [...list(foot.children[1], told.levels.length, () => made("li", "", element("i"), element("span")))].forEach((node, at) => {
    kind(node.firstChild, `level l${told.levels[at][0]}`);
    put(node.lastChild, told.levels[at][1]);
  });
  put(foot.lastChild, [told.counts.length ? "" : told.told || told.none, told.off].filter(Boolean).join(" · "));
}

const SCENES = {
  board: [board, () => [made("div", "halves"), made("div", "beside", element("h3"), element("ul"))]],
  map: [map, () => [made("div", "maps"), made("div", "foot", element("ul"), element("ul"), element("p"))]],
  testing: [testing, () => [made("div", "rounds"), made("div", "ranks", element("h3"), element("ol")), element("p")]],
  supplies: [supplies, () => [made("div", "soon", element("h3"), element("ol"), element("p")), made("div", "items", element("h3"), made("table", "", made("thead", "", element("tr")), element("tbody")))]],
  attention: [attention, () => [element("ul"), made("p", "more"), element("p")]],
};
