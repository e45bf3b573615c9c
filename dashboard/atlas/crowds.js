// Which points stand too close together to be told apart, and which names have room. Pure: pixels of a world that is 512 wide at zoom 0.
const WORLD = 512;
const acrossWorld = (lon) => (lon + 180) / 360 * WORLD;
const downWorld = (lat) => { const sine = Math.sin(Math.max(-85, Math.min(85, lat)) * Math.PI / 180); return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD; };
const cell = (x, y) => x * 1e7 + y;

// `order`: places in `x` and `y` (at zoom 0), the worst first. Each joins the nearest that leads a crowd within `reach` pixels, or leads one itself:
// so every crowd stands at its worst, and no two of them overlap.
function crowds(order, x, y, zoom, reach) {
  const scale = 2 ** zoom / reach, cells = new Map(), found = [];
  for (const one of order) {
    const left = x[one] * scale, top = y[one] * scale, column = Math.floor(left), row = Math.floor(top);
    let nearest, distance = 1;
    for (let across = -1; across <= 1; across++) for (let down = -1; down <= 1; down++) {
      for (const crowd of cells.get(cell(column + across, row + down)) ?? []) {
        const away = Math.hypot(crowd.left - left, crowd.top - top);
        if (away < distance) { nearest = crowd; distance = away; }
      }
    }
    if (nearest) { nearest.members.push(one); continue; }
    const crowd = { lead: one, left, top, members: [one] };
    found.push(crowd);
    const own = cell(column, row);
    cells.has(own) ? cells.get(own).push(crowd) : cells.set(own, [crowd]);
  }
  return found;
}

// What is taken of the map at one zoom: boxes in pixels, found by the squares that they touch.
class Taken {
  #squares = new Map();
  static SIZE = 64;

  * #touched(box) {
    for (let x = Math.floor(box[0] / Taken.SIZE); x <= Math.floor(box[2] / Taken.SIZE); x++) {
      for (let y = Math.floor(box[1] / Taken.SIZE); y <= Math.floor(box[3] / Taken.SIZE); y++) yield cell(x, y);
    }
  }

  free(box) {
    for (const square of this.#touched(box)) {
      for (const other of this.#squares.get(square) ?? []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const square of this.#touched(box)) this.#squares.has(square) ? this.#squares.get(square).push(box) : this.#squares.set(square, [box]);
  }
}

// The labels that find room, in the order given, each with the `offset` (pixels) of its middle. A label: x, y (at zoom 0), width, height and `tries`,
// offsets from the best to the last resort.
function placed(labels, taken, zoom) {
  const scale = 2 ** zoom, found = [];
  for (const label of labels) {
    for (const [across, down] of label.tries) {
      const x = label.x * scale + across, y = label.y * scale + down;
      const box = [x - label.width / 2, y - label.height / 2, x + label.width / 2, y + label.height / 2];
      if (!taken.free(box)) continue;
      taken.take(box);
      found.push({ ...label, offset: [across, down] });
      break;
    }
  }
  return found;
}

// Slanting lines over rings of [lon, lat], so far apart (degrees of longitude): pairs of ends, for what is not known.
function hatched(rings, apart) {
  const up = (lat) => (WORLD / 2 - downWorld(lat)) / WORLD * 360, back = (y) => Math.atan(Math.sinh(y * Math.PI / 180)) * 180 / Math.PI;
  const flat = rings.map((ring) => ring.map(([lon, lat]) => [lon, up(lat)])), lines = [];
  const slants = flat.flat().map(([x, y]) => x - y);
  let lowest = Infinity, highest = -Infinity;
  for (const slant of slants) { lowest = Math.min(lowest, slant); highest = Math.max(highest, slant); }
  for (let slant = Math.ceil(lowest / apart) * apart; slant < highest; slant += apart) {
    const crossed = [];
    for (const ring of flat) for (let at = 1; at < ring.length; at++) {
      const [x, y] = ring[at - 1], [nextX, nextY] = ring[at], here = x - y - slant, there = nextX - nextY - slant;
      if (here > 0 !== there > 0) crossed.push(x + (nextX - x) * here / (here - there));
    }
    crossed.sort((one, other) => one - other);
    for (let at = 1; at < crossed.length; at += 2) {
      lines.push({ from: [crossed[at - 1], back(crossed[at - 1] - slant)], to: [crossed[at], back(crossed[at] - slant)] });
    }
  }
  return lines;
}
