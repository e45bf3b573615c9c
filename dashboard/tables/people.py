"""The tables of people and work: persons, care, both hands, desks, teams, directives, inspections, contacts, orders, control, output."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components.markup import calm, how_many, supplied, title
from dashboard.components.people import mode_text, open_count
from dashboard.indicators import directives as of_directives
from dashboard.indicators.both_hands import DayBefore, Hands
from dashboard.indicators.duty import DutyCell
from dashboard.indicators.inspections import Inspection
from dashboard.indicators.people import FAMILY, PAIRS, PARTS, STAFF, Care, UnitCare, staff_of_unit
from dashboard.palette import SIGNS
from dashboard.queries import conveying
from dashboard.situation import Situation
from dashboard.tables.showing import count_cell, instant_cell, need, of_cell, show, status_cell
from dashboard.texts import DASH, Told
from dashboard.view import View
from dashboard.wording import measure_name
from data_access.control import LEVELS

TEAMS = ("party_vanguard", "youth_commando", "security", "logistics", "medical_support", "duty_desk")


def whereabouts(view: View, now: Situation, persons: pd.DataFrame) -> None:
    """One row per unit: staff on the books and where they are, those nobody told of first; the residents beside."""
    told = [] if "daily_report" in now.absent else [(row, staff_of_unit(row)) for row in persons.itertuples()]
    told.sort(key=lambda one: (not one[1].contradictory, -one[1].unknown, -one[1].unaccounted))
    shown = [
        {
            "unit": view.units.label(row.org_unit_id),
            "books": count_cell(view, staff.books),
            **{name.replace("_", "-"): count_cell(view, staff.parts[name]) for name in PARTS},
            "unaccounted": DASH if staff.unknown or staff.contradictory else count_cell(view, staff.unaccounted),
            "not-told": _not_told(view, row, staff.unknown, staff.contradictory),
            "residents": count_cell(view, row.residents_present),
            "updated": instant_cell(view, row.recorded_at),
        }
        for row, staff in told
    ]
    columns = ("unit", "books", *(name.replace("_", "-") for name in PARTS), "unaccounted", "not-told", "residents", "updated")
    show(view, shown, columns, "whereabouts-table", now.figure("people.accounted"))


def _not_told(view: View, row: Any, unknown: int, contradictory: int) -> str:
    """How many of the books nobody told of, with the sign of why."""
    if contradictory:
        return f"{SIGNS['check']} {view.words.number(contradictory)}"
    if unknown:
        return f"{SIGNS['no_data']} {view.words.number(unknown)}"
    return DASH if not row.received else view.words.number(0)


def care(view: View, now: Situation, units: Sequence[UnitCare]) -> None:
    """One row per unit with anybody in isolation, anything due or not known, those short of care first."""
    shown = [
        {
            "unit": view.units.label(one.org_unit_id),
            "status": status_cell(view, one.status),
            **{kind.replace("_", "-"): _care(view, one.care[kind]) for kind in PAIRS},
            **{f"count-{name}": count_cell(view, one.isolated[name]) for name in (*STAFF, *FAMILY)},
            "close-contacts": count_cell(view, one.close_contacts),
        }
        for one in units
        if "daily_report" not in now.absent
    ]
    isolated = {f"count-{name}": f"isolated-{name.replace('_', '-')}" for name in (*STAFF, *FAMILY)}
    shown = [{isolated.get(name, name): value for name, value in row.items()} for row in shown]
    columns = ("unit", "status", *(kind.replace("_", "-") for kind in PAIRS), *isolated.values(), "close-contacts")
    show(view, shown, columns, "care-table", now.figure("people.isolated"))


def _care(view: View, care: Care) -> str:
    if care.status == "check":
        return f"{SIGNS['check']} {view.words('cell-check')}"
    return DASH if care.due is None else f"{view.words.number(care.done)}/{view.words.number(care.due)}"


def both_hands(view: View, now: Situation, hands: Sequence[Hands]) -> None:
    """One row per unit that needs it: its work beside its prevention, those that let one hand go first; the others folded away."""
    columns = ("unit", "hand", "of-plan", "of-plan-before", "injuries", "incidents", "prevention", "in-need")
    shown = [_hands(view, now, one) for one in hands if not one.in_order]
    show(view, shown, columns, "both-hands-table", None if hands else now.figure("production.on_plan"))
    others = [_hands(view, now, one) for one in hands if one.in_order]
    if others:
        with st.expander(view.words("hands-others", count=len(others)), key="hands-folded"):
            show(view, others, columns, "other-hands-table")


def _hands(view: View, now: Situation, one: Hands) -> dict[str, Any]:
    return {
        "unit": view.units.label(one.org_unit_id),
        "hand": view.words(f"hand-{one.let_go.replace('_', '-')}") if one.let_go else DASH,
        "of-plan": _production(view, one),
        "of-plan-before": _before(view, one.before),
        "injuries": count_cell(view, one.injuries),
        "incidents": count_cell(view, one.incidents),
        "prevention": DASH if one.prevention is None else status_cell(view, one.prevention),
        "in-need": view.words("list-comma").join(measure_name(name, now, view.words) for name in one.in_need) or DASH,
    }


def _before(view: View, before: DayBefore | None) -> str:
    if before is None or before.worst_share is None:
        return DASH
    return f"{view.words.percent(before.worst_share)} · {view.words.number(before.on_plan)}/{view.words.number(before.rows)}"


def _production(view: View, one: Hands) -> str:
    cell = one.production
    if cell is None or cell.status in ("no_data", "check"):
        return DASH if cell is None else status_cell(view, cell.status)
    share = DASH if cell.worst_share is None else view.words.percent(cell.worst_share)
    counts = f"{view.words.number(cell.numerator)}/{view.words.number(cell.denominator)}"
    return f"{SIGNS[cell.status] if cell.status != 'met' else ''} {share} · {counts}".strip()


def desks(view: View, now: Situation) -> None:
    """One row per unit with a desk shift today: minutes covered of those elapsed, the longest gap, and since when it stands or stood empty."""
    cells = sorted((cell for cell in now.cells if isinstance(cell, DutyCell)), key=need)
    shown = [
        {
            "unit": view.units.label(cell.org_unit_id),
            "status": status_cell(view, cell.status),
            "covered": view.words.percent(cell.value),
            "hours": f"{view.words.one_decimal(cell.numerator / 60)}/{view.words.one_decimal((cell.denominator or 0) / 60)}",
            "longest-gap": view.words.duration(cell.longest_gap.total_seconds() // 60) if cell.longest_gap else DASH,
            "since": instant_cell(view, cell.since),
        }
        for cell in cells
    ]
    if not shown:
        return
    with st.expander(view.words("desks-as-table"), key="desks-folded"):
        show(view, shown, ("unit", "status", "covered", "hours", "longest-gap", "since"), "desks-table", now.figure("duty.coverage"))


def teams(view: View, rows: pd.DataFrame) -> None:
    """One row per kind of team (`duty.teams`): who is on now, and what the shifts that began today have counted."""
    title(view, "people-teams-title")
    if not supplied(view, "duty_shift"):
        return
    words = view.words
    shown = [
        {
            "team": words(f"team-{row.team.replace('_', '-')}") if row.team in TEAMS else row.team,
            "shifts-held": f"{words.number(row.held)}/{words.number(row.shifts)}",
            "persons-on": _present(view, row),
            "posts-held": f"{words.number(row.posts_held)}/{words.number(row.posts)}",
            "checked": count_cell(view, row.persons_checked),
            "refused": count_cell(view, row.persons_refused),
            "abnormal": f"{SIGNS['attention']} {words.number(row.abnormal_temperature)}"
            if _above_zero(row.abnormal_temperature)
            else count_cell(view, row.abnormal_temperature),
            "shifts-told": f"{words.number(row.told)}/{words.number(row.begun)}",
        }
        for row in sorted(rows.itertuples(), key=lambda row: TEAMS.index(row.team) if row.team in TEAMS else len(TEAMS))
    ]
    show(view, shown, ("team", "persons-on", "shifts-held", "posts-held", "checked", "refused", "abnormal", "shifts-told"), "teams-table")


def _present(view: View, row: Any) -> str:
    """11/12; where some that hold a post do not say how many they are, how many shifts that is."""
    words = view.words
    present = words.number(0) if not row.held else count_cell(view, row.present_staff)
    told = f"{present}/{count_cell(view, row.planned_staff)}"
    return f"{told} · {words('team-silent', count=int(row.silent))}" if row.silent else told


def _above_zero(value: Any) -> bool:
    return not pd.isna(value) and value > 0


def directives(view: View, now: Situation) -> None:
    """One row per directive of the last 30 days, overdue first: from issue to received, conveyed and completed."""
    shown = [
        {
            "directive": view.words.title(row),
            "status": status_cell(view, of_directives.status_of(row)),
            "issued": instant_cell(view, row.issued_at),
            "due": instant_cell(view, row.due_at),
            **{f"step-{name}": of_cell(view, getattr(row, name), row.addressed) for name in ("received", "conveyed", "completed")},
            "overdue": view.words.number(row.overdue),
            "late": view.words.number(row.late),
        }
        for row in of_directives.by_need(conveying(view))
    ]
    columns = ("directive", "status", "issued", "due", "step-received", "step-conveyed", "step-completed", "overdue", "late")
    if not shown:
        return
    with st.expander(view.words("directives-as-table", count=len(shown)), key="directives-folded"):
        show(view, shown, columns, "directives-table", now.figure("directive.conveyed"))


def inspections(view: View, inspected: Sequence[Inspection]) -> None:
    """The open inspections, overdue first, one row each; the closed ones folded away."""
    still_open = open_count(inspected)
    title(
        view, "people-inspections-title", open=how_many(view, still_open, "inspection"), total=how_many(view, len(inspected), "inspection")
    )
    if not supplied(view, "inspection"):
        return
    columns = ("unit", "status", "finding", "inspected", "inspector", "mode", "mend-by", "overdue")
    if still_open:
        show(view, [_inspection(view, one) for one in inspected if one.is_open], columns, "inspections-open-table")
    else:
        calm(view, "people-inspections-none")
    closed = [_inspection(view, one) for one in inspected if not one.is_open]
    if closed:
        with st.expander(view.words("inspections-closed", count=len(closed)), key="inspections-folded"):
            show(
                view,
                closed,
                ("unit", "status", "finding", "inspected", "inspector", "mode", "mend-by", "closed"),
                "inspections-closed-table",
            )


def _inspection(view: View, one: Inspection) -> dict[str, Any]:
    words, row = view.words, one.row
    severity = words(f"severity-{row.severity}") if row.severity in ("info", "attention", "breach") else row.severity
    return {
        "unit": view.units.label(row.org_unit_id),
        "status": f"{SIGNS[one.status] if one.status != 'met' else ''} {severity}".strip(),
        "finding": row.finding,
        "inspected": instant_cell(view, row.inspected_at),
        "inspector": row.inspector,
        "mode": mode_text(view, row.mode),
        "mend-by": DASH if one.due_on is None else words.short_day(one.due_on),
        "overdue": DASH if not one.days_overdue else words("duration-days", count=one.days_overdue),
        "closed": instant_cell(view, one.closed_at),
    }


def contacts(view: View, rows: pd.DataFrame) -> None:
    """One row per contact outside (`liaisons.liaisons`), the newest first."""
    shown = [
        {
            "unit": view.units.label(row.org_unit_id),
            "contacted": instant_cell(view, row.contacted_at),
            "counterpart": row.counterpart,
            "mode": mode_text(view, row.mode),
            "content": row.content,
            "provided": row.provided or DASH,
        }
        for row in rows.itertuples()
    ]
    if shown:
        with st.expander(view.words("chart-as-table"), key="contacts-folded"):
            show(view, shown, ("unit", "contacted", "counterpart", "mode", "content", "provided"), "contacts-table")


def control(view: View, rows: pd.DataFrame) -> None:
    """One row per place under control (`control.controls_in_force`), the highest level first."""
    shown = [
        {
            "unit": view.units.label(row.org_unit_id),
            "level": view.words(f"level-{LEVELS[row.level_rank]}"),
            "place-name": row.place_name,
            "since-at": instant_cell(view, row.since_at),
            "instructed-by": row.instructed_by or DASH,
        }
        for row in rows.itertuples()
    ]
    if shown:
        with st.expander(view.words("control-as-table", count=len(shown)), key="control-folded"):
            show(view, shown, ("unit", "level", "place-name", "since-at", "instructed-by"), "control-table")


def output(view: View, now: Situation, table: pd.DataFrame) -> None:
    """One row per product and unit of measure (`production.output`): output and plan on the day and month to date."""
    number = lambda value: DASH if pd.isna(value) else view.words.one_decimal(value)  # noqa: E731
    share = lambda actual, planned: view.words.percent(None if pd.isna(planned) or not planned else actual / planned)  # noqa: E731
    shown = [
        {
            "product": Told(f"{row.product} ({row.unit_of_measure})", {"": row.product, "counted": row.unit_of_measure}),
            "output": number(row.actual),
            "plan": number(row.planned),
            "of-plan": share(row.actual, row.planned),
            "output-to-date": number(row.actual_to_date),
            "plan-to-date": number(row.planned_to_date),
            "of-plan-to-date": share(row.actual_to_date, row.planned_to_date),
            "unknown": view.words.number(row.unknown),
        }
        for row in table.itertuples()
    ]
    columns = ("product", "output", "plan", "of-plan", "output-to-date", "plan-to-date", "of-plan-to-date", "unknown")
    show(view, shown, columns, "output-table", now.figure("production.on_plan"))
