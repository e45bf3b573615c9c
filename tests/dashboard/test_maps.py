"""Maps are functions from a table of points to a deck: signs by status, the worst on top, no basemap, no text of the database that could be run."""

from __future__ import annotations

import json
import math

import pandas as pd
import pytest

from dashboard.maps import ID_MARK, OUTLINES_URL, POINTS, SHAANXI, checkpoint_map, plottable, view_over


def points(*rows: tuple[str, float, float, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["id", "lon", "lat", "status"])
    return table.assign(label=table.id, detail="")


def deck(table: pd.DataFrame, **more: object) -> dict:
    return json.loads(checkpoint_map(table, dark=False, view=view_over(table), **more).to_json())


def layer(spec: dict, name: str) -> dict:
    return next(one for one in spec["layers"] if one["id"] == name)


def test_the_worst_is_drawn_last_and_so_lies_on_top() -> None:
    spec = deck(points(("a", 108, 34, "breach"), ("b", 108, 34, "met"), ("c", 108, 34, "no_data"), ("d", 108, 34, "closed")))
    assert [row["icon"] for row in layer(spec, POINTS)["data"]] == ["closed", "met", "no_data", "breach"]


def test_nothing_is_fetched_but_the_app_s_own_outlines() -> None:
    spec = deck(points(("a", 108, 34, "met")))
    assert spec.get("mapProvider") is None
    assert layer(spec, "outlines")["data"] == OUTLINES_URL
    for text in json.dumps(spec).split('"'):
        assert not text.startswith(("http:", "https:", "//")), text


def test_a_text_of_the_database_is_never_the_deck_s_own_code() -> None:
    hostile = "@@=alert(1)"
    row = layer(deck(points((hostile, 108, 34, "met")).assign(detail=hostile)), POINTS)["data"][0]
    assert row["id"] == ID_MARK + hostile
    assert not any(str(value).startswith("@@") for value in row.values())


def test_what_has_no_place_on_earth_is_told_apart() -> None:
    shown, left_out = plottable(
        points(("a", 108, 34, "met"), ("b", math.nan, 34, "met"), ("c", 34, 108, "met"), ("d", 0, 0, "met"), ("e", 500, 34, "met"))
    )
    assert list(shown.id) == ["a"]
    assert dict(zip(left_out.id, left_out.reason, strict=True)) == {"b": "missing", "c": "swapped", "d": "impossible", "e": "impossible"}


@pytest.mark.parametrize("spread", [0.0, 0.001, 0.5, 5.0])
def test_all_points_lie_within_the_view(spread: float) -> None:
    table = points(("a", 108, 34, "met"), ("b", 108 + spread, 34 + spread, "met"))
    view, width, height = view_over(table), 360, 400
    scale = 512 * 2**view.zoom
    across = [(lon - view.longitude) / 360 * scale for lon in table.lon]
    northing = lambda lat: math.asinh(math.tan(math.radians(lat))) / (2 * math.pi) * scale  # noqa: E731
    down = [northing(lat) - northing(view.latitude) for lat in table.lat]
    assert all(abs(x) <= width / 2 for x in across)
    assert all(abs(y) <= height / 2 for y in down)


def test_without_points_the_province_is_shown() -> None:
    view = view_over(points())
    west, south, east, north = SHAANXI
    assert west < view.longitude < east
    assert south < view.latitude < north
