"""What the daily reports say: who reported and when, people, and cases."""

from __future__ import annotations

from datetime import timedelta

from tests.second.computation import owed
from tests.second.computation.answer import Cell, group_status
from tests.second.computation.known import Known, minutes, negative

STAFF = ("on_site", "stay_behind", "working_from_home", "flexible", "home_isolation", "central_isolation")
CASES = ("fever", "suspected", "confirmed")
MINUTES_OF_ATTENTION = 60
DAYS_LOOKED_BACK = 60


def reporting(known: Known) -> None:
    """`reporting.completeness`, `.timeliness` and `.zero`, the cells of the daily report, and who is silent."""
    expected: list[str] = []
    due: list[str] = []
    on_time = 0
    for unit in known.live:
        slot = next(iter(owed.slots(known, unit, "daily_report")), None)
        if slot is None:
            continue
        if slot.exempt:
            known.answer.cells[unit, "daily_report"] = Cell("exempt")
            continue
        expected.append(unit)
        is_due = slot.due_at <= known.due_by
        if is_due:
            due.append(unit)
        if unit in known.reports:
            first = min(
                row["recorded_at"] for row in known.rows["daily_report"] if row["org_unit_id"] == unit and row["report_date"] == known.day
            )
            cell = Cell("met" if first <= slot.due_at else "attention", 1, 1, since=slot.due_at)
            on_time += is_due and first <= slot.due_at
        elif not is_due:
            cell = Cell("not_due", 0, 1)
        else:
            late = minutes(known.due_by - slot.due_at)
            status = "attention" if late <= MINUTES_OF_ATTENTION else "breach"
            cell = Cell(status, 0, 1, 1, since=slot.due_at, overdue_minutes=late, urgency="overdue report")
            known.answer.silent[unit] = late
        known.answer.cells[unit, "daily_report"] = cell

    received = [unit for unit in expected if unit in known.reports]
    status = group_status([known.answer.cells[unit, "daily_report"].status for unit in expected], len(known.answer.silent), 0)
    times = [known.reports[unit]["recorded_at"] for unit in received]
    known.figure("reporting.completeness", len(received), len(expected), len(known.answer.silent), status=status, times=times)
    times_of_due = [known.reports[unit]["recorded_at"] for unit in due if unit in known.reports]
    status = group_status([known.answer.cells[unit, "daily_report"].status for unit in due], len(known.answer.silent), 0)
    known.figure("reporting.timeliness", on_time, len(due), len(known.answer.silent), status=status, times=times_of_due)
    _zero(known, expected, received)


def _zero(known: Known, expected: list[str], received: list[str]) -> None:
    usable = [known.reports[unit] for unit in received if not negative(known.reports[unit], *CASES)]
    zero = sum(all(report[column] == 0 for column in CASES) for report in usable)
    undecided = sum(
        any(report[column] is None for column in CASES) and not any((report[column] or 0) > 0 for column in CASES) for report in usable
    )
    unknown = len(expected) - len(received) + undecided
    times = [report["recorded_at"] for report in usable]
    known.figure("reporting.zero", zero, len(usable), unknown, len(received) - len(usable), times=times)


def people(known: Known) -> None:
    """`people.isolated` and `people.accounted`."""
    isolated = unknown = checks = 0
    times = []
    for unit, row in known.live.items():
        report = known.reports.get(unit)
        if report is None:
            unknown += row["reports"]
            continue
        family = ("dependants_home_isolation", "dependants_central_isolation")
        if negative(report, "home_isolation", "central_isolation", *family) or _more_than_there_are(report, row["staff_count"]):
            checks += 1
            continue
        unknown += report["home_isolation"] is None or report["central_isolation"] is None
        isolated += sum(report[column] or 0 for column in ("home_isolation", "central_isolation", *family))
        times.append(report["recorded_at"])
    known.count("people.isolated", isolated, unknown, checks, anybody=known.somebody_reports, times=times)

    accounted = staff = unknown = checks = 0
    times = []
    for unit, row in known.live.items():
        report = known.reports.get(unit)
        if not row["staff_count"]:
            continue
        if report is None:
            unknown += row["reports"]
        elif negative(report, *STAFF) or _more_than_there_are(report, row["staff_count"]):
            checks += 1
        elif any(report[column] is None for column in STAFF):
            unknown += 1
        else:
            accounted += sum(report[column] for column in STAFF)
            staff += row["staff_count"]
            times.append(report["recorded_at"])
    known.figure("people.accounted", accounted, staff, unknown, checks, times=times)


def _more_than_there_are(report: dict, staff_count: int | None) -> bool:
    return staff_count is not None and sum(report[column] or 0 for column in STAFF) > staff_count


def cases(known: Known) -> None:
    """`cases.confirmed`, `.suspected` and `.days_since`, and the cells of cases."""
    silent = sum(row["reports"] and unit not in known.reports for unit, row in known.live.items())
    for name, status_of_any in (("confirmed", "breach"), ("suspected", "attention")):
        checks = sum(negative(report, name) for report in known.reports.values())
        usable = [report for report in known.reports.values() if report[name] is not None and report[name] >= 0]
        count = sum(report[name] for report in usable)
        unknown = silent + len(known.reports) - len(usable) - checks
        status = status_of_any if count else "no_data" if unknown or checks else "met"
        times = [report["recorded_at"] for report in usable]
        known.count(f"cases.{name}", count, unknown, checks, anybody=known.somebody_reports, status=status, times=times)
    _days_since(known)
    for unit, row in known.live.items():
        report = known.reports.get(unit)
        if report is not None:
            known.answer.cells[unit, "cases"] = _cell(report)
        elif row["reports"]:
            due_later = known.answer.cells.get((unit, "daily_report"), Cell("no_data")).status == "not_due"
            known.answer.cells[unit, "cases"] = Cell("not_due" if due_later else "no_data", 0, None, 1)


def _cell(report: dict) -> Cell:
    """A negative count is left out, and with nothing worse the cell is a check."""
    usable = {column: report[column] for column in CASES if not negative(report, column)}
    unknown, checks = int(None in usable.values()), int(len(usable) < len(CASES))
    confirmed = usable.get("confirmed") or 0
    if confirmed:
        status, urgency = "breach", "case"
    elif usable.get("suspected") or usable.get("fever"):
        status, urgency = "attention", "rest"
    else:
        status, urgency = "check" if checks else "no_data" if unknown else "met", "rest"
    return Cell(status, confirmed, None, unknown, checks, urgency=urgency, unsaid=frozenset({"numerator", "unknown"}))


def _days_since(known: Known) -> None:
    """Days since the latest day with a confirmed case, D included. Unknown: units silent on a day after it; a report without the count marks any unit."""
    since = None
    unsaid: set[str] = set()
    checks = 0
    times = []
    for back in range(DAYS_LOOKED_BACK + 1):
        day = known.day - timedelta(days=back)
        reports = known.reports_of(day)
        told = {unit: reports.get(unit) for unit in known.in_scope if known.existed(unit, day)}
        usable = [report for report in told.values() if report is not None and report["confirmed"] is not None and report["confirmed"] >= 0]
        times += [report["recorded_at"] for report in usable]
        if any(report["confirmed"] > 0 for report in usable):
            since = back
            break
        checks += sum(report is not None and negative(report, "confirmed") for report in told.values())
        unsaid |= {
            unit for unit, report in told.items() if (known.units[unit]["reports"] if report is None else report["confirmed"] is None)
        }
    known.count("cases.days_since", since, len(unsaid), checks, anybody=known.somebody_reports or since is not None, times=times)
