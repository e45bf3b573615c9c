"""The measures of the catalogue: what was done of what is owed."""

from __future__ import annotations

from datetime import datetime

from tests.second.computation import owed
from tests.second.computation.answer import Cell, group_status, reaches
from tests.second.computation.known import Known, Row, above, negative

FROM_THE_DAILY_REPORT = ("health_monitoring", "isolation_care")
PAIRS_OF_CARE = (("meals_delivered", "meals_due"), ("door_tests_done", "door_tests_due"))


def measures(known: Known) -> None:
    """`measure.<id>` and its cells, for every active measure but the daily report."""
    for measure in known.rows["measure"]:
        if measure["active"] and measure["measure_id"] != "daily_report":
            _measure(known, measure)


def _measure(known: Known, measure: Row) -> None:
    measure_id = measure["measure_id"]
    cells: list[Cell] = []
    times: list[datetime] = []
    for unit in known.live:
        slots = owed.slots(known, unit, measure_id)
        if not slots:
            continue
        counting = [slot for slot in slots if not slot.exempt]
        if not counting:
            cell = Cell("exempt")
        elif measure_id in FROM_THE_DAILY_REPORT:
            cell = _reported(known, unit, measure, min(slot.due_at for slot in counting), times)
        else:
            cell = _recorded(known, unit, measure, counting, times)
        known.answer.cells[unit, measure_id] = cell
        cells.append(cell)
    unknown, checks = sum(cell.unknown for cell in cells), sum(cell.checks for cell in cells)
    known.figure(
        f"measure.{measure_id}",
        sum(cell.numerator for cell in cells),
        sum(cell.denominator or 0 for cell in cells),
        unknown,
        checks,
        status=group_status([cell.status for cell in cells], unknown, checks),
        times=times,
    )


def _recorded(known: Known, unit: str, measure: Row, slots: list[owed.Slot], times: list[datetime]) -> Cell:
    """By the records of the slots that are due or recorded. `times` gains those of the usable ones."""
    records = known.newest_of(
        "measure_record",
        ("slot",),
        lambda row: (row["org_unit_id"], row["measure_id"], row["record_date"]) == (unit, measure["measure_id"], known.day),
    )
    credited = required = unknown = checks = usable = 0
    lacking_since = None
    some_due = some_counted = False
    for slot in slots:
        record = records.get((slot.number,))
        is_due = slot.due_at <= known.due_by
        if not is_due and record is None:
            continue
        some_counted = True
        if record is not None and negative(record, "done"):
            checks += 1
            continue
        some_due |= is_due
        required += slot.required
        done = 0
        if record is None or record["done"] is None:
            unknown += 1
        else:
            usable += 1
            done = min(record["done"], slot.required)
            times.append(record["recorded_at"])
        credited += done
        if is_due and done < slot.required:
            lacking_since = min(lacking_since or slot.due_at, slot.due_at)
    if not some_counted:
        status = "not_due"
    elif usable:
        status = _judged(measure, credited, required)
    elif checks and not unknown:
        status = "check"
    else:
        status = "no_data" if some_due else "not_due"
    return Cell(status, credited, required, unknown, checks, since=lacking_since)


def _reported(known: Known, unit: str, measure: Row, due_at: datetime, times: list[datetime]) -> Cell:
    """By the unit's daily report: counted when due or there. `times` gains that of a usable one."""
    report = known.reports.get(unit)
    is_due = due_at <= known.due_by
    since = due_at if is_due else None
    if report is None:
        return Cell("no_data", unknown=1, since=since) if is_due else Cell("not_due")
    pairs = (("health_monitored", "health_due"),) if measure["measure_id"] == "health_monitoring" else PAIRS_OF_CARE
    contradicts = negative(report, *(column for pair in pairs for column in pair))
    if measure["measure_id"] == "health_monitoring":
        contradicts |= above(report["health_monitored"], report["health_due"])
    if contradicts:
        return Cell("check", unknown=1, checks=1, since=since)
    given = [(report[done], report[due]) for done, due in pairs if report[done] is not None and report[due] is not None]
    unknown = int(len(given) < len(pairs))
    if not given:
        return Cell("no_data" if is_due else "not_due", unknown=unknown, since=since)
    times.append(report["recorded_at"])
    done, due = sum(min(done, due) for done, due in given), sum(due for _, due in given)
    status = "no_data" if due == 0 and unknown else _judged(measure, done, due)
    return Cell(status, done, due, unknown, since=since)


def _judged(measure: Row, done: float, due: float) -> str:
    if due == 0 or reaches(done / due, measure["amber_below"]):
        return "met"
    return "attention" if reaches(done / due, measure["red_below"]) else "breach"
