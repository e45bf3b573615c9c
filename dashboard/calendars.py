"""The calendars: units down, the last days across, today drawn apart; a cell opens its unit on its day, one of the first line all units."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd

from dashboard.board import Cell as Shown
from dashboard.board import Row, Sheet, board, sheet_of
from dashboard.components.markup import calm
from dashboard.indicators import days
from dashboard.indicators.days import Day
from dashboard.indicators.figure import Cell, worst
from dashboard.navigation import open_page
from dashboard.palette import STATUSES
from dashboard.queries import measure_days, report_days
from dashboard.situation import Situation
from dashboard.texts import Words
from dashboard.view import View
from dashboard.wording import cell_detail, cell_text, measure_name, on_day

ALL_UNITS = ""  # no unit is called so
GAP, LINE = "", "│"  # the empty column that sets today apart, and its heading
NOTHING = Shown("", "not_due")  # the unit does not exist on that day


def of_reports(view: View, now: Situation) -> None:
    """The daily report: when it came, late, not in, not owed, exempt."""
    figure = now.figure("reporting.completeness")
    if figure.lacks:
        calm(view, "table-none", figure)
        return
    rows = report_days(view)
    told = {(row.org_unit_id, row.day): row for row in rows.itertuples()}

    def shown(one: Day) -> Shown:
        row = told[one.cell.org_unit_id, one.day]
        return Shown(_report_text(one, row, view), one.cell.status, _report_detail(one, row, view))

    _calendar(view, now, "daily_report", days.of_reports(rows, view.moment), rows, shown)


def of_measure(view: View, now: Situation, measure_id: str) -> None:
    """A measure: the share done, not owed, exempt, no data."""
    figure = now.figure(f"measure.{measure_id}")
    if figure.lacks:
        calm(view, "table-none", figure)
        return
    judged = days.of_measure(measure_days(view, measure_id), now.measures, view.moment)

    def shown(one: Day) -> Shown:
        return Shown(cell_text(one.cell, now, view.words), one.cell.status, cell_detail(one.cell, now, view.words))

    _calendar(view, now, measure_id, judged, report_days(view), shown)


def _calendar(
    view: View, now: Situation, measure_id: str, judged: Sequence[Day], living: pd.DataFrame, shown: Callable[[Day], Shown]
) -> None:
    """The board of these days; `living` has a row per unit and day on which it exists."""
    if not judged:
        calm(view, "table-none", None)
        return
    sheet = view.once(("calendar", measure_id), lambda: _sheet(view, now, measure_id, judged, living, shown))
    opened = board(sheet, key=f"calendar-{measure_id}")
    if opened:
        _open(view, *opened)


def _sheet(
    view: View, now: Situation, measure_id: str, judged: Sequence[Day], living: pd.DataFrame, shown: Callable[[Day], Shown]
) -> Sheet:
    words, moment = view.words, view.moment
    shown_days = sorted(set(living.day))
    cells: dict[str, dict[date, Shown]] = {}
    for row in living.itertuples():
        cells.setdefault(row.org_unit_id, {})[row.day] = Shown(words("cell-not-owed"), "not_due")
    by_day: dict[date, list[Cell]] = {}
    needs: dict[str, list[str]] = {}
    for one in judged:
        cells[one.cell.org_unit_id][one.day] = shown(one)
        by_day.setdefault(one.day, []).append(one.cell)
        needs.setdefault(one.cell.org_unit_id, []).append(one.cell.status)
    heads = [(day.isoformat(), _heading(day, view)) for day in shown_days]
    if moment.is_today and len(heads) > 1:
        heads.insert(-1, (GAP, LINE))
    many = len({view.units.division(unit) for unit in needs}) > 1
    lines = [(ALL_UNITS, words("calendar-all"), "", {day: _of_all(own, words) for day, own in by_day.items()})]
    for unit in sorted(needs, key=lambda unit: _need(view, unit, needs[unit])):
        group = view.units.label(view.units.division(unit)) if many else ""
        lines.append((unit, view.units.short_label(unit), group, cells[unit]))
    return sheet_of(
        [Row(unit, name, _in_order(own, shown_days, len(heads)), group) for unit, name, group, own in lines],
        heads,
        caption=words("calendar-title", measure=measure_name(measure_id, now, words), days=len(shown_days)),
        unit_label=words("board-unit"),
        words={**{status: _status_word(status, words) for status in STATUSES}, "all_met": words("board-all-met")},
        lang=words.language,
        of_text=words("board-shown", n=len(needs), total=len(needs)),
        height="70dvh",
    )


def _in_order(own: Mapping[date, Shown], shown_days: Sequence[date], columns: int) -> list[Shown]:
    line = [own.get(day, NOTHING) for day in shown_days]
    if columns > len(line):
        line.insert(-1, NOTHING)
    return line


def _need(view: View, unit: str, statuses: Sequence[str]) -> tuple[int, ...]:
    """Division by division; in each the units with the most days in breach, in attention, without data. Today moves no line under the reader's hand."""
    return (view.units.place(view.units.division(unit)), *(-statuses.count(status) for status in STATUSES[:4]), view.units.place(unit))


def _of_all(cells: Sequence[Cell], words: Words) -> Shown:
    """The day's sum over the units, with the status of the worst."""
    done, owed = int(sum(cell.numerator for cell in cells)), int(sum(cell.denominator or 0 for cell in cells))
    status = worst(cell.status for cell in cells)
    if status is None:
        alike = {cell.status for cell in cells}
        return Shown(words("cell-not-due"), "not_due") if "not_due" in alike else Shown(words("cell-exempt"), "exempt")
    return Shown(words.share(done / owed) if owed else words("cell-none"), status, f"{words.number(done)}/{words.number(owed)}")


def _heading(day: date, view: View) -> str:
    words = view.words
    if view.moment.is_today and day == view.moment.day:
        return words("calendar-today", weekday=words.weekday(day))
    return words("calendar-day", month=str(day.month), day=str(day.day), weekday=words.weekday(day))


def _report_text(one: Day, row, view: View) -> str:  # type: ignore[no-untyped-def] (a row of itertuples)
    words, status = view.words, one.cell.status
    if status in ("exempt", "not_due"):
        return words("cell-exempt" if status == "exempt" else "cell-not-due")
    if pd.isna(row.first_recorded_at):
        return words("cell-not-in")
    if row.first_recorded_at.astimezone(view.moment.zone).date() == one.day:
        return words.time(row.first_recorded_at)
    return words("cell-late" if one.cell.reason else "cell-on-time")


def _report_detail(one: Day, row, view: View) -> str:  # type: ignore[no-untyped-def]
    words, moment = view.words, view.moment.on(one.day)
    parts = []
    if not pd.isna(row.first_recorded_at):
        parts.append(words("calendar-came", time=on_day(row.first_recorded_at, moment, words)))
    if not pd.isna(row.due_at):
        parts.append(words("calendar-due", time=on_day(row.due_at, moment, words)))
    return " · ".join(parts)


def _status_word(status: str, words: Words) -> str:
    """The board's own words, but for what is not due yet and what is not owed at all, of which one word holds."""
    return words("calendar-nothing-due") if status == "not_due" else words(f"status-{status.replace('_', '-')}")


def _open(view: View, unit: str, day_text: str) -> None:
    day = date.fromisoformat(day_text)
    changes = {"units": (unit,)} if unit != ALL_UNITS else {}
    chosen = view.choice.day if day == view.moment.day else day
    open_page(view, "compliance", day=chosen, view="unit", **changes)
