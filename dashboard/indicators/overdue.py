"""Who has not told what by its due instant: the daily report, and every slot of every measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from dashboard.indicators.figure import instant, minutes
from data_access.moment import Moment

DAILY_REPORT = "daily_report"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a unit owes, that is due, and of which nothing usable is known. `slot`: of a measure that the unit owes more than once that day,
    else None. `overdue_minutes` run to S."""

    measure_id: str
    slot: int | None
    due_at: datetime
    overdue_minutes: int


@dataclass(frozen=True, slots=True)
class Silent:
    """A unit and all that is missing of it: the daily report first, then the longest overdue."""

    org_unit_id: str
    missing: tuple[Missing, ...]

    @property
    def lacks_report(self) -> bool:
        return self.missing[0].measure_id == DAILY_REPORT

    @property
    def overdue_minutes(self) -> int:
        return max(one.overdue_minutes for one in self.missing)


def silent(
    reports: pd.DataFrame, slots: pd.DataFrame, measures: pd.DataFrame, moment: Moment, measure_order: Sequence[str]
) -> tuple[Silent, ...]:
    """Every unit of which something is missing: first those without a daily report, the longest overdue first, then those silent on measures alone.

    `reports` are `reporting.silent`, `slots` are `measures.measure_slots`, `measures` are `measures.measures_by_unit`; `measure_order` is the
    catalogue's. What a measure reads from a daily report is missing with the report, and is not told twice.
    """
    found: dict[str, list[Missing]] = {row.org_unit_id: [_missing(DAILY_REPORT, None, row.due_at, moment)] for row in reports.itertuples()}
    sort_order = dict(zip(reports.org_unit_id, reports.sort_order, strict=True))
    without_report = set(found)
    owed = Counter(zip(slots.org_unit_id, slots.measure_id, strict=True))
    for row in slots[slots.due & ~slots.exempt & slots.done.isna()].itertuples():
        slot = int(row.slot) if owed[row.org_unit_id, row.measure_id] > 1 else None
        found.setdefault(row.org_unit_id, []).append(_missing(row.measure_id, slot, row.due_at, moment))
        sort_order.setdefault(row.org_unit_id, row.sort_order)
    in_slots = {(unit, measure) for unit, measure in owed}
    untold = measures[(measures.unknown > 0) & (measures.checks == 0) & measures.short_since.notna()]
    for row in untold.itertuples():
        if row.org_unit_id not in without_report and (row.org_unit_id, row.measure_id) not in in_slots:
            found.setdefault(row.org_unit_id, []).append(_missing(row.measure_id, None, row.short_since, moment))
            sort_order.setdefault(row.org_unit_id, row.sort_order)
    place = {name: at for at, name in enumerate(measure_order)}
    units = [Silent(unit, tuple(sorted(missing, key=lambda one: _need(one, place)))) for unit, missing in found.items()]
    return tuple(
        sorted(units, key=lambda unit: (not unit.lacks_report, unit.missing[0].due_at, sort_order[unit.org_unit_id], unit.org_unit_id))
    )


def by_measure(units: Sequence[Silent]) -> list[tuple[Missing, tuple[str, ...]]]:
    """Each thing that is missing and the units that it is missing of, the longest overdue first, the daily report before all."""
    of_units: dict[Missing, list[str]] = {}
    for unit in units:
        for one in unit.missing:
            of_units.setdefault(one, []).append(unit.org_unit_id)
    things = sorted(of_units, key=lambda one: (one.measure_id != DAILY_REPORT, one.due_at, one.measure_id, one.slot or 0))
    return [(one, tuple(of_units[one])) for one in things]


def of_measure(units: Sequence[Silent], measure_id: str | None) -> tuple[Silent, ...]:
    """The units that are silent on the measure, with that alone, the longest overdue first; None is every measure."""
    if measure_id is None:
        return tuple(units)
    own = [Silent(unit.org_unit_id, tuple(one for one in unit.missing if one.measure_id == measure_id)) for unit in units]
    return tuple(sorted((unit for unit in own if unit.missing), key=lambda unit: unit.missing[0].due_at))


def _missing(measure_id: str, slot: int | None, due_at: pd.Timestamp, moment: Moment) -> Missing:
    due = instant(due_at)
    assert due is not None, "what is due has an instant"
    return Missing(measure_id, slot, due, minutes(moment.state_at - due))


def _need(one: Missing, place: Mapping[str, int]) -> tuple[bool, datetime, int, int]:
    return one.measure_id != DAILY_REPORT, one.due_at, place.get(one.measure_id, len(place)), one.slot or 0
