"""Charts over time are functions from tables to plain specifications: gaps stay gaps, today stands apart, clocks are the organisation's."""

from __future__ import annotations

import json
from datetime import timedelta

import pandas as pd
import pytest

from dashboard import courses
from dashboard.indicators.supplies import StockDay
from dashboard.indicators.testing import Pace
from dashboard.texts import Words
from data_access.moment import Moment
from tests.world import DAY, DAY_BEFORE, NOW, at

WORDS = Words("zh", "Asia/Shanghai")
MOMENT = Moment(DAY, NOW, "Asia/Shanghai")
DAYS = MOMENT.days_back(4)


def pace(target: int = 100, sampled: int = 60, eta_hours: float | None = 4) -> Pace:
    eta = None if eta_hours is None else NOW + timedelta(hours=eta_hours)
    return Pace("R", at(8), at(22), target, sampled, 12 / 14, 10.0, eta)


def course(*rows: tuple[int, int | None, int | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["hour", "sampled", "resulted"])
    counts = frame[["sampled", "resulted"]].astype("Int64")
    return counts.assign(at=pd.to_datetime([at(hour) for hour in frame.hour], utc=True), counted=counts.sampled + 5)


def drawn(spec: dict, **mark: object) -> list[list[dict]]:
    """The rows of each layer whose mark has these properties."""
    layers = [layer for layer in spec["layer"] if all(layer["mark"].get(name) == value for name, value in mark.items())]
    return [spec["datasets"][layer["data"]["name"]] for layer in layers]


def test_a_round_is_drawn_against_the_straight_line_from_its_start_to_its_target_at_its_end() -> None:
    spec = courses.round_course(course((9, 10, 0), (19, 60, 20)), WORDS, pace(), MOMENT)
    assert drawn(spec, strokeDash=[2, 3]) == [
        [{"at": "2021-12-28T08:00:00Z", "persons": 0}, {"at": "2021-12-28T22:00:00Z", "persons": 100}]
    ], "on the clock of the organisation, not of the browser"
    assert spec["layer"][0]["encoding"]["x"]["scale"]["type"] == "utc"


def test_it_goes_on_dashed_from_now_at_its_pace_until_its_target() -> None:
    spec = courses.round_course(course((9, 10, 0), (19, 60, 20)), WORDS, pace(), MOMENT)
    (ahead,) = drawn(spec, strokeDash=[6, 4])
    assert ahead == [
        {"at": "2021-12-28T19:00:00Z", "persons": 60},
        {"at": "2021-12-28T20:00:00Z", "persons": 60},
        {"at": "2021-12-29T00:00:00Z", "persons": 100},
    ]


def test_a_pace_that_takes_for_ever_is_cut_at_the_edge_of_the_picture() -> None:
    (ahead,) = drawn(courses.round_course(course((19, 60, 20)), WORDS, pace(eta_hours=18), MOMENT), strokeDash=[6, 4])
    assert ahead[-1] == {"at": "2021-12-29T05:00:00Z", "persons": 80}, "half a round after its end, halfway there"


@pytest.mark.parametrize("other", [pace(sampled=100, eta_hours=0), pace(eta_hours=None)])
def test_a_round_that_is_complete_or_does_not_move_goes_nowhere(other: Pace) -> None:
    assert drawn(courses.round_course(course((19, 60, 20)), WORDS, other, MOMENT), strokeDash=[6, 4]) == []


def test_a_past_day_is_not_told_how_it_would_go_on() -> None:
    assert drawn(courses.round_course(course((19, 60, 20)), WORDS, pace(), MOMENT.on(DAY_BEFORE)), strokeDash=[6, 4]) == []


def test_a_round_without_a_roster_is_a_count_without_plan_and_target() -> None:
    spec = courses.round_course(course((9, 10, 0), (19, 60, 20)), WORDS, pace(target=0, sampled=0, eta_hours=None), MOMENT)
    assert drawn(spec, strokeDash=[2, 3]) == []
    assert [[row["persons"] for row in rows] for rows in drawn(spec, type="line", style="course")] == [[15, 65]]


def test_a_snapshot_that_does_not_say_is_a_gap_and_not_a_nought() -> None:
    spec = courses.round_course(course((9, 10, 0), (10, None, None), (19, 60, 20)), WORDS, pace(), MOMENT)
    (line,) = drawn(spec, type="line", style="course", interpolate="step-after")
    assert [row["persons"] for row in line] == [10, None, 60]


def test_a_long_course_is_drawn_in_few_steps_and_keeps_its_last() -> None:
    minutes = pd.to_datetime([at(8) + timedelta(minutes=number) for number in range(700)], utc=True)
    table = pd.DataFrame({"at": minutes, "sampled": pd.array(range(700), "Int64"), "resulted": pd.array([0] * 700, "Int64")})
    (line,) = drawn(courses.round_course(table, WORDS, pace(1000, 699), MOMENT), interpolate="step-after", style="course")
    assert len(line) <= courses.STEPS + 1
    assert line[-1]["persons"] == 699


def test_an_empty_course_draws_its_plan_alone() -> None:
    spec = courses.round_course(course(), WORDS, pace(eta_hours=None, sampled=0), MOMENT)
    assert drawn(spec, interpolate="step-after", style="course") == [[]]


def stock(*amounts: float | None) -> list[StockDay]:
    return [StockDay(day, 1, amount, 10.0, None) for day, amount in zip(DAYS, amounts, strict=True)]


def test_today_stands_apart_and_a_day_not_known_breaks_the_line() -> None:
    spec = courses.stock_course(stock(50, None, 30, 25), WORDS, 3, 7, DAY)
    (line,) = drawn(spec, type="line", style="course")
    assert [row["on_hand"] for row in line] == [50, None, 30]
    assert [[row["on_hand"] for row in rows] for rows in drawn(spec, style="course-hollow")] == [[25]]
    over = courses.stock_course(stock(50, None, 30, 25), WORDS, 3, 7, None)
    assert [row["on_hand"] for row in drawn(over, type="line", style="course")[0]] == [50, None, 30, 25]


def test_the_least_and_the_target_are_so_many_days_of_the_use_of_the_day() -> None:
    spec = courses.stock_course(stock(50, 45, 30, 25), WORDS, 3, 7, DAY)
    assert {(row["least"], row["aim"]) for row in drawn(spec, strokeDash=[7, 3])[0]} == {(30, 70)}
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 0


def test_use_is_points_where_every_unit_s_is_known_and_its_mean_a_line() -> None:
    days = [StockDay(day, 1, None, burn, use) for day, burn, use in zip(DAYS, (None, 4.0, 5.0, 6.0), (3.0, None, 7.0, None), strict=True)]
    spec = courses.use_course(days, WORDS, DAY)
    assert [row["use"] for row in spec["datasets"][spec["layer"][0]["data"]["name"]]] == [3, 7]
    assert [row["burn"] for row in drawn(spec, type="line", style="course")[0]] == [None, 4, 5]


def light(colour: str) -> float:
    """Relative luminance, as WCAG reckons it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("dark", "page"), [(False, "#ffffff"), (True, "#0f1720")])
def test_a_chart_s_text_can_be_read_on_either_page(dark: bool, page: str) -> None:
    config = courses.in_theme(courses.stock_course(stock(1, 2, 3, 4), WORDS, 3, 7, DAY), dark=dark)["config"]
    assert contrast(config["axis"]["labelColor"], page) >= 4.5
    assert contrast(config["text"]["color"], page) >= 4.5
    assert contrast(config["style"]["course"]["stroke"], page) >= 3
    assert contrast(courses.QUIET, page) >= 3


def test_a_specification_is_plain_data_that_names_no_address_to_fetch() -> None:
    for spec in (courses.stock_course(stock(1, 2, 3, 4), WORDS, 3, 7, DAY), courses.round_course(course((9, 1, 0)), WORDS, pace(), MOMENT)):
        assert '"url"' not in json.dumps(courses.in_theme(spec, dark=True))
