"""The table of grants."""

from __future__ import annotations

from datetime import datetime

from dashboard import clock
from dashboard.components.markup import calm, supplied
from dashboard.palette import SIGNS
from dashboard.tables.showing import show
from dashboard.texts import Told
from dashboard.view import View
from data_access.access import Grant


def table(view: View) -> None:
    """One row per grant: who, in which role, for which unit and all below it, until when, and whether it gives anything now."""
    if not supplied(view, "access_grant"):
        return
    words, now, grants = view.words, clock.now(), view.door.all_grants
    if not grants:
        calm(view, "access-none")
        return
    shown = [
        {
            "person": one.principal,
            "role": words(f"role-{one.role}") if words.has(f"role-{one.role}") else one.role,
            "unit": view.units.label(one.org_unit_id),
            "until": words.instant(one.expires_at) if one.expires_at else words("until-revoked"),
            "state": _state(view, one, now),
        }
        for one in grants
    ]
    show(view, shown, ("person", "role", "unit", "until", "state"), "grants-table")


def _state(view: View, grant: Grant, now: datetime) -> str:
    if view.units.place(grant.org_unit_id) < 0:
        name = "grant-no-unit"
    elif grant.holds_at(now):
        return view.words("grant-holds")
    else:
        name = "grant-over"
    return Told(f"{SIGNS['attention']} {view.words(name)}", view.words(name))
