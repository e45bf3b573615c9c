"""One unit: who it is, whom to call, and how it stands under every measure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard import mapping
from dashboard.assets import chosen_outlines
from dashboard.components import drilling
from dashboard.components.markup import calm, html, literal, mark, title
from dashboard.indicators.attention import Attention
from dashboard.indicators.figure import Cell
from dashboard.indicators.sources import lacking
from dashboard.indicators.trend import Point, Trend
from dashboard.navigation import page_of
from dashboard.palette import STATUSES
from dashboard.queries import one_unit
from dashboard.situation import Situation
from dashboard.tables import cells
from dashboard.tables.showing import count_cell
from dashboard.texts import DASH
from dashboard.trends import trends
from dashboard.view import View
from dashboard.wording import cell_detail, cell_text, measure_name, on_day, overdue_text
from data_access.control import LEVELS, controlled_units
from data_access.organisation import particulars

_KINDS = ("group", "division", "subsidiary", "department", "site", "compound")


def leaf(view: View) -> str | None:
    """The one unit chosen, where no other stands below it."""
    units = view.choice.units
    return units[0] if len(units) == 1 and not view.units.has_units_below(units[0]) else None


def name(view: View) -> str:
    """The title of the page: the unit, the whole, or how many units are chosen."""
    units = view.choice.units
    if len(units) > 1:
        return view.words("unit-several", count=len(units))
    if units:
        return view.units.label(units[0])
    return view.units.label(view.units.in_order[0]) if view.units.has_one_root else view.words("path-all")


def thirds() -> Any:
    """Wide for the measures, and two columns beside them."""
    return st.columns([6, 4, 4], gap="medium")


def facts(view: View) -> None:
    """Of the one unit chosen: what it is, where it lies, its code, its people, whom to call, and how far it is closed off."""
    with st.container(key="facts"):  # there or not, what follows keeps its place
        if len(view.choice.units) == 1:
            _facts(view)


def _facts(view: View) -> None:
    words, row = view.words, view.units.row(view.choice.units[0])
    told = next(iter(one_unit(view, particulars)), None)
    facts_shown: list[Any] = [_kind(view, row.kind), _place(view, row, told)]
    facts_shown.append(Markup("{} <code>{}</code>").format(words("unit-code"), literal(row.org_unit_id)))
    if told is not None:
        facts_shown += [*_people(view, told), _contact(view, told)]
    if not row.exists:
        facts_shown.append(words("unit-not-there", day=words.day(view.moment.day)))
    level = _level(view)
    lines = Markup("").join(Markup("<li>{}</li>").format(literal(fact)) for fact in facts_shown if fact)
    html('<ul class="facts">{}{}</ul>', lines, level)


def _kind(view: View, kind: str) -> str:
    return view.words(f"unit-kind-{kind}") if kind in _KINDS else kind


def _place(view: View, row: Any, told: Any) -> str:
    area = view.words(f"area-{row.area}") if row.area in ("city", "county") else ""
    place = _district(view, row.org_unit_id) if told is not None else ""
    return view.words("list-comma").join(part for part in (area, place) if part)


def _district(view: View, org_unit_id: str) -> str:
    """By name, given or looked up; how it stands with the coordinates the map says."""
    rows = mapping.seats(view)
    (seat,) = rows[rows.org_unit_id == org_unit_id].itertuples()
    ground = chosen_outlines()
    return ground.name(seat.district, view.words.language) if seat.reason else mapping.district_text(view, seat, ground)


def _people(view: View, told: Any) -> list[str]:
    counts = (("unit-staff", told.staff_count), ("unit-dependants", told.dependant_count))
    return [view.words(key, count=count_cell(view, value)) for key, value in counts if not pd.isna(value)]


def _contact(view: View, told: Any) -> Markup:
    """Whom to call; the number dials."""
    phone = str(told.contact_phone or "")
    dialled = re.sub(r"[^0-9+*#]", "", phone)
    number = Markup('<a href="tel:{}">{}</a>').format(dialled, literal(phone)) if dialled else literal(phone)
    parts = [part for part in (literal(told.contact_name or ""), number) if part]
    return Markup("{} {}").format(view.words("unit-contact"), Markup(" ").join(parts)) if parts else Markup("")


def _level(view: View) -> Markup:
    """The level of closed-off management in force at the unit itself, where it is above normal."""
    words = view.words
    found = next(iter(one_unit(view, controlled_units)), None)
    if found is None:
        unsaid = leaf(view) is None or lacking("control.units", view.door.look().absent)
        return Markup("") if unsaid else Markup("<li>{}</li>").format(words("unit-level-normal"))
    text = words("unit-level", level=words(f"unit-level-{LEVELS[found.level_rank]}"), since=on_day(found.since_at, view.moment, words))
    return Markup('<li class="level">{}</li>').format(text)


def measures(view: View, now: Situation) -> None:
    """Every measure of the one unit chosen, worst first: how it stands, its number, since when, and its last 14 days; each opens its page."""
    words = view.words
    own = sorted((cell for cell in now.cells if (cell.org_unit_id,) == view.choice.units), key=_need)
    title(view, "unit-measures-title", count=len(own))
    if not own:
        calm(view, "unit-measures-none", *now.figures)
        return
    named = [(cell.measure_id, measure_name(cell.measure_id, now, words)) for cell in own]
    cells.board(
        view, now, "unit", named, [(own[0].org_unit_id, {cell.measure_id: cell for cell in own})], lambda cell: cell_text(cell, now, words)
    )
    courses = {_measure_of(one): one for one in trends(view.door, view.scope, view.moment) if _measure_of(one)}
    heads = Markup("").join(
        Markup('<th scope="col">{}</th>').format(words(f"unit-column-{key}"))
        for key in ("measure", "status", "number", "of", "since", "days")
    )
    lines = Markup("").join(_measure_line(view, now, cell, courses.get(cell.measure_id)) for cell in own)
    html('<table class="own-measures"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', heads, lines)


def own_measures(view: View, now: Situation) -> None:
    """The same of a unit above others that also owes or keeps something itself."""
    if any((cell.org_unit_id,) == view.choice.units for cell in now.cells):
        measures(view, now)


def _measure_line(view: View, now: Situation, cell: Cell, course: Trend | None) -> Markup:
    words = view.words
    known = set(now.measures.measure_id)
    chosen = cell.measure_id if cell.measure_id in known else None
    link = drilling.page_link(view, measure_name(cell.measure_id, now, words), page_of(cell.measure_id), measure=chosen)
    return Markup('<tr class="{}"><th scope="row">{}</th><td>{}{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>').format(
        cell.status,
        link,
        mark(cell.status),
        words(f"status-{cell.status.replace('_', '-')}"),
        literal(cell_text(cell, now, words)),
        literal(cell_detail(replace(cell, reason=""), now, words)),
        overdue_text(Attention(cell, cell.measure_id), view.moment, words),
        "" if course is None else _days(view, course),
    )


def _measure_of(course: Trend) -> str | None:
    if course.figure_id == "reporting.completeness":
        return "daily_report"
    return course.figure_id.removeprefix("measure.") if course.figure_id.startswith("measure.") else None


def _days(view: View, course: Trend) -> Markup:
    """The last days as bars from zero; a day of which nothing is known is a gap, and one that is not over stands apart."""
    told = view.words("list-comma").join(_day_told(view, point) for point in course.points)
    days = Markup("").join(
        Markup('<i class="{}" style="height:{}%"></i>').format(
            "gap" if point.value is None else "over" if point.over else "today", f"{100 * min(1.0, max(0.0, point.value or 0)):.0f}"
        )
        for point in course.points
    )
    return Markup('<span class="days" role="img" aria-label="{0}" title="{0}">{1}</span>').format(told, days)


def _day_told(view: View, point: Point) -> str:
    counts = DASH if point.value is None else f"{view.words.number(point.numerator)}/{view.words.number(point.denominator)}"
    return f"{view.words.short_day(point.day)} {counts}"


def _need(cell: Cell) -> tuple[int, int]:
    return STATUSES.index(cell.status), -(cell.overdue_minutes or 0)
