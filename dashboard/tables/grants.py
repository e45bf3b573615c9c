"""The table of grants."""

from __future__ import annotations

from dashboard import clock
from dashboard.components.markup import calm, supplied
from dashboard.palette import SIGNS
from dashboard.tables.showing import show
from dashboard.texts import Told
from dashboard.view import View


def table(view: View) -> None:
    """One row per grant: who, in which role, for which unit and all below it, until when, and whether it holds now."""
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
            "state": words("grant-holds")
            if one.holds_at(now)
            else Told(f"{SIGNS['attention']} {words('grant-over')}", words("grant-over")),
        }
        for one in grants
    ]
    show(view, shown, ("person", "role", "unit", "until", "state"), "grants-table")
