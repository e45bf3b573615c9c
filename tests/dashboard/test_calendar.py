"""The calendar: each day judged as that day's own page judges it, and who was late or silent how often."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.data import Door
from dashboard.indicators.days import Day, Punctuality, of_measure, of_reports, punctuality
from dashboard.indicators.measures import slot_clocks
from dashboard.situation import situation
from dashboard.texts import Words
from dashboard.wording import slot_heading
from data_access.compliance import reports_by_day, reports_by_unit_and_day
from data_access.measures import measure_slots, measures_by_unit_and_day
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.world import DAY, DAY_BEFORE, NOW, at

EVERYTHING = Scope(WHOLE_ORGANISATION)
MOMENT = Moment(DAY, NOW, "Asia/Shanghai")
EN, ZH = Words("en", "Asia/Shanghai"), Words("zh", "Asia/Shanghai")


def reported(door: Door, moment: Moment = MOMENT) -> pd.DataFrame:
    return door.fetch(reports_by_unit_and_day, EVERYTHING, moment, moment.days_back(14), door.due_times("daily_report"))


def statuses(days: list[Day], day: date) -> dict[str, str]:
    return {one.cell.org_unit_id: one.cell.status for one in days if one.day == day}


def test_on_time_late_missing_not_due_exempt_and_not_owed_are_told_apart(door: Door) -> None:
    today = statuses(of_reports(reported(door), MOMENT), DAY)
    assert today == {
        "N1": "met",
        "N2": "attention",
        "N3": "breach",
        "N4": "exempt",
        "S1": "met",
        "S2": "met",
        "S3": "met",
        "S5": "not_due",
    }
    assert "S6" not in today, "it owes on Mondays alone"


def test_every_day_is_judged_as_its_own_page_judges_it(door: Door) -> None:
    reports, owed = of_reports(reported(door), MOMENT), door.owed_measures()
    rows = door.fetch(measures_by_unit_and_day, EVERYTHING, MOMENT, MOMENT.days_back(3), *owed)
    for day in MOMENT.days_back(3):
        own = situation(door, EVERYTHING, MOMENT.on(day))
        assert [one.cell for one in reports if one.day == day] == [cell for cell in own.cells if cell.measure_id == "daily_report"]
        for measure_id in ("disinfection", "patrol", "health_monitoring", "isolation_care"):
            days = of_measure(rows[rows.measure_id == measure_id], own.measures, MOMENT)
            assert [one.cell for one in days if one.day == day] == [cell for cell in own.cells if cell.measure_id == measure_id]


def test_the_days_of_all_units_come_to_the_days_own_sums(door: Door) -> None:
    by_day = door.fetch(reports_by_day, EVERYTHING, MOMENT, MOMENT.days_back(14), door.due_times("daily_report")).set_index("day")
    days = of_reports(reported(door), MOMENT)
    for day in MOMENT.days_back(14):
        cells = [one.cell for one in days if one.day == day]
        assert sum(cell.numerator for cell in cells) == by_day.received[day]
        assert sum(cell.denominator for cell in cells) == by_day.expected[day]
        assert sum(cell.reason == "report-missing" for cell in cells) == by_day.missing[day]


def test_the_past_is_as_it_was_known(door: Door) -> None:
    early = Moment(DAY, at(16, 0, DAY_BEFORE), "Asia/Shanghai")
    assert statuses(of_reports(reported(door, early), early), DAY_BEFORE)["S4"] == "not_due", "at 16:00 its report had not come"
    assert statuses(of_reports(reported(door), MOMENT), DAY_BEFORE)["S4"] == "met"


def test_who_was_silent_most_stands_first_and_a_day_that_is_lifted_or_not_due_counts_for_nothing(door: Door) -> None:
    told = punctuality(of_reports(reported(door), MOMENT))
    of_unit = {unit.org_unit_id: unit for unit in told}
    assert of_unit["N1"] == Punctuality("N1", on_time=1, late=1, missing=12)
    assert of_unit["N2"] == Punctuality("N2", on_time=0, late=1, missing=13)
    assert of_unit["N4"].days == 13, "today it is exempt"
    assert "S5" not in of_unit, "its one report is due tomorrow"
    assert [(-unit.missing, -unit.late) for unit in told] == sorted((-unit.missing, -unit.late) for unit in told)


def test_a_slot_s_heading_says_when_it_is_due_and_that_it_is_not_yet(door: Door) -> None:
    for known_at, expected in (
        (NOW, ["Slot 1 · 12:00", "Slot 2 · 20:00"]),
        (at(15), ["Slot 1 · 12:00", "Slot 2 · 20:00 (not due yet)"]),
    ):
        moment = Moment(DAY, known_at, "Asia/Shanghai")
        slots = door.fetch(measure_slots, EVERYTHING, moment, *door.owed_measures())
        clocks = slot_clocks(slots[slots.measure_id == "disinfection"])
        now = situation(door, EVERYTHING, moment)
        assert [slot_heading(one, False, True, now, moment, EN) for one in clocks] == expected


def test_slots_of_all_measures_stand_in_the_order_in_which_they_fall_due(door: Door) -> None:
    now = situation(door, EVERYTHING, MOMENT)
    clocks = slot_clocks(door.fetch(measure_slots, EVERYTHING, MOMENT, *door.owed_measures()))
    headings = [slot_heading(one, True, one.measure_id == "disinfection", now, MOMENT, ZH) for one in clocks]
    assert headings == ["巡查 · 10:00–23:00", "消毒消杀 第 1 次 · 12:00", "消毒消杀 第 2 次 · 20:00"]


def test_without_a_slot_there_is_no_clock(door: Door) -> None:
    slots = door.fetch(measure_slots, Scope(frozenset()), MOMENT, *door.owed_measures())
    assert slot_clocks(slots) == []
