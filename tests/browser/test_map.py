"""The map in Chromium, without a graphics card: points where they belong, over outlines that the app itself serves."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from dashboard.palette import MAP_LIGHT, rgb
from tests.databases import Database
from tests.serving import answer, serving

NOW = datetime(2021, 12, 28, 9, 42, tzinfo=UTC)
STATIC = Path(__file__).parents[2] / "dashboard" / "static"


@pytest.fixture(scope="module")
def board(demonstration: Database) -> Iterator[str]:
    with serving(demonstration.reader_url, clock=NOW) as url:
        yield url


def pixels_of(canvas: Locator, colour: str) -> int:
    """How many pixels of the canvas are nearly of the colour."""
    picture = np.asarray(Image.open(io.BytesIO(canvas.screenshot())).convert("RGB")).astype(int)
    return int((np.abs(picture - np.array(rgb(colour))).max(axis=2) < 24).sum())


def test_the_outlines_are_served_whole_by_the_app(board: str) -> None:
    for name in ("outlines.geojson", "outline_names.json"):
        assert answer(f"{board}/app/static/{name}") == (200, (STATIC / name).read_bytes())


def test_points_of_each_status_stand_over_the_outlines_and_nothing_is_fetched_from_elsewhere(board: str, reader) -> None:
    someone = reader(clock=NOW)
    page = someone.open(f"{board}/map?lang=zh")
    maps = page.locator("[data-testid=stDeckGlJsonChart] canvas")
    expect(maps).to_have_count(2)
    page.wait_for_function("document.querySelectorAll('[data-testid=stDeckGlJsonChart] canvas').length == 2")
    city, county = maps.nth(0), maps.nth(1)
    for _ in range(20):  # the deck draws itself after it is attached
        if pixels_of(city, MAP_LIGHT.met) and pixels_of(county, MAP_LIGHT.breach):
            break
        page.wait_for_timeout(500)
    assert pixels_of(city, MAP_LIGHT.met) > 100
    assert pixels_of(county, MAP_LIGHT.breach) > 60, "an unmanned post in the counties"
    assert pixels_of(city, MAP_LIGHT.city) > 10_000, "the city's districts are a shade apart"
    assert pixels_of(county, MAP_LIGHT.land) > 10_000
    assert any(url.endswith("/app/static/outlines.geojson") for url in someone.requests)
    someone.assert_untroubled(board)


def test_a_table_of_all_checkpoints_stands_beside_the_maps(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/map?lang=en")
    expect(page.get_by_role("heading", name="Checkpoints · 125")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()


def test_one_unit_s_checkpoints_are_one_map(board: str, reader) -> None:
    page = reader(clock=NOW).open(f"{board}/map?unit=H&lang=en")
    expect(page.locator("[data-testid=stDeckGlJsonChart] canvas")).to_have_count(1)
    expect(page.get_by_role("heading", name="City districts")).to_be_visible()


def test_the_demonstration_says_that_it_is_one_on_every_page(board: str, reader) -> None:
    for path in ("", "compliance", "testing", "supplies", "map"):
        page = reader(clock=NOW).open(f"{board}/{path}?lang=zh")
        expect(page.get_by_text("演示数据", exact=True)).to_be_visible()
