"""Trends: matched units, seven days, gaps, and the same knowledge for every point."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dashboard import clock
from dashboard.data import Door
from dashboard.indicators.trend import Point, Trend, change, seven_days
from dashboard.settings import Settings
from dashboard.situation import situation
from dashboard.trends import trends
from data_access.contract import stock_day
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests import world
from tests.databases import Databases, written
from tests.world import DAY, DAY_BEFORE, NOW, at


def points(*values: tuple[float, float | None] | None) -> list[Point]:
    """Days one after the other; None is a gap."""
    first = date(2021, 12, 1)
    return [
        Point(first + timedelta(days=place), *(value or (0, 0)), valid=value is not None, over=True) for place, value in enumerate(values)
    ]


def test_seven_days_are_a_sum_over_a_sum_and_never_a_mean_of_percentages() -> None:
    assert seven_days(points((1, 1), (0, 3), (2, 2), (4, 4))) == 7 / 10


def test_seven_days_need_four_that_are_known_and_look_no_further_back() -> None:
    assert seven_days(points((1, 1), (1, 1), (1, 1))) is None
    assert seven_days(points(None, (1, 2), None, (1, 2), None, (1, 2), (0, 2))) == 3 / 8
    assert seven_days(points((9, 9), *[(0, 1)] * 7)) == 0, "the eighth day back is not of the week"
    assert seven_days(points(*[None] * 4, (1, 1), (1, 1), (1, 1))) is None


def test_seven_days_of_a_plain_count_are_the_mean_of_a_day() -> None:
    assert seven_days(points((1, None), (2, None), None, (3, None), (4, None))) == 2.5


def test_a_change_is_of_the_units_that_reported_both_days() -> None:
    told = change({"A": (8, 10), "B": (1, 10), "C": (5, 5)}, {"A": (5, 10), "C": (5, 5), "D": (0, 50)})
    assert told is not None
    assert (told.units, told.value, told.before) == (2, 13 / 15, 10 / 15)
    assert told.difference == pytest.approx(3 / 15), "a fifth of the whole: twenty percentage points"
    assert told.relative is None, "a rate changes in percentage points alone"
    assert change({"A": (1, 1)}, {"B": (1, 1)}) is None


@pytest.mark.parametrize(("before", "relative"), [(4, None), (5, 1.0), (0, None)])
def test_there_is_no_percentage_change_on_a_base_under_five(before: int, relative: float | None) -> None:
    told = change({"A": (10, None)}, {"A": (before, None)})
    assert told is not None
    assert (told.difference, told.relative) == (10 - before, relative)


def of(door: Door, figure_id: str, moment: Moment) -> Trend:
    return next(one for one in trends(door, Scope(WHOLE_ORGANISATION), moment) if one.figure_id == figure_id)


def test_every_point_is_known_at_the_same_instant(door: Door) -> None:
    present = of(door, "reporting.completeness", Moment(DAY, NOW, "Asia/Shanghai"))
    before = present.points[-2]
    assert (present.points[-1].day, before.day, len(present.points)) == (DAY, DAY_BEFORE, 14)
    assert (present.points[-1].numerator, present.points[-1].denominator, present.points[-1].over) == (5, 7, False)
    assert (before.numerator, before.over) == (2, True)
    early = of(door, "reporting.completeness", Moment(DAY, at(16, 0, DAY_BEFORE), "Asia/Shanghai"))
    assert early.points[-2].numerator == 0, "the day before is shown as it was known, too"


def test_a_day_of_which_nothing_is_known_is_a_gap_and_not_a_zero(door: Door) -> None:
    patrol = of(door, "measure.patrol", Moment(DAY, NOW, "Asia/Shanghai"))
    assert patrol.points[-2].denominator == 7, "patrols were owed"
    assert (patrol.points[-2].valid, patrol.points[-2].value) == (False, None), "and nobody said a word"
    assert patrol.points[-1].value == 0.25
    cases = of(door, "cases.confirmed", Moment(DAY, NOW, "Asia/Shanghai"))
    assert [point.value for point in cases.points[-3:]] == [None, 1, 2]


def test_testing_supplies_and_checkpoints_have_each_days_own_figure(door: Door) -> None:
    """A point of a day is the figure that the day's own page shows."""
    moment = Moment(DAY, NOW, "Asia/Shanghai")
    scope = Scope(WHOLE_ORGANISATION)
    for figure_id in ("testing.coverage", "supply.units_short", "checkpoint.manned"):
        for one in of(door, figure_id, moment).points[-3:]:
            figure = situation(door, scope, moment.on(one.day)).figure(figure_id)
            assert (one.numerator, one.denominator or 0, one.valid) == (figure.numerator, figure.denominator, bool(figure.denominator))


def test_a_late_correction_of_a_day_that_is_over_moves_its_point(databases: Databases, kind: str) -> None:
    database = written(databases.initialised(kind), world.ROWS)
    clock.stand_at(NOW)
    with Door(database.reader(), Settings(database_url=database.reader_url, refresh_seconds=0)) as opened:
        before = of(opened, "supply.units_short", Moment(DAY, NOW, "Asia/Shanghai")).points[-2]
        writer = database.writer()
        with writer.begin() as connection:
            rows = connection.execute(stock_day.select().where(stock_day.c.stock_date == DAY_BEFORE)).all()
            for row in rows:
                corrected = {**row._mapping, "revision": row.revision + 7, "on_hand": 0, "recorded_at": NOW}
                connection.execute(stock_day.insert().values(**corrected))
        writer.dispose()
        later = NOW + timedelta(seconds=20)
        clock.stand_at(later)
        after = of(opened, "supply.units_short", Moment(DAY, later, "Asia/Shanghai")).points[-2]
    assert rows, "the known world keeps stock on the day before"
    assert after.numerator > before.numerator
