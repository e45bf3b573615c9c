"""The tables by day and round that pages draw beside the situation."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.data import Query
from dashboard.indicators.freshness import Source, sources
from dashboard.trends import TREND_DAYS
from dashboard.view import View
from data_access import compliance, contradictions, measures, production, quality, supplies, testing
from data_access.directives import hours_to_convey


def reports_by_day(view: View) -> tuple[Any, ...]:
    """The query and its arguments after scope and moment: the last 14 days."""
    return compliance.reports_by_day, view.moment.days_back(TREND_DAYS), view.door.due_times("daily_report")


def measure_by_day(view: View, measure_id: str) -> tuple[Any, ...]:
    """The query and its arguments after scope and moment: one measure over the last 14 days."""
    return measures.measures_by_day, view.moment.days_back(TREND_DAYS), (measure_id,), view.door.due_times(measure_id)


def rounds(view: View) -> pd.DataFrame:
    """Every testing round so far (`testing.rounds`)."""
    return view.door.fetch(testing.rounds, view.scope, view.moment)


def output(view: View) -> pd.DataFrame:
    """Output and plan by product (`production.output`)."""
    return view.door.fetch(production.output, view.scope, view.moment)


def orders(view: View) -> pd.DataFrame:
    """Supply orders on the way (`supplies.orders_on_the_way`)."""
    return view.door.fetch(supplies.orders_on_the_way, view.scope, view.moment)


def median_hours(view: View) -> float | None:
    """The median hours from a directive's issue to conveyed; None where none was conveyed."""
    hours = view.door.fetch(hours_to_convey, view.scope, view.moment).median_hours[0]
    return None if pd.isna(hours) else float(hours)


def freshness(view: View) -> list[Source]:
    """Every source against its limit."""
    rows = view.door.fetch(quality.freshness, view.scope, view.moment)
    return sources(rows, view.door.look().absent, view.moment, view.door.settings.stale_after)


def contradictory(view: View) -> pd.DataFrame:
    """The rows left out of figures (`contradictions.contradictions`)."""
    return view.door.fetch(contradictions.contradictions, view.scope, view.moment)


def imports(view: View) -> pd.DataFrame:
    """What was imported (`quality.imports`)."""
    return view.door.fetch(quality.imports, view.scope, view.moment)


def one_unit(view: View, query: Query) -> list[Any]:
    """The rows that `query` has of the one unit chosen."""
    rows = view.door.fetch(query, view.scope, view.moment)
    return [row for row in rows.itertuples() if (row.org_unit_id,) == view.choice.units]
