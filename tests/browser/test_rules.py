"""The rules of the design that a machine can hold, each by a name of its own, over every page of the demonstration.

1 normal is quiet: test_pixels. 2 colour, sign and word: test_pixels (grey), test_board_alone. 3, 5, 6, 11, 12: here. 4 nothing that is missing looks like a
nought: test_pixels and tests/dashboard/test_wording (texts), test_charts, test_courses and test_overview (lines break at gaps, today apart), test_every_chart.
5 bars from zero, no arcs: tests/dashboard/test_every_chart, and here what is drawn of elements. 6 contrast: test_pixels; axe: test_axe.
7 fits, and reads on a phone: test_gallery, test_readers. 8: test_wall. 9 words and nothing clipped: test_gallery, tests/dashboard/test_texts.
10 a failure is one sentence, and the last good figures stay: here, test_journeys, tests/faults. 13 no request leaves the house: test_gallery, and every reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from dashboard.board import STATUSES
from tests.chromium import Reader
from tests.gallery.visiting import Visit, arrangements, standing_still, visits
from tests.world import DAY

EVERYWHERE = [*visits(), *arrangements()]
Opened = Callable[[Visit], Page]


@pytest.fixture(scope="module")
def opened(chromium, home: str):  # type: ignore[no-untyped-def]
    """Opens a page, once for all rules, in English, where a word cannot hide in a character."""
    readers: dict[Visit, Reader] = {}

    def open_page(place: Visit) -> Page:
        if place not in readers:
            readers[place] = Reader(chromium, None, 1440, 900, "en-GB")
            readers[place].open(place.address(home, "en"))
            standing_still(readers[place].page)
        return readers[place].page

    yield open_page
    for reader in readers.values():
        reader.close()


def every(*places: Visit):  # type: ignore[no-untyped-def]
    return pytest.mark.parametrize("place", places or EVERYWHERE, ids=lambda place: place.name)


PERCENTAGES = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.querySelector("[data-testid=stMain]"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const text = node.textContent, holder = node.parentElement;
    if (!/\\d%/.test(text) || !holder.checkVisibility() || holder.closest("svg, style, .legend, .sentence, canvas, button, [data-testid=stButton]")) continue;
    const tile = holder.closest("[class*=st-key-figure-], li, section, tr, td, h2, p");
    found.push([text.trim(), (tile ?? holder).textContent.replace(/\\s+/g, " ")]);
  }
  for (const row of document.querySelectorAll("canvas tr")) {
    const cells = [...row.cells].map((cell) => cell.textContent);
    for (const cell of cells) if (/^[\\d.]+%$/.test(cell)) found.push([cell, cells.join(" | ")]);
  }
  return found;
}"""
COUNTS = re.compile(r"\d[\d,.]*\s*/\s*\d|\d[\d,.]* of \d|\| \d[\d,.]* \|.*\d")


@every()
def test_every_percentage_stands_with_its_counts(opened: Opened, place: Visit) -> None:
    """Rule 3. A percentage that is only aimed at stands with those of its figure."""
    alone = [
        (text, tile[:160])
        for text, tile in opened(place).evaluate(PERCENTAGES)
        if not COUNTS.search(tile) and not text.startswith("target")
    ]
    assert alone == []


@every()
def test_every_figure_says_its_data_time_and_explains_itself_in_one_click(opened: Opened, place: Visit) -> None:
    """Rules 3 and 11."""
    page = opened(place)
    for tile in page.locator("[class*=st-key-figure-]").all():
        name = tile.get_attribute("class")
        expect(tile.locator(".stamp"), name).to_contain_text(re.compile(r"\d\d:\d\d|No data yet"))
        about = tile.locator(".about")
        about.locator("summary").click()
        told = about.locator("dl")
        expect(told, name).to_be_visible()
        for part in ("Meaning", "Source tables", "Data as of"):
            expect(told.locator("dt").get_by_text(part, exact=True), name).to_be_visible()
        assert len(told.locator("dd").first.inner_text()) > 20, name
        about.locator("summary").click()


@every()
def test_the_stamp_of_a_page_is_its_oldest_source_and_not_its_newest(opened: Opened, place: Visit) -> None:
    """Rule 3. Times read `17:10` on the day shown and `27 Dec 20:30` of another."""
    page = opened(place)
    shown = date.fromisoformat(re.search(r"day=([\d-]+)", place.query)[1]) if "day=" in place.query else DAY  # type: ignore[index]

    def age(text: str) -> datetime:
        day, clock = re.search(r"(\d+ \w{3} )?(\d\d:\d\d)", text).groups()  # type: ignore[union-attr]
        return datetime.strptime(f"{day or f'{shown:%d %b} '}{shown.year} {clock}", "%d %b %Y %H:%M").replace(tzinfo=UTC)

    times = page.locator("[class*=st-key-figure-]:not([class*=st-key-figure-control]) .stamp").all_inner_texts()
    stamps = [age(text) for text in times if re.search(r"\d\d:\d\d", text)]
    if stamps:
        assert age(page.locator(".page-head .stamp").inner_text()) <= min(stamps)


CELLS_OF_ROWS = """rows => rows.map(row => [...row.querySelectorAll('td button')].map(cell => +cell.dataset.s)).filter(row => row.length)"""


def worst_first(statuses: list[str]) -> bool:
    places = [STATUSES.index(status) for status in statuses]
    return places == sorted(places)


@every()
def test_lists_and_boards_are_in_the_order_of_need(opened: Opened, place: Visit) -> None:
    """Rule 5. In the lists, and inside each division of a board."""
    page = opened(place)
    for name in ("ul.attention", "ul.bars"):
        for shown in page.locator(name).all():
            statuses = shown.locator(":scope > li > .sign").evaluate_all("all => all.map(one => one.classList[1])")
            assert worst_first(statuses), (name, statuses)
    for board in page.locator(".board table").all():
        for group in board.locator("tbody").all():
            rows = group.locator("tr").evaluate_all(CELLS_OF_ROWS)
            need = [tuple(-row.count(status) for status in range(4)) for row in rows]
            assert need == sorted(need), board


@every()
def test_bars_begin_at_nought_and_nothing_is_a_pie_or_moves_for_show(opened: Opened, place: Visit) -> None:
    """Rule 5. Of what is drawn with elements; charts: tests/dashboard/test_every_chart."""
    page = opened(place)
    starts = page.locator(".bar").evaluate_all(
        """bars => bars.filter(bar => bar.firstElementChild?.tagName === 'SPAN').map(bar =>
             Math.abs(bar.firstElementChild.getBoundingClientRect().left - bar.getBoundingClientRect().left))"""
    )
    assert all(start < 1 for start in starts)
    moving = page.evaluate(
        """() => document.getAnimations().filter(one => one.playState === 'running' && one.effect?.getTiming().iterations === Infinity)
             .filter(one => !one.effect.target?.closest('[data-testid=stSkeleton]')) // what is still being fetched
             .map(one => one.effect.target?.outerHTML.slice(0, 120))"""
    )
    assert moving == []
    assert page.locator("[data-testid=stMain]").evaluate("main => /conic-gradient|rotate3d|perspective\\(/.test(main.innerHTML)") is False


TABLES = (
    "[data-testid=stDataFrame], [data-testid=stTable], table.days, .board table, .atlas [role=grid], ul.bars, [data-testid=stMain] table"
)


@every()
def test_a_table_stands_beside_every_map_and_chart(opened: Opened, place: Visit) -> None:
    """Rule 6. A table on the page for every chart and for the maps, the board for the small map; the days in numbers under every line."""
    page = opened(place)
    charts, maps = page.get_by_test_id("stVegaLiteChart").count(), page.locator(".atlas .canvas").count()
    tables = page.locator(TABLES).count()
    assert tables >= charts
    assert tables or not maps
    for line in page.locator(".trend .spark").all():
        tile = line.locator("xpath=ancestor::section[1]")
        assert tile.locator("table.days tr").count() > 1


TAB_STOPS = """() => {
  const parent = (node) => node.parentElement ?? node.getRootNode().host;
  const name = (node) => `${node.tagName.toLowerCase()} ${(node.getAttribute("aria-label") || node.textContent || node.id || "").trim().slice(0, 50)}`;
  const roots = [document, ...[...document.querySelectorAll("*")].flatMap((node) => node.shadowRoot ?? [])];
  const found = [];
  for (const root of roots) for (const node of root.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")) {
    if (node.tabIndex < 0 || node.disabled || !node.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (node.type === "radio" && !node.checked) continue; // one stop for a group, arrows inside
    const group = node.closest("[role=radiogroup], [role=toolbar], [data-testid=stButtonGroup]");
    if (group?.dataset.stops && group !== node) continue;
    if (group) group.dataset.stops = "1";
    if (!node.getClientRects().length || node.closest("[inert]")) continue;
    node.dataset.stop = String(found.length);
    found.push(name(node));
  }
  return found;
}"""
FOCUSED = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  if (!node || node === document.body) return null;
  const styled = (one) => { const s = getComputedStyle(one); return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none"; };
  let seen = false;
  for (let one = node, up = 0; one && up < 4; one = one.parentElement, up++) seen ||= styled(one);
  const words = (node.getAttribute("aria-label") || node.textContent).trim().slice(0, 50);
  return [node.dataset.stop ?? null, seen, `${node.tagName.toLowerCase()}.${node.className} ${words}`];
}"""
DRAWN_ON_CANVAS = ("canvas.", "td.")  # the table marks the cell it stands on itself, inside its picture


@every(*visits())
def test_everything_is_reached_by_the_tab_key_and_shows_that_it_is(opened: Opened, place: Visit) -> None:
    """Rule 6. From the top of the page until the focus comes round, without a trap."""
    page = opened(place)
    page.evaluate("document.activeElement?.blur(); getSelection()?.removeAllRanges(); scrollTo(0, 0)")
    page.locator("body").press("Control+Home")
    stops = page.evaluate(TAB_STOPS)
    reached: set[str] = set()
    unseen, last, same = [], None, 0
    for _ in range(len(stops) * 2 + 40):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            if len(reached) >= len(stops):
                break
            continue
        stop, seen, name = focused
        same = same + 1 if focused == last else 0
        assert same < 12, f"the focus stays on {name}"
        last = focused
        if stop is not None:
            if stop in reached and len(reached) >= len(stops):
                break
            reached.add(stop)
        if not seen and not name.startswith(DRAWN_ON_CANVAS):
            unseen.append(name)
    assert [name for number, name in enumerate(stops) if str(number) not in reached] == []
    assert list(dict.fromkeys(unseen)) == []


@every()
def test_a_legend_of_the_signs_stands_on_every_page(opened: Opened, place: Visit) -> None:
    """Rule 12."""
    legend = opened(place).locator(".legend")
    expect(legend).to_have_count(1)
    for word in ("Breach", "Attention", "Met"):
        expect(legend).to_contain_text(word)


@every(*visits())
def test_the_past_is_said_in_a_banner_and_now_is_one_click_away(home: str, reader, place: Visit) -> None:
    """Rule 12."""
    past = Visit(place.name, place.path, f"{place.query}&day=2021-12-27".lstrip("&"))
    someone = reader(locale="en-GB")
    page = someone.open(past.address(home, "en"))
    banner = page.get_by_role("status").filter(has_text="27 Dec 2021")
    expect(banner).to_be_visible()
    page.get_by_text("Back to now", exact=True).click()
    expect(banner).to_have_count(0)
    assert "day=" not in page.url
    someone.assert_untroubled(home)


def test_the_previous_and_the_next_day_are_one_click_away(home: str, reader) -> None:
    """Rule 12."""
    someone = reader(locale="en-GB")
    page = someone.open(f"{home}/?day=2021-12-27&lang=en")
    page.get_by_role("button", name="Day before").click()
    page.wait_for_url("**day=2021-12-26**")
    someone.settled()
    page.get_by_role("button", name="Day after").click()
    page.wait_for_url("**day=2021-12-27**")
    someone.assert_untroubled(home)


@every()
def test_a_failure_is_never_a_traceback(opened: Opened, place: Visit) -> None:
    """Rule 10. Neither in what is shown nor in what is hidden."""
    assert not re.search(r"Traceback|File \"/|\.py\", line|sqlalchemy\.|psycopg|pymysql", opened(place).content())
