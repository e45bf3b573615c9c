"""The way down and up: from the group to a division, to a unit, to each of its measures, and back, as links with the reader's choice in them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from markupsafe import Markup

from dashboard.components.document import query
from dashboard.components.markup import html, literal
from dashboard.view import View

UNIT_PAGE = "unit"


def path(view: View) -> None:
    """Where the one chosen unit stands: the group, its division, itself, each a link to the same page; and the way to the unit's own page. In a box
    of its own, so that what follows keeps its place."""
    with st.container(key="path"):
        if len(view.choice.units) == 1:
            _steps(view, view.choice.units[0])


def _steps(view: View, unit: str) -> None:
    lines = [Markup("<li>{}</li>").format(_link(view, label, "", units=units)) for label, units in _above(view, unit)]
    lines.append(Markup('<li aria-current="true">{}</li>').format(literal(view.units.label(unit))))
    if _page_open() != UNIT_PAGE:
        lines.append(Markup("<li>{}</li>").format(_link(view, view.words("path-unit-page"), f"./{UNIT_PAGE}", measure=None)))
    html('<nav class="path" aria-label="{}"><ol>{}</ol></nav>', view.words("path"), Markup("").join(lines))


def unit_link(view: View, org_unit_id: str, label: str) -> Markup:
    """A link to the page of a unit."""
    return _link(view, label, f"./{UNIT_PAGE}", units=(org_unit_id,), measure=None)


def page_link(view: View, label: str, page: str, **changes: Any) -> Markup:
    """A link to the page of that path with the reader's choice, or with that choice changed."""
    return _link(view, label, f"./{page}", **changes)


def _link(view: View, label: str, page: str, **changes: Any) -> Markup:
    link = Markup('<a class="go" target="_self" href="{}?{}">{}</a>')
    return link.format(page, query(view.choice.to_link(**changes)), literal(label))


def _above(view: View, unit: str) -> list[tuple[str, tuple[str, ...]]]:
    """What stands above the unit, by name, and the choice that shows it: the one root is everything, and so asks for nothing."""
    above = view.units.above(unit)
    if view.units.has_one_root:
        return [(view.units.label(name), (name,) if place else ()) for place, name in enumerate(above)]
    return [(view.words("path-all"), ()), *((view.units.label(name), (name,)) for name in above)]


def _page_open() -> str:
    """The path of the page that the browser shows."""
    return urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]
