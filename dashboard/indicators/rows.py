"""A table's rows as plain values: what a figure of a few dozen units is read from sooner than from slices of the table."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import pandas as pd

Rows = pd.DataFrame | Sequence[Any]  # a table, or its rows as `each` gave them


def each(table: Rows, *columns: str) -> Sequence[Any]:
    """The rows, as `itertuples` without the index gives them, of those columns or of all; missing is None. Rows read before are what they are."""
    if not isinstance(table, pd.DataFrame):
        return table
    names = columns or tuple(table.columns)
    return list(map(_kind(names)._make, zip(*(table[name].array.to_numpy(object, na_value=None) for name in names), strict=True)))


def of_units(table: pd.DataFrame, units: Collection[str]) -> pd.DataFrame:
    """The rows of those units, numbered anew."""
    places = [place for place, unit in enumerate(table.org_unit_id.array.to_numpy(object)) if unit in units]
    own = table.take(places)
    own.index = pd.RangeIndex(len(places))
    return own


@lru_cache(256)
def _kind(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names)  # type: ignore[misc] (named as they are asked for)


def units_of(rows: Iterable[Any]) -> tuple[str, ...]:
    """Their units, each once, in the rows' order."""
    return tuple(dict.fromkeys(row.org_unit_id for row in rows))


def newest_of(rows: Iterable[Any]) -> datetime | None:
    """When the newest of them was recorded, of those that say so."""
    instants = (row.recorded_at for row in rows if row.recorded_at is not None)
    newest = max(instants, default=None)
    return None if newest is None else newest.to_pydatetime()
