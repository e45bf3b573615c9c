"""What a page shows, to take away."""

from __future__ import annotations

import streamlit as st

from dashboard import clock
from dashboard.components.markup import html
from dashboard.export.about import Export
from dashboard.export.offers import Offer, address
from dashboard.view import View

_KEY = "_offer"


def menu(view: View, page: st.Page) -> None:
    """One quiet line with a link to each kind of file; nothing where the page shows nothing to take."""
    if not view.shown.sheets and not view.shown.figures:
        return
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Offer()
    offer: Offer = st.session_state[_KEY]
    offer.export = Export(view, page.title, clock.now())
    words = view.words
    html(
        '<p class="download"><span id="download">{label}</span> <a href="{excel}" download aria-describedby="download">Excel</a> '
        '<a href="{csv}" download aria-describedby="download">CSV</a></p>',
        label=words("download-page"),
        excel=address(offer, "excel"),
        csv=address(offer, "csv"),
    )
