"""Rows that contradict themselves, and so are left out of figures: which they are, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import (
    STAFF_COUNTS,
    Count,
    daily_report,
    duty_shift,
    key_columns,
    measure_record,
    org_unit,
    production_day,
    stock_day,
    testing_progress,
    testing_round,
)
from data_access.duty import shifts_of_day
from data_access.history import among, listed, newest
from data_access.measures import FROM_REPORTS
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in
from data_access.supplies import BURN_DAYS
from data_access.testing import ROUND_DAYS

NEGATIVE_COUNT = "negative-count"
MONITORED_OVER_DUE = "monitored-over-due"
STAFF_OVER_BOOKS = "staff-over-books"
SAMPLED_OVER_TARGET = "sampled-over-target"
RESULTED_OVER_SAMPLED = "resulted-over-sampled"
POSITIVE_OVER_RESULTED = "positive-over-resulted"
ON_HAND_NEGATIVE = "on-hand-negative"
USE_NEGATIVE = "use-negative"
REASONS = (
    NEGATIVE_COUNT,
    MONITORED_OVER_DUE,
    STAFF_OVER_BOOKS,
    SAMPLED_OVER_TARGET,
    RESULTED_OVER_SAMPLED,
    POSITIVE_OVER_RESULTED,
    ON_HAND_NEGATIVE,
    USE_NEGATIVE,
)

TABLES = (daily_report.name, measure_record.name, testing_progress.name, stock_day.name, duty_shift.name, production_day.name)

Reasons = Sequence[tuple[str, sa.ColumnElement[bool]]]


@by_unit
def contradictions(scope: Scope, moment: Moment, tables: Sequence[str] = TABLES) -> sa.Select[Any]:
    """One row per contradictory row, in the newest revision known at T, of a live unit: table_name, org_unit_id, row_key (the row's key and
    revision, such as `N4 disinfection 2021-12-28 1 r1`), reason (one of REASONS; of several the first).

    Looked at are the reports and records of D, the shifts that overlap D, stock of D-7..D (and its use in D-6..D), testing rounds begun in the
    60 days before S, and production from the first of D's month to D; of these `tables` alone.
    """
    within = units_in(scope)
    live = live_units(within, calendar(moment, (moment.day,)))
    parts = [_OF_DAY[name](moment) for name in tables if name in _OF_DAY]
    told = [part.join(live, live.c.org_unit_id == column).add_columns(live.c.sort_order) for part, column in parts]
    if production_day.name in tables:
        told.append(_production(within, moment))
    rows = sa.union_all(*told).subquery()
    return (
        sa.select(rows.c.table_name, rows.c.org_unit_id, rows.c.row_key, rows.c.reason)
        .where(rows.c.reason.is_not(None))
        .order_by(rows.c.sort_order, rows.c.org_unit_id, rows.c.table_name, rows.c.row_key)
    )


def _reports(moment: Moment) -> tuple[sa.Select[Any], sa.ColumnElement[str]]:
    came = newest(daily_report, moment, daily_report.c.report_date == moment.day)
    told = sum(sa.func.coalesce(came.c[name], 0) for name in STAFF_COUNTS)
    books = sa.select(org_unit.c.staff_count).where(org_unit.c.org_unit_id == came.c.org_unit_id).scalar_subquery()
    reasons = (
        _negative(daily_report, came),
        (MONITORED_OVER_DUE, came.c.health_monitored > came.c.health_due),
        (STAFF_OVER_BOOKS, told > books),
    )
    return _told(daily_report, came, reasons), came.c.org_unit_id


def _records(moment: Moment) -> tuple[sa.Select[Any], sa.ColumnElement[str]]:
    came = newest(measure_record, moment, measure_record.c.record_date == moment.day, measure_record.c.measure_id.not_in(FROM_REPORTS))
    return _told(measure_record, came, [_negative(measure_record, came)]), came.c.org_unit_id


def _tested(moment: Moment) -> tuple[sa.Select[Any], sa.ColumnElement[str]]:
    since = moment.state_at - timedelta(days=ROUND_DAYS)
    recent = sa.select(testing_round.c.round_id).where(testing_round.c.starts_at <= moment.last_moment, testing_round.c.starts_at > since)
    came = newest(testing_progress, moment, among(testing_progress.c.round_id, recent))
    reasons = (
        _negative(testing_progress, came),
        (SAMPLED_OVER_TARGET, came.c.sampled > came.c.target),
        (RESULTED_OVER_SAMPLED, came.c.resulted > came.c.sampled),
        (POSITIVE_OVER_RESULTED, came.c.positive > came.c.resulted),
    )
    return _told(testing_progress, came, reasons), came.c.org_unit_id


def _shifts(moment: Moment) -> tuple[sa.Select[Any], sa.ColumnElement[str]]:
    came = shifts_of_day(moment)
    return _told(duty_shift, came, [_negative(duty_shift, came)]), came.c.org_unit_id


def _stock(moment: Moment) -> tuple[sa.Select[Any], sa.ColumnElement[str]]:
    """Use is what was issued, else yesterday's stock + received - today's; yesterday's is known where a row of it says so, and not less than nothing."""
    days = moment.days_back(BURN_DAYS + 1)
    came = newest(stock_day, moment, stock_day.c.stock_date.in_(days))
    in_order = {"partition_by": [came.c.org_unit_id, came.c.item_id], "order_by": came.c.stock_date}
    rows = (
        sa.select(
            came,
            sa.func.lag(came.c.on_hand).over(**in_order).label("on_hand_before"),
            sa.func.lag(came.c.stock_date).over(**in_order).label("day_before"),
        )
        .where(came.c.on_hand.is_not(None))
        .subquery()
    )
    columns = [sa.column("day", sa.Date()), sa.column("day_before", sa.Date())]
    judged = listed("days_of_use", columns, list(zip(days[1:], days[:-1], strict=True)))
    follows = sa.and_(rows.c.day_before == judged.c.day_before, rows.c.on_hand_before >= 0)
    use = sa.case((rows.c.issued.is_not(None), rows.c.issued), (follows, rows.c.on_hand_before + rows.c.received - rows.c.on_hand))
    reasons = ((ON_HAND_NEGATIVE, rows.c.on_hand < 0), (USE_NEGATIVE, sa.and_(judged.c.day.is_not(None), use < 0)))
    return _told(stock_day, rows, reasons).outerjoin(judged, judged.c.day == rows.c.stock_date), rows.c.org_unit_id


def _production(within: sa.CTE, moment: Moment) -> sa.Select[Any]:
    """Month to date: each day's rows if the unit existed that day."""
    came = newest(production_day, moment, production_day.c.production_date.between(moment.day.replace(day=1), moment.day))
    opened, closed = org_unit.c.opened_on, org_unit.c.closed_on
    return (
        _told(production_day, came, [_negative(production_day, came, "planned_output", "actual_output")])
        .join(org_unit, org_unit.c.org_unit_id == came.c.org_unit_id)
        .join(within, within.c.org_unit_id == came.c.org_unit_id)
        .where(
            sa.or_(opened.is_(None), opened <= came.c.production_date),
            sa.or_(closed.is_(None), closed >= came.c.production_date),
        )
        .add_columns(org_unit.c.sort_order)
    )


def _negative(table: sa.Table, rows: sa.FromClause, *more: str) -> tuple[str, sa.ColumnElement[bool]]:
    counts = [column.name for column in table.c if isinstance(column.type, Count)]
    return NEGATIVE_COUNT, sa.or_(*(rows.c[name] < 0 for name in (*counts, *more)))


def _told(table: sa.Table, rows: sa.FromClause, reasons: Reasons) -> sa.Select[Any]:
    """The rows under their key, each with the first reason that holds; NULL where none does."""
    row_key = sa.cast(rows.c[key_columns(table)[0]], sa.Text())
    for name in key_columns(table)[1:]:
        row_key = row_key + " " + sa.cast(rows.c[name], sa.Text())
    reason = sa.case(*((condition, sa.literal(code)) for code, condition in reasons))
    return sa.select(
        sa.literal(table.name).label("table_name"),
        rows.c.org_unit_id,
        (row_key + " r" + sa.cast(rows.c.revision, sa.Text())).label("row_key"),
        reason.label("reason"),
    ).select_from(rows)


_OF_DAY = {  # judged by the units that live on D
    daily_report.name: _reports,
    measure_record.name: _records,
    testing_progress.name: _tested,
    stock_day.name: _stock,
    duty_shift.name: _shifts,
}
