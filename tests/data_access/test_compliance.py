"""Daily reports on the known world, on every kind of database: what is owed, what came, and when it was known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dashboard.data import Door
from data_access.compliance import daily_reports, reports_by_day
from data_access.moment import DueTime, Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.world import DAY, DAY_BEFORE, NOW, at

EVERYTHING = Scope(WHOLE_ORGANISATION)


def moment(known_at=NOW, day=DAY) -> Moment:
    return Moment(day, known_at, "Asia/Shanghai")


def flagged(door: Door, flag: str, when: Moment, scope: Scope = EVERYTHING) -> set[str]:
    rows = door.fetch(daily_reports, scope, when, door.due_times("daily_report"))
    return set(rows[rows[flag]].org_unit_id)


def test_expected_are_the_live_reporting_units_that_owe_one_and_are_not_exempt(door: Door) -> None:
    assert flagged(door, "expected", moment()) == {"N1", "N2", "N3", "S1", "S2", "S3", "S5"}
    assert flagged(door, "exempt", moment()) == {"N4"}


def test_a_unit_that_is_silent_is_a_row_and_not_a_gap(door: Door) -> None:
    rows = door.fetch(daily_reports, EVERYTHING, moment(), door.due_times("daily_report")).set_index("org_unit_id")
    assert {"N3", "S5", "X"} <= set(rows.index)
    assert not rows.received["N3"]
    assert rows.isna().loc["N3", "confirmed"]


def test_the_nearest_requirement_wins_with_its_latest_effective_from(door: Door) -> None:
    rows = door.fetch(daily_reports, EVERYTHING, moment(), door.due_times("daily_report")).set_index("org_unit_id")
    assert rows.due_at["N1"] == at(17)
    assert rows.due_at["S1"] == at(18, 30)
    assert rows.due_at["S5"] == at(8, day=DAY + timedelta(days=1))


def test_only_what_is_due_by_now_is_due(door: Door) -> None:
    assert flagged(door, "due", moment()) == {"N1", "N2", "N3", "N4", "S1", "S2", "S3"}
    assert flagged(door, "due", moment(at(17))) == {"N1", "N2", "N3", "N4"}
    assert flagged(door, "due", moment(at(16, 59))) == set()


def test_a_late_report_stays_late_when_it_is_corrected(door: Door) -> None:
    rows = door.fetch(daily_reports, EVERYTHING, moment(), door.due_times("daily_report")).set_index("org_unit_id")
    assert (rows.revision["N2"], rows.fever["N2"]) == (2, 0)
    assert rows.first_recorded_at["N2"] == at(17, 40)
    assert not rows.on_time["N2"]


def test_a_report_that_came_in_time_stays_so_when_it_is_corrected_after_its_due_instant(door: Door) -> None:
    rows = door.fetch(daily_reports, EVERYTHING, moment(), door.due_times("daily_report")).set_index("org_unit_id")
    assert (rows.revision["S1"], rows.recorded_at["S1"]) == (2, at(19, 30))
    assert rows.first_recorded_at["S1"] == at(18, 20)
    assert rows.on_time["S1"]


def test_what_was_recorded_later_was_not_known(door: Door) -> None:
    before_the_correction = door.fetch(daily_reports, EVERYTHING, moment(at(18)), door.due_times("daily_report")).set_index("org_unit_id")
    assert (before_the_correction.revision["N2"], before_the_correction.fever["N2"]) == (1, 1)
    assert "S1" not in flagged(door, "received", moment(at(18)))
    assert flagged(door, "expected", moment(at(22))) == {"S1", "S2", "S3", "S5"}, "at 21:00 N's duty was lifted, known from then on"


def test_a_past_day_shows_its_end_with_what_is_known_now(door: Door) -> None:
    rows = door.fetch(daily_reports, EVERYTHING, moment(day=DAY_BEFORE), door.due_times("daily_report")).set_index("org_unit_id")
    assert rows.due_at["N1"] == at(6, day=DAY_BEFORE), "N's own requirement was in force up to and including the 27th"
    assert not rows.on_time["N1"]
    assert rows.due["S6"], "the 27th was a Monday"
    assert "S4" in rows.index
    assert "S5" not in rows.index


def test_zero_reports_are_told_from_unknown_and_contradictory_ones(door: Door) -> None:
    assert flagged(door, "zero", moment()) == {"N1", "N2", "S7"}
    assert flagged(door, "zero_unknown", moment()) == {"S2"}
    assert flagged(door, "zero_contradicts", moment()) == {"S3"}


def test_counts_by_day_agree_with_the_rows_of_each_day(door: Door) -> None:
    days = moment().days_back(3)
    by_day = door.fetch(reports_by_day, EVERYTHING, moment(), days, door.due_times("daily_report")).set_index("day")
    for day in days:
        rows = door.fetch(daily_reports, EVERYTHING, moment(day=day), door.due_times("daily_report"))
        expected = rows[rows.expected]
        assert by_day.live[day] == len(rows)
        assert by_day.expected[day] == len(expected)
        assert by_day.received[day] == expected.received.sum()
        assert by_day.on_time[day] == expected.on_time.sum()
        assert by_day.missing[day] == expected.missing.sum()
        assert by_day.reported[day] == rows.received.sum()
        confirmed = rows.confirmed.dropna()
        assert (by_day.confirmed.isna()[day] and confirmed.empty) or by_day.confirmed[day] == confirmed.sum()


def test_many_ways_of_falling_due_are_no_trouble(door: Door) -> None:
    ways = tuple(DueTime(f"{hour:02d}:{minute:02d}", False, 0) for hour in range(24) for minute in (0, 30)) + door.due_times("daily_report")
    by_day = door.fetch(reports_by_day, EVERYTHING, moment(), moment().days_back(14), tuple(sorted(set(ways))))
    assert by_day.set_index("day").expected[DAY] == 7


@pytest.mark.parametrize(
    ("scope", "units"),
    [
        (Scope(WHOLE_ORGANISATION, chosen=frozenset({"N"})), {"N", "N1", "N2", "N3", "N4"}),
        (Scope(WHOLE_ORGANISATION, chosen=frozenset({"N3"})), {"N3"}),
        (Scope(WHOLE_ORGANISATION, area="county"), {"S", "S1", "S2", "S3", "S5", "S6", "S7"}),
        (Scope(frozenset({"S"}), chosen=frozenset({"G"})), {"S", "S1", "S2", "S3", "S5", "S6", "S7"}),
        (Scope(frozenset({"S"}), chosen=frozenset({"S1", "N1"})), {"S1"}),
        (Scope(frozenset()), set()),
        (Scope(frozenset(), chosen=frozenset({"N1"})), set()),
        (Scope(WHOLE_ORGANISATION, chosen=frozenset({"unknown"})), set()),
    ],
)
def test_a_scope_shows_its_units_and_no_other(door: Door, scope: Scope, units: set[str]) -> None:
    rows = door.fetch(daily_reports, scope, moment(), door.due_times("daily_report"))
    assert set(rows.org_unit_id) == units
