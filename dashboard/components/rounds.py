"""Rounds of testing: each against its clock, and how every unit stands in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard import courses
from dashboard.components.markup import calm, folded, halves, html, literal, note, sign
from dashboard.components.progress import by_need, draw, hundredths, keys, scrolling
from dashboard.indicators import testing
from dashboard.indicators.figure import Cell
from dashboard.palette import SIGNS
from dashboard.queries import Rounds, course
from dashboard.situation import Situation
from dashboard.tables import cells
from dashboard.tables import testing as tables
from dashboard.texts import DASH
from dashboard.view import View
from data_access.testing import PACE_HOURS

NAMED = 8  # units named as not heard of
_COLUMNS = ("unit", "staff", "dependant", "pending", "waits", "positive")


def clocks(view: View, now: Situation, shown: Rounds) -> None:
    """Each round shown: its course beside what it comes to; the course as a table below it, folded away."""
    if not shown.paces:
        calm(view, "testing-round-empty" if view.choice.round else "testing-none", now.figure("testing.coverage"))
    elif view.choice.round:
        note(view.words("testing-round-chosen"))
    else:
        cells.clocks(view, now, shown.paces)
    for pace in shown.paces:
        own = shown.rows[shown.rows.round_id == pace.round_id]
        left, right = halves()
        with left:
            _course(view, pace, own)
        with right:
            _facts(view, pace, own, shown)


def _course(view: View, pace: testing.Pace, own: pd.DataFrame) -> None:
    words, moment = view.words, view.moment

    def drawn(table: pd.DataFrame, words: Any) -> dict[str, Any]:
        return courses.round_course(table, words, pace, moment)

    html("<h2>{}</h2>", words("testing-course-title", name=words.name(own.iloc[0])))
    query, *more = course(view, pace.round_id)
    table = view.door.fetch(query, view.scope, moment, *more)
    if table.empty:
        calm(view, "testing-nothing-told")
        return
    plan = [("plan", "key-plan")] if pace.target else []
    ahead = [("ahead", "key-ahead")] if courses.goes_on(pace, moment) else []
    keys(view, ("course", "key-sampled"), ("quiet", "key-resulted"), *plan, *ahead)
    draw(view, f"round-{pace.round_id}", drawn, query, *more)
    with folded(view, "chart-as-table"):
        tables.course(view, table, f"course-{pace.round_id}")


def _facts(view: View, pace: testing.Pace, own: pd.DataFrame, shown: Rounds) -> None:
    """Positives first; then how far it is, how fast it goes, what waits, and who is missing."""
    words = view.words
    between = {"from": words.short_instant(pace.starts_at), "until": words.short_instant(pace.ends_at)}
    positives = [
        (view.units.label(str(unit)), int(rows.positive.sum()))
        for unit, rows in own[~own.contradicts & (own.positive > 0).fillna(False)].groupby("org_unit_id")
    ]
    html(
        '<section class="clock"><h3>{}</h3>{}<p class="great"><b>{}</b> <span>{}</span></p>'
        '<div class="bar"><span style="width:{}%"></span><u style="left:{}%"></u></div><dl class="facts">{}</dl></section>',
        words("testing-between", **between),
        _positives(view, sorted(positives, key=lambda one: -one[1])),
        *great(view, pace, own),
        hundredths(pace.share or 0),
        hundredths(pace.time_used),
        Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(words(key), literal(text)) for key, text in facts(view, pace, own, shown)),
    )


def great(view: View, pace: testing.Pace, own: pd.DataFrame) -> tuple[str, str]:
    """Sampled of target, and its share; a count where there is no roster."""
    words = view.words
    if pace.target:
        return f"{words.number(pace.sampled)}/{words.number(pace.target)}", words.percent(pace.share)
    if own[~own.contradicts].sampled.isna().all():
        return DASH, words("nothing-told")
    return words("persons", count=testing.counted_without_roster(own)), words("testing-no-target")


def facts(view: View, pace: testing.Pace, own: pd.DataFrame, shown: Rounds) -> list[tuple[str, str]]:
    """How far a round is, how fast it goes, what waits and who is missing: each word's key, and what is told."""
    words = view.words
    lines = [("fact-time-used", words.percent(pace.time_used))]
    ended = view.moment.known_at >= pace.ends_at
    if pace.target and (ended or not view.moment.is_over):  # of a past day in a round that still runs, no pace can be told
        lines.append(("fact-pace", _pace(view, pace, ended)))
    if pace.share is not None and pace.time_used < 1 and not view.moment.is_over:
        ahead = 100 * (pace.share - pace.time_used)
        key = "testing-ahead" if ahead >= 0 else "testing-behind-plan"
        lines.insert(1, ("fact-plan", words(key, points=words.one_decimal(abs(ahead)))))
    lines.append(("fact-pending", _waits(view, own, shown)))
    if pace.target and (without := testing.counted_without_roster(own)):
        lines.append(("fact-without-roster", words("persons", count=without)))
    silent = own[own.recorded_at.isna() & own.expected.fillna(False)]
    unheard = [
        words("testing-unheard-of", unit=view.units.label(row.org_unit_id), who=words(f"column-{row.population}"))
        for row in silent.head(NAMED).itertuples()
    ]
    if len(silent) > NAMED:
        unheard.append(words("about-missing-more", count=len(silent) - NAMED))
    lines.append(("fact-unheard", words("list-comma").join(unheard) or words("about-nobody-missing")))
    return lines


def _pace(view: View, pace: testing.Pace, ended: bool) -> str:
    words = view.words
    if pace.sampled >= pace.target:
        return words("testing-done")
    if ended:
        return words("testing-ended")
    if pace.rate is None or pace.eta is None:
        early = view.moment.state_at < pace.starts_at + timedelta(hours=PACE_HOURS)
        return words("testing-no-rate-yet" if early else "testing-no-rate")
    return f"{words('testing-rate', rate=words.number(round(pace.rate)))} · {words('testing-eta', eta=words.short_instant(pace.eta))}"


def _waits(view: View, own: pd.DataFrame, shown: Rounds) -> str:
    """What waits in the round, and of it the longest with its unit."""
    words, minutes = view.words, {unit: shown.pending[unit].minutes(view.moment) for unit in own.org_unit_id}
    told = [shown.pending[unit].persons for unit in dict.fromkeys(own.org_unit_id) if shown.pending[unit].persons is not None]
    if not told:
        return DASH
    longest = max((unit for unit in minutes if minutes[unit] is not None), key=lambda unit: (minutes[unit], unit), default=None)
    persons = words("persons", count=sum(told))
    if longest is None:
        return persons
    waits = words("testing-longest", duration=words.duration(minutes[longest]), unit=view.units.label(longest))
    return f"{persons} · {waits}"


def _positives(view: View, positives: list[tuple[str, int]]) -> Markup:
    if not positives:
        return Markup("")
    names = view.words("list-comma").join(view.words("testing-positive-of", unit=unit, count=count) for unit, count in positives)
    return Markup('<p class="alarm">{} {}</p>').format(sign(view, "breach"), literal(f"{view.words('column-positive')} · {names}"))


def units(view: View, shown: Rounds) -> None:
    """Every unit of the rounds shown, positives first, then in the order of need: staff and dependants apart, or together where they are counted
    so, against the time used; what waits, and for how long; positives."""
    if not shown.cells:
        return
    words = view.words
    html('<h2 id="testing-units">{}</h2>', words("testing-ranks-title", count=len(shown.cells)))
    scrolling(view.once("testing-ranks", lambda: _ranks(view, shown)), words("testing-ranks-title", count=len(shown.cells)))
    with folded(view, "chart-as-table"):
        tables.units(view, shown)


def _ranks(view: View, shown: Rounds) -> Markup:
    words, by_unit = view.words, dict(list(shown.rows.groupby("org_unit_id")))
    used = {pace.round_id: pace.time_used for pace in shown.paces}
    many = len(shown.paces) > 1
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(words(f"column-{name}")) for name in _COLUMNS)
    lines = Markup("").join(
        _unit(view, cell, by_unit[cell.org_unit_id], shown.pending[cell.org_unit_id], used[cell.about or ""], many)
        for cell in sorted(by_need(view, shown.cells), key=lambda cell: cell.reason != "testing-positive")
    )
    return Markup('<table class="ranks"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(heads, lines)


def _unit(view: View, cell: Cell, own: pd.DataFrame, waits: testing.Pending, used: float, many: bool) -> Markup:
    words, parts = view.words, {row.population: row for row in own.itertuples()}
    minutes = waits.minutes(view.moment)
    usable = own[~own.contradicts]
    positive = int(usable.positive.sum()) if usable.positive.notna().any() else None
    if "combined" in parts:
        counts = Markup('<td class="part" colspan="2">{}</td>').format(_part(view, parts["combined"], used, words("column-combined")))
    else:
        counts = Markup("").join(
            Markup('<td class="part">{}</td>').format(_part(view, parts.get(name), used, words(f"column-{name}")))
            for name in ("staff", "dependant")
        )
    label = view.units.label(cell.org_unit_id)
    return Markup(
        '<tr class="{}"><th scope="row">{} {}</th>{}<td data-word="{}">{}</td><td data-word="{}">{}</td><td data-word="{}"{}>{}</td></tr>'
    ).format(
        cell.status,
        sign(view, cell.status),
        literal(words("testing-unit-round", unit=label, round=int(own.round_no.iloc[0])) if many else label),
        counts,
        words("column-pending"),
        words.number(waits.persons),
        words("column-waits"),
        DASH if minutes is None else words("at-least", duration=words.duration(minutes)),
        words("column-positive"),
        Markup(' class="alarm"') if positive else "",
        words.number(positive),
    )


def _part(view: View, row: Any, used: float, word: str) -> Markup:
    """One population: its bar against the time used with n/N; a count without a roster; or that nothing was told, or that it has none."""
    return Markup('<div><span class="word">{}</span>{}</div>').format(word, _counts(view, row, used))


def _counts(view: View, row: Any, used: float) -> Markup:
    words = view.words
    if row is None:
        return Markup("<small>{}</small>").format(words("testing-not-asked"))
    if pd.isna(row.sampled):
        return Markup("<small>{} {}</small>").format(sign(view, "no_data"), words("testing-untold"))
    if pd.isna(row.target):
        return Markup("<small>{}</small>").format(words("testing-no-roster", count=int(row.sampled)))
    text = f"{words.number(int(row.sampled))}/{words.number(int(row.target))}"
    if row.contradicts:
        return Markup("<small>{} {} {}</small>").format(SIGNS["check"], words("status-check"), text)
    share = row.sampled / row.target if row.target else 1.0
    status = "met" if share >= 1 else "breach" if used >= 1 else "attention" if share < used - testing.BEHIND - testing.TOLERANCE else "met"
    return Markup('<span class="bar {}"><span style="width:{}%"></span><u style="left:{}%"></u></span><i>{} <em>{}</em></i>').format(
        status, hundredths(share), hundredths(used), text, words.percent(share if row.target else None)
    )
