"""What there is at one unit today: what needs attention, its people, its tests, stock, posts and shifts, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard.components.markup import calm, html, literal, sign, title
from dashboard.components.progress import Bar, bars
from dashboard.indicators import supplies, testing
from dashboard.indicators.figure import Figure, instant
from dashboard.palette import STATUSES
from dashboard.queries import conveying, one_unit
from dashboard.situation import Situation
from dashboard.tables import cells
from dashboard.tables.showing import count_cell, status_cell
from dashboard.texts import DASH
from dashboard.view import View
from dashboard.wording import cell_text, kind_text, on_day, overdue_text, reason_text, word_id
from data_access.contract import STAFF_COUNTS
from data_access.duty import desk_shifts
from data_access.inspections import inspections as inspections_in
from data_access.people import FAMILY_COUNTS, reported_persons

_CARE = (("health_monitored", "health_due"), ("meals_delivered", "meals_due"), ("door_tests_done", "door_tests_due"))
_CASES = ("confirmed", "suspected", "fever", "close_contacts")
POPULATIONS = ("staff", "dependant", "combined")
_POSTS = {"manned": "met", "understaffed": "attention", "unmanned": "breach", "unknown": "no_data"}


def attention(view: View, now: Situation) -> None:
    """What needs attention at the unit, in the order in which somebody has to act."""
    lines = [
        (line.cell.status, reason_text(line.cell, now, view.words), overdue_text(line, view.moment, view.words)) for line in now.attention
    ]
    _list(view, "attention-title", lines, "attention-none", now.figures, count=len(lines))
    cells.attention(view, now, now.attention)  # taken away with its numbers, in place of the lines


def report(view: View, now: Situation) -> None:
    """The unit's newest report of the day: where its people are, who is cared for, who may be ill; a dash is not reported."""
    words = view.words
    row = next(iter(one_unit(view, reported_persons)), None)
    completeness = now.figure("people.isolated")
    if row is None or not row.received:
        title(view, "unit-report-title", received=words("unit-report-none"))
        if completeness.lacks:
            calm(view, "unit-report-none", completeness)
        return
    title(view, "unit-report-title", received=on_day(row.recorded_at, view.moment, words))
    told = [(words(f"report-{word_id(key)}"), count_cell(view, getattr(row, key))) for key in (*STAFF_COUNTS, *FAMILY_COUNTS, *_CASES)]
    told += [
        (words(f"report-{word_id(done)}"), f"{count_cell(view, getattr(row, done))}/{count_cell(view, getattr(row, due))}")
        for done, due in _CARE
    ]
    html('<dl class="report">{}</dl>', Markup("").join(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*one) for one in told))
    view.shows("unit-report", ("line", "shown"), lambda: [{"line": label, "shown": value} for label, value in told])


def rounds(view: View, now: Situation) -> None:
    """The unit's current round by population, with a line at the time used."""
    words = view.words
    used = {pace.round_id: pace.time_used for pace in testing.paces(now.testing, view.moment)}
    judged = next((cell.status for cell in now.cells if cell.measure_id == "testing"), "no_data")
    rows = []
    for row in sorted(now.testing.itertuples(), key=lambda row: POPULATIONS.index(row.population)):
        share = None if pd.isna(row.sampled) or pd.isna(row.target) or not row.target else row.sampled / row.target
        counts = count_cell(view, row.sampled) if pd.isna(row.target) else f"{count_cell(view, row.sampled)}/{count_cell(view, row.target)}"
        label = words("unit-round", round=int(row.round_no), population=words(f"column-{row.population}"))
        status = "check" if row.contradicts else "no_data" if pd.isna(row.sampled) else judged
        text = f"{counts} · {words('small-positive', count=int(row.positive))}" if not pd.isna(row.positive) else counts
        rows.append(Bar(label, status, share, text, (used[row.round_id],)))
    if rows:
        bars(view, words("unit-rounds-title"), rows, "unit-rounds")
        view.shows("unit-rounds", ("line", "status", "shown"), lambda: [_row(view, row.status, row.label, shown=row.text) for row in rows])
    else:
        title(view, "unit-rounds-title")
        calm(view, "testing-none", now.figure("testing.coverage"))


def stock(view: View, now: Situation) -> None:
    """Days of stock of each item, fewest first against what is needed, with lines at the least and the target."""
    words = view.words
    items = {row.item_id: row for row in now.items.itertuples()}
    rows, own = [], {}
    for pair in sorted(now.pairs, key=supplies.need):
        item = items[pair.item_id]
        longest = 2 * item.target_days or 1.0
        share = 1.0 if pair.no_use else None if pair.judged_days is None else pair.judged_days / longest
        cell = own[pair.item_id] = supplies.item_cell(pair)
        text = f"{cell_text(cell, now, words)} · {words.number(item.min_days)}/{words.number(item.target_days)}"
        rows.append(Bar(words.name(item), pair.status, share, text, (item.min_days / longest, item.target_days / longest)))
    if rows:
        bars(view, words("unit-stock-title"), rows, "unit-stock")
        named = [(item_id, words.name(items[item_id])) for item_id in own]
        cells.board(view, now, "stock", named, [(now.pairs[0].org_unit_id, own)], lambda cell: cell_text(cell, now, words))
    else:
        title(view, "unit-stock-title")
        calm(view, "supplies-none", now.figure("supply.units_short"))


def posts(view: View, now: Situation) -> None:
    """The unit's checkpoints: how each is held, by how many of how many, and its last sign of life."""
    words = view.words
    lines = []
    for row in sorted(now.posts.itertuples(), key=lambda row: STATUSES.index(_POSTS.get(row.state, "not_due"))):
        staff = f"{count_cell(view, row.present_staff)}/{count_cell(view, row.required_staff)}"
        told = f"{words.name(row)} · {kind_text(row.kind, words)} · {words(f'state-{row.state}')} {staff}"
        last = instant(row.last_sign_at)
        lines.append((_POSTS.get(row.state, ""), told, words("map-last-sign", time=on_day(last, view.moment, words)) if last else ""))
    _list(view, "unit-posts-title", lines, "map-none", [now.figure("checkpoint.manned")], count=len(lines))


def shifts(view: View, now: Situation) -> None:
    """The desk's shifts of the day: from when to when, and who came and went when."""
    words, lines = view.words, []
    for row in one_unit(view, desk_shifts):
        until = "24:00" if row.ends_at == view.moment.ends_at else on_day(row.ends_at, view.moment, words)
        hours = f"{on_day(row.starts_at, view.moment, words)}–{until}"
        came, left = instant(row.signed_in_at), instant(row.signed_out_at)
        told = words("unit-shift-empty") if came is None else words("unit-shift-held", time=on_day(came, view.moment, words))
        lines.append(("", f"{hours} {told}", words("unit-shift-left", time=on_day(left, view.moment, words)) if left else ""))
    _list(view, "unit-shifts-title", lines, "unit-shifts-none", [now.figure("duty.coverage")], count=len(lines))


def directives(view: View, now: Situation) -> None:
    """Directives that the unit has not conveyed, the longest due first."""
    words = view.words
    waiting = [row for row in conveying(view).itertuples() if row.conveyed < row.addressed]
    lines = [
        (
            "breach" if row.overdue else "",
            words.title(row),
            DASH if pd.isna(row.due_at) else words("unit-due", time=words.short_instant(row.due_at)),
        )
        for row in sorted(waiting, key=lambda row: (pd.isna(row.due_at), row.due_at))
    ]
    _list(view, "unit-directives-title", lines, "unit-directives-none", [now.figure("directive.conveyed")], count=len(lines))


def inspections(view: View) -> None:
    """What was found at the unit and is not yet mended, the earliest day to mend it first."""
    words = view.words
    if absent := {"inspection"} & view.door.look().absent:
        title(view, "unit-inspections-title", count=DASH)
        html('<p class="calm">{}</p>', words("lacks-names", names=words("list-comma").join(sorted(absent))))
        return
    found = [row for row in one_unit(view, inspections_in) if pd.isna(row.closed_at)]
    lines = []
    for row in sorted(found, key=lambda row: (pd.isna(row.due_on), str(row.due_on), row.inspected_at)):
        late = not pd.isna(row.due_on) and row.due_on < view.moment.day
        status = "breach" if late or row.severity == "breach" else "attention" if row.severity == "attention" else ""
        due = "" if pd.isna(row.due_on) else words("unit-due", time=words.short_day(row.due_on))
        lines.append((status, row.finding, due))
    _list(view, "unit-inspections-title", lines, "unit-inspections-none", [], count=len(lines))


def _list(view: View, key: str, lines: Sequence[tuple[str, str, str]], none: str, of: Iterable[Figure], **values: Any) -> None:
    """A title and its lines, each a status (empty: none), what, and until or since when."""
    title(view, key, **values)
    if not lines:
        calm(view, none, *of)
        return
    shown = Markup("").join(
        Markup("<li>{} <p>{}</p> <i>{}</i></li>").format(sign(view, status) if status else "", literal(told), literal(when))
        for status, told, when in lines
    )
    html('<ul class="attention at-unit">{}</ul>', shown)
    view.shows(key.removesuffix("-title"), ("line", "status", "when"), lambda: [_row(view, *line[:2], when=line[2]) for line in lines])


def _row(view: View, status: str, told: str, **more: str) -> dict[str, str]:
    return {"line": told, "status": status_cell(view, status) if status else "", **more}
