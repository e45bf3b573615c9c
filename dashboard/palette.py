"""Signs of the statuses, in the order of need, the quiet colours of charts, and the map's for both themes; the statuses' own stand in style.css too."""

from __future__ import annotations

from dataclasses import dataclass

STATUSES = ("breach", "attention", "check", "no_data", "met", "not_due", "exempt")  # the order of need
SIGNS = {"breach": "◆", "attention": "▲", "check": "≠", "no_data": "◌", "met": "●", "not_due": "", "exempt": ""}
ON_TIME, LATE, MISSING = "#8fa6bd", "#c2a86b", "#80909f55"  # of past days: told, and not shouted
QUIET = "#7d8b99"
TEXT_LIGHT, TEXT_DARK = "#5f6b76", "#9aa5b1"  # of charts, 4.5:1 on either page
COURSE_LIGHT, COURSE_DARK = "#1f5f99", "#5aa9e6"  # the line that a chart is about
FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif'


@dataclass(frozen=True)
class MapColours:
    """What the map is drawn in, `#rrggbb`: the statuses as in style.css, and the quiet ground beneath them."""

    breach: str
    attention: str
    met: str
    none: str
    page: str
    land: str
    city: str  # the metropolitan districts, a shade apart
    border: str
    name: str  # of counties
    ink: str
    ramp: tuple[str, ...]  # of districts coloured by a figure: none, few, some, many, most


MAP_LIGHT = MapColours(
    breach="#9b1c1c",
    attention="#8a5600",
    met="#1f5f99",
    none="#5f6b76",
    page="#ffffff",
    land="#f2f5f8",
    city="#e3eaf1",
    border="#c9d3dc",
    name="#5a6672",
    ink="#1c2733",
    ramp=("#edf1f5", "#d6e0ea", "#bccbdb", "#a0b5ca", "#849fba"),
)
MAP_DARK = MapColours(
    breach="#ff5a4f",
    attention="#f0b429",
    met="#5aa9e6",
    none="#9aa5b1",
    page="#0f1720",
    land="#18222d",
    city="#223040",
    border="#354352",
    name="#9aa5b1",
    ink="#e8edf2",
    ramp=("#1d2936", "#263647", "#30465d", "#3a5673", "#446688"),
)


def rgb(colour: str) -> list[int]:
    """`#rrggbb` as three numbers from 0 to 255."""
    return list(bytes.fromhex(colour.removeprefix("#")))
