"""From the group to a division, to a unit, to a measure and back, by mouse, by keys and by search; all of a unit on one screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from data_access.contract import daily_report, inspection, org_unit, requirement
from tests import world
from tests.databases import Database, Databases, written
from tests.serving import serving
from tests.world import DAY, NOW

EVENING = datetime(2021, 12, 28, 9, 42, tzinfo=UTC)
HOSTILE = '<img src=x onerror="window.hit=1">![x](http://192.0.2.1/x.png) **b** :red[c]'
SITE = {"kind": "site", "reports": True}


@pytest.fixture(scope="module")
def board(databases: Databases) -> Iterator[str]:
    more = [
        SITE
        | {"org_unit_id": "W1", "parent_id": "N", "name_zh": "重庆分公司", "name_en": "Chongqing branch", "sort_order": 18}
        | {"contact_name": "值班室", "contact_phone": "023 5550-0001", "staff_count": 40, "area": "city"},
        SITE
        | {"org_unit_id": "W2", "parent_id": "S", "name_zh": HOSTILE, "contact_name": HOSTILE, "contact_phone": HOSTILE, "sort_order": 29},
    ]
    found = [
        {
            "inspection_id": name,
            "revision": 1,
            "org_unit_id": unit,
            "inspected_at": NOW - timedelta(days=2),
            "inspector": "组",
            "mode": "visit",
        }
        | {"finding": finding, "severity": "attention", "due_on": DAY - timedelta(days=1), "closed_at": closed_at, "recorded_at": NOW}
        for name, unit, finding, closed_at in (("I8", "W2", HOSTILE, None), ("I9", "N2", "门锁坏了", None), ("I10", "N2", "已修好", NOW))
    ]
    rows = world.ROWS | {org_unit: [*world.ROWS[org_unit], *more], inspection: [*world.ROWS.get(inspection, []), *found]}
    with serving(written(databases.initialised("sqlite"), rows).reader_url, clock=NOW) as url:
        yield url


@pytest.fixture(scope="module")
def crowd(databases: Databases) -> Iterator[str]:
    """Seventy units in three divisions, every seventh of which is silent long after its hour."""
    divisions = [{"org_unit_id": "G", "kind": "group", "name_zh": "集团", "reports": False, "sort_order": 0}] + [
        {"org_unit_id": name, "parent_id": "G", "kind": "division", "name_zh": f"板块{name}", "reports": False, "sort_order": 1}
        for name in "ABC"
    ]
    units = [
        SITE | {"org_unit_id": f"{'ABC'[place % 3]}{place:02}", "parent_id": "ABC"[place % 3], "name_zh": f"矿{place:02}", "sort_order": 5}
        for place in range(70)
    ]
    owed = {"org_unit_id": "G", "measure_id": "daily_report", "slot": 1, "effective_from": DAY, "revision": 1, "due_time": "12:00"}
    reports = [
        {"org_unit_id": unit["org_unit_id"], "report_date": DAY, "revision": 1, "recorded_at": world.at(11)}
        | {"fever": 0, "suspected": 0, "confirmed": 0}
        for place, unit in enumerate(units)
        if place % 7
    ]
    rows = {org_unit: divisions + units, requirement: [owed | {"grace_minutes": 0, "required": 1}], daily_report: reports}
    with serving(written(databases.initialised("sqlite"), rows).reader_url, clock=NOW) as url:
        yield url


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def title(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def clean(page: Page) -> None:
    """No trouble for an accessibility checker in what is ours."""
    ours = {"include": [[".stMain .stHtml"], [".board"], [".st-key-search"]]}
    results = Axe().run(page, context=ours, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in results.response["violations"]] == []


def test_from_the_group_to_a_division_to_a_unit_to_a_measure_and_back_step_by_step(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?day=2021-12-28&lang=zh")
    page.get_by_role("grid").get_by_role("button", name="单位N", exact=True).click()
    expect(page.get_by_role("navigation", name="单位所在层级")).to_contain_text("单位N")
    assert query(page) == {"unit": ["N"], "day": ["2021-12-28"], "lang": ["zh"]}
    someone.settled()
    page.get_by_role("grid").get_by_role("button", name="单位N2", exact=True).click()
    title(page, "单位N2")
    assert urlsplit(page.url).path == "/unit"
    assert query(page) == {"unit": ["N2"], "day": ["2021-12-28"], "lang": ["zh"]}
    someone.settled()
    page.get_by_role("table").get_by_role("link", name="消毒消杀").click()
    title(page, "落实情况")
    assert query(page) == {"unit": ["N2"], "day": ["2021-12-28"], "measure": ["disinfection"], "lang": ["zh"]}
    someone.settled()
    measure_page = page.url

    page.go_back()
    title(page, "单位N2")
    someone.settled()
    page.go_back()
    title(page, "总览")
    assert query(page)["unit"] == ["N"]
    someone.settled()
    page.go_back()
    expect(page.get_by_role("grid").get_by_role("button", name="单位S1", exact=True)).to_be_visible()
    assert "unit" not in query(page)
    someone.settled()
    page.go_forward()
    expect(page.get_by_role("navigation", name="单位所在层级")).to_contain_text("单位N")
    someone.assert_untroubled(board)

    another = reader(clock=NOW, locale="en-GB")
    other = another.open(measure_page)
    title(other, "落实情况")
    expect(other.get_by_role("navigation", name="单位所在层级")).to_contain_text("单位N2")
    another.assert_untroubled(board)


def test_the_path_leads_up_and_to_the_unit_s_own_page_from_any_page(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/testing?unit=N2&lang=en")
    path = page.get_by_role("navigation", name="Where this unit stands")
    expect(path.get_by_role("listitem")).to_have_text(["All units", "单位G", "单位N", "Unit N2", "Unit page"])
    path.get_by_role("link", name="单位N", exact=True).click()
    page.wait_for_url("**/testing?unit=N&lang=en")
    someone.settled()
    page.go_back()
    expect(path).to_contain_text("Unit N2")  # each unit's path has a link of that name
    path.get_by_role("link", name="Unit page").click()
    title(page, "Unit N2")
    expect(path.get_by_role("link", name="Unit page")).to_have_count(0)
    someone.settled()
    path.get_by_role("link", name="All units").click()
    title(page, "All units")
    assert query(page) == {"lang": ["en"]}
    someone.assert_untroubled(board)


def test_a_unit_is_found_by_its_pinyin_and_opened_without_a_mouse(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/supplies?day=2021-12-28&area=county&lang=zh")
    box = page.get_by_role("combobox", name="查找单位")
    box.focus()
    page.keyboard.type("cqfgs", delay=20)
    options = page.get_by_role("listbox", name="查找单位").get_by_role("option")
    expect(options).to_have_count(1)
    expect(options.first).to_contain_text("重庆分公司")
    expect(options.first).to_contain_text("单位N · W1")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    page.keyboard.press("Enter")
    title(page, "重庆分公司")
    assert urlsplit(page.url).path == "/unit"
    assert query(page) == {"unit": ["W1"], "day": ["2021-12-28"], "lang": ["zh"]}
    expect(page.get_by_role("link", name="023 5550-0001")).to_have_attribute("href", "tel:02355500001")
    someone.settled()
    page.go_back()
    title(page, "物资保障")
    someone.assert_untroubled(board)


def test_what_nobody_is_called_finds_nobody_and_escape_closes_the_list(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/?lang=en")
    box = page.get_by_role("combobox", name="Find a unit")
    box.fill("zzz")
    expect(page.get_by_text("No unit is called so.")).to_be_visible()
    expect(page.get_by_role("listbox", name="Find a unit")).to_have_count(0)
    box.fill("unit n")
    options = page.get_by_role("listbox", name="Find a unit").get_by_role("option")
    expect(options).to_have_count(4)
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("unit n")
    box.press("Enter")
    options.nth(2).click()
    title(page, "Unit N3")
    someone.assert_untroubled(board)


def test_all_of_a_unit_is_told_worst_first(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/unit?unit=N2&lang=zh")
    rows = page.locator(".own-measures tbody tr")
    words = rows.locator("td:nth-child(2)").all_inner_texts()
    order = ["告警", "关注", "数据矛盾", "无数据", "达标", "未到时", "免报"]
    places = [order.index(word.split()[-1]) for word in words]
    assert places == sorted(places)
    expect(rows.filter(has_text="消毒消杀")).to_contain_text("4/8")
    main = page.get_by_test_id("stMain")
    for told in (
        "厂矿",
        "N2",
        "在册职工 10 人",
        "今日日报 · 19:00",
        "18/20",
        "第 2 轮 合计采样",
        "10/40",
        "口罩",
        "未销号的检查 · 1",
        "门锁坏了",
    ):
        expect(main).to_contain_text(told)
    expect(main).not_to_contain_text("已修好")
    someone.assert_untroubled(board)


def test_a_hostile_unit_s_page_and_its_place_in_the_search_are_inert_text(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/unit?unit=W2&lang=zh")
    title(page, HOSTILE)
    expect(page.locator(".at-unit", has_text=HOSTILE)).to_be_visible()
    page.get_by_role("combobox", name="查找单位").fill("onerror")
    expect(page.get_by_role("option", name="onerror")).to_contain_text(HOSTILE)
    assert page.evaluate("window.hit") is None
    assert page.locator("[data-testid=stMain] img").count() == 0
    someone.assert_untroubled(board)


@pytest.mark.parametrize("link", ["unit=nobody", "unit=N1&unit=nobody"])
def test_a_unit_that_is_not_there_is_the_one_sentence_of_every_page(board: str, reader, link: str) -> None:
    page = reader(clock=NOW).open(f"{board}/unit?{link}&lang=zh")
    assert page.get_by_test_id("stMain").inner_text().strip() == "链接中的单位、区域、日期或时刻不存在，或您无权查看；请从总览重新进入。"


def test_of_many_units_the_divisions_stand_first_and_open_theirs(crowd: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{crowd}/?lang=zh")
    grid = page.get_by_role("grid")
    expect(grid.get_by_role("rowheader")).to_have_count(3)
    cell = grid.get_by_role("button", name="板块A · 24 · 日报:")
    expect(cell).to_have_text("◆4/24")
    expect(cell).to_have_attribute("aria-label", "板块A · 24 · 日报: 4/24, 告警, 4/24 · 告警 4 · 达标 20")
    switch = page.get_by_test_id("stMain").get_by_test_id("stButtonGroup")  # the heading says the same words, and stands there sooner
    switch.get_by_text("全部单位", exact=True).click()
    expect(grid.get_by_role("rowheader")).to_have_count(73)
    switch.get_by_text("按板块", exact=True).click()
    expect(grid.get_by_role("rowheader")).to_have_count(3)
    grid.get_by_role("button", name="板块B · 23", exact=True).click()
    expect(grid.get_by_role("rowheader")).to_have_count(23)
    assert query(page) == {"unit": ["B"], "lang": ["zh"]}
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")
    someone.settled()
    page.go_back()
    expect(grid.get_by_role("rowheader")).to_have_count(3)
    someone.settled()
    cell.click()
    page.wait_for_url("**/compliance?unit=A&measure=daily_report&lang=zh")
    someone.assert_untroubled(crowd)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_of_a_unit_fits_a_desk_and_a_phone_reads_it_from_top_to_bottom(demonstration: Database, reader, language: str) -> None:
    with serving(demonstration.reader_url, clock=EVENING) as url:
        page = reader().open(f"{url}/unit?unit=D1-023&lang={language}")
        expect(page.locator(".own-measures")).to_be_visible()
        foot = page.locator(".own-measures").bounding_box()
        assert foot
        assert foot["y"] + foot["height"] <= 900
        beside = page.locator(".stColumn").all()
        boxes = [one.bounding_box() for one in beside[:3]]
        assert boxes[0]
        assert boxes[1]
        assert foot["x"] + foot["width"] <= boxes[1]["x"], "the columns stand clear of each other"
        phone = reader(width=390, height=844).open(f"{url}/unit?unit=D1-023&lang={language}")
        assert phone.evaluate("document.scrollingElement.scrollWidth") <= 390
        wide = phone.locator(".own-measures").evaluate("table => table.scrollWidth <= table.clientWidth")
        assert wide


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_unit_page_and_search_trouble_no_accessibility_checker(board: str, reader, colours: str) -> None:
    someone = reader(clock=NOW)
    someone.page.emulate_media(color_scheme=colours)
    page = someone.open(f"{board}/unit?unit=N2&lang=zh")
    page.get_by_role("combobox", name="查找单位").fill("danwei")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    clean(page)
