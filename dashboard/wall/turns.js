// Which scene is on at an instant: the same on every screen that shows the same, whatever went before. Pure.
const BOARDS_A_ROUND = 3; // pages of the board that come in a row: the first, where the breaches are, in every round, then others by turns

function turnAt(now, scenes, dwell, pages) {
  const boards = Math.max(1, Math.min(pages, BOARDS_A_ROUND));
  const places = scenes.flatMap((scene) => scene === "board" ? Array.from({ length: boards }, (_, nth) => [scene, nth]) : [[scene, 0]]);
  const step = Math.floor(now / dwell), round = Math.floor(step / places.length), [scene, nth] = places[step - round * places.length];
  const page = nth === 0 ? 0 : 1 + (((round * (boards - 1) + nth - 1) % (pages - 1)) + pages - 1) % (pages - 1);
  return { scene, page };
}

// The scene that a new breach brings forward for a minute; of several the one noticed last. None where the wall does not show it.
const FORWARD = 60_000;
function broughtForward(news, now, scenes) {
  const fresh = news.filter((one) => now < one.at + FORWARD && scenes.includes(one.scene));
  return fresh.length ? fresh.reduce((best, one) => one.at > best.at ? one : best).scene : null;
}
