"""The board under a reader's hands: 60 units and 17 measures, by mouse, keyboard and on a phone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.chromium import Reader
from tests.serving import SECONDS_TO_START, answer, free_port

SCRIPT = Path(__file__).with_name("board_alone.py")
FIRST = "第1金矿选冶厂"


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(SCRIPT), "--server.port", str(port), "--server.address", "127.0.0.1"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    process = subprocess.Popen(command, cwd=SCRIPT.parents[2], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + SECONDS_TO_START
        while answer(f"http://127.0.0.1:{port}/_stcore/health")[0] != 200:
            assert process.poll() is None, "the board did not start"
            assert time.monotonic() < until, "the board did not start in time"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def show(reader: Callable[..., Reader], home: str) -> Iterator[Callable[..., Page]]:
    """Opens the board; afterwards there was no trouble and no request that left the machine."""
    readers = []

    def open_board(query: str = "", **size: int) -> Page:
        readers.append(reader(**size))
        page = readers[-1].page
        page.goto(f"{home}/?{query}")
        expect(page.locator("button[data-s]")).not_to_have_count(0, timeout=30_000)
        return page

    yield open_board
    for one in readers:
        one.assert_untroubled(home)


def cell(page: Page, unit: str, measure: str) -> Locator:
    return page.locator(f'button[aria-label^="{unit} · {measure}:"]')


def names(page: Page) -> list[str]:
    """Group headings and units, from top to bottom."""
    return page.locator("tbody th > span:first-child").all_inner_texts()


def opened(page: Page, unit: str | None, measure: str | None) -> None:
    expect(page.get_by_text(re.compile(re.escape(f"opened {(unit, measure)}")))).to_be_visible()


def test_a_click_opens_the_unit_and_the_measure(show: Callable[..., Page]) -> None:
    page = show()
    cell(page, "第5金矿选冶厂", "核酸").click()
    opened(page, "U4", "m10")


def test_a_name_that_is_markup_stays_a_name(show: Callable[..., Page]) -> None:
    page = show()
    expect(page.locator("tbody th .name", has_text="<img src=x")).to_have_text('<img src=x onerror="document.title=1">gnp')
    assert page.locator("img").count() == 0
    assert page.title() != "1"


def test_arrows_walk_over_empty_cells_and_headings_and_enter_opens(show: Callable[..., Page]) -> None:
    page = show()
    assert page.locator('button[tabindex="0"]').count() == 1
    cell(page, FIRST, "隔离人员管理").focus()
    page.keyboard.press("ArrowRight")
    expect(cell(page, FIRST, "外来人员登记")).to_be_focused()  # that unit has no 返岗人员排查
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(cell(page, FIRST, "日报")).to_be_focused()
    cell(page, "第20金矿选冶厂", "健康监测").focus()
    page.keyboard.press("ArrowDown")
    expect(cell(page, "第21金矿选冶厂", "健康监测")).to_be_focused()  # over the heading of the second division
    assert page.locator('button[tabindex="0"]').count() == 1
    page.keyboard.press("Enter")
    opened(page, "U20", "m1")


def test_a_name_opens_its_unit_and_a_heading_its_division_by_mouse_and_by_keys(show: Callable[..., Page]) -> None:
    page = show("names")
    page.get_by_role("button", name="第5金矿选冶厂", exact=True).click()
    opened(page, "U4", None)
    page.get_by_role("button", name="冶炼公司", exact=True).click()
    opened(page, None, "S")
    assert page.locator('button[tabindex="0"]').count() == 1
    cell(page, "第20金矿选冶厂", "日报").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="第20金矿选冶厂", exact=True)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="冶炼公司", exact=True)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="第21金矿选冶厂", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    opened(page, "U20", None)
    cell(page, "第20金矿选冶厂", "健康监测").focus()
    page.keyboard.press("ArrowDown")
    expect(cell(page, "第21金矿选冶厂", "健康监测")).to_be_focused()  # from cell to cell over the heading
    page.keyboard.press("Home")
    expect(page.get_by_role("button", name="第21金矿选冶厂", exact=True)).to_be_focused()


def test_names_that_open_nothing_are_no_buttons(show: Callable[..., Page]) -> None:
    page = show()
    expect(page.locator("th button")).to_have_count(0)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_board_troubles_no_accessibility_checker(show: Callable[..., Page], language: str, colours: str) -> None:
    page = show(f"names&lang={language}")
    page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
    expect(page.locator("th button")).not_to_have_count(0)
    assert page.evaluate("!!document.querySelector('.board')") or page.locator(".board").count() == 1
    results = Axe().run(page, context=".stBidiComponent, [data-testid=stBidiComponentRegular], [data-testid=stBidiComponentIsolated]")
    assert [violation["id"] for violation in results.response["violations"]] == []


def test_nothing_is_coloured_where_nothing_asks_for_anybody(show: Callable[..., Page]) -> None:
    page = show("names&calm")
    page.mouse.move(0, 0)
    colours = page.locator(".board *").evaluate_all(
        """nodes => [...new Set(nodes.flatMap(node => {
            const style = getComputedStyle(node);
            return [style.color, style.backgroundColor, style.borderTopColor];
        }))]"""
    )
    canvas = """colour => {
        const one = document.createElement('canvas').getContext('2d');
        one.fillStyle = colour;
        one.fillRect(0, 0, 1, 1);
        return [...one.getImageData(0, 0, 1, 1).data];
    }"""
    for colour in colours:
        red, green, blue, alpha = page.evaluate(canvas, colour)
        assert alpha == 0 or (max(red, green, blue) - min(red, green, blue) < 40), colour


def test_an_empty_cell_holds_nothing_and_the_others_say_their_status(show: Callable[..., Page]) -> None:
    page = show()
    row = page.locator("tbody tr", has=page.get_by_text(FIRST, exact=True))
    expect(row.locator("td")).to_have_count(17)
    expect(row.locator("td").nth(5)).to_have_text("")
    expect(row.locator("td").nth(5).locator("button")).to_have_count(0)
    expect(cell(page, FIRST, "日报")).to_have_attribute("aria-label", f"{FIRST} · 日报: 17:40, 告警, 41/44")
    expect(cell(page, FIRST, "日报")).to_have_text("◆17:40")
    expect(cell(page, "第5金矿选冶厂", "外来人员登记")).to_have_text("≠矛盾")


def test_each_division_stands_under_its_heading(show: Callable[..., Page]) -> None:
    page = show()
    headings = page.locator("tr.group th[scope=rowgroup][colspan='18']")
    expect(headings).to_have_text(["矿业公司", "冶炼公司", "建设与服务"])
    found = names(page)
    assert [found.index(text) for text in ("矿业公司", "冶炼公司", "建设与服务")] == [0, 21, 42]
    assert len(found) == 63


def test_a_refresh_keeps_the_focus_and_its_place_and_moves_the_rows_when_it_is_gone(show: Callable[..., Page]) -> None:
    page = show("every=1")
    watched = cell(page, FIRST, "测温")
    watched.focus()
    before = names(page)
    node = watched.element_handle()
    seen = int(re.search(r"turn (\d+)", page.inner_text("body")).group(1))  # type: ignore[union-attr]
    for turn in (seen + 1, seen + 2):
        page.get_by_text(f"turn {turn},").wait_for()
        expect(watched).to_be_focused()
        assert node.evaluate("node => node.isConnected")
        assert names(page) == before
    page.evaluate("document.activeElement.shadowRoot?.activeElement.blur()")
    expect(page.locator("tbody th .name").first).to_have_text("第20金矿选冶厂")
    moved = names(page)
    assert [set(moved[i : i + 21]) for i in (0, 21, 42)] == [set(before[i : i + 21]) for i in (0, 21, 42)]
    assert [moved[i] for i in (0, 21, 42)] == [before[i] for i in (0, 21, 42)]


def test_focus_stays_on_the_board_when_the_cell_under_it_is_emptied(show: Callable[..., Page]) -> None:
    page = show("every=1.2")
    cell(page, "第3金矿选冶厂", "食堂管理").focus()
    expect(cell(page, "第3金矿选冶厂", "食堂管理")).to_have_count(0)
    expect(page.locator("button[data-s]:focus")).to_have_count(1)


def test_chinese_headings_stay_on_two_lines_where_there_is_too_little_room(show: Callable[..., Page]) -> None:
    page = show("width=580&calm=1", width=1000)
    assert page.locator("thead tr").evaluate("row => row.offsetHeight") < 44


@pytest.mark.parametrize("language", ["zh", "en"])
def test_seventeen_measures_fit_eight_hundred_pixels(show: Callable[..., Page], language: str) -> None:
    page = show(f"lang={language}&width=800", width=1000)
    assert page.locator("thead th").count() == 18
    scroll, room, board = page.locator(".scroll").evaluate("box => [box.scrollWidth, box.clientWidth, box.parentNode.clientWidth]")
    assert board == 800
    assert scroll <= room
    cut = page.locator("button[data-s]").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    )
    assert cut == []
    high = page.locator("thead tr").evaluate("row => row.offsetHeight")
    assert high < (44 if language == "zh" else 56)  # two lines; in English three


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_headings_of_fifteen_measures_do_not_run_into_each_other(show: Callable[..., Page], language: str) -> None:
    page = show(f"lang={language}&width=800&measures=15", width=1000)
    assert page.locator("thead th").count() == 16
    assert page.locator(".scroll").evaluate("box => box.scrollWidth <= box.clientWidth")
    lines = page.locator("thead th").evaluate_all(
        """heads => heads.map(head => {
            const words = document.createRange();
            words.selectNodeContents(head);
            return [...words.getClientRects()].map(({ left, right, top }) => ({ left, right, top }));
        })"""
    )
    gaps = [b["left"] - a["right"] for one, next_one in pairwise(lines) for a in one for b in next_one if abs(a["top"] - b["top"]) < 6]
    assert min(gaps) > 3, "a word space is narrower"


def test_a_phone_shows_a_list_of_what_needs_somebody(show: Callable[..., Page]) -> None:
    page = show(width=390, height=844)
    box = page.locator(".scroll")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    visible = page.locator("button[data-s]").evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.dataset.s)")
    assert set(visible) == {"0", "1", "2", "3"}
    unit = page.locator("tbody tr", has=page.get_by_text("第2金矿选冶厂", exact=True))
    expect(unit).to_contain_text("均正常")
    expect(page.locator("tbody tr", has=page.get_by_text(FIRST, exact=True)).locator(".calm:visible")).to_have_count(0)
    chip = cell(page, FIRST, "日报")
    expect(chip).to_be_visible()
    assert chip.evaluate("chip => getComputedStyle(chip, '::before').content").startswith('"日报"')
    chip.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("button[data-s]:focus")).to_have_attribute("aria-label", re.compile("^第5金矿选冶厂"))
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    opened(page, "U4", "m4")


def test_a_board_that_grows_narrow_keeps_a_tab_stop_that_can_be_seen(show: Callable[..., Page]) -> None:
    page = show()
    cell(page, "第2金矿选冶厂", "测温").focus()
    page.evaluate("document.activeElement.shadowRoot?.activeElement.blur()")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator('button[tabindex="0"]:visible')).to_have_count(1)
