// Says when new figures may be drawn: at once, or as soon as nobody types, selects, or holds something open.
const LOOK_AGAIN = 400; // ms
const waiting = new WeakMap();
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

export default function ({ parentElement, data, setTriggerValue }) {
  const state = waiting.get(parentElement) ?? { timer: 0 };
  waiting.set(parentElement, state);
  clearTimeout(state.timer);
  const look = () => {
    if (busy()) state.timer = setTimeout(look, LOOK_AGAIN);
    else setTriggerValue("ready", data.version);
  };
  look();
  return () => clearTimeout(state.timer);
}
