"""How fresh each source is against its limit, of the whole and unit by unit, and how long before or after they were due reports come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
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
    """A source at S. `age` of its newest row (what came after S is of no age), `limit` None where it has none; `silent` where it gave none in thirty days.

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
    """One per row of `quality.freshness`, in its order. Fresh at the limit, stale beyond it."""
    return [_source(row, absent, moment, None if row.table_name in LASTING else stale_after(row.table_name)) for row in rows.itertuples()]


def _source(row, absent: Collection[str], moment: Moment, limit: timedelta | None) -> Source:  # type: ignore[no-untyped-def] (a row of itertuples)
    if row.table_name in absent:
        return Source(row.table_name, None, None, limit, "not_supplied", None)
    newest_at = instant(row.newest_at)
    age = _age(newest_at, moment)
    state: State = "silent" if not row.rows else _by_age(age, limit)
    history: History | None = "timeless" if row.timeless else "kept" if row.corrected else "uncorrected" if row.rows else None
    return Source(row.table_name, newest_at, age, limit, state, history)


_NEED: tuple[State, ...] = ("stale", "silent", "not_supplied", "fresh")


def by_need(found: Iterable[Source]) -> list[Source]:
    """The stale first, those furthest beyond their limit before the others; then the silent, the not supplied, and the fresh nearest to their limit."""
    return sorted(found, key=lambda one: (_NEED.index(one.state), -(one.age / one.limit if one.age and one.limit else 0)))


@dataclass(frozen=True, slots=True)
class Given:
    """What a unit last gave to a source: `age` of its newest row (None: none in thirty days, or it does not say when it came)."""

    age: timedelta | None
    state: State


def given_by_unit(
    rows: pd.DataFrame, units: Iterable[str], tables: Iterable[str], moment: Moment, stale_after: Callable[[str], timedelta]
) -> dict[str, dict[str, Given]]:
    """By unit and source; `rows` are `quality.newest_by_unit`. A unit that gave a source nothing in thirty days is silent there."""
    found = {unit: {table: Given(None, "silent") for table in tables} for unit in units}
    for row in rows.itertuples():
        if row.table_name in found.get(row.org_unit_id, {}):
            age = _age(instant(row.newest_at), moment)
            found[row.org_unit_id][row.table_name] = Given(age, _by_age(age, stale_after(row.table_name)))
    return found


HOUR = timedelta(hours=1)
BANDS = ("early", "in-the-last-hour", "late-within-an-hour", "later", "missing", "waiting")


def delays(reports: pd.DataFrame) -> dict[str, int]:
    """How many units that owe a daily report sent their first when: over an hour before it was due, in the last hour before, up to an hour late, later,
    not though due, not and not due yet. `reports` is `compliance.daily_reports`."""
    counts = dict.fromkeys(BANDS, 0)
    for row in reports[reports.expected].itertuples():
        counts[_band(row)] += 1
    return counts


def _band(row) -> str:  # type: ignore[no-untyped-def] (a row of itertuples)
    if not row.received:
        return "missing" if row.missing else "waiting"
    first, due = instant(row.first_recorded_at), instant(row.due_at)
    if first is None or due is None or first < due - HOUR:
        return "early"
    if first <= due:
        return "in-the-last-hour"
    return "late-within-an-hour" if first <= due + HOUR else "later"


def _age(newest_at: datetime | None, moment: Moment) -> timedelta | None:
    return None if newest_at is None else max(timedelta(0), moment.state_at - newest_at)


def _by_age(age: timedelta | None, limit: timedelta | None) -> State:
    return "stale" if age is not None and limit is not None and age > limit else "fresh"
