"""Statements that several threads write at the same time, from the same parts."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from data_access import owed, scope
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.data_access.test_queries import ARGUMENTS, MOMENT

THREADS = 3
SHARED = (scope.units_in, owed._calendar, owed.live_units, owed.lineage_of)


@pytest.fixture
def columns_take_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the one processor goes to another thread in the middle of it."""
    at_once = sa.CTE._populate_column_collection

    def slowly(self: sa.CTE, *of: Any, **named: Any) -> None:
        time.sleep(0.002)
        at_once(self, *of, **named)

    monkeypatch.setattr(sa.CTE, "_populate_column_collection", slowly)
    for one in SHARED:
        one.cache_clear()


@pytest.mark.usefixtures("columns_take_a_while")
@pytest.mark.parametrize("query", ARGUMENTS, ids=lambda query: query.__name__)
def test_statements_that_threads_write_at_the_same_time_are_whole(query) -> None:
    """Where columns of a shared part are made twice, one of the statements can never be put into SQL, and it may be the one that is kept."""
    together, everybody = threading.Barrier(THREADS), Scope(WHOLE_ORGANISATION)
    scope.units_in(everybody)  # one of the parts is there, and nobody has asked for its columns

    def write(_: int) -> None:
        together.wait()
        query(everybody, MOMENT, *ARGUMENTS[query]).compile(dialect=sqlite.dialect())

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(write, range(THREADS)))
