"""Readers' journeys in Chromium, in both languages: every page on every kind of database, the rest on one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from data_access.contract import org_unit
from data_access.engine import parse_url
from tests import world
from tests.databases import SERVERS, Database, Databases, written
from tests.faults.proxy import Proxy
from tests.serving import answer, serving
from tests.world import NOW

PAGES = {  # path -> its title, a figure on it and what that says, and something it draws
    "/": {"zh": "总览", "en": "Overview", "figure": "testing.coverage", "told": "180/255", "drawn": ".board table"},
    "/compliance": {"zh": "落实情况", "en": "Compliance", "figure": "measure.disinfection", "told": "12/20", "drawn": ".board table"},
    "/testing": {"zh": "核酸检测", "en": "Testing", "figure": "testing.positivity", "told": "1/160", "drawn": ".clock .bar"},
    "/supplies": {"zh": "物资保障", "en": "Supplies", "figure": "supply.units_short", "told": "2/5", "drawn": ".board table"},
    "/map": {
        "zh": "卡点地图",
        "en": "Checkpoint map",
        "figure": "checkpoint.manned",
        "told": "/",
        "drawn": ".atlas[data-drawn=maps] canvas",
    },
    "/people": {"zh": "人员与生产", "en": "People and work", "figure": "directive.conveyed", "told": "3/6", "drawn": ".stack .part"},
    "/unit": {"zh": "全部单位", "en": "All units", "figure": "testing.coverage", "told": "180/255", "drawn": ".board table"},
    "/quality": {"zh": "数据质量", "en": "Data quality", "figure": None, "told": "", "drawn": "[data-testid=stDataFrame] canvas"},
}


@pytest.fixture(scope="module")
def board_on_each(known_world: Database) -> Iterator[str]:
    with serving(known_world.reader_url, clock=NOW) as url:
        yield url


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def figure(page: Page, figure_id: str) -> str:
    return page.locator(f".st-key-figure-{figure_id.replace('.', '-').replace('_', '-')}").inner_text()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_opens_in_both_languages_without_a_trouble(board_on_each: str, reader, path: str, language: str) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board_on_each}{path}?lang={language}")
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[path][language])
    if PAGES[path]["figure"]:
        assert PAGES[path]["told"] in figure(page, PAGES[path]["figure"])
    expect(page.locator(PAGES[path]["drawn"]).first).to_be_visible()
    assert query(page)["lang"] == [language], "the language is always written to the link"
    someone.assert_untroubled(board_on_each)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_shows_what_was_known_at_a_past_instant_and_says_so(board: str, reader, path: str) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}{path}?day=2021-12-28&asof=2021-12-28T10:00:00%2B08:00&lang=zh")
    expect(page.get_by_role("status").filter(has_text="2021年12月28日 10:00")).to_be_visible()
    if PAGES[path]["figure"] and PAGES[path]["told"] != "/":
        assert PAGES[path]["told"] not in figure(page, PAGES[path]["figure"]), "at ten nobody knew that"
    someone.assert_untroubled(board)


def test_a_figure_says_what_it_is_made_of_and_who_is_missing_to_the_keyboard_too(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?lang=zh")
    about = page.locator(".st-key-figure-reporting-completeness .about")
    expect(about.locator("dl")).to_be_hidden()
    about.locator("summary").focus()
    page.keyboard.press("Enter")
    told = about.locator("dl")
    expect(told).to_be_visible()
    for words in ("已收到日报的单位", "5", "7", "单位N3", "daily_report", "2021年12月28日 19:30"):
        expect(told).to_contain_text(words)
    box = told.bounding_box()
    assert box
    assert page.evaluate("([x, y]) => !!document.elementFromPoint(x, y).closest('.about')", [box["x"] + 20, box["y"] + box["height"] - 8])
    someone.assert_untroubled(board)


def test_a_link_carries_a_readers_choice_to_another_reader(board: str, reader) -> None:
    first = reader(clock=NOW)
    page = first.open(board)
    page.get_by_role("combobox", name="单位", exact=True).fill("N2")
    page.get_by_role("option", name="单位N2").click()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-figure-reporting-completeness").filter(has_text="1/1")).to_have_count(1)
    page.get_by_role("link", name="落实情况").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("落实情况")
    expect(page.locator(".st-key-figure-reporting-timeliness").filter(has_text="0/1")).to_have_count(1)
    assert query(page) == {"unit": ["N2"], "lang": ["zh"]}

    second = reader(clock=NOW, locale="en-GB")
    other = second.open(page.url)
    assert "0/1" in figure(other, "reporting.timeliness")
    expect(other.get_by_role("heading", level=1)).to_have_text("落实情况")
    for someone in (first, second):
        someone.assert_untroubled(board)


def test_back_and_forward_go_through_the_choices(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?lang=zh")
    page.get_by_role("button", name="县区").or_(page.get_by_role("radio", name="县区")).first.click()
    expect(page.locator(".st-key-figure-reporting-completeness")).to_contain_text("3/4")
    page.go_back()
    expect(page.locator(".st-key-figure-reporting-completeness")).to_contain_text("5/7")
    page.go_forward()
    expect(page.locator(".st-key-figure-reporting-completeness")).to_contain_text("3/4")
    assert query(page)["area"] == ["county"]
    someone.assert_untroubled(board)


def test_the_language_switch_changes_every_word_and_keeps_the_choice(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?unit=N&lang=zh")
    page.get_by_text("English", exact=True).click()
    expect(page.locator(".legend")).to_contain_text("Breach")
    someone.settled()
    assert query(page) == {"unit": ["N"], "lang": ["en"]}
    chinese_left = re.findall(r"[\u4e00-\u9fff]+", page.get_by_test_id("stMain").inner_text())
    assert set(chinese_left) <= {"单位", "卡点", "周值班"}, "but for names that have no English"
    someone.assert_untroubled(board)


def test_without_a_language_in_the_link_the_browsers_own_is_spoken(board: str, reader) -> None:
    page = reader(clock=NOW, locale="en-GB").open(board)
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    page = reader(clock=NOW, locale="fr-FR").open(board)
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")


LOST = ("unit=N1&unit=nobody", "unit=", "area=town", "day=2021-13-01", "asof=tomorrow", "asof=2031-01-01T00:00:00Z", "measure=none")


@pytest.mark.parametrize(("path", "link"), [*((path, "unit=nobody") for path in PAGES), *(("/", link) for link in LOST)])
def test_a_link_to_what_does_not_exist_shows_one_sentence_and_nothing_of_anybody(board: str, reader, path: str, link: str) -> None:
    someone = reader(clock=NOW)
    frames: list[bytes] = []
    someone.page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda data: frames.append(data if isinstance(data, bytes) else data.encode())),
    )
    page = someone.open(f"{board}{path}?{link}&lang=zh")
    assert page.get_by_test_id("stMain").inner_text().strip() == ("链接中的单位、区域、日期或时刻不存在，或您无权查看；请从总览重新进入。")
    received = b"".join(frames)
    assert frames
    assert "单位".encode() in received, "the sentence itself"
    for name in world.ROWS[org_unit]:
        assert str(name["name_zh"]).encode() not in received
    someone.assert_untroubled(board)
    page.get_by_role("link", name="总览").click()
    expect(page.locator(".st-key-figure-reporting-completeness")).to_contain_text("5/7")


@pytest.mark.parametrize(
    "link", ["day=1900-01-01", "day=2999-12-31", "asof=1950-06-01T00:00:00Z", "day=2021-12-27&asof=2021-12-27T08:00:00Z"]
)
def test_any_day_of_the_calendar_can_be_looked_at(board: str, reader, link: str) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?{link}&lang=zh")
    expect(page.locator(".st-key-figure-reporting-completeness")).to_be_visible()
    expect(page.locator(".failure")).to_have_count(0)
    someone.assert_untroubled(board)


def test_as_of_shows_what_was_known_then_and_says_so(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/?asof=2021-12-28T18:00:00%2B08:00&lang=zh")
    assert "4/7" in figure(page, "reporting.completeness")
    expect(page.get_by_text("按 2021年12月28日 18:00 时所知显示")).to_be_visible()
    page.get_by_role("button", name="回到现在").click()
    expect(page.locator(".st-key-figure-reporting-completeness")).to_contain_text("5/7")


def test_the_phone_reads_top_to_bottom_without_sideways_scroll(board: str, reader) -> None:
    someone = reader(clock=NOW, width=390, height=844)
    for path in PAGES:
        page = someone.open(f"{board}{path}?lang=zh")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_health_and_readiness_answer(board: str) -> None:
    assert answer(f"{board}/healthz")[0] == 200
    assert answer(f"{board}/readyz")[0] == 200


def test_an_empty_database_says_what_to_do(databases: Databases, kind: str, reader) -> None:
    with serving(databases.initialised(kind).reader_url) as url:
        someone = reader()
        for path in PAGES:
            page = someone.open(f"{url}{path}?lang=zh")
            expect(page.get_by_text("还没有单位")).to_be_visible()
            someone.assert_untroubled(url)


def test_a_database_without_tables_and_one_that_is_away_are_each_one_sentence(databases: Databases, reader, kind: str) -> None:
    database = databases.empty(kind)
    empty = database.writer()
    empty.connect().close()  # on SQLite this makes the file
    empty.dispose()
    url_of_nobody = "sqlite:////none/none.sqlite" if kind == "sqlite" else f"{kind}://board:hunter2@127.0.0.1:1/none"
    for database_url, sentence, ready in ((database.url, "数据库尚不可用", 200), (url_of_nobody, "暂时连不上数据库", 503)):
        with serving(database_url) as url:
            page = reader().open(f"{url}/?lang=zh")
            expect(page.get_by_text(sentence)).to_be_visible()
            assert "Traceback" not in page.content()
            assert "hunter2" not in page.content()
            assert answer(f"{url}/readyz")[0] == ready
            assert answer(f"{url}/healthz")[0] == 200


def test_a_page_comes_back_by_itself_when_its_database_does(databases: Databases, reader, tmp_path) -> None:
    database = databases.initialised("sqlite")
    away = tmp_path / "board.sqlite"
    with serving(f"sqlite:///{away}") as url:
        page = reader().open(f"{url}/?lang=zh")
        expect(page.get_by_text("暂时连不上数据库")).to_be_visible()
        shutil.copy(database.url.removeprefix("sqlite:///"), away)
        expect(page.get_by_text("还没有单位")).to_be_visible(timeout=20_000)
        expect(page.get_by_text("暂时连不上数据库")).to_have_count(0)


@pytest.mark.parametrize("kind", SERVERS)
def test_an_open_page_keeps_its_figures_while_the_database_stalls(databases: Databases, kind: str, reader) -> None:
    database = written(databases.initialised(kind), world.ROWS)
    url = parse_url(database.reader_url)
    proxy = Proxy(int(str(url.port)))
    try:
        with serving(str(url.set(port=proxy.port)), clock=NOW) as board:
            page = reader(clock=NOW).open(f"{board}/?lang=zh")
            proxy.stall()
            expect(page.get_by_text("页面上是 12月28日 20:00 的数据")).to_be_visible(timeout=30_000)
            assert "5/7" in figure(page, "reporting.completeness")
            proxy.resume()
            expect(page.get_by_text("暂时连不上数据库")).to_have_count(0, timeout=40_000)
            assert "5/7" in figure(page, "reporting.completeness")
    finally:
        proxy.close()
