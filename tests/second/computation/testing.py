"""Testing rounds: who was sampled, what is not yet known, and who is positive."""

from __future__ import annotations

from dataclasses import dataclass

from tests.second.computation.answer import Cell, group_status, reaches
from tests.second.computation.known import Known, Row, above, negative

COUNTS = ("target", "sampled", "resulted", "positive")
POPULATIONS = ("staff", "dependant", "combined")
BEHIND_BY = 0.10


@dataclass(frozen=True)
class Line:
    """A unit's population in its current round; `row` None: expected, and not there."""

    unit: str
    population: str
    round: Row
    row: Row | None

    @property
    def contradicts(self) -> bool:
        row = self.row
        return row is not None and (
            negative(row, *COUNTS)
            or above(row["sampled"], row["target"])
            or above(row["resulted"], row["sampled"])
            or above(row["positive"], row["resulted"])
        )


def testing(known: Known) -> None:
    """`testing.*` and the cells of testing."""
    lines = [line for unit in known.live for line in _lines(known, unit)]
    statuses = []
    for unit in dict.fromkeys(line.unit for line in lines):
        cell = _cell(known, [line for line in lines if line.unit == unit])
        known.answer.cells[unit, "testing"] = cell
        statuses.append(cell.status)
    _coverage(known, "testing.coverage", lines, statuses)
    for population in ("staff", "dependant"):
        _coverage(known, f"testing.coverage.{population}", [line for line in lines if line.population == population])
    _results(known, lines)


def _lines(known: Known, unit: str) -> list[Line]:
    above = known.upwards(unit)
    begun = [
        one
        for one in known.rows["testing_round"]
        if (one["org_unit_id"] is None or one["org_unit_id"] in above) and one["starts_at"] <= known.begun_by
    ]
    if not begun:
        return []
    current = max(begun, key=lambda one: (one["starts_at"], one["round_no"], one["round_id"]))
    there = {
        population: row
        for (population,), row in known.newest_of(
            "testing_progress", ("population",), lambda row: row["round_id"] == current["round_id"] and row["org_unit_id"] == unit
        ).items()
    }
    expected = set()
    if known.units[unit]["reports"] and "combined" not in there:
        expected = {"staff"} | ({"dependant"} if (known.units[unit]["dependant_count"] or 0) > 0 else set())
    return [Line(unit, name, current, there.get(name)) for name in POPULATIONS if name in there or name in expected]


def _usable(lines: list[Line]) -> list[Row]:
    return [line.row for line in lines if line.row is not None and not line.contradicts]


def _coverage(known: Known, figure_id: str, lines: list[Line], statuses: list[str] | None = None) -> None:
    usable = _usable(lines)
    rostered = [row for row in usable if row["target"] is not None]
    unknown = sum(line.row is None for line in lines) + sum(row["sampled"] is None for row in usable)
    checks = sum(line.contradicts for line in lines)
    known.figure(
        figure_id,
        sum(row["sampled"] or 0 for row in rostered),
        sum(row["target"] for row in rostered),
        unknown,
        checks,
        status=None if statuses is None else group_status(statuses, unknown, checks),
        times=[row["recorded_at"] for row in rostered],
    )


def _results(known: Known, lines: list[Line]) -> None:
    """Over all rows that do not contradict themselves, with a roster or without."""
    usable = _usable(lines)
    missing, checks = sum(line.row is None for line in lines), sum(line.contradicts for line in lines)
    there = {"anybody": bool(lines)}

    both = [row for row in usable if row["sampled"] is not None and row["resulted"] is not None]
    pending = sum(row["sampled"] - row["resulted"] for row in both)
    known.count("testing.pending", pending, missing + len(usable) - len(both), checks, times=_times(both), **there)

    told = [row for row in usable if row["positive"] is not None]
    positive, unknown = sum(row["positive"] for row in told), missing + len(usable) - len(told)
    status = "breach" if positive else "no_data" if unknown or checks else "met"
    known.count("testing.positive", positive, unknown, checks, status=status, times=_times(told), **there)

    resulted = [row for row in usable if row["resulted"] is not None]
    unknown = missing + sum(row["resulted"] is None or row["positive"] is None for row in usable)
    positive = sum(row["positive"] or 0 for row in resulted)
    known.figure("testing.positivity", positive, sum(row["resulted"] for row in resulted), unknown, checks, times=_times(resulted))


def _times(rows: list[Row]) -> list:
    return [row["recorded_at"] for row in rows]


def _cell(known: Known, lines: list[Line]) -> Cell:
    """One unit's lines, all of one round. The numbers are over rows with a target."""
    usable = _usable(lines)
    rostered = [row for row in usable if row["target"] is not None]
    sampled, target = sum(row["sampled"] or 0 for row in rostered), sum(row["target"] for row in rostered)
    unknown = sum(line.row is None for line in lines) + sum(row["sampled"] is None for row in usable)
    checks = sum(line.contradicts for line in lines)
    numbers = (sampled, target, unknown, checks)
    if not rostered and any(row["sampled"] is not None for row in usable):  # no roster: a count, and no percentage
        numbers = (sum(row["sampled"] or 0 for row in usable), None, unknown, checks)
    if any((row["positive"] or 0) > 0 for row in usable):
        return Cell("breach", *numbers, urgency="case")
    if not usable and checks and not unknown:
        return Cell("check", *numbers)
    if all(row["sampled"] is None for row in rostered):
        return Cell("no_data", *numbers)
    the_round = lines[0].round
    if sampled >= target:
        status = "met"
    elif the_round["ends_at"] <= known.due_by:
        return Cell("breach", *numbers)
    else:
        length = the_round["ends_at"] - the_round["starts_at"]
        time_used = min(1, (known.due_by - the_round["starts_at"]) / length)
        status = "met" if reaches(sampled / target, time_used - BEHIND_BY) else "attention"
    return Cell("no_data" if status == "met" and unknown else status, *numbers)
