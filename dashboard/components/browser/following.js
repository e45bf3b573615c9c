// A click on a link of ours opens its page in place, one step of the history; with a key held, or without this, it is a link like any other.
let listening = false;

function follow(event) {
  const link = event.target.closest?.("a.go");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.getElementById("stMain")?.scrollTo(0, 0);
}

export default function () {
  if (!listening) document.addEventListener("click", follow);
  listening = true;
}
