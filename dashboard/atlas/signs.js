// The signs: the status is a shape and a colour, the kind of post a little picture in it. Squares of 88 units.
const SIDE = 88, PITCH = 104; // from one square to the next, so that none bleeds into its neighbour
const ACROSS = 8; // squares in a row: a picture that the smallest graphics card takes
const SHAPES = { // [colour, path, where the picture stands, how]
  breach: ["breach", "M44 2 86 44 44 86 2 44z", 44, "filled"],
  attention: ["attention", "M44 4 86 80H2z", 54, "filled"],
  check: ["none", "M44 10a34 34 0 1 0 .01 0z", 44, "hollow"],
  no_data: ["none", "M44 10a34 34 0 1 0 .01 0z", 44, "dashed"],
  met: ["met", "M44 12a32 32 0 1 0 .01 0z", 44, "filled"],
  not_due: ["none", "M44 27a17 17 0 1 0 .01 0z", 44, "small"],
  exempt: ["none", "M44 27a17 17 0 1 0 .01 0z", 44, "small"],
  closed: ["none", "M44 27a17 17 0 1 0 .01 0z", 44, "small"],
};
const PICTURES = { // around 0, 0
  gate: "M-13 15V-13H13V15M0-13V15",
  road: "M-14 16-6-16M14 16 6-16M0-13v7M0-1v7M0 11v5",
  tent: "M-17 14 0-14 17 14zM0-2-6 14M0-2 6 14",
  testing_point: "M-9-15H9M-6-15V8a6 6 0 0 0 12 0V-15M-6 1H6",
  isolation_point: "M-17 0 0-15 17 0M-12-4V15H12V-4M0 0V10M-5 5H5",
  seat: "M-11 16V-15H11V16M-16 16H16M-4-7H-3M3-7H4M-4 1H-3M3 1H4",
};

const element = (tag, attributes = {}, text) => {
  const made = document.createElement(tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  if (text !== undefined) made.textContent = text;
  return made;
};
const put = (node, text) => { if (node.textContent !== text) node.textContent = text; }; // text only, never markup
const set = (node, name, value) => { if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, value); };

// The inside of a square: a status with a kind in it, or without.
function drawn(status, kind, colours) {
  const [colour, path, middle, how] = SHAPES[status] ?? SHAPES.no_data, own = colours[colour], page = colours.page;
  const look = {
    filled: `fill="${own}" stroke="${page}" stroke-width="4"`,
    small: `fill="${own}" stroke="${page}" stroke-width="4"`,
    hollow: `fill="${page}" stroke="${own}" stroke-width="6"`,
    dashed: `fill="${page}" stroke="${own}" stroke-width="6" stroke-dasharray="14.5 9.25"`,
  }[how];
  const picture = PICTURES[kind];
  const size = status === "breach" || status === "attention" ? 0.92 : 1;
  return `<path d="${path}" ${look}/>` + (picture && how !== "small"
    ? `<path d="${picture}" transform="translate(44 ${middle}) scale(${size})" fill="none" stroke="${how === "filled" ? page : own}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>` : "");
}

// A unit's seat: the outline of the worst of it, a square where nothing is the matter.
function drawnSeat(status, colours) {
  const [colour, path, middle] = SHAPES[status] ?? SHAPES.no_data, own = colours[colour], round = status !== "breach" && status !== "attention";
  const frame = round ? '<rect x="10" y="10" width="68" height="68" rx="10"' : `<path d="${path}"`;
  return `${frame} fill="${colours.page}" stroke="${own}" stroke-width="6"${status === "no_data" ? ' stroke-dasharray="14 9"' : ""} stroke-linejoin="round"/>`
    + `<path d="${PICTURES.seat}" transform="translate(44 ${middle}) scale(${round ? 1.15 : 0.85})" fill="none" stroke="${own}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>`;
}

// All signs, as the address of an SVG that holds itself, and where each stands in it.
function signsOf(kinds, colours) {
  const places = {}, parts = [];
  const add = (name, inside) => {
    const x = parts.length % ACROSS * PITCH, y = Math.floor(parts.length / ACROSS) * PITCH;
    parts.push(`<g transform="translate(${x} ${y})">${inside}</g>`);
    places[name] = { x, y, width: SIDE, height: SIDE };
  };
  for (const status in SHAPES) {
    add(`${status}/`, drawn(status, "", colours));
    for (const kind of kinds) add(`${status}/${kind}`, drawn(status, kind, colours));
    add(`seat/${status}`, drawnSeat(status, colours));
  }
  const size = `width="${ACROSS * PITCH}" height="${Math.ceil(parts.length / ACROSS) * PITCH}"`;
  return { address: "data:image/svg+xml," + encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${parts.join("")}</svg>`), places };
}

// The same sign for a legend.
function signIn(inside) {
  const parsed = new DOMParser().parseFromString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" aria-hidden="true">${inside}</svg>`, "image/svg+xml");
  return document.importNode(parsed.documentElement, true);
}
