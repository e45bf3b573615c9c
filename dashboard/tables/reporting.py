"""The tables of what is owed and what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.indicators import days
from dashboard.situation import Situation
from dashboard.tables.cells import DAYS
from dashboard.tables.showing import count_cell, instant_cell, need, overdue_cell, show, status_cell
from dashboard.view import View


def days_of_reports(view: View, query: Callable[..., Any], *more: Any) -> None:
    """The table beside the chart of reports by day (`compliance.reports_by_day`)."""
    _days(view, query, *more)


def days_of_measure(view: View, query: Callable[..., Any], *more: Any) -> None:
    """The table beside the chart of a measure by day (`measures.measures_by_day`)."""
    _days(view, query, *more)


def _days(view: View, query: Callable[..., Any], *more: Any) -> None:
    table = view.door.fetch(query, view.scope, view.moment, *more).iloc[::-1]
    shown = pd.DataFrame({view.words(f"column-{word}"): table[name] for name, word in DAYS[query].items()})
    with st.expander(view.words("chart-as-table")):
        st.dataframe(shown, hide_index=True, key="day-table")


def reports(view: View, now: Situation) -> None:
    """One row per unit that owes a daily report, worst first: status, due, first received, overdue, and what it says of cases."""
    cells = {cell.org_unit_id: cell for cell in now.cells if cell.measure_id == "daily_report"}
    rows = [row for row in now.reports.itertuples() if row.org_unit_id in cells]
    rows.sort(key=lambda row: need(cells[row.org_unit_id]))
    shown = [
        {
            "unit": view.units.label(row.org_unit_id),
            "status": status_cell(view, cells[row.org_unit_id].status),
            "due": instant_cell(view, row.due_at),
            "received": instant_cell(view, row.first_recorded_at),
            "overdue": overdue_cell(view, cells[row.org_unit_id]),
            "revision": count_cell(view, row.revision),
            "confirmed": count_cell(view, row.confirmed),
            "suspected": count_cell(view, row.suspected),
            "fever": count_cell(view, row.fever),
        }
        for row in rows
    ]
    show(view, shown, ("unit", "status", "due", "received", "overdue", "revision", "confirmed", "suspected", "fever"), "unit-table")


def punctuality(view: View, rows: pd.DataFrame) -> None:
    """One row per unit: of the days on which its report was due or came, how many it was on time, late, missing; who needs a talk first.

    `rows` are `compliance.reports_by_unit_and_day`.
    """
    words = view.words
    shown = [
        {
            "unit": view.units.label(one.org_unit_id),
            "days-missing": count_cell(view, one.missing),
            "days-late": count_cell(view, one.late),
            "days-on-time": count_cell(view, one.on_time),
            "days-due": count_cell(view, one.days),
            "share-on-time": words.percent(one.on_time / one.days),
        }
        for one in days.punctuality(days.of_reports(rows, view.moment))
    ]
    show(view, shown, ("unit", "days-missing", "days-late", "days-on-time", "days-due", "share-on-time"), "punctuality-table")


def measure(view: View, now: Situation, measure_id: str) -> None:
    """One row per unit that owes the measure, worst first: done of required, what is not known, since when it is short."""
    cells = sorted((cell for cell in now.cells if cell.measure_id == measure_id), key=need)
    shown = [
        {
            "unit": view.units.label(cell.org_unit_id),
            "status": status_cell(view, cell.status),
            "done": count_cell(view, cell.numerator if cell.denominator else None),
            "required": count_cell(view, cell.denominator or None),
            "unknown": count_cell(view, cell.unknown),
            "since": instant_cell(view, cell.since),
            "overdue": overdue_cell(view, cell),
        }
        for cell in cells
    ]
    show(view, shown, ("unit", "status", "done", "required", "unknown", "since", "overdue"), "measure-table")
