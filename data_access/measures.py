"""Measures: what was owed slot by slot, what was done, and what is not known, counted unit by unit or day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from data_access.contract import daily_report, measure, measure_record
from data_access.counting import total
from data_access.history import laid_together, newest
from data_access.moment import DueTime, Moment
from data_access.owed import calendar, live_units, owed
from data_access.scope import Scope, by_unit, units_in

FROM_REPORTS = ("health_monitoring", "isolation_care")  # read from the daily report; every other measure has records of its own
COUNTS = ("numerator", "denominator", "unknown", "checks")


def catalogue() -> sa.Select[Any]:
    """One row per active measure: measure_id, name_zh, name_en, unit_zh, unit_en, amber_below, red_below, sort_order. A catalogue: it names no unit."""
    names = ("measure_id", "name_zh", "name_en", "unit_zh", "unit_en", "amber_below", "red_below", "sort_order")
    return (
        sa.select(*(measure.c[name] for name in names))
        .where(measure.c.active.is_(True))
        .order_by(measure.c.sort_order, measure.c.measure_id)
    )


@by_unit
def measures_by_unit(scope: Scope, moment: Moment, measures: Sequence[str], due: Sequence[DueTime]) -> sa.Select[Any]:
    """One row per unit and measure owed on D: org_unit_id, measure_id, sort_order; numerator (credited, or done), denominator (required, or
    due), unknown (slots, or units), checks (rows); slots and exempt_slots (owed, and those lifted), counted (slots that count at S), known (of
    those, with a usable count); recorded_at (newest), short_since (the earliest due instant passed of what is not fully done)."""
    slots = _slots(scope, moment, (moment.day,), measures, due)
    return _by_unit(slots, slots.c.measure_id)


@by_unit
def measures_by_unit_and_day(
    scope: Scope, moment: Moment, days: Sequence[date], measures: Sequence[str], due: Sequence[DueTime]
) -> sa.Select[Any]:
    """One row per unit, measure and day of `days` on which it is owed: org_unit_id, measure_id, day and the columns of `measures_by_unit`, each day at
    its own S."""
    slots = _slots(scope, moment, days, measures, due)
    return _by_unit(slots, slots.c.measure_id, slots.c.day)


def _by_unit(slots: sa.Subquery, *own: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """One row per unit and value of the columns in `own`: what its slots come to."""
    unit, place = slots.c.org_unit_id, sa.func.max(slots.c.sort_order)
    return (
        sa.select(
            unit,
            *own,
            place.label("sort_order"),
            *(total(slots.c[name], name) for name in (*COUNTS, "slots", "exempt_slots", "counted", "known")),
            sa.func.max(slots.c.recorded_at).label("recorded_at"),
            sa.func.min(slots.c.short_since).label("short_since"),
        )
        .group_by(unit, *own)
        .order_by(place, unit, *own)
    )


@by_unit
def measure_slots(scope: Scope, moment: Moment, measures: Sequence[str], due: Sequence[DueTime]) -> sa.Select[Any]:
    """One row per unit, measure and slot owed on D: org_unit_id, measure_id, slot, sort_order, required, done (NULL: no record, or no count), due_at,
    recorded_at, and yes/no: exempt, due (at S), recorded. Measures that are read from the daily report have no slots here."""
    slots = _with_records(*_owed(scope, moment, (moment.day,), measures, due), moment, (moment.day,))
    plain = ("org_unit_id", "measure_id", "slot", "sort_order", "required", "done", "due_at", "recorded_at")
    flags = {"exempt": slots.c.exempt == 1, "due": slots.c.due_at <= slots.c.state_at, "recorded": slots.c.revision.is_not(None)}
    return sa.select(
        *(slots.c[name] for name in plain),
        *(sa.type_coerce(sa.case((flag, 1), else_=0), sa.Boolean()).label(name) for name, flag in flags.items()),
    ).order_by(slots.c.measure_id, slots.c.slot, slots.c.sort_order, slots.c.org_unit_id)


def measures_by_day(scope: Scope, moment: Moment, days: Sequence[date], measures: Sequence[str], due: Sequence[DueTime]) -> sa.Select[Any]:
    """One row per day and measure owed: day, measure_id, numerator, denominator, unknown, checks, known (slots with a usable count)."""
    slots = _slots(scope, moment, days, measures, due)
    counts = [total(slots.c[name], name) for name in (*COUNTS, "known")]
    own = (slots.c.day, slots.c.measure_id)
    return sa.select(*own, *counts).group_by(*own).order_by(*own)


def _slots(scope: Scope, moment: Moment, days: Sequence[date], measures: Sequence[str], due: Sequence[DueTime]) -> sa.Subquery:
    """Where the counts of a measure are defined, once: a row per unit, measure, day and slot; a measure read from the report is one slot."""
    live, duty = _owed(scope, moment, days, measures, due)
    recorded = _counted_records(_with_records(live, duty, moment, days))
    return recorded.union_all(_counted_reports(live, duty, moment, days)).subquery()


def _owed(scope: Scope, moment: Moment, days: Sequence[date], measures: Sequence[str], due: Sequence[DueTime]) -> tuple[sa.CTE, sa.CTE]:
    """The live units (`owed.live_units`) and the slots that they owe (`owed.owed`)."""
    on_days = calendar(moment, days)
    live = live_units(units_in(scope), on_days)
    return live, owed(live, on_days, moment, days, due, measures)


def _counted_records(slots: sa.Subquery) -> sa.Select[Any]:
    """A slot counts when it is due or its record is known; what was done is credited up to what was required."""
    due, known = slots.c.due_at <= slots.c.state_at, slots.c.revision.is_not(None)
    counts = sa.and_(slots.c.exempt == 0, sa.or_(due, known))
    contradicts = sa.and_(counts, slots.c.done < 0)
    usable = sa.and_(counts, slots.c.done >= 0)
    credited = sa.case((slots.c.done < slots.c.required, slots.c.done), else_=slots.c.required)
    left = sa.and_(counts, sa.or_(slots.c.done.is_(None), slots.c.done >= 0))  # a record that contradicts itself leaves both
    short = sa.and_(left, due, sa.or_(slots.c.done.is_(None), slots.c.done < slots.c.required))
    return sa.select(
        *(slots.c[name] for name in ("org_unit_id", "measure_id", "day", "sort_order")),
        sa.case((usable, credited), else_=0).label("numerator"),
        sa.case((left, slots.c.required), else_=0).label("denominator"),
        _flag(sa.and_(counts, slots.c.done.is_(None)), "unknown"),
        _flag(contradicts, "checks"),
        sa.literal(1).label("slots"),
        slots.c.exempt.label("exempt_slots"),
        _flag(counts, "counted"),
        _flag(usable, "known"),
        sa.case((usable, slots.c.recorded_at)).label("recorded_at"),
        sa.case((short, slots.c.due_at)).label("short_since"),
    )


def _with_records(live: sa.CTE, duty: sa.CTE, moment: Moment, days: Sequence[date]) -> sa.Subquery:
    """One row per unit, measure, day and slot owed: required, due_at, exempt, state_at, sort_order, and its record: revision (NULL: none), done."""
    came = newest(measure_record, moment, measure_record.c.record_date.in_(days), measure_record.c.measure_id.not_in(FROM_REPORTS))
    slots = laid_together(
        ("org_unit_id", "measure_id", "day", "slot"),
        sa.select(duty).where(duty.c.measure_id.not_in(FROM_REPORTS)),
        sa.select(
            *(came.c[name] for name in ("org_unit_id", "measure_id", "slot", "revision", "done", "recorded_at")),
            came.c.record_date.label("day"),
        ),
    )
    return (
        sa.select(slots, live.c.sort_order, live.c.state_at)
        .join(live, sa.and_(live.c.org_unit_id == slots.c.org_unit_id, live.c.day == slots.c.day))
        .where(slots.c.required.is_not(None))
        .subquery()
    )


def _counted_reports(live: sa.CTE, duty: sa.CTE, moment: Moment, days: Sequence[date]) -> sa.Select[Any]:
    """A unit counts when it is due or its report is known: done of due over what it gave, unknown where anything of it cannot be used."""
    came = newest(daily_report, moment, daily_report.c.report_date.in_(days))
    lifted = duty.c.exempt == 1
    rows = laid_together(
        ("org_unit_id", "measure_id", "day"),
        sa.select(
            *(duty.c[name] for name in ("org_unit_id", "measure_id", "day")),
            sa.func.min(sa.case((lifted, None), else_=duty.c.due_at)).label("due_at"),
            sa.func.min(duty.c.exempt).label("exempt"),
        )
        .where(duty.c.measure_id.in_(FROM_REPORTS))
        .group_by(duty.c.org_unit_id, duty.c.measure_id, duty.c.day),
        *(_in_report(came, name) for name in FROM_REPORTS),
    )
    due_now, known = rows.c.due_at <= live.c.state_at, rows.c.recorded_at.is_not(None)
    counts = sa.and_(rows.c.exempt == 0, sa.or_(due_now, known))
    unusable = sa.or_(rows.c.recorded_at.is_(None), rows.c.left_out > 0)
    short = sa.and_(counts, due_now, sa.or_(unusable, rows.c.done < rows.c.asked))
    return (
        sa.select(
            *(rows.c[name] for name in ("org_unit_id", "measure_id", "day")),
            live.c.sort_order,
            sa.case((counts, sa.func.coalesce(rows.c.done, 0)), else_=0).label("numerator"),
            sa.case((counts, sa.func.coalesce(rows.c.asked, 0)), else_=0).label("denominator"),
            _flag(sa.and_(counts, unusable), "unknown"),
            sa.case((counts, sa.func.coalesce(rows.c.contradicts, 0)), else_=0).label("checks"),
            sa.literal(1).label("slots"),
            rows.c.exempt.label("exempt_slots"),
            _flag(counts, "counted"),
            _flag(sa.and_(counts, rows.c.usable > 0), "known"),
            sa.case((sa.and_(counts, rows.c.usable > 0), rows.c.recorded_at)).label("recorded_at"),
            sa.case((short, rows.c.due_at)).label("short_since"),
        )
        .join(live, sa.and_(live.c.org_unit_id == rows.c.org_unit_id, live.c.day == rows.c.day))
        .where(rows.c.exempt.is_not(None))
    )


def _in_report(came: sa.CTE, measure_id: str) -> sa.Select[Any]:
    """What a report says of the measure: done and asked over its usable pairs, how many those are, how many are left out, how many contradict.

    More monitored than due is a contradiction; more meals or tests than due is not, and credit stops at what was due.
    """
    if measure_id == "health_monitoring":
        pairs, more_is_wrong = [(came.c.health_monitored, came.c.health_due)], True
    else:
        pairs, more_is_wrong = [(came.c.meals_delivered, came.c.meals_due), (came.c.door_tests_done, came.c.door_tests_due)], False
    wrong = [sa.or_(done < 0, asked < 0, *([done > asked] if more_is_wrong else [])) for done, asked in pairs]
    sound = sa.func.coalesce(sa.case((sa.or_(*wrong), 1)), 0) == 0  # a report that contradicts itself leaves whole
    usable = [sa.and_(done.is_not(None), asked.is_not(None), sound) for done, asked in pairs]
    credited = [sa.case((done < asked, done), else_=asked) for done, asked in pairs]
    return sa.select(
        came.c.org_unit_id,
        sa.literal(measure_id, measure.c.measure_id.type).label("measure_id"),
        came.c.report_date.label("day"),
        came.c.recorded_at,
        _total([sa.case((good, value), else_=0) for good, value in zip(usable, credited, strict=True)], "done"),
        _total([sa.case((good, asked), else_=0) for good, (_, asked) in zip(usable, pairs, strict=True)], "asked"),
        _total([sa.case((good, 1), else_=0) for good in usable], "usable"),
        _total([sa.case((good, 0), else_=1) for good in usable], "left_out"),
        _flag(sa.or_(*wrong), "contradicts"),
    )


def _total(parts: Sequence[sa.ColumnElement[Any]], name: str) -> sa.ColumnElement[Any]:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return sa.type_coerce(total, sa.Integer()).label(name)


def _flag(condition: sa.ColumnElement[bool], name: str) -> sa.ColumnElement[Any]:
    return sa.case((condition, 1), else_=0).label(name)
