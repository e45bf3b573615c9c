"""The figures of a page: a tile each, with its formula and numbers behind a sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from dashboard.components import markup, sparkline
from dashboard.components.markup import html, literal, sign, tile_and_rest
from dashboard.indicators import testing
from dashboard.indicators.figure import Figure
from dashboard.indicators.rows import each
from dashboard.indicators.sources import sources_shown, without_history
from dashboard.indicators.trend import Trend
from dashboard.situation import Situation
from dashboard.texts import DASH, Words
from dashboard.view import View, once
from dashboard.wording import figure_name, figure_text, formula_text, on_day, word_id

TILES_A_ROW = 6


_HEADLINE_WIDTHS = (1, 1.22, 0.92, 0.92, 1.06, 0.98)
NAMED = 20  # units named as missing under a figure


HEADLINES = (
    "reporting.completeness",
    "testing.coverage",
    "cases.confirmed",
    "people.isolated",
    "supply.units_short",
    "checkpoint.manned",
)


_STOCK = (("short", "breach"), ("low", "attention"), ("enough", "met"), ("undecided", "no_data"))


_STATES = (
    ("unmanned", "breach"),
    ("understaffed", "attention"),
    ("unknown", "no_data"),
    ("manned", "met"),
    ("off", "not_due"),
    ("closed", "not_due"),
)


def headlines(view: View, now: Situation, trends: Iterable[Trend]) -> None:
    """The six figures that an executive reads first, the one with the longest numbers in the widest place."""
    tiles(view, now, headline_figures(now), trends, widths=_HEADLINE_WIDTHS)


def headline_figures(now: Situation) -> list[Figure]:
    return [now.figure(name) for name in HEADLINES]


def tiles(
    view: View, now: Situation, figures: Iterable[Figure], trends: Iterable[Trend] = (), widths: Sequence[float] = (1,) * TILES_A_ROW
) -> None:
    """One tile a figure, each in a container that carries the figure's id, six a row; with the line of those that have a trend."""
    figures, lines = list(figures), {one.figure_id: one for one in trends}
    for start in range(0, len(figures), TILES_A_ROW):
        for place, figure in zip(st.columns(widths), figures[start : start + TILES_A_ROW], strict=False):
            with place, st.container(key=f"figure-{word_id(figure.id)}", height="stretch"):
                _tile(view, now, figure, lines.get(figure.id))


def _tile(view: View, now: Situation, figure: Figure, trend: Trend | None = None) -> None:
    view.shown.figures[figure.id] = figure, now
    html("{}", _written(view, now, figure, trend))


@once
def _written(view: View, now: Situation, figure: Figure, trend: Trend | None) -> Markup:
    words = view.words
    great, beside = figure_text(figure, words)
    stamp = words("stamp-no-data") if figure.data_time is None else words("stamp-data", time=on_day(figure.data_time, view.moment, words))
    return markup.written(
        '<section class="tile" aria-label="{label}" data-confidence="{confidence}"><h3>{sign} {label}</h3>'
        '<p class="great"><b>{great}</b> <span>{beside}</span></p><p class="small">{small}</p>{trend}<p class="stamp">{stamp}{sure}</p>{about}</section>',
        label=figure_name(figure, now, words),
        sign=sign(view, figure.status) if figure.status in ("breach", "attention", "no_data") else "",
        great=great,
        beside=beside,
        small="\u00a0· ".join(told_beside(view, now, figure)),
        stamp=stamp,
        sure=f" · {words(f'confidence-{figure.confidence}')}" if figure.confidence else "",
        confidence=figure.confidence or "none",
        trend=sparkline.line(view, trend) if trend else "",
        about=_about(view, figure, trend),
    )


def _about(view: View, figure: Figure, trend: Trend | None) -> Markup:
    """What the figure is made of: its formula in words, both numbers, who is missing, the tables it is read from and their time; folded away."""
    words = view.words
    relations = sources_shown(figure.id)
    lines = [("about-formula", formula_text(figure, words))]
    if figure.lacks:
        lines.append(("about-lacks", words("list-comma").join(figure.lacks)))
    else:
        lines += [
            ("about-numerator", DASH if figure.numerator is None else _quantity(figure.numerator, words)),
            *([("about-denominator", _quantity(figure.denominator, words))] if figure.denominator is not None else []),
            ("about-unknown", words.number(figure.unknown)),
            ("about-missing", _missing(view, figure)),
            ("about-checks", words.number(figure.checks)),
        ]
    now_only = words("list-comma").join(without_history(relations))
    tables = words("list-comma").join(relations)
    lines.append(("about-sources", f"{tables} ({words('about-no-history', names=now_only)})"))
    lines.append(("about-data-time", words.instant(figure.data_time)))
    told = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(words(key), literal(text)) for key, text in lines)
    if trend:
        told += Markup("<dt>{}</dt><dd>{}</dd>").format(words("about-days"), sparkline.days(view, trend))
    return Markup('<details class="about"><summary aria-label="{0}" title="{0}">?</summary><dl>{1}</dl></details>').format(
        words("about-figure"), told
    )


def _missing(view: View, figure: Figure) -> str:
    """The units that the unknown stands for, by name; of many the first."""
    words = view.words
    names = [view.units.label(unit) for unit in figure.missing[:NAMED]]
    if len(figure.missing) > NAMED:
        names.append(words("about-missing-more", count=len(figure.missing) - NAMED))
    return words("list-comma").join(names) or words("about-nobody-missing")


def _quantity(value: float, words: Words) -> str:
    return words.number(int(value)) if value == int(value) else words.one_decimal(value)


def told_beside(view: View, now: Situation, figure: Figure) -> list[str]:
    """What is told in small beside a figure: its target or what goes with it, and who is missing."""
    return [*_of_its_own(view, now, figure), *_what_is_missing(view, figure)]


def _of_its_own(view: View, now: Situation, figure: Figure) -> list[str]:
    """What stands beside this figure and no other."""
    words = view.words
    if figure.lacks:
        return []
    if figure.id == "testing.coverage":
        small = [words(f"small-{name}", count=now.figure(f"testing.{name}").numerator) for name in ("pending", "positive")]
        without = testing.counted_without_roster(now.testing)
        return [*small, words("small-without-roster", count=without)] if without else small
    if figure.id == "cases.confirmed":
        since = now.figure("cases.days_since")
        days = words("small-days-since", days="over" if since.value is None else int(since.value)) if since.denominator is None else ""
        return [
            *([days] if days and figure.numerator == 0 else []),
            words("small-suspected", count=now.figure("cases.suspected").numerator),
        ]
    if figure.id == "supply.units_short":
        return _shortest(view, now)
    if figure.id == "checkpoint.manned":
        return [words("small-unmanned", count=unmanned(figure))]
    target = [words("target", value=words.percent(figure.target))] if figure.unit == "ratio" and figure.target is not None else []
    if figure.id == "reporting.completeness":
        return [*target, words("small-zero", count=now.figure("reporting.zero").numerator)]
    return target


def _shortest(view: View, now: Situation) -> list[str]:
    """The unit and item with the fewest days of stock."""
    known = [pair for pair in now.pairs if pair.judged_days is not None]
    if not known:
        return []
    pair = min(known, key=lambda one: (one.judged_days, one.org_unit_id, one.item_id))
    item = next(view.words.name(row) for row in each(now.items) if row.item_id == pair.item_id)
    days = view.words.one_decimal(pair.judged_days)
    return [view.words("small-shortest", days=days, unit=view.units.label(pair.org_unit_id), item=item)]


def _what_is_missing(view: View, figure: Figure) -> list[str]:
    words = view.words
    if figure.lacks:
        return [words("list-comma").join(figure.lacks)]
    of_units = figure.id.startswith(("reporting.", "cases.", "people.", "supply."))
    small = [words("unknown-units" if of_units else "unknown-count", count=figure.unknown)] if figure.unknown else []
    if figure.id == "reporting.completeness" and (waiting := int(figure.denominator - figure.numerator) - figure.unknown):
        small.append(words("waiting-units", count=waiting))
    if figure.checks:
        small.append(words("checks-count", count=figure.checks))
    return small or ([words("all-known")] if figure.denominator != 0 else [])


def unmanned(figure: Figure) -> int:
    """How many posts are not held; 0 where nobody supplies them."""
    return 0 if figure.lacks else int(figure.denominator - figure.numerator)


def supply_tiles(view: View, now: Situation) -> None:
    """Units short of supplies, and how many pairs of unit and item stand how."""
    figure = now.figure("supply.units_short")
    counts = [(view.words(f"stock-{name}"), sum(pair.status == status for pair in now.pairs), status) for name, status in _STOCK]
    _tiles_and_counts(view, now, figure, [(view.words("stock-out"), sum(pair.on_hand == 0 for pair in now.pairs), "breach"), *counts])


def post_tile(view: View, now: Situation) -> None:
    """Checkpoints manned. How many stand how, the map's legend says, and the file that is taken away."""
    figure = now.figure("checkpoint.manned")
    states = [(view.words(f"state-{name}"), int((now.posts.state == name).sum()), status) for name, status in _STATES]
    with st.container(key=f"figure-{word_id(figure.id)}", height="stretch"):
        _tile(view, now, figure)
    if not figure.lacks:
        view.shows("counts", ("counted", "status", "count"), lambda: [_count(view, *one) for one in states])


def _tiles_and_counts(view: View, now: Situation, figure: Figure, counts: Sequence[tuple[str, int, str]]) -> None:
    """The figure's tile, and beside it plain counts, each with the sign of its status where there is something to count."""
    first, rest = tile_and_rest()
    with first, st.container(key=f"figure-{word_id(figure.id)}", height="stretch"):
        _tile(view, now, figure)
    if not figure.lacks:
        view.shows("counts", ("counted", "status", "count"), lambda: [_count(view, *one) for one in counts])
    lines = Markup("").join(
        Markup("<li>{} <b>{}</b> <span>{}</span></li>").format(
            sign(view, status) if number else "", DASH if figure.lacks else view.words.number(number), label
        )
        for label, number, status in counts
    )
    with rest:
        html('<ul class="counts">{}</ul>', lines)


def _count(view: View, label: str, number: int, status: str) -> dict[str, Any]:
    return {"counted": label, "status": view.words(f"status-{status.replace('_', '-')}"), "count": number}
