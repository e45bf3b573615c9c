"""The entry: settings, filters, navigation, the page, and the one place where a failure becomes a sentence."""

from __future__ import annotations

import logging

import streamlit as st

from dashboard import components, filters, navigation
from dashboard.choice import LinkInvalid
from dashboard.data import door
from dashboard.failures import sentence_for
from dashboard.texts import Words
from dashboard.units import scope_of, units_allowed
from dashboard.view import View, show
from data_access.engine import DatabaseAway

SECONDS_TO_TRY_AGAIN = 5
log = logging.getLogger("situation_board")


def main() -> None:
    st.set_page_config(page_title="一盘棋", page_icon=navigation.ICON, layout="wide")
    components.style()
    words = Words(filters.reader_language("zh"), "Asia/Shanghai")
    try:
        opened = door()
        words = Words(filters.reader_language(opened.settings.language), opened.settings.timezone)
        _run_page(opened, words)
    except LinkInvalid:
        st.query_params["lang"] = words.language
        components.lost(words)
    except Exception as error:
        components.failure(words(sentence_for(error)))
        log.error("%s: %s", type(error).__name__, error, exc_info=sentence_for(error) == "failed")
        if isinstance(error, DatabaseAway):
            try_again()


@st.fragment(run_every=SECONDS_TO_TRY_AGAIN)
def try_again() -> None:
    """Runs once with the page that failed, and then to load it anew."""
    if st.session_state.pop("_failed_before", False):
        st.rerun()
    st.session_state["_failed_before"] = True


def _run_page(opened, words: Words) -> None:  # type: ignore[no-untyped-def]
    pages = navigation.pages(words)
    page = st.navigation(pages, position="hidden")
    choice = filters.choice_in_link(opened, words.language)
    scope = scope_of(opened, choice)
    moment = opened.moment(scope, choice.day, choice.as_of)
    units = units_allowed(opened, scope, moment, choice, words)
    view = View(opened, scope, moment, words, choice, units)
    show(view)
    with st.sidebar:
        components.brand(opened.settings.organisation or words("app-title"), words("app-subtitle"))
        navigation.links(pages, choice)
        if choice.day or choice.as_of:
            navigation.back_to_now(page, choice, words)
        filters.sidebar(choice, moment, units)
    if units.table.empty:
        components.empty(view)
    else:
        page.run()
    components.legend(view)


main()
