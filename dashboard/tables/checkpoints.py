"""The table beside the map."""

from __future__ import annotations

from typing import Any

from dashboard.palette import SIGNS, STATUSES
from dashboard.situation import Situation
from dashboard.tables.showing import instant_cell, of_cell, show
from dashboard.texts import DASH, Told
from dashboard.view import View
from dashboard.wording import kind_text


def posts(view: View, now: Situation) -> None:
    """One row per checkpoint, worst first: unit, kind, who is there of who should be, the last sign of life."""
    order = {status: place for place, status in enumerate(STATUSES)}
    judged = sorted(now.posts.itertuples(), key=lambda row: (order.get(row.status, len(order)), row.sort_order, row.checkpoint_id))
    shown = [
        {
            "checkpoint": view.words.name(row),
            "unit": view.units.label(row.org_unit_id),
            "status": _state(view, row),
            "kind": kind_text(row.kind, view.words),
            "place": DASH if row.area is None else view.words(f"area-{row.area}"),
            "staff-now": of_cell(view, row.present_staff, row.required_staff),
            "last-sign": instant_cell(view, row.last_sign_at),
        }
        for row in judged
    ]
    show(view, shown, ("checkpoint", "unit", "status", "kind", "place", "staff-now", "last-sign"), "posts-table")


def _state(view: View, row: Any) -> str:
    word = view.words(f"state-{row.state}")
    return Told(f"{SIGNS.get(row.status, '')} {word}".strip(), word)
