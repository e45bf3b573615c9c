"""The entry: settings, who is there, filters, navigation, the page, and the one place where a failure becomes a sentence."""

from __future__ import annotations

import logging
import time
from datetime import date

import streamlit as st

from dashboard import arrivals, clock, drawing, filters, metrics, navigation
from dashboard.choice import Choice, LinkInvalid
from dashboard.components import document, downloads, frame, markup
from dashboard.data import AWAY, Door, Look, Screen, door
from dashboard.failures import sentence_for
from dashboard.identity import Person
from dashboard.search import box as search
from dashboard.texts import Words
from dashboard.units import scope_of, units_allowed
from dashboard.view import View, show
from dashboard.wall.link import WallLinkInvalid, kept, read_wall
from data_access.access import Access
from data_access.contract import ContractBroken
from data_access.engine import DatabaseAway, DatabaseUnfit
from data_access.measures import catalogue
from data_access.organisation import demonstration
from data_access.organisation import units as units_of
from data_access.scope import Scope

SECONDS_TO_TRY_AGAIN = 5
A_RUN_LOOKS_EVERY = 1.0  # of the refresh interval: browsers that ask make the process look, and who chooses something need not wait for it
MAY_PASS = (DatabaseAway, DatabaseUnfit, ContractBroken)  # others may mend the database, or a view in it, while a page is open
log = logging.getLogger("situation_board")


def main() -> None:
    st.set_page_config(page_title="一盘棋", page_icon=navigation.ICON, layout="wide")
    frame.style()
    words, opened, on_wall = Words(filters.reader_language("zh"), "Asia/Shanghai"), None, False
    try:
        opened = door()
        words = Words(filters.reader_language(opened.settings.language), opened.settings.timezone)
        document.describe(words)
        pages = navigation.pages(words)
        page = st.navigation(list(pages.values()), position="hidden")
        person, token = arrivals.who(opened), None
        on_wall = page.url_path == navigation.WALL.path
        if on_wall:
            frame.bare()
            token = read_wall(filters.asked()).token
        if token is not None and opened.access(None, token).is_none:
            arrivals.note_closed_wall()
            frame.wall_closed(words, opened.settings)
            try_again()
            return
        if token is not None:
            person = None  # whoever else he is: the wall is its token's
        elif opened.settings.asks_who and person is None:
            frame.sign_in(words, opened.settings)
            return
        with drawing.turn():
            _run_page(opened, words, pages, page, person, token)
    except LinkInvalid as error:
        document.complete(filters.asked(), filters.asked() | {"lang": words.language})
        frame.lost(words, "wall-link-invalid" if isinstance(error, WallLinkInvalid) else "link-invalid")
        if on_wall:
            try_again()
    except Exception as error:
        if opened is None:
            document.describe(words)
        away_since = opened.away_since if opened and isinstance(error, DatabaseAway) else None
        markup.failure(words("database-away-from", time=words.short_instant(away_since)) if away_since else words(sentence_for(error)))
        log.error("%s: %s", type(error).__name__, error, exc_info=sentence_for(error) == "failed")
        if isinstance(error, MAY_PASS) or on_wall:  # nobody stands at a wall to load it anew
            try_again()


@st.fragment(run_every=SECONDS_TO_TRY_AGAIN)
def try_again() -> None:
    """Runs once with the page that failed, and then to load it anew."""
    if st.session_state.pop("_failed_before", False):
        st.rerun()
    st.session_state["_failed_before"] = True


def _run_page(opened: Door, words: Words, pages: dict[str, st.Page], page: st.Page, person: Person | None, token: str | None) -> None:
    began = time.perf_counter()
    choice = filters.choice_in_link(opened.settings.zone, words.language)
    look = _look(opened, page, choice, person, token)  # before anything is fetched, so that what changes meanwhile is drawn the next time
    access = opened.access(person, token)
    arrivals.note(person, access) if token is None else arrivals.note_wall()
    try:
        with metrics.timing_run(page.url_path, began), opened.holding(look):
            scope, days = _draw(opened, words, choice, pages, page, person, access)
            drawn = {day: opened.standing(day) for day in days}
            look = opened.look()
    except DatabaseAway:
        if opened.look_drawn((page.url_path, choice, access)) in (None, look):
            raise
        st.rerun()  # from memory, as everything that is known stays
    opened.drew((page.url_path, choice, access), look)
    keep_fresh(opened, words, Screen(scope, drawn, choice.as_of is not None, person, access, token), page.url_path == navigation.WALL.path)


def _look(opened: Door, page: st.Page, choice: Choice, person: Person | None, token: str | None) -> Look:
    """The present look; while the database is away the one that this page was drawn of, so that the figures that are known stay."""
    try:
        return opened.look(A_RUN_LOOKS_EVERY)
    except DatabaseAway:
        known = opened.look_drawn((page.url_path, choice, opened.access(person, token))) if opened.last_look else None
        if known is None:
            raise
        return known


def _draw(
    opened: Door, words: Words, choice: Choice, pages: dict[str, st.Page], page: st.Page, person: Person | None, access: Access
) -> tuple[Scope, set[date]]:
    """The page; returns whose data of which days it is made of."""
    organisation = opened.settings.organisation or words("app-title")
    st.set_page_config(page_title=f"{page.title} · {organisation}")
    scope = scope_of(opened, choice, navigation.seen_on(page.url_path, access))
    moment = opened.moment(scope, choice.day, choice.as_of)
    days = {moment.day}
    if choice.day is None:
        days.add(opened.today(choice.as_of))  # what comes today may move the page here
    nobody_granted = scope.allowed is not None and opened.fetch(units_of, scope.without_choice(), moment).empty
    if nobody_granted:
        with st.sidebar:
            frame.brand(organisation, words("app-subtitle"))
            filters.language(choice, words)
            frame.signed_in(words, opened.settings, person)
        frame.no_permission(words, opened.settings.administrator or words("administrator"), person)
        return scope, days
    units = units_allowed(opened, scope, moment, choice, words)
    if choice.measure is not None and choice.measure not in set(opened.catalogue(catalogue).measure_id):
        raise LinkInvalid("measure")
    filters.refuse_unknown(opened, scope, moment, choice)
    on_wall = page.url_path == navigation.WALL.path
    document.complete(filters.asked(), choice.to_link() | (kept(filters.asked()) if on_wall else {}))
    view = View(opened, scope, moment, words, choice, units, pages, bool(opened.catalogue(demonstration).demonstration[0]), person, access)
    show(view)
    if on_wall:
        page.run() if not units.table.empty else frame.empty(view)
        return scope, days
    with st.sidebar:
        frame.brand(organisation, words("app-subtitle"))
        search.search(view)
        navigation.links(view)
        filters.sidebar(view)
        frame.signed_in(words, opened.settings, person)
    if opened.is_open_to_all:
        frame.anonymous(words)
    if units.table.empty:
        frame.empty(view)
    else:
        frame.past(view)
        page.run()
        downloads.menu(view, page)
    frame.legend(view)
    return scope, days


def keep_fresh(opened: Door, words: Words, screen: Screen, on_wall: bool) -> None:
    """The browser asks how the days on the page stand, and has it drawn anew when the data changed, when the clock alone may have turned a cell, or when its
    viewer may see something else; else nothing is sent. Who types or selects is waited for. While the database is away the figures stay, with their age."""
    viewer = arrivals.viewer()
    stands = opened.shows(viewer, screen)
    if stands == AWAY and not on_wall:
        seen_at = opened.last_look.at if opened.last_look else clock.now()
        frame.away(words, seen_at, opened.away_since or seen_at)
    document.keep_fresh(viewer, stands, opened.settings.refresh_seconds, bool(opened.settings.trusted_header))


main()
