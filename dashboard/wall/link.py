"""What a wall's link chooses beside the filters: its scenes, how long each stays, its theme, and the token that opens it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.choice import LinkInvalid

SCENES = ("board", "map", "testing", "supplies", "attention")
THEMES = ("dark", "light")
LEAST_DWELL, MOST_DWELL = 20, 3600  # seconds that a scene stays
_OWN = ("scene", "dwell", "theme", "token")

Parameters = Mapping[str, Sequence[str]]


class WallLinkInvalid(LinkInvalid):
    """A wall's own parameter is not what it may be."""


@dataclass(frozen=True, slots=True)
class WallLink:
    """The scenes in the order in which they come, the seconds that each stays, the theme, and the token where one is given."""

    scenes: tuple[str, ...] = SCENES
    dwell: int = LEAST_DWELL
    theme: str = THEMES[0]
    token: str | None = field(default=None, repr=False)


def read_wall(asked: Parameters) -> WallLink:
    """The wall that a link's parameters name: `scene` may come several times, or name several with commas. Raises WallLinkInvalid."""
    scenes = tuple(dict.fromkeys(one.strip() for text in asked.get("scene", ()) for one in text.split(",")))
    if not set(scenes) <= set(SCENES):
        raise WallLinkInvalid(f"scene: expected of {', '.join(SCENES)}")
    dwell = _last(asked, "dwell") or str(LEAST_DWELL)
    if not (len(dwell) <= 4 and dwell.isascii() and dwell.isdigit() and LEAST_DWELL <= int(dwell) <= MOST_DWELL):
        raise WallLinkInvalid(f"dwell: expected whole seconds from {LEAST_DWELL} to {MOST_DWELL}")
    theme = _last(asked, "theme") or THEMES[0]
    if theme not in THEMES:
        raise WallLinkInvalid(f"theme: expected one of {', '.join(THEMES)}")
    return WallLink(scenes or SCENES, int(dwell), theme, _last(asked, "token"))


def kept(asked: Parameters) -> dict[str, list[str]]:
    """What of the parameters is the wall's own, as it stands in the link."""
    return {name: list(asked[name]) for name in _OWN if name in asked}


def _last(asked: Parameters, name: str) -> str | None:
    return next(reversed(asked.get(name, ())), None)
