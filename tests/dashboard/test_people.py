"""Where everyone is, care, both hands, inspections, directives and freshness: the parts of the pages that only compute."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from dashboard.data import Door
from dashboard.indicators import directives
from dashboard.indicators.both_hands import DayBefore, hands
from dashboard.indicators.freshness import Given, Source, by_need, delays, given_by_unit
from dashboard.indicators.inspections import judged
from dashboard.indicators.people import care_by_unit, care_of_all, staff_of_all, staff_of_unit, sum_told
from dashboard.situation import situation
from data_access.compliance import daily_reports
from data_access.inspections import inspections
from data_access.moment import Moment
from data_access.people import reported_persons
from data_access.production import incidents_by_unit, production_by_unit
from data_access.quality import newest_by_unit
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.world import DAY, DAY_BEFORE, NEXT_DAY, NOW, at

EVERYTHING = Scope(WHOLE_ORGANISATION)
MOMENT = Moment(DAY, NOW, "Asia/Shanghai")
AFTERWARDS = Moment(DAY, at(9, day=NEXT_DAY), "Asia/Shanghai")
THRESHOLDS = {"isolation_care": (0.9, 0.7), "health_monitoring": (0.98, 0.9)}


def fetched(door: Door, query: Any, moment: Moment = MOMENT, *more: Any) -> pd.DataFrame:
    return door.fetch(query, EVERYTHING, moment, *more)


def test_staff_are_where_they_were_told_to_be_and_the_rest_is_unknown_and_never_nobody(door: Door) -> None:
    of = {row.org_unit_id: staff_of_unit(row) for row in fetched(door, reported_persons).itertuples()}
    assert (of["N1"].told, of["N1"].unaccounted, of["N1"].unknown) == (18, 2, 0), "all six told, and two are in none of them"
    assert (of["N3"].parts["on_site"], of["N3"].unknown) == (None, 30), "it sent nothing"
    assert (of["N2"].parts["on_site"], of["N2"].parts["home_isolation"], of["N2"].unknown) == (None, 0, 10), "two of the six are told"
    assert (of["S3"].contradictory, of["S3"].told) == (8, 0), "a negative count"
    assert (of["S1"].books, of["S1"].told, of["S1"].unknown) == (None, 3, 0), "nobody said how many there are"
    whole = staff_of_all(of.values())
    assert (whole.told, whole.unaccounted, whole.unknown, whole.contradictory, whole.whole) == (26, 2, 40, 8, 76)
    assert whole.parts["stay_behind"] == 0
    assert staff_of_all([of["N3"]]).parts["on_site"] is None


def test_care_is_done_of_due_more_than_due_does_not_count_and_the_short_come_first(door: Door) -> None:
    units = care_by_unit(fetched(door, reported_persons), THRESHOLDS)
    of = {one.org_unit_id: one.care for one in units}
    assert (of["S1"]["meals"].done, of["S1"]["meals"].due) == (6, 6), "eight meals for six are six"
    assert (of["S1"]["door_tests"].status, of["S1"]["door_tests"].short) == ("attention", 1), "3 of 4"
    assert of["S1"]["health"].status == "check", "six monitored of five"
    assert (of["N2"]["health"].status, of["N2"]["meals"].status) == ("attention", "no_data"), "18 of 20; nothing said of meals"
    assert (of["N3"]["health"].unknown, of["S2"]["door_tests"].unknown) == (1, 1)
    assert units[0].status == "attention"
    assert [one.org_unit_id for one in units if one.status == "attention"] == ["S1", "N2"], "the more isolated first"
    meals = care_of_all(units, "meals")
    assert (meals.done, meals.due, meals.short, meals.status) == (9, 9, 0, "no_data"), "never met while some did not say"
    nobody_says = care_by_unit(fetched(door, reported_persons), {})
    assert {one.org_unit_id: one.care["health"].status for one in nobody_says}["N2"] == "attention", (
        "less than all, where no threshold is known"
    )


def test_a_sum_of_what_nobody_told_is_not_zero(door: Door) -> None:
    persons = fetched(door, reported_persons)
    assert sum_told(persons, "residents_present") == (None, 11)
    assert sum_told(persons, "home_isolation") == (5, 5), "S3's is negative; N3, N4, S5 and X sent nothing"


def test_both_hands_stand_side_by_side_and_who_let_one_go_comes_first(door: Door) -> None:
    now = situation(door, EVERYTHING, MOMENT)
    made = (fetched(door, production_by_unit), fetched(door, production_by_unit, MOMENT.on(DAY_BEFORE)), fetched(door, incidents_by_unit))
    found = hands(*made, now.cells, now.both_hands, list(now.measures.measure_id))
    of = {one.org_unit_id: one for one in found}
    assert {one.org_unit_id for one in found[: len(now.both_hands)]} == {one.org_unit_id for one in now.both_hands} != set()
    assert (of["N2"].injuries, of["N1"].injuries, of["S2"].injuries) == (1, 0, None), "S2 does not say"
    assert (of["N1"].incidents, of["N2"].incidents) == (2, None)
    assert (of["N1"].before, of["N2"].before) == (DayBefore(0.96, 0, 1), None)
    assert of["N3"].prevention == "breach"
    assert "daily_report" in of["N3"].in_need
    assert of["N4"].production is None
    assert not of["N3"].in_order


def test_an_open_finding_past_its_day_is_a_breach_and_the_longest_overdue_comes_first(door: Door) -> None:
    told = [(one.row.inspection_id, one.status, one.days_overdue, one.is_open) for one in judged(fetched(door, inspections), MOMENT)]
    assert told == [
        ("V1", "breach", 1, True),
        ("V3", "breach", None, True),  # grave, and to be mended today
        ("V4", "attention", None, True),
        ("V8", "attention", None, True),  # without a day
        ("V2", "met", None, False),
    ]
    after = {one.row.inspection_id: one.days_overdue for one in judged(fetched(door, inspections, AFTERWARDS), AFTERWARDS)}
    assert after["V1"] == 2, "a day that is over has passed"
    early = Moment(DAY, at(11), "Asia/Shanghai")
    assert [one.row.inspection_id for one in judged(fetched(door, inspections, early), early)][:2] == ["V1", "V3"]


def test_directives_are_in_the_order_of_need() -> None:
    due = lambda hour: pd.Timestamp(at(hour))  # noqa: E731
    rows = pd.DataFrame(
        [
            ("done", 4, 4, 0, 1, due(9)),
            ("never-due", 4, 3, 0, 0, pd.NaT),
            ("due", 4, 1, 0, 0, due(22)),
            ("late", 4, 3, 1, 0, due(12)),
            ("later", 4, 3, 1, 1, due(8)),
        ],
        columns=["directive_id", "addressed", "conveyed", "overdue", "late", "due_at"],
    )
    ordered = directives.by_need(rows)
    assert [row.directive_id for row in ordered] == ["later", "late", "due", "never-due", "done"]
    assert [directives.status_of(row) for row in ordered] == ["breach", "breach", "met", "met", "attention"]


def test_the_stalest_source_comes_first_and_the_fresh_last() -> None:
    def source(name: str, hours: float | None, state: Any, limit: float | None = 24) -> Source:
        age, most = (None if value is None else timedelta(hours=value) for value in (hours, limit))
        return Source(name, None, age, most, state, None)

    found = [
        source("fresh", 1, "fresh"),
        source("lasting", 900, "fresh", None),
        source("absent", None, "not_supplied"),
        source("silent", None, "silent"),
        source("stale", 30, "stale"),
        source("staler", 20, "stale", 2),
        source("nearly", 23, "fresh"),
    ]
    assert [one.name for one in by_need(found)] == ["staler", "stale", "silent", "absent", "nearly", "fresh", "lasting"]


def test_what_a_unit_gave_is_as_old_as_its_newest_row_and_silence_is_not_freshness(door: Door) -> None:
    rows = fetched(door, newest_by_unit)
    limit = lambda table: timedelta(hours=1 if table == "stock_day" else 24)  # noqa: E731
    given = given_by_unit(rows, ["N1", "N3"], ["daily_report", "stock_day"], MOMENT, limit)
    assert given["N1"]["daily_report"] == Given(timedelta(hours=3, minutes=30), "fresh")
    assert given["N1"]["stock_day"] == Given(timedelta(hours=2), "stale")
    assert given["N3"]["daily_report"] == Given(None, "silent")
    assert given_by_unit(fetched(door, newest_by_unit, AFTERWARDS), ["S6"], ["stock_day"], AFTERWARDS, limit)["S6"]["stock_day"] == Given(
        timedelta(hours=3), "stale"
    ), "of a day that is over: as old as it was at its end"


def test_reports_are_counted_by_when_they_came_against_when_they_were_due(door: Door) -> None:
    counts = delays(fetched(door, daily_reports, MOMENT, door.due_times("daily_report")))
    # S2, S3 at 15:00, due 18:30; N1 at 16:30, due 17:00; S1 at 18:20, due 18:30; N2 at 17:40; N3 silent; S5 due tomorrow
    assert counts == {"early": 2, "in-the-last-hour": 2, "late-within-an-hour": 1, "later": 0, "missing": 1, "waiting": 1}


def test_a_date_without_a_day_and_an_instant_of_another_zone_are_taken_as_they_are() -> None:
    row = {
        "inspection_id": "I",
        "org_unit_id": "N1",
        "inspected_at": pd.Timestamp(at(9)),
        "due_on": date(2021, 12, 27),
        "closed_at": pd.NaT,
        "severity": "unheard-of",
    }
    (one,) = judged(pd.DataFrame([row]), Moment(DAY, datetime.fromisoformat("2021-12-28T00:00:00+08:00"), "Asia/Shanghai"))
    assert (one.status, one.days_overdue) == ("breach", 1)
    (one,) = judged(pd.DataFrame([row | {"due_on": None}]), MOMENT)
    assert (one.status, one.is_open) == ("met", True), "a severity that nobody knows asks for nothing"
