"""Charts with the keys to their lines, and bars that begin at zero."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from dashboard.components.markup import html, literal, sign
from dashboard.courses import in_theme
from dashboard.indicators import supplies
from dashboard.indicators.figure import Cell
from dashboard.palette import STATUSES
from dashboard.situation import Situation
from dashboard.tables import cells
from dashboard.texts import DASH
from dashboard.view import View

TALL = 12  # bars shown without a scroll bar of their own


def chart(view: View, heading: str, drawn: Callable[..., dict[str, Any]], query: Callable[..., Any], *more: Any) -> None:
    """A chart of the query's table under its heading."""
    html("<h2>{}</h2>", heading)
    draw(view, drawn.__name__, drawn, query, *more)


def draw(view: View, key: str, drawn: Callable[..., dict[str, Any]], query: Callable[..., Any], *more: Any) -> None:
    """A chart of the query's table, built once for all viewers of the same scope and moment, in the colours of the viewer's page."""
    spec = view.door.draw(drawn, view.words, query, view.scope, view.moment, *more)
    cells.days(view, query, *more)
    st.vega_lite_chart(in_theme(spec, dark=st.context.theme.type == "dark"), theme=None, width="stretch", key=f"chart-{key}")


def keys(view: View, *lines: tuple[str, str], **values: Any) -> None:
    """What the lines of a chart are: the class of each line's look, and its word."""
    html(
        '<p class="keys">{}</p>',
        Markup("").join(Markup('<span><u class="{}"></u>{}</span>').format(look, view.words(key, **values)) for look, key in lines),
    )


def scrolling(content: Markup, label: str) -> None:
    """What may be longer than its place: it scrolls inside, by keyboard too."""
    html('<div class="scrolling" tabindex="0" role="region" aria-label="{}">{}</div>', label, content)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar list: `share` of the full width (0..1, None: not known), `marks` at shares of it, `text` beside it."""

    label: str
    status: str
    share: float | None
    text: str
    marks: tuple[float, ...] = ()


def bars(view: View, title: str, rows: Sequence[Bar], key: str) -> None:
    """Bars that begin at zero, in the order given, each with its sign, its number and its marks."""
    html('<h2 id="{}">{}</h2>', key, title)
    lines = Markup("").join(
        Markup('<li>{} <b>{}</b> <span class="bar {}">{}{}</span> <i>{}</i></li>').format(
            sign(view, row.status),
            literal(row.label),
            row.status,
            Markup("") if row.share is None else Markup('<span style="width:{}%"></span>').format(hundredths(row.share)),
            Markup("").join(Markup('<u style="left:{}%"></u>').format(hundredths(mark)) for mark in row.marks),
            literal(row.text),
        )
        for row in rows
    )
    found = Markup('<ul class="bars {0}" aria-labelledby="{0}">{1}</ul>').format(key, lines)
    if len(rows) > TALL:
        scrolling(found, title)
    else:
        html("{}", found)


def hundredths(share: float) -> str:
    """A share as per cent of a width, from 0 to 100."""
    return f"{100 * min(1.0, max(0.0, share)):.1f}"


def stock_bars(view: View, now: Situation, item_id: str) -> None:
    """Every unit's days of stock of an item, fewest first, with lines at the least and the target."""
    words = view.words
    item = next(row for row in now.items.itertuples() if row.item_id == item_id)
    longest = 2 * item.target_days or 1.0
    rows = []
    for pair in sorted((pair for pair in now.pairs if pair.item_id == item_id), key=supplies.need):
        days = pair.judged_days
        text = (
            DASH
            if pair.status in ("no_data", "check")
            else words("cell-no-use")
            if days is None
            else words("cell-days", days=words.one_decimal(days))
        )
        share = 1.0 if pair.no_use else None if days is None else days / longest
        marks = (item.min_days / longest, item.target_days / longest)
        rows.append(Bar(view.units.label(pair.org_unit_id), pair.status, share, text, marks))
    title = words("supplies-bars-title", item=words.name(item), least=words.number(item.min_days), aim=words.number(item.target_days))
    bars(view, title, rows, "stock")


def by_need(view: View, cells: Iterable[Cell]) -> list[Cell]:
    """Cells in the order of need: the worst status first, then the smallest share, then as the units stand."""
    return sorted(cells, key=lambda cell: (STATUSES.index(cell.status), cell.value or 0, view.units.place(cell.org_unit_id)))
