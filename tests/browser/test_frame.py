"""The frame around every page in Chromium: steps of the history, the past, links to a moment, landmarks, paper, large screens, and trouble."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from data_access.contract import daily_report
from data_access.engine import parse_url
from tests import world
from tests.browser.test_journeys import PAGES
from tests.databases import SERVERS, Database, Databases, written
from tests.faults.proxy import Proxy
from tests.serving import serving
from tests.world import NOW

COMPLETENESS = ".st-key-figure-reporting-completeness"
LIGHT_ON_WHITE = """selectors => {
  const paper = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const roots = [document, ...[...document.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean)];
  return selectors.map(selector => {
    const one = roots.map(root => root.querySelector(selector)).find(Boolean);
    for (const colour of ['#fff', getComputedStyle(one).color]) { paper.fillStyle = colour; paper.fillRect(0, 0, 1, 1); }
    return [selector, Math.max(...paper.getImageData(0, 0, 1, 1).data.slice(0, 3))];
  });
}"""  # of each its text's brightest channel, 0 to 255, as it lies on white
WITHOUT_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"  # as on an address without https


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def steps(page: Page) -> int:
    return int(page.evaluate("history.length"))


def completeness(page: Page, told: str) -> None:
    """It says so, and once: no figure of the page before stands beside it."""
    expect(page.locator(COMPLETENESS).filter(has_text=told)).to_have_count(1)
    expect(page.locator(COMPLETENESS)).to_have_count(1)


def test_every_choice_is_exactly_one_step_and_back_leads_through_them(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(board)
    expect(page).to_have_url(f"{board}/?lang=zh")
    first = steps(page)
    page.get_by_role("radio", name="县区").or_(page.get_by_role("button", name="县区")).first.click()
    completeness(page, "3/4")
    someone.settled()
    assert steps(page) == first + 1
    page.locator(".board tbody button[data-s]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("落实情况")
    someone.settled()
    opened = page.url
    assert query(page).keys() == {"unit", "area", "measure", "lang"}
    assert steps(page) == first + 2, "a cell opens in one step"
    page.get_by_role("link", name="物资保障").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("物资保障")
    page.get_by_role("button", name="前一天").click()
    expect(page.get_by_role("status").filter(has_text="正在查看 2021年12月27日")).to_be_visible()
    assert query(page)["day"] == ["2021-12-27"]
    assert steps(page) == first + 4

    page.go_back()
    expect(page.get_by_text("正在查看 2021年12月27日")).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("落实情况")
    assert page.url == opened
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")
    completeness(page, "3/4")
    page.go_back()
    completeness(page, "5/7")
    assert query(page) == {"lang": ["zh"]}
    page.go_forward()
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("落实情况")
    assert page.url == opened
    someone.assert_untroubled(board)


def test_a_fresh_address_is_completed_without_a_step_of_its_own(board: str, reader) -> None:
    page = reader(clock=NOW).page
    page.goto(f"{board}/healthz")
    page.goto(f"{board}/compliance?unit=N")
    expect(page).to_have_url(f"{board}/compliance?unit=N&lang=zh")
    page.go_back()
    expect(page).to_have_url(f"{board}/healthz")


def test_previous_and_next_day_by_the_keyboard_and_none_after_today(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?unit=N&lang=zh")
    before, after = page.get_by_role("button", name="前一天"), page.get_by_role("button", name="后一天")
    expect(after).to_be_disabled()
    before.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".shown")).to_contain_text("2021年12月27日")
    assert query(page) == {"unit": ["N"], "day": ["2021-12-27"], "lang": ["zh"]}
    expect(after).to_be_enabled()
    after.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".shown")).to_contain_text("12月28日（今天）")
    assert query(page) == {"unit": ["N"], "lang": ["zh"]}, "today is what a link without a day shows, and moves on at midnight"
    someone.assert_untroubled(board)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_that_shows_the_past_says_so_above_all_else_and_leads_back_in_one_click(board: str, reader, path: str) -> None:
    page = reader(clock=NOW).open(f"{board}{path}?unit=N&day=2021-12-27&asof=2021-12-28T10:00:00%2B08:00&lang=zh")
    banner = page.get_by_test_id("stMain").get_by_role("status").filter(has_text="正在查看 2021年12月27日")
    expect(banner).to_contain_text("按 2021年12月28日 10:00 时所知")
    box, title = banner.bounding_box(), page.get_by_role("heading", level=1).bounding_box()
    assert box
    assert title
    assert box["y"] < title["y"]
    page.get_by_role("button", name="回到现在").click()
    expect(banner).to_have_count(0)
    assert query(page) == {"unit": ["N"], "lang": ["zh"]}


def test_the_newest_day_with_a_report_says_that_it_was_chosen_and_today_is_one_click_away(databases: Databases, reader) -> None:
    database = written(databases.initialised("sqlite"), world.ROWS)
    engine = database.writer()
    with engine.begin() as connection:
        connection.execute(sa.delete(daily_report).where(daily_report.c.report_date > world.date(2021, 12, 25)))
        newest = connection.execute(sa.select(sa.func.max(daily_report.c.report_date))).scalar_one_or_none()
    engine.dispose()
    with serving(database.reader_url, clock=NOW) as url:
        page = reader(clock=NOW).open(f"{url}/?lang=zh")
        if newest is None:
            expect(page.get_by_text("还没有任何单位报过日报")).to_be_visible()
            return
        expect(page.get_by_role("status").filter(has_text="今日尚无日报")).to_be_visible()
        page.get_by_role("button", name="回到现在").click()
        expect(page.locator(".shown")).to_contain_text("12月28日（今天）")
        assert query(page) == {"day": ["2021-12-28"], "lang": ["zh"]}


@pytest.mark.parametrize("how", ["clipboard", "command", "hand"])
def test_the_link_to_a_moment_is_copied_with_or_without_a_clipboard(board: str, reader, how: str) -> None:
    someone = reader(clock=NOW)
    page = someone.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if how != "clipboard":
        page.add_init_script(WITHOUT_CLIPBOARD)
    if how == "hand":
        page.add_init_script("document.execCommand = () => false")
    someone.open(f"{board}/compliance?unit=N&area=county&measure=daily_report&lang=zh")
    page.get_by_role("button", name="复制此刻链接").focus()
    page.keyboard.press("Enter")
    if how == "hand":
        expect(page.get_by_text("文字已选中，请按 Ctrl+C")).to_be_visible()
        expect(page.get_by_role("textbox", name="复制此刻链接")).to_be_focused()
        page.keyboard.press("Control+C")
    else:
        expect(page.get_by_text("已复制。")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{board}/healthz")
    link = other.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{board}/compliance?")
    asked = parse_qs(urlsplit(link).query)
    assert {name: asked[name] for name in ("unit", "area", "measure", "day", "lang")} == {
        "unit": ["N"], "area": ["county"], "measure": ["daily_report"], "day": ["2021-12-28"], "lang": ["zh"]
    }  # fmt: skip
    assert asked["asof"][0].startswith("2021-12-28T20:")
    other.goto(link)
    expect(other.get_by_text("时所知显示")).to_be_visible()
    someone.assert_untroubled(board)


@pytest.mark.parametrize(
    ("language", "title", "tag"), [("zh", "落实情况 · 一盘棋", "zh-CN"), ("en", "Compliance · Situation board", "en-GB")]
)
def test_the_tab_names_page_and_organisation_and_the_document_its_language(board: str, reader, language: str, title: str, tag: str) -> None:
    page = reader(clock=NOW).open(f"{board}/compliance?lang={language}")
    expect(page).to_have_title(title)
    expect(page.locator("html")).to_have_attribute("lang", tag)
    assert page.locator("link[rel='shortcut icon'], link[rel=icon]").first.get_attribute("href")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", ("告警", "关注", "达标", "无数据，不等于 0", "报告为零", "数据矛盾", "还没到时", "免报", "不适用")),
        ("en", ("Breach", "Attention", "Met", "no data, not 0", "reported zero", "contradictory", "later", "excused", "not owed")),
    ],
)
def test_every_page_explains_its_signs_and_what_stands_in_a_cell(board: str, reader, language: str, told: tuple[str, ...]) -> None:
    someone = reader(clock=NOW)
    for path in PAGES:
        page = someone.open(f"{board}{path}?lang={language}")
        for words in told:
            expect(page.locator(".legend")).to_contain_text(words)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_every_page_has_its_landmarks_and_nothing_that_axe_finds(board: str, reader, path: str, width: int, height: int) -> None:
    page = reader(clock=NOW, width=width, height=height).open(f"{board}{path}?lang=zh&day=2021-12-27")
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    if width > 768:
        expect(page.get_by_role("complementary", name="页面与筛选")).to_be_visible()
        expect(page.get_by_role("navigation", name="页面")).to_be_visible()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found] == []


def test_the_first_tab_leads_past_the_sidebar_without_a_step_of_the_history(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/?lang=zh")
    before = steps(page)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到主要内容")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    assert steps(page) == before
    assert "#" not in page.url


def test_on_a_phone_the_way_to_the_filters_is_named_and_the_page_says_what_it_shows(board: str, reader) -> None:
    page = reader(clock=NOW, width=390, height=844).open(f"{board}/?unit=N2&area=county&day=2021-12-27&lang=zh")
    shown = page.locator(".shown")
    for words in ("县区", "单位N2", "2021年12月27日"):
        expect(shown).to_contain_text(words)
    way = page.get_by_role("button", name="页面与筛选")
    expect(way).to_be_visible()
    box = way.bounding_box()
    assert box
    assert box["width"] > 100, "its name is seen, not only told"
    way.click()
    expect(page.get_by_role("button", name="前一天")).to_be_in_viewport()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_a_refresh_waits_while_somebody_types_and_comes_when_they_are_done(databases: Databases, reader) -> None:
    database = written(databases.initialised("sqlite"), world.ROWS)
    with serving(database.reader_url, clock=NOW) as url:
        someone = reader(clock=NOW)
        page = someone.open(f"{url}/?lang=zh")
        completeness(page, "5/7")
        page.get_by_role("combobox", name="单位", exact=True).fill("N2")
        expect(page.get_by_role("option", name="单位N2")).to_be_visible()
        report(database, "N3")
        page.wait_for_timeout(14_000)  # longer than a look at the database takes to come round
        expect(page.get_by_role("combobox", name="单位", exact=True)).to_have_value("N2")
        expect(page.get_by_role("option", name="单位N2")).to_be_visible()
        completeness(page, "5/7")
        page.keyboard.press("Escape")
        page.get_by_role("combobox", name="单位", exact=True).blur()
        completeness(page, "6/7")
        someone.assert_untroubled(url)


def report(database: Database, unit: str) -> None:
    engine = database.writer()
    columns = {column.name: 0 for column in daily_report.c if str(column.type) == "INTEGER"}
    row = columns | {"org_unit_id": unit, "report_date": world.DAY, "revision": 9, "recorded_at": NOW}
    with engine.begin() as connection:
        connection.execute(sa.insert(daily_report).values(row))
    engine.dispose()


@pytest.mark.parametrize("kind", SERVERS)
def test_while_the_database_is_away_another_page_that_was_seen_still_opens_and_says_how_old_it_is(
    databases: Databases, kind: str, reader
) -> None:
    url = parse_url(written(databases.initialised(kind), world.ROWS).reader_url)
    proxy = Proxy(int(str(url.port)))
    try:
        with serving(str(url.set(port=proxy.port)), clock=NOW) as board:
            someone = reader(clock=NOW)
            page = someone.open(f"{board}/testing?lang=zh")
            page.get_by_role("link", name="总览").click()
            completeness(page, "5/7")
            someone.settled()
            proxy.close()
            bar = page.get_by_role("alert").filter(has_text="页面上是 12月28日 20:")
            expect(bar).to_be_in_viewport(timeout=30_000)
            page.get_by_role("link", name="核酸检测").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("核酸检测")
            expect(page.locator(".st-key-figure-testing-coverage")).to_contain_text("180/255")
            expect(bar).to_be_in_viewport()
            page.get_by_role("radio", name="县区").or_(page.get_by_role("button", name="县区")).first.click()
            expect(page.get_by_text("暂时连不上数据库（12月28日 20:")).to_be_visible(timeout=30_000)  # never counted, so nothing is shown
            expect(page.locator(".tile")).to_have_count(0)
    finally:
        proxy.close()


DIGITS = """main => { const whole = main.cloneNode(true); whole.querySelectorAll(".failure, style, script").forEach(one => one.remove());
    return whole.textContent.replace(/\\D/g, "") }"""


def test_fetching_is_said_only_when_it_lasts_and_nothing_then_looks_like_data(databases: Databases, reader) -> None:
    url = parse_url(written(databases.initialised("postgresql"), world.ROWS).reader_url)
    proxy = Proxy(int(str(url.port)))
    try:
        with serving(str(url.set(port=proxy.port)), clock=NOW) as board:
            proxy.stall()
            someone = reader(clock=NOW)
            page = someone.page
            page.goto(f"{board}/?lang=zh")
            said = "getComputedStyle(document.querySelector('.stApp'), '::after')"
            until = time.monotonic() + 30
            while not page.evaluate(f"!!document.querySelector('.stApp') && {said}.opacity === '1' && {said}.content.includes('正在取数')"):
                assert time.monotonic() < until, "it is never said"
                page.wait_for_timeout(50)  # not by wait_for_function: no page of ours lets a text be run as a script
            assert page.get_by_test_id("stMain").evaluate(DIGITS) == "", (
                "where the deadline has passed, the sentence that says so has its time in it"
            )
            proxy.resume()
            page.locator(COMPLETENESS).wait_for(timeout=40_000)
            someone.settled()
            assert page.evaluate(f"{said}.content") == "none"
    finally:
        proxy.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1032, 703])  # A4 lying and upright, between its margins
def test_on_paper_a_page_is_whole_dark_on_white_and_says_of_whom_and_when_it_is(board: str, reader, theme: str, width: int) -> None:
    someone = reader(clock=NOW)
    page = someone.page
    page.emulate_media(color_scheme=theme)
    someone.open(f"{board}/?unit=N&lang=zh")
    page.locator(".board td button").first.wait_for()
    page.emulate_media(color_scheme=theme, media="print")
    page.set_viewport_size({"width": width, "height": 700})
    for words in ("总览", "一盘棋", "单位N", "12月28日", "按 2021年12月28日 20:"):
        expect(page.locator(".page-head").get_by_text(words).first).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_role("button", name="前一天")).to_be_hidden()
    expect(page.locator(".about").first).to_be_hidden()
    cut = page.locator(".board .scroll").evaluate_all("all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length")
    assert cut == 0, "the board is whole"
    for selector, light in page.evaluate(
        LIGHT_ON_WHITE, ["h1", ".sentence", ".tile .great b", ".legend", ".stamp", ".board th", ".board td button"]
    ):
        assert light < 120, selector
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "height", "size"), [(1440, 900, 16), (1920, 1080, 16), (3840, 2160, 32)])
def test_text_grows_with_large_screens_and_not_before(board: str, reader, width: int, height: int, size: int) -> None:
    page = reader(clock=NOW, width=width, height=height).open(f"{board}/?lang=zh")
    assert abs(float(page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")) - size) < 0.5
    assert page.evaluate("[document.scrollingElement.scrollWidth, document.querySelector('.stMain').scrollHeight]") == [width, height]


def test_who_asked_for_less_motion_gets_none(board: str, reader) -> None:
    someone = reader(clock=NOW)
    someone.page.emulate_media(reduced_motion="reduce")
    page = someone.open(f"{board}/?lang=zh")
    lasting = page.evaluate(
        "[...document.querySelectorAll('*')].map(one => getComputedStyle(one)).filter(one => parseFloat(one.transitionDuration) > 0.01).length"
    )
    assert lasting == 0
