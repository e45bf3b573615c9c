// What Streamlit leaves unsaid about the document: its language, and the names of its landmarks; and its links, which open in place.
let words = {};
let watching = false;

// A click on a link of ours opens its page in place, one step of the history; with a key held, or without this, it is a link like any other.
function follow(event) {
  const link = event.target.closest?.("a.go");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.getElementById("stMain")?.scrollTo(0, 0);
}

function name(selector, attributes) {
  const node = document.querySelector(selector);
  for (const key in attributes) if (node && node.getAttribute(key) !== attributes[key]) node.setAttribute(key, attributes[key]);
}

function nameAll() { // Streamlit makes some of these anew as the sidebar opens and closes, and speaks English only
  name("[data-testid=stSidebar]", { role: "complementary", "aria-label": words.sidebar });
  name(".st-key-pages", { role: "navigation", "aria-label": words.pages });
  name("[data-testid=stExpandSidebarButton]", { "aria-label": words.openSidebar });
  name("[data-testid=stSidebarCollapseButton] button", { "aria-label": words.closeSidebar });
  name("[data-testid=stSkipToContent]", { "aria-label": words.skip });
}

function watch() {
  watching = true;
  document.addEventListener("click", follow);
  new MutationObserver(nameAll).observe(document.querySelector("[data-testid=stApp]"), { childList: true, subtree: true });
  document.addEventListener("click", (event) => { // the link's own way would be a step of the history that leads nowhere
    if (!event.target.closest?.("[data-testid=stSkipToContent]")) return;
    event.preventDefault();
    document.getElementById("stMain")?.focus();
  }, true);
  addEventListener("beforeprint", () => { // canvases keep the colours they were drawn in
    document.documentElement.dataset.drawnIn = getComputedStyle(document.querySelector("[data-testid=stApp]")).colorScheme;
  });
}

export default function ({ data }) {
  words = data.words;
  document.documentElement.lang = data.lang;
  for (const [property, text] of Object.entries(data.shown)) document.documentElement.style.setProperty(property, JSON.stringify(text));
  nameAll();
  if (!watching) watch();
}
