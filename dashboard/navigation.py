"""The pages: one line each. The sidebar's links carry the filters along."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.choice import LinkInvalid
from dashboard.components.document import go
from dashboard.texts import Words
from dashboard.view import View
from data_access.access import Access
from data_access.measures import catalogue
from data_access.scope import WHOLE_ORGANISATION


@dataclass(frozen=True, slots=True)
class Entry:
    path: str  # of the URL; "" is the first page
    file: str
    title: str
    in_menu: bool = True
    of_all: bool = False  # an admin sees it of the whole organisation


ICON = str(Path(__file__).parent / "static" / "icon.svg")

PAGES = (
    Entry("", "overview.py", "page-overview"),
    Entry("compliance", "compliance.py", "page-compliance"),
    Entry("testing", "testing.py", "page-testing"),
    Entry("supplies", "supplies.py", "page-supplies"),
    Entry("map", "map.py", "page-map"),
    Entry("people", "people.py", "page-people"),
    Entry("quality", "quality.py", "page-quality", of_all=True),
    Entry("unit", "unit.py", "page-unit", in_menu=False),
)
WALL = Entry("wall", "wall.py", "page-wall")  # a page without what surrounds the others
FOR_ADMINS = (Entry("access", "access.py", "page-access", of_all=True),)
EVERY = (*PAGES, WALL, *FOR_ADMINS)

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
        for entry in EVERY
    }


def seen_on(path: str, access: Access) -> frozenset[str] | None:
    """The units that a page shows to who has this access, as a Scope takes them. Raises LinkInvalid where the page is not for him."""
    entry = next((one for one in EVERY if one.path == path), None)
    if entry in FOR_ADMINS and not access.is_admin:
        raise LinkInvalid(f"page {path!r}")
    return WHOLE_ORGANISATION if access.is_admin and entry is not None and entry.of_all else access.allowed


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


def links(view: View) -> None:
    """The menu. Units that an admin chose on a page of the whole organisation go along as far as they are his own."""
    choice = own = view.choice
    if view.scope.allowed != view.access.allowed:
        open_to = view.door.units_in(replace(view.scope.without_choice(), allowed=view.access.allowed), view.moment)
        own = replace(choice, units=tuple(unit for unit in choice.units if unit in open_to))
    with st.container(key="pages"):
        for entry in (*PAGES, WALL, *(FOR_ADMINS if view.access.is_admin else ())):
            if entry.in_menu:
                link = (choice if entry.of_all else own).to_link()
                st.page_link(view.pages[entry.path], query_params=link, width="stretch")
