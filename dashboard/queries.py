"""The tables by day and round that pages draw beside the situation."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.trends import TREND_DAYS
from dashboard.view import View
from data_access import compliance, measures, testing


def reports_by_day(view: View) -> tuple[Any, ...]:
    """The query and its arguments after scope and moment: the last 14 days."""
    return compliance.reports_by_day, view.moment.days_back(TREND_DAYS), view.door.due_times("daily_report")


def measure_by_day(view: View, measure_id: str) -> tuple[Any, ...]:
    """The query and its arguments after scope and moment: one measure over the last 14 days."""
    return measures.measures_by_day, view.moment.days_back(TREND_DAYS), (measure_id,), view.door.due_times(measure_id)


def rounds(view: View) -> pd.DataFrame:
    """Every testing round so far (`testing.rounds`)."""
    return view.door.fetch(testing.rounds, view.scope, view.moment)
