"""What a page is made of: each component words and draws one thing. The only place where text becomes markup.

Text from the database reaches the screen in two ways alone: escaped by `markupsafe` in `_html`, or as the literal value of a
table cell or an option. Nothing here hands it to Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from dashboard.indicators import supplies, testing
from dashboard.indicators.attention import Attention
from dashboard.indicators.figure import Cell, Figure
from dashboard.indicators.sources import sources_shown, without_history
from dashboard.palette import SIGNS, STATUSES
from dashboard.situation import Situation
from dashboard.texts import DASH, Words, plain
from dashboard.view import View
from dashboard.wording import figure_name, figure_text, formula_text, on_day, overdue_text, reason_text, word_id

LISTED = 6  # lines of the attention list under its true total
TILES_A_ROW = 6
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
LEGEND = ("breach", "attention", "met", "no_data", "check", "not_due", "exempt")


def _html(template: str, *values: Any, **named: Any) -> None:
    """Show the template with every value escaped; a value that is Markup already was made here."""
    st.html(Markup(template).format(*map(_plain, values), **{name: _plain(value) for name, value in named.items()}))


def _plain(value: Any) -> Any:
    if isinstance(value, Markup):
        return value
    return plain(value)


def style() -> None:
    st.html(Path(__file__).parent / "style.css")


def brand(organisation: str, subtitle: str) -> None:
    _html('<div class="brand"><b>{}</b><span>{}</span></div>', organisation, subtitle)


def heading(view: View, title_key: str, figures: Iterable[Figure] = ()) -> None:
    """The page's title, its oldest data, and a line where the moment shown is not the present. In a box of its own, so that what follows keeps
    its place."""
    words, moment = view.words, view.moment
    lasting = ("control.",)  # a level stands until it changes: its age says nothing
    times = [figure.data_time for figure in figures if figure.data_time is not None and not figure.id.startswith(lasting)]
    with st.container():
        _html(
            '<header class="page-head"><h1>{}</h1>{}<span class="stamp">{}</span></header>',
            words(title_key),
            _demonstration_mark(words) if view.demonstration else "",
            words("stamp-oldest", time=on_day(min(times), moment, words)) if times else words("stamp-no-data"),
        )
        if view.day_was_chosen_for_you:
            note(words("showing-newest-day", day=words.day(moment.day)))
        elif not moment.is_today:
            note(words("showing-past-day", day=words.day(moment.day)))
        if view.choice.as_of:
            note(words("showing-as-of", time=words.instant(moment.known_at)))


def _demonstration_mark(words: Words) -> Markup:
    return Markup('<span class="demonstration" title="{}">{}</span>').format(words("demonstration-title"), words("demonstration"))


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
    """The situation in one sentence: reports and cases, then testing, supplies and posts where there is something to say."""
    words = view.words
    completeness, zero, confirmed = (now.figure(name) for name in ("reporting.completeness", "reporting.zero", "cases.confirmed"))
    if lacks := completeness.lacks or confirmed.lacks:
        first = words("sentence-not-supplied", names=words("list-comma").join(lacks))
    else:
        first = words(
            "sentence",
            day=words.day(now.moment.day),
            expected=completeness.denominator,
            received=completeness.numerator,
            zero=zero.numerator,
            confirmed=confirmed.numerator,
            unknown=confirmed.unknown,
            silent=len(now.silent),
        )
    clauses: list[tuple[str, bool]] = []
    coverage, positive = now.figure("testing.coverage"), now.figure("testing.positive")
    if coverage.denominator:
        newest = now.testing.sort_values("starts_at").round_no.iloc[-1]
        told = words("sentence-testing", round=int(newest), share=words.percent(coverage.value), positive=positive.numerator)
        clauses.append((told, bool(positive.numerator)))
    if short := now.figure("supply.units_short").numerator:
        clauses.append((words("sentence-supplies", count=short), True))
    if gone := _unmanned(now.figure("checkpoint.manned")):
        clauses.append((words("sentence-posts", count=gone), True))
    stop, comma = words("sentence-stop"), words("sentence-comma")
    parts = [Markup('<b class="alarm">{}</b>').format(told) if alarm else Markup("{}").format(told) for told, alarm in clauses]
    rest = Markup.escape(comma).join(parts) + stop if parts else ""
    _html('<p class="sentence">{} {}</p>', first, rest)


def headlines(view: View, now: Situation) -> None:
    """The six figures that an executive reads first."""
    tiles(view, now, headline_figures(now))


def headline_figures(now: Situation) -> list[Figure]:
    return [now.figure(name) for name in HEADLINES]


def tiles(view: View, now: Situation, figures: Iterable[Figure]) -> None:
    """One tile a figure, each in a container that carries the figure's id, six a row."""
    figures = list(figures)
    for start in range(0, len(figures), TILES_A_ROW):
        for place, figure in zip(st.columns(TILES_A_ROW), figures[start : start + TILES_A_ROW], strict=False):
            with place, st.container(key=f"figure-{word_id(figure.id)}", height="stretch"):
                _tile(view, now, figure)


def _tile(view: View, now: Situation, figure: Figure) -> None:
    words = view.words
    great, beside = figure_text(figure, words)
    stamp = words("stamp-no-data") if figure.data_time is None else words("stamp-data", time=on_day(figure.data_time, view.moment, words))
    _html(
        '<section class="tile" aria-label="{label}" data-confidence="{confidence}"><h3>{sign} {label}</h3>'
        '<p class="great"><b>{great}</b> <span>{beside}</span></p><p class="small">{small}</p><p class="stamp">{stamp}{sure}</p>{about}</section>',
        label=figure_name(figure, now, words),
        sign=_sign(view, figure.status) if figure.status in ("breach", "attention", "no_data") else "",
        great=great,
        beside=beside,
        small="\u00a0· ".join([*_of_its_own(view, now, figure), *_what_is_missing(view, figure)]),
        stamp=stamp,
        sure=f" · {words(f'confidence-{figure.confidence}')}" if figure.confidence else "",
        confidence=figure.confidence or "none",
        about=_about(view, figure),
    )


def _about(view: View, figure: Figure) -> Markup:
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
    told = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(words(key), _plain(text)) for key, text in lines)
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
        return [words("small-unmanned", count=_unmanned(figure))]
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
    item = next(view.words.name(row) for row in now.items.itertuples() if row.item_id == pair.item_id)
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


def _unmanned(figure: Figure) -> int:
    """How many posts are not held; 0 where nobody supplies them."""
    return 0 if figure.lacks else int(figure.denominator - figure.numerator)


def _sign(view: View, status: str) -> Markup:
    word = view.words(f"status-{status.replace('_', '-')}")
    return Markup('<span class="sign {}" role="img" aria-label="{}" title="{}">{}</span>').format(status, word, word, SIGNS[status])


def attention(view: View, now: Situation) -> None:
    """What needs attention: the true total, the first lines of it, and the others behind a click."""
    words = view.words
    _html('<h2 id="attention">{}</h2>', words("attention-title", count=len(now.attention)))
    if not now.attention:
        calm(view, "attention-none", *now.figures)
        return
    _html('<ul class="attention first" tabindex="0" aria-labelledby="attention">{}</ul>', _lines(view, now, now.attention[:LISTED]))
    if len(now.attention) > LISTED:
        with st.expander(words("attention-more", count=len(now.attention) - LISTED), key="attention-more"):
            _html('<ul class="attention">{}</ul>', _lines(view, now, now.attention[LISTED:]))


def _lines(view: View, now: Situation, lines: Iterable[Attention]) -> Markup:
    return Markup("").join(
        Markup("<li>{} <p><b>{}</b> {}</p> <i>{}</i></li>").format(
            _sign(view, line.cell.status),
            _plain(view.units.label(line.cell.org_unit_id)),
            _plain(reason_text(line.cell, now, view.words)),
            overdue_text(line, view.moment, view.words),
        )
        for line in lines
    )


def silent_units(view: View, now: Situation) -> None:
    """Every unit that is overdue, by name, longest first."""
    words = view.words
    _html('<h2 id="silent">{}</h2>', words("silent-title", count=len(now.silent)))
    if now.silent.empty:
        calm(view, "silent-none", now.figure("reporting.completeness"))
        return
    overdue = {cell.org_unit_id: cell.overdue_minutes for cell in now.cells if cell.measure_id == "daily_report"}
    lines = Markup("").join(
        Markup("<li><b>{}</b> <i>{}</i></li>").format(
            _plain(view.units.label(unit)), words("overdue-by", duration=words.duration(overdue[unit] or 0))
        )
        for unit in now.silent.org_unit_id
    )
    with st.container(key="silent-units", height=260 if len(now.silent) > LISTED else "content"):
        _html('<ul class="attention" aria-labelledby="silent">{}</ul>', lines)


def chart(view: View, heading: str, draw: Callable[..., dict[str, Any]], query: Callable[..., Any], *more: Any) -> None:
    """A chart of the query's table, built once for all viewers of the same scope and moment."""
    _html("<h2>{}</h2>", heading)
    spec = view.door.draw(draw, view.words, query, view.scope, view.moment, *more)
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
    _html('<h2 id="{}">{}</h2>', key, title)
    lines = Markup("").join(
        Markup('<li>{} <b>{}</b> <span class="bar {}">{}{}</span> <i>{}</i></li>').format(
            _sign(view, row.status),
            _plain(row.label),
            row.status,
            Markup("") if row.share is None else Markup('<span style="width:{}%"></span>').format(_hundredths(row.share)),
            Markup("").join(Markup('<u style="left:{}%"></u>').format(_hundredths(mark)) for mark in row.marks),
            _plain(row.text),
        )
        for row in rows
    )
    with st.container(key=f"bars-{key}", height=420 if len(rows) > 18 else "content"):
        _html('<ul class="bars" aria-labelledby="{}">{}</ul>', key, lines)


def _hundredths(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.1f}"


def round_clocks(view: View, now: Situation) -> None:
    """Each current round against its clock: sampled of target, time used, the pace and when it would be complete."""
    words = view.words
    _html("<h2>{}</h2>", words("testing-clock-title"))
    paces = testing.paces(now.testing, view.moment)
    if not paces:
        calm(view, "testing-none", now.figure("testing.coverage"))
    for pace in paces:
        row = now.testing[now.testing.round_id == pace.round_id].iloc[0]
        _html(
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


def supply_tiles(view: View, now: Situation) -> None:
    """Units short of supplies, and how many pairs of unit and item stand how."""
    figure = now.figure("supply.units_short")
    counts = [(view.words(f"stock-{name}"), sum(pair.status == status for pair in now.pairs), status) for name, status in _STOCK]
    _tiles_and_counts(view, now, figure, [(view.words("stock-out"), sum(pair.on_hand == 0 for pair in now.pairs), "breach"), *counts])


def post_tiles(view: View, now: Situation) -> None:
    """Checkpoints manned, and how many stand how."""
    states = [(view.words(f"state-{name}"), int((now.posts.state == name).sum()), status) for name, status in _STATES]
    _tiles_and_counts(view, now, now.figure("checkpoint.manned"), states)


def _tiles_and_counts(view: View, now: Situation, figure: Figure, counts: Sequence[tuple[str, int, str]]) -> None:
    """The figure's tile, and beside it plain counts, each with the sign of its status where there is something to count."""
    first, rest = st.columns([1, 3])
    with first, st.container(key=f"figure-{word_id(figure.id)}", height="stretch"):
        _tile(view, now, figure)
    lines = Markup("").join(
        Markup("<li>{} <b>{}</b> <span>{}</span></li>").format(
            _sign(view, status) if number else "", DASH if figure.lacks else view.words.number(number), label
        )
        for label, number, status in counts
    )
    with rest:
        _html('<ul class="counts">{}</ul>', lines)


def not_on_map(view: View, posts: Any) -> None:
    """The checkpoints whose coordinates cannot be used, by name."""
    if len(posts):
        names = view.words("list-comma").join(view.words.name(row) for row in posts.itertuples())
        _html('<p class="small">{}</p>', view.words("map-not-shown", count=len(posts), names=names))


def title(view: View, key: str, **values: Any) -> None:
    _html("<h2>{}</h2>", view.words(key, **values))


def calm(view: View, key: str, *figures: Figure | None) -> None:
    """A line where there is nothing to show; of the `figures` that it speaks for, those that are not supplied are unknown, and it says so."""
    spoken_for = [figure for figure in figures if figure]
    lacks = dict.fromkeys(name for figure in spoken_for for name in figure.lacks)
    lines = [] if spoken_for and all(figure.lacks for figure in spoken_for) else [view.words(key)]
    if lacks:
        lines.append(view.words("lacks-names", names=view.words("list-comma").join(lacks)))
    _html('<p class="calm">{}</p>', " ".join(lines))


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


def board_and_list() -> Any:
    """Wide for the board, narrow for what needs attention."""
    return st.columns([3, 1], gap="medium")
