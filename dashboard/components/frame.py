"""What surrounds every page: style, brand, heading, legend, and the pages that have nothing to show."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from dashboard.components.markup import html, note
from dashboard.indicators.figure import Figure
from dashboard.palette import SIGNS
from dashboard.texts import Words
from dashboard.view import View
from dashboard.wording import on_day

LEGEND = ("breach", "attention", "met", "no_data", "check", "not_due", "exempt")


def style() -> None:
    st.html(Path(__file__).parent.parent / "style.css")


def brand(organisation: str, subtitle: str) -> None:
    html('<div class="brand"><b>{}</b><span>{}</span></div>', organisation, subtitle)


def heading(view: View, title_key: str, figures: Iterable[Figure] = ()) -> None:
    """The page's title, its oldest data, and a line where the moment shown is not the present. In a box of its own, so that what follows keeps
    its place."""
    words, moment = view.words, view.moment
    lasting = ("control.",)  # a level stands until it changes: its age says nothing
    times = [figure.data_time for figure in figures if figure.data_time is not None and not figure.id.startswith(lasting)]
    view.shown.oldest_data = min(times, default=None)
    with st.container():
        html(
            '<header class="page-head"><h1>{}</h1>{}<span class="stamp">{}</span></header>',
            words(title_key),
            _demonstration_mark(words) if view.demonstration else "",
            words("stamp-oldest", time=on_day(min(times), moment, words)) if times else words("stamp-no-data"),
        )
        if view.day_was_chosen_for_you:
            note(words("showing-newest-day", day=words.day(moment.day)))
        elif not moment.is_today:
            note(words("showing-past-day", day=words.day(moment.day)))
        if view.choice.as_of:
            note(words("showing-as-of", time=words.instant(moment.known_at)))


def _demonstration_mark(words: Words) -> Markup:
    return Markup('<span class="demonstration" title="{}">{}</span>').format(words("demonstration-title"), words("demonstration"))


def lost(words: Words) -> None:
    """The answer to a link that names what does not exist or may not be seen: one sentence, with the way out in it."""
    before, _, after = words("link-invalid").partition("|")
    name, _, after = after.partition("|")
    link = Markup('<a href="{}" target="_self">{}</a>').format(f"./?lang={words.language}", name)
    html('<p class="failure" role="alert">{}{}{}</p>', Markup.escape(before), link, Markup.escape(after))


def empty(view: View) -> None:
    html('<div class="empty"><h2>{}</h2><p>{}</p></div>', view.words("empty-title"), view.words("empty-text"))


def legend(view: View) -> None:
    signs = Markup(" ").join(
        Markup('<span><span class="sign {}" aria-hidden="true">{}</span> {}</span>').format(
            status, SIGNS[status], view.words(f"status-{status.replace('_', '-')}")
        )
        for status in LEGEND
    )
    html('<footer class="legend"><b>{}</b> {}</footer>', view.words("legend"), signs)
