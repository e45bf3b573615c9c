"""Names are data: whatever somebody writes into the database is shown as it is written, on every page, and does nothing at all."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit
from zipfile import ZipFile

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from dashboard.export.plain_text import like_a_formula
from dashboard.texts import plain
from tests.browser import hostile
from tests.browser.test_board import cell
from tests.browser.test_journeys import PAGES
from tests.databases import Databases, written
from tests.serving import serving
from tests.world import NOW

ON_THE_BOARD = ("/", "/compliance", "/supplies", "/unit")
TAKEN_AWAY = (*ON_THE_BOARD, "/people")
OURS = re.compile(r"(\./[a-z]*)?(\?[^?#]*)?|tel:[0-9+*#,;]+")  # a page of our own with its choice, or a telephone number


@pytest.fixture(scope="module")
def board(databases: Databases) -> Iterator[str]:
    with serving(written(databases.initialised("sqlite"), hostile.rows()).reader_url, clock=NOW) as url:
        yield url


def is_harmless(page: Page) -> None:
    """Nothing of the names became a part of the page, and the page is no wider than the screen."""
    assert page.evaluate("window.hit") is None
    assert (
        page.locator("[data-testid=stApp] :is(img, iframe, script, svg image)").evaluate_all("all => all.map(one => one.outerHTML)") == []
    )
    links = page.locator("[data-testid=stMain] a:not(.download a)").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert [link for link in links if not OURS.fullmatch(link)] == []
    expect(page.locator(".failure")).to_have_count(0)


def query_of(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def width(page: Page) -> int:
    return page.evaluate("document.scrollingElement.scrollWidth")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_shows_hostile_names_as_they_are_written_and_nothing_happens(board: str, reader, path: str, language: str) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}{path}?lang={language}")
    expect(page.locator(PAGES[path]["drawn"]).first).to_be_visible()
    is_harmless(page)
    assert width(page) <= 1440
    if path in ON_THE_BOARD:
        told = page.locator(".board").first.evaluate("board => board.textContent")
        missing = [text for text in hostile.TEXTS if plain(text) not in told]
        assert missing == []
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert width(page) <= 390
    is_harmless(page)
    someone.assert_untroubled(board)


@pytest.mark.parametrize(("path", "drawn"), [("/", ".st-key-figure-reporting-completeness"), ("/unit", ".facts")])
def test_a_unit_of_a_hostile_code_can_be_chosen_by_its_link(board: str, reader, path: str, drawn: str) -> None:
    for unit in hostile.UNITS:
        someone = reader(clock=NOW)
        page = someone.open(f"{board}{path}?unit={quote(unit, safe='')}&lang=zh")
        expect(page.locator(drawn).first).to_be_visible()
        is_harmless(page)
        someone.assert_untroubled(board)
        someone.close()


def test_a_cell_of_a_hostile_unit_and_measure_opens_its_page(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/compliance?lang=zh")
    cell(page, plain(hostile.TEXTS[0]), plain(hostile.TEXTS[1])).click()
    page.wait_for_url(lambda url: query_of(url).get("unit") == [hostile.UNITS[0]] and query_of(url)["measure"] == [hostile.TEXTS[1][:50]])
    someone.settled()
    is_harmless(page)
    someone.assert_untroubled(board)


@pytest.mark.parametrize("path", PAGES)
def test_what_is_taken_away_runs_nothing(board: str, reader, path: str, tmp_path: Path) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}{path}?lang=zh")
    book = openpyxl.load_workbook(taken(page, "Excel", tmp_path))
    values = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell.value for cell in values if cell.data_type == "f" or cell.hyperlink]
    texts = {cell.value for cell in values if isinstance(cell.value, str)}
    if path in TAKEN_AWAY:
        assert {plain(text) for text in hostile.TEXTS} <= texts
    with ZipFile(taken(page, "CSV", tmp_path)) as archive:
        for name in archive.namelist():
            fields = [field for line in csv.reader(StringIO(archive.read(name).decode("utf-8-sig"), newline="")) for field in line]
            assert not [field for field in fields if like_a_formula(field) and not _is_number(field)], name
    someone.assert_untroubled(board)


def taken(page: Page, kind: str, folder: Path) -> Any:
    with page.expect_download() as download:
        page.locator(".download").get_by_role("link", name=kind).click()
    assert download.value.failure() is None
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def _is_number(field: str) -> bool:
    try:
        float(field)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_names_among_the_choices_are_shown_as_they_are_written(board: str, reader, language: str) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/compliance?lang={language}")
    pills = page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").first.evaluate("group => group.textContent").replace("\u2060", "")
    assert [text for text in hostile.TEXTS[:6] if plain(text) not in pills] == []
    page.get_by_test_id("stSidebar").get_by_role("combobox").first.click()
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    assert plain(hostile.TEXTS[0]) in {" ".join(text.split()) for text in options.all_inner_texts()}
    is_harmless(page)
    someone.assert_untroubled(board)


def test_a_measure_of_a_hostile_name_can_be_chosen(board: str, reader) -> None:
    for measure_id in (text[:50] for text in hostile.TEXTS[:6]):
        someone = reader(clock=NOW)
        page = someone.open(f"{board}/compliance?measure={quote(measure_id, safe='')}&lang=en")
        expect(page.locator(".board table").first).to_be_visible()
        is_harmless(page)
        assert width(page) <= 1440
        someone.assert_untroubled(board)
        someone.close()
