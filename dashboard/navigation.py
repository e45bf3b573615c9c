"""The pages: one line each. The sidebar's links carry the filters along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.choice import Choice
from dashboard.components.document import go
from dashboard.texts import Words
from dashboard.view import View
from data_access.measures import catalogue


@dataclass(frozen=True, slots=True)
class Entry:
    path: str  # of the URL; "" is the first page
    file: str
    title: str
    in_menu: bool = True


ICON = str(Path(__file__).parent / "static" / "icon.svg")

PAGES = (
    Entry("", "overview.py", "page-overview"),
    Entry("compliance", "compliance.py", "page-compliance"),
    Entry("testing", "testing.py", "page-testing"),
    Entry("supplies", "supplies.py", "page-supplies"),
    Entry("map", "map.py", "page-map"),
    Entry("people", "people.py", "page-people"),
    Entry("quality", "quality.py", "page-quality"),
    Entry("unit", "unit.py", "page-unit", in_menu=False),
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
    known = set(view.door.catalogue(catalogue).measure_id)
    measure = measure_id if measure_id in known else view.choice.measure
    path, item = page or page_of(measure_id), measure_id if page == "supplies" else view.choice.item
    section = SECTION_OF[measure_id] if path == "people" and measure_id in SECTION_OF else view.choice.section
    open_page(view, path, units=(org_unit_id,), measure=measure, item=item, section=section)


def page_of(measure_id: str) -> str:
    """The path of the page that a measure belongs to."""
    return "supplies" if measure_id.startswith("supply.") else _PAGE_OF.get(measure_id, "compliance")


def open_page(view: View, path: str, /, **changes: Any) -> None:
    """Go to the page of that path with the reader's choice, or with that choice changed: one step of the browser's history."""
    go(list(view.pages), path, view.choice.to_link(**changes))


def links(all_pages: Mapping[str, st.Page], choice: Choice) -> None:
    with st.container(key="pages"):
        for entry in (entry for entry in PAGES if entry.in_menu):
            st.page_link(all_pages[entry.path], query_params=choice.to_link(), width="stretch")
