"""Charts are functions from a table to a plain specification: gaps stay gaps, bars start at zero."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pandas as pd

from dashboard import charts
from dashboard.texts import Words

WORDS = Words("zh", "Asia/Shanghai")


def table(**columns: list) -> pd.DataFrame:
    length = len(next(iter(columns.values())))
    plain = {name: [0] * length for name in ("live", "expected", "due", "received", "on_time", "due_on_time", "missing", "reported")}
    days = [date(2021, 12, 1) + timedelta(days=number) for number in range(length)]
    frame = pd.DataFrame({"day": days} | plain | columns)
    return frame.astype({name: "Int64" for name in frame if name != "day"})


def rows(spec: dict) -> list[dict]:
    return next(iter(spec["datasets"].values()))


def test_a_day_without_any_count_is_a_gap_and_not_a_zero() -> None:
    spec = charts.confirmed_by_day(table(confirmed=[1, None, 0]), WORDS)
    assert [row["confirmed"] for row in rows(spec)] == [1, None, 0]


def test_what_came_late_and_what_is_missing_are_told_apart() -> None:
    spec = charts.reports_by_day(table(expected=[5, 0], received=[4, 0], on_time=[3, 0], missing=[1, 0]), WORDS)
    assert {row["part"]: row["units"] for row in rows(spec)} == {"按时": 3, "迟报": 1, "未报": 1}
    assert spec["encoding"]["x"]["scale"]["domain"] == ["2021-12-01", "2021-12-02"], "a day on which nothing is owed keeps its place"


def test_a_measure_s_share_is_done_over_required_and_a_day_that_owes_nothing_keeps_its_place() -> None:
    spec = charts.measure_by_day(table(numerator=[3, 0], denominator=[4, 0]), WORDS)
    assert [(row["day"], row["share"]) for row in rows(spec)] == [("2021-12-01", 0.75)]
    assert spec["encoding"]["x"]["scale"]["domain"] == ["2021-12-01", "2021-12-02"]
    assert spec["encoding"]["y"]["scale"]["domain"] == [0, 1], "bars start at nought, and the whole is in sight"


def test_an_empty_table_draws_an_empty_chart() -> None:
    for draw in (charts.reports_by_day, charts.confirmed_by_day, charts.measure_by_day):
        spec = draw(table(expected=[], confirmed=[], numerator=[], denominator=[]), WORDS)
        assert rows(spec) == []


def test_a_specification_is_plain_data_that_names_no_address_to_fetch() -> None:
    spec = charts.reports_by_day(table(expected=[5], received=[4], on_time=[3], missing=[1]), WORDS)
    text = json.dumps(spec)
    assert '"url"' not in text
    assert charts.reports_by_day(table(expected=[5], received=[4], on_time=[3], missing=[1]), WORDS) == spec
