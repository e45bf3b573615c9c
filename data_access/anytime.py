"""Statements built once for every moment: building one takes longer than sending it, and between two moments nothing differs but the values bound.

A query is called with `AnyMoment` in place of its moment, and with days counted from that moment's own. What it makes of them, such as a day a week
before or the instant at which a slot falls due, is a value that is not known yet; it is worked out of the real moment whenever the statement runs. Such
values can be moved by a time-span, compared with their like and bound, and nothing else: a query that wants more of a day fails on them, and is built once
for each day of a month, or, if that will not do, anew at each use.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import pandas as pd
import sqlalchemy as sa

from data_access.moment import DueTime, Moment
from data_access.rows import table
from data_access.scope import Scope
from data_access.supplied import without

STATEMENTS_KEPT = 256  # of about a third of a megabyte each

Query = Callable[..., sa.Select[Any]]


def fetch(connection: sa.Connection, query: Query, arguments: tuple[Hashable, ...], absent: Collection[str] = ()) -> pd.DataFrame:
    """The table that `query(*arguments)` selects, where the `absent` relations have no rows."""
    moment = next((one for one in arguments if isinstance(one, Moment)), None)
    chosen = any(
        isinstance(one, Scope) and one != one.without_choice() for one in arguments
    )  # there are too many to keep a statement for each
    ready = None if moment is None or chosen else statement(query, arguments, moment, frozenset(absent))
    if ready is None:
        return table(connection, without(query(*arguments), absent))
    before = _now.set(moment)
    try:
        return table(connection, ready, {"compiled_cache": _compiled})
    finally:
        _now.reset(before)


def statement(query: Query, arguments: tuple[Hashable, ...], moment: Moment, absent: frozenset[str] = frozenset()) -> sa.Select[Any] | None:
    """The one for every moment, else, where the query follows the month, that for every moment of such a day of it; None where there is neither."""
    for any_moment in (AnyMoment(moment.timezone), AnyMoment(moment.timezone, day_of_month=moment.day.day)):
        counted = tuple(_counted_from(moment.day, any_moment, one) for one in arguments)
        if (ready := _for_every_moment(query, counted, absent)) is not None:
            return ready
    return None


_now: ContextVar[Moment | None] = ContextVar("the moment that a statement is run for", default=None)


_compiled: Any = sa.util.LRUCache(STATEMENTS_KEPT)  # apart from those of other statements, whose SQL does not ask for its values


@lru_cache(STATEMENTS_KEPT)
def _for_every_moment(query: Query, arguments: tuple[Hashable, ...], absent: frozenset[str]) -> sa.Select[Any] | None:
    """The statement, each of whose values asks for the moment when it is bound; None where it has to be built anew for each."""
    try:
        statement = without(query(*arguments), absent)
    except (TypeError, AttributeError):
        return None
    key = statement._generate_cache_key()
    if key is None:
        return None
    for bound in key.bindparams:
        bound.callable = _asked(bound.value)
    return statement


def _asked(value: Any) -> Callable[[], Any]:
    if not _is_open(value):
        return lambda: value

    def ask() -> Any:
        moment = _now.get()
        assert moment is not None, "a statement for every moment runs for one"
        return _at(moment, value)

    return ask


def _at(moment: Moment, value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return [_at(moment, one) for one in value]
    return value.at(moment) if isinstance(value, _Open) else value


def _is_open(value: Any) -> bool:
    return isinstance(value, _Open) or (isinstance(value, (tuple, list)) and any(map(_is_open, value)))


def _counted_from(day: date, any_moment: AnyMoment, argument: Any) -> Any:
    """The argument with days in place of dates, so that it is the same for every moment."""
    if isinstance(argument, Moment):
        return any_moment
    if isinstance(argument, tuple):
        return tuple(_counted_from(day, any_moment, one) for one in argument)
    if isinstance(argument, date) and not isinstance(argument, datetime):
        return Day((argument - day).days)
    return argument


class _Open:
    """A value that is not known yet: to be bound, and not to be looked into."""

    def at(self, moment: Moment) -> Any:
        raise NotImplementedError

    def __bool__(self) -> bool:
        raise TypeError("what is not known yet is neither true nor false")

    def __str__(self) -> str:
        raise TypeError("what is not known yet cannot be written out")

    def __format__(self, _: str) -> str:
        raise TypeError("what is not known yet cannot be written out")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Open):
            raise TypeError("what is not known yet compares with its like alone")
        return repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(repr(self))


@dataclass(frozen=True, eq=False)
class Day(_Open):
    """The day so many days after the moment's, which may be known to be such a day of its month."""

    after: int
    day_of_month: int | None = None

    @property
    def day(self) -> int:
        if self.day_of_month is None or self.after:
            raise TypeError("which day of the month it is, is not known yet")
        return self.day_of_month

    def replace(self, *, day: int) -> Day:
        return Day(day - self.day)

    def at(self, moment: Moment) -> date:
        return moment.day + timedelta(days=self.after)

    def __add__(self, span: timedelta) -> Day:
        if not isinstance(span, timedelta) or span % timedelta(days=1):
            return NotImplemented
        return Day(self.after + span.days)

    def __sub__(self, other: timedelta | Day) -> Any:
        if isinstance(other, Day):
            return timedelta(days=self.after - other.after)
        return self + -other if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other: Day) -> bool:
        return self.after < other.after if isinstance(other, Day) else NotImplemented

    def __gt__(self, other: Day) -> bool:
        return self.after > other.after if isinstance(other, Day) else NotImplemented


@dataclass(frozen=True, eq=False)
class _Instant(_Open):
    """One of the instants of a moment, or so much after it."""

    of: AnyMoment
    name: str
    after: timedelta = timedelta()

    def at(self, moment: Moment) -> datetime:
        return getattr(self.of.at(moment), self.name) + self.after

    def __add__(self, span: timedelta) -> _Instant:
        return replace(self, after=self.after + span) if isinstance(span, timedelta) else NotImplemented

    def __sub__(self, span: timedelta) -> _Instant:
        return replace(self, after=self.after - span) if isinstance(span, timedelta) else NotImplemented


@dataclass(frozen=True, eq=False)
class _Weekday(_Open):
    day: Day

    def at(self, moment: Moment) -> str:
        return moment.weekday(self.day.at(moment))


@dataclass(frozen=True, eq=False)
class _Due(_Open):
    due: DueTime
    day: Day

    def at(self, moment: Moment) -> datetime | None:
        return moment.due(self.due, self.day.at(moment))


@dataclass(frozen=True)
class AnyMoment:
    """In place of a `Moment`, with the same names: the moment itself, another day of it, or what was known some hours earlier."""

    timezone: str
    days_after: int = 0
    day_of_month: int | None = None  # of the moment's own day
    hours_earlier: float | None = None

    def at(self, moment: Moment) -> Moment:
        other = moment.on(moment.day + timedelta(days=self.days_after))
        return other if self.hours_earlier is None else other.earlier(self.hours_earlier)

    @property
    def day(self) -> Day:
        return Day(self.days_after, self.day_of_month)

    @property
    def known_at(self) -> _Instant:
        return _Instant(self, "known_at")

    @property
    def starts_at(self) -> _Instant:
        return _Instant(self, "starts_at")

    @property
    def ends_at(self) -> _Instant:
        return _Instant(self, "ends_at")

    @property
    def state_at(self) -> _Instant:
        return _Instant(self, "state_at")

    @property
    def last_moment(self) -> _Instant:
        return _Instant(self, "last_moment")

    def on(self, day: Day) -> AnyMoment:
        if self.hours_earlier is not None:
            raise TypeError("another day of what was known earlier is not known yet")
        return replace(self, days_after=day.after, day_of_month=None if day.after else self.day_of_month)

    def earlier(self, hours: float) -> AnyMoment:
        if self.hours_earlier is not None:
            raise TypeError("earlier than what was known earlier is not known yet")
        return replace(self, hours_earlier=hours)

    def days_back(self, count: int) -> tuple[Day, ...]:
        return tuple(self.day - timedelta(days=back) for back in range(count - 1, -1, -1))

    def weekday(self, day: Day) -> _Weekday:
        return _Weekday(day)

    def due(self, due: DueTime, day: Day) -> _Due:
        return _Due(due, day)
