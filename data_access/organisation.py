"""The organisation: its units as a tree, its measures, its newest day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import daily_report, import_batch, org_unit
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in

DEMONSTRATION = "demonstration"  # the batch under which the demonstration is written


def units(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per unit in scope: org_unit_id, parent_id (where that is in scope, too), kind, name_zh, name_en, short_name_zh, area (derived), reports,
    exists (on D), sort_order."""
    within = units_in(scope)
    exists = sa.and_(
        sa.or_(org_unit.c.opened_on.is_(None), org_unit.c.opened_on <= moment.day),
        sa.or_(org_unit.c.closed_on.is_(None), org_unit.c.closed_on >= moment.day),
    )
    above = within.alias("above")
    return (
        sa.select(
            org_unit.c.org_unit_id,
            above.c.org_unit_id.label("parent_id"),
            *(org_unit.c[name] for name in ("kind", "name_zh", "name_en", "short_name_zh")),
            within.c.area,
            org_unit.c.reports,
            sa.type_coerce(sa.case((exists, 1), else_=0), sa.Boolean()).label("exists"),
            org_unit.c.sort_order,
        )
        .join(within, within.c.org_unit_id == org_unit.c.org_unit_id)
        .outerjoin(above, above.c.org_unit_id == org_unit.c.parent_id)
    )


@by_unit
def ancestry(scope: Scope, moment: Moment) -> sa.Select[Any]:  # noqa: ARG001 (as every query: of a scope at a moment)
    """One row per unit in scope and unit above it, itself included: org_unit_id, above, area (derived). A unit is chosen where one above it is."""
    within, below = units_in(scope), org_unit.alias("below")
    lines = sa.select(org_unit.c.org_unit_id, org_unit.c.org_unit_id.label("above")).cte("lines", recursive=True)
    further = sa.select(below.c.org_unit_id, lines.c.above).join(lines, below.c.parent_id == lines.c.org_unit_id)
    lines = lines.union(further)  # each once, so that a cycle ends
    return (
        sa.select(lines.c.org_unit_id, lines.c.above, within.c.area)
        .join(within, within.c.org_unit_id == lines.c.org_unit_id)
        .order_by(lines.c.org_unit_id, lines.c.above)
    )


@by_unit
def seats(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit: org_unit_id, longitude, latitude, crs, adcode (each may be NULL)."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    return (
        sa.select(*(org_unit.c[name] for name in ("org_unit_id", "longitude", "latitude", "crs", "adcode")))
        .join(live, live.c.org_unit_id == org_unit.c.org_unit_id)
        .order_by(org_unit.c.org_unit_id)
    )


def without_district() -> sa.Select[Any]:
    """One row per unit of the whole organisation that gives a place and neither area nor adcode: org_unit_id, longitude, latitude, crs, adcode.

    No scope: what it tells is used to cut with, and shown to nobody.
    """
    return (
        sa.select(*(org_unit.c[name] for name in ("org_unit_id", "longitude", "latitude", "crs", "adcode")))
        .where(org_unit.c.area.is_(None), org_unit.c.adcode.is_(None), org_unit.c.longitude.is_not(None), org_unit.c.latitude.is_not(None))
        .order_by(org_unit.c.org_unit_id)
    )


@by_unit
def contacts(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit in scope that names somebody to call: org_unit_id, contact_name, contact_phone (either may be NULL)."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    return (
        sa.select(*(org_unit.c[name] for name in ("org_unit_id", "contact_name", "contact_phone")))
        .join(live, live.c.org_unit_id == org_unit.c.org_unit_id)
        .where(sa.or_(org_unit.c.contact_name.is_not(None), org_unit.c.contact_phone.is_not(None)))
        .order_by(org_unit.c.org_unit_id)
    )


@by_unit
def particulars(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit in scope: org_unit_id, adcode, staff_count, dependant_count, contact_name, contact_phone."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    names = ("org_unit_id", "adcode", "staff_count", "dependant_count", "contact_name", "contact_phone")
    return (
        sa.select(*(org_unit.c[name] for name in names))
        .join(live, live.c.org_unit_id == org_unit.c.org_unit_id)
        .order_by(org_unit.c.org_unit_id)
    )


def newest_report_day(scope: Scope, moment: Moment, days_back: int | None) -> sa.Select[Any]:
    """One row: report_date, the newest up to D, in the last `days_back` days or ever, that the units in scope have reported by T; or NULL."""
    within = units_in(scope)
    bounds = [daily_report.c.report_date <= moment.day, daily_report.c.recorded_at <= moment.known_at]
    if days_back is not None:
        bounds.append(daily_report.c.report_date > moment.day - timedelta(days=days_back))
    newest = sa.func.max(daily_report.c.report_date).label("report_date")
    of_each = sa.select(newest).where(daily_report.c.org_unit_id == within.c.org_unit_id, *bounds)  # by the key, however long the history
    by_unit = sa.select(of_each.scalar_subquery().label("report_date")).select_from(within).subquery()
    return sa.select(sa.func.max(by_unit.c.report_date).label("report_date"))


def demonstration() -> sa.Select[Any]:
    """One row: demonstration, whether the database was filled by the demonstration. It names no unit."""
    written = sa.select(sa.func.count()).select_from(import_batch).where(import_batch.c.batch_id == DEMONSTRATION).scalar_subquery()
    return sa.select(sa.type_coerce(sa.case((written > 0, 1), else_=0), sa.Boolean()).label("demonstration"))
