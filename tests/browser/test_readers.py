"""The executive's ten seconds, at a desk and on a phone, and yesterday morning against now; on the demonstration's 28 December, 17:42."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from dashboard import clock
from dashboard.data import Door
from dashboard.settings import Settings
from dashboard.situation import Situation, situation
from dashboard.texts import Words
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.databases import Database
from tests.serving import serving
from tests.world import DAY, at

NOW = at(17, 42)
YESTERDAY_MORNING = at(8, 0, DAY - timedelta(days=1))
WORDS = Words("zh", "Asia/Shanghai")


@pytest.fixture(scope="module")
def board(demonstration: Database) -> Iterator[str]:
    with serving(demonstration.reader_url, clock=NOW) as url:
        yield url


def told(database: Database, known_at: datetime) -> Situation:
    clock.stand_at(NOW)
    day = known_at.astimezone(WORDS_ZONE).date()
    with Door(database.reader(), Settings(database_url=database.reader_url)) as door:
        return situation(door, Scope(WHOLE_ORGANISATION), Moment(day, known_at, "Asia/Shanghai"))


WORDS_ZONE = Moment(DAY, NOW, "Asia/Shanghai").zone


def first_line(page: Page):  # type: ignore[no-untyped-def]
    return page.locator(".attention.first li").first


def test_an_executive_sees_in_one_glance_how_it_stands_who_is_worst_and_whom_to_call(board: str, demonstration: Database, reader) -> None:
    now = told(demonstration, NOW)
    page = reader(clock=NOW).open(f"{board}/?lang=zh")
    sentence = page.locator(".sentence")
    completeness, short = now.figure("reporting.completeness"), now.figure("supply.units_short")
    expect(sentence).to_contain_text(f"{completeness.denominator} 家应报单位中 {completeness.numerator} 家已报日报")
    expect(sentence.locator(".alarm").first).to_have_text(f"{short.numerator} 家物资低于安全天数")
    assert sentence.inner_text().count("。") == 1, "one sentence"

    expect(page.locator("#attention")).to_contain_text(str(len(now.attention)))
    line = first_line(page)
    expect(line.get_by_role("img", name="告警")).to_be_visible()
    expect(line.locator("a").first).to_have_attribute("href", f"./unit?unit={now.attention[0].cell.org_unit_id}&lang=zh")
    assert line.locator("a[href^='tel:']").count() == 1, "whom to call"
    assert page.evaluate("document.querySelector('.stMain').scrollHeight <= innerHeight"), "nothing of it lies below the edge"

    line.locator("a").first.click()
    page.wait_for_url("**/unit?**")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_every_headline_says_of_how_many_its_target_or_change_and_its_fourteen_days(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/?lang=en")
    tiles = page.locator(".tile")
    expect(tiles).to_have_count(6)
    for place in range(6):
        expect(tiles.nth(place).get_by_role("img", name="The last 14 days")).to_be_visible()
        expect(tiles.nth(place)).to_contain_text("as of")
    assert "on yesterday" in tiles.first.inner_text()
    tiles.first.locator("summary").click()
    expect(tiles.first.locator(".days tr")).to_have_count(14)


def test_on_a_phone_the_sentence_and_whom_to_call_come_before_the_board(board: str, reader) -> None:
    page = reader(clock=NOW, width=390, height=844).open(f"{board}/?lang=zh")
    top = {
        name: page.locator(selector).first.bounding_box()["y"]  # type: ignore[index]
        for name, selector in (("sentence", ".sentence"), ("figures", ".tile"), ("list", ".attention.first"), ("board", ".board table"))
    }
    assert sorted(top, key=lambda name: top[name]) == ["sentence", "figures", "list", "board"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert first_line(page).locator("a[href^='tel:']").is_visible()


def test_yesterday_at_eight_stands_against_now(board: str, demonstration: Database, reader) -> None:
    """What was known yesterday morning, said in a banner, and one click to the present."""
    then, now = told(demonstration, YESTERDAY_MORNING), told(demonstration, NOW)
    page = reader(clock=NOW).open(f"{board}/?day={DAY - timedelta(days=1)}&asof=2021-12-27T08:00:00%2B08:00&lang=zh")
    figure = page.locator(".st-key-figure-reporting-completeness .great b")
    before, after = (
        f"{one.figure('reporting.completeness').numerator:g}/{one.figure('reporting.completeness').denominator:g}" for one in (then, now)
    )
    assert before != after
    expect(figure).to_have_text(before)
    expect(page.get_by_role("main").get_by_text("2021年12月27日 08:00").first).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="回到现在").click()
    expect(figure).to_have_text(after)
    assert "asof" not in page.url
    assert "day=" not in page.url
    page.go_back()
    expect(figure).to_have_text(before)
