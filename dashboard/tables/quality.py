"""The tables of data quality: sources, contradictory rows, imports."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from dashboard.components.markup import calm, supplied
from dashboard.components.quality import SOURCE_STATUS
from dashboard.indicators.freshness import Source
from dashboard.indicators.sources import NO_HISTORY
from dashboard.palette import SIGNS
from dashboard.tables.showing import count_cell, show
from dashboard.texts import DASH, Told
from dashboard.view import View


def sources(view: View, freshness: Iterable[Source]) -> None:
    """One row per source: its newest row, its age against its limit, and how far it keeps history; then those that keep none."""
    words, absent = view.words, view.door.look().absent
    shown = [
        {
            "source": words(f"source-{one.name.replace('_', '-')}"),
            "table": one.name,
            "status": _state(view, one.state),
            "newest": words.instant(one.newest_at),
            "age": DASH if one.age is None else words.duration(one.age.total_seconds() // 60),
            "limit": DASH if one.limit is None else words.duration(one.limit.total_seconds() // 60),
            "history": DASH if one.history is None else words(f"history-{one.history}"),
        }
        for one in freshness
    ]
    shown += [
        {
            "source": words(f"source-{name.replace('_', '-')}"),
            "table": name,
            "status": words("source-state-not-supplied") if name in absent else DASH,
            "newest": DASH,
            "age": DASH,
            "limit": DASH,
            "history": words("history-none"),
        }
        for name in NO_HISTORY
    ]
    with st.expander(words("quality-sources-table"), key="sources-folded"):
        show(view, shown, ("source", "table", "status", "newest", "age", "limit", "history"), "sources-table")


def _state(view: View, state: str) -> str:
    word = view.words(f"source-state-{state.replace('_', '-')}")
    return Told(f"{SIGNS[SOURCE_STATUS[state]]} {word}".strip(), word)


def contradictory(view: View, table: pd.DataFrame) -> None:
    """One row per contradictory row (`contradictions.contradictions`): where it stands, under which key, and why."""
    shown = [
        {
            "unit": view.units.label(row.org_unit_id),
            "table": row.table_name,
            "key": row.row_key,
            "reason": view.words(f"contradiction-{row.reason}"),
        }
        for row in table.itertuples()
    ]
    if shown:
        show(view, shown, ("unit", "table", "key", "reason"), "contradictory-table")


def imports(view: View, table: pd.DataFrame) -> None:
    """One row per import (`quality.imports`), those with rejected rows first."""
    if not supplied(view, "import_batch"):
        return
    if table.empty:
        calm(view, "quality-imports-none")
        return
    shown = [
        {
            "file": row.source_name,
            "imported": view.words.instant(row.imported_at),
            "by": row.imported_by or DASH,
            "inserted": count_cell(view, row.rows_inserted),
            "revised": count_cell(view, row.rows_revised),
            "unchanged": count_cell(view, row.rows_unchanged),
            "rejected": f"{SIGNS['attention']} {count_cell(view, row.rows_rejected)}"
            if row.rows_rejected > 0
            else count_cell(view, row.rows_rejected),
        }
        for row in table.itertuples()
    ]
    show(view, shown, ("file", "imported", "by", "rejected", "inserted", "revised", "unchanged"), "imports-table")
