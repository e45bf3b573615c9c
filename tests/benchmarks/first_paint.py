"""First paint of the overview in Chromium beside the floor's, and how soon a choice in the sidebar is repainted.

Drawn is what stands when the script has ended and nothing in the document, shadow trees included, changes any longer: the time of the last change,
taken in the page itself. Pages take turns, so that both meet the same machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page

from data_access.contract import org_unit
from data_access.engine import reading_engine
from tests.benchmarks.demonstration import NOW, folder_with_demonstration
from tests.benchmarks.figures import Report, figure, report
from tests.benchmarks.floor import served_floor
from tests.benchmarks.viewers import rounded
from tests.chromium import launched
from tests.serving import served

TURNS = 7
QUIET_MILLISECONDS = 700
ADDRESS = "?lang=zh"
AREAS = {"city": "市区", "county": "县区"}
UNITS = "单位"
WATCH = """
(() => {
  const watch = window.watch = { last: 0, heard: 0, began: 0 };
  const note = (changes) => {
    if (changes.some((change) => !change.target.closest?.("[data-testid=stStatusWidget]"))) watch.last = performance.now();
  };
  const observe = (node) => new MutationObserver(note).observe(node, { subtree: true, childList: true, characterData: true, attributes: true });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) { const root = attach.call(this, options); observe(root); return root; };
  observe(document);
  window.WebSocket = class extends WebSocket { // a run may be over before the document could say that it began
    constructor(...given) { super(...given); this.addEventListener("message", () => { watch.heard = performance.now(); }); }
  };
  addEventListener("click", () => { watch.began = watch.last = performance.now(); }, true);
})()"""
# One that looks often enough would itself keep the page from being drawn.
SETTLED = f"""() => {{
  const {{ last, heard, began }} = window.watch ?? {{}};
  if (document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning" || !(heard > began)) return null;
  if (performance.now() - Math.max(last, heard) < {QUIET_MILLISECONDS}) return null;
  if (!document.querySelector(".legend")) return null;
  return last - began;
}}"""


def opened(context: BrowserContext, url: str) -> tuple[Page, float, float]:
    """The page, seconds until it stood drawn, and until anything of it was painted."""
    page = context.new_page()
    page.goto(f"{url}/{ADDRESS}", wait_until="commit")
    drawn = settled(page)
    assert page.locator(".board td").count() > 100, "the board does not stand there"
    assert page.locator(".small-map i").count() > 10, "the map does not stand there"
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000")
    return page, drawn, painted


def settled(page: Page) -> float:
    """Seconds from the last click, else from asking for the page, until the last change of it."""
    return page.wait_for_function(SETTLED, polling=100, timeout=60_000).json_value() / 1000


def in_turn(homes: dict[str, str], deed: Callable[[str], tuple[float, ...]]) -> dict[str, list[list[float]]]:
    """What the deed tells of each home, TURNS times, after one that warms and is not counted."""
    told: dict[str, list[list[float]]] = {name: [] for name in homes}
    for turn in range(-1, TURNS):
        for name in list(homes) if turn % 2 else list(homes)[::-1]:
            one = deed(name)
            if turn >= 0:
                told[name].append(list(one))
    return told


def first_paints(browser: Browser, homes: dict[str, str]) -> dict[str, dict[str, list[list[float]]]]:
    """Cold, a browser that has nothing; and warm, one that opened the page before. Of each home (drawn, painted)."""

    def fresh() -> BrowserContext:
        context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}, bypass_csp=True)
        context.add_init_script(WATCH)
        return context

    def cold(name: str) -> tuple[float, ...]:
        context = fresh()
        _, *times = opened(context, homes[name])
        context.close()
        return tuple(times)

    kept = {name: fresh() for name in homes}

    def warm(name: str) -> tuple[float, ...]:
        page, *times = opened(kept[name], homes[name])
        page.close()
        return tuple(times)

    found = {"cold": in_turn(homes, cold), "warm": in_turn(homes, warm)}
    for context in kept.values():
        context.close()
    return found


def choices(browser: Browser, homes: dict[str, str]) -> dict[str, list[list[float]]]:
    """Seconds from the click on an area until all is repainted: the two areas by turns, each asked for before."""
    pages, rows = {}, {}
    for name, url in homes.items():
        context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}, bypass_csp=True)
        context.add_init_script(WATCH)
        pages[name] = opened(context, url)[0]
        rows[name] = []
        for area in AREAS.values():
            choose_area(pages[name], area)
            rows[name].append(pages[name].locator(".board tbody th").count())
    assert rows["board"] == rows["floor"], f"the floor does not show the areas as the board does: {rows}"
    assert len(set(rows["floor"])) > 1, f"the floor does not change: {rows}"
    turns = dict.fromkeys(homes, 0)

    def choose(name: str) -> tuple[float, ...]:
        turns[name] += 1
        return (choose_area(pages[name], list(AREAS.values())[(turns[name] - 1) % 2]),)

    found = in_turn(homes, choose)
    for page in pages.values():
        page.context.close()
    return found


def choose_area(page: Page, area: str) -> float:
    page.get_by_test_id("stSidebar").get_by_text(area, exact=True).click()
    return settled(page)


def first_choices(browser: Browser, homes: dict[str, str], names: Sequence[str]) -> dict[str, list[float]]:
    """Seconds from the click on a unit, of a choice of units that nobody asked the board for before, until all is repainted: of the names one more each
    time, the first of which is not counted. The floor is asked for the same."""
    pages, found, rows = {}, {name: [] for name in homes}, {name: [] for name in homes}
    for home, url in homes.items():
        context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}, bypass_csp=True)
        context.add_init_script(WATCH)
        pages[home] = opened(context, url)[0]
    for name in names:
        for home, page in pages.items():
            page.get_by_role("combobox", name=UNITS, exact=True).fill(name)
            page.get_by_role("option", name=name).click()
            found[home].append(settled(page))
            rows[home].append(page.locator(".board tbody th").count())
    assert rows["board"] == rows["floor"] == sorted(set(rows["board"])), f"the boards did not follow the choice: {rows}"
    for page in pages.values():
        page.context.close()
    return {home: times[1:] for home, times in found.items()}


def units_to_choose(database: str) -> dict[str, str]:
    """The ids by their names: of a division, and of TURNS units that stand below another."""
    engine = reading_engine(database)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(org_unit).order_by(org_unit.c.sort_order)).all()
    engine.dispose()
    first, second = [row for row in rows if row.kind == "division"][:2]
    below = [row for row in rows if row.parent_id == second.org_unit_id][:TURNS]
    return {row.name_zh: row.org_unit_id for row in (first, *below)}


def measure() -> Report:
    with ExitStack() as stack:
        folder, database = stack.enter_context(folder_with_demonstration())
        board = stack.enter_context(served(database, clock=NOW))
        units = units_to_choose(database)
        one_more = [ADDRESS + "".join(f"&unit={unit}" for unit in [*units.values()][:count]) for count in range(len(units) + 1)]
        floor, floor_of_units = (
            stack.enter_context(served_floor(board, folder, database, NOW, addresses))
            for addresses in ([ADDRESS, *(f"{ADDRESS}&area={area}" for area in AREAS)], one_more)
        )
        unasked = stack.enter_context(served(database, clock=NOW))
        browser = stack.enter_context(launched(Path(folder)))
        homes = {"board": board.url, "floor": floor.url}
        paints = first_paints(browser, homes)
        known = choices(browser, homes)
        new = first_choices(browser, {"board": unasked.url, "floor": floor_of_units.url}, list(units))
    figures, notes = {}, {}
    for state, told in paints.items():
        for title, place in (("drawn", 0), ("first contentful paint", 1)):
            seconds = {name: [one[place] for one in times] for name, times in told.items()}
            figures[f"{state}: {title}, beside the floor"] = figure(median(seconds["board"]) / median(seconds["floor"]), at_most=1.3)
            notes[f"{state}: {title}, seconds"] = {name: three(values) for name, values in seconds.items()}
    for title, told in (
        ("asked for before", {name: [one[0] for one in times] for name, times in known.items()}),
        ("asked for the first time", new),
    ):
        figures[f"a choice {title}: repainted, beside the floor's rerun"] = figure(
            median(told["board"]) / median(told["floor"]), at_most=1.2
        )
        notes[f"a choice {title}: repainted, seconds"] = {name: three(values) for name, values in told.items()}
    return report(figures, notes)


def three(values: list[float]) -> dict[str, float]:
    return {"median": rounded(median(values)), "least": rounded(min(values)), "most": rounded(max(values)), "n": len(values)}
