// Looks over the page as it stands: what is cut, laid over another, outside the window or scrolls sideways, and every text that can be seen.
// Where each line of text stands comes along, for those who look at its pixels. Reaches into the board's and other shadow roots, and into the words that a table drawn on a canvas keeps for screen readers.
(options) => {
  const SLACK = 1.5; // px that rounding may take
  const problems = [], texts = [], lines = [];
  const parent = (node) => node.parentElement ?? (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);
  function* above(node) { for (let one = node; one; one = parent(one)) yield one; }
  const nearest = (node, test) => { for (const one of above(node)) if (test(one)) return one; };
  const styles = new Map(), style = (node) => styles.get(node) ?? (styles.set(node, getComputedStyle(node)), styles.get(node));
  const own = (node) => node.tagName.toLowerCase() + [...node.classList].filter((name) => !/^(st-?emotion|e[0-9a-z]{6,}|st-[a-z0-9]{2}$)/.test(name)).slice(0, 2).map((name) => "." + name).join("");
  const named = (node) => {
    const key = [...node.classList].find((name) => name.startsWith("st-key-"));
    return key ? "." + key : node.dataset?.testid ? `[${node.dataset.testid}]` : null;
  };
  const place = (node) => {
    const holder = nearest(parent(node), (one) => named(one));
    return [holder && named(holder), own(node)].filter(Boolean).join(" ");
  };
  const tell = (what, text, node) => problems.push({ what, text: text.replace(/\s+/g, " ").trim().slice(0, 120), where: place(node) });

  const hidden = (node) => [...above(node)].some((one) => {
    const { clipPath, clip, opacity, position } = style(one);
    if (opacity === "0" || clipPath === "inset(50%)" || clip === "rect(0px, 0px, 0px, 0px)") return true;
    if (one.dataset.testid === "stSidebar" && one.getBoundingClientRect().right <= 0) return true; // folded away on a phone
    if (one.dataset.testid === "stIconMaterial") return true; // letters that a font draws as one icon
    return position === "absolute" && (one.clientWidth <= 1 || one.clientHeight <= 1) && style(one).overflow === "hidden";
  });
  const explained = (node, text) => [...above(node)].slice(0, 4).some((one) =>
    ["title", "aria-label"].some((name) => one.getAttribute(name)?.replace(/\s+/g, " ").includes(text.replace(/\s+/g, " ").trim())));

  function* nodes(root) {
    for (const node of root.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) yield node;
      else if (node.nodeType === Node.ELEMENT_NODE && !/^(SCRIPT|STYLE|TITLE|NOSCRIPT|TEMPLATE)$/.test(node.tagName)) {
        if (node.shadowRoot) yield* nodes(node.shadowRoot);
        yield* nodes(node);
      }
    }
  }

  const BOX = "button, td, th, li, a, summary, label, [class*=st-key-figure-]"; // what a reader sees as the frame of a text
  const wide = innerWidth, high = innerHeight;
  for (const node of nodes(document.body)) {
    const text = node.textContent, element = node.parentElement ?? node.getRootNode().host;
    if (!text.trim() || !element) continue;
    if (nearest(element, (one) => one.tagName === "CANVAS")) { texts.push({ text, where: place(nearest(element, (one) => one.tagName === "CANVAS")) }); continue; }
    if (!element.checkVisibility({ visibilityProperty: true }) || hidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 0.5 && rect.height > 0.5);
    if (!rects.length) continue;
    texts.push({ text, where: place(element) });

    let shown = rects.map((rect) => ({ left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom, line: rect.height }));
    let cut = false, scrolls = false, floats = false, free = false; // free: laid out past the ancestors that are not positioned
    for (const one of above(element)) {
      if (free && style(one).position === "static") continue;
      free = style(one).position === "absolute";
      const { overflowX, overflowY, textOverflow, webkitLineClamp, position } = style(one);
      floats ||= position === "fixed" || (position === "absolute" && style(one).zIndex !== "auto");
      if (overflowX === "visible" && overflowY === "visible") {
        if (position === "fixed") break;
        continue;
      }
      const box = one.getBoundingClientRect();
      if (box.width < 3 || box.height < 3) { shown = []; break; }
      const closed = (side) => side === "hidden" || side === "clip";
      const slack = element.closest("svg") ? 5 : SLACK; // turned text has its line's height across
      const across = shown.some((rect) => rect.right > box.right + slack || rect.left < box.left - slack);
      const down = shown.some((rect) => rect.bottom > box.bottom + rect.line * 0.3 || rect.top < box.top - rect.line * 0.3);
      if (across && overflowX !== "visible" && !closed(overflowX)) scrolls = true;
      const byDesign = (textOverflow === "ellipsis" || webkitLineClamp !== "none") && explained(element, text);
      if (((across && closed(overflowX)) || (down && closed(overflowY))) && !byDesign && !scrolls) cut = true;
      shown = shown.map((rect) => ({ ...rect,
        left: overflowX === "visible" ? rect.left : Math.max(rect.left, box.left), right: overflowX === "visible" ? rect.right : Math.min(rect.right, box.right),
        top: overflowY === "visible" ? rect.top : Math.max(rect.top, box.top), bottom: overflowY === "visible" ? rect.bottom : Math.min(rect.bottom, box.bottom) }))
        .filter((rect) => rect.right - rect.left > 0.5 && rect.bottom - rect.top > 0.5);
      if (position === "fixed" || one.tagName === "BODY") break;
    }
    if (cut) tell("clipped text", text, element);
    if (!cut && !scrolls && shown.some((rect) => rect.right > wide + SLACK || rect.left < -SLACK)) tell("text outside the window", text, element);
    const frame = element.closest(BOX);
    if (frame && !cut && !scrolls && style(frame).display !== "inline") {
      const box = frame.getBoundingClientRect();
      if (shown.some((rect) => (rect.right > box.right + SLACK || rect.left < box.left - SLACK) && rect.top < box.bottom && rect.bottom > box.top)) tell("text sticks out of its frame", text, element);
    }
    for (const rect of shown) if (rect.bottom > 0 && rect.top < Math.max(high, 20_000)) lines.push({ ...rect, text, element, floats, node });
  }

  lines.sort((one, other) => one.top - other.top);
  const over = new Set();
  lines.forEach((one, at) => {
    for (let next = at + 1; next < lines.length && lines[next].top < one.bottom; next++) {
      const other = lines[next];
      if (one.node === other.node || one.floats !== other.floats || one.element.closest(".small-map")) continue; // posts lie close: the worst on top
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (across > 2 && down > 0.45 * Math.min(one.line, other.line)) {
        const told = `${one.text.trim().slice(0, 50)} | ${other.text.trim().slice(0, 50)}`;
        if (!over.has(told)) { over.add(told); tell("text over text", told, one.element); }
      }
    }
  });

  for (const input of document.querySelectorAll("input, textarea")) {
    const told = input.value || input.placeholder;
    if (told && input.checkVisibility({ visibilityProperty: true }) && !hidden(input) && input.scrollWidth > input.clientWidth + SLACK && input.clientWidth > 3) tell("clipped text", told, input);
  }
  for (const [node, name] of [[document.scrollingElement, "the page"], [document.querySelector("[data-testid=stMain]"), "the page's main part"]]) {
    if (node && node.scrollWidth > node.clientWidth + SLACK) tell("scrolls sideways", `${name}: ${node.scrollWidth} px in ${node.clientWidth}`, node);
  }
  const roots = [document, ...[...document.querySelectorAll("*")].flatMap((node) => node.shadowRoot ?? [])];
  const every = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const all = (selector) => every(selector).filter((node) => node.checkVisibility());
  if (wide >= options.desk) for (const board of all(".board .scroll")) {
    if (board.scrollWidth > board.clientWidth + SLACK) tell("scrolls sideways", `a board: ${board.scrollWidth} px in ${board.clientWidth}`, board.getRootNode().host ?? board);
  }
  const main = document.querySelector("[data-testid=stMain]");
  if (options.mustFit && main && main.scrollHeight > main.clientHeight + SLACK) tell("does not fit without scrolling", `${main.scrollHeight} px in ${main.clientHeight}`, main);

  for (const failed of document.querySelectorAll(".failure, [data-testid=stException], [data-testid=stAlertContentError], [data-testid=stDialog]")) tell("failure on screen", failed.textContent, failed);
  for (const [what, selector] of [["figures", ".tile .great b, .counts b"], ["board cells", ".board td button > span"]]) {
    const found = every(selector), dashes = found.filter((node) => node.textContent.trim() === "—");
    if (dashes.length >= 4 && dashes.length > options.dashes * found.length) tell("page of dashes", `${dashes.length} of ${found.length} ${what}`, found[0]);
  }
  for (const node of all("[title], [aria-label], [alt], [placeholder]")) {
    if (!node.closest("[data-testid=stHtml], .board")) continue; // Streamlit's own names are not ours to word
    for (const name of ["title", "aria-label", "alt", "placeholder"]) if (node.getAttribute(name)) texts.push({ text: node.getAttribute(name), where: `${place(node)} (${name})` });
  }
  // a button that cannot be pressed may be pale: WCAG 1.4.3 leaves inactive ones out
  const spots = lines.filter(({ element }) => !element.closest(":disabled, [aria-disabled=true]")).map(({ left, right, top, bottom, line, text, element }) => ({ left, right, top, bottom, text: text.trim().slice(0, 80), where: place(element), whole: bottom - top > 0.9 * line }));
  return { problems, texts, spots };
}
