"""Production and its safety: output against plan, injuries and incidents, on the day and from the first of the month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import production_day
from data_access.counting import count_where, total
from data_access.history import newest
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in

ON_PLAN = 1 - 1e-9  # of the plan; comparisons of ratios allow a billionth


@by_unit
def production_by_unit(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit with rows on D: org_unit_id, sort_order; rows, both (with plan and output), on_plan (of those), unknown (without plan or
    output), checks (either below 0); worst_share (the least output / plan of a row with both; NULL: none, or nothing was planned), injuries (their
    sum; NULL: none), injuries_told (rows that say how many), injury_checks (rows with fewer than none); recorded_at (of the usable), newest_at (of
    all)."""
    rows = _rows(scope, moment, (moment.day,))
    both = sa.and_(rows.c.planned_output >= 0, rows.c.actual_output >= 0)
    share = sa.case((sa.and_(both, rows.c.planned_output > 0), rows.c.actual_output / rows.c.planned_output))
    contradicts = sa.or_(rows.c.planned_output < 0, rows.c.actual_output < 0)
    without = sa.or_(rows.c.planned_output.is_(None), rows.c.actual_output.is_(None))
    sound = sa.func.coalesce(sa.case((contradicts, 1)), 0) == 0
    return (
        sa.select(
            rows.c.org_unit_id,
            sa.func.max(rows.c.sort_order).label("sort_order"),
            sa.func.count().label("rows"),
            count_where(both, "both"),
            count_where(sa.and_(both, rows.c.actual_output >= rows.c.planned_output * ON_PLAN), "on_plan"),
            count_where(sa.and_(without, sound), "unknown"),
            count_where(contradicts, "checks"),
            sa.func.min(share, type_=sa.Double()).label("worst_share"),
            total(sa.case((rows.c.injuries > 0, rows.c.injuries)), "injuries"),
            count_where(rows.c.injuries >= 0, "injuries_told"),
            count_where(rows.c.injuries < 0, "injury_checks"),
            sa.func.max(sa.case((both, rows.c.recorded_at))).label("recorded_at"),
            sa.func.max(rows.c.recorded_at).label("newest_at"),
        )
        .group_by(rows.c.org_unit_id)
        .order_by(sa.func.max(rows.c.sort_order), rows.c.org_unit_id)
    )


@by_unit
def incidents_by_unit(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per unit with rows in D's month up to D, on days on which it existed: org_unit_id, sort_order, incidents (sum; NULL: none given),
    unknown (rows that do not say), checks (rows with fewer than none), recorded_at (of the usable)."""
    rows = _rows(scope, moment, month_to_date(moment.day))
    usable = rows.c.safety_incidents >= 0
    return (
        sa.select(
            rows.c.org_unit_id,
            sa.func.max(rows.c.sort_order).label("sort_order"),
            total(sa.case((usable, rows.c.safety_incidents)), "incidents"),
            count_where(rows.c.safety_incidents.is_(None), "unknown"),
            count_where(rows.c.safety_incidents < 0, "checks"),
            sa.func.max(sa.case((usable, rows.c.recorded_at))).label("recorded_at"),
        )
        .group_by(rows.c.org_unit_id)
        .order_by(sa.func.max(rows.c.sort_order), rows.c.org_unit_id)
    )


def output(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per product and unit of measure with rows in D's month up to D: product, unit_of_measure; planned and actual, the sums over D's rows that
    give both, planned_to_date and actual_to_date over the month's (NULL: none); unknown (D's rows that do not give both)."""
    rows = _rows(scope, moment, month_to_date(moment.day))
    both = sa.and_(rows.c.planned_output >= 0, rows.c.actual_output >= 0)
    today = rows.c.production_date == moment.day
    sums = {
        "planned": sa.case((sa.and_(both, today), rows.c.planned_output)),
        "actual": sa.case((sa.and_(both, today), rows.c.actual_output)),
        "planned_to_date": sa.case((both, rows.c.planned_output)),
        "actual_to_date": sa.case((both, rows.c.actual_output)),
    }
    without = sa.or_(rows.c.planned_output.is_(None), rows.c.actual_output.is_(None))
    return (
        sa.select(
            rows.c.product,
            rows.c.unit_of_measure,
            *(sa.func.sum(values, type_=sa.Double()).label(name) for name, values in sums.items()),
            count_where(sa.and_(today, without), "unknown"),
        )
        .group_by(rows.c.product, rows.c.unit_of_measure)
        .order_by(rows.c.product, rows.c.unit_of_measure)
    )


def month_to_date(day: date) -> tuple[date, ...]:
    """The days from the first of the month to the day."""
    return tuple(day - timedelta(days=back) for back in range(day.day - 1, -1, -1))


def _rows(scope: Scope, moment: Moment, days: tuple[date, ...]) -> sa.Subquery:
    """The newest revision of each row of the days whose unit existed on its day."""
    live = live_units(units_in(scope), calendar(moment, days))
    came = newest(production_day, moment, production_day.c.production_date.in_(days))
    here = sa.and_(live.c.org_unit_id == came.c.org_unit_id, live.c.day == came.c.production_date)
    return sa.select(came, live.c.sort_order).join(live, here).subquery()
