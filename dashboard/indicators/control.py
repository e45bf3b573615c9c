"""Units under closed-off management, from one row per unit (`control.controlled_units`)."""

from __future__ import annotations

from datetime import timedelta

from dashboard.indicators.figure import Figure, figure
from dashboard.indicators.rows import Rows, each, newest_of
from data_access.moment import Moment


def units(rows: Rows, live_units: int, moment: Moment, stale_after: timedelta) -> Figure:
    """Live units with a level other than normal in force at S, each once; not inherited."""
    data_time = newest_of(each(rows, "recorded_at"))
    return figure(
        "control.units",
        "units",
        numerator=len(rows),
        denominator=None if live_units else 0,
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
    )
