// A box to type in and the list of what it may mean: one tab stop, arrows choose, Enter opens, Escape closes.
const PAUSE = 150; // ms without a key before the text is looked up
const boxes = new WeakMap();
let count = 0;

const make = (parent, tag, attributes = {}) => {
  const made = parent.appendChild(document.createElement(tag));
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  return made;
};
const put = (node, text) => { if (node.textContent !== text) node.textContent = text; }; // text only, never markup

function mount(root) {
  const id = `search-${++count}`, state = { id, at: -1, found: [], timer: 0 };
  state.label = make(root, "label", { for: id });
  state.input = make(root, "input", {
    id, type: "text", role: "combobox", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: "64",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`,
  });
  state.list = make(root, "ul", { id: `${id}-list`, role: "listbox" });
  state.told = make(root, "p", { role: "status" });
  state.list.hidden = true;
  state.input.addEventListener("input", () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => ask(state), PAUSE);
    if (!state.input.value.trim()) close(state);
  });
  state.input.addEventListener("keydown", (event) => press(state, event));
  state.input.addEventListener("focus", () => show(state));
  state.input.addEventListener("blur", () => close(state));
  state.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the box
  state.list.addEventListener("click", (event) => choose(state, event.target.closest?.("li")));
  return state;
}

function ask(state) {
  if (state.asked !== state.input.value) state.ask((state.asked = state.input.value));
  else show(state);
}

function press(state, event) {
  if (event.isComposing) return; // a Chinese word is being put together
  const open = !state.list.hidden, last = state.list.children.length - 1;
  if (event.key === "Escape") {
    if (!open) state.input.value = "";
    return close(state);
  }
  if (event.key === "Enter") {
    clearTimeout(state.timer);
    if (!open && state.input.value.trim()) return ask(state);
    return choose(state, state.list.children[Math.max(0, state.at)]);
  }
  if (!open || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  event.preventDefault();
  mark(state, event.key === "ArrowDown" ? (state.at >= last ? 0 : state.at + 1) : state.at <= 0 ? last : state.at - 1);
}

function mark(state, at) {
  state.at = at;
  [...state.list.children].forEach((line, i) => line.setAttribute("aria-selected", String(i === at)));
  if (at < 0) return state.input.removeAttribute("aria-activedescendant");
  state.input.setAttribute("aria-activedescendant", `${state.id}-${at}`);
  state.list.children[at].scrollIntoView({ block: "nearest" });
}

function choose(state, line) {
  if (!line || state.list.hidden) return;
  state.input.value = "";
  close(state);
  state.open(line.unit);
}

function close(state) {
  state.list.hidden = true;
  put(state.told, "");
  state.input.setAttribute("aria-expanded", "false");
  mark(state, -1);
}

function show(state) { // what was found, as long as it is for what stands in the box
  const { data } = state;
  if (!data || data.of !== state.input.value || !data.of.trim() || state.input.getRootNode().activeElement !== state.input) return;
  while (state.list.children.length > data.units.length) state.list.lastElementChild.remove();
  data.units.forEach(([unit, name, where], i) => {
    let line = state.list.children[i];
    if (!line) {
      line = make(state.list, "li", { role: "option", id: `${state.id}-${i}`, "aria-selected": "false" });
      make(line, "b");
      make(line, "span");
    }
    line.unit = unit;
    put(line.firstChild, name);
    put(line.lastChild, where);
  });
  state.list.hidden = !data.units.length;
  state.input.setAttribute("aria-expanded", String(!state.list.hidden));
  put(state.told, data.told);
  mark(state, Math.min(state.at, data.units.length - 1));
}

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".search");
  let state = boxes.get(root);
  if (!state) boxes.set(root, (state = mount(root)));
  state.ask = (text) => setStateValue("text", text);
  state.open = (unit) => setTriggerValue("chosen", unit);
  state.data = data;
  root.lang = data.lang;
  put(state.label, data.label);
  state.input.placeholder = data.hint;
  state.list.setAttribute("aria-label", data.label);
  show(state);
}
