"""People: where they are, who is in isolation and how they are cared for, from one row per live unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard.indicators.figure import Figure, Status, by_share, figure, group_status
from dashboard.indicators.rows import Rows, each, newest_of, units_of
from data_access.moment import Moment

STAFF = ("home_isolation", "central_isolation")
FAMILY = ("dependants_home_isolation", "dependants_central_isolation")  # NULL: not kept apart, and not unknown
PARTS = ("on_site", "stay_behind", "working_from_home", "flexible", "home_isolation", "central_isolation")
PAIRS = {  # what care is due and done, and the measure of the catalogue by whose thresholds it is judged
    "meals": ("meals_due", "meals_delivered", "isolation_care"),
    "door_tests": ("door_tests_due", "door_tests_done", "isolation_care"),
    "health": ("health_due", "health_monitored", "health_monitoring"),
}
ANY_SHORT = (1.0, 0.0)  # thresholds where no catalogue says any: less than all asks for attention
_SAID = ("org_unit_id", "received", "reports", "staff_contradicts")
_NEED: tuple[Status, ...] = ("breach", "attention", "check", "no_data", "met")


def isolated(reports: Rows, moment: Moment, stale_after: timedelta) -> Figure:
    """Staff and dependants in isolation at home and in centres, from the newest report of every live unit, owed or not.

    Unknown: units with a staff part missing, and those that owe reports and sent none. A report with a negative part, or with more staff than are on
    the books, is left out.
    """
    parts = (*STAFF, *FAMILY)
    rows = [(row, [getattr(row, name) for name in parts]) for row in each(reports, *_SAID, *parts, "recorded_at")]
    asked = [(row, counts) for row, counts in rows if row.received or row.reports]
    contradicts = [row for row, counts in rows if row.staff_contradicts or any(count is not None and count < 0 for count in counts)]
    left_out = {row.org_unit_id for row in contradicts}
    usable = [(row, counts) for row, counts in rows if row.received and row.org_unit_id not in left_out]
    missing = units_of(row for row, counts in asked if None in counts[: len(STAFF)] and row.org_unit_id not in left_out)
    unknown, checks, data_time = len(missing), len(contradicts), newest_of(row for row, _ in usable)
    total = sum(count for _, counts in usable for count in counts if count is not None)
    return figure(
        "people.isolated",
        "persons",
        numerator=total,
        denominator=None if asked else 0,
        unknown=unknown,
        checks=checks,
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        missing=missing,
    )


def accounted(reports: Rows, moment: Moment, stale_after: timedelta) -> Figure:
    """Sum of the six staff counts / staff on the books, over live units with staff on the books whose newest report gives all six.

    Unknown: such units with one of the six missing, and those that owe reports and sent none. A report with a count below 0, or with more staff than
    are on the books, is left out.
    """
    rows = each(reports, *_SAID, "staff_negative", "staff_count", "staff_told", "recorded_at")
    staffed = [row for row in rows if row.staff_count is not None and row.staff_count > 0]
    sound = [row for row in staffed if not row.staff_contradicts and not row.staff_negative]
    usable = [row for row in sound if row.staff_told is not None]
    missing = units_of(row for row in sound if row.staff_told is None and (row.received or row.reports))
    unknown, checks, data_time = len(missing), len(staffed) - len(sound), newest_of(usable)
    return figure(
        "people.accounted",
        "ratio",
        numerator=sum(row.staff_told for row in usable),
        denominator=sum(row.staff_count for row in usable),
        unknown=unknown,
        checks=checks,
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        target=1.0,
        missing=missing,
    )


@dataclass(frozen=True, slots=True)
class Staff:
    """Where staff are: `parts` the six counts (None: not told). Of those on the books and in none of the parts, `unaccounted` where all six were told,
    `unknown` where some were not, `contradictory` all of them where the counts contradict themselves. `books` None: nobody said how many there are."""

    books: int | None
    parts: dict[str, int | None]
    unaccounted: int = 0
    unknown: int = 0
    contradictory: int = 0

    @property
    def told(self) -> int:
        return sum(count for count in self.parts.values() if count is not None)

    @property
    def whole(self) -> int:
        return self.told + self.unaccounted + self.unknown + self.contradictory


def staff_of_unit(row: Any) -> Staff:
    """Of one row of `people.reported_persons`."""
    books = _number(row.staff_count)
    parts = {name: _number(getattr(row, name)) for name in PARTS}
    given = [count for count in parts.values() if count is not None]
    if any(count < 0 for count in given) or (books is not None and sum(given) > books):
        return Staff(books, dict.fromkeys(PARTS), contradictory=books or 0)
    rest = 0 if books is None else books - sum(given)
    everything_told = len(given) == len(PARTS)
    return Staff(books, parts, unaccounted=rest if everything_told else 0, unknown=0 if everything_told else rest)


def staff_of_all(of_units: Iterable[Staff]) -> Staff:
    """The sums; a part that no unit told stays unknown."""
    units = list(of_units)
    return Staff(
        _sum(one.books for one in units),
        {name: _sum(one.parts[name] for one in units) for name in PARTS},
        *(sum(getattr(one, name) for one in units) for name in ("unaccounted", "unknown", "contradictory")),
    )


@dataclass(frozen=True, slots=True)
class Care:
    """One kind of care at one unit, or at all: `done` of `due` persons, more than is due not counted; None where it was not usably told.

    `short`, `unknown` and `checks` count units: less done than due, not told, contradictory."""

    done: int | None
    due: int | None
    status: Status
    short: int = 0
    unknown: int = 0
    checks: int = 0


@dataclass(frozen=True, slots=True)
class UnitCare:
    """The care of one unit by kind (keys of PAIRS), who is isolated there, and its close contacts; `status` is its worst kind's."""

    org_unit_id: str
    care: dict[str, Care]
    isolated: dict[str, int | None]
    close_contacts: int | None

    @property
    def status(self) -> Status:
        return min((one.status for one in self.care.values()), key=_NEED.index)

    @property
    def isolated_in_all(self) -> int:
        return sum(count for count in self.isolated.values() if count is not None)


def care_by_unit(persons: pd.DataFrame, thresholds: Mapping[str, tuple[float, float]]) -> list[UnitCare]:
    """Units with anybody isolated, anything due, or not known of, those short of care first, then the unknown, then the most isolated.

    `persons` is `people.reported_persons`; `thresholds` gives (amber below, red below) of a measure.
    """
    units = []
    for row in (row for row in each(persons) if row.received or row.reports):
        care = {kind: _care(row, due, done, thresholds.get(measure, ANY_SHORT)) for kind, (due, done, measure) in PAIRS.items()}
        isolated = {name: _not_negative(getattr(row, name)) for name in (*STAFF, *FAMILY)}
        units.append(UnitCare(row.org_unit_id, care, isolated, _not_negative(row.close_contacts)))
    there = [one for one in units if one.isolated_in_all or one.status != "met" or any(care.due for care in one.care.values())]
    return sorted(there, key=lambda one: (_NEED.index(one.status), -one.isolated_in_all))


def care_of_all(units: Iterable[UnitCare], kind: str) -> Care:
    """The sums of one kind over its usable units; its status is the worst of theirs, and never met while one is unknown."""
    each = [one.care[kind] for one in units]
    unknown, checks = sum(one.unknown for one in each), sum(one.checks for one in each)
    status = group_status((one.status for one in each), unknown, checks) or "met"
    return Care(_sum(one.done for one in each), _sum(one.due for one in each), status, sum(one.short for one in each), unknown, checks)


def _care(row: Any, due_name: str, done_name: str, thresholds: tuple[float, float]) -> Care:
    due, done = _number(getattr(row, due_name)), _number(getattr(row, done_name))
    if due is None or done is None:
        return Care(None, None, "no_data", unknown=1)
    if due < 0 or done < 0 or (due_name == "health_due" and done > due):
        return Care(None, None, "check", checks=1)
    if done >= due:
        return Care(due, due, "met")
    return Care(done, due, by_share(done / due, *thresholds), short=1)


def sum_told(persons: pd.DataFrame, column: str) -> tuple[int | None, int]:
    """The sum of a count over the units that told it, None where none did; and how many of those asked did not, or told less than nobody."""
    asked = persons[persons.received | persons.reports]
    usable = asked[column][(asked[column] >= 0).fillna(False)]
    return (int(usable.sum()) if len(usable) else None), len(asked) - len(usable)


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _number(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _not_negative(value: Any) -> int | None:
    number = _number(value)
    return None if number is None or number < 0 else number
