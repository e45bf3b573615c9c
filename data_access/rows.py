"""A statement's rows as a table whose types hold even when it is empty: counts with NULL, yes/no, instants in UTC."""

from __future__ import annotations

from typing import Any

import pandas as pd
import sqlalchemy as sa

from data_access.contract import ContractBroken, Instant


def table(connection: sa.Connection, statement: sa.Select[Any]) -> pd.DataFrame:
    """The rows with one column per selected column. Missing is pd.NA, NaT or None, never 0 or NaN.

    Raises ContractBroken where a value is not of the contract's type.
    """
    columns = list(statement.selected_columns)
    try:
        rows = connection.execute(statement).all()
    except ValueError as error:  # a type of the driver's own, such as a day, could not read what stands there
        raise ContractBroken(f"the database holds a value of another form than the contract's ({error})") from None
    by_column = zip(*rows, strict=True) if rows else ((),) * len(columns)
    return pd.DataFrame({column.name: _checked(column, values) for column, values in zip(columns, by_column, strict=True)})


def _checked(column: sa.ColumnElement[Any], values: tuple[Any, ...]) -> pd.Series:
    try:
        return _series(column.type, values)
    except (ValueError, TypeError) as error:
        raise ContractBroken(f"the column {column.name} holds a value of another type than the contract's ({error})") from None


def _series(kind: sa.types.TypeEngine[Any], values: tuple[Any, ...]) -> pd.Series:
    if isinstance(kind, Instant):
        return pd.Series(pd.to_datetime(list(values), utc=True).astype("datetime64[us, UTC]"))
    if isinstance(kind, sa.Boolean):
        return pd.Series(pd.array([None if value is None else bool(value) for value in values], dtype="boolean"))
    if isinstance(kind, sa.Float):
        return pd.Series(pd.array(list(values), dtype="Float64"))
    if isinstance(kind, (sa.Integer, sa.Numeric)) or getattr(kind, "impl_instance", None).__class__ is sa.Integer:
        return pd.Series(pd.array([None if value is None else int(value) for value in values], dtype="Int64"))
    return pd.Series(list(values), dtype="object")
