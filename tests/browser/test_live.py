"""What others write, and what the clock alone turns, stands on a page that is open within the interval; and where nothing changed, nothing is sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from data_access.contract import daily_report, org_unit
from tests import world
from tests.databases import Database, Databases, written
from tests.serving import serving
from tests.world import DAY, NOW, at

INTERVAL = 2  # seconds
WITHIN = (INTERVAL + 8) * 1000  # ms: the interval, and what a busy machine takes to count and draw
COMPLETENESS = ".st-key-figure-reporting-completeness .great"
FADED = """() => { window.least = 1; setInterval(() => document.querySelectorAll('.tile, .st-key-board-board').forEach(
    one => { for (let node = one; node; node = node.parentElement) window.least = Math.min(window.least, getComputedStyle(node).opacity) }), 30) }"""
LATE = {"revision": 1, "recorded_at": at(9), "report_date": DAY, "org_unit_id": "N3"}


@pytest.fixture
def own(databases: Databases) -> Database:
    return written(databases.initialised("sqlite"), world.ROWS)


def tell(database: Database, *statements: Any) -> None:
    writer = database.writer()
    with writer.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement) if isinstance(statement, str) else statement)
    writer.dispose()


def opened(reader: Any, url: str) -> Page:
    page = reader(clock=NOW).open(f"{url}/?lang=zh")
    expect(page.locator(".board table")).to_be_visible(timeout=30_000)  # where it does not, tells what does
    return page


def test_a_late_commit_with_an_older_recorded_at_is_on_the_open_screen_within_the_interval(own: Database, reader) -> None:
    with serving(own.reader_url, clock=NOW, refresh_seconds=INTERVAL) as url:
        page = opened(reader, url)
        expect(page.locator(COMPLETENESS)).to_contain_text("5/7")
        tell(own, sa.insert(daily_report).values(LATE))
        expect(page.locator(COMPLETENESS)).to_contain_text("6/7", timeout=WITHIN)


def test_an_update_of_a_table_without_history_is_on_the_open_screen_within_the_interval(own: Database, reader) -> None:
    with serving(own.reader_url, clock=NOW, refresh_seconds=INTERVAL) as url:
        page = opened(reader, url)
        expect(page.get_by_text("新名单位")).to_have_count(0)
        tell(own, sa.update(org_unit).where(org_unit.c.org_unit_id == "N1").values(name_zh="新名单位", short_name_zh=None))
        expect(page.locator(".board").get_by_text("新名单位").first).to_be_visible(timeout=WITHIN)


def test_a_row_withdrawn_from_a_view_is_gone_from_the_open_screen_within_the_interval(own: Database, reader) -> None:
    tell(
        own,
        "ALTER TABLE daily_report RENAME TO kept",
        "CREATE TABLE withdrawn (unit TEXT)",
        "CREATE VIEW daily_report AS SELECT * FROM kept WHERE org_unit_id NOT IN (SELECT unit FROM withdrawn)",
    )
    with serving(own.reader_url, clock=NOW, refresh_seconds=INTERVAL) as url:
        page = opened(reader, url)
        expect(page.locator(COMPLETENESS)).to_contain_text("5/7")
        tell(own, "INSERT INTO withdrawn VALUES ('N1')")
        expect(page.locator(COMPLETENESS)).to_contain_text("4/7", timeout=WITHIN)


def test_a_due_time_that_passes_turns_the_cell_on_the_open_screen_though_no_row_is_written(own: Database, reader) -> None:
    tell(own, sa.delete(daily_report).where(daily_report.c.org_unit_id == "S1", daily_report.c.report_date == DAY))
    due = at(18, 30)
    with serving(own.reader_url, clock=due - timedelta(seconds=70), refresh_seconds=INTERVAL) as url:
        page = opened(reader, url)
        row = page.locator(".board tr").filter(has=page.get_by_role("rowheader", name="单位S1"))
        cell = row.get_by_role("gridcell").first
        expect(cell).to_contain_text("未到")
        expect(cell).to_contain_text("未报", timeout=70_000 + WITHIN)


def test_while_nothing_changes_nothing_is_sent_and_a_change_moves_only_what_changed(own: Database, reader) -> None:
    with serving(own.reader_url, clock=NOW, refresh_seconds=1) as url:
        someone, frames, answers = reader(clock=NOW), [], []
        someone.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(len(frame))))
        someone.page.on("response", lambda answer: answers.append(answer) if "/standing?" in answer.url else None)
        page = someone.open(f"{url}/?lang=zh")
        page.locator(".board table").wait_for()
        while frames:  # what the page asks for after it was drawn
            frames.clear()
            page.wait_for_timeout(3000)
        answers.clear()
        table = page.locator(".board table").element_handle()
        page.wait_for_timeout(5000)
        assert len(answers) >= 2, "the browser asks"
        assert {(answer.status, len(answer.body())) for answer in answers} == {(200, 32)}, "and is told a word"
        assert frames == [], "nothing else is sent"
        page.evaluate(FADED)
        tell(own, sa.insert(daily_report).values(LATE))
        expect(page.locator(COMPLETENESS)).to_contain_text("6/7", timeout=WITHIN)
        assert table.evaluate("table => table.isConnected"), "the table stays"
        assert page.evaluate("window.least") == 1, "and nothing faded meanwhile"


def test_where_somebody_else_answers_the_page_is_drawn_anew_by_its_own_line(own: Database, reader) -> None:
    """As a proxy does whose login ran out."""
    with serving(own.reader_url, clock=NOW, refresh_seconds=INTERVAL) as url:
        page = opened(reader, url)
        page.route("**/standing?*", lambda route: route.fulfill(status=401, content_type="text/html", body="log in"))
        tell(own, sa.insert(daily_report).values(LATE))
        expect(page.locator(COMPLETENESS)).to_contain_text("6/7", timeout=WITHIN)


BEHIND = """() => { window.behind = true; Object.defineProperty(document, "hidden", { get: () => window.behind }) }"""
SEEN_AGAIN = """() => { window.behind = false; document.dispatchEvent(new Event("visibilitychange")) }"""


def test_a_page_in_the_background_asks_nothing(own: Database, reader) -> None:
    with serving(own.reader_url, clock=NOW, refresh_seconds=1) as url:
        page, asked = opened(reader, url), []
        page.evaluate(BEHIND)
        page.wait_for_timeout(1000)
        page.on("request", lambda request: asked.append(request.url) if "/standing?" in request.url else None)
        page.wait_for_timeout(2000)
        assert asked == []


def test_a_page_that_is_seen_again_asks_at_once(own: Database, reader) -> None:
    with serving(own.reader_url, clock=NOW, refresh_seconds=3600) as url:  # by itself it would ask in a quarter of an hour
        page = opened(reader, url)
        page.evaluate(BEHIND)
        with page.expect_request("**/standing?*"):
            page.evaluate(SEEN_AGAIN)
