"""Sums and counts that come back as whole numbers on every kind of database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa


def total(values: sa.ColumnElement[Any], name: str) -> sa.ColumnElement[int]:
    """The sum of the values; NULL where there is none."""
    return sa.type_coerce(sa.func.sum(values), sa.Integer()).label(name)


def count_where(condition: sa.ColumnElement[bool], name: str) -> sa.ColumnElement[int]:
    """How many rows the condition holds for, 0 where there is no row; a condition that is NULL does not hold."""
    return sa.func.count(sa.case((condition, 1))).label(name)
