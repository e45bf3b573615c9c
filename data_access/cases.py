"""Cases over time: when a confirmed case was last reported, and who was silent since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from data_access.contract import daily_report
from data_access.history import newest
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope


def last_confirmed(scope: Scope, moment: Moment, days: Sequence[date]) -> sa.Select[Any]:
    """One row: last_confirmed_on, the latest of `days` on which a live unit's newest report has a confirmed case (NULL: none)."""
    live = live_units(scope, calendar(moment, days))
    confirmed_ever = sa.select(daily_report.c.report_date).where(daily_report.c.report_date.in_(days), daily_report.c.confirmed > 0)
    came = newest(daily_report, moment, daily_report.c.report_date.in_(confirmed_ever))
    return sa.select(sa.func.max(came.c.report_date).label("last_confirmed_on")).where(
        came.c.confirmed > 0, came.c.org_unit_id == live.c.org_unit_id, came.c.report_date == live.c.day
    )


def silent_units(scope: Scope, moment: Moment, days: Sequence[date]) -> sa.Select[Any]:
    """One row: units, the number of reporting units that on some of `days` existed and gave no usable count of confirmed cases."""
    live = live_units(scope, calendar(moment, days))
    came = newest(daily_report, moment, daily_report.c.report_date.in_(days))
    usable = sa.and_(came.c.org_unit_id == live.c.org_unit_id, came.c.report_date == live.c.day, came.c.confirmed >= 0)
    silent = sa.select(live.c.org_unit_id).outerjoin(came, usable).where(live.c.reports.is_(True), came.c.org_unit_id.is_(None))
    return sa.select(sa.func.count().label("units")).select_from(silent.distinct().subquery())
