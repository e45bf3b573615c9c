"""What a page is made of: each component words and draws one thing. The only place where text becomes markup.

Text from the database reaches the screen in two ways alone: escaped by `markupsafe` in `_html`, or as the literal value of a
table cell or an option. Nothing here hands it to Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.indicators.figure import Figure
from dashboard.palette import SIGNS, STATUSES
from dashboard.situation import Situation
from dashboard.texts import DASH, Words
from dashboard.view import View
from dashboard.wording import attention_text, figure_text, overdue_text, word_id

LISTED = 6  # lines of the attention list under its true total
LEGEND = ("breach", "attention", "met", "no_data", "not_due", "exempt")
_DIRECTION_MARKS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])  # they turn text round


def _html(template: str, *values: Any, **named: Any) -> None:
    """Show the template with every value escaped; a value that is Markup already was made here."""
    st.html(Markup(template).format(*map(_plain, values), **{name: _plain(value) for name, value in named.items()}))


def _plain(value: Any) -> Any:
    if isinstance(value, Markup):
        return value
    return " ".join(str(value).translate(_DIRECTION_MARKS).split())


def style() -> None:
    st.html(Path(__file__).parent / "style.css")


def brand(organisation: str, subtitle: str) -> None:
    _html('<div class="brand"><b>{}</b><span>{}</span></div>', organisation, subtitle)


def heading(view: View, title_key: str) -> None:
    """The page's title, and a line where the moment shown is not the present. In a box of its own, so that what follows keeps its place."""
    words, moment = view.words, view.moment
    with st.container():
        _html('<header class="page-head"><h1>{}</h1></header>', words(title_key))
        if view.day_was_chosen_for_you:
            note(words("showing-newest-day", day=words.day(moment.day)))
        elif not moment.is_today:
            note(words("showing-past-day", day=words.day(moment.day)))
        if view.choice.as_of:
            note(words("showing-as-of", time=words.instant(moment.known_at)))


def note(sentence: str) -> None:
    _html('<p class="note" role="status">{}</p>', sentence)


def failure(sentence: str) -> None:
    _html('<p class="failure" role="alert">{}</p>', sentence)


def lost(words: Words) -> None:
    """The answer to a link that names what does not exist or may not be seen: one sentence, with the way out in it."""
    before, _, after = words("link-invalid").partition("|")
    name, _, after = after.partition("|")
    link = Markup('<a href="{}" target="_self">{}</a>').format(f"./?lang={words.language}", name)
    _html('<p class="failure" role="alert">{}{}{}</p>', Markup.escape(before), link, Markup.escape(after))


def empty(view: View) -> None:
    _html('<div class="empty"><h2>{}</h2><p>{}</p></div>', view.words("empty-title"), view.words("empty-text"))


def sentence(view: View, now: Situation) -> None:
    """The situation in one sentence."""
    completeness, zero, confirmed = (now.figure(name) for name in ("reporting.completeness", "reporting.zero", "cases.confirmed"))
    text = view.words(
        "sentence",
        day=view.words.day(now.moment.day),
        expected=completeness.denominator,
        received=completeness.numerator,
        zero=zero.numerator,
        confirmed=confirmed.numerator,
        unknown=confirmed.unknown,
        silent=len(now.silent),
    )
    _html('<p class="sentence">{}</p>', text)


def tiles(view: View, figures: Iterable[Figure]) -> None:
    """One tile a figure, each in a container that carries the figure's id."""
    figures = list(figures)
    for place, figure in zip(st.columns(len(figures)), figures, strict=True):
        with place, st.container(key=f"figure-{word_id(figure.id)}", height="stretch"):
            _tile(view, figure)


def _tile(view: View, figure: Figure) -> None:
    words = view.words
    great, beside = figure_text(figure, words)
    small = [words("unknown-units", count=figure.unknown) if figure.unknown else words("all-known")]
    if figure.id == "reporting.completeness" and (waiting := figure.denominator - figure.numerator - figure.unknown):
        small[0] = words("waiting-units", count=waiting) if not figure.unknown else f"{small[0]} · {words('waiting-units', count=waiting)}"
    if figure.checks:
        small.append(words("checks-units", count=figure.checks))
    if figure.unit == "ratio" and figure.target is not None:
        small.insert(0, words("target", value=words.percent(figure.target)))
    stamp = words("stamp-no-data") if figure.data_time is None else words("stamp-data", time=_since_today(view, figure.data_time))
    _html(
        '<section class="tile" aria-label="{label}" data-confidence="{confidence}"><h3>{sign} {label}</h3>'
        '<p class="great"><b>{great}</b> <span>{beside}</span></p><p class="small">{small}</p><p class="stamp">{stamp} · {sure}</p></section>',
        label=words(f"figure-{word_id(figure.id)}"),
        sign=_sign(view, figure.status) if figure.status in ("breach", "attention", "no_data") else "",
        great=great,
        beside=beside,
        small=" · ".join(small),
        stamp=stamp,
        sure=words(f"confidence-{figure.confidence}"),
        confidence=figure.confidence,
    )


def _since_today(view: View, instant: datetime) -> str:
    """The time alone on the day shown, else with its day."""
    same_day = instant.astimezone(view.moment.zone).date() == view.moment.day
    return view.words.time(instant) if same_day else view.words.instant(instant)


def _sign(view: View, status: str) -> Markup:
    word = view.words(f"status-{status.replace('_', '-')}")
    return Markup('<span class="sign {}" role="img" aria-label="{}" title="{}">{}</span>').format(status, word, word, SIGNS[status])


def attention(view: View, now: Situation) -> None:
    """What needs attention: the true total, and the first lines of it."""
    words = view.words
    _html('<h2 id="attention">{}</h2>', words("attention-title", count=len(now.attention)))
    if not now.attention:
        _html('<p class="calm">{}</p>', words("attention-none"))
        return
    lines = Markup("").join(
        Markup("<li>{} <b>{}</b> <span>{}</span> <i>{}</i></li>").format(
            _sign(view, line.cell.status),
            _plain(view.units.label(line.cell.org_unit_id)),
            attention_text(line, words),
            overdue_text(line, words),
        )
        for line in now.attention[:LISTED]
    )
    _html('<ul class="attention" aria-labelledby="attention">{}</ul>', lines)
    if len(now.attention) > LISTED:
        _html('<p class="small">{}</p>', words("attention-more", count=len(now.attention) - LISTED))


def silent_units(view: View, now: Situation) -> None:
    """Every unit that is overdue, by name, longest first."""
    words = view.words
    _html('<h2 id="silent">{}</h2>', words("silent-title", count=len(now.silent)))
    if now.silent.empty:
        _html('<p class="calm">{}</p>', words("silent-none"))
        return
    overdue = {cell.org_unit_id: cell.overdue_minutes for cell in now.cells if cell.overdue_minutes is not None}
    lines = Markup("").join(
        Markup("<li><b>{}</b> <i>{}</i></li>").format(
            _plain(view.units.label(unit)), words("overdue-by", duration=words.duration(overdue[unit]))
        )
        for unit in now.silent.org_unit_id
    )
    with st.container(key="silent-units", height=260 if len(now.silent) > LISTED else "content"):
        _html('<ul class="attention" aria-labelledby="silent">{}</ul>', lines)


def chart(view: View, title_key: str, draw: Callable[..., dict[str, Any]], query: Callable[..., Any], *more: Any) -> None:
    """A chart of the query's table, built once for all viewers of the same scope and moment."""
    _html("<h2>{}</h2>", view.words(title_key))
    spec = view.door.draw(draw, view.words, query, view.scope, view.moment, *more)
    st.vega_lite_chart(spec, theme=None, width="stretch", key=f"chart-{title_key}")


def day_table(view: View, query: Callable[..., Any], *more: Any) -> None:
    """The table beside the charts by day: the same numbers, for those who cannot see or trust a picture."""
    table = view.door.fetch(query, view.scope, view.moment, *more).iloc[::-1]
    columns = {"day": "day", "expected": "expected", "received": "reported", "on_time": "on-time", "zero": "zero", "confirmed": "confirmed"}
    shown = pd.DataFrame({view.words(f"column-{word}"): table[name] for name, word in columns.items()})
    with st.expander(view.words("chart-as-table")):
        st.dataframe(shown, hide_index=True, key="day-table")


def unit_table(view: View, now: Situation) -> None:
    """One row per unit that owes a daily report, worst first: status, due, first received, overdue, and what it says of cases."""
    words = view.words
    _html("<h2>{}</h2>", words("units-title"))
    cells = {cell.org_unit_id: cell for cell in now.cells if cell.measure_id == "daily_report"}
    rows = [row for row in now.reports.itertuples() if row.org_unit_id in cells]
    rows.sort(key=lambda row: (STATUSES.index(cells[row.org_unit_id].status), -(cells[row.org_unit_id].overdue_minutes or 0)))
    shown = [
        {
            "unit": view.units.label(row.org_unit_id),
            "status": _status_text(view, cells[row.org_unit_id].status),
            "due": DASH if pd.isna(row.due_at) else _since_today(view, row.due_at),
            "received": DASH if pd.isna(row.first_recorded_at) else _since_today(view, row.first_recorded_at),
            "overdue": _overdue(view, cells[row.org_unit_id].overdue_minutes),
            "revision": _count(view, row.revision),
            "confirmed": _count(view, row.confirmed),
            "suspected": _count(view, row.suspected),
            "fever": _count(view, row.fever),
        }
        for row in rows
    ]
    names = ("unit", "status", "due", "received", "overdue", "revision", "confirmed", "suspected", "fever")
    table = pd.DataFrame(shown, columns=names).rename(columns={name: words(f"column-{name}") for name in names})
    st.dataframe(table, hide_index=True, key="unit-table", height="content" if len(table) <= 16 else 600)


def _count(view: View, value: Any) -> str:
    return DASH if pd.isna(value) else view.words.number(int(value))


def _status_text(view: View, status: str) -> str:
    return f"{SIGNS[status]} {view.words('status-' + status.replace('_', '-'))}".strip()


def _overdue(view: View, minutes: int | None) -> str:
    return DASH if minutes is None else view.words.duration(minutes)


def legend(view: View) -> None:
    signs = Markup(" ").join(
        Markup('<span><span class="sign {}" aria-hidden="true">{}</span> {}</span>').format(
            status, SIGNS[status], view.words(f"status-{status.replace('_', '-')}")
        )
        for status in LEGEND
    )
    _html('<footer class="legend"><b>{}</b> {}</footer>', view.words("legend"), signs)


def halves() -> Any:
    return st.columns([3, 2], gap="large")
