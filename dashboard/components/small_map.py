"""The checkpoints at a glance: signs over the counties' borders, without a map's machinery; a click opens the map."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from dashboard import maps
from dashboard.assets import PICTURE, address, chosen_outlines
from dashboard.components.document import query
from dashboard.components.markup import html, literal, title, written
from dashboard.indicators.figure import Figure
from dashboard.mapping import points
from dashboard.palette import SIGNS
from dashboard.situation import Situation
from dashboard.view import View, once

ASPECT = 1.7  # as wide as high, as in style.css


def small_map(view: View, now: Situation) -> None:
    """Every checkpoint with a place by its status, the worst on top. Nothing where none has one: the page's figures say how many there are."""
    drawn = _drawn(view, now)
    if drawn:
        title(view, "small-map-title")
        html("{}", drawn)


@once
def _drawn(view: View, now: Situation) -> Markup:
    there = points(view)
    if not there:
        return Markup("")
    ground = chosen_outlines()
    places = pd.DataFrame({"lon": [row.lon for row in there], "lat": [row.lat for row in there]})
    frame = maps.frame_over(places, ASPECT, ground.bounds)
    signs = Markup("").join(
        Markup('<i class="{}" style="left:{}%;top:{}%" title="{}">{}</i>').format(
            row.status or "closed",
            *_hundredths(*frame.place(row.lon, row.lat)),
            literal(view.words.name(row)),
            SIGNS.get(row.status) or "·",
        )
        for row in reversed(there)
    )
    return written(
        '<a class="go small-map" href="./map?{}" target="_self" aria-label="{}"><span class="borders" style="{}"></span>{}</a>',
        query(view.choice.to_link(measure=None)),
        _told(view, now.figure("checkpoint.manned")),
        _behind(frame, ground.frame),
        signs,
    )


def _told(view: View, manned: Figure) -> str:
    words = view.words
    return words("small-map-label", manned=words.number(manned.numerator), of=words.number(manned.denominator), unknown=manned.unknown)


def _behind(frame: maps.Frame, whole: maps.Frame) -> str:
    """The part of the whole picture that lies behind the frame, as the size and place of a mask."""
    wide, high = whole.width / frame.width, whole.height / frame.height
    left = _share(frame.west - whole.west, whole.width - frame.width)
    top = _share(whole.top - frame.top, whole.height - frame.height)
    return f"mask:url({address(PICTURE)}) {100 * left:.2f}% {100 * top:.2f}% / {100 * wide:.1f}% {100 * high:.1f}% no-repeat"


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _hundredths(*shares: float) -> list[str]:
    return [f"{100 * share:.2f}" for share in shares]
