"""The wall in the command room: it fits, it reads from afar, it moves by the clock, and it never looks live when it is not."""

from __future__ import annotations

import os
import re
import signal
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

import dashboard.wall
from data_access.contract import daily_report
from tests import world
from tests.browser.wall import WATCH, WATCHED, drawn, in_wall, opened, scene
from tests.chromium import Reader
from tests.databases import Database, Databases, written
from tests.faults.proxy import Proxy
from tests.gallery.access import violations
from tests.gallery.language import foreign
from tests.gallery.visiting import seen_by_eye
from tests.serving import free_port, served, serving
from tests.world import DAY, at

SCENES = ("board", "map", "testing", "supplies", "attention")
SIZES = ((1920, 1080), (3840, 2160), (1080, 1920), (3440, 1440), (1280, 1024))
LATE, DEAD = 2, 5  # refreshes
CONFIRMED = ".st-key-figure-cases-confirmed .great"
STEADY = at(20, 15)  # at eight a shift of the known world ends
SMALLEST = """[...wall.querySelectorAll(argument)].filter((one) => one.checkVisibility() && one.textContent.trim())
  .map((one) => [parseFloat(getComputedStyle(one).fontSize), one.textContent]).sort((one, other) => one[0] - other[0])[0] ?? [Infinity, ""]"""

# A text's box ends .288 of its size below the line in the typeface of the tests, and letters reach no further down than .24.
LETTERS_CUT_BELOW = """[...wall.querySelectorAll("*")]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).overflowY !== "visible").flatMap((one) => {
    const floor = one.getBoundingClientRect().bottom, walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), cut = [];
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const range = document.createRange(), size = parseFloat(getComputedStyle(text.parentElement).fontSize);
      range.selectNodeContents(text);
      if ([...range.getClientRects()].some((line) => line.top < floor - size && line.bottom - .048 * size > floor + .5)) cut.push(text.data);
    }
    return cut;
  })"""


@pytest.fixture
def own(databases: Databases) -> Database:
    return written(databases.initialised("sqlite"), world.ROWS)


def confirm(database: Database, count: int, revision: int, unit: str = "N1") -> None:
    writer = database.writer()
    row = {
        "org_unit_id": unit,
        "report_date": DAY,
        "revision": revision,
        "recorded_at": at(20, 10),
        "fever": 0,
        "suspected": 0,
        "confirmed": count,
    }
    with writer.begin() as connection:
        connection.execute(sa.insert(daily_report).values(row))
    writer.dispose()


# -- it fits, and reads from five metres


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_scene_fits_the_screen_uncut_in_its_own_language(
    home: str, chromium: Browser, names: dict[str, list[str]], size: tuple[int, int], language: str
) -> None:
    someone = Reader(chromium, None, *size, locale="zh-CN")
    try:
        for name in SCENES:
            page = opened(someone, home, f"scene={name}&lang={language}")
            page.wait_for_timeout(300)
            assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == list(size)
            assert page.evaluate("getComputedStyle(document.documentElement).overflow") == "hidden"
            seen = seen_by_eye(page)
            # the line boxes of upright letters are half as wide again as what is drawn of them: they stick out and touch where no letter does
            problems = [one for one in seen["problems"] if not one["where"].endswith("span.letters") or not one["what"].startswith("text ")]
            assert problems == [], (name, language)
            assert in_wall(page, LETTERS_CUT_BELOW) == [], (name, language)
            for text, where in {(one["text"], one["where"]) for one in seen["texts"]}:
                assert list(foreign(text, language, names[language])) == [], (name, where)
        someone.assert_untroubled(home)
    finally:
        someone.close()


@pytest.mark.parametrize(("size", "scale"), [((1920, 1080), 1), ((3840, 2160), 2), ((1080, 1920), 1)])
def test_figures_and_names_are_large_enough_to_be_read_across_the_room(home: str, reader, size: tuple[int, int], scale: int) -> None:
    least = {
        "board": (".great b, td span, tbody th span", 24),
        "map": (".ground text.name", 18),
        "testing": (".great b, ol b, ol em, dd", 24),
        "supplies": (".great b, ol b, ol em, td span, tbody th span", 24),
        "attention": (".great b, li b, li p", 24),
    }
    for name, (which, pixels) in least.items():
        page = opened(reader(width=size[0], height=size[1]), home, f"scene={name}")
        smallest, text = in_wall(page, SMALLEST, which)
        assert smallest >= pixels * scale - 0.01, (name, text)


def test_a_long_board_has_two_columns_and_pages_and_the_breaches_stand_on_the_first(home: str, reader) -> None:
    page = opened(reader(width=1920, height=1080), home, "scene=board")
    expect(page.locator(".board table:visible")).to_have_count(2)
    expect(page.locator(".stage > h2")).to_contain_text("第 1 / 2 页", timeout=45_000)
    expect(page.locator(".board tbody tr:visible")).to_have_count(34)
    breaches = page.locator(".board td[data-s=breach]").count()
    assert breaches
    rows = page.locator(".board tbody tr").evaluate_all("rows => rows.map((row) => row.querySelectorAll('td[data-s=breach]').length)")
    assert rows == sorted(rows, reverse=True)
    expect(page.locator(".stage > h2")).to_contain_text("第 2 / 2 页", timeout=45_000)
    expect(page.locator(".board tbody tr:visible")).to_have_count(10)
    expect(page.locator(".board td[data-s=breach]:visible")).to_have_count(0)


def test_on_a_tall_screen_the_board_is_one_column(home: str, reader) -> None:
    page = opened(reader(width=1080, height=1920), home, "scene=board")
    expect(page.locator(".board table:visible")).to_have_count(1)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_axe_finds_nothing_in_the_way(home: str, reader, theme: str) -> None:
    for name in SCENES:
        page = opened(reader(width=1920, height=1080), home, f"scene={name}&theme={theme}")
        assert violations(page) == [], name


def test_where_all_is_as_it_should_be_no_alarm_colour_is_on_the_wall(normal_home: str, reader) -> None:
    for name in SCENES:
        page = opened(reader(width=1920, height=1080), normal_home, f"scene={name}")
        alarms = in_wall(
            page,
            """[...wall.querySelectorAll(".stage *, .tiles *, .strip *")].filter((one) => one.checkVisibility() && one.textContent.trim())
              .filter((one) => ["color", "fill"].some((of) => ["rgb(255, 90, 79)", "rgb(240, 180, 41)"].includes(getComputedStyle(one)[of])))
              .map((one) => one.outerHTML)""",
        )
        assert alarms == [], name


def test_nothing_of_what_surrounds_other_pages_is_there_and_each_figure_stands_in_its_own_box(home: str, reader) -> None:
    page = opened(reader(width=1920, height=1080), home)
    for part in ("stSidebar", "stHeader", "stToolbar", "stStatusWidget"):
        expect(page.get_by_test_id(part).and_(page.locator(":visible"))).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("一盘棋")
    for figure in (
        "reporting-completeness",
        "testing-coverage",
        "cases-confirmed",
        "people-isolated",
        "supply-units-short",
        "checkpoint-manned",
    ):
        expect(page.locator(f".st-key-figure-{figure} .great b")).to_be_visible()


def test_a_link_that_asks_for_what_a_wall_cannot_do_says_what_it_can(home: str, reader) -> None:
    for query in ("scene=people", "dwell=5", "theme=pink"):
        page = reader().page
        page.goto(f"{home}/wall?lang=zh&{query}")
        expect(page.get_by_role("alert")).to_contain_text("大屏链接有误")
        expect(page.locator(".wall")).to_have_count(0)


# -- it moves by the clock


def agree(one: Page, other: Page) -> None:
    """They show the same scene; each looks at the clock once a second, so that where one turns the other may be a second behind."""
    if scene(one) != scene(other):
        one.wait_for_timeout(2000)
    assert scene(one) == scene(other)


def test_two_screens_agree_and_one_that_is_opened_anew_goes_on_where_the_other_is(home: str, reader) -> None:
    one, other = (
        opened(reader(width=width, height=height), home, "scene=map,testing,attention") for width, height in ((1920, 1080), (1080, 1920))
    )
    for _ in range(3):
        other.reload()
        drawn(other)
        agree(one, other)
        one.wait_for_timeout(12_000)
    agree(one, other)


TURNS = """(turns) => {
  const { turnAt, broughtForward } = Function(turns + "; return { turnAt, broughtForward }")();
  const at = (seconds, scenes, pages) => { const { scene, page } = turnAt(seconds * 1000, scenes, 20000, pages); return `${scene}${page}`; };
  const all = ["board", "map", "testing", "supplies", "attention"];
  const each = (count, pages, scenes = all) => Array.from({ length: count }, (_, step) => at(20 * step + 7, scenes, pages));
  return {
    one: each(6, 1), two: each(7, 2), many: each(15, 6), alone: each(6, 3, ["board"]), map: each(2, 9, ["map"]),
    first: [at(0, all, 1), at(19.999, all, 1), at(20, all, 1)],
    forward: [
      broughtForward([{ scene: "map", at: 0 }], 59999, all), broughtForward([{ scene: "map", at: 0 }], 60000, all),
      broughtForward([{ scene: "map", at: 0 }], 0, ["board"]),
      broughtForward([{ scene: "map", at: 5 }, { scene: "testing", at: 9 }], 10, all), broughtForward([], 0, all),
    ],
  };
}"""


def test_scenes_come_round_by_the_clock_and_the_boards_first_page_in_every_round(page_of_nothing: Page) -> None:
    told = page_of_nothing.evaluate(TURNS, source("turns.js"))
    assert told["one"] == ["board0", "map0", "testing0", "supplies0", "attention0", "board0"]
    assert told["two"] == ["board0", "board1", "map0", "testing0", "supplies0", "attention0", "board0"]
    assert told["many"][:3] + told["many"][7:10] == ["board0", "board1", "board2", "board0", "board3", "board4"]
    assert told["many"][14] == "board0"
    assert told["alone"] == ["board0", "board1", "board2"] * 2
    assert told["map"] == ["map0", "map0"]
    assert told["first"] == ["board0", "board0", "map0"]


def test_a_new_breach_brings_its_scene_forward_for_a_minute_where_the_wall_shows_it(page_of_nothing: Page) -> None:
    assert page_of_nothing.evaluate(TURNS, source("turns.js"))["forward"] == ["map", None, None, "testing", None]


AGES = """(age) => {
  const { Age } = Function(age + "; return { Age }")();
  let perf = 0, date = 1000000;
  const one = new Age(() => perf, () => date), told = {}, pass = (ms, asleep = 0) => { perf += ms; date += ms + asleep; };
  one.verified(500);
  told.fresh = [one.ms, one.state(10000)];
  pass(19499); told.before = one.state(10000);
  pass(1); told.late = one.state(10000);
  pass(29999); told.still = one.state(10000);
  pass(1); told.dead = one.state(10000);
  one.verified(0); pass(0, 3600000); told.slept = [one.ms, one.state(10000)];
  one.verified(0); pass(0, -7200000); told.setBack = one.ms;
  pass(50000); told.setBackDead = one.state(10000);
  one.heard(5000000, 100); told.ahead = one.now;
  one.heard(4996000, 9000); told.slowAnswer = one.now;
  one.heard(9000000, 9000); told.plainlyWrong = one.now;
  return told;
}"""


def test_its_age_counts_on_while_nobody_answers_also_asleep_and_with_a_clock_that_was_set_back(page_of_nothing: Page) -> None:
    told = page_of_nothing.evaluate(AGES, source("age.js"))
    assert told["fresh"] == [500, "live"]
    assert (told["before"], told["late"], told["still"], told["dead"]) == ("live", "late", "late", "dead")
    assert told["slept"] == [3600000, "dead"]
    assert (told["setBack"], told["setBackDead"]) == (0, "dead")
    assert told["ahead"] == 5000050
    assert told["slowAnswer"] == 5000050, "a slow answer moves no clock by a little"
    assert told["plainlyWrong"] == 9004500


@pytest.fixture(scope="module")
def page_of_nothing(chromium: Browser):  # type: ignore[no-untyped-def]
    page = chromium.new_page()
    yield page
    page.close()


def source(name: str) -> str:
    return (Path(dashboard.wall.__file__).parent / name).read_text("utf-8")


# -- it is refreshed without a flicker


def test_ten_refreshes_leave_every_frame_whole(own: Database, reader) -> None:
    with serving(own.reader_url, clock=STEADY, refresh_seconds=2) as url:
        someone = reader(width=1920, height=1080)
        page = opened(someone, url, "scene=testing")
        expect(page.locator(".wall")).to_have_attribute("data-live", "live")
        page.wait_for_timeout(1500)
        page.evaluate(WATCH)
        for number in range(10):
            confirm(own, number + 3, number + 5)
            expect(page.locator(CONFIRMED)).to_have_text(re.compile(rf"^{number + 5}例"), timeout=10_000)
        seen = page.evaluate(WATCHED)
        assert seen["frames"] > 100
        assert seen["opacity"] == 1
        assert len(seen["charts"]) == 1, seen["charts"]
        assert len(seen["places"]) == 1, "nothing jumps"
        assert (seen["gone"], seen["scrolled"]) == (0, 0)
        someone.assert_untroubled(url)


def test_a_number_that_changed_is_marked_for_a_minute_and_no_other_is(own: Database, reader) -> None:
    with serving(own.reader_url, clock=STEADY, refresh_seconds=2) as url:
        page = opened(reader(width=1920, height=1080), url, "scene=map")
        expect(page.locator(".changed:not(.sign)")).to_have_count(0)
        confirm(own, 3, 5)
        expect(page.locator(f"{CONFIRMED} .changed")).to_have_text("5", timeout=10_000)
        began = time.monotonic()
        marked = page.locator(".tiles .changed").evaluate_all("all => all.map((one) => one.closest('article').className)")
        assert marked == ["st-key-figure-cases-confirmed", "st-key-figure-people-isolated"], "N1 now says that nobody is isolated"
        page.wait_for_timeout(50_000)
        expect(page.locator(f"{CONFIRMED} .changed")).to_have_count(1)
        expect(page.locator(f"{CONFIRMED} .changed")).to_have_count(0, timeout=15_000)
        assert time.monotonic() - began < 66


# -- what is new comes forward


def test_a_row_that_puts_a_unit_in_breach_is_on_screen_within_fifteen_seconds_of_its_commit(own: Database, reader) -> None:
    with serving(own.reader_url, clock=STEADY) as url:  # at the refresh that is set without more
        page = opened(reader(width=1920, height=1080), url, "scene=testing,board&dwell=3600")
        other = opened(reader(width=1080, height=1920), url, "scene=board,testing&dwell=3600")
        expect(page.locator(".strip.new")).to_have_count(0)
        confirm(own, 1, 5)
        began = time.monotonic()
        expect(page.locator(".strip.new")).to_contain_text("单位N1", timeout=15_000)
        assert time.monotonic() - began < 15
        expect(page.locator(".strip.new")).to_have_attribute("role", "alert")
        expect(page.locator(".wall")).to_have_attribute("data-scene", "board")
        expect(page.locator(".board tbody tr").filter(has_text="单位N1").locator("td[data-s=breach]")).not_to_have_count(0)
        expect(other.locator(".strip.new")).to_contain_text("单位N1", timeout=15_000)
        page.reload()
        drawn(page)
        expect(page.locator(".strip.new")).to_contain_text("单位N1")
        confirm(own, 0, 6)
        expect(page.locator(".strip.new")).to_have_count(0, timeout=15_000)
        expect(page.locator(".strip")).to_contain_text("日报")


# -- it never looks live when it is not, and comes back by itself


def test_killed_for_a_minute_it_says_not_live_and_is_back_at_the_same_scene_without_a_hand(own: Database, reader) -> None:
    port, someone = free_port(), reader(width=1920, height=1080)
    began = time.monotonic()
    with served(own.reader_url, clock=STEADY, port=port) as server:
        page = opened(someone, server.url, "scene=testing,map&dwell=3600")
        at_first = scene(page)
        figures = page.locator(".tiles").inner_text()
        os.kill(server.pid, signal.SIGKILL)
        killed = time.monotonic()
        expect(page.locator(".wall")).to_have_attribute("data-live", "late", timeout=35_000)
        expect(page.locator(".band")).to_contain_text("服务器无应答")
        expect(page.locator(".wall")).to_have_attribute("data-live", "dead", timeout=60_000 - 1000 * (time.monotonic() - killed))
        expect(page.locator(".band")).to_contain_text("NOT LIVE")
        assert page.locator(".tiles").inner_text() == figures, "the last figures stay"
        assert float(page.locator(".stage").evaluate("stage => getComputedStyle(stage).opacity")) < 1
        page.wait_for_timeout(max(0, 60_000 - 1000 * (time.monotonic() - killed)))
        assert page.locator("[data-testid=stDialog]:visible").count() == 0
    with served(own.reader_url, clock=STEADY + timedelta(seconds=time.monotonic() - began), port=port):
        expect(page.locator(".wall")).to_have_attribute("data-live", "live", timeout=10_000)
        expect(page.locator(".band:visible")).to_have_count(0)
        drawn(page)
        assert scene(page) == at_first


def test_while_the_database_is_stopped_the_last_figures_stay_dimmed_with_their_age(databases: Databases, reader) -> None:
    database = written(databases.initialised("postgresql"), world.ROWS)
    with serving(database.reader_url, clock=STEADY) as url:
        page = opened(reader(width=1920, height=1080), url, "scene=attention")
        figures = page.locator(".tiles").inner_text()
        databases.stop("postgresql")
        stopped = time.monotonic()
        try:
            expect(page.locator(".wall")).to_have_attribute("data-live", "late", timeout=35_000)
            expect(page.locator(".band")).to_contain_text("数据库无应答")
            expect(page.locator(".band")).to_contain_text(re.compile(r"\d+ 秒前"))
            assert float(page.locator(".tiles").evaluate("tiles => getComputedStyle(tiles).opacity")) < 1
            page.wait_for_timeout(max(0, 60_000 - 1000 * (time.monotonic() - stopped)))
            expect(page.locator(".wall")).to_have_attribute("data-live", "dead")
            assert page.locator(".tiles").inner_text() == figures
            assert page.locator(".attention li").count()
        finally:
            databases.start("postgresql")
        expect(page.locator(".wall")).to_have_attribute("data-live", "live", timeout=20_000)


def test_a_database_that_hangs_is_told_like_one_that_is_gone(databases: Databases, reader) -> None:
    database = written(databases.initialised("postgresql"), world.ROWS)
    address = sa.make_url(database.reader_url)
    proxy = Proxy(int(address.port or address.query.get("port") or 5432))
    through = address.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
    try:
        with serving(through, clock=STEADY, refresh_seconds=3) as url:
            page = opened(reader(width=1920, height=1080), url, "scene=board")
            proxy.stall()
            expect(page.locator(".wall")).to_have_attribute("data-live", "dead", timeout=30_000)
            proxy.resume()
            proxy.cut()
            expect(page.locator(".wall")).to_have_attribute("data-live", "live", timeout=30_000)
    finally:
        proxy.close()


def test_without_a_network_it_dims_and_says_so_and_comes_back(own: Database, reader) -> None:
    with serving(own.reader_url, clock=STEADY, refresh_seconds=2) as url:
        someone = reader(width=1920, height=1080)
        page = opened(someone, url, "scene=board")
        page.context.set_offline(True)
        expect(page.locator(".wall")).to_have_attribute("data-live", "dead", timeout=20_000)
        page.context.set_offline(False)
        expect(page.locator(".wall")).to_have_attribute("data-live", "live", timeout=15_000)
        confirm(own, 3, 5)
        expect(page.locator(CONFIRMED)).to_have_text(re.compile("^5例"), timeout=15_000)


def test_a_server_that_hangs_with_its_line_open_is_told_too(own: Database, reader) -> None:
    with served(own.reader_url, clock=STEADY, refresh_seconds=2) as server:
        page = opened(reader(width=1920, height=1080), server.url, "scene=board")
        os.kill(server.pid, signal.SIGSTOP)
        try:
            expect(page.locator(".wall")).to_have_attribute("data-live", "dead", timeout=20_000)
            expect(page.locator(".band")).to_contain_text("服务器无应答")
        finally:
            os.kill(server.pid, signal.SIGCONT)
        expect(page.locator(".wall")).to_have_attribute("data-live", "live", timeout=20_000)


def test_after_a_sleep_it_does_not_look_live_until_it_is(own: Database, chromium: Browser, reader) -> None:
    """As where the lid of a laptop was closed: nothing ran, and what comes first is an old screen."""
    with serving(own.reader_url, clock=STEADY, refresh_seconds=2) as url:
        page = opened(reader(width=1920, height=1080), url, "scene=board")
        page.evaluate("window.seen = []")
        in_wall(
            page, """new MutationObserver(() => window.seen.push(wall.dataset.live)).observe(wall, { attributeFilter: ["data-live"] })"""
        )
        told = chromium.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        pages = [one["id"] for one in told if one["type"] == "renderer"]
        page.route("**/pulse?*", lambda route: route.abort())  # the network comes back a little later than the screen
        for one in pages:
            os.kill(one, signal.SIGSTOP)
        time.sleep(12)
        for one in pages:
            os.kill(one, signal.SIGCONT)
        expect(page.locator(".wall")).to_have_attribute("data-live", "dead", timeout=3_000)
        page.unroute("**/pulse?*")
        expect(page.locator(".wall")).to_have_attribute("data-live", "live", timeout=10_000)
        assert page.evaluate("window.seen") == ["dead", "live"]


def test_midnight_moves_it_to_the_new_day(own: Database, reader) -> None:
    with serving(own.reader_url, clock=at(24 - 1, 59) + timedelta(seconds=30), refresh_seconds=2) as url:
        page = opened(reader(width=1920, height=1080), url, "scene=board")
        expect(page.locator(".now")).to_contain_text("2021年12月28日")
        expect(page.locator(".st-key-figure-reporting-completeness .great")).to_contain_text("3/4")
        expect(page.locator(".now")).to_contain_text("2021年12月29日", timeout=45_000)
        expect(page.locator(".st-key-figure-reporting-completeness .great")).to_contain_text("0/", timeout=15_000)
        expect(page.locator(".aside")).not_to_contain_text("查看")
        expect(page.locator(".wall")).to_have_attribute("data-live", "live")


def test_another_build_has_it_opened_anew_once(own: Database, reader) -> None:
    with serving(own.reader_url, clock=STEADY, refresh_seconds=2) as url:
        page = opened(reader(width=1920, height=1080), url, "scene=board")
        times = []
        page.on("framenavigated", lambda frame: times.append(frame.url))

        def other(route: Any) -> None:
            answer = route.fetch()
            route.fulfill(response=answer, json=answer.json() | {"build": "another"})

        page.route("**/pulse?*", other)
        page.wait_for_timeout(12_000)
        drawn(page)
        assert len(times) == 1, "and not again, though the answer stays another"
        expect(page.locator(".wall")).to_have_attribute("data-live", "live")
        page.unroute_all(behavior="wait")  # none is still asking when the server goes


# -- which walls there are


def test_the_page_of_quality_lists_the_walls_alive_and_silent(own: Database, reader) -> None:
    with serving(own.reader_url, clock=STEADY, refresh_seconds=1) as url:
        someone = reader(width=1920, height=1080)
        opened(someone, url, "scene=map")
        page = reader().open(f"{url}/quality?lang=zh")
        walls = page.get_by_role("list", name="大屏 · 1").get_by_role("listitem")
        expect(walls).to_contain_text("127.0.0.1")
        expect(walls).to_contain_text("在线")
        expect(walls).to_contain_text("1920 × 1080 · 卡点地图")
        expect(page.locator("body")).to_contain_text("记在内存里")
        someone.page.close()
        expect(walls).to_contain_text("无声", timeout=20_000)


def test_the_menu_leads_to_the_wall_and_its_title_back(home: str, reader) -> None:
    page = reader().open(f"{home}/?lang=zh&unit=D1")
    page.get_by_role("navigation").get_by_role("link", name="大屏").click()
    drawn(page)
    assert "unit=D1" in page.url
    page.get_by_role("link", name="一盘棋").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("总览", timeout=30_000)
    assert "unit=D1" in page.url
