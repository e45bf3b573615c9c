"""The pages: one line each. The sidebar's links carry the filters along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.choice import Choice
from dashboard.texts import Words
from dashboard.view import View
from data_access.measures import catalogue


@dataclass(frozen=True, slots=True)
class Entry:
    path: str  # of the URL; "" is the first page
    file: str
    title: str


ICON = str(Path(__file__).parent / "static" / "icon.svg")

PAGES = (
    Entry("", "overview.py", "page-overview"),
    Entry("compliance", "compliance.py", "page-compliance"),
    Entry("testing", "testing.py", "page-testing"),
    Entry("supplies", "supplies.py", "page-supplies"),
    Entry("map", "map.py", "page-map"),
    Entry("people", "people.py", "page-people"),
    Entry("quality", "quality.py", "page-quality"),
)


_PAGE_OF = {"testing": "testing", "checkpoint": "map", **dict.fromkeys(("duty", "directive", "production", "cases"), "people")}
SECTION_OF = {  # of the page of people
    **dict.fromkeys(("health_monitoring", "isolation_care", "cases"), "isolation"),
    **dict.fromkeys(("duty", "production"), "work"),
    "directive": "orders",
}


def pages(words: Words) -> dict[str, st.Page]:
    """Each page by its path."""
    return {
        entry.path: st.Page(f"../pages/{entry.file}", title=words(entry.title), url_path=entry.path or None, default=not entry.path)
        for entry in PAGES
    }


def open_cell(view: View, org_unit_id: str, measure_id: str, page: str | None = None) -> None:
    """Go to `page`, or to the page of a measure, with the unit and the measure."""
    path = page or ("supplies" if measure_id.startswith("supply.") else _PAGE_OF.get(measure_id, "compliance"))
    known = set(view.door.catalogue(catalogue).measure_id)
    measure = measure_id if measure_id in known else view.choice.measure
    section = SECTION_OF[measure_id] if path == "people" and measure_id in SECTION_OF else view.choice.section
    st.switch_page(view.pages[path], query_params=view.choice.to_link(units=(org_unit_id,), measure=measure, section=section))


def links(all_pages: Mapping[str, st.Page], choice: Choice) -> None:
    for page in all_pages.values():
        st.page_link(page, query_params=choice.to_link(), width="stretch")


def back_to_now(page: st.Page, choice: Choice, words: Words) -> None:
    with st.container(key="back-to-now"):
        st.page_link(page, label=words("back-to-now"), query_params=choice.to_link(day=None, as_of=None), width="stretch")
