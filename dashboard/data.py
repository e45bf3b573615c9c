"""The one door to SQL, with its memory: every table the screens show comes through here, counted once per query, scope, moment and data version."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa
from cachetools import LRUCache

from dashboard import clock, settings
from data_access.engine import DatabaseAway, DatabaseUnfit, Reader, reading_engine
from data_access.measures import catalogue
from data_access.moment import DueTime, Moment
from data_access.organisation import newest_report_day
from data_access.owed import due_times
from data_access.rows import table
from data_access.scope import Scope
from data_access.supplied import absent_relations, without
from data_access.version import Version, data_versions, newest_arrival

DEADLINE_SECONDS = 5.0
REMEMBERED = 1024
SECONDS_BETWEEN_FAILURES = 2.0
DAYS_SEARCHED = 60
DAYS_OLD = 2  # a newest report this old moves a page without a day to that report's day

Query = Callable[..., sa.Select[Any]]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the database, shared by all viewers until the next is due: when, which version of the data stood there, and which relations of the
    contract are not supplied."""

    at: datetime
    version: str
    absent: frozenset[str] = frozenset()
    versions: Mapping[str, Version] = field(default_factory=dict)  # of each table that is supplied


class Door:
    """Fetches tables and remembers them. Raises DatabaseAway or DatabaseUnfit; a failed fetch is not remembered."""

    def __init__(self, engine: sa.Engine, chosen: settings.Settings, deadline_seconds: float | None = None) -> None:
        self._deadline_seconds = DEADLINE_SECONDS if deadline_seconds is None else deadline_seconds
        self._reader = Reader(engine, self._deadline_seconds)
        self.settings = chosen
        self._memory: LRUCache[Hashable, Future[Any]] = LRUCache(REMEMBERED)
        self._lock = threading.Lock()
        self._look: Look | None = None
        self._failure: tuple[float, Exception] | None = None
        self._looking = threading.Lock()
        self._held = threading.local()
        self._drawn: LRUCache[Hashable, Look] = LRUCache(REMEMBERED)
        self._last_drawn: Look | None = None
        self.away_since: datetime | None = None  # when the database first did not answer, while it does not

    def close(self) -> None:
        """Let go of the database."""
        self._reader.close()

    def __enter__(self) -> Door:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def look(self) -> Look:
        """The present look; a new one at most once in the refresh interval. A look that failed fails all who waited for it, too."""
        held: Look | None = getattr(self._held, "look", None)
        if held is not None:
            return held
        with self._looking:
            now = clock.now()
            if self._look is not None and 0 <= (now - self._look.at).total_seconds() < self.settings.refresh_seconds:
                return self._look
            if self._failure is not None and time.monotonic() - self._failure[0] < SECONDS_BETWEEN_FAILURES:
                raise self._failure[1]
            try:
                self._look = self._reader.run(lambda connection: _look(connection, now))
            except (DatabaseAway, DatabaseUnfit) as error:
                self._failure = (time.monotonic(), error)
                self.away_since = self.away_since or now
                raise
            self._failure = self.away_since = None
            return self._look

    def drew(self, page: Hashable, look: Look) -> None:
        """The page was drawn of this look: while the database is away it can be drawn of it again, from memory."""
        with self._lock:
            self._drawn[page] = self._last_drawn = look

    def look_drawn(self, page: Hashable) -> Look | None:
        """The look that the page was last drawn of, by whomever; of a page that never was, the one that any page was last drawn of."""
        with self._lock:
            return self._drawn.get(page, self._last_drawn)

    @contextmanager
    def holding(self, look: Look) -> Iterator[None]:
        """In this thread every look is this one: a page is of one version of the data throughout, the last known one while the database is away."""
        self._held.look = look
        try:
            yield
        finally:
            self._held.look = None

    def answers(self) -> bool:
        """Whether the database answers at all."""
        try:
            self._reader.run(lambda connection: connection.execute(sa.select(1)).scalar_one())
        except (DatabaseAway, DatabaseUnfit):
            return False
        return True

    def fetch(self, query: Query, scope: Scope, moment: Moment, *more: Hashable) -> pd.DataFrame:
        """The table that `query(scope, moment, *more)` selects, as its docstring says."""
        return self._table(query, scope, moment, *more)

    def catalogue(self, query: Query) -> pd.DataFrame:
        """The table of a catalogue, which names no unit and so takes no scope."""
        return self._table(query)

    def make_of_catalogues(self, deed: Callable[..., Any]) -> Any:
        """What `deed(door)` makes of tables that take no scope, made once for all who ask."""
        return self._remember((_name(deed), self.look().version), lambda: deed(self))

    def owed_measures(self) -> tuple[tuple[str, ...], tuple[DueTime, ...]]:
        """The active measures but the daily report, and the ways in which they fall due: what the queries of measures take."""
        measures = tuple(name for name in self.catalogue(catalogue).measure_id if name != "daily_report")
        return measures, self.due_times(*measures)

    def due_times(self, *measures: str) -> tuple[DueTime, ...]:
        """The ways in which slots of the measures fall due, all units taken together."""
        rows = self._table(due_times, measures)
        return tuple(sorted(DueTime(row.due_time, bool(row.next_day), int(row.grace_minutes)) for row in rows.itertuples()))

    def draw(
        self, chart: Callable[..., dict[str, Any]], words: Any, query: Query, scope: Scope, moment: Moment, *more: Hashable
    ) -> dict[str, Any]:
        """The specification that `chart(table, words)` builds from the query's table, built once."""
        key = ("chart", _name(chart), words, *self._key(self.look(), query, scope, moment, *more))
        return self._remember(key, lambda: chart(self.fetch(query, scope, moment, *more), words))

    def make(self, deed: Callable[..., Any], scope: Scope, moment: Moment) -> Any:
        """What `deed(door, scope, moment)` makes of the tables, made once for all who ask."""
        return self._remember(self._key(self.look(), deed, scope, moment), lambda: deed(self, scope, moment))

    def make_of_past(self, deed: Callable[..., Any], scope: Scope, moment: Moment, relations: tuple[str, ...]) -> Any:
        """What `deed(door, scope, moment)` makes of a day that is over, kept until one of the `relations` it reads changes: of such a day T matters
        only as far as something arrived."""
        versions = {name: version for name, version in self.look().versions.items() if name in relations}
        newest = max((version.newest_at for version in versions.values() if version.newest_at is not None), default=None)
        if newest is not None and newest > moment.known_at:
            newest = self._remember(
                ("newest arrival", repr(versions), moment.known_at),
                lambda: self._reader.run(lambda connection: newest_arrival(connection, versions, moment.known_at)),
            )
        key = (_name(deed), scope, moment.day, newest, repr(versions))
        return self._remember(key, lambda: deed(self, scope, moment))

    def moment(self, scope: Scope, day: date | None, as_of: datetime | None) -> Moment:
        """The moment to show: the day asked for, else today, else, where the newest report is days old, that report's day."""
        known_at = as_of or self.look().at
        today = Moment(known_at.astimezone(self.settings.zone).date(), known_at, self.settings.timezone)
        if day is not None:
            return today.on(day)
        everybody = scope.without_choice()
        for days_back in (DAYS_SEARCHED, None):  # the near past by its index; all of it only where that is empty
            newest = self.fetch(newest_report_day, everybody, today, days_back).report_date[0]
            if newest is not None:
                return today if (today.day - newest).days < DAYS_OLD else today.on(newest)
        return today

    def _table(self, query: Query, *arguments: Hashable) -> pd.DataFrame:
        look = self.look()  # here, once: a reader's thread that waited for a look would keep it from the thread it needs
        frame = self._remember(
            self._key(look, query, *arguments),
            lambda: self._reader.run(lambda connection: table(connection, without(query(*arguments), look.absent))),
        )
        return frame.copy(deep=False)  # copy on write: what one page does to it, no other sees

    def _key(self, look: Look, query: Query, *arguments: Hashable) -> tuple[Hashable, ...]:
        return (_name(query), *arguments, look.version)

    def _remember(self, key: Hashable, make: Callable[[], Any]) -> Any:
        with self._lock:
            future = self._memory.get(key)
            mine = future is None
            if future is None:
                future = self._memory[key] = Future()
        if not mine:
            try:
                return future.result(self._deadline_seconds * 2)
            except TookTooLong:
                raise DatabaseAway("somebody else's look at the same data did not end in time") from None
        try:
            future.set_result(make())
        except BaseException as error:
            with self._lock:
                self._memory.pop(key, None)
            future.set_exception(error)
        return future.result()


def _look(connection: sa.Connection, now: datetime) -> Look:
    absent = absent_relations(connection)
    versions = data_versions(connection, absent)
    return Look(now, repr((sorted(absent), versions)), absent, versions)


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


_door: Door | None = None
_opening = threading.Lock()


def door() -> Door:
    """The process's door, opened at first use from the settings; it stands outside Streamlit's caches, which any viewer can clear."""
    global _door
    with _opening:
        if _door is None:
            chosen = settings.load()
            if not chosen.database_url:
                raise settings.SettingsWrong("no database: set SITUATION_BOARD_DATABASE_URL, or database_url in the secrets file")
            if chosen.clock is not None:
                clock.set_to(chosen.clock)
            _door = Door(reading_engine(chosen.database_url), chosen)
        return _door


def close() -> None:
    """Close the process's door, so that the next use opens it anew."""
    global _door
    with _opening:
        if _door is not None:
            _door.close()
        _door = None
