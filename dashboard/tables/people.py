"""The tables of people and work: both hands, directives, output."""

from __future__ import annotations

import pandas as pd

from dashboard.situation import Situation
from dashboard.tables.showing import instant_cell, of_cell, show
from dashboard.texts import DASH, Told
from dashboard.view import View
from dashboard.wording import measure_name


def both_hands(view: View, now: Situation) -> None:
    """One row per unit that keeps to the plan while a measure is in breach, or falls below it while none is."""
    shown = [
        {
            "unit": view.units.label(one.org_unit_id),
            "hand": view.words(f"hand-{one.hand.replace('_', '-')}"),
            "in-breach": view.words("list-comma").join(measure_name(name, now, view.words) for name in one.measures_in_breach) or DASH,
        }
        for one in now.both_hands
    ]
    show(view, shown, ("unit", "hand", "in-breach"), "both-hands-table", now.figure("production.on_plan"))


def directives(view: View, now: Situation) -> None:
    """One row per directive of the last 30 days, the newest first: from issue to conveyed."""
    shown = [
        {
            "directive": view.words.title(row),
            "issued": instant_cell(view, row.issued_at),
            "due": instant_cell(view, row.due_at),
            "conveyed": of_cell(view, row.conveyed, row.addressed),
            "overdue": view.words.number(row.overdue),
            "late": view.words.number(row.late),
        }
        for row in now.directives.itertuples()
    ]
    show(view, shown, ("directive", "issued", "due", "conveyed", "overdue", "late"), "directives-table", now.figure("directive.conveyed"))


def output(view: View, now: Situation, table: pd.DataFrame) -> None:
    """One row per product and unit of measure (`production.output`): output and plan on the day and month to date."""
    number = lambda value: DASH if pd.isna(value) else view.words.one_decimal(value)  # noqa: E731
    share = lambda actual, planned: view.words.percent(None if pd.isna(planned) or not planned else actual / planned)  # noqa: E731
    shown = [
        {
            "product": Told(f"{row.product} ({row.unit_of_measure})", {"": row.product, "counted": row.unit_of_measure}),
            "output": number(row.actual),
            "plan": number(row.planned),
            "of-plan": share(row.actual, row.planned),
            "output-to-date": number(row.actual_to_date),
            "plan-to-date": number(row.planned_to_date),
            "of-plan-to-date": share(row.actual_to_date, row.planned_to_date),
            "unknown": view.words.number(row.unknown),
        }
        for row in table.itertuples()
    ]
    columns = ("product", "output", "plan", "of-plan", "output-to-date", "plan-to-date", "of-plan-to-date", "unknown")
    show(view, shown, columns, "output-table", now.figure("production.on_plan"))
