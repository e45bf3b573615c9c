"""A wall for the tests: opened, watched frame by frame, and asked about from outside its shadow."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.chromium import Reader

SHOWN = ".wall[data-scene] .scene:not([hidden])"
FIND = """const wallIn = (root) => { for (const one of root.querySelectorAll("*")) {
  if (one.classList.contains("wall")) return one;
  const found = one.shadowRoot && wallIn(one.shadowRoot);
  if (found) return found;
} return null; };
const above = function* (node) { for (let one = node; one instanceof Element; one = one.parentElement ?? one.getRootNode().host) yield one; };"""
WATCH = (
    "() => { "
    + FIND
    + """
  const seen = window.watched = { frames: 0, opacity: 1, charts: new Set(), scrolled: 0, gone: 0, places: new Set() };
  const look = () => {
    const wall = wallIn(document);
    seen.frames += 1;
    if (!wall?.isConnected) seen.gone += 1;
    else {
      for (const part of [wall, ...wall.querySelectorAll("header, .strip, .tiles, .tiles article, .stage, .scene, table")]) {
        if (part.checkVisibility()) for (const one of above(part)) seen.opacity = Math.min(seen.opacity, Number(getComputedStyle(one).opacity));
      }
      const shown = (kind) => [...wall.querySelectorAll(kind)].filter((one) => one.checkVisibility()).length;
      seen.charts.add(["svg", ".tiles s", ".bar", "table"].map(shown).join());
      seen.places.add(["header", ".strip", ".tiles", ".stage"].map((part) => wall.querySelector(part).getBoundingClientRect().top | 0).join());
    }
    seen.scrolled = Math.max(seen.scrolled, document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
)
WATCHED = "() => ({ ...window.watched, charts: [...window.watched.charts], places: [...window.watched.places] })"


def opened(someone: Reader, home: str, query: str = "") -> Page:
    """The wall, with its scene drawn."""
    page = someone.page
    page.goto(f"{home}/wall?lang=zh{'&' if query else ''}{query}")
    drawn(page)
    return page


def drawn(page: Page, within: float = 30_000) -> None:
    expect(page.locator(SHOWN)).to_be_visible(timeout=within)
    if page.locator(".scene.map:not([hidden])").count():
        expect(page.locator(".ground svg").first).to_be_visible(timeout=within)


def scene(page: Page) -> str:
    return page.locator(".wall").get_attribute("data-scene") or ""


def in_wall(page: Page, expression: str, argument: Any = None) -> Any:
    """What the expression says of `wall`, its element."""
    return page.evaluate("(argument) => { " + FIND + " const wall = wallIn(document); return " + expression + "; }", argument)
