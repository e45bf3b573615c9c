"""How fresh each source is against its limit, from one row per source (`quality.freshness`)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import pandas as pd

from dashboard.indicators.figure import instant
from data_access.moment import Moment

LASTING = ("requirement", "exemption")  # what holds until it is changed has no limit
State = Literal["fresh", "stale", "silent", "not_supplied"]
History = Literal["kept", "uncorrected", "timeless"]


@dataclass(frozen=True, slots=True)
class Source:
    """A source at T. `age` of its newest row, `limit` None where it has none; `silent` where it gave none in thirty days.

    `history`: corrections are on record; or none is, so that it may keep none and as-of is only as good as that; or some rows do not say when they came
    and count as known for ever.
    """

    name: str
    newest_at: datetime | None
    age: timedelta | None
    limit: timedelta | None
    state: State
    history: History | None


def sources(rows: pd.DataFrame, absent: Collection[str], moment: Moment, stale_after: Callable[[str], timedelta]) -> list[Source]:
    """One per row, in its order. Fresh at the limit, stale beyond it."""
    return [_source(row, absent, moment, None if row.table_name in LASTING else stale_after(row.table_name)) for row in rows.itertuples()]


def _source(row, absent: Collection[str], moment: Moment, limit: timedelta | None) -> Source:  # type: ignore[no-untyped-def] (a row of itertuples)
    if row.table_name in absent:
        return Source(row.table_name, None, None, limit, "not_supplied", None)
    newest_at = instant(row.newest_at)
    age = None if newest_at is None else moment.known_at - newest_at
    state: State = "silent" if not row.rows else "stale" if age and limit and age > limit else "fresh"
    history: History | None = "timeless" if row.timeless else "kept" if row.corrected else "uncorrected" if row.rows else None
    return Source(row.table_name, newest_at, age, limit, state, history)
