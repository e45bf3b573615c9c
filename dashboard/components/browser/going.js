// Opens a page with its choice as one step of the history; Streamlit follows an address that changed as it follows Back and Forward.
let last = null;

export default function ({ data }) {
  if (data.step === last) return;
  last = data.step;
  const here = location.pathname.replace(/\/+$/, ""), page = here.slice(here.lastIndexOf("/") + 1);
  const home = page && data.pages.includes(page) ? here.slice(0, -page.length) : `${here}/`;
  history.pushState({}, "", `${home}${data.page}?${data.query}`);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.getElementById("stMain")?.scrollTo(0, 0);
}
