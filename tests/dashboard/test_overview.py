"""The overview's parts that are pure: the line of a trend, its change in words, the place of a sign on the small map."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import unquote

import pandas as pd
import pytest

from dashboard import maps
from dashboard.components import sparkline
from dashboard.indicators.trend import Change, Point, Trend
from dashboard.outlines import outlines
from dashboard.texts import Words
from dashboard.wording import change_text

ZH, EN = (Words(language, "Asia/Shanghai") for language in ("zh", "en"))


class Seen:
    """A view as far as a line needs it."""

    words = EN


SHAANXI = outlines().bounds


def trend(
    *values: float | None, whole: float | None = 10, change: Change | None = None, figure_id: str = "reporting.completeness"
) -> Trend:
    first = date(2021, 12, 15)
    points = [
        Point(first + timedelta(days=place), value or 0, whole, value is not None, over=place < len(values) - 1)
        for place, value in enumerate(values)
    ]
    return Trend(figure_id, tuple(points), None, change)


def paths(one: Trend) -> list[str]:
    return re.findall(r' d="([^"]*)"', unquote(str(sparkline.line(Seen(), one))))  # type: ignore[arg-type]


def test_a_line_breaks_at_a_gap_and_today_is_drawn_apart() -> None:
    settled, step, today = paths(trend(9, 8, None, 7, 6))
    assert settled.count("M") == 2, "two pieces: the gap is not bridged"
    assert "L" in step, "from yesterday to today, dashed"
    assert today.endswith("h0"), "today's point"
    settled, today = paths(trend(9, 8, None, None, 6))
    assert "L" in settled
    assert today.endswith("h0"), "after a gap today stands alone"


def test_missing_is_never_drawn_as_zero() -> None:
    heights = {float(step.split()[1]) for step in re.findall(r"[ML]([\d. ]+)", paths(trend(9, None, 9, 9))[0])}
    assert heights == {4.0}, "all that is known is the same, and nothing lies below it"


def test_a_count_is_drawn_from_zero() -> None:
    settled = paths(trend(5, 10, 10, whole=None, figure_id="cases.confirmed"))[0]
    assert re.findall(r"[ML][\d.]+ ([\d.]+)", settled)[0] == "12.0", "half of the greatest is half way up"


@pytest.mark.parametrize(
    ("change", "whole", "zh", "en"),
    [
        (Change(43, 0.907, 0.977, -0.0698, None), 10, "−6.9 个百分点", "−6.9 pts"),
        (Change(1, 0.5, 0.4, 0.1, None), 10, "+10 个百分点", "+10 pts"),
        (Change(3, 1.0, 1.0, 0.0, None), 10, "持平", "no change"),
        (Change(3, 14, 11, 3, 3 / 11), None, "+3", "+3"),
        (None, 10, "", ""),
    ],
)
def test_a_change_is_told_in_points_of_a_share_and_in_pieces_of_a_count(
    change: Change | None, whole: float | None, zh: str, en: str
) -> None:
    one = trend(9, 9, whole=whole, change=change)
    assert change_text(one, ZH)[0] == zh
    assert change_text(one, EN)[0] == en


def test_the_change_says_on_how_many_units_it_is() -> None:
    assert change_text(trend(9, 9, change=Change(1, 1, 1, 0, None)), EN)[1] == "compared on the one unit known on both days"
    assert "43 家" in change_text(trend(9, 9, change=Change(43, 1, 1, 0, None)), ZH)[1]


def test_every_point_lies_on_the_small_map_and_a_north_eastern_one_to_the_top_right() -> None:
    points = pd.DataFrame({"lon": [108.9, 109.5, 107.2], "lat": [34.2, 35.1, 33.0], "status": ["met"] * 3, "id": list("abc")})
    frame = maps.frame_over(points, 1.7, SHAANXI)
    assert frame.width / frame.height == pytest.approx(1.7)
    places = [frame.place(row.lon, row.lat) for row in points.itertuples()]
    assert all(0.02 < left < 0.98 and 0.02 < top < 0.98 for left, top in places)
    assert places[1][0] > places[0][0] > places[2][0]
    assert places[1][1] < places[0][1] < places[2][1]


def test_the_picture_behind_the_small_map_is_the_outlines_own() -> None:
    ground = outlines()
    west, north = ground.frame.place(ground.bounds[0], ground.bounds[3])
    east, south = ground.frame.place(ground.bounds[2], ground.bounds[1])
    assert (west, north, east, south) == pytest.approx((0, 0, 1, 1))
    assert ground.svg.startswith(b"<svg ")
