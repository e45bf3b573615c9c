"""The tables beside the map: of checkpoints, to take away, and of districts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import mapping
from dashboard.assets import chosen_outlines
from dashboard.choice import AREAS
from dashboard.components import markup
from dashboard.districts import FIGURE_OF, District
from dashboard.palette import SIGNS
from dashboard.situation import Situation
from dashboard.tables.showing import count_cell, instant_cell, of_cell, show
from dashboard.texts import DASH, Told
from dashboard.view import View
from dashboard.wording import kind_text

_COLUMNS = ("checkpoint", "unit", "status", "kind", "place", "district", "near-border", "longitude", "latitude", "staff-now", "last-sign")


def posts(view: View) -> None:
    """One row per checkpoint, worst first, for those who take it away; on screen it stands with the maps."""
    view.shows("posts-table", _COLUMNS, lambda: [_post(view, row) for row in mapping.posts(view).itertuples()])


def _post(view: View, row: Any) -> dict[str, Any]:
    ground, language = chosen_outlines(), view.words.language
    return {
        "checkpoint": view.words.name(row),
        "unit": view.units.label(row.org_unit_id),
        "status": _state(view, row),
        "kind": kind_text(row.kind, view.words),
        "place": view.words(f"area-{row.area}") if row.area in AREAS else DASH,
        "district": ground.name(row.district, language) or row.district or DASH,
        "near-border": (view.words("map-edge") if row.at_edge else ground.name(row.beyond, language)) or DASH,
        "longitude": _degrees(view, row, row.lon),
        "latitude": _degrees(view, row, row.lat),
        "staff-now": of_cell(view, row.present_staff, row.required_staff),
        "last-sign": instant_cell(view, row.last_sign_at),
    }


def _degrees(view: View, row: Any, degrees: float) -> str:
    return view.words(f"off-map-{row.reason}") if row.reason else Told(f"{degrees:.5f}", round(degrees, 5))


def _state(view: View, row: Any) -> str:
    word = view.words(f"state-{row.state}")
    return Told(f"{SIGNS.get(row.status, '')} {word}".strip(), word)


def districts(view: View, now: Situation, shade: str | None, found: Sequence[District]) -> None:
    """One row per district with something in it, by which the map is coloured, the most first."""
    if shade is None:
        return
    ground, language = chosen_outlines(), view.words.language
    shown = [
        {
            "district": (ground.name(one.adcode, language) or one.adcode) if one.adcode else view.words("district-none"),
            "district-value": count_cell(view, one.value if one.is_known else None),
            "out-of": count_cell(view, one.of),
            "unknown": count_cell(view, one.unknown),
        }
        for one in found
    ]
    markup.title(view, "map-districts-title", figure=view.words(f"shade-{shade}"))
    show(view, shown, ("district", "district-value", "out-of", "unknown"), "districts-table", now.figure(FIGURE_OF[shade]))
