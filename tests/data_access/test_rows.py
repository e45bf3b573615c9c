"""A column's values as an array: made quickly, and in nothing different from what pandas itself makes of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.contract import Count, Instant
from data_access.rows import _array

NOTHING = st.none()
INSTANTS = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 (the zone comes with it)
WHOLE = st.integers(-(2**63), 2**63 - 1)


def by_pandas(kind: str, values: list[Any]) -> pd.Series:
    if kind == "instant":
        return pd.Series(pd.to_datetime(values, utc=True).astype("datetime64[us, UTC]"))
    if kind == "count":
        return pd.Series(pd.array([None if value is None else int(value) for value in values], dtype="Int64"))
    if kind == "yes or no":
        return pd.Series(pd.array([None if value is None else bool(value) for value in values], dtype="boolean"))
    return pd.Series(pd.array(values, dtype="Float64")) if kind == "number" else pd.Series(values, dtype="object")


@pytest.mark.parametrize(
    ("kind", "types", "values"),
    [
        ("instant", [Instant()], INSTANTS),
        ("count", [sa.Integer(), Count(), sa.Numeric()], st.one_of(WHOLE, st.decimals(-1000, 1000), st.booleans())),
        ("yes or no", [sa.Boolean()], st.one_of(st.booleans(), st.integers(0, 1))),
        ("number", [sa.Double()], st.one_of(st.floats(), st.integers(-5, 5))),
        ("text", [sa.String(), sa.Date()], st.text()),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_values_of_every_type_and_missing_ones_are_as_pandas_makes_them(kind: str, types: list[Any], values: Any) -> None:
    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.one_of(NOTHING, values), max_size=6))
    def holds(some: list[Any]) -> None:
        expected = by_pandas(kind, some)
        for one in types:
            made = _array(one, tuple(some))
            made = pd.Series(made, dtype="object" if kind == "text" else None)
            assert made.equals(expected)
            assert made.dtype == expected.dtype

    holds()


@pytest.mark.parametrize(
    ("kind", "value"), [(sa.Integer(), "abc"), (sa.Integer(), 2**70), (sa.Integer(), float("nan")), (sa.Double(), "x"), (Instant(), "x")]
)
def test_a_value_of_another_type_is_refused(kind: Any, value: object) -> None:
    with pytest.raises((ValueError, TypeError, OverflowError)):
        _array(kind, (value,))
