"""A reader takes away what is on screen: the file's numbers are those that stand there, and those of the briefing."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import openpyxl
import pytest
from playwright.sync_api import expect

from tests import world
from tests.browser.test_hostile_names import taken
from tests.browser.test_journeys import PAGES, figure
from tests.databases import Database, Databases, written
from tests.serving import COMMAND, answer, serving
from tests.world import NOW

AS_OF = "2021-12-28T20:00:00+08:00"


@pytest.fixture(scope="module")
def database(databases: Databases) -> Database:
    return written(databases.initialised("sqlite"), world.ROWS)


@pytest.fixture(scope="module")
def board(database: Database) -> Iterator[str]:
    with serving(database.reader_url, clock=NOW) as url:
        yield url


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_holds_the_numbers_on_screen_and_of_the_briefing(
    board: str, database: Database, reader, language: str, tmp_path: Path
) -> None:
    told = subprocess.run(
        [*COMMAND, "brief", "--format", "json", "--database", database.reader_url, "--as-of", AS_OF], capture_output=True, check=True
    )
    brief = {one["id"]: one for one in json.loads(told.stdout)["figures"]}
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?lang={language}&asof={AS_OF.replace('+', '%2B')}")
    path = taken(page, "Excel", tmp_path)
    assert path.name == {"zh": "一盘棋-总览", "en": "Situation_board-Overview"}[language] + "-2021-12-28-20211228T200000.xlsx"
    book = openpyxl.load_workbook(path)
    lines = [line for line in book.worksheets[0].iter_rows(values_only=True) if line[0] in brief]
    assert len(lines) == 6, "the six figures of the page"
    for figure_id, name, value, _, numerator, denominator, *_ in lines:
        assert (value, numerator, denominator) == tuple(brief[figure_id][key] for key in ("value", "numerator", "denominator"))
        on_screen = figure(page, figure_id)
        assert name in on_screen
        counts = rf"{numerator:,}/{denominator:,}" if denominator else f"{numerator:,}"
        assert re.search(rf"(?<!\d){counts}(?!\d)", on_screen), f"{counts} does not stand in {on_screen!r}"
    shown = page.locator(".board tbody td button")
    assert book.worksheets[1].max_row - 1 == shown.count(), "a row for every cell of the board"
    someone.assert_untroubled(board)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_offers_both_files_by_mouse_and_keyboard(board: str, reader, path: str, tmp_path: Path) -> None:
    someone = reader(clock=NOW, width=390, height=844)
    page = someone.open(f"{board}{path}?lang=zh")
    line = page.locator(".download")
    expect(line).to_contain_text("下载本页")
    assert taken(page, "Excel", tmp_path).suffix == ".xlsx"
    with page.expect_download() as download:
        line.get_by_role("link", name="CSV").focus()
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".zip")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    someone.assert_untroubled(board)


def test_all_of_one_unit_is_taken_away(board: str, reader, tmp_path: Path) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/unit?unit=N2&lang=en")
    book = openpyxl.load_workbook(taken(page, "Excel", tmp_path))
    assert book["Every measure"].max_row - 1 == page.locator(".own-measures tbody tr").count() > 5
    assert book["Needs attention"].max_row - 1 == page.locator(".attention.at-unit").first.locator("li").count() > 0
    assert book["Days of stock"].max_row - 1 == page.locator(".unit-stock li").count() > 0
    assert book["Checkpoints"].max_row - 1 > 0
    someone.assert_untroubled(board)


def test_a_file_follows_the_choice_and_the_page_that_is_open(board: str, reader, tmp_path: Path) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?unit=N2&lang=zh")
    address = page.locator(".download a").first.get_attribute("href")
    page.get_by_role("link", name="落实情况").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("落实情况")
    someone.settled()
    path = taken(page, "Excel", tmp_path)
    assert "落实情况" in path.name
    book = openpyxl.load_workbook(path)
    told = {line[0]: line[1] for line in book.worksheets[0].iter_rows(max_row=12, values_only=True)}
    assert told["单位"] == "单位N2 (N2)"
    assert {row[2] for row in book["一盘棋"].iter_rows(min_row=2, values_only=True)} == {"N2"}
    assert page.locator(".download a").first.get_attribute("href") == address, "one address for a reader, whatever is open"


def test_a_file_is_for_the_reader_alone_and_a_wrong_address_is_told_in_a_sentence(board: str, reader) -> None:
    addresses = [reader(clock=NOW).open(f"{board}/?lang=zh").locator(".download a").first.get_attribute("href") for _ in range(2)]
    assert addresses[0] != addresses[1]
    for wrong in ("download/none/excel", addresses[0].replace("/excel", "/pdf")):
        status, body = answer(urljoin(f"{board}/", wrong))
        assert (status, "请回到页面重新点击下载" in body.decode()) == (404, True)


def test_fifty_downloads_leave_nothing_in_the_memory_of_media(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?lang=zh")
    address = urljoin(f"{board}/", page.locator(".download a").first.get_attribute("href"))
    before = metric(board)
    started = time.monotonic()
    sizes = {answer(address)[1][:2] for _ in range(50)}
    assert sizes == {b"PK"}
    assert time.monotonic() - started < 60
    assert metric(board) == before
    someone.assert_untroubled(board)


def metric(board: str) -> bytes:
    """What Streamlit tells of its memory of media."""
    status, body = answer(f"{board}/_stcore/metrics")
    assert status == 200
    return b"\n".join(line for line in body.splitlines() if b"media_file" in line)
