// Copies a text: by the clipboard, else (no https) by the old command, else it leaves the text standing there, selected.
const SAID = 8_000; // ms the confirmation stands
const buttons = new WeakMap();

const put = (node, text) => { if (node.textContent !== text) node.textContent = text; }; // text only, never markup

function mount(root) {
  const make = (name) => root.appendChild(document.createElement(name));
  const state = { button: make("button"), said: make("span"), field: make("textarea") };
  state.button.type = "button";
  state.said.setAttribute("role", "status");
  state.field.readOnly = true;
  state.field.hidden = true;
  state.button.addEventListener("click", () => copy(state));
  state.field.addEventListener("focus", () => state.field.select());
  return state;
}

async function copy(state) {
  const text = state.isLink ? new URL(state.text, location.href).href : state.text;
  const done = await byClipboard(text) || byCommand(state, text);
  say(state, done ? state.copied : state.byHand, done);
  state.field.hidden = done;
  (done ? state.button : state.field).focus();
}

async function byClipboard(text) {
  try {
    await navigator.clipboard.writeText(text); // not there on an address without https
    return true;
  } catch {
    return false;
  }
}

function byCommand(state, text) {
  state.field.value = text;
  state.field.rows = Math.min(12, text.split("\n").length + 1);
  state.field.hidden = false;
  state.field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}

function say(state, words, passing) {
  clearTimeout(state.waiting);
  put(state.said, words);
  if (passing) state.waiting = setTimeout(() => put(state.said, ""), SAID);
}

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".copying");
  let state = buttons.get(root);
  if (!state) buttons.set(root, (state = mount(root)));
  if (state.text !== undefined && state.text !== data.text && !state.field.hidden) { // what stands selected is another text by now
    state.field.hidden = true;
    say(state, "");
  }
  Object.assign(state, data);
  root.lang = data.lang;
  put(state.button, data.label);
  state.field.setAttribute("aria-label", data.label);
}
