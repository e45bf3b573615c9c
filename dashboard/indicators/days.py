"""Each unit's days: the daily report and the measures as each day judged them, and how often a unit was on time, late or silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.indicators import measures, reporting
from dashboard.indicators.figure import Cell
from data_access.moment import Moment


@dataclass(frozen=True, slots=True)
class Day:
    """One unit's cell of one day, judged at that day's S with the same knowledge as every other."""

    day: date
    cell: Cell


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Of the days on which the unit's daily report was due or came: how many it was on time, late, missing."""

    org_unit_id: str
    on_time: int
    late: int
    missing: int

    @property
    def days(self) -> int:
        return self.on_time + self.late + self.missing


def of_reports(rows: pd.DataFrame, moment: Moment) -> list[Day]:
    """A day's cell for each unit that owes a daily report on it or is exempt. `rows` are `compliance.reports_by_unit_and_day`."""
    return [Day(day, cell) for day, own in rows.groupby("day", sort=True) for cell in reporting.cells(own, moment.on(day))]


def of_measure(rows: pd.DataFrame, catalogue: pd.DataFrame, moment: Moment) -> list[Day]:
    """A day's cell for each unit that owes the measure on it. `rows` are `measures.measures_by_unit_and_day` of one measure."""
    return [Day(day, cell) for day, own in rows.groupby("day", sort=True) for cell in measures.cells(own, catalogue, moment.on(day))]


def punctuality(days: Sequence[Day]) -> list[Punctuality]:
    """One row per unit of `of_reports` that had a day to be judged by; the most missing first, then the most late."""
    told: dict[str, list[str]] = {}
    for one in days:
        if one.cell.status not in ("exempt", "not_due"):
            told.setdefault(one.cell.org_unit_id, []).append(one.cell.reason)
    units = [
        Punctuality(unit, reasons.count(""), reasons.count("report-late"), reasons.count("report-missing"))
        for unit, reasons in told.items()
    ]
    return sorted(units, key=lambda unit: (-unit.missing, -unit.late, unit.org_unit_id))
