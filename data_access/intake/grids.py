"""A workbook's sheets as grids of values, read by calamine once the archive has been looked over."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from data_access.intake.archive import Look, looked_over
from data_access.intake.faults import Place, Rejected, fault
from data_access.intake.limits import Limits

Value = str | float | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: `rows[0][0]` is A1. Text, numbers, days, instants without a zone, times; None where nothing stands. TRUE and FALSE are text."""

    name: str
    hidden: bool
    rows: Sequence[Sequence[Value]]
    look: Look

    @property
    def is_empty(self) -> bool:
        return not self.look.without_value and all(value is None for row in self.rows for value in row)


def grids(content: bytes, limits: Limits) -> dict[str, Grid]:
    """The sheets by name, in their order. Raises Rejected."""
    looks, hidden = looked_over(content, limits)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            name: Grid(name, hidden[name], [] if not look.rows else _rows(workbook.get_sheet_by_name(name), look, limits), look)
            for name, look in looks.items()
        }
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        errors = [
            fault("fault-error-value", Place(name, *cell), found=found)
            for name, look in looks.items()
            for cell, found in look.in_error.items()
        ]
        raise Rejected(*(errors or [fault("fault-not-a-workbook")])) from error  # it knows not every error of a formula
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the library says that it met what it never expected
            raise
        raise Rejected(fault("fault-not-a-workbook")) from None


def _rows(sheet: Any, look: Look, limits: Limits) -> list[list[Value]]:
    end = sheet.end
    if end is not None and ((end[0] + 1) * (end[1] + 1) > limits.cells or end[1] >= 4 * limits.columns):
        raise Rejected(fault("fault-beyond-measure", name=sheet.name[:40]))
    return [[_plain(value) for value in row[: look.columns]] for row in sheet.to_python(skip_empty_area=False)[: look.rows]]


def _plain(value: Any) -> Value:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return None if value == "" else value
