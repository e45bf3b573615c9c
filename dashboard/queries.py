"""The tables by day that several pages draw, with their arguments."""

from __future__ import annotations

from typing import Any

from dashboard.view import View
from data_access import compliance

TREND_DAYS = 14


def reports_by_day(view: View) -> tuple[Any, ...]:
    """The query and its arguments after scope and moment: the last 14 days."""
    return compliance.reports_by_day, view.moment.days_back(TREND_DAYS), view.door.due_times("daily_report")
