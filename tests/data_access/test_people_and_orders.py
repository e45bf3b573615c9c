"""People, teams, directives step by step, inspections, notices and contacts of the known world, worked out by hand, on every kind of database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from dashboard.data import Door
from data_access import control, directives, duty, inspections, liaisons, notices, people, quality
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.world import DAY, DAY_BEFORE, NOW, at


def rows(door: Door, query: Any, *units: str, known_at: datetime = NOW, day: date = DAY) -> pd.DataFrame:
    return door.fetch(query, Scope(WHOLE_ORGANISATION, frozenset(units)), Moment(day, known_at, "Asia/Shanghai"))


def told(table: pd.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    """The rows' values under the names, what is missing as None."""
    return [tuple(None if pd.isna(row[name]) else row[name] for name in names) for row in table.to_dict("records")]


def test_a_silent_unit_is_a_row_of_persons_and_what_is_not_said_is_not_zero(door: Door) -> None:
    found = rows(door, people.reported_persons).set_index("org_unit_id")
    assert set(found.index) == {"N1", "N2", "N3", "N4", "S1", "S2", "S3", "S5", "S6", "S7", "X"}, "G, N and S owe nothing; S4 is closed"
    assert told(found.loc[["N1"]], "received", "staff_count", "on_site", "home_isolation", "dependants_home_isolation") == [
        (True, 20, 15, 2, 1)
    ]
    assert told(found.loc[["N3"]], "received", "staff_count", "on_site") == [(False, 30, None)]
    assert told(found.loc[["S1"]], "central_isolation", "meals_due", "meals_delivered", "close_contacts") == [(None, 6, 8, None)]
    assert told(rows(door, people.reported_persons, "S1", known_at=at(19)), "meals_due", "confirmed") == [(None, 2)], (
        "the correction came later"
    )


def test_a_team_is_who_is_on_now_and_what_its_shifts_of_the_day_counted(door: Door) -> None:
    found = rows(door, duty.teams).set_index("team")
    names = ("shifts", "held", "planned_staff", "present_staff", "silent", "posts", "posts_held")
    # on at 20:00: D1 D2 D5 D6 D7 D8 D8x D11; D9's unit is closed, D10 has ended; held: D1 (2), D2 (1), D5 (2), D8 (does not say), D11 (2)
    assert told(found.loc[["security"]], *names) == [(8, 5, 16, 7, 1, 7, 5)]
    assert told(found.loc[["duty_desk"]], *names) == [(3, 2, 4, None, 2, 3, 2)], "N1's desk is empty; the others do not say how many"
    assert told(found.loc[["security"]], "persons_checked", "told", "begun") == [(None, 0, 9)]
    at_night = rows(door, duty.teams, day=DAY_BEFORE).set_index("team")
    assert told(at_night.loc[["duty_desk"]], "shifts", "begun") == [(2, 2)], "K0 runs on past midnight, K6 until then"


def test_each_step_of_a_directive_is_counted_and_timed_from_its_issue(door: Door) -> None:
    found = rows(door, directives.directives)
    assert told(found, "directive_id", "addressed", "received", "conveyed", "completed", "overdue") == [
        ("Z2", 2, 0, 1, 0, 0),
        ("Z1", 4, 1, 2, 0, 2),
    ]
    steps = rows(door, directives.hours_to_each_step)
    assert told(steps, "step", "receipts") == [("conveyed", 3), ("received", 1)]
    assert list(steps.median_hours) == pytest.approx([25, 1], abs=0.001)
    assert told(rows(door, directives.not_conveyed), "directive_id", "org_unit_id", "received") == [("Z1", "N3", True), ("Z1", "N4", False)]
    assert told(rows(door, directives.not_conveyed, known_at=at(21)), "org_unit_id") == [("N3",)], "N4 had conveyed it, and said so late"
    assert rows(door, directives.not_conveyed, known_at=at(12)).empty, "due this minute, and not before"


def test_an_inspection_stands_as_it_was_known_and_is_open_until_it_is_closed(door: Door) -> None:
    found = rows(door, inspections.inspections)
    assert told(found, "inspection_id", "closed_at") == [("V3", None), ("V2", at(9)), ("V1", None), ("V4", None), ("V8", None)]
    later = rows(door, inspections.inspections, known_at=at(21)).set_index("inspection_id")
    assert told(later.loc[["V3", "V4"]], "closed_at") == [(at(19),), (at(20, 1),)]
    assert "V6" in later.index, "made by now"
    day_before = rows(door, inspections.inspections, known_at=at(21), day=DAY_BEFORE)
    assert set(day_before.inspection_id) == {"V1", "V4", "V5", "V7", "V8"}, "30 days reach further back, and S4 existed"
    assert told(day_before, "closed_at") == [(None,)] * 5, "nothing was closed by its end"


def test_a_notice_reaches_those_it_is_addressed_to_and_all_below_them(door: Door) -> None:
    ids = lambda *units, **more: list(rows(door, notices.notices, *units, **more).notice_id)  # noqa: E731
    assert ids() == ["W4", "W3", "W1", "W2"], "neither what is yet to come, nor what is fourteen days old, nor a closed unit's"
    assert ids("N3") == ["W3", "W1", "W2"]
    assert ids("S") == ["W4", "W1", "W2"]
    assert ids("X") == ["W1"], "what is addressed to G does not reach another root"
    assert ids("N2", known_at=NOW - timedelta(microseconds=1)) == ["W3", "W1", "W2", "W7"]
    assert ids("S4", day=DAY_BEFORE) == []
    assert told(rows(door, notices.notices), "addressed_to") == [("S1",), ("N",), (None,), ("G",)]


def test_a_contact_is_shown_from_its_minute_on_for_fourteen_days(door: Door) -> None:
    found = rows(door, liaisons.liaisons)
    assert told(found, "liaison_id", "provided") == [("L2", None), ("L1", "场地")]
    assert list(rows(door, liaisons.liaisons, known_at=NOW - timedelta(minutes=1)).liaison_id) == ["L1", "L5"]


def test_a_place_is_under_control_from_since_until_the_minute_it_is_lifted(door: Door) -> None:
    found = rows(door, control.controls_in_force)
    assert told(found, "control_id", "org_unit_id", "level_rank") == [("K2", "N1", 3), ("K5", "S", 2), ("K1", "N1", 1), ("K7", "S2", 1)]
    assert len(set(found.org_unit_id)) == len(rows(door, control.controlled_units)), "the figure counts each unit once"


def test_what_each_unit_last_gave_is_known_source_by_source(door: Door) -> None:
    found = rows(door, quality.newest_by_unit)
    of = lambda unit: dict(told(found[found.org_unit_id == unit], "table_name", "newest_at"))  # noqa: E731
    assert of("N1")["daily_report"] == at(16, 30)
    assert "daily_report" not in of("N3"), "it sent none in thirty days"
    assert of("N3")["stock_day"] == at(18)
    assert "S4" not in set(found.org_unit_id)
    early = rows(door, quality.newest_by_unit, known_at=at(14))
    assert told(early[(early.org_unit_id == "N1") & (early.table_name == "daily_report")], "newest_at") == [(at(16, 30, DAY_BEFORE),)]
