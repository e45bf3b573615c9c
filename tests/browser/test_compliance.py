"""The coordinator's day in Chromium: who is silent, the reminder, the report that comes, the days before; on a desk and on a phone."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from data_access.contract import daily_report, measure_record
from tests import world
from tests.databases import Databases, written
from tests.serving import serving
from tests.world import DAY, NOW

VIEWS = (
    "",
    "view=day",
    "view=slot",
    "measure=daily_report",
    "measure=disinfection",
    "measure=disinfection&view=day",
    "measure=patrol&view=unit",
)


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def cell(page: Page, unit: str, column: str) -> Locator:
    return page.get_by_role("grid").get_by_role("button", name=f"{unit} · {column}:")


def silent(page: Page, unit: str) -> Locator:
    """The line of a silent unit, with its button."""
    return page.locator(f".st-key-silent-unit-{unit}")


def test_a_reminder_is_copied_and_the_unit_that_reports_leaves_the_list_without_a_reload(databases: Databases, kind: str, reader) -> None:
    database = written(databases.initialised(kind), world.ROWS)
    with serving(database.reader_url, clock=NOW) as url:
        someone = reader(clock=NOW)
        someone.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = someone.open(f"{url}/compliance?lang=zh")
        page.evaluate("window.same = 'page'")
        expect(page.get_by_role("heading", name="逾期未报 · 7 家（其中日报 1 家）")).to_be_visible()
        expect(silent(page, "N3")).to_contain_text("17:00 截止，逾期 3 小时")
        expect(silent(page, "N3").get_by_role("link", name="029-5550-0103")).to_have_attribute("href", "tel:02955500103")
        expect(silent(page, "N4")).to_contain_text("未登记联系人")
        expect(cell(page, "单位N3", "日报")).to_have_text("◆未报")

        silent(page, "N3").get_by_role("button", name="复制催报").click()
        expect(silent(page, "N3").get_by_text("已复制。")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()").splitlines() == [
            "【催报】单位N3：您好！",
            "截至 12月28日 20:00，12月28日以下内容尚未收到贵单位报送：",
            "1. 日报，应于 17:00 前报送，已逾期 3 小时",
            "请尽快按原渠道补报（共 1 项）；如已报送或确有困难，请直接回复本消息说明。谢谢！",
        ]
        page.get_by_role("button", name="复制全部催报（7 家）").click()
        expect(page.locator(".st-key-silent-to-all").get_by_text("已复制。")).to_be_visible()
        everybody = page.evaluate("navigator.clipboard.readText()").splitlines()
        assert [line.split("：")[0] for line in everybody[1:-1]] == [
            f"{place}. 单位{unit}" for place, unit in enumerate(("N3", "N4", "N2", "S2", "S5", "S3", "N1"), start=1)
        ]

        engine = database.writer()
        with engine.begin() as connection:
            came = {"recorded_at": NOW + timedelta(seconds=5), "revision": 1}
            connection.execute(
                sa.insert(daily_report).values(
                    org_unit_id="N3", report_date=DAY, fever=0, suspected=0, confirmed=0, health_due=3, health_monitored=3, **came
                )
            )
            connection.execute(
                sa.insert(measure_record).values(org_unit_id="N4", measure_id="patrol", record_date=DAY, slot=1, done=2, **came)
            )
        engine.dispose()
        expect(cell(page, "单位N3", "日报")).to_have_text("▲20:00", timeout=25_000)
        expect(silent(page, "N3")).to_have_count(0)
        expect(silent(page, "N4")).to_have_count(0)
        expect(page.get_by_role("heading", name="逾期未报 · 5 家（其中日报 0 家）")).to_be_visible()
        assert page.evaluate("window.same") == "page", "no reload"
        someone.assert_untroubled(url)


def test_the_calendar_tells_every_state_of_a_day_by_sign_and_word_and_a_day_opens(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/compliance?view=day&lang=en")
    today, before = "Today, Tue", "Mon 27/12"
    for unit, column, told in (
        ("Unit N1", today, "16:30, Met, first received 16:30 · due 17:00"),
        ("Unit N2", today, "17:40, Attention, first received 17:40 · due 17:00"),
        ("Unit N3", today, "not in, Breach, due 17:00"),
        ("Unit N4", today, "exempt, Exempt, due 17:00"),
        ("单位S5", today, "not due, nothing due, due 29 Dec 08:00"),
        ("单位S6", today, "not owed, nothing due"),
        ("All units", today, "71, Breach, 5/7"),
        ("Unit N1", before, "16:30, Attention, first received 16:30 · due 06:00"),
    ):
        expect(cell(page, unit, column)).to_have_attribute("aria-label", f"{unit} · {column}: {told}")
    assert cell(page, "单位S5", before).count() == 0, "it did not exist yet"
    assert page.get_by_role("columnheader").all_inner_texts()[-2:] == ["│", today], "today stands apart"
    cell(page, "Unit N1", before).click()
    page.wait_for_url("**/compliance?unit=N1&day=2021-12-27&**")
    expect(page.locator(".st-key-figure-reporting-completeness")).to_contain_text("1/1", timeout=20_000)
    someone.settled()

    page = someone.open(f"{board}/compliance?view=day&lang=en")
    cell(page, "All units", before).click()
    page.wait_for_url("**/compliance?day=2021-12-27&**")
    expect(page.locator(".st-key-figure-reporting-completeness")).to_contain_text("2/9", timeout=20_000)
    assert query(page) == {"day": ["2021-12-27"], "view": ["unit"], "lang": ["en"]}
    someone.assert_untroubled(board)


def test_every_arrangement_is_a_link(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/compliance?lang=zh")
    page.get_by_text("按日", exact=True).click()
    expect(cell(page, "单位N3", "今天 周二")).to_have_text("◆未报", timeout=20_000)
    assert query(page) == {"view": ["day"], "lang": ["zh"]}
    someone.settled()
    page.get_by_test_id("stButtonGroup").get_by_text("消毒消杀", exact=True).click()
    expect(cell(page, "单位N2", "今天 周二")).to_contain_text("50", timeout=20_000)
    assert query(page) == {"measure": ["disinfection"], "view": ["day"], "lang": ["zh"]}
    other = reader(clock=NOW).open(page.url)
    expect(cell(other, "单位N2", "今天 周二")).to_contain_text("50")
    someone.settled()
    page.get_by_text("按次", exact=True).click()
    expect(cell(page, "单位N2", "第 1 次 · 12:00")).to_be_visible(timeout=20_000)
    assert query(page) == {"measure": ["disinfection"], "lang": ["zh"]}, "of a measure with slots that is the usual one"
    expect(page.locator(".st-key-silent-units")).to_contain_text("单位N1")
    expect(page.locator(".st-key-silent-units")).not_to_contain_text("单位N3")
    someone.assert_untroubled(board)


def test_a_number_to_call_is_of_a_unit_in_scope(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/compliance?unit=S&lang=zh")
    expect(silent(page, "S2")).to_be_visible()
    assert "029-5550-0103" not in page.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("link", VIEWS)
def test_every_arrangement_is_clean_for_axe_and_fits_a_phone(board: str, reader, link: str, scheme: str) -> None:
    someone = reader(clock=NOW)
    someone.page.emulate_media(color_scheme=scheme)
    page = someone.open(f"{board}/compliance?{link}&lang=en")
    found = Axe().run(page, {"include": [["[data-testid=stMain]"]], "exclude": [[".tile"]]})  # the tiles are tried with theirs
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]] == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    someone.assert_untroubled(board)
