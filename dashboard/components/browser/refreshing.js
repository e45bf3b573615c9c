// Asks how the days on the screen stand, and has the page drawn anew where they changed: as soon as nobody types, selects, or holds something open.
const LOOK_AGAIN = 400, LONGEST = 60_000; // ms: then a refresh comes even while somebody types
const UNHEARD = "unheard", TIMES = 3; // somebody in between answers in place of the board, as after a login that ran out: the page is drawn anew by its own line
const OTHERWISE = "otherwise"; // who looks may see something else by now, or nothing: that waits for nobody
const screens = new WeakMap();
const TYPING = "textarea, select, [contenteditable=true], [role=combobox], input:not([type=radio]):not([type=checkbox]):not([type=button])";
const OPEN = "[data-baseweb=popover], [role=listbox], [role=dialog], details.about[open]";

function focused() {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node;
}

function busy() {
  const node = focused();
  return !!node?.matches(TYPING) && !node.readOnly
    || !!node?.closest?.("[data-testid=stDateInput], [data-testid=stDateTimeInput]")
    || [...document.querySelectorAll(OPEN)].some((one) => one.checkVisibility())
    || !!getSelection()?.toString();
}

async function asked(address) {
  try {
    const answer = await fetch(address, { cache: "no-store", redirect: "manual" });
    if (answer.status === 410) return "unknown";
    return answer.ok && answer.headers.get("content-type")?.startsWith("text/plain") ? await answer.text() : UNHEARD;
  } catch {
    return null; // the server is away: Streamlit says so, and comes back by itself
  }
}

export default function ({ parentElement, data, setTriggerValue }) {
  const screen = screens.get(parentElement) ?? { timer: 0 };
  screens.set(parentElement, screen);
  screen.forget?.();
  if (screen.stands !== data.stands) Object.assign(screen, { stands: data.stands, drawn: performance.now() });
  const run = screen.run = {}; // what an earlier one is still waiting for is not its own any more
  const later = (deed, wait) => { clearTimeout(screen.timer); screen.timer = setTimeout(deed, wait); };
  const ask = async () => {
    const [stands, wait = 0] = (document.hidden ? null : await asked(data.ask))?.split(" ") ?? [null];
    if (screen.run !== run) return;
    screen.unheard = stands === UNHEARD ? (screen.unheard ?? 0) + 1 : 0;
    if (screen.unheard >= TIMES && data.signedInBefore) return location.reload(); // its login is for the whole page
    if (stands === null || stands === data.stands || 0 < screen.unheard && screen.unheard < TIMES) later(ask, data.every);
    else if (stands === OTHERWISE) draw(stands, -LONGEST);
    else later(() => draw(stands, performance.now()), Math.max(+wait, screen.drawn + data.least - performance.now()));
  };
  const draw = (stands, since) => {
    if (busy() && performance.now() - since < LONGEST) return later(() => draw(stands, since), LOOK_AGAIN);
    Object.assign(screen, { drawn: performance.now(), unheard: 0 });
    setTriggerValue("ready", stands);
    later(ask, data.every);
  };
  const shown = () => { if (!document.hidden) later(ask, 0); };
  document.addEventListener("visibilitychange", shown);
  later(ask, data.every);
  screen.forget = () => { screen.run = null; clearTimeout(screen.timer); document.removeEventListener("visibilitychange", shown); };
  return screen.forget;
}
