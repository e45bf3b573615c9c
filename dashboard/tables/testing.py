"""The tables of testing: units of the current rounds, and earlier rounds."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.palette import SIGNS
from dashboard.situation import Situation
from dashboard.tables.showing import count_cell, instant_cell, need, of_cell, show, status_cell
from dashboard.texts import DASH, Told
from dashboard.view import View


def units(view: View, now: Situation) -> None:
    """One row per unit of a current round, worst first: staff, dependants and those counted together, sampled of target; pending and positive."""
    cells = sorted((cell for cell in now.cells if cell.measure_id == "testing"), key=need)
    by_unit = dict(list(now.testing.groupby("org_unit_id")))
    shown = []
    for cell in cells:
        own = by_unit[cell.org_unit_id]
        usable = own[~own.contradicts]
        in_hand = usable[usable.sampled.notna() & usable.resulted.notna()]
        parts = {row.population: _sampled(view, row) for row in own.itertuples()}
        shown.append(
            {
                "unit": view.units.label(cell.org_unit_id),
                "status": status_cell(view, cell.status),
                "round": count_cell(view, own.round_no.iloc[0]),
                **{name: parts.get(name, "") for name in ("staff", "dependant", "combined")},
                "pending": count_cell(view, (in_hand.sampled - in_hand.resulted).sum() if len(in_hand) else None),
                "positive": count_cell(view, usable.positive.sum() if usable.positive.notna().any() else None),
                "updated": instant_cell(view, own.recorded_at.max()),
            }
        )
    show(view, shown, ("unit", "status", "round", "staff", "dependant", "combined", "pending", "positive", "updated"), "testing-table")


def rounds(view: View, table: pd.DataFrame) -> None:
    """One row per round so far (`testing.rounds`), newest first."""
    shown = [
        {
            "round": Told(f"{row.round_no} {view.words.name(row)}", {"number": row.round_no, "": view.words.name(row)}),
            "starts": view.words.short_instant(row.starts_at),
            "ends": view.words.short_instant(row.ends_at),
            "units": count_cell(view, row.units),
            "sampled": count_cell(view, row.sampled),
            "target": count_cell(view, row.target),
            "coverage": view.words.percent(
                None if pd.isna(row.target) or pd.isna(row.sampled) or not row.target else row.sampled / row.target
            ),
            "without-roster": count_cell(view, row.counted),
            "resulted": count_cell(view, row.resulted),
            "positive": count_cell(view, row.positive),
        }
        for row in table.itertuples()
    ]
    columns = ("round", "starts", "ends", "units", "sampled", "target", "coverage", "without-roster", "resulted", "positive")
    show(view, shown, columns, "rounds-table")


def _sampled(view: View, row: Any) -> str:
    if pd.isna(row.sampled):
        return DASH
    text = count_cell(view, row.sampled) if pd.isna(row.target) else of_cell(view, row.sampled, row.target)
    return Told(f"{SIGNS['check']} {text}", text.value) if row.contradicts else text
