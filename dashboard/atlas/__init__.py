"""Maps side by side with the table of what stands on them, one selection over all: a component of our own over the deck.gl that pydeck brings along.

Not `st.pydeck_chart`: there the server would have to lay out anew what stands too close together at each step nearer, send every post again for
each quarter of an hour that is played, and could mark no row of a table. Here a message holds each post once, and all the rest is the browser's.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import assets
from dashboard.indicators.manning import Course
from dashboard.palette import MAP_DARK, MAP_LIGHT, MapColours
from dashboard.texts import plain

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "atlas",
    html='<div class="atlas"></div>',
    css=(_HERE / "atlas.css").read_text("utf-8"),
    js="\n".join((_HERE / name).read_text("utf-8") for name in ("crowds.js", "signs.js", "table.js", "atlas.js")),
)
KEY = "atlas"
DECIMALS = 5  # of a degree: about a metre
Place = tuple[float | None, float | None]  # longitude, latitude in degrees WGS-84; None: on no map


@dataclass(frozen=True, slots=True)
class Post:
    """A checkpoint. `unit` is an id, `state` a place in the states, `on` the map that it belongs to."""

    id: str
    name: str
    unit: str
    kind: str
    state: int
    place: Place
    staff: str
    last_sign: str
    district: str
    on: int


@dataclass(frozen=True, slots=True)
class State:
    """A state of posts: its word, its status, its place in the order of need."""

    name: str
    word: str
    status: str
    need: int
    always: bool  # listed with no post in it, too


@dataclass(frozen=True, slots=True)
class Seat:
    unit: str
    name: str
    place: Place
    status: str
    detail: str


@dataclass(frozen=True, slots=True)
class Control:
    """A place under a level above normal; `level` 0 is the lowest of those."""

    place: Place
    level: int
    word: str
    detail: str


@dataclass(frozen=True, slots=True)
class Map:
    area: str
    title: str
    label: str
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shade:
    """Districts coloured by a figure: `classes` (word, how many districts), the first of those that are not known; `of` each district's class and
    what is told of it."""

    title: str
    classes: Sequence[tuple[str, int]]
    of: Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the maps and the table show. `plays`: whether the day has a course to ask for. `units` are the labels of all that have a post or a seat;
    `words` as atlas.js asks for them; `levels` of control with how many places are under each."""

    language: str
    title: str
    columns: Sequence[str]
    words: Mapping[str, str]
    maps: Sequence[Map]
    plays: bool
    units: Mapping[str, str]
    posts: Sequence[Post]
    states: Sequence[State]
    kinds: Sequence[tuple[str, str]]
    seats: Sequence[Seat]
    controls: Sequence[Control]
    levels: Sequence[tuple[str, int]]
    shade: Shade | None
    course: tuple[Course, Sequence[str]] | None  # and its instants in words
    style_url: str


def atlas(sheet: Sheet) -> None:
    """Draw it. `course_is_asked_for` says whether the reader wants the day's course, which the next run brings along."""
    _component(key=KEY, data=to_send(sheet), on_course_change=lambda: None)


def course_is_asked_for() -> bool:
    """Whether the reader has begun to play the day."""
    state = st.session_state.get(KEY)
    return bool(state is not None and state.get("course") is True)


def to_send(sheet: Sheet) -> dict[str, Any]:
    """As it travels to the browser: columns instead of rows, names that come often once."""
    districts, kinds = list(dict.fromkeys(post.district for post in sheet.posts)), [kind for kind, _ in sheet.kinds]
    unit_at, district_at, kind_at = ({value: place for place, value in enumerate(values)} for values in (sheet.units, districts, kinds))
    return {
        "lang": sheet.language,
        "title": sheet.title,
        "columns": list(sheet.columns),
        "words": dict(sheet.words),
        "colours": {"light": _colours(MAP_LIGHT), "dark": _colours(MAP_DARK)},
        "deck": assets.address(assets.DECK),
        "outlines": assets.address(assets.OUTLINES),
        "style": sheet.style_url or None,
        "maps": [{"id": one.area, "title": one.title, "label": one.label, "bounds": one.bounds} for one in sheet.maps],
        "plays": sheet.plays,
        "units": [plain(label) for label in sheet.units.values()],
        "places": [plain(district) for district in districts],
        "kinds": [[kind, plain(word), sum(post.kind == kind for post in sheet.posts)] for kind, word in sheet.kinds],
        "states": [[one.name, one.word, one.status, one.need] for one in sheet.states],
        "always": [place for place, one in enumerate(sheet.states) if one.always],
        "packed": _packed(sheet, unit_at, district_at, kind_at),
        "seats": [
            [*map(_short, seat.place), plain(seat.name), seat.status, plain(seat.detail), unit_at[seat.unit]]
            for seat in sheet.seats
            if seat.place[0] is not None
        ],
        "controls": [
            [*map(_short, one.place), one.level, one.word, plain(one.detail)] for one in sheet.controls if one.place[0] is not None
        ],
        "levels": [list(level) for level in sheet.levels],
        "shade": sheet.shade and {"title": sheet.shade.title, "classes": list(sheet.shade.classes), "of": dict(sheet.shade.of)},
    }


def _packed(sheet: Sheet, unit_at: Mapping[str, int], district_at: Mapping[str, int], kind_at: Mapping[str, int]) -> str:
    """The posts and their course, as text that a browser unpacks: of thousands of posts a tenth of what they are long."""
    posts = sheet.posts
    told = {
        "posts": {
            "id": [post.id for post in posts],
            "name": [plain(post.name) for post in posts],
            "unit": [unit_at[post.unit] for post in posts],
            "kind": [kind_at[post.kind] for post in posts],
            "state": [post.state for post in posts],
            "lon": [_short(post.place[0]) for post in posts],
            "lat": [_short(post.place[1]) for post in posts],
            "staff": [plain(post.staff) for post in posts],
            "sign": [plain(post.last_sign) for post in posts],
            "place": [district_at[post.district] for post in posts],
            "map": [post.on for post in posts],
        },
        "course": sheet.course and {"instants": list(sheet.course[1]), "states": [_runs(states) for states in sheet.course[0].states]},
    }
    return b64encode(gzip.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 6, mtime=0)).decode("ascii")


def _runs(states: Any) -> str:
    """`0:40 2:8` for forty times the state 0, then eight times 2."""
    return " ".join(f"{state}:{len(list(times))}" for state, times in groupby(states.tolist()))


def _short(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, DECIMALS)


def _colours(colours: MapColours) -> dict[str, Any]:
    return asdict(colours)
