"""The board in Chromium: click and keyboard, groups, empty cells, what refreshes under the reader's hand, a desk and a phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from data_access.contract import daily_report, measure_record
from tests import world
from tests.databases import Database, Databases, written
from tests.serving import serving
from tests.world import DAY, NOW


@pytest.fixture(scope="module")
def database(databases: Databases) -> Database:
    return written(databases.initialised("sqlite"), world.ROWS)


@pytest.fixture(scope="module")
def board(database: Database) -> Iterator[str]:
    with serving(database.reader_url, clock=NOW) as url:
        yield url


def cell(page, unit: str, column: str):  # type: ignore[no-untyped-def] (a page's locator)
    return page.get_by_role("grid").get_by_role("button", name=f"{unit} · {column}:")


def test_units_stand_under_their_division_and_a_cell_not_owed_is_empty(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?lang=en")
    expect(page.get_by_role("grid").get_by_role("rowheader", name="单位N", exact=True)).to_be_visible()
    expect(cell(page, "Unit N2", "Disinfection")).to_contain_text("50")
    expect(cell(page, "Unit N2", "Disinfection")).to_have_attribute(
        "aria-label", "Unit N2 · Disinfection: 50, Breach, 4/8 · 1 unknown · Disinfection: 4 of 8 done"
    )
    assert cell(page, "Unit N1", "Isolation care").count() == 0, "N owes none"
    someone.assert_untroubled(board)


@pytest.mark.parametrize(
    ("column", "path"), [("消毒消杀", "/compliance"), ("核酸", "/testing"), ("防护物资", "/supplies"), ("卡点", "/map")]
)
def test_a_cell_opens_its_unit_and_measure(board: str, reader, column: str, path: str) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?lang=zh")
    cell(page, "单位N2", column).click()
    page.wait_for_url(f"**{path}?**")
    parameters = parse_qs(urlsplit(page.url).query)
    assert parameters["unit"] == ["N2"]
    assert parameters.get("measure") == (["disinfection"] if path == "/compliance" else None)
    someone.settled()
    page.go_back()  # opened in one step of the history
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")
    expect(cell(page, "单位S1", "核酸")).to_be_visible()


def test_a_cell_of_an_item_or_a_slot_narrows_its_own_page_to_the_unit(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/supplies?lang=zh")
    cell(page, "单位S1", "口罩").click()
    page.wait_for_url("**/supplies?unit=S1&**")
    page = reader(clock=NOW).open(f"{board}/compliance?measure=disinfection&lang=zh")
    cell(page, "单位N2", "第 1 次 · 12:00").click()
    page.wait_for_url("**/compliance?unit=N2&measure=disinfection&**")


def test_the_board_is_one_tab_stop_and_arrows_walk_it_past_headings_and_empty_cells(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/?lang=en")
    first = page.get_by_role("grid").get_by_role("button").first
    first.focus()
    assert page.get_by_role("grid").locator("button[tabindex='0']").count() == 1
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "End", "Home", "ArrowRight"):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.shadowRoot?.activeElement?.tagName ?? document.activeElement.tagName") == "BUTTON"
    page.keyboard.press("Enter")
    page.wait_for_url("**/compliance?**")


def test_a_row_committed_by_anyone_is_on_the_open_page_and_the_reader_keeps_their_place(board: str, reader, database: Database) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?lang=zh")
    page.evaluate("window.same = 'page'")
    held = cell(page, "单位N2", "巡查")
    held.focus()
    engine = database.writer()
    at = datetime(2021, 12, 28, 12, 0, 5, tzinfo=UTC)
    with engine.begin() as connection:
        connection.execute(
            sa.insert(daily_report).values(org_unit_id="N3", report_date=DAY, revision=1, recorded_at=at, fever=0, suspected=0, confirmed=0)
        )
        connection.execute(
            sa.insert(measure_record).values(
                org_unit_id="N1", measure_id="disinfection", record_date=DAY, slot=2, revision=1, done=4, recorded_at=at
            )
        )
    engine.dispose()
    expect(page.locator(".st-key-figure-reporting-completeness")).to_contain_text("6/7", timeout=25_000)
    expect(cell(page, "单位N1", "消毒消杀")).to_have_text("100")
    expect(held).to_be_focused()
    assert page.evaluate("window.same") == "page", "no reload"
    someone.assert_untroubled(board)


def test_the_overview_fits_a_desk_and_the_board_scrolls_inside(reader, demonstration: Database) -> None:
    with serving(demonstration.reader_url, clock=datetime(2021, 12, 28, 9, 42, tzinfo=UTC)) as url:
        for language in ("zh", "en"):
            page = reader().open(f"{url}/?lang={language}")
            grid = page.locator(".board .scroll")
            expect(grid).to_be_visible()
            sizes = page.evaluate("const m = document.querySelector('[data-testid=stMain]'); [m.scrollHeight, m.clientHeight]")
            assert sizes[0] <= sizes[1], language
            across, room = grid.evaluate("e => [e.scrollWidth, e.clientWidth]")
            assert across <= room, language


def test_on_a_phone_a_chip_opens_its_unit_and_measure(board: str, reader) -> None:
    page = reader(clock=NOW, width=390, height=844).open(f"{board}/?lang=zh")
    expect(page.locator(".board").get_by_text("均正常").first).to_be_visible()
    chip = cell(page, "单位S2", "核酸")
    expect(chip).to_be_visible()
    expect(cell(page, "单位N1", "日报")).to_be_hidden()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    chip.click()
    page.wait_for_url("**/testing?**")
