"""What surrounds every page: style, brand, heading, the banner of the past, legend, and the pages that have nothing to show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from dashboard import filters
from dashboard.components import drilling
from dashboard.components.markup import Finished, failure, html, literal, mark, note
from dashboard.identity import Person
from dashboard.indicators.figure import Figure
from dashboard.queries import anything_reported
from dashboard.settings import Settings
from dashboard.texts import DASH, Words
from dashboard.view import View
from dashboard.wording import on_day

_STYLE = Finished(f"<style>{(Path(__file__).parent.parent / 'style.css').read_text('utf-8')}</style>")
_BARE = Finished(f"<style>{(Path(__file__).parent.parent / 'wall' / 'page.css').read_text('utf-8')}</style>")
NAMED = 2  # units named in the heading; more are counted


def style() -> None:
    st.html(_STYLE)


def bare() -> None:
    """Nothing of what surrounds a page."""
    st.html(_BARE)


def brand(organisation: str, subtitle: str) -> None:
    html('<div class="brand"><b>{}</b><span>{}</span></div>', organisation, subtitle)


def heading(view: View, title_key: str, figures: Iterable[Figure] | None = (), *, name: str = "") -> None:
    """The page's title, what it shows of whom and when, and its oldest data; of a page without figures (None) nothing of that. In a box of its own, so that
    what follows keeps its place."""
    words = view.words
    lasting = ("control.",)  # a level stands until it changes: its age says nothing
    times = [figure.data_time for figure in figures or () if figure.data_time is not None and not figure.id.startswith(lasting)]
    view.shown.oldest_data = min(times, default=None)
    with st.container():
        drilling.path(view)
        html(
            '<header class="page-head"><span class="print-only">{}</span><h1>{}</h1>{}{}<span class="stamp">{}</span></header>',
            view.door.settings.organisation or words("app-title"),
            name or words(title_key),
            _demonstration_mark(words) if view.demonstration else "",
            _shown(view),
            _stamp(view, times) if figures is not None else "",
        )


def _stamp(view: View, times: list[datetime]) -> str:
    words = view.words
    return words("stamp-oldest", time=on_day(min(times), view.moment, words)) if times else words("stamp-no-data")


def _shown(view: View) -> Markup:
    """Of whom and when the page is, in a few words: the sidebar that says so is folded away on a phone, and does not go to print."""
    words, choice = view.words, view.choice
    names = [view.units.label(unit) for unit in choice.units]
    whom = words("list-comma").join(names) if len(names) <= NAMED else words("shown-units", count=len(names))
    parts = [
        *([words(f"area-{choice.area}")] if choice.area else []),
        whom or (words("shown-all-units" if view.scope.allowed is None else "shown-own-units") if not choice.area else ""),
        words("shown-today", day=words.short_day(view.moment.day))
        if view.moment.is_today and not choice.as_of
        else words.day(view.moment.day),
    ]
    known = words("shown-known-at", time=words.instant(view.moment.known_at))
    chips = Markup("").join(Markup("<span>{}</span>").format(literal(part)) for part in parts if part)
    return Markup('<span class="shown" role="group" aria-label="{}">{}<span class="{}">{}</span></span>').format(
        words("shown"), chips, "" if choice.as_of else "print-only", known
    )


def past(view: View) -> None:
    """Where the page does not show the present, a banner above it that says so, and one click back; where nothing was ever reported, a line. In a
    box of its own, as the heading."""
    words, moment = view.words, view.moment
    sentences = []
    if view.day_was_chosen_for_you:
        sentences.append(words("showing-newest-day", day=words.day(moment.day)))
    elif not moment.is_today:
        sentences.append(words("showing-past-day", day=words.day(moment.day)))
    if view.choice.as_of:
        sentences.append(words("showing-as-of", time=words.instant(moment.known_at)))
    with st.container(key="above"):
        if not view.choice.as_of and not anything_reported(view):
            note(words("nothing-reported"))
        if sentences:
            with st.container(key="past", horizontal=True, vertical_alignment="center"):
                html('<p role="status">{}</p>', words("sentence-space").join(sentences))
                st.button(words("back-to-now"), key="back-to-now", on_click=filters.write, args=(filters.now_of(view),))


def away(words: Words, at: datetime, since: datetime) -> None:
    """A bar at the page's foot: the database has been away since when, and the figures above are those of `at`."""
    with st.container(key="away"):
        html(
            '<p class="away" role="alert">{}</p>',
            words("database-away-since", time=words.short_instant(at), since=words.short_instant(since)),
        )


def _demonstration_mark(words: Words) -> Markup:
    return Markup('<span class="demonstration" title="{}">{}</span>').format(words("demonstration-title"), words("demonstration"))


def lost(words: Words, told: str = "link-invalid") -> None:
    """The answer to a link that names what does not exist or may not be seen, or is wrong otherwise: one sentence, with the way out in it where there is
    one."""
    before, _, after = words(told).partition("|")
    if not after:
        failure(before)
        return
    name, _, after = after.partition("|")
    link = Markup('<a href="{}" target="_self">{}</a>').format(f"./?lang={words.language}", name)
    html('<p class="failure" role="alert">{}{}{}</p>', Markup.escape(before), link, Markup.escape(after))


def empty(view: View) -> None:
    html('<section class="empty"><h1>{}</h1><p>{}</p></section>', view.words("empty-title"), view.words("empty-text"))


def no_permission(words: Words, whom: str, person: Person | None) -> None:
    """For a reader whom nobody has granted anything: a sentence, whom to ask, and the name to tell him."""
    html(
        '<section class="empty" role="alert"><h1>{}</h1><p>{}</p><p>{}</p></section>',
        words("no-permission-title"),
        words("no-permission-text", whom=whom),
        words("signed-in-as", name=literal(person.name)) if person else "",
    )


def wall_closed(words: Words, settings: Settings) -> None:
    """For a wall whose token is not the one that opens walls, or is so no longer."""
    failure(words("wall-closed", whom=settings.administrator or words("administrator")))


def sign_in(words: Words, settings: Settings) -> None:
    """For a reader who is to say who he is first: the way to do it."""
    with st.sidebar:
        brand(settings.organisation or words("app-title"), words("app-subtitle"))
    by_proxy = settings.sign_in is None
    html(
        '<section class="empty" role="alert"><h1>{}</h1><p>{}</p></section>',
        words("sign-in-title"),
        words("sign-in-by-proxy", whom=settings.administrator or words("administrator")) if by_proxy else words("sign-in-text"),
    )
    if settings.sign_in:
        st.button(words("sign-in"), key="sign-in", type="primary", on_click=st.login, args=(settings.sign_in.provider,))


def signed_in(words: Words, settings: Settings, person: Person | None) -> None:
    """Who is signed in, and the way out."""
    if person is None:
        return
    with st.container(key="signed-in"):
        html('<p class="signed-in">{}</p>', words("signed-in-as", name=literal(person.name)))
        if settings.sign_in:
            st.button(words("sign-out"), key="sign-out", on_click=st.logout)


def anonymous(words: Words) -> None:
    """That nobody is asked who he is, though others than this machine can reach the page."""
    html('<p class="anonymous" role="note">{}</p>', words("anonymous"))


_WITH_SIGN = ("no_data", "check")  # of what stands in a cell in place of a number


def legend(view: View) -> None:
    """What every sign means, and every text that stands in a cell in place of a number."""
    words = view.words
    signs = [Markup("{}{}").format(mark(status), words(f"status-{status}")) for status in ("breach", "attention", "met")]
    cells = [
        Markup('<i class="cell {}">{}{}</i> {}').format(
            status.replace("_", "-"), mark(status) if status in _WITH_SIGN else "", text, meaning
        )
        for status, text, meaning in (
            ("no_data", DASH, words("legend-no-data")),
            ("met", words.number(0), words("legend-zero")),
            ("check", words("cell-check"), words("legend-check")),
            ("not_due", words("cell-not-due"), words("legend-not-due")),
            ("exempt", words("cell-exempt"), words("legend-exempt")),
            ("not_due", words("legend-blank"), words("legend-blank-means")),
        )
    ]
    html(
        '<footer class="legend"><b>{}</b> {}</footer>',
        words("legend"),
        Markup(" ").join(Markup("<span>{}</span>").format(one) for one in signs + cells),
    )
