"""People and work: where everyone is, care for the isolated, cases, desks left empty, directives step by step, notices, contacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.components.markup import calm, how_many, html, literal, sign, supplied, title
from dashboard.components.progress import Bar, bars
from dashboard.components.tiles import tiles
from dashboard.indicators import directives
from dashboard.indicators.duty import DutyCell
from dashboard.indicators.figure import Figure
from dashboard.indicators.people import FAMILY, PAIRS, PARTS, STAFF, Staff, UnitCare, care_of_all, staff_of_all, staff_of_unit, sum_told
from dashboard.navigation import SECTION_OF
from dashboard.queries import conveying
from dashboard.situation import Situation
from dashboard.texts import DASH
from dashboard.view import View
from dashboard.wording import on_day
from data_access.control import LEVELS
from data_access.directives import STEPS

LISTED = 6  # notices and contacts before the others fold away
_RESTS = ("unaccounted", "unknown", "contradictory")  # of the staff on the books


def needs(now: Situation) -> dict[str, int]:
    """How many cells of each section of the page ask for attention."""
    found: dict[str, int] = {}
    for line in now.attention:
        if section := SECTION_OF.get(line.cell.measure_id):
            found[section] = found.get(section, 0) + 1
    return found


def figures(now: Situation) -> list[Figure]:
    """The figures of the page: of persons, then of work."""
    return now.figures_of("people.", "cases.", "control.") + now.figures_of("duty.", "production.", "safety.", "directive.")


def figure_tiles(view: View, now: Situation, shown: Sequence[Figure]) -> None:
    """A tile each; on a phone two beside each other."""
    with st.container(key="people-figures"):
        tiles(view, now, shown)


def where_everyone_is(view: View, persons: pd.DataFrame) -> None:
    """One bar of all staff on the books, from zero: the six places they may be, and those of whom nobody told; below it the residents."""
    words, staff = view.words, staff_of_all(staff_of_unit(row) for row in persons.itertuples())
    title(view, "people-where-title", told=how_many(view, staff.told, "daily_report"), whole=words.number(staff.whole))
    if not supplied(view, "daily_report"):
        return
    if not staff.whole:
        calm(view, "people-where-none")
        return
    parts = [(name, staff.parts[name]) for name in PARTS] + [(name, getattr(staff, name)) for name in _RESTS if getattr(staff, name)]
    html(
        '<div class="stack" role="img" aria-label="{}">{}</div><ul class="parts">{}{}</ul>',
        words("list-comma").join(f"{_part_name(view, name)} {words.number(count)}" for name, count in parts),
        Markup("").join(
            Markup('<span class="part {}" style="flex-grow:{}" title="{} {}"></span>').format(
                name.replace("_", "-"), count, _part_name(view, name), words.number(count)
            )
            for name, count in parts
            if count
        ),
        Markup("").join(_part(view, name, count, staff) for name, count in parts),
        _residents(view, persons),
    )


def _part(view: View, name: str, count: int | None, staff: Staff) -> Markup:
    swatch = Markup('<span class="swatch part {}" aria-hidden="true"></span>').format(name.replace("_", "-"))
    told = DASH if count is None else f"{view.words.number(count)}/{view.words.number(staff.whole)}"
    return Markup('<li title="{}">{}<b>{}</b><span>{}</span></li>').format(told, swatch, view.words.number(count), _part_name(view, name))


def _part_name(view: View, name: str) -> str:
    return view.words(f"part-{name.replace('_', '-')}")


def _residents(view: View, persons: pd.DataFrame) -> Markup:
    count, unknown = sum_told(persons, "residents_present")
    missing = view.words("unknown-units", count=unknown) if unknown else ""
    return Markup('<li class="apart"><b>{}</b> <i>{}</i><span>{}</span></li>').format(
        view.words.number(count), missing, view.words("column-residents")
    )


def care(view: View, units: Sequence[UnitCare], persons: pd.DataFrame) -> None:
    """Who is isolated, at home and in centres, staff and family, and the close contacts; then meals, door tests and health monitoring, done of due."""
    words = view.words
    title(view, "people-care-title")
    if not supplied(view, "daily_report"):
        return
    counted = [(name, sum_told(persons, name)) for name in (*STAFF, *FAMILY, "close_contacts")]
    html('<ul class="counts small-counts">{}</ul>', Markup("").join(_count(view, name, *told) for name, told in counted))
    rows = []
    for kind in PAIRS:
        whole = care_of_all(units, kind)
        counts = f"{words.number(whole.done)}/{words.number(whole.due)}" if whole.due is not None else DASH
        notes = [words("care-short", count=whole.short)] if whole.short else []
        notes += [words("unknown-units", count=whole.unknown)] if whole.unknown else []
        notes += [words("checks-count", count=whole.checks)] if whole.checks else []
        share = whole.done / whole.due if whole.due else None
        rows.append(
            Bar(
                words(f"care-{kind.replace('_', '-')}"),
                whole.status,
                share,
                " · ".join([*([words.percent(share)] if whole.due else []), counts, *notes]),
            )
        )
    bars(view, words("care-done-title"), rows, "care")


def _count(view: View, name: str, count: int | None, unknown: int) -> Markup:
    missing = view.words("unknown-units", count=unknown) if unknown and name not in FAMILY else ""  # family need not be kept apart
    return Markup("<li><b>{}</b> <i>{}</i><span>{}</span></li>").format(
        view.words.number(count), missing, view.words(f"count-{name.replace('_', '-')}")
    )


def cases_by_unit(view: View, now: Situation, persons: pd.DataFrame) -> None:
    """The units with a confirmed or suspected case or a fever today, each with its counts; and how many units did not say."""
    words = view.words
    there = [row for row in persons.itertuples() if any(_above_zero(getattr(row, name)) for name in ("confirmed", "suspected", "fever"))]
    there.sort(key=lambda row: [-(_above_zero(getattr(row, name))) for name in ("confirmed", "suspected", "fever")])
    title(view, "people-cases-title", count=how_many(view, len(there), "daily_report"))
    if not there:
        calm(view, "people-cases-none", now.figure("cases.confirmed"))
    else:
        html('<ul class="attention">{}</ul>', Markup("").join(_case(view, row) for row in there))
    confirmed = now.figure("cases.confirmed")
    if confirmed.unknown:
        html('<p class="small">{} {}</p>', sign(view, "no_data"), words("unknown-units", count=confirmed.unknown))


def _case(view: View, row: Any) -> Markup:
    counts = [
        f"{view.words(f'column-{name}')} {view.words.number(int(getattr(row, name)))}"
        for name in ("confirmed", "suspected", "fever")
        if _above_zero(getattr(row, name))
    ]
    status = "breach" if _above_zero(row.confirmed) else "attention"
    return Markup("<li>{} <p><b>{}</b> {}</p> <i>{}</i></li>").format(
        sign(view, status),
        literal(view.units.label(row.org_unit_id)),
        view.words("list-comma").join(counts),
        on_day(row.recorded_at, view.moment, view.words) if not pd.isna(row.recorded_at) else "",
    )


def _above_zero(value: Any) -> int:
    return 0 if pd.isna(value) else max(0, int(value))


def hands_title(view: View, now: Situation) -> None:
    """How many units let one hand go."""
    title(view, "people-hands-title", count=how_many(view, len(now.both_hands), "production_day"))


def desks(view: View, now: Situation) -> None:
    """The duty desks that stood empty today, longest gap first, each gap as a part of the day so far; then how many stood held throughout."""
    words = view.words
    cells = [cell for cell in now.cells if isinstance(cell, DutyCell)]
    left = sorted((cell for cell in cells if cell.status != "met"), key=lambda cell: -cell.longest_gap)
    if not cells:
        title(view, "people-desks-title", count=how_many(view, 0, "duty_shift"))
        calm(view, "people-desks-nothing", now.figure("duty.coverage"))
        return
    rows = [
        Bar(
            view.units.label(cell.org_unit_id),
            cell.status,
            cell.longest_gap.total_seconds() / 60 / (cell.denominator or 1),
            words(
                "desk-gap",
                gap=words.duration(cell.longest_gap.total_seconds() // 60),
                held=words.number(round(cell.numerator)),
                elapsed=words.number(round(cell.denominator or 0)),
            ),
        )
        for cell in left
    ]
    if rows:
        bars(view, words("people-desks-title", count=len(rows)), rows, "desks")
    else:
        title(view, "people-desks-title", count=0)
    html('<p class="calm">{}</p>', words("people-desks-held", held=len(cells) - len(left), total=len(cells)))


def directive_steps(view: View, now: Situation, steps: pd.DataFrame) -> None:
    """From issue to completed, all directives together: how many receipts took each step, and how long after the issue the middle one did."""
    words, figure = view.words, now.figure("directive.conveyed")
    title(view, "people-steps-title")
    if figure.lacks or not figure.denominator:
        calm(view, "people-directives-none", figure)
        return
    taken = {row.step: row for row in steps.itertuples()}
    addressed = int(figure.denominator)
    told = [Markup("<li><b>{}</b><span>{}</span></li>").format(words.number(addressed), words("step-issued"))]
    for name in STEPS:
        row = taken.get(name)
        count = int(row.receipts) if row else 0
        told.append(
            Markup("<li><b>{}/{}</b> <i>{}</i><span>{}</span></li>").format(
                words.number(count),
                words.number(addressed),
                words("step-median", hours=words.one_decimal(float(row.median_hours))) if row else words("step-nobody"),
                words(f"step-{name}"),
            )
        )
    html('<ol class="steps">{}</ol>', Markup("").join(told))


def directive_list(view: View, now: Situation, open_receipts: pd.DataFrame) -> None:
    """The directives that some unit has still to convey, overdue first: how far each has come, and by name who is overdue with it, since when."""
    issued = conveying(view)
    rows = [row for row in directives.by_need(issued) if row.conveyed < row.addressed]
    if now.figure("directive.conveyed").lacks or issued.empty:
        return
    if not rows:
        calm(view, "people-directives-all", now.figure("directive.conveyed"))
        return
    html('<ul class="directives">{}</ul>', Markup("").join(_directive(view, row, open_receipts) for row in rows))


def _directive(view: View, row: Any, open_receipts: pd.DataFrame) -> Markup:
    words, own = view.words, open_receipts[open_receipts.directive_id == row.directive_id]
    tracks = Markup("").join(
        Markup('<span class="track"><span class="bar"><span style="width:{}%"></span></span><i>{} {}/{}</i></span>').format(
            f"{100 * getattr(row, name) / row.addressed:.1f}",
            words(f"step-{name}"),
            words.number(getattr(row, name)),
            words.number(row.addressed),
        )
        for name in STEPS
    )
    due = DASH if pd.isna(row.due_at) else on_day(row.due_at, view.moment, words)
    facts = words("directive-facts", by=row.issued_by, issued=on_day(row.issued_at, view.moment, words), due=due)
    return Markup('<li>{} <div><b>{}</b> <small>{}</small><p class="tracks">{}</p>{}</div></li>').format(
        sign(view, directives.status_of(row)), literal(words.title(row)), literal(facts), tracks, _overdue_units(view, own)
    )


def _overdue_units(view: View, own: pd.DataFrame) -> Markup:
    if own.empty:
        return Markup("")
    words = view.words
    overdue = words.duration((view.moment.state_at - own.due_at.iloc[0]).total_seconds() // 60)
    names = words("list-comma").join(
        view.units.label(row.org_unit_id) if row.received else words("directive-not-received", unit=view.units.label(row.org_unit_id))
        for row in own.itertuples()
    )
    return Markup('<p class="who">{}</p>').format(literal(words("directive-overdue", count=len(own), duration=overdue, names=names)))


def notices(view: View, rows: pd.DataFrame) -> None:
    """What was announced, the newest first: level, title, to whom, when; the text folded away."""
    title(view, "people-notices-title", count=how_many(view, len(rows), "notice"))
    if not supplied(view, "notice"):
        return
    if rows.empty:
        calm(view, "people-notices-none")
        return
    _folded(view, "notices", [_notice(view, row) for row in rows.itertuples()])


def _notice(view: View, row: Any) -> Markup:
    words = view.words
    mark = sign(view, row.level) if row.level in ("breach", "attention") else Markup('<span class="sign" aria-hidden="true">·</span>')
    known = set(view.units.table.org_unit_id)
    to = words("notice-everyone") if row.addressed_to is None else words("notice-above")
    if row.addressed_to in known:
        to = view.units.label(row.addressed_to)
    by = f" · {row.source}" if row.source else ""
    paragraphs = Markup("").join(Markup("<p>{}</p>").format(literal(line)) for line in str(row.body).splitlines() if line.strip())
    heading = Markup("{} <b>{}</b> <i>{}</i>").format(mark, literal(row.title), on_day(row.published_at, view.moment, words))
    return Markup('<li><details><summary>{}</summary><div class="body"><small>{}</small>{}</div></details></li>').format(
        heading, literal(f"{to}{by}"), paragraphs
    )


def contacts(view: View, rows: pd.DataFrame) -> None:
    """Contacts outside, the newest first: with whom, who made it, what it was about, what was provided."""
    title(view, "people-contacts-title", count=how_many(view, len(rows), "liaison"))
    if not supplied(view, "liaison"):
        return
    if rows.empty:
        calm(view, "people-contacts-none")
        return
    _folded(view, "contacts", [_contact(view, row) for row in rows.itertuples()])


def _contact(view: View, row: Any) -> Markup:
    words = view.words
    provided = f" · {words('contact-provided', what=row.provided)}" if row.provided else ""
    return Markup("<li><b>{}</b> <span>{}</span> <i>{}</i><small>{}</small></li>").format(
        literal(view.units.label(row.org_unit_id)),
        literal(f"{row.content}{provided}"),
        on_day(row.contacted_at, view.moment, words),
        literal(f"{row.counterpart} · {mode_text(view, row.mode)}"),
    )


def _folded(view: View, key: str, lines: Sequence[Markup]) -> None:
    """The first lines, and the others behind a click."""
    html('<ul class="lines {}">{}</ul>', key, Markup("").join(lines[:LISTED]))
    if len(lines) > LISTED:
        with st.expander(view.words("attention-more", count=len(lines) - LISTED), key=f"more-{key}"):
            html('<ul class="lines {}">{}</ul>', key, Markup("").join(lines[LISTED:]))


def levels(view: View, now: Situation, rows: pd.DataFrame) -> None:
    """How many places stand under each level above normal, the highest first."""
    words = view.words
    title(view, "people-control-title", count=how_many(view, len(rows), "control_status"))
    if rows.empty:
        calm(view, "people-control-none", now.figure("control.units"))
        return
    ranks = range(len(LEVELS) - 1, 0, -1)
    html(
        '<ul class="counts small-counts">{}</ul>',
        Markup("").join(
            Markup("<li><b>{}</b><span>{}</span></li>").format(
                words.number(int((rows.level_rank == rank).sum())), words(f"level-{LEVELS[rank]}")
            )
            for rank in ranks
        ),
    )


def mode_text(view: View, mode: str) -> str:
    """How an inspection or a contact was made; what nobody knows as the database has it."""
    return view.words(f"mode-{mode}") if mode in ("visit", "phone", "message") else mode


def thresholds(now: Situation) -> Mapping[str, tuple[float, float]]:
    """(amber below, red below) of each measure of the catalogue."""
    return {row.measure_id: (float(row.amber_below), float(row.red_below)) for row in now.measures.itertuples()}


def open_count(inspected: Iterable[Any]) -> int:
    """How many of the inspections are still open."""
    return sum(one.is_open for one in inspected)
