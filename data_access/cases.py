"""Cases over time: when a confirmed case was last reported, and what is unknown since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from data_access.contract import daily_report, org_unit
from data_access.counting import count_where
from data_access.history import among, newest
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in


@by_unit
def last_confirmed(scope: Scope, moment: Moment, days: Sequence[date]) -> sa.Select[Any]:
    """One row per unit that had a confirmed case in its newest report of one of `days` on which it existed: org_unit_id, last_confirmed_on, the latest."""
    confirmed_ever = sa.select(daily_report.c.report_date).where(daily_report.c.report_date.in_(days), daily_report.c.confirmed > 0)
    came = _reports(units_in(scope), moment, among(daily_report.c.report_date, confirmed_ever))
    return (
        sa.select(came.c.org_unit_id, sa.func.max(came.c.day).label("last_confirmed_on"))
        .where(came.c.confirmed > 0)
        .group_by(came.c.org_unit_id)
        .order_by(came.c.org_unit_id)
    )


@by_unit
def silent_since(scope: Scope, moment: Moment, days_after: Sequence[date]) -> sa.Select[Any]:
    """One row per unit that on some of `days_after` existed and, owing reports at all, sent none, or gave no count of confirmed cases: org_unit_id."""
    within = units_in(scope)
    came = _reports(within, moment, daily_report.c.report_date.in_(days_after))
    live = live_units(within, calendar(moment, days_after))
    silent = (
        sa.select(live.c.org_unit_id, live.c.day)
        .where(live.c.reports.is_(True))
        .except_(sa.select(came.c.org_unit_id, came.c.day))
        .subquery()
    )
    without_a_count = sa.select(came.c.org_unit_id).where(came.c.confirmed.is_(None))
    units = sa.select(silent.c.org_unit_id).union(without_a_count).subquery()
    return sa.select(units.c.org_unit_id).order_by(units.c.org_unit_id)


@by_unit
def known_since(scope: Scope, moment: Moment, days: Sequence[date], days_after: Sequence[date]) -> sa.Select[Any]:
    """One row per unit with a report of `days`: org_unit_id, checks (reports of `days_after` with a negative count of confirmed cases), data_time (newest
    arrival of a usable count of `days`; NULL: there is none)."""
    came = _reports(units_in(scope), moment, daily_report.c.report_date.in_(days))
    return (
        sa.select(
            came.c.org_unit_id,
            count_where(sa.and_(came.c.day.in_(days_after), came.c.confirmed < 0), "checks"),
            sa.func.max(sa.case((came.c.confirmed >= 0, came.c.recorded_at))).label("data_time"),
        )
        .group_by(came.c.org_unit_id)
        .order_by(came.c.org_unit_id)
    )


def _reports(within: sa.CTE, moment: Moment, *where: sa.ColumnElement[bool]) -> sa.CTE:
    """One row per report of a unit of `within` that existed on its day, in the newest revision: org_unit_id, day, confirmed, recorded_at."""
    came = newest(daily_report, moment, *where)
    opened, closed = org_unit.c.opened_on, org_unit.c.closed_on
    return (
        sa.select(came.c.org_unit_id, came.c.report_date.label("day"), came.c.confirmed, came.c.recorded_at)
        .join(org_unit, org_unit.c.org_unit_id == came.c.org_unit_id)
        .where(
            came.c.org_unit_id.in_(sa.select(within.c.org_unit_id)),
            sa.or_(opened.is_(None), opened <= came.c.report_date),
            sa.or_(closed.is_(None), closed >= came.c.report_date),
        )
        .cte("reports")
    )
