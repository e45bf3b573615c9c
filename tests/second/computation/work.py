"""Directives, production, control, and those who hold one hand high and the other low."""

from __future__ import annotations

import math
from datetime import timedelta

from tests.second.computation.answer import Cell, group_status, reaches
from tests.second.computation.known import Known, Row, minutes, negative

DAYS_OF_DIRECTIVES = 30
MET_FROM, ATTENTION_FROM = 0.95, 0.85


def directives(known: Known) -> None:
    """`directive.conveyed` and its cells: the receipts of the last thirty days' directives."""
    since = known.due_by - timedelta(days=DAYS_OF_DIRECTIVES)
    issued = {row["directive_id"]: row for row in known.rows["directive"] if since < row["issued_at"] <= known.begun_by}
    receipts = [
        row
        for row in known.newest_of("directive_receipt", ("directive_id", "org_unit_id")).values()
        if row["directive_id"] in issued and row["org_unit_id"] in known.live
    ]
    cells = {}
    for unit in known.live:
        mine = [receipt for receipt in receipts if receipt["org_unit_id"] == unit]
        if mine:
            cells[unit] = known.answer.cells[unit, "directive"] = _directive_cell(known, issued, mine)
    known.figure(
        "directive.conveyed",
        sum(cell.numerator for cell in cells.values()),
        len(receipts),
        status=group_status([cell.status for cell in cells.values()], 0, 0),
        times=[receipt["recorded_at"] for receipt in receipts],
    )


def _directive_cell(known: Known, issued: dict[str, Row], receipts: list[Row]) -> Cell:
    conveyed = late = 0
    overdue = []
    for receipt in receipts:
        due_at, conveyed_at = issued[receipt["directive_id"]]["due_at"], receipt["conveyed_at"]
        if conveyed_at is not None and conveyed_at <= known.begun_by:
            conveyed += 1
            late += due_at is not None and conveyed_at > due_at
        elif due_at is not None and due_at < known.due_by:
            overdue.append(due_at)
    status = "breach" if overdue else "attention" if late else "met"
    since = min(overdue, default=None)
    late_by = None if since is None else minutes(known.due_by - since)
    return Cell(status, conveyed, len(receipts), since=since, overdue_minutes=late_by)


def production(known: Known) -> None:
    """`production.on_plan`, its cells, `safety.incidents` and both hands (after all cells of measures)."""
    month = (known.day.year, known.day.month)
    rows = known.newest_of(
        "production_day",
        ("org_unit_id", "production_date", "product"),
        lambda row: (row["production_date"].year, row["production_date"].month) == month and row["production_date"] <= known.day,
    ).values()
    today = [row for row in rows if row["production_date"] == known.day and row["org_unit_id"] in known.live]
    cells = {}
    for unit in known.live:
        mine = [row for row in today if row["org_unit_id"] == unit]
        if mine:
            cells[unit] = known.answer.cells[unit, "production"] = _production_cell(mine)
            _both_hands(known, unit, mine)
    unknown, checks = sum(cell.unknown for cell in cells.values()), sum(cell.checks for cell in cells.values())
    known.figure(
        "production.on_plan",
        sum(cell.numerator for cell in cells.values()),
        sum(cell.denominator or 0 for cell in cells.values()),
        unknown,
        checks,
        status=group_status([cell.status for cell in cells.values()], unknown, checks),
        times=[row["recorded_at"] for row in today if _ratio(row) is not None],
    )

    to_date = [row for row in rows if row["org_unit_id"] in known.in_scope and known.existed(row["org_unit_id"], row["production_date"])]
    told = [row for row in to_date if row["safety_incidents"] is not None and row["safety_incidents"] >= 0]
    checks = sum(negative(row, "safety_incidents") for row in to_date)
    known.count(
        "safety.incidents",
        sum(row["safety_incidents"] for row in told),
        len(to_date) - len(told) - checks,
        checks,
        anybody=bool(to_date),
        times=[row["recorded_at"] for row in told],
    )


def _ratio(row: Row) -> float | None:
    """Actual over planned, infinite where nothing was planned; None where either is not given or is negative."""
    if row["planned_output"] is None or row["actual_output"] is None or negative(row, "planned_output", "actual_output"):
        return None
    return row["actual_output"] / row["planned_output"] if row["planned_output"] else math.inf


def _production_cell(rows: list[Row]) -> Cell:
    ratios = [ratio for row in rows if (ratio := _ratio(row)) is not None]
    checks = sum(negative(row, "planned_output", "actual_output") for row in rows)
    unknown = len(rows) - len(ratios) - checks
    if any((row["injuries"] or 0) > 0 for row in rows):
        status = "breach"
    elif ratios:
        worst = min(ratios)
        status = "met" if reaches(worst, MET_FROM) else "attention" if reaches(worst, ATTENTION_FROM) else "breach"
    else:
        status = "no_data" if unknown else "check"
    return Cell(status, sum(reaches(ratio, 1) for ratio in ratios), len(ratios), unknown, checks)


def _both_hands(known: Known, unit: str, rows: list[Row]) -> None:
    measures = {measure["measure_id"] for measure in known.rows["measure"]}
    in_breach = any(cell.status == "breach" for (of, name), cell in known.answer.cells.items() if of == unit and name in measures)
    on_plan = [ratio is not None and reaches(ratio, 1) for ratio in map(_ratio, rows)]
    below = any(ratio is not None and not reaches(ratio, 1) for ratio in map(_ratio, rows))
    if all(on_plan) and in_breach:
        known.answer.both_hands[unit] = "held_back"
    elif below and not in_breach:
        known.answer.both_hands[unit] = "fell_behind"


def control(known: Known) -> None:
    """`control.units`: the units with anything but normal in force."""
    in_force = [
        row
        for row in known.newest_of("control_status", ("control_id",)).values()
        if row["org_unit_id"] in known.live
        and row["level"] != "normal"
        and row["since_at"] <= known.begun_by
        and (row["until_at"] is None or known.begun_by < row["until_at"])
    ]
    known.count(
        "control.units",
        len({row["org_unit_id"] for row in in_force}),
        anybody=bool(known.live),
        times=[row["recorded_at"] for row in in_force],
    )
