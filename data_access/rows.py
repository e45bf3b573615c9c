"""A statement's rows as a table whose types hold even when it is empty: counts with NULL, yes/no, instants in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access.contract import ContractBroken, Instant

_INSTANT = pd.DatetimeTZDtype("us", "UTC")
_NOTHING = type(None)
_1970 = datetime(1970, 1, 1, tzinfo=UTC)
_NO_INSTANT = np.iinfo(np.int64).min


def table(connection: sa.Connection, statement: sa.Select[Any], options: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """The rows with one column per selected column. Missing is pd.NA, NaT or None, never 0 or NaN. `options` are SQLAlchemy's, of this execution.

    Raises ContractBroken where a value is not of the contract's type.
    """
    columns = list(statement.selected_columns)
    try:
        rows = connection.execute(statement, execution_options=options or {}).all()
    except ValueError as error:  # a type of the driver's own, such as a day, could not read what stands there
        raise ContractBroken(f"the database holds a value of another form than the contract's ({error})") from None
    by_column = zip(*rows, strict=True) if rows else ((),) * len(columns)
    index = pd.RangeIndex(
        len(rows)
    )  # one for all, and nothing copied: a frame of short columns costs more in the laying out than in the values
    made = {column.name: _checked(column, values, index) for column, values in zip(columns, by_column, strict=True)}
    return pd.DataFrame(made, index=index, copy=False)


def _checked(column: sa.ColumnElement[Any], values: tuple[Any, ...], index: pd.RangeIndex) -> Any:
    try:
        array = _array(column.type, values)  # what a frame would guess at is said to be an object
        return pd.Series(array, index=index, dtype="object", copy=False) if isinstance(array, np.ndarray) else array
    except (ValueError, TypeError) as error:
        raise ContractBroken(f"the column {column.name} holds a value of another type than the contract's ({error})") from None


def _array(kind: sa.types.TypeEngine[Any], values: tuple[Any, ...]) -> Any:
    found = set(map(type, values))
    if isinstance(kind, Instant):
        if found <= {datetime, _NOTHING} and all(value is None or value.tzinfo is UTC for value in values):
            microseconds = np.fromiter(map(_since_1970, values), np.int64, len(values))
            return pd.array(microseconds.view("datetime64[us]"), dtype=_INSTANT)
        return pd.to_datetime(list(values), utc=True).astype("datetime64[us, UTC]").array
    if isinstance(kind, sa.Boolean):
        if found <= {bool, int, _NOTHING}:  # a comparison comes as 0 or 1
            return _masked(pd.arrays.BooleanArray, np.bool_, values)
        return pd.array([None if value is None else bool(value) for value in values], dtype="boolean")
    if isinstance(kind, sa.Float):
        if found <= {float, _NOTHING}:
            return _masked(pd.arrays.FloatingArray, np.float64, values)
        return pd.array(list(values), dtype="Float64")
    if isinstance(kind, (sa.Integer, sa.Numeric)) or getattr(kind, "impl_instance", None).__class__ is sa.Integer:
        if Decimal in found:  # as a server gives the sum of sums
            values, found = tuple(None if value is None else int(value) for value in values), {int}
        if found <= {int, _NOTHING}:
            return _masked(pd.arrays.IntegerArray, np.int64, values)
        return pd.array([None if value is None else int(value) for value in values], dtype="Int64")
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _since_1970(value: datetime | None) -> int:
    """Microseconds, exactly; the least number there is stands for no instant."""
    if value is None:
        return _NO_INSTANT
    since = value - _1970
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _masked(kind: Any, numbers: Any, values: tuple[Any, ...]) -> Any:
    """Numbers of which some may be missing, without pandas looking at each for its type."""
    count = len(values)
    given = np.fromiter((0 if value is None else value for value in values), numbers, count)
    missing = np.fromiter((value is None or value != value for value in values), np.bool_, count)  # NaN, too, is missing
    return kind(given, missing)
