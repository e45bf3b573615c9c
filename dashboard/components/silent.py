"""Who is silent: since when, how long, whom to call, and the reminder that a click copies."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from dashboard.components.calling import call
from dashboard.components.copying import copy_button
from dashboard.components.markup import calm, html, literal, sign
from dashboard.indicators.overdue import DAILY_REPORT, Silent, by_measure, of_measure
from dashboard.queries import Contact, contacts, silent
from dashboard.reminders import missing_text, reminder_text, reminder_to_all
from dashboard.situation import Situation
from dashboard.view import View
from dashboard.wording import measure_name, on_day

WITH_BUTTON = 12  # units with a button of their own; of the others one is chosen


def units(view: View, now: Situation, measure_id: str | None = None) -> None:
    """Every unit that is silent on the measure, or on anything, by name: without a report first, the longest overdue first."""
    words, there = view.words, of_measure(silent(view, now), measure_id)
    html('<h2 id="silent">{}</h2>', _title(view, there, measure_id))
    if not there:
        calm(
            view,
            "silent-on-nothing",
            *(now.figures_of("reporting.completeness", "measure.") if measure_id is None else _figure(now, measure_id)),
        )
        return
    to_call = contacts(view)

    def text(unit: Silent) -> str:
        return reminder_text(unit, view.units.label, lambda name: measure_name(name, now, words), view.moment, words)

    everybody = reminder_to_all(there, view.units.label, lambda name: measure_name(name, now, words), view.moment, words)
    with st.container(key="silent-to-all"):
        copy_button(view, words("remind-copy-all", count=len(there)), everybody, "remind-all")
    with st.container(key="silent-units"):
        for unit in there[:WITH_BUTTON]:
            with st.container(key=f"silent-unit-{unit.org_unit_id}", horizontal=True, vertical_alignment="center"):
                html('<div class="silent">{}</div>', _line(view, now, unit, to_call.get(unit.org_unit_id)))
                copy_button(view, words("remind-copy"), text(unit), f"remind-unit-{unit.org_unit_id}")
        for unit in there[WITH_BUTTON:]:
            html('<div class="silent">{}</div>', _line(view, now, unit, to_call.get(unit.org_unit_id)))
    if len(there) > WITH_BUTTON:
        others = {unit.org_unit_id: unit for unit in there[WITH_BUTTON:]}
        chosen = st.selectbox(words("remind-others"), list(others), key="remind-other", format_func=view.units.label)
        copy_button(view, words("remind-copy"), text(others[chosen]), "remind-chosen")
    with st.expander(words("remind-read"), key="remind-read"):
        html('<div class="reminder">{}</div>', Markup("").join(Markup("<p>{}</p>").format(line) for line in everybody.splitlines()))


def on_measures(view: View, now: Situation) -> None:
    """Of each slot of each measure that is due, the units that have not told it."""
    words = view.words
    there = [(one, of_units) for one, of_units in by_measure(silent(view, now)) if one.measure_id != DAILY_REPORT]
    html('<h2 id="missing">{}</h2>', words("missing-title", count=len(there)) if there else words("missing-heading"))
    if not there:
        calm(view, "missing-none", *(now.figures_of("measure.") or now.figures_of("reporting.completeness")))
        return
    lines = Markup("").join(
        Markup("<li>{} <p><b>{}</b> <span>{}</span> {}</p> <i>{}</i></li>").format(
            sign(view, "no_data"),
            literal(missing_text(one, lambda name: measure_name(name, now, words), words)),
            words("missing-units", count=len(of_units)),
            literal(words("list-comma").join(view.units.label(unit) for unit in of_units)),
            _since(view, one.due_at, one.overdue_minutes),
        )
        for one, of_units in there
    )
    html('<ul class="attention missing" aria-labelledby="missing">{}</ul>', lines)


def _title(view: View, there: Sequence[Silent], measure_id: str | None) -> str:
    """With the count of units; where there is none, the line below says whether that is known."""
    if not there:
        return view.words("silent-heading")
    if measure_id is not None:
        return view.words("silent-title", count=len(there))
    return view.words("silent-title-all", count=len(there), reports=sum(unit.lacks_report for unit in there))


def _figure(now: Situation, measure_id: str):  # type: ignore[no-untyped-def]
    return [now.figure("reporting.completeness" if measure_id == DAILY_REPORT else f"measure.{measure_id}")]


def _line(view: View, now: Situation, unit: Silent, contact: Contact | None) -> Markup:
    status = "no_data"
    if unit.lacks_report:
        status = next(cell.status for cell in now.cells if (cell.org_unit_id, cell.measure_id) == (unit.org_unit_id, DAILY_REPORT))
    things = Markup("").join(
        Markup("<li>{} <i>{}</i></li>").format(
            literal(missing_text(one, lambda name: measure_name(name, now, view.words), view.words)),
            _since(view, one.due_at, one.overdue_minutes),
        )
        for one in unit.missing
    )
    return Markup("<p>{} <b>{}</b> {}</p><ul>{}</ul>").format(
        sign(view, status), literal(view.units.label(unit.org_unit_id)), call(view, contact), things
    )


def _since(view: View, due_at, overdue_minutes: int) -> str:  # type: ignore[no-untyped-def]
    due = on_day(due_at, view.moment, view.words)
    return view.words("due-and-overdue", due=due, overdue=view.words("overdue-by", duration=view.words.duration(overdue_minutes)))
