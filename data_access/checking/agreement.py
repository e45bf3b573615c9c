"""Rules of rows that do not agree with each other, or with what the contract says of their order: what ends before it begins, overlaps, or counts twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from data_access.checking.findings import NOTE
from data_access.checking.rules import Rule
from data_access.contract import (
    checkpoint,
    control_status,
    directive,
    directive_receipt,
    duty_shift,
    exemption,
    inspection,
    measure_record,
    org_unit,
    requirement,
    supply_order,
    testing_progress,
    testing_round,
)
from data_access.measures import FROM_REPORTS

SECONDS_A_DAY = 24 * 60 * 60
BEGINNINGS = (  # what begins, what ends, and whether both at one instant is wrong too
    (org_unit.c.opened_on, org_unit.c.closed_on, False),
    (control_status.c.since_at, control_status.c.until_at, False),
    (checkpoint.c.opened_at, checkpoint.c.closed_at, False),
    (duty_shift.c.starts_at, duty_shift.c.ends_at, True),
    (duty_shift.c.signed_in_at, duty_shift.c.signed_out_at, False),
    (requirement.c.effective_from, requirement.c.effective_to, False),
    (exemption.c.from_at, exemption.c.until_at, False),
    (testing_round.c.starts_at, testing_round.c.ends_at, True),
    (supply_order.c.ordered_at, supply_order.c.received_at, False),
    (inspection.c.inspected_at, inspection.c.closed_at, False),
)


def agreement_rules(table: sa.Table, database: str, day: date) -> Iterator[Rule]:
    """The rules of the table's rows; overlaps are looked for from `day` on."""
    for begins, ends, at_once in BEGINNINGS:
        if begins.table is table:
            wrong = ends <= begins if at_once else ends < begins
            yield Rule("ends-before-it-begins", ends, wrong, f"{ends.name} lies before {begins.name}; correct one of them", needs=(begins,))
    if table is duty_shift:
        seconds = _seconds(duty_shift.c.ends_at, database) - _seconds(duty_shift.c.starts_at, database)
        message = "a shift longer than 24 hours: it is not found once a day has gone by; write it as several"
        yield Rule("shift-too-long", duty_shift.c.ends_at, seconds > SECONDS_A_DAY, message, needs=(duty_shift.c.starts_at,))
    elif table is requirement:
        yield from _of_requirements(day)
    elif table is measure_record:
        wrong = measure_record.c.measure_id.in_(("daily_report", *FROM_REPORTS))
        message = "a record of a measure that is read from the daily report: nothing counts it; send the daily report instead"
        yield Rule("record-beside-report", measure_record.c.measure_id, wrong, message)
    elif table is testing_progress:
        apart = testing_progress.alias("apart")
        beside = sa.exists().where(
            apart.c.round_id == testing_progress.c.round_id,
            apart.c.org_unit_id == testing_progress.c.org_unit_id,
            apart.c.population.in_(("staff", "dependant")),
        )
        message = "counted together and apart in one round, so that people are counted twice; leave the combined row, or the others"
        yield Rule(
            "combined-beside-apart",
            testing_progress.c.population,
            sa.and_(testing_progress.c.population == "combined", beside),
            message,
            needs=(testing_progress.c.round_id, testing_progress.c.org_unit_id),
        )
    elif table is directive_receipt:
        issued_later = sa.exists().where(
            directive.c.directive_id == directive_receipt.c.directive_id, directive.c.issued_at > directive_receipt.c.conveyed_at
        )
        wrong = sa.and_(directive_receipt.c.conveyed_at.is_not(None), issued_later)
        message = "conveyed before the directive was issued; correct one of the two"
        yield Rule(
            "conveyed-before-issued",
            directive_receipt.c.conveyed_at,
            wrong,
            message,
            needs=(directive_receipt.c.directive_id, directive.c.directive_id, directive.c.issued_at),
        )


def _of_requirements(day: date) -> Iterator[Rule]:
    """The latest `effective_from` wins whole: an earlier row in force beside it holds no more, replaced or, with a slot of its own, dropped."""
    wrong = sa.and_(requirement.c.measure_id == "daily_report", requirement.c.slot != 1)
    message = "a daily report owed in a slot other than 1, which nobody can fill; make it slot 1"
    yield Rule("slot-of-daily-report", requirement.c.slot, wrong, message, needs=(requirement.c.measure_id,))
    needs = tuple(requirement.c[name] for name in ("org_unit_id", "measure_id", "slot", "effective_from", "effective_to", "revision"))
    replaced, dropped = _beside_a_later(day, same_slot=True), _beside_a_later(day, same_slot=False)
    message = "still in force when a later requirement of the slot begins, which replaces it; end it by effective_to if that is meant"
    yield Rule("requirement-replaced", requirement.c.effective_to, replaced, message, severity=NOTE, needs=needs)
    message = (
        "still in force when later requirements of the measure begin, which replace all slots and do not have this one: it is no longer owed; "
        "give it the later effective_from too, or end it by effective_to"
    )
    dropped = sa.and_(dropped, sa.not_(replaced))
    yield Rule("requirement-dropped", requirement.c.effective_to, dropped, message, severity=NOTE, needs=needs)


def _beside_a_later(day: date, *, same_slot: bool) -> sa.ColumnElement[bool]:
    """Whether a row of the same unit and measure begins later, while this one is in force, and both are on some day from `day` on."""
    beside, corrected = requirement.alias("beside"), requirement.alias("corrected")
    key = ("org_unit_id", "measure_id", "slot", "effective_from")
    superseded = sa.exists().where(*(corrected.c[name] == beside.c[name] for name in key), corrected.c.revision > beside.c.revision)
    slots: list[Any] = [beside.c.slot == requirement.c.slot] if same_slot else []
    in_force = sa.or_(beside.c.effective_to.is_(None), beside.c.effective_to >= day)
    overlaps = sa.or_(
        requirement.c.effective_to.is_(None),
        sa.and_(requirement.c.effective_to >= beside.c.effective_from, requirement.c.effective_to >= day),
    )
    return sa.exists().where(
        beside.c.org_unit_id == requirement.c.org_unit_id,
        beside.c.measure_id == requirement.c.measure_id,
        beside.c.effective_from > requirement.c.effective_from,
        in_force,
        overlaps,
        *slots,
        ~superseded,
    )


def _seconds(column: sa.Column[Any], database: str) -> sa.ColumnElement[Any]:
    """The instant as seconds since some beginning."""
    return sa.func.to_seconds(column) if database in ("mysql", "mariadb") else sa.extract("epoch", column)
