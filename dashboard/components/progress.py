"""Charts, and bars that begin at zero: of rounds, of units in a round, of stock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from dashboard.components.markup import calm, html, literal, sign
from dashboard.indicators import supplies, testing
from dashboard.indicators.figure import Cell
from dashboard.palette import STATUSES
from dashboard.situation import Situation
from dashboard.tables import cells
from dashboard.texts import DASH
from dashboard.view import View


def chart(view: View, heading: str, draw: Callable[..., dict[str, Any]], query: Callable[..., Any], *more: Any) -> None:
    """A chart of the query's table, built once for all viewers of the same scope and moment."""
    html("<h2>{}</h2>", heading)
    spec = view.door.draw(draw, view.words, query, view.scope, view.moment, *more)
    cells.days(view, query, *more)
    st.vega_lite_chart(spec, theme=None, width="stretch", key=f"chart-{draw.__name__}")


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
            Markup("") if row.share is None else Markup('<span style="width:{}%"></span>').format(_hundredths(row.share)),
            Markup("").join(Markup('<u style="left:{}%"></u>').format(_hundredths(mark)) for mark in row.marks),
            literal(row.text),
        )
        for row in rows
    )
    with st.container(key=f"bars-{key}", height=420 if len(rows) > 18 else "content"):
        html('<ul class="bars" aria-labelledby="{}">{}</ul>', key, lines)


def _hundredths(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.1f}"


def round_clocks(view: View, now: Situation) -> None:
    """Each current round against its clock: sampled of target, time used, the pace and when it would be complete."""
    words = view.words
    html("<h2>{}</h2>", words("testing-clock-title"))
    paces = testing.paces(now.testing, view.moment)
    if not paces:
        calm(view, "testing-none", now.figure("testing.coverage"))
    else:
        cells.clocks(view, now, paces)
    for pace in paces:
        row = now.testing[now.testing.round_id == pace.round_id].iloc[0]
        html(
            '<section class="clock"><h3>{}</h3><div class="bar"><span style="width:{}%"></span><u style="left:{}%"></u></div>'
            "<p><b>{}</b> {} · {} {} · {}</p></section>",
            words(
                "testing-clock",
                name=words.name(row),
                **{"from": words.short_instant(pace.starts_at), "until": words.short_instant(pace.ends_at)},
            ),
            _hundredths(pace.share or 0),
            _hundredths(pace.time_used),
            words("testing-sampled", sampled=words.number(pace.sampled), target=words.number(pace.target)),
            words.percent(pace.share),
            words("testing-time-used"),
            words.percent(pace.time_used),
            _pace(view, pace),
        )


def _pace(view: View, pace: testing.Pace) -> str:
    words = view.words
    if pace.target and pace.sampled >= pace.target:
        return words("testing-done")
    if pace.rate is None or pace.eta is None:
        return words("testing-ended") if pace.time_used >= 1 else words("testing-no-rate")
    return f"{words('testing-rate', rate=words.number(round(pace.rate)))} · {words('testing-eta', eta=words.short_instant(pace.eta))}"


def testing_bars(view: View, now: Situation) -> None:
    """Every unit's share of its round, worst first, with a line at the time used."""
    words, rows = view.words, []
    used = {pace.round_id: pace.time_used for pace in testing.paces(now.testing, view.moment)}
    for cell in _by_need(view, [cell for cell in now.cells if cell.measure_id == "testing"]):
        counts = (
            words.number(cell.numerator) if cell.denominator is None else f"{words.number(cell.numerator)}/{words.number(cell.denominator)}"
        )
        share = cell.value if cell.denominator else None
        text = DASH if cell.status in ("no_data", "check") and not cell.numerator else counts
        rows.append(Bar(view.units.label(cell.org_unit_id), cell.status, share, text, (used[cell.about],) if cell.about else ()))
    if rows:
        bars(view, words("testing-units-title"), rows, "testing")


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


def _by_need(view: View, cells: list[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: (STATUSES.index(cell.status), cell.value or 0, view.units.place(cell.org_unit_id)))
