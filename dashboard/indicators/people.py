"""People: who is in isolation, from one row per live unit (`compliance.daily_reports`)."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from dashboard.indicators.figure import Figure, figure, newest, units_with
from data_access.moment import Moment

STAFF = ("home_isolation", "central_isolation")
FAMILY = ("dependants_home_isolation", "dependants_central_isolation")  # NULL: not kept apart, and not unknown


def isolated(reports: pd.DataFrame, moment: Moment, stale_after: timedelta) -> Figure:
    """Staff and dependants in isolation at home and in centres, from the newest report of every live unit, owed or not.

    Unknown: units with a staff part missing, and those that owe reports and sent none. A report with a negative part, or with more staff than are on
    the books, is left out.
    """
    parts = reports[[*STAFF, *FAMILY]]
    contradicts = (parts < 0).fillna(False).any(axis=1) | reports.staff_contradicts
    usable = reports.received & ~contradicts
    asked = reports.received | reports.reports
    missing = units_with(reports, asked & parts[list(STAFF)].isna().any(axis=1) & ~contradicts)
    unknown, checks = len(missing), int(contradicts.sum())
    total, data_time = int(parts[usable].sum().sum()), newest(reports.recorded_at[usable])
    return figure(
        "people.isolated",
        "persons",
        numerator=total,
        denominator=None if asked.any() else 0,
        unknown=unknown,
        checks=checks,
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        missing=missing,
    )


def accounted(reports: pd.DataFrame, moment: Moment, stale_after: timedelta) -> Figure:
    """Sum of the six staff counts / staff on the books, over live units with staff on the books whose newest report gives all six.

    Unknown: such units with one of the six missing, and those that owe reports and sent none. A report with a count below 0, or with more staff than
    are on the books, is left out.
    """
    staffed = reports[(reports.staff_count > 0).fillna(False)]
    contradicts = staffed.staff_contradicts | staffed.staff_negative
    asked = staffed.received | staffed.reports
    usable = staffed[staffed.staff_told.notna() & ~contradicts]
    missing = units_with(staffed, asked & staffed.staff_told.isna() & ~contradicts)
    unknown, checks, data_time = len(missing), int(contradicts.sum()), newest(usable.recorded_at)
    return figure(
        "people.accounted",
        "ratio",
        numerator=int(usable.staff_told.sum()),
        denominator=int(usable.staff_count.sum()),
        unknown=unknown,
        checks=checks,
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        target=1.0,
        missing=missing,
    )
