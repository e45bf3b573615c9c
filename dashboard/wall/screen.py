"""The wall on screen: one component that fills it, fed by every refresh, turning its scenes by the clock in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import clock
from dashboard.build import BUILD
from dashboard.components.document import query
from dashboard.data import ASK_EVERY
from dashboard.view import View
from dashboard.wall import news, pulse
from dashboard.wall.link import WallLink
from dashboard.wall.sheet import SCENE_WORDS

_HERE = Path(__file__).parent
_ATLAS = _HERE.parent / "atlas"
_PARTS = (
    _ATLAS / "crowds.js",
    _ATLAS / "signs.js",
    *(_HERE / name for name in ("turns.js", "age.js", "ground.js", "scenes.js", "wall.js")),
)
_component = st.components.v2.component(
    "wall",
    html='<div class="wall"></div>',
    css=(_HERE / "wall.css").read_text("utf-8"),
    js="\n".join(path.read_text("utf-8") for path in _PARTS),
)


def wall(view: View, link: WallLink, viewer: str, told: bytes, new: list[dict[str, Any]]) -> None:
    """Fill the screen. `told` as `sheet.sheet` makes it, `new` as `sheet.news`."""
    look, now, chosen = view.door.look(), clock.now(), view.door.settings
    own = {
        "news": new,
        "held": news.HELD / pulse.MILLISECOND,
        "scenes": link.scenes,
        "dwell": link.dwell * 1000,
        "theme": link.theme,
        "ask": f"{pulse.ADDRESS}?of={viewer}",
        "every": 1000 * ASK_EVERY * chosen.refresh_seconds,
        "refresh": 1000 * chosen.refresh_seconds,
        "now": round(now.timestamp() * 1000),
        "age": max(0, (now - look.at) // pulse.MILLISECOND),
        "away": view.door.fails,
        "zone": chosen.timezone,
        "build": BUILD,
        "leave": None if link.token else f"./?{query(view.choice.to_link())}",
    }
    _component(key="wall", data=b'{"sheet":' + told + b"," + json.dumps(own).encode()[1:])


def shows(view: View, link: WallLink) -> str:
    """What the wall shows, for the list of walls: its scenes, and the units it is of where those are chosen."""
    scenes, units = (view.words(SCENE_WORDS[scene]) for scene in link.scenes), map(view.units.label, view.choice.units)
    return view.words("list-comma").join([*scenes, *units])
