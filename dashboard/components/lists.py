"""Lists of what somebody must act on: what needs attention, who is silent, what no map can show."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from dashboard import mapping
from dashboard.assets import chosen_outlines
from dashboard.components import drilling
from dashboard.components.calling import call
from dashboard.components.markup import calm, html, literal, sign
from dashboard.outlines import NEAR_BORDER_M
from dashboard.queries import contacts
from dashboard.situation import Situation
from dashboard.tables import cells
from dashboard.view import View, once
from dashboard.whereabouts import REASONS
from dashboard.wording import overdue_text, reason_text

LISTED = 6  # lines of the attention list under its true total


def attention(view: View, now: Situation) -> None:
    """What needs attention: the true total, the first lines of it, and the others behind a click."""
    words = view.words
    cells.attention(view, now, now.attention)
    html('<h2 id="attention">{}</h2>', words("attention-title", count=len(now.attention)))
    if not now.attention:
        calm(view, "attention-none", *now.figures)
        return
    html('<ul class="attention first" tabindex="0" aria-labelledby="attention">{}</ul>', _lines(view, now, 0, LISTED))
    if len(now.attention) > LISTED:
        with st.expander(words("attention-more", count=len(now.attention) - LISTED), key="attention-more"):
            html('<ul class="attention">{}</ul>', _lines(view, now, LISTED, None))


@once
def _lines(view: View, now: Situation, first: int, end: int | None) -> Markup:
    """Each line of the attention list from one place to another: what, where and since when; below it whom to call."""
    whom = contacts(view)
    return Markup("").join(
        Markup("<li>{} <p><b>{}</b> {} {}</p> <i>{}</i></li>").format(
            sign(view, line.cell.status),
            drilling.unit_link(view, line.cell.org_unit_id, view.units.label(line.cell.org_unit_id)),
            literal(reason_text(line.cell, now, view.words)),
            call(view, whom.get(line.cell.org_unit_id)),
            overdue_text(line, view.moment, view.words),
        )
        for line in now.attention[first:end]
    )


def silent_units(view: View, now: Situation) -> None:
    """Every unit that is overdue, by name, longest first."""
    words = view.words
    cells.silent(view, now)
    html('<h2 id="silent">{}</h2>', words("silent-title", count=len(now.silent)))
    if now.silent.empty:
        calm(view, "silent-none", now.figure("reporting.completeness"))
        return
    overdue = {cell.org_unit_id: cell.overdue_minutes for cell in now.cells if cell.measure_id == "daily_report"}
    lines = Markup("").join(
        Markup("<li><b>{}</b> <i>{}</i></li>").format(
            literal(view.units.label(unit)), words("overdue-by", duration=words.duration(overdue[unit] or 0))
        )
        for unit in now.silent.org_unit_id
    )
    with st.container(key="silent-units", height=260 if len(now.silent) > LISTED else "content"):
        html('<ul class="attention" aria-labelledby="silent">{}</ul>', lines)


def off_the_map(view: View) -> None:
    """What has no place on the map, by name and why; and what lies so near a border that its district was guessed."""
    words, comma = view.words, view.words("list-comma")
    posts, seats, held = mapping.posts(view), mapping.seats(view), mapping.controls(view)
    named = [
        *((row.reason, words.name(row)) for row in posts[posts.reason != ""].itertuples()),
        *((row.reason, view.units.label(row.org_unit_id)) for row in seats[~seats.reason.isin(("", "missing"))].itertuples()),
        *((row.reason, row.place_name) for row in held[held.reason != ""].itertuples()),
    ]
    lines = [(words(f"off-map-{reason}"), [name for why, name in named if why == reason]) for reason in REASONS]
    if named:
        _folded_names(words("map-not-shown", count=len(named)), [(why, names) for why, names in lines if names], comma)
    near = posts[(posts.beyond != "") | posts.at_edge]
    if len(near):
        told = [f"{words.name(row)} ({mapping.district_text(view, row, chosen_outlines())})" for row in near.itertuples()]
        _folded_names(words("map-near-border", count=len(near), metres=NEAR_BORDER_M), [("", told)], comma)


def _folded_names(summary: str, lines: Iterable[tuple[str, list[str]]], comma: str) -> None:
    told = Markup("").join(
        Markup("<p>{}{}</p>").format(Markup("<b>{}</b> ").format(why) if why else "", literal(comma.join(names))) for why, names in lines
    )
    html('<details class="small off-map"><summary>{}</summary>{}</details>', summary, told)
