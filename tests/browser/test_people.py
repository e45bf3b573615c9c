"""People and work in its three sections, and data quality: what they show of the known world, of a database that lacks it, and of one that is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import world
from tests.databases import Database, Databases, written
from tests.foreign import tell
from tests.serving import serving
from tests.world import NOW, org_unit

SECTIONS = {
    "isolation": ("人员去向 · 已报 26/76 人", "Where everyone is · 26/76 persons told"),
    "work": ("今日有空岗的值班室", "Duty desks that stood empty today"),
    "orders": ("督导检查（近三十天）· 未销号 4/5", "Inspections, last 30 days · 4/5 open"),
}
PLACES = [*(f"/people?section={section}" for section in SECTIONS), "/quality?"]


@pytest.fixture(scope="module")
def units_alone(databases: Databases) -> Iterator[str]:
    database: Database = written(databases.initialised("sqlite"), {org_unit: world.ROWS[org_unit]})
    tables = [name for name in world.org_unit.metadata.tables if name != "org_unit"]
    tell(database, "PRAGMA foreign_keys = OFF", *(f"DROP TABLE {name}" for name in tables))
    with serving(database.reader_url, clock=NOW) as url:
        yield url


@pytest.fixture(scope="module")
def silent(databases: Databases) -> Iterator[str]:
    """Every relation is there, and nothing in them but units."""
    with serving(written(databases.initialised("sqlite"), {org_unit: world.ROWS[org_unit]}).reader_url, clock=NOW) as url:
        yield url


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_section_opens_by_its_link_in_both_languages(board: str, reader, section: str, language: str) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/people?section={section}&lang={language}&asof=2021-12-28T20:00:00%2B08:00")  # a minute on, more is known
    expect(page.get_by_role("heading", name=SECTIONS[section][language == "en"])).to_be_visible()
    expect(page.locator(".failure")).to_have_count(0)
    someone.assert_untroubled(board)


def test_the_section_is_chosen_on_the_page_stands_in_the_link_and_stays_when_pages_change(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/people?lang=zh")
    page.get_by_text("指令与督导").click()
    expect(page.get_by_role("heading", name="指令从下发到办结（近三十天）")).to_be_visible()
    assert "section=orders" in page.url
    page.get_by_role("link", name="总览").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")
    page.get_by_role("link", name="人员与生产").click()
    expect(page.get_by_role("heading", name="指令从下发到办结（近三十天）")).to_be_visible()


def test_who_has_not_conveyed_a_directive_is_named_with_how_long_it_is_overdue(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/people?section=orders&lang=en")
    expect(page.locator(".directives li").first).to_contain_text(
        "2 units have not conveyed it, overdue 8 h: Unit N3, Unit N4 (not received)"
    )
    expect(page.locator(".steps")).to_contain_text("3/6")


def test_a_notice_unfolds_its_text_and_says_to_whom_it_is_addressed(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/people?section=orders&lang=zh")
    notice = page.locator(".notices li", has_text="通知W1")
    expect(notice.get_by_text("各单位遵照执行。")).to_be_hidden()
    notice.locator("summary").click()
    expect(notice.get_by_text("各单位遵照执行。")).to_be_visible()
    expect(notice).to_contain_text("全体单位")


def test_a_contradictory_row_leads_to_its_unit(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/quality?lang=en")
    page.locator(".links a", has_text="Unit N4").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compliance")
    assert "unit=N4" in page.url


@pytest.mark.parametrize("place", PLACES)
def test_what_is_not_supplied_is_said_and_never_told_as_nothing(units_alone: str, reader, place: str) -> None:
    someone = reader(clock=NOW)
    text = someone.open(f"{units_alone}{place}&lang=en").get_by_test_id("stMain").inner_text()
    assert "does not supply" in text
    assert not re.search(r"· 0\b|No finding|Nothing is on the way|No row contradicts|No import", text.replace("Overdue units · 0", ""))
    someone.assert_untroubled(units_alone)


@pytest.mark.parametrize("place", PLACES)
def test_where_nothing_was_told_each_part_says_so(silent: str, reader, place: str) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{silent}{place}&lang=zh")
    expect(page.locator(".failure")).to_have_count(0)
    expect(page.locator(".calm").first).to_be_visible()
    someone.assert_untroubled(silent)


@pytest.mark.parametrize("place", PLACES)
def test_a_phone_reads_it_without_sideways_scroll_and_no_word_is_cut(board: str, reader, place: str) -> None:
    for language in ("zh", "en"):
        page: Page = reader(clock=NOW, width=390, height=844).open(f"{board}{place}&lang={language}")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
        wide = page.evaluate(
            "[...document.querySelectorAll('.directives *, .parts *, .lines *, .counts *, .steps *')]"
            ".filter(one => one.getBoundingClientRect().right > 390).length"
        )
        assert wide == 0


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_shut_out(board: str, reader, place: str, theme: str) -> None:
    someone = reader(clock=NOW)
    someone.page.emulate_media(color_scheme=theme)
    page = someone.open(f"{board}{place}&lang=zh")
    beside_the_tiles = {"include": [[".stMain"]], "exclude": [[".tile"]]}
    found = Axe().run(page, context=beside_the_tiles).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found] == []
