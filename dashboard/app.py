"""The entry: settings, filters, navigation, the page, and the one place where a failure becomes a sentence."""

from __future__ import annotations

import logging

import streamlit as st

from dashboard import filters, navigation
from dashboard.choice import LinkInvalid
from dashboard.components import frame, markup
from dashboard.data import Look, door
from dashboard.failures import sentence_for
from dashboard.texts import Words
from dashboard.units import scope_of, units_allowed
from dashboard.view import View, show
from data_access.contract import ContractBroken
from data_access.engine import DatabaseAway, DatabaseUnfit
from data_access.measures import catalogue
from data_access.organisation import demonstration

SECONDS_TO_TRY_AGAIN = 5
SECONDS_UNTIL_THE_CLOCK_TURNS = 60
MAY_PASS = (DatabaseAway, DatabaseUnfit, ContractBroken)  # others may mend the database, or a view in it, while a page is open
log = logging.getLogger("situation_board")


def main() -> None:
    st.set_page_config(page_title="一盘棋", page_icon=navigation.ICON, layout="wide")
    frame.style()
    words = Words(filters.reader_language("zh"), "Asia/Shanghai")
    try:
        opened = door()
        words = Words(filters.reader_language(opened.settings.language), opened.settings.timezone)
        _run_page(opened, words)
    except LinkInvalid:
        st.query_params["lang"] = words.language
        frame.lost(words)
    except Exception as error:
        markup.failure(words(sentence_for(error)))
        log.error("%s: %s", type(error).__name__, error, exc_info=sentence_for(error) == "failed")
        if isinstance(error, MAY_PASS):
            try_again()


@st.fragment(run_every=SECONDS_TO_TRY_AGAIN)
def try_again() -> None:
    """Runs once with the page that failed, and then to load it anew."""
    if st.session_state.pop("_failed_before", False):
        st.rerun()
    st.session_state["_failed_before"] = True


def _run_page(opened, words: Words) -> None:  # type: ignore[no-untyped-def]
    drawn = opened.look()  # before anything is fetched, so that what changes meanwhile is drawn at the next pulse
    pages = navigation.pages(words)
    page = st.navigation(list(pages.values()), position="hidden")
    choice = filters.choice_in_link(opened, words.language)
    scope = scope_of(opened, choice)
    moment = opened.moment(scope, choice.day, choice.as_of)
    units = units_allowed(opened, scope, moment, choice, words)
    if choice.measure is not None and choice.measure not in set(opened.catalogue(catalogue).measure_id):
        raise LinkInvalid("measure")
    filters.refuse_unknown(opened, scope, moment, choice)
    view = View(opened, scope, moment, words, choice, units, pages, bool(opened.catalogue(demonstration).demonstration[0]))
    show(view)
    with st.sidebar:
        frame.brand(opened.settings.organisation or words("app-title"), words("app-subtitle"))
        navigation.links(pages, choice)
        if choice.day or choice.as_of:
            navigation.back_to_now(page, choice, words)
        filters.sidebar(choice, moment, units)
    if units.table.empty:
        frame.empty(view)
    else:
        page.run()
    frame.legend(view)
    keep_fresh(view, drawn)


def keep_fresh(view: View, drawn: Look) -> None:
    """Draw the page anew when the data changed, or when so much time passed that the clock alone may turn a cell; else send nothing."""

    @st.fragment(run_every=view.door.settings.refresh_seconds)
    def pulse() -> None:
        try:
            look = view.door.look()
        except MAY_PASS:
            markup.note(view.words("database-away-since", time=view.words.time(drawn.at)))
            return
        if look.version != drawn.version or (look.at - drawn.at).total_seconds() >= SECONDS_UNTIL_THE_CLOCK_TURNS:
            st.rerun()

    pulse()


main()
