"""The tables of testing: units of the rounds shown, a round's course, and earlier rounds."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.indicators.figure import Figure
from dashboard.palette import SIGNS
from dashboard.queries import Rounds
from dashboard.tables.showing import count_cell, instant_cell, need, of_cell, show, status_cell
from dashboard.texts import DASH, Told
from dashboard.view import View


def units(view: View, shown: Rounds) -> None:
    """One row per unit of the rounds shown, worst first: staff, dependants and those counted together, sampled of target; what waits for its result
    and for how long at the least; positive."""
    columns = ("unit", "status", "round", "staff", "dependant", "combined", "pending", "waits", "positive", "updated")
    show(view, lambda: _units(view, shown), columns, "testing-table")


def _units(view: View, shown: Rounds) -> list[dict[str, Any]]:
    by_unit = dict(list(shown.rows.groupby("org_unit_id")))
    told = []
    for cell in sorted(shown.cells, key=need):
        own, waits = by_unit[cell.org_unit_id], shown.pending[cell.org_unit_id]
        usable, minutes = own[~own.contradicts], waits.minutes(view.moment)
        parts = {row.population: _sampled(view, row) for row in own.itertuples()}
        told.append(
            {
                "unit": view.units.label(cell.org_unit_id),
                "status": status_cell(view, cell.status),
                "round": count_cell(view, own.round_no.iloc[0]),
                **{name: parts.get(name, "") for name in ("staff", "dependant", "combined")},
                "pending": count_cell(view, waits.persons),
                "waits": DASH if minutes is None else view.words("at-least", duration=view.words.duration(minutes)),
                "positive": count_cell(view, usable.positive.sum() if usable.positive.notna().any() else None),
                "updated": instant_cell(view, own.recorded_at.max()),
            }
        )
    return told


def course(view: View, table: pd.DataFrame, key: str) -> None:
    """One row per hour in which snapshots of a round came (`testing.course`), the last of the hour, newest first."""
    hours = table.groupby(table["at"].dt.floor("h")).tail(1).iloc[::-1]
    shown = [
        {
            "time": view.words.short_instant(row.at),
            "told": count_cell(view, row.told),
            "sampled": count_cell(view, row.sampled),
            "target": count_cell(view, row.target),
            "coverage": _share(view, row),
            "resulted": count_cell(view, row.resulted),
            "without-roster": count_cell(view, row.counted),
        }
        for row in hours.itertuples()
    ]
    show(view, shown, ("time", "told", "sampled", "target", "coverage", "resulted", "without-roster"), key)


def rounds(view: View, table: pd.DataFrame, of: Figure) -> None:
    """One row per round so far (`testing.rounds`), newest first."""
    shown = [
        {
            "round": Told(f"{row.round_no} {view.words.name(row)}", {"number": row.round_no, "": view.words.name(row)}),
            "starts": view.words.short_instant(row.starts_at),
            "ends": view.words.short_instant(row.ends_at),
            "units": count_cell(view, row.units),
            "sampled": count_cell(view, row.sampled),
            "target": count_cell(view, row.target),
            "coverage": _share(view, row),
            "without-roster": count_cell(view, row.counted),
            "resulted": count_cell(view, row.resulted),
            "positive": count_cell(view, row.positive),
        }
        for row in table.itertuples()
    ]
    columns = ("round", "starts", "ends", "units", "sampled", "target", "coverage", "without-roster", "resulted", "positive")
    show(view, shown, columns, "rounds-table", of)


def _share(view: View, row: Any) -> str:
    return view.words.percent(None if pd.isna(row.target) or pd.isna(row.sampled) or not row.target else row.sampled / row.target)


def _sampled(view: View, row: Any) -> str:
    if pd.isna(row.sampled):
        return DASH
    text = count_cell(view, row.sampled) if pd.isna(row.target) else of_cell(view, row.sampled, row.target)
    return Told(f"{SIGNS['check']} {text}", text.value) if row.contradicts else text
