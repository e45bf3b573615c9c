"""The map in Chromium, without a graphics card: points where they belong, one selection with the table, layers, colours, a day that plays."""

from __future__ import annotations

import io
import json
import math
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from dashboard.palette import MAP_DARK, MAP_LIGHT, rgb
from tests import map_world
from tests.databases import Databases, written
from tests.map_world import CROWD, HOSTILE, NOWHERE, ONE_GATE, PLACES
from tests.serving import answer, serving
from tests.world import NOW

ATLAS = Path(__file__).parents[2] / "dashboard" / "atlas"
CITY, COUNTY = 0, 1
STATE_WORDS = {"manned": "在岗", "unmanned": "缺岗", "understaffed": "人手不足", "unknown": "情况不明", "off": "未到班次", "closed": "已撤"}


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return written(databases.initialised("sqlite"), map_world.ROWS).reader_url


@pytest.fixture(scope="module")
def home(url: str) -> Iterator[str]:
    with serving(url, clock=NOW, refresh_seconds=3600) as served:
        yield served


def drawn(page: Page) -> Page:
    expect(page.locator(".atlas")).to_have_attribute("data-drawn", "maps", timeout=60_000)
    return page


def canvas(page: Page, which: int) -> Locator:
    return page.locator(".atlas .canvas").nth(which)


def spot(page: Page, which: int, lon: float, lat: float) -> tuple[float, float]:
    """Where the place is on the canvas, in pixels from its corner, by the view that the map says it has."""
    centre_lon, centre_lat, zoom = map(float, canvas(page, which).get_attribute("data-view").split())
    box = canvas(page, which).bounding_box()
    scale = 512 * 2**zoom
    up = lambda one: math.asinh(math.tan(math.radians(one))) / (2 * math.pi) * scale  # noqa: E731
    return box["width"] / 2 + (lon - centre_lon) / 360 * scale, box["height"] / 2 - up(lat) + up(centre_lat)


def around(page: Page, which: int, lon: float, lat: float, reach: int = 13) -> np.ndarray:
    """The pixels around a place."""
    picture = np.asarray(Image.open(io.BytesIO(canvas(page, which).screenshot())).convert("RGB")).astype(int)
    x, y = (round(one) for one in spot(page, which, lon, lat))
    assert reach <= x < picture.shape[1] - reach and reach <= y < picture.shape[0] - reach, (x, y, picture.shape)  # noqa: PT018
    return picture[y - reach : y + reach + 1, x - reach : x + reach + 1]


def like(pixels: np.ndarray, colour: str | list[float], near: int = 26) -> np.ndarray:
    """Which pixels are nearly of the colour."""
    return np.abs(pixels - np.array(rgb(colour) if isinstance(colour, str) else colour)).max(axis=-1) < near


def still(page: Page) -> None:
    """Wait until the maps look the same twice: they are drawn without a graphics card."""
    last: list[bytes] = []
    for _ in range(20):
        page.wait_for_timeout(250)
        now = [one.screenshot() for one in page.locator(".atlas .canvas").all()]
        if now == last:
            return
        last = now


def row(page: Page, name: str) -> Locator:
    return page.locator(".atlas .body .row").filter(has_text=name)


def tool(page: Page, word: str) -> Locator:
    return page.locator(".atlas .tools button").filter(has_text=word)


def test_what_maps_are_drawn_with_comes_compressed_and_is_kept_for_ever(home: str, reader) -> None:
    someone = reader(clock=NOW)
    heads = {}
    someone.page.on("response", lambda one: heads.update({one.url.rsplit("/", 1)[-1]: one.headers}) if "/assets/" in one.url else None)
    drawn(someone.open(f"{home}/map?lang=zh"))
    assert set(heads) >= {"deck.js", "outlines.geojson"}
    for name in ("deck.js", "outlines.geojson"):
        assert heads[name]["content-encoding"] == "gzip"
        assert "immutable" in heads[name]["cache-control"]
    address = next(one for one in someone.requests if one.endswith("outlines.geojson"))
    status, body = answer(address)
    assert status == 200
    assert len(json.loads(body)["features"]) == 107, "who takes no gzip gets it plain"
    assert answer(address.replace("outlines.geojson", "secrets.toml"))[0] == 404
    assert answer(re.sub(r"/assets/\w+/", "/assets/0000/", address))[0] == 404
    someone.assert_untroubled(home)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_status_stands_where_it_belongs_in_its_shape_and_colour(home: str, reader, theme: str) -> None:
    """Three known places in three systems of coordinates, and every sign: diamond, triangle, disc, dashed ring, small disc."""
    someone, colours = reader(clock=NOW), MAP_DARK if theme == "dark" else MAP_LIGHT
    someone.page.emulate_media(color_scheme=theme)
    page = drawn(someone.open(f"{home}/map?lang=zh"))
    tool(page, "单位驻地").click()
    tool(page, "地名").click()
    still(page)

    def of(post: str) -> np.ndarray:
        return around(page, CITY if post == "MANNED" else COUNTY, *PLACES[post][:2])

    diamond, triangle, disc = like(of("UNMANNED"), colours.breach), like(of("SHORT"), colours.attention), like(of("MANNED"), colours.met)
    assert diamond.sum() > 100
    assert not diamond[:6, :6].any()
    assert not diamond[-6:, -6:].any()
    assert triangle.sum() > 80
    assert not triangle[:8, :7].any(), "a triangle is narrow above"
    assert triangle[-9:-3, 3:9].any(), "and broad below"
    assert triangle[-9:-3, -9:-3].any()
    assert disc.sum() > 100
    assert not disc[:4, :4].any()
    ring = like(of("UNKNOWN"), colours.none, 60)
    assert 30 < ring.sum() < 260
    middle = like(of("UNKNOWN")[8:19, 8:19], colours.page, 30)
    assert middle.sum() > 25, "hollow"
    for post in ("OFF", "CLOSED"):
        assert 25 < like(of(post), colours.none).sum() < 130, f"{post}: a small disc"
        assert not like(of(post), colours.breach).any()
    for which, land in ((CITY, colours.city), (COUNTY, colours.land)):
        picture = np.asarray(Image.open(io.BytesIO(canvas(page, which).screenshot())).convert("RGB")).astype(int)
        assert like(picture, land, 10).sum() > 10_000
    someone.assert_untroubled(home)


def test_names_stand_on_the_map_in_chinese_and_go_when_they_are_switched_off(home: str, reader) -> None:
    page = drawn(reader(clock=NOW).open(f"{home}/map?lang=zh"))
    tool(page, "单位驻地").click()
    features = json.loads((ATLAS.parent / "outlines" / "shaanxi.geojson").read_text("utf-8"))["features"]
    place = next(one["properties"] for one in features if one["properties"]["name"] == "镇安县")
    still(page)
    named = around(page, COUNTY, place["lon"], place["lat"], 16)
    tool(page, "地名").click()
    expect(tool(page, "地名")).to_have_attribute("aria-pressed", "false")
    still(page)
    bare = around(page, COUNTY, place["lon"], place["lat"], 16)
    ink = np.abs(named - bare).max(axis=-1) > 40
    assert ink.sum() > 25, "strokes of three characters"
    columns = np.flatnonzero(ink.any(axis=0))
    assert columns.max() - columns.min() > 20, "about 33 pixels wide"


def test_a_crowd_shows_its_true_count_and_its_worst_and_opens_when_it_is_clicked(home: str, reader) -> None:
    page = drawn(reader(clock=NOW).open(f"{home}/map?lang=zh"))
    lon, lat = CROWD[0]
    assert like(around(page, COUNTY, lon, lat), MAP_LIGHT.breach).sum() > 150, "one of the three is unmanned"
    x, y = spot(page, COUNTY, lon, lat)
    canvas(page, COUNTY).hover(position={"x": x, "y": y})
    card = page.locator(".atlas .card")
    expect(card).to_contain_text("3 个卡点")
    expect(card).to_contain_text("缺岗 1")
    expect(card).to_contain_text("在岗 2")
    canvas(page, COUNTY).click(position={"x": x, "y": y})
    selected = page.locator(".atlas .row[aria-selected=true]")
    expect(selected).to_have_count(3)
    expect(selected.first).to_contain_text(HOSTILE)
    still(page)
    assert float(canvas(page, COUNTY).get_attribute("data-view").split()[2]) > 12
    for lon, lat in CROWD:
        assert like(around(page, COUNTY, lon, lat, 30), MAP_LIGHT.ink, 40).sum() > 40, "each stands by itself, marked as chosen"
    page.get_by_role("button", name="取消选择").click()
    expect(selected).to_have_count(0)


def test_posts_at_one_place_fan_out_when_the_reader_is_near(home: str, reader) -> None:
    page = drawn(reader(clock=NOW).open(f"{home}/map?lang=zh"))
    tool(page, "单位驻地").click()
    tool(page, "地名").click()
    still(page)
    before = like(around(page, COUNTY, *ONE_GATE, 8), MAP_LIGHT.breach)
    assert before.sum() > 100, "one sign at the place"
    canvas(page, COUNTY).click(position=dict(zip("xy", spot(page, COUNTY, *ONE_GATE), strict=True)))
    expect(page.locator(".atlas .row[aria-selected=true]")).to_have_count(3)
    still(page)
    after = like(around(page, COUNTY, *ONE_GATE, 34), MAP_LIGHT.breach)
    assert after.sum() > 2 * before.sum(), "three signs around it"
    assert not after[30:39, 30:39].any(), "and none upon it"
    for _ in range(3):
        page.locator(".atlas .near").nth(COUNTY).get_by_role("button", name="放大").click()
        page.wait_for_timeout(300)
    assert float(canvas(page, COUNTY).get_attribute("data-view").split()[2]) == pytest.approx(16, abs=0.01), "and no nearer"


def test_a_click_on_the_map_selects_the_row_and_the_row_finds_the_point(home: str, reader) -> None:
    page = drawn(reader(clock=NOW).open(f"{home}/map?lang=zh"))
    lon, lat = PLACES["UNMANNED"][:2]
    canvas(page, COUNTY).click(position=dict(zip("xy", spot(page, COUNTY, lon, lat), strict=True)))
    expect(row(page, "UNMANNED门")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".atlas .row[aria-selected=true]")).to_have_count(1)
    before = canvas(page, CITY).get_attribute("data-view")
    for _ in range(4):
        page.locator(".atlas .near").nth(CITY).get_by_role("button", name="放大").click()
        page.wait_for_timeout(200)
    row(page, "SHORT门").click()
    expect(row(page, "SHORT门")).to_have_attribute("aria-selected", "true")
    still(page)
    ring = like(around(page, COUNTY, *PLACES["SHORT"][:2], 19), MAP_LIGHT.ink, 40)
    assert ring.sum() > 60, "it is marked"
    page.locator(".atlas .near").nth(CITY).get_by_role("button", name="看全图").click()
    expect(canvas(page, CITY)).to_have_attribute("data-view", before)


def test_the_table_is_worked_by_keys_and_says_what_it_is(home: str, reader) -> None:
    page = drawn(
        reader(clock=NOW).open(
            f"{home}/map?lang=en",
        )
    )
    grid = page.get_by_role("grid", name="Checkpoints · 16")
    expect(grid).to_have_attribute("aria-rowcount", "17")
    grid.focus()
    page.keyboard.press("ArrowDown")
    expect(grid).to_have_attribute("aria-activedescendant", "row-1")
    page.keyboard.press("Enter")
    expect(grid.locator("#row-1")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    expect(grid).to_have_attribute("aria-activedescendant", "row-15")
    page.keyboard.press("Escape")
    expect(page.locator(".atlas .row[aria-selected=true]")).to_have_count(0)
    maps = page.get_by_role("img", name=re.compile("City districts: Checkpoints · 1; .*listed in the table below"))
    expect(maps).to_have_count(1)


def test_layers_switch_on_and_off_and_the_legend_counts_each_class(home: str, reader) -> None:
    page = drawn(reader(clock=NOW).open(f"{home}/map?lang=zh"))
    counts = {
        "缺岗": 9,
        "人手不足": 1,
        "情况不明": 1,
        "在岗": 3,
        "未到班次": 1,
        "已撤": 1,
        "大门": 8,
        "路口": 1,
        "帐篷": 1,
        "采样点": 3,
        "隔离点": 3,
        "单位驻地": 4,
    }
    for word, count in {**counts, "管控": 1, "封控": 1}.items():
        found = page.locator(".atlas .tools button").filter(has=page.get_by_text(word, exact=True))
        expect(found).to_contain_text(f"{count}")
    tool(page, "缺岗").click()
    expect(row(page, "UNMANNED门")).to_have_count(0)
    expect(page.locator(".atlas .above")).to_contain_text("显示 7 / 16")
    still(page)
    assert not like(around(page, COUNTY, *PLACES["UNMANNED"][:2]), MAP_LIGHT.breach).any()
    tool(page, "缺岗").click()
    tool(page, "采样点").click()
    expect(page.locator(".atlas .above")).to_contain_text("显示 13 / 16")
    expect(tool(page, "采样点")).to_be_focused()


def test_places_under_control_are_ringed_and_one_without_coordinates_stands_at_its_unit(home: str, reader) -> None:
    page = drawn(reader(clock=NOW).open(f"{home}/map?lang=zh"))
    for which, lon, lat, told in ((COUNTY, 108.6, 35.9, "矿区"), (CITY, 108.96, 34.20, "标在单位驻地")):
        canvas(page, which).hover(
            position=dict(zip("xy", (a + b for a, b in zip(spot(page, which, lon, lat), (0, 17), strict=True)), strict=True))
        )
        expect(page.locator(".atlas .card")).to_contain_text(told)
    tool(page, "封控").click()
    still(page)
    before = like(around(page, COUNTY, 108.6, 35.9, 26), MAP_LIGHT.ink, 40).sum()
    tool(page, "管控").first.click()
    still(page)
    assert before - like(around(page, COUNTY, 108.6, 35.9, 26), MAP_LIGHT.ink, 40).sum() > 80


def test_what_a_map_tells_stays_when_the_other_is_heard_to_be_left_later(home: str, reader) -> None:
    page = drawn(reader(clock=NOW).open(f"{home}/map?lang=zh"))
    places = ((COUNTY, 108.6, 35.9, "矿区"), (CITY, 108.96, 34.20, "标在单位驻地"))
    spots = [(which, *spot(page, which, lon, lat), told) for which, lon, lat, told in places]
    for which, x, y, told in spots * 5:
        canvas(page, which).hover(position={"x": x, "y": y + 17})
        page.wait_for_timeout(800)
        assert told in page.locator(".atlas .card").inner_text()


def test_what_is_nowhere_is_listed_with_why_and_never_drawn(home: str, reader) -> None:
    page = drawn(reader(clock=NOW).open(f"{home}/map?lang=zh"))
    folded = page.locator("details.off-map").first
    expect(folded.locator("summary")).to_have_text(f"不在图上 · {len(NOWHERE)}")
    folded.locator("summary").click()
    for why, name in (("经纬度似颠倒", "SWAPPED门"), ("没有坐标", "MISSING门"), ("坐标不可能", "SEA门"), ("远离其他各处", "FAR门")):
        expect(folded.locator("p").filter(has_text=why)).to_contain_text(name)
    expect(row(page, "SWAPPED门")).to_contain_text("经纬度似颠倒")
    row(page, "SEA门").click()
    west = float(canvas(page, COUNTY).get_attribute("data-view").split()[0])
    assert 105 < west < 112, "choosing it leads nowhere"


def test_districts_take_the_colour_of_a_figure_and_what_is_not_known_is_hatched(home: str, reader) -> None:
    someone = reader(clock=NOW)
    page = drawn(someone.open(f"{home}/map?lang=zh&shade=isolated"))
    legend = page.locator(".atlas .shades")
    expect(legend).to_contain_text("隔离人数")
    expect(legend.locator("span").filter(has_text="数据未知").first).to_contain_text("2")
    for word in ("单位驻地", "地名", "缺岗", "在岗"):
        tool(page, word).first.click()
    still(page)
    hatched, plain = around(page, COUNTY, 107.90, 35.20, 7), around(page, COUNTY, 108.16, 34.58, 4)
    lines = ~like(hatched, MAP_LIGHT.page, 16)
    assert 20 < lines.sum() < 200, "lines on the page's ground"
    assert like(plain, MAP_LIGHT.ramp[0], 8).sum() > 40, "none: the lightest of the colours"
    assert like(around(page, CITY, 108.945, 34.215, 3), MAP_LIGHT.ramp[-1], 10).sum() > 25, "four isolated: the darkest there is"
    canvas(page, COUNTY).hover(position=dict(zip("xy", spot(page, COUNTY, 108.16, 34.58), strict=True)))
    expect(page.locator(".atlas .card")).to_contain_text("隔离人数 0")
    expect(page.get_by_role("heading", name="各区县 · 隔离人数")).to_be_visible()
    page.get_by_role("combobox", name=re.compile("区县着色")).click()
    page.get_by_role("option", name="缺岗卡点").click()
    page.wait_for_url(re.compile("shade=unmanned"))
    expect(legend).to_contain_text("缺岗卡点")
    someone.assert_untroubled(home)


def test_the_day_plays_from_the_shifts_and_leads_back_to_the_present(home: str, reader) -> None:
    someone = reader(clock=NOW)
    page = drawn(someone.open(f"{home}/map?lang=zh"))
    atlas, slider = page.locator(".atlas"), page.get_by_role("slider", name="当日时刻")
    expect(slider).to_have_attribute("aria-valuetext", "当前")
    page.get_by_role("button", name="播放当日").click()
    expect(atlas).to_have_attribute("data-instant", re.compile(r"^0\d:"), timeout=20_000)
    expect(atlas).to_have_attribute("data-instant", re.compile(r"^0[1-9]:"), timeout=20_000)
    page.get_by_role("button", name="暂停").click()
    stopped = atlas.get_attribute("data-instant")
    assert "01:00" <= stopped < "19:00"
    page.wait_for_timeout(800)
    assert atlas.get_attribute("data-instant") == stopped
    expect(row(page, "MANNED门").filter(has_not_text="UN")).to_contain_text("缺岗")
    slider.focus()
    page.keyboard.press("End")
    expect(atlas).to_have_attribute("data-instant", "20:00")
    expect(row(page, "MANNED门").filter(has_not_text="UN")).to_contain_text("在岗")
    for _ in range(16):  # quarters of an hour
        page.keyboard.press("ArrowLeft")
    expect(atlas).to_have_attribute("data-instant", "16:00")
    expect(tool(page, "情况不明")).to_contain_text("0")
    page.get_by_role("button", name="退出播放").click()
    expect(atlas).to_have_attribute("data-instant", "")
    expect(tool(page, "情况不明")).to_contain_text("1")
    someone.assert_untroubled(home)


def test_one_unit_s_checkpoints_are_one_map_and_nothing_shows_the_province(home: str, reader) -> None:
    page = drawn(reader(clock=NOW).open(f"{home}/map?unit=A&lang=en"))
    expect(page.locator(".atlas .canvas")).to_have_count(1)
    expect(page.get_by_role("heading", name="City districts · 1")).to_be_visible()
    page = drawn(reader(clock=NOW).open(f"{home}/map?unit=C&lang=en"))
    expect(page.get_by_text("There is no checkpoint.")).to_be_visible()
    expect(page.locator(".atlas .canvas")).to_have_count(1)


def test_a_theme_that_changes_while_the_map_is_open_changes_the_map(home: str, reader) -> None:
    someone = reader(clock=NOW)
    someone.page.emulate_media(color_scheme="light")
    page = drawn(someone.open(f"{home}/map?lang=zh"))
    assert like(around(page, COUNTY, *PLACES["UNMANNED"][:2]), MAP_LIGHT.breach).any()
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(2500)
    assert like(around(page, COUNTY, *PLACES["UNMANNED"][:2]), MAP_DARK.breach).sum() > 100


def test_without_webgl_the_table_says_it_all(home: str, reader) -> None:
    someone = reader(clock=NOW)
    someone.page.add_init_script(
        "const own = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return /webgl/.test(kind) ? null : own.call(this, kind, ...more); };"
    )
    page = someone.open(f"{home}/map?lang=zh")
    expect(page.get_by_text("此浏览器不能绘制地图，请看下表。")).to_be_visible(timeout=30_000)
    expect(row(page, "UNMANNED门")).to_be_visible()
    row(page, "UNMANNED门").click()
    expect(row(page, "UNMANNED门")).to_have_attribute("aria-selected", "true")


def secrets(folder: Path, url: str, **more: str) -> Path:
    path = folder / "secrets.toml"
    told = {"database_url": url, "clock": NOW.isoformat(), "refresh_seconds": "3600"} | more
    path.write_text("[situation_board]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in told.items()), "utf-8")
    return path


def test_an_administrator_s_own_outlines_take_the_place_of_ours(url: str, reader, tmp_path: Path) -> None:
    ring = [[106.0, 32.0], [110.5, 32.0], [110.5, 39.0], [106.0, 39.0], [106.0, 32.0]]
    own = tmp_path / "own.geojson"
    feature = {
        "type": "Feature",
        "properties": {"adcode": 990001, "name": "自有图"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    own.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    with serving(None, secrets=secrets(tmp_path, url, outlines=str(own))) as served:
        someone = reader(clock=NOW)
        page = drawn(someone.open(f"{served}/map?lang=zh"))
        expect(row(page, "UNMANNED门")).to_contain_text("自有图")
        assert like(around(page, COUNTY, 108.2, 37.3, 10), MAP_LIGHT.land, 8).sum() > 300
        someone.assert_untroubled(served)


def test_a_tile_style_of_the_intranet_lies_under_the_signs_and_nothing_else_is_asked(url: str, reader, tmp_path: Path) -> None:
    style = {"version": 8, "sources": {}, "layers": [{"id": "ground", "type": "background", "paint": {"background-color": "#ffcc00"}}]}
    (tmp_path / "style.json").write_text(json.dumps(style), "utf-8")

    class Tiles(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Access-Control-Allow-Origin", "*")
            super().end_headers()

        def log_message(self, *_: object) -> None: ...

    tiles = ThreadingHTTPServer(("127.0.0.1", 0), partial(Tiles, directory=str(tmp_path)))
    threading.Thread(target=tiles.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{tiles.server_port}"
    try:
        with serving(None, secrets=secrets(tmp_path, url, map_style_url=f"{address}/style.json")) as served:
            someone = reader(clock=NOW)
            page = drawn(someone.open(f"{served}/map?lang=zh"))
            still(page)
            assert like(around(page, COUNTY, 108.2, 37.3, 10), "#ffcc00", 20).sum() > 300
            assert like(around(page, COUNTY, *PLACES["UNMANNED"][:2]), MAP_LIGHT.breach).sum() > 100
            left = [one for one in someone.requests if not one.startswith((served, address, "data:", "blob:"))]
            assert left == []
            assert someone.troubles == []
    finally:
        tiles.shutdown()
        tiles.server_close()


JAVASCRIPT = (ATLAS / "crowds.js").read_text("utf-8")
CHANCE = "let seed = 7; const chance = () => (seed = seed * 16807 % 2147483647) / 2147483647;"
CROWDS = """
  const x = Array.from({ length: 3000 }, () => acrossWorld(107 + 3 * chance())), y = Array.from({ length: 3000 }, () => downWorld(33 + 3 * chance()));
  const found = (zoom) => crowds(x.map((_, at) => at), x, y, zoom, 30).map((one) => [one.members, x[one.lead] * 2 ** zoom, y[one.lead] * 2 ** zoom]);
  return [4, 7.3, 12].map(found);
"""
LABELS = """
  const around = (x, y, width, height) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  const taken = new Taken(), signs = Array.from({ length: 40 }, () => around(900 * chance(), 600 * chance(), 26, 26));
  for (const sign of signs) taken.take(sign);
  const label = () => ({ x: 900 * chance() / 8, y: 600 * chance() / 8, width: 30 + 60 * chance(), height: 16, tries: [[0, 0], [0, 20], [0, -20]] });
  const found = placed(Array.from({ length: 300 }, label), taken, 3);
  return [signs, found.map((one) => around(one.x * 8 + one.offset[0], one.y * 8 + one.offset[1], one.width, one.height))];
"""


def test_crowds_count_everyone_once_are_led_by_their_worst_and_stand_apart(home: str, reader) -> None:
    page = reader(clock=NOW).open(f"{home}/quality?lang=zh")
    told = page.evaluate(f"() => {{ {JAVASCRIPT} {CHANCE} {CROWDS} }}")
    assert len(told[0]) < len(told[1]) < len(told[2])
    for found in told:
        assert sorted(member for members, *_ in found for member in members) == list(range(3000))
        assert all(members[0] == min(members) for members, *_ in found), "the order of need"
        at = np.array([[x, y] for _, x, y in found])
        apart = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
        np.fill_diagonal(apart, np.inf)
        assert apart.min() >= 29.999


def test_no_two_labels_lie_over_each_other_nor_over_a_sign(home: str, reader) -> None:
    page = reader(clock=NOW).open(f"{home}/quality?lang=zh")
    signs, labels = page.evaluate(f"() => {{ {JAVASCRIPT} {CHANCE} {LABELS} }}")
    assert len(labels) > 60
    for place, one in enumerate(labels):
        for other in [*labels[place + 1 :], *signs]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_five_thousand_checkpoints_take_less_than_700_kilobytes_of_the_websocket(databases: Databases, reader) -> None:
    database = written(databases.initialised("sqlite"), map_world.many(5000))
    with serving(database.reader_url, clock=NOW, refresh_seconds=3600) as served:
        someone, taken = reader(clock=NOW), []
        size = lambda frame: taken.append(len(frame) if isinstance(frame, bytes) else len(frame.encode()))  # noqa: E731
        someone.page.on("websocket", lambda socket: socket.on("framereceived", size))
        page = drawn(someone.open(f"{served}/map?lang=zh"))
        expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "5001")
        assert page.locator(".atlas .body .row").count() < 60, "the table holds the rows in sight"
        assert sum(taken) < 700_000, f"{sum(taken) / 1000:.0f} KB"
        print(f"{sum(taken) / 1000:.0f} KB")
        someone.assert_untroubled(served)
