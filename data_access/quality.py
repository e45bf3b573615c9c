"""How good the data is: when each source last gave something, whether it keeps history, and what was imported."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import (
    Instant,
    control_status,
    daily_report,
    directive,
    directive_receipt,
    duty_shift,
    exemption,
    import_batch,
    inspection,
    measure_record,
    production_day,
    requirement,
    stock_day,
    testing_progress,
    testing_round,
)
from data_access.counting import count_where
from data_access.history import among
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in

DAYS_LOOKED_BACK = 30
IMPORTS_LISTED = 50
SOURCES = (
    daily_report,
    measure_record,
    testing_progress,
    stock_day,
    duty_shift,
    production_day,
    directive_receipt,
    inspection,
    control_status,
    requirement,
    exemption,
)
GIVEN_BY_UNITS = (daily_report, measure_record, testing_progress, stock_day, duty_shift, production_day, directive_receipt)  # day by day


def freshness(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per append-only source: table_name, rows (of the units in scope, known at T, of the 30 days before D and of D), newest_at (when the newest
    of them came), corrected (how many are a second or later revision), timeless (how many do not say when they came)."""
    within = units_in(scope)
    parts = []
    for place, table in enumerate(SOURCES):
        parts.append(
            sa.select(
                sa.literal(place).label("place"),
                sa.literal(table.name).label("table_name"),
                sa.func.count().label("rows"),
                sa.func.max(table.c.recorded_at, type_=Instant()).label("newest_at"),
                count_where(table.c.revision > 1, "corrected"),
                count_where(table.c.recorded_at.is_(None), "timeless"),
            )
            .join(within, within.c.org_unit_id == table.c.org_unit_id)
            .where(_known(table, moment), _recent(table, moment))
        )
    rows = sa.union_all(*parts).subquery()
    return sa.select(*(rows.c[name] for name in ("table_name", "rows", "newest_at", "corrected", "timeless"))).order_by(rows.c.place)


@by_unit
def newest_by_unit(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit and source that units give day by day, where the unit gave any row of the 30 days before D and of D, known at T:
    org_unit_id, table_name, rows, newest_at (when the newest of them came; NULL: none says)."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    parts = [
        sa.select(
            table.c.org_unit_id,
            live.c.sort_order,
            sa.literal(place).label("place"),
            sa.literal(table.name).label("table_name"),
            sa.func.count().label("rows"),
            sa.func.max(table.c.recorded_at, type_=Instant()).label("newest_at"),
        )
        .join(live, live.c.org_unit_id == table.c.org_unit_id)
        .where(_known(table, moment), _recent(table, moment))
        .group_by(table.c.org_unit_id, live.c.sort_order)
        for place, table in enumerate(GIVEN_BY_UNITS)
    ]
    rows = sa.union_all(*parts).subquery()
    return sa.select(*(rows.c[name] for name in ("org_unit_id", "table_name", "rows", "newest_at"))).order_by(
        rows.c.sort_order, rows.c.org_unit_id, rows.c.place
    )


def imports(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per import known at T, of the newest 50 those with rejected rows first, then the newest: source_name, imported_at, imported_by,
    rows_inserted, rows_revised, rows_unchanged, rows_rejected. Files are of the whole organisation: who sees a part of it sees none."""
    names = ("source_name", "imported_at", "imported_by", "rows_inserted", "rows_revised", "rows_unchanged", "rows_rejected")
    everything = sa.true() if scope.allowed is None else sa.false()
    rows = (
        sa.select(import_batch.c.batch_id, *(import_batch.c[name] for name in names))
        .where(everything, import_batch.c.imported_at <= moment.known_at)
        .order_by(import_batch.c.imported_at.desc(), import_batch.c.batch_id)
        .limit(IMPORTS_LISTED)
        .subquery()
    )
    rejected_first = sa.case((rows.c.rows_rejected > 0, 0), else_=1)
    return sa.select(*(rows.c[name] for name in names)).order_by(rejected_first, rows.c.imported_at.desc(), rows.c.batch_id)


def _known(table: sa.Table, moment: Moment) -> sa.ColumnElement[bool]:
    return sa.or_(table.c.recorded_at.is_(None), table.c.recorded_at <= moment.known_at)


def _recent(table: sa.Table, moment: Moment) -> sa.ColumnElement[bool]:
    """The rows of the last days, by the table's own day; a table of duties and of orders from above, which lasts, whole."""
    first, since = moment.day - timedelta(days=DAYS_LOOKED_BACK), moment.starts_at - timedelta(days=DAYS_LOOKED_BACK)

    def within(instant: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        return sa.and_(instant > since, instant < moment.ends_at)

    for name in ("report_date", "record_date", "stock_date", "production_date"):
        if name in table.c:
            return table.c[name].between(first, moment.day)
    if table is duty_shift:
        return within(table.c.starts_at)
    if table is inspection:
        return within(table.c.inspected_at)
    if table is testing_progress:
        return among(table.c.round_id, sa.select(testing_round.c.round_id).where(within(testing_round.c.starts_at)))
    if table is directive_receipt:
        return among(table.c.directive_id, sa.select(directive.c.directive_id).where(within(directive.c.issued_at)))
    return sa.true()
