// A map as a picture: outlines, signs, and the names that find room. Drawn anew only where what stands on it, or its size, is another.
const FAR = 30, SIGN = 30, COUNT = 38; // of a map 1000 units high: how near two signs join, how large they are
const grounds = new Map(); // address -> features, fetched once
const svg = (tag, attributes = {}, text) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  if (text !== undefined) made.textContent = text;
  return made;
};

function featuresAt(address) {
  if (!grounds.has(address)) {
    const coming = fetch(new URL(address, document.baseURI), { signal: AbortSignal.timeout(20_000) }).then((answer) => answer.ok ? answer.json() : Promise.reject(answer.status)).then((found) => found.features);
    coming.catch(() => grounds.delete(address)); // asked for again with the next drawing
    grounds.set(address, coming);
  }
  return grounds.get(address);
}

function drawGround(box, map, features, colours, lang, unit, font) {
  const width = box.clientWidth, height = box.clientHeight;
  if (!width || !height) return;
  const [west, south, east, north] = map.bounds, edge = 46 * unit;
  const zoom = Math.log2(Math.min((width - 2 * edge) / (acrossWorld(east) - acrossWorld(west)), (height - 2 * edge) / (downWorld(south) - downWorld(north))));
  const scale = 2 ** zoom, left = (acrossWorld(west) + acrossWorld(east)) / 2 * scale - width / 2, top = (downWorld(north) + downWorld(south)) / 2 * scale - height / 2;
  const x = (lon) => acrossWorld(lon) * scale - left, y = (lat) => downWorld(lat) * scale - top;
  const inside = (px, py, room = 0) => px >= room && px <= width - room && py >= room && py <= height - room;
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": map.label });
  for (const { geometry, properties } of features) {
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const path = parts.map((rings) => rings.map((ring) => "M" + ring.map(([lon, lat]) => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join("L") + "z").join("")).join("");
    picture.append(svg("path", { d: path, fill: properties.city ? colours.city : colours.land, stroke: colours.border, "stroke-width": Math.max(1, unit), "fill-rule": "evenodd" }));
  }
  for (const [lon, lat, level] of map.controls) {
    picture.append(svg("circle", {
      cx: x(lon), cy: y(lat), r: 24 * unit, fill: level === 2 ? colours.ink : "none", "fill-opacity": 0.2, stroke: colours.ink, "stroke-opacity": level ? 0.9 : 0.5, "stroke-width": (level ? 2.5 : 1.5) * unit,
      "stroke-dasharray": level ? "none" : `${6 * unit} ${5 * unit}`, class: "control",
    }));
  }
  const taken = new Taken(), posts = map.posts, across = posts.map(([lon]) => acrossWorld(lon)), down = posts.map(([, lat]) => downWorld(lat));
  const found = crowds(posts.map((_, at) => at), across, down, zoom, FAR * unit), signs = [], labels = [];
  for (const { lead, members } of found) {
    const [lon, lat, status, kind, name] = posts[lead], px = across[lead] * scale, py = down[lead] * scale, many = members.length > 1;
    const size = (many ? COUNT + 5 * (`${members.length}`.length - 1) : SIGN) * unit;
    const sign = svg("g", { class: `post ${status}`, transform: `translate(${x(lon) - size / 2} ${y(lat) - size / 2}) scale(${size / SIDE})` });
    const shape = new DOMParser().parseFromString(`<svg xmlns="http://www.w3.org/2000/svg">${drawn(status, many ? "" : kind, colours)}</svg>`, "image/svg+xml").documentElement;
    sign.append(...document.importNode(shape, true).childNodes);
    if (many) {
      const filled = SHAPES[status]?.[3] === "filled";
      sign.append(svg("text", { x: 44, y: status === "attention" ? 70 : 60, "text-anchor": "middle", "font-size": 44, "font-weight": 700, fill: filled ? colours.page : colours.ink }, `${members.length}`));
    }
    signs.push(sign);
    taken.take([px - size / 2, py - size / 2, px + size / 2, py + size / 2]);
    if (status === "breach" || status === "attention") labels.push({ lon, lat, text: name, size: 20 * unit, strong: true, reach: size / 2 });
  }
  picture.append(...signs.reverse()); // the worst on top
  for (const { properties } of features) labels.push({ lon: properties.lon, lat: properties.lat, text: lang === "en" ? properties.name_en || properties.name : properties.name, size: 18 * unit, reach: 0 });
  const sized = labels.filter(({ lon, lat }) => lon !== undefined && inside(x(lon), y(lat))).map((label) => {
    const long = widthIn(label.text, label.size, font) + 8 * unit, high = label.size * 1.25, away = label.reach + high / 2, beside = label.reach + long / 2;
    const tries = label.strong ? [[0, away], [0, -away], [beside, 0], [-beside, 0]] : [[0, 0], [0, high], [0, -high], [long / 2, 0], [-long / 2, 0]];
    return { ...label, x: acrossWorld(label.lon), y: downWorld(label.lat), width: long, height: high, tries: tries.filter(([a, b]) => inside(x(label.lon) + a - long / 2, y(label.lat) + b - high / 2) && inside(x(label.lon) + a + long / 2, y(label.lat) + b + high / 2)) };
  });
  for (const label of placed(sized, taken, zoom)) {
    picture.append(svg("text", {
      x: x(label.lon) + label.offset[0], y: y(label.lat) + label.offset[1], "text-anchor": "middle", "dominant-baseline": "central", "font-size": label.size, "font-weight": label.strong ? 600 : 400,
      fill: label.strong ? colours.ink : colours.name, class: "name", stroke: colours.land, "stroke-width": 3 * unit, "paint-order": "stroke", "stroke-opacity": label.strong ? 0.85 : 0,
    }, label.text));
  }
  box.replaceChildren(picture);
}

const ruler = document.createElement("canvas").getContext("2d");
function widthIn(text, size, font) { ruler.font = `${size}px ${font}`; return ruler.measureText(text).width; }
