"""The figures of the known world, worked out by hand, at several moments and scopes, on every kind of database."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dashboard.data import Door
from dashboard.indicators.figure import Figure, confidence
from dashboard.situation import Situation, situation
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.world import DAY, DAY_BEFORE, NOW, at


def now(door: Door, *units: str, known_at: datetime = NOW, day: date = DAY) -> Situation:
    return situation(door, Scope(WHOLE_ORGANISATION, frozenset(units)), Moment(day, known_at, "Asia/Shanghai"))


def told(figure: Figure) -> tuple[int | None, int | None, int, int]:
    return figure.numerator, figure.denominator, figure.unknown, figure.checks


@pytest.mark.parametrize(
    ("figure_id", "expected"),
    [  # numerator, denominator, unknown, checks
        ("reporting.completeness", (5, 7, 1, 0)),  # N1 N2 S1 S2 S3 of those and N3, S5; N3 is overdue, S5 not due
        ("reporting.timeliness", (4, 6, 1, 0)),  # N2 late, N3 silent; S5 not due
        ("reporting.zero", (2, 4, 2, 1)),  # N1 N2 of N1 N2 S1 S2; S2 undecided, N3 silent; S3 contradicts itself
        ("cases.confirmed", (2, None, 5, 0)),  # S1; unknown S2 (NULL), and silent N3 N4 S5 X
        ("cases.suspected", (1, None, 4, 0)),  # S6, though it owed no report that day; silent N3 N4 S5 X
        ("cases.days_since", (0, None, 0, 0)),  # S1's cases are of the day itself
    ],
)
def test_each_figure_of_the_whole_group(door: Door, figure_id: str, expected: tuple) -> None:
    assert told(now(door).figure(figure_id)) == expected


def test_a_ratio_is_its_numerator_over_its_denominator_and_nothing_where_nothing_is_expected(door: Door) -> None:
    assert now(door).figure("reporting.completeness").value == 5 / 7
    nothing = now(door, "S7").figure("reporting.completeness")
    assert (nothing.numerator, nothing.denominator, nothing.value, nothing.status) == (0, 0, None, None)


def test_a_figure_of_the_whole_is_the_sum_over_any_partition_of_units(door: Door) -> None:
    whole = now(door)
    for parts in ([("N",), ("S",), ("X",)], [("N1", "S1", "S5"), ("N2", "N3", "N4", "S2", "S3", "S4", "S6", "S7"), ("X",)]):
        pieces = [now(door, *part) for part in parts]
        for figure in whole.figures:
            if figure.id == "cases.days_since":
                continue  # the least of its parts, not their sum
            summed = [sum(told(piece.figure(figure.id))[place] or 0 for piece in pieces) for place in range(4)]
            assert summed == [value or 0 for value in told(figure)], figure.id


def test_days_since_counts_from_the_last_case_and_says_who_was_silent_since(door: Door) -> None:
    # Of N1 alone: no case in 60 days; it reported on the 27th and 28th and was silent on the 59 days before.
    assert told(now(door, "N1").figure("cases.days_since")) == (None, None, 1, 0)
    # S4 existed up to the 27th and had a case on that day; on the 28th it does not exist, so nobody was silent since.
    assert told(now(door, "S4").figure("cases.days_since")) == (1, None, 0, 0)
    # N and S4: the last case is S4's; since then N3 and N4 were silent on the 28th.
    assert told(now(door, "N", "S4").figure("cases.days_since")) == (1, None, 2, 0)


def test_days_since_tells_its_own_data_and_its_contradictions(door: Door) -> None:
    alone = now(door, "N1").figure("cases.days_since")
    assert (alone.data_time, alone.confidence) == (at(16, 30), "partial")
    of_the_27th = now(door, "S4").figure("cases.days_since")
    assert of_the_27th.data_time == at(16, 30, DAY_BEFORE), "the figure is made of the row of that day"
    assert told(now(door, "S3").figure("cases.days_since")) == (None, None, 1, 0), "fever is negative, confirmed is not"
    assert told(now(door, "S2").figure("cases.days_since")) == (None, None, 1, 0), "a report without a count leaves it unknown"


def test_where_nobody_is_there_no_figure_has_a_value(door: Door) -> None:
    nobody = situation(door, Scope(WHOLE_ORGANISATION, frozenset({"N"}), "county"), Moment(DAY, NOW, "Asia/Shanghai"))
    assert [figure.value for figure in nobody.figures] == [None] * 6
    assert [figure.denominator for figure in nobody.figures] == [0] * 6
    assert (nobody.cells, nobody.attention) == ((), ())


def test_statuses_follow_the_worst_unit(door: Door) -> None:
    assert now(door).figure("reporting.completeness").status == "breach"  # N3 overdue since 17:00
    assert now(door, known_at=at(17, 50)).figure("reporting.completeness").status == "attention"
    assert now(door, "N1").figure("reporting.completeness").status == "met"
    assert now(door).figure("cases.confirmed").status == "breach"
    assert now(door, "N1").figure("cases.confirmed").status == "met"
    assert now(door, "N1", "X").figure("cases.confirmed").status == "no_data", "with a unit unknown it is never met"
    assert now(door, "S6").figure("cases.suspected").status == "attention"
    assert now(door).figure("reporting.zero").status is None


def test_cells_tell_each_unit(door: Door) -> None:
    cells = {(cell.org_unit_id, cell.measure_id): cell for cell in now(door).cells}
    statuses = {unit: cells[unit, "daily_report"].status for unit in ("N1", "N2", "N3", "N4", "S1", "S5")}
    assert statuses == {"N1": "met", "N2": "attention", "N3": "breach", "N4": "exempt", "S1": "met", "S5": "not_due"}
    assert ("S6", "daily_report") not in cells
    assert cells["N3", "daily_report"].overdue_minutes == 180
    assert cells["N3", "daily_report"].since == at(17)
    cases = {unit: cells[unit, "cases"].status for unit in ("N1", "N3", "S1", "S2", "S3", "S5", "S6", "X")}
    assert cases == {
        "N1": "met",
        "N3": "no_data",
        "S1": "breach",
        "S2": "no_data",
        "S3": "check",
        "S5": "not_due",
        "S6": "attention",
        "X": "no_data",
    }


def test_the_attention_list_is_ranked_by_need(door: Door) -> None:
    lines = [(line.cell.org_unit_id, line.subject) for line in now(door).attention]
    assert lines == [("S1", "cases"), ("N3", "reporting"), ("N2", "reporting"), ("S6", "cases")]


def test_silent_units_are_the_overdue_ones(door: Door) -> None:
    assert list(now(door).silent.org_unit_id) == ["N3"]
    assert list(now(door, known_at=at(16)).silent.org_unit_id) == []


def test_confidence_is_the_worst_that_holds(door: Door) -> None:
    assert now(door).figure("reporting.completeness").confidence == "partial"
    assert now(door, "N1").figure("reporting.completeness").confidence == "provisional"
    assert now(door, "N1", day=DAY_BEFORE).figure("reporting.completeness").confidence == "complete"
    assert now(door, "N1").figure("reporting.completeness").data_time == at(16, 30)


def test_a_figure_of_today_is_stale_when_its_newest_row_is_older_than_the_limit() -> None:
    late = Moment(DAY, at(23), "Asia/Shanghai")
    assert confidence(late, at(20), 0, 0, timedelta(hours=2)) == "stale"
    assert confidence(late, at(21), 0, 0, timedelta(hours=2)) == "provisional"
    assert confidence(late.on(DAY_BEFORE), at(20, day=DAY_BEFORE), 0, 0, timedelta(hours=2)) == "complete"
