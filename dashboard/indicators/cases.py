"""Confirmed and suspected cases, and the days since the last, from one row per live unit (`compliance.daily_reports`)."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.indicators.figure import Cell, Figure, Status, figure, instant
from dashboard.indicators.rows import Rows, each, newest_of, units_of
from data_access.moment import Moment

DAYS_LOOKED_BACK = 60
_COUNTS = ("fever", "suspected", "confirmed")
_ASKED = ("received", "reports")  # a count of cases is expected of a unit with a report, owed or not, and of one that owes reports at all


def confirmed(reports: Rows, moment: Moment, stale_after: timedelta) -> Figure:
    """Sum of confirmed over the newest reports of D. A missing count adds 0 and makes the unit unknown, as no report does."""
    return _sum("confirmed", "breach", reports, moment, stale_after)


def suspected(reports: Rows, moment: Moment, stale_after: timedelta) -> Figure:
    """Sum of suspected over the newest reports of D; unknown as for confirmed."""
    return _sum("suspected", "attention", reports, moment, stale_after)


def days_since(
    last_confirmed_on: date | None,
    since: Rows,
    silent: Rows,
    reports: Rows,
    moment: Moment,
    stale_after: timedelta,
) -> Figure:
    """D minus the last day with a confirmed case, 0 where that is D, None where none was in the 60 days before: "over 60 days".

    `since` is `cases.known_since`, `silent` a row per unit silent, or without a count, on some day since: unknown.
    """
    unknown, told = len(silent), each(since, "checks", "data_time")
    checks = sum(int(row.checks) for row in told)
    data_time = instant(max((row.data_time for row in told if row.data_time is not None), default=None))
    return figure(
        "cases.days_since",
        "days",
        numerator=None if last_confirmed_on is None else (moment.day - last_confirmed_on).days,
        denominator=None if last_confirmed_on is not None or any(row.received or row.reports for row in each(reports, *_ASKED)) else 0,
        unknown=unknown,
        checks=checks,
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        missing=units_of(each(silent, "org_unit_id")),
    )


def days_since_and_after(last_confirmed_on: date | None, moment: Moment) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The days from the last case to D, which the figure is made of, and those after it, on which silence leaves it unknown;
    without a case both are all days that are looked at."""
    days = moment.days_back(DAYS_LOOKED_BACK + 1)
    if last_confirmed_on is None:
        return days, days
    return tuple(day for day in days if day >= last_confirmed_on), tuple(day for day in days if day > last_confirmed_on)


def cells(reports: Rows) -> list[Cell]:
    """One cell per live unit that has a report or owes reports. Any new confirmed case: breach; suspected or fever: attention."""
    rows = each(reports, "org_unit_id", "recorded_at", "expected", "due", *_COUNTS, *_ASKED)
    return [_cell(row) for row in rows if row.received or row.reports]


def _sum(column: str, status_if_any: Status, reports: Rows, moment: Moment, stale_after: timedelta) -> Figure:
    rows = [(row, getattr(row, column)) for row in each(reports, "org_unit_id", column, "recorded_at", *_ASKED)]
    asked = [(row, count) for row, count in rows if row.received or row.reports]
    usable = [(row, count) for row, count in rows if count is not None and count >= 0]
    missing = units_of(row for row, count in asked if count is None)
    unknown, checks = len(missing), sum(count is not None and count < 0 for _, count in rows)
    total, data_time = sum(count for _, count in usable), newest_of(row for row, _ in usable)
    if not asked:
        status = None
    elif total > 0:
        status = status_if_any
    else:
        status = "no_data" if unknown or checks else "met"
    return figure(
        f"cases.{column}",
        "persons",
        numerator=total,
        denominator=None if asked else 0,
        unknown=unknown,
        checks=checks,
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        status=status,
        target=0,
        missing=missing,
    )


def _cell(row) -> Cell:  # type: ignore[no-untyped-def] (a row of the table)
    given = {name: count for name in _COUNTS if (count := getattr(row, name)) is not None}
    contradicts = any(value < 0 for value in given.values())
    status = _judge(given, contradicts, waiting=not row.received and bool(row.expected) and not row.due)
    return Cell(
        row.org_unit_id,
        "cases",
        numerator=max(0, int(given.get("confirmed", 0))),
        denominator=None,
        unknown=int(len(given) < len(_COUNTS)),
        checks=int(contradicts),
        status=status,
        since=instant(row.recorded_at) if status in ("breach", "attention") else None,
        reason={"breach": "confirmed", "attention": "suspected"}.get(status, ""),
    )


def _judge(given: dict[str, int], contradicts: bool, *, waiting: bool) -> Status:
    if given.get("confirmed", 0) > 0:
        return "breach"
    if given.get("suspected", 0) > 0 or given.get("fever", 0) > 0:
        return "attention"
    if contradicts:
        return "check"
    if waiting:
        return "not_due"
    return "met" if len(given) == len(_COUNTS) else "no_data"
