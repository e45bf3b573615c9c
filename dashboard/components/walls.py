"""The walls that this process serves: which are alive, and which have fallen silent."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard import arrivals, clock
from dashboard.components.markup import html, literal, sign
from dashboard.view import View
from dashboard.wall.heartbeats import Wall, walls


def served(view: View) -> None:
    """Every wall with whether it still asks, the silent first; kept up to date by itself. For those who see everything: addresses stand there."""
    if not (view.access.is_admin or view.access.allowed is None):
        return
    st.fragment(_served, run_every=view.door.settings.refresh_seconds)(view)


def _served(view: View) -> None:
    if arrivals.who(view.door) != view.person or view.door.access_now(view.person) != view.access:
        st.rerun()  # what was open when the page was drawn is so no longer
    words, found = view.words, walls()
    title = words("walls-title", count=len(found)) if found else words("page-wall")
    html('<h2 id="walls">{}</h2><p class="small">{}</p>', title, words("walls-how") if found else words("walls-none"))
    if found:
        html('<ul class="lines" aria-labelledby="walls">{}</ul>', Markup("").join(_line(view, one) for one in found))


def _line(view: View, one: Wall) -> Markup:
    words, now = view.words, clock.now()
    alive = one.is_alive(now, view.door.settings.refresh_seconds)
    heard = words(
        "walls-heard", duration=words.duration((now - one.heard_at).total_seconds() // 60), time=words.short_instant(one.heard_at)
    )
    return Markup("<li>{} <b>{}</b> {} <i>{}</i><small>{}</small></li>").format(
        sign(view, "met" if alive else "attention"),
        one.address,
        words("walls-alive") if alive else words("walls-silent"),
        heard if not alive else words("walls-since", time=words.short_instant(one.since)),
        literal(f"{one.size.replace('x', ' × ')} · {one.shows}"),
    )
