"""The search box of the sidebar: who types a name, its pinyin or a code is shown the units it may mean, and opens one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import arrivals, metrics
from dashboard.indicators.rows import each
from dashboard.navigation import open_page
from dashboard.search import Findable, findable, matches
from dashboard.texts import plain
from dashboard.view import View

KEY = "search"
SHOWN = 8  # units under the box
_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "search",
    html='<div class="search"></div>',
    css=(_HERE / "search.css").read_text("utf-8"),
    js=(_HERE / "search.js").read_text("utf-8"),
)


def search(view: View) -> None:
    """The box. What is typed is looked up without drawing the page anew."""

    @st.fragment
    @metrics.timing_fragment
    def box() -> None:
        if arrivals.who(view.door) != view.person or view.door.access_now(view.person) != view.access:
            st.rerun()  # what was open when the page was drawn is so no longer
        text = _text(st.session_state.get(KEY))
        found = matches(everybody(view), text, SHOWN) if text.strip() else []
        answer = _component(key=KEY, data=sheet_of(view, text, found), on_text_change=lambda: None, on_chosen_change=lambda: None)
        if answer.chosen in view.units.in_order:
            open_page(view, "unit", units=(answer.chosen,), area=None, measure=None)

    box()


def everybody(view: View) -> list[Findable]:
    """All units that the reader may see, in the tree's order."""
    rows = {row.org_unit_id: row for row in each(view.units.table)}
    return [findable(unit, rows[unit].name_zh, rows[unit].name_en, rows[unit].short_name_zh) for unit in view.units.in_order]


def sheet_of(view: View, text: str, found: list[str]) -> dict[str, Any]:
    """What travels to the browser: the units found for `text`, each [id, name, where it stands]."""
    words = view.words
    return {
        "lang": words.language,
        "label": words("search"),
        "hint": words("search-hint"),
        "of": text,
        "units": [[unit, plain(view.units.label(unit)), _where(view, unit)] for unit in found],
        "told": words("search-found", count=len(found)) if text.strip() else "",
    }


def _where(view: View, unit: str) -> str:
    """The unit right above it, and its code where that does not stand in its name."""
    above = [plain(view.units.label(name)) for name in view.units.above(unit)[-1:]]
    return " · ".join([*above, plain(unit)])


def _text(state: Any) -> str:
    """What stands in the box: anybody can send anything."""
    text = state.get("text") if hasattr(state, "get") else None
    return text if isinstance(text, str) else ""
