"""A table as shown, laid out in columns of one kind: numbers as numbers, instants as instants, what is not known empty and named."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard.export.plain_text import clean
from dashboard.export.shown import Sheet
from dashboard.texts import DASH, Told, Words

Value = int | float | str | date | datetime | None
NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is an int, a float, a text, a day, an instant in the organisation's zone, or None; `kind` as in Told."""

    value: Value
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`name` as the words know it (`column-...`), `heading` as the reader reads it; `part` of a text that tells several values together; `instants`
    where it holds any."""

    name: str
    heading: str
    part: str = ""
    instants: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def laid_out(sheet: Sheet, words: Words) -> Table:
    """The table's columns, one for each value that a cell tells, and last the headings whose cells show a dash: what is not known, by name."""
    zone = ZoneInfo(words.timezone)
    shown = list(sheet.rows())
    parts = {name: _parts(shown, name) for name, _ in sheet.columns}
    kinds: dict[tuple[str, str], set[str]] = {(name, part): set() for name in parts for part in parts[name]}
    rows = []
    for row in shown:
        laid, dashes = [], []
        for name, heading in sheet.columns:
            values = _values(row.get(name))
            if _is_a_dash(values.get("")):
                dashes.append(heading)
            for part in parts[name]:
                cell = cell_of(values.get(part), zone)
                kinds[name, part].add("instant" if isinstance(cell.value, datetime) else cell.kind)
                laid.append(cell)
        rows.append((*laid, Cell(clean(words("list-comma").join(dashes)) or None)))
    columns = [
        Column(name, _heading(heading, part, kinds[name, part], words), part, "instant" in kinds[name, part])
        for name, heading in sheet.columns
        for part in parts[name]
    ]
    return Table(sheet.key, sheet.title, (*columns, Column(NOT_KNOWN, words(f"column-{NOT_KNOWN}"))), tuple(rows))


def _parts(rows: Sequence[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    """The values that the column's cells tell, by the names of their parts, in the order met."""
    found = dict.fromkeys(part for row in rows for part in _values(row.get(name)))
    return tuple(found) or ("",)


def _values(told: Any) -> Mapping[str, Any]:
    if isinstance(told, Told) and isinstance(told.value, dict):
        return told.value
    return {"": told}


def _is_a_dash(told: Any) -> bool:
    """A dash of our own, and no name that happens to be one; or nothing where a table of the database has a number."""
    return told is pd.NA or (isinstance(told, str) and told == DASH and getattr(told, "value", None) is None)


def cell_of(told: Any, zone: ZoneInfo) -> Cell:
    """What a file holds of a value, or of a text that remembers one; instants in the zone, to the second."""
    kind = ""
    if isinstance(told, Told):
        told, kind = str(told) if isinstance(told.value, dict) else told.value, told.kind
    if told is None or (isinstance(told, str) and (told == DASH or not told)) or told is pd.NaT or told is pd.NA:
        return Cell(None, kind)
    if isinstance(told, bool):
        return Cell(int(told))
    if isinstance(told, numbers.Real):
        number = float(told)
        if math.isnan(number):
            return Cell(None, kind)
        if math.isinf(number):
            return Cell("∞" if number > 0 else "-∞")
        return Cell(int(told) if number.is_integer() and kind != "ratio" else number, kind)
    if isinstance(told, datetime):
        return Cell(told.astimezone(zone).replace(microsecond=0))
    if isinstance(told, date):
        return Cell(told)
    return Cell(clean(told))


def _heading(heading: str, part: str, kinds: set[str], words: Words) -> str:
    """The heading, with the part of it, or the minutes, that its values are told in."""
    if part:
        return words(f"part-{part}", of=heading)
    return words("part-minutes", of=heading) if "minutes" in kinds else heading
