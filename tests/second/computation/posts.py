"""Checkpoints and duty desks: who holds the post now, and for how much of the day somebody did."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.second.computation.answer import Cell, group_status
from tests.second.computation.known import Known, Row, minutes

MINUTES_OF_ATTENTION = 30
MANNED, UNDERSTAFFED, UNMANNED, UNKNOWN, OFF, CLOSED = "manned", "understaffed", "unmanned", "unknown", "off", "closed"


def checkpoints(known: Known) -> None:
    """`checkpoint.manned` and the cells of checkpoints."""
    shifts = known.newest_of("duty_shift", ("shift_id",)).values()
    states: dict[str, list[str]] = {}
    times = []
    for post in known.rows["checkpoint"]:
        if post["org_unit_id"] not in known.live:
            continue
        on = [
            shift
            for shift in shifts
            if shift["checkpoint_id"] == post["checkpoint_id"] and shift["starts_at"] <= known.begun_by < shift["ends_at"]
        ]
        state = _state(known, post, on)
        if state != CLOSED:
            states.setdefault(post["org_unit_id"], []).append(state)
        if state not in (CLOSED, OFF):
            times += [shift["recorded_at"] for shift in on]
    cells = {unit: _cell(of_unit) for unit, of_unit in states.items()}
    for unit, cell in cells.items():
        known.answer.cells[unit, "checkpoint"] = cell
    manned, judged, unknown = (sum(getattr(cell, name) for cell in cells.values()) for name in ("numerator", "denominator", "unknown"))
    status = group_status([cell.status for cell in cells.values()], unknown, 0)
    known.figure("checkpoint.manned", manned, judged, unknown, status=status, times=times)


def _state(known: Known, post: Row, on: list[Row]) -> str:
    at = known.begun_by
    opened, closed = post["opened_at"], post["closed_at"]
    if (opened is not None and at < opened) or (closed is not None and closed <= at):
        return CLOSED
    if not on and not post["staffed_24h"]:
        return OFF
    holding = [
        shift
        for shift in on
        if shift["signed_in_at"] is not None
        and shift["signed_in_at"] <= at
        and (shift["signed_out_at"] is None or at < shift["signed_out_at"])
    ]
    oldest_sign = known.due_by - timedelta(minutes=2 * known.rules.check_interval_minutes)
    fresh = [shift for shift in holding if _last_sign(shift, at) >= oldest_sign]
    if not fresh:
        return UNKNOWN if holding else UNMANNED
    present = [shift["present_staff"] for shift in fresh]
    return MANNED if None in present or sum(present) >= post["required_staff"] else UNDERSTAFFED


def _last_sign(shift: Row, at: datetime) -> datetime:
    return max(sign for sign in (shift["signed_in_at"], shift["last_confirmed_at"]) if sign is not None and sign <= at)


def _cell(states: list[str]) -> Cell:
    manned, unmanned, unknown = states.count(MANNED) + states.count(UNDERSTAFFED), states.count(UNMANNED), states.count(UNKNOWN)
    numbers = (manned, manned + unmanned, unknown)
    if unmanned:
        return Cell("breach", *numbers, urgency="unmanned")
    if UNDERSTAFFED in states:
        return Cell("attention", *numbers)
    return Cell("no_data" if unknown else "met" if manned else "not_due", *numbers)


def duty(known: Known) -> None:
    """`duty.coverage` and its cells, in minutes of the day until S."""
    elapsed = minutes(known.due_by - known.starts_at)
    shifts = [
        shift
        for shift in known.newest_of("duty_shift", ("shift_id",)).values()
        if shift["checkpoint_id"] is None
        and shift["org_unit_id"] in known.live
        and shift["starts_at"] < known.ends_at
        and shift["ends_at"] > known.starts_at
    ]
    cells = {}
    if elapsed > 0:
        for unit in known.live:
            mine = [shift for shift in shifts if shift["org_unit_id"] == unit]
            if mine:
                cells[unit] = _duty_cell(known, mine, elapsed)
    for unit, cell in cells.items():
        known.answer.cells[unit, "duty"] = cell
    known.figure(
        "duty.coverage",
        sum(cell.numerator for cell in cells.values()),
        sum(cell.denominator for cell in cells.values()),
        status=group_status([cell.status for cell in cells.values()], 0, 0),
        times=[shift["recorded_at"] for shift in shifts],
    )


def _duty_cell(known: Known, shifts: list[Row], elapsed: float) -> Cell:
    held = sorted(
        (max(shift["signed_in_at"], known.starts_at), min(shift["signed_out_at"] or shift["ends_at"], known.due_by))
        for shift in shifts
        if shift["signed_in_at"] is not None
    )
    covered = longest_gap = timedelta()
    covered_to = known.starts_at
    for begin, end in held:
        if end <= max(begin, covered_to):
            continue
        longest_gap = max(longest_gap, begin - covered_to)
        covered += end - max(begin, covered_to)
        covered_to = end
    longest_gap = max(longest_gap, known.due_by - covered_to)
    within = "attention" if minutes(longest_gap) <= MINUTES_OF_ATTENTION else "breach"
    status = within if longest_gap else "met"
    return Cell(status, minutes(covered), elapsed)
