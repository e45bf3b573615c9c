"""What each unit owed and did on each day, on every kind of database: it comes to what the day's own rows say, and to the day's sums."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from dashboard import clock
from dashboard.data import Door
from dashboard.settings import Settings
from data_access.compliance import daily_reports, reports_by_day, reports_by_unit_and_day
from data_access.contract import daily_report, exemption, measure_record, org_unit, requirement
from data_access.measures import measures_by_day, measures_by_unit, measures_by_unit_and_day
from data_access.moment import Moment
from data_access.organisation import contacts
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.databases import Databases, written
from tests.world import DAY, NOW, at

EVERYTHING = Scope(WHOLE_ORGANISATION)
MOMENT = Moment(DAY, NOW, "Asia/Shanghai")
FLAGS = ("expected", "exempt", "due", "received", "missing", "on_time")


def back(days: int) -> date:
    return DAY - timedelta(days=days)


def owes(unit: str, measure_id: str, due_time: str, since: date, **more: Any) -> dict[str, Any]:
    plain = {"slot": 1, "revision": 1, "grace_minutes": 0, "required": 2}
    return {"org_unit_id": unit, "measure_id": measure_id, "due_time": due_time, "effective_from": since} | plain | more


def sent(unit: str, day: date, hour: int, **more: Any) -> dict[str, Any]:
    return {"org_unit_id": unit, "report_date": day, "revision": 1, "recorded_at": at(hour, day=day)} | more


def did(unit: str, day: date, done: int, slot: int = 1) -> dict[str, Any]:
    key = {"org_unit_id": unit, "measure_id": "patrol", "record_date": day, "slot": slot, "revision": 1}
    return key | {"done": done, "recorded_at": at(11, day=day)}


ROWS: dict[Any, list[dict[str, Any]]] = {
    org_unit: [
        {"org_unit_id": name, "kind": "site", "name_zh": name, "reports": True, "sort_order": place} | more
        for place, (name, more) in enumerate(
            (
                ("steady", {}),
                ("lifted", {}),
                ("opens", {"opened_on": back(2)}),
                ("closes", {"closed_on": back(3)}),
                ("changed", {}),
                ("nightly", {}),
                ("pressed", {}),
            )
        )
    ],
    requirement: [
        *(owes(name, "daily_report", "17:00", back(30)) for name in ("steady", "lifted", "opens", "closes", "changed")),
        owes("changed", "daily_report", "12:00", back(2)),
        owes("nightly", "daily_report", "08:00", back(30), window_start_time="20:00"),
        *(owes(name, "patrol", "10:00", back(30)) for name in ("steady", "lifted", "opens", "closes")),
        owes("steady", "patrol", "20:00", back(30), slot=2),
        owes("changed", "patrol", "10:00", back(30), effective_to=back(3)),
        owes("nightly", "patrol", "10:00", back(30), weekdays="1"),
        owes("pressed", "patrol", "10:00", back(60), required=7),
        owes("pressed", "patrol", "10:00", back(30)),
        owes("pressed", "patrol", "10:00", back(4), required=5, effective_to=back(3)),
    ],
    exemption: [
        {"exemption_id": "E", "revision": 1, "org_unit_id": "lifted", "from_at": at(0, day=back(3)), "until_at": at(0, day=back(1))}
        | {"reason": "snow"}
    ],
    daily_report: [
        *(sent(name, back(days), 14) for name in ("steady", "opens", "closes", "changed") for days in range(6)),
        sent("lifted", back(4), 18),
        sent("lifted", back(2), 14),
        sent("nightly", back(2), 21, recorded_at=at(7, day=back(1))),
        sent("nightly", back(3), 21, recorded_at=at(9, day=back(2))),
    ],
    measure_record: [
        *(did("steady", back(days), 2) for days in range(6)),
        did("steady", back(1), 1, slot=2),
        did("closes", back(2), 2),
        did("lifted", back(2), 2),
    ],
}


@pytest.fixture(scope="module")
def days_door(databases: Databases, kind: str) -> Iterator[Door]:
    database = written(databases.initialised(kind), ROWS)
    with Door(database.reader(), Settings(database_url=database.reader_url)) as opened:
        clock.stand_at(NOW)
        opened.look()
        yield opened


def reported(door: Door, moment: Moment = MOMENT, days: int = 6) -> pd.DataFrame:
    clock.stand_at(NOW)
    return door.fetch(reports_by_unit_and_day, EVERYTHING, moment, moment.days_back(days), door.due_times("daily_report"))


def of(rows: pd.DataFrame, unit: str, flag: str) -> list[int]:
    """How many days before D the flag holds for the unit, the nearest first."""
    own = rows[(rows.org_unit_id == unit) & rows[flag]]
    return sorted((DAY - day).days for day in own.day)


def test_every_days_sum_over_the_units_is_the_row_of_that_day(door: Door, days_door: Door) -> None:
    for opened in (door, days_door):
        clock.stand_at(NOW)
        due = opened.due_times("daily_report")
        rows = opened.fetch(reports_by_unit_and_day, EVERYTHING, MOMENT, MOMENT.days_back(14), due)
        by_day = opened.fetch(reports_by_day, EVERYTHING, MOMENT, MOMENT.days_back(14), due).set_index("day")
        assert set(rows.day) == set(by_day.index)
        for day, own in rows.groupby("day"):
            owing, row = own[own.expected], by_day.loc[day]
            assert (len(own), int(own.received.sum())) == (row.live, row.reported)
            counted = [int(owing[flag].sum()) for flag in ("expected", "due", "received", "on_time", "missing")]
            assert counted == [row[flag] for flag in ("expected", "due", "received", "on_time", "missing")]
            assert int((owing.due & owing.on_time).sum()) == row.due_on_time


def test_every_days_rows_are_those_that_the_day_itself_shows(door: Door) -> None:
    due = door.due_times("daily_report")
    rows = door.fetch(reports_by_unit_and_day, EVERYTHING, MOMENT, MOMENT.days_back(3), due)
    columns = ["org_unit_id", "due_at", "first_recorded_at", *FLAGS]
    for day in MOMENT.days_back(3):
        shown = door.fetch(daily_reports, EVERYTHING, MOMENT.on(day), due)
        assert rows[rows.day == day][columns].reset_index(drop=True).equals(shown[columns])


def test_measures_by_unit_and_day_come_to_the_days_own_figures(door: Door, days_door: Door) -> None:
    counts = ["numerator", "denominator", "unknown", "checks", "known"]
    for opened in (door, days_door):
        clock.stand_at(NOW)
        owed, days = opened.owed_measures(), MOMENT.days_back(5)
        rows = opened.fetch(measures_by_unit_and_day, EVERYTHING, MOMENT, days, *owed)
        by_day = opened.fetch(measures_by_day, EVERYTHING, MOMENT, days, *owed)
        summed = rows.groupby(["day", "measure_id"], as_index=False)[counts].sum()
        assert len(by_day)
        assert summed.astype(str).equals(by_day[["day", "measure_id", *counts]].astype(str))
        for day in days:
            shown = opened.fetch(measures_by_unit, EVERYTHING, MOMENT.on(day), *owed)
            own = rows[rows.day == day].drop(columns="day").reset_index(drop=True)
            assert own.astype(str).equals(shown[list(own.columns)].astype(str))


def test_an_exemption_lifts_the_days_whose_due_instant_it_covers_and_no_other(days_door: Door) -> None:
    rows = reported(days_door)
    assert of(rows, "lifted", "exempt") == [2, 3]
    assert of(rows, "lifted", "expected") == [0, 1, 4, 5]
    assert of(rows, "lifted", "received") == [2, 4], "a report sent all the same is a fact"
    assert of(rows[rows.expected], "lifted", "missing") == [0, 1, 5], "nobody is silent who is exempt"


def test_a_unit_has_days_from_its_opening_to_its_closing(days_door: Door) -> None:
    rows = reported(days_door)
    days = {unit: sorted((DAY - day).days for day in own.day) for unit, own in rows.groupby("org_unit_id")}
    assert days["opens"] == [0, 1, 2]
    assert days["closes"] == [3, 4, 5]
    assert of(rows, "closes", "received") == [3, 4, 5], "what came after the closing counts for nothing"


def test_a_requirement_that_changes_judges_each_day_by_the_one_in_force(days_door: Door) -> None:
    rows = reported(days_door).set_index(["org_unit_id", "day"])
    assert [rows.due_at["changed", back(days)] for days in (2, 3)] == [at(12, day=back(2)), at(17, day=back(3))]
    assert of(reported(days_door), "changed", "on_time") == [3, 4, 5], "from two days ago on 14:00 is late"


def test_a_requirement_that_held_for_some_days_gives_way_to_the_one_before_it(days_door: Door) -> None:
    clock.stand_at(NOW)
    rows = days_door.fetch(measures_by_unit_and_day, EVERYTHING, MOMENT, MOMENT.days_back(6), *days_door.owed_measures())
    required = rows[rows.org_unit_id == "pressed"].set_index("day").denominator
    assert [required[back(days)] for days in range(6)] == [2, 2, 2, 5, 5, 2]


def test_what_falls_due_on_the_next_day_is_not_due_on_its_own(days_door: Door) -> None:
    rows = reported(days_door)
    assert of(rows, "nightly", "due") == []
    assert of(rows, "nightly", "missing") == []
    assert of(rows, "nightly", "on_time") == [2]
    assert of(rows, "nightly", "received") == [2, 3]


def test_a_measure_is_owed_on_its_days_alone(days_door: Door) -> None:
    clock.stand_at(NOW)
    owed = days_door.owed_measures()
    rows = days_door.fetch(measures_by_unit_and_day, EVERYTHING, MOMENT, MOMENT.days_back(6), *owed)
    days = {unit: sorted((DAY - day).days for day in own.day) for unit, own in rows.groupby("org_unit_id")}
    assert days["changed"] == [3, 4, 5], "its requirement ended"
    assert days["nightly"] == [1], "the 27th was a Monday"
    assert days["opens"] == [0, 1, 2]
    steady = rows[rows.org_unit_id == "steady"].set_index("day")
    assert [(steady.numerator[back(days)], steady.denominator[back(days)]) for days in (0, 1, 2)] == [(2, 4), (3, 4), (2, 4)]
    lifted = rows[rows.org_unit_id == "lifted"].set_index("day")
    assert [lifted.exempt_slots[back(days)] for days in (1, 2, 3, 4)] == [0, 1, 1, 0]


def test_what_came_later_was_not_known_on_any_of_the_days(days_door: Door) -> None:
    before = Moment(DAY, at(8), "Asia/Shanghai")
    assert of(reported(days_door, before), "steady", "received") == [1, 2, 3, 4, 5]
    early = Moment(DAY, at(8, day=back(2)), "Asia/Shanghai")
    assert of(reported(days_door, early), "nightly", "received") == [], "the report of the 25th came at nine"


def test_a_contact_is_told_of_units_in_scope_alone(door: Door) -> None:
    everybody = door.fetch(contacts, EVERYTHING, MOMENT)
    assert list(everybody.org_unit_id) == ["N3", "S1"]
    assert list(door.fetch(contacts, Scope(WHOLE_ORGANISATION, chosen=frozenset({"N"})), MOMENT).contact_name) == ["周值班"]
    assert door.fetch(contacts, Scope(frozenset({"S"}), chosen=frozenset({"N3"})), MOMENT).empty
