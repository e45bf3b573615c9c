"""Testing and supplies in Chromium: rounds and items are chosen, and the choice is a link that shows anybody the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.databases import Database, Databases, written
from tests.serving import serving
from tests.world import NOW, ROWS

CHARTS = "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"


@pytest.fixture(scope="module")
def board(databases: Databases) -> Iterator[str]:
    database: Database = written(databases.initialised("sqlite"), ROWS)
    with serving(database.reader_url, clock=NOW) as url:
        yield url


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).click()


@pytest.mark.parametrize(
    ("language", "course", "ranks", "together"),
    [
        ("zh", "第二轮：累计采样", "各单位进度 · 11 家", "合计采样"),
        ("en", "Round two: sampled so far", "Progress by unit · 11", "Together"),
    ],
)
def test_testing_shows_each_round_against_its_clock_and_every_unit(board: str, reader, language, course, ranks, together) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/testing?lang={language}")
    expect(page.get_by_role("heading", name=course)).to_be_visible()
    expect(page.locator(CHARTS)).to_have_count(2), "of the third round nothing is told"
    ranked = page.get_by_role("region", name=ranks).get_by_role("row")
    expect(ranked).to_have_count(12)
    expect(ranked.nth(1)).to_contain_text("S1"), "a positive comes first"
    expect(ranked.filter(has_text="N2")).to_contain_text(together)
    someone.assert_untroubled(board)


def test_an_earlier_round_is_chosen_and_its_link_shows_anybody_the_same(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/testing?lang=zh")
    choose(page, "轮次", "第一轮")
    expect(page.get_by_role("heading", name="第一轮：累计采样").first).to_be_visible()  # two while one takes the other's place
    expect(page).to_have_url(re.compile(r"[?&]round=R1\b"))
    other = reader(clock=NOW).open(page.url)
    expect(other.get_by_role("heading", name="第一轮：累计采样")).to_be_visible()
    row = other.get_by_role("region", name="各单位进度").get_by_role("row").nth(1)
    expect(row).to_contain_text("单位S1")
    expect(row).to_contain_text("30/30")
    choose(other, "轮次", "当前轮次")
    expect(other.get_by_role("heading", name="第二轮：累计采样")).to_be_visible()
    expect(other).not_to_have_url(re.compile("round="))


@pytest.mark.parametrize(
    ("language", "course", "runs_out", "moved"),
    [
        ("zh", "大米（件）", "最先用完的 5 项（共 5 项）", "单位S2调出 3 件"),
        ("en", "Rice (pieces)", "The first 5 to run out (of 5)", "单位S2 gives 3 pieces"),
    ],
)
def test_supplies_say_what_runs_out_and_what_could_be_moved(board: str, reader, language, course, runs_out, moved) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/supplies?lang={language}")
    expect(page.get_by_role("heading", name=runs_out)).to_be_visible()
    expect(page.get_by_role("heading", name=course)).to_be_visible(), "what is needed most is looked at first"
    expect(page.locator(CHARTS)).to_have_count(2)
    expect(page.get_by_text(moved)).to_be_visible()
    someone.assert_untroubled(board)


def test_an_item_is_chosen_and_its_link_shows_anybody_the_same(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/supplies?lang=zh")
    choose(page, "物资", "口罩")
    expect(page.get_by_role("heading", name="口罩（件）")).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]item=mask\b"))
    other = reader(clock=NOW).open(page.url)
    expect(other.get_by_role("heading", name="口罩（件）")).to_be_visible()
    expect(other.get_by_text("单位S2 12月22日消耗 -5")).to_be_visible(), "what contradicts itself is left out and named"


@pytest.mark.parametrize("link", ["supplies?item=zzz", "testing?round=zzz", "?round=zzz"])
def test_a_link_to_an_item_or_round_that_does_not_exist_shows_one_sentence(board: str, reader, link: str) -> None:
    page = reader(clock=NOW).open(f"{board}/{link}")
    expect(page.get_by_role("alert")).to_contain_text("不存在")
    expect(page.get_by_role("heading")).to_have_count(0)


@pytest.mark.parametrize("path", ["testing", "supplies"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_shut_out_and_a_phone_scrolls_one_way(board: str, reader, path: str, theme: str) -> None:
    someone = reader(clock=NOW, width=390, height=844)
    someone.page.emulate_media(color_scheme=theme)
    page = someone.open(f"{board}/{path}?lang=zh")
    found = Axe().run(page, context=".stMainBlockContainer", options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
