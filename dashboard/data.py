"""The one door to SQL, with its memory: every table the screens show comes through here, counted once per query, scope, moment and data version."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pandas as pd
import sqlalchemy as sa
from cachetools import LRUCache

from dashboard import clock, metrics, settings
from dashboard.drawing import give_up_turn
from dashboard.identity import Person
from dashboard.indicators.rows import each, of_units
from dashboard.wall import tokens
from data_access import anytime
from data_access.access import EVERYTHING, NOTHING, Access, Grant, access_of, grants
from data_access.contract import ContractBroken
from data_access.engine import DatabaseAway, DatabaseUnfit, Reader, reading_engine
from data_access.measures import catalogue
from data_access.moment import DueTime, Moment
from data_access.organisation import ancestry, demonstration, newest_report_day
from data_access.organisation import units as units_of
from data_access.owed import due_times
from data_access.scope import Scope, is_by_unit
from data_access.supplied import absent_relations
from data_access.supplies import items
from data_access.turns import next_turn
from data_access.version import Version, data_versions

DEADLINE_SECONDS = 5.0
REMEMBERED = 2048
SECONDS_BETWEEN_FAILURES = 2.0
DAYS_SEARCHED = 60
DAYS_OLD = 2  # a newest report this old moves a page without a day to that report's day
# Of the refresh interval. What is written just after a look is seen by the next, and by the browsers as they ask; a page that was just drawn is not drawn
# anew at once, so that hundreds of screens of data that changes all the while do not keep the process busy with nothing else.
LOOK_EVERY, ASK_EVERY, DRAW_EVERY = 0.25, 0.27, 0.6
AWAY = "away"  # how a screen stands while the database cannot be read
SECONDS_AHEAD = 2.0  # that a look may spend on making anew what pages show, before they are told that it has changed
MADE_AHEAD = 24  # things at the most
CHANGES_KEPT = 3
DAYS_WATCHED = 40  # of the days on screens, those asked for last
PAGES_DRAWN = 256  # with their choices, that can be drawn of their own look while the database is away: a look is about 0.2 MB
CLOCK_STANDS = timedelta(minutes=5)  # minutes that a page tells, of duty or overdue, are never older, though nothing changed
OTHERWISE = "otherwise"  # how a screen stands whose viewer may see something else by now, or has left: it is drawn anew at once
GRANTS = "access_grant"  # not looked at where nobody is asked who he is, so that whether it is there must be asked
NEVER = datetime(9999, 1, 1, tzinfo=UTC)

Query = Callable[..., sa.Select[Any]]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a day stands: which version of the data can show on it, the instant since which that is so (T of a page without another), and the one at
    which the clock alone may change it."""

    version: str
    known_at: datetime
    turns_at: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the database, shared by all viewers until the next is due: when, which relations of the contract are not supplied, how each day on a
    screen stands, and the versions of the tables that were seen for it."""

    at: datetime
    absent: frozenset[str] = frozenset()
    standings: Mapping[date, Standing] = field(default_factory=dict)
    versions: Mapping[date, Mapping[str, Version]] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()

    @property
    def newest_at(self) -> datetime | None:
        """When the newest row came of all that were looked at."""
        seen = (version.newest_at for versions in self.versions.values() for version in versions.values())
        return max((at for at in seen if at is not None), default=None)

    def seen_from(self, day: date) -> date | None:
        """The nearest day on a screen whose look covers this one: itself, or a later one that looks back on it."""
        return min((one for one in self.standings if one >= day), default=None)


@dataclass(frozen=True, slots=True)
class Screen:
    """What a viewer has before him: whose data, of which days, as they stood; `as_of`: as they were known at an instant, which no clock turns; who he is,
    or which token he opened it by, and what he might see."""

    scope: Scope
    drawn: Mapping[date, Standing]
    as_of: bool = False
    person: Person | None = None
    access: Access = EVERYTHING
    token: str | None = field(default=None, repr=False)  # by which it was opened, of a wall

    def told(self, standings: Mapping[date, Standing]) -> str:
        """A word for how its days stand: another as soon as it would be drawn otherwise."""
        parts = [(day, one.version, None if self.as_of else one.known_at) for day, one in sorted(standings.items())]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


class LookDue(Exception):
    """How a screen stands cannot be said before another look."""


class Door:
    """Fetches tables and remembers them. Raises DatabaseAway or DatabaseUnfit; a failed fetch is not remembered."""

    def __init__(self, engine: sa.Engine, chosen: settings.Settings, deadline_seconds: float | None = None) -> None:
        self._deadline_seconds = DEADLINE_SECONDS if deadline_seconds is None else deadline_seconds
        self._reader = Reader(engine, self._deadline_seconds)
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="beside")
        self.settings = chosen
        self._memory: LRUCache[Hashable, Future[Any]] = LRUCache(REMEMBERED)
        self._lock = threading.Lock()
        self._look: Look | None = None
        self._failure: tuple[float, Exception] | None = None
        self._looking = threading.Lock()
        self._asked: dict[date, datetime] = {}
        self._deeds: LRUCache[Any, None] = LRUCache(4 * MADE_AHEAD)
        self._failed_ahead = False
        self._bygone: list[set[Standing]] = []  # how days stood before the last changes, the oldest first
        self._screens: LRUCache[str, tuple[Screen, datetime]] = LRUCache(REMEMBERED)  # by viewer, and when he last asked
        self._held = threading.local()
        self._drawn: LRUCache[Hashable, Look] = LRUCache(PAGES_DRAWN)
        self._left: LRUCache[date, Standing] = LRUCache(4 * DAYS_WATCHED)  # how days stood that are looked at no longer
        self._gone: LRUCache[str, None] = LRUCache(REMEMBERED)  # viewers who have signed out elsewhere, or in as somebody else
        self._last_drawn: Look | None = None
        self.is_open_to_all = False  # nobody is asked who he is, and others than this machine can come
        self.away_since: datetime | None = None  # when the database first did not answer, while it does not

    def close(self) -> None:
        """Let go of the database."""
        self._beside.shutdown(cancel_futures=True)
        self._reader.close()

    def __enter__(self) -> Door:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def look(self, every: float = LOOK_EVERY) -> Look:
        """The present look; a new one once in `every` of the refresh interval at most, taken by one of those who ask while the others go on with the last:
        until what they show is made anew, they need not know that it has changed. A look that failed fails all."""
        held: Look | None = getattr(self._held, "look", None)
        if held is not None:
            return held
        if not self._looking.acquire(blocking=self._look is None and self._failure is None):
            return self._last_look()
        try:
            now = clock.now()
            if (
                self._look is not None
                and self._failure is None
                and 0 <= (now - self._look.at).total_seconds() < every * self.settings.refresh_seconds
            ):
                return self._look
            if self._failure is not None and time.monotonic() - self._failure[0] < SECONDS_BETWEEN_FAILURES:
                raise self._failure[1]
            try:
                days, before = self._days_on_screens(now), self._look
                look = self._run("look", lambda connection: self._look_at(connection, now, days, before))
                makes = getattr(self._held, "makes", False)  # what is made ahead may need the very thing that this thread is making
                self._look = look if before is None or makes else self._made_ahead(look, before)
                self._forget(self._look, before)
            except (DatabaseAway, DatabaseUnfit) as error:
                self._failure = (time.monotonic(), error)
                self.away_since = self.away_since or now
                raise
            self._failure = self.away_since = None
            return self._look
        finally:
            self._looking.release()

    def _made_ahead(self, look: Look, before: Look) -> Look:
        """The look, after what pages show of the days that it found changed was made anew; it may have been extended meanwhile."""
        if self._failed_ahead:  # what one page cannot have is not kept from all others for ever
            self._failed_ahead = False
            return look
        until, self._failed_ahead = time.monotonic() + SECONDS_AHEAD, True
        with self._lock:
            lately = [screen for screen, at in self._screens.values() if (look.at - at).total_seconds() < self._lately()]
            on_screens = {(screen.scope, day) for screen in lately for day in screen.drawn}
            asked = [(deed, scope, day) for deed, scope, day in self._deeds if (scope, day) in on_screens]
        with self.holding(look):
            for deed, scope, day in asked[-MADE_AHEAD:]:
                stands = look.standings.get(day)
                if stands is not None and stands != before.standings.get(day) and time.monotonic() < until:
                    moment = Moment(day, stands.known_at, self.settings.timezone)
                    try:
                        self._remember(self._key(deed, scope, moment), partial(deed, self, scope, moment))
                    except DatabaseAway:
                        raise
                    except Exception:  # whoever has that page is told of it when it is drawn, and nobody else
                        break
            self._failed_ahead = False
            return self.look()

    def _forget(self, look: Look, before: Look | None) -> None:
        """Let go of what was made of days as they stood some changes ago: pages are drawn of the last, and while the database is away of the one before."""
        gone = {one for day, one in before.standings.items() if look.standings.get(day) != one} if before else set()
        if not gone or before is None:
            return
        with self._lock:
            self._left.update({day: one for day, one in before.standings.items() if day not in look.standings})
        self._bygone.append(gone)
        if len(self._bygone) <= CHANGES_KEPT:
            return
        stood = self._bygone.pop(0)
        stands = look.standings.values()
        versions = {one.version for one in stood} - {one.version for one in stands}
        instants = {one.known_at for one in stood} - {one.known_at for one in stands}
        with self._lock:
            for key in list(self._memory):
                parts = key if isinstance(key, tuple) else ()
                moment = next((part for part in parts if isinstance(part, Moment)), None)
                of_instants = any(isinstance(part, tuple) and not instants.isdisjoint(part) for part in parts)  # of a day that is over
                if of_instants or (moment is not None and moment.known_at in instants) or (parts and parts[-1] in versions):
                    self._memory.pop(key, None)

    def _lately(self) -> float:
        """Seconds since which what was asked for is taken to be on somebody's screen."""
        return max(60.0, 3 * self.settings.refresh_seconds)

    @property
    def last_look(self) -> Look | None:
        """The last look that was taken, however long ago, without taking one."""
        return self._look

    def _last_look(self) -> Look:
        failure = self._failure  # another thread may get over it meanwhile
        if failure is not None:
            raise failure[1]
        if self._look is None:
            raise DatabaseAway("the first look at the database is not over")
        return self._look

    def access(self, person: Person | None, token: str | None = None) -> Access:
        """What the person may see now, by the grants of the last look, however long ago: while the database is away nobody is let in or shut out but by
        the clock. Whoever opens a wall by a token sees everything there as long as it is the right one, whoever he is."""
        if token is not None:
            return EVERYTHING if tokens.opens(self.settings, token) else NOTHING
        if not self.settings.asks_who:
            return EVERYTHING
        if person is None or not person.is_vouched_for:
            return NOTHING
        return access_of(person.principals, (self._look or self.look()).grants, clock.now())

    def access_now(self, person: Person | None) -> Access:
        """As `access`, by grants that are no older than the refresh interval, as far as the database answers: for what is asked for beside the pages."""
        with suppress(DatabaseAway, DatabaseUnfit, ContractBroken):
            self.look(1.0)
        return self.access(person) if self._look is not None or not self.settings.asks_who else NOTHING

    def read_grants(self) -> tuple[Grant, ...]:
        """Every grant as it stands in the database, for commands: whether or not anybody is asked who he is."""
        absent = self.look().absent
        return () if GRANTS in absent else self._run("grants", grants)

    @property
    def all_grants(self) -> tuple[Grant, ...]:
        """Every grant, as the last look saw them: for the page that lists them."""
        return (self._look or self.look()).grants

    def left(self, viewer: str) -> None:
        """Whoever opened this page has signed out since, or has come in as somebody else."""
        with self._lock:
            self._gone[viewer] = None

    def has_left(self, viewer: str) -> bool:
        with self._lock:
            return viewer in self._gone

    def person_before(self, viewer: str) -> Person | None:
        """Who has the viewer's screen before him."""
        with self._lock:
            screen, _ = self._screens.get(viewer, (None, None))
        return screen.person if screen is not None else None

    def _sees_otherwise(self, viewer: str, screen: Screen) -> bool:
        return viewer in self._gone or self.access(screen.person, screen.token) != screen.access

    def shows(self, viewer: str, screen: Screen) -> str:
        """The viewer has this on his screen, in place of what he had; what was made for it is made anew before he is told that it changed. Returns how it
        stands, as `stands` does."""
        with self._lock:
            self._screens[viewer] = screen, clock.now()
        return AWAY if self.fails else screen.told(screen.drawn)

    def stands(self, viewer: str) -> str | None:
        """How the days on the viewer's screen stand now, in a word; AWAY while that cannot be known, None where nobody knows of such a screen."""
        with self._lock:
            screen, _ = self._screens.get(viewer, (None, None))
            if screen is None:
                return None
            self._screens[viewer] = screen, clock.now()
        try:
            self.look()
            if self._sees_otherwise(viewer, screen):
                return OTHERWISE
            return screen.told({day: self.standing(day) for day in screen.drawn})
        except (DatabaseAway, DatabaseUnfit, ContractBroken):  # others may mend the database, or a view in it, while a page is open
            return OTHERWISE if self._look is not None and self._sees_otherwise(viewer, screen) else AWAY

    def is_as_drawn(self, viewer: str) -> bool | None:
        """Whether the viewer's screen stands, by the last look, as it was drawn; None where nobody knows of such a screen."""
        look = self._look
        with self._lock:
            screen, _ = self._screens.get(viewer, (None, None))
        if screen is None or look is None:
            return None
        return screen.told({day: look.standings.get(day) or stood for day, stood in screen.drawn.items()}) == screen.told(screen.drawn)

    def stands_at_once(self, viewer: str) -> str | None:
        """As `stands`, of the last look, asking the database nothing and waiting for nobody. Raises LookDue where another is due that nobody takes yet, or
        the days on the screen were not looked at."""
        look, failure, now = self._look, self._failure, clock.now()
        if look is None:
            raise LookDue
        if failure is None:
            is_due = not 0 <= (now - look.at).total_seconds() < LOOK_EVERY * self.settings.refresh_seconds
        else:
            is_due = time.monotonic() - failure[0] >= SECONDS_BETWEEN_FAILURES
        with self._lock:
            screen, _ = self._screens.get(viewer, (None, None))
            if screen is None:
                return None
            if (is_due and not self._looking.locked()) or not set(screen.drawn) <= set(look.standings):
                raise LookDue
            self._screens[viewer] = screen, now
            self._asked.update(dict.fromkeys(screen.drawn, now))
        if self._sees_otherwise(viewer, screen):
            return OTHERWISE
        return AWAY if failure is not None else screen.told({day: look.standings[day] for day in screen.drawn})

    @property
    def fails(self) -> bool:
        """Whether the last look failed."""
        return self._failure is not None

    def standing(self, day: date) -> Standing:
        """How the day stands, which from now on is looked at with every look, as long as somebody asks."""
        look = self.look()
        with self._lock:
            self._asked[day] = clock.now()
            left = self._left.get(day)
        if day not in look.standings:
            before = None if left is None else Look(look.at, look.absent, {day: left})  # who comes back to it finds it as it was, if it is
            added = self._run("look", lambda connection: self._look_at(connection, look.at, {day}, before))
            look = self._replaced(look, added)
        return look.standings[day]

    def _replaced(self, look: Look, added: Look) -> Look:
        """The look with what another saw beside it, for all who use it."""
        whole = replace(look, standings={**look.standings, **added.standings}, versions={**look.versions, **added.versions})
        if getattr(self._held, "look", None) is look:
            self._held.look = whole
        with self._lock:
            if self._look is look:
                self._look = whole
        return whole

    def _days_on_screens(self, now: datetime) -> set[date]:
        """Today, and the days that somebody asked for lately."""
        since = now - timedelta(seconds=self._lately())
        with self._lock:
            asked = sorted(self._asked, key=self._asked.__getitem__)[-DAYS_WATCHED:]
            self._asked = {day: self._asked[day] for day in asked if self._asked[day] >= since}
            return {now.astimezone(self.settings.zone).date(), *self._asked}

    def _look_at(self, connection: sa.Connection, now: datetime, days: set[date], before: Look | None) -> Look:
        try:
            absent = absent_relations(connection, None if before is None else {*before.absent, GRANTS})
            versions, granted = data_versions(connection, days, now, self.settings.zone, absent), self._grants(connection, absent)
        except sa.exc.DBAPIError as error:
            if before is None or error.connection_invalidated:
                raise
            connection.rollback()  # a relation that was there may be gone: it is then said to be so
            absent = absent_relations(connection)
            versions, granted = data_versions(connection, days, now, self.settings.zone, absent), self._grants(connection, absent)
        turns_at: list[datetime] = []

        def turn() -> datetime:
            if not turns_at:
                today = Moment(now.astimezone(self.settings.zone).date(), now, self.settings.timezone)
                interval = timedelta(minutes=self.settings.check_interval_minutes)
                turns_at.append(next_turn(connection, today, interval, absent))
            return turns_at[0]

        standings = {}
        for day in days:
            old = None if before is None else before.standings.get(day)
            standings[day] = self._standing(day, now, versions, absent, old, turn)
        return Look(now, absent, standings, dict.fromkeys(days, versions), granted)

    def _grants(self, connection: sa.Connection, absent: frozenset[str]) -> tuple[Grant, ...]:
        return grants(connection) if self.settings.asks_who and GRANTS not in absent else ()

    def _standing(
        self,
        day: date,
        now: datetime,
        versions: Mapping[str, Version],
        absent: frozenset[str],
        old: Standing | None,
        turn: Callable[[], datetime],
    ) -> Standing:
        """How the day stands now; as it stood before, where nothing changed and nothing has fallen due since."""
        moment = Moment(day, now, self.settings.timezone)
        parts = [sorted(absent), *((name, one.of(day, moment.ends_at)) for name, one in sorted(versions.items()))]
        version = hashlib.sha256(repr(parts).encode()).hexdigest()
        if old is not None and old.version == version and old.known_at <= now < old.turns_at:
            return old
        coming = (one.coming_of(day, moment.ends_at) for one in versions.values())
        turns = [instant for instant in coming if instant is not None]
        if not moment.is_over:
            turns += [turn(), now + CLOCK_STANDS]
        return Standing(version, now, min(turns, default=NEVER))

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

    def _run(self, name: str, work: Callable[[sa.Connection], Any]) -> Any:
        give_up_turn()
        return metrics.timed_query(name, lambda: self._reader.run(work))

    def answers(self) -> bool:
        """Whether the database answers at all."""
        try:
            self._reader.run(lambda connection: connection.execute(sa.select(1)).scalar_one())
        except (DatabaseAway, DatabaseUnfit):
            return False
        return True

    def fetch(self, query: Query, scope: Scope, moment: Moment, *more: Hashable) -> pd.DataFrame:
        """The table that `query(scope, moment, *more)` selects, as its docstring says. Of one whose rows are each of a single unit, what stands there for
        all that the viewer may see is fetched once, and every choice among them is cut from it."""
        table = self._table(query, _fetched_for(query, scope), moment, *more)
        return self._chosen(table, scope, moment) if is_by_unit(query) else table

    def fetch_beside(self, asks: Mapping[Query, tuple[Hashable, ...]], scope: Scope, moment: Moment) -> None:
        """Begin to fetch those of these that nobody asked for yet, each with what it takes beside scope and moment, from the last on: whoever fetches them
        from the first on meets what is there already, and waits for half of them. What fails here fails, or does not, for those who fetch it."""
        if getattr(self._held, "passing", False):
            return
        look, tables = self.look(), [(query, _fetched_for(query, scope), moment, *more) for query, more in asks.items()]
        keys = [self._key(*table) for table in tables]
        with self._lock:
            wanted = [table for table, key in zip(tables, keys, strict=True) if key not in self._memory]

        def fetch_all() -> None:
            with self.holding(look), suppress(Exception):
                for table in reversed(wanted):
                    self._table(*table)

        if wanted:
            self._beside.submit(fetch_all)

    def make_table(self, deed: Callable[..., pd.DataFrame], scope: Scope, moment: Moment) -> pd.DataFrame:
        """The table that `deed(door, scope, moment)` makes, each row of a single unit and told by it alone: made once for all that the viewer may see,
        and every choice cut from it."""
        return self._chosen(self.make(deed, scope.without_choice(), moment), scope, moment)

    def _chosen(self, whole: pd.DataFrame, scope: Scope, moment: Moment) -> pd.DataFrame:
        if scope == scope.without_choice():
            return whole
        return of_units(whole, self.units_in(scope, moment))

    def units_in(self, scope: Scope, moment: Moment) -> frozenset[str]:
        """The units in scope, whether they exist on the day or not."""
        return self.make(_units_in, scope, moment)

    def catalogue(self, query: Query) -> pd.DataFrame:
        """The table of a catalogue, which names no unit and so takes no scope. Those that every page needs are fetched together."""
        if query not in _CATALOGUES:
            return self._table(query)
        absent = self.look().absent
        work = lambda connection: {one: anytime.fetch(connection, one, (), absent) for one in _CATALOGUES}  # noqa: E731
        return self._remember(("catalogues", self._version()), self._fetching("catalogues", work))[query].copy(deep=False)

    def make_of_catalogues(self, deed: Callable[..., Any]) -> Any:
        """What `deed(door)` makes of tables that take no scope, made once for all who ask."""
        return self._remember((_name(deed), self._version()), lambda: deed(self))

    def owed_measures(self) -> tuple[tuple[str, ...], tuple[DueTime, ...]]:
        """The active measures but the daily report, and the ways in which they fall due: what the queries of measures take."""
        measures = tuple(name for name in self.catalogue(catalogue).measure_id if name != "daily_report")
        return measures, self.due_times(*measures)

    def due_times(self, *measures: str) -> tuple[DueTime, ...]:
        """The ways in which slots of the measures fall due, all units taken together."""
        rows = each(self.catalogue(due_times))
        return tuple(
            sorted({DueTime(row.due_time, bool(row.next_day), int(row.grace_minutes)) for row in rows if row.measure_id in measures})
        )

    def draw(
        self, chart: Callable[..., dict[str, Any]], words: Any, query: Query, scope: Scope, moment: Moment, *more: Hashable
    ) -> dict[str, Any]:
        """The specification that `chart(table, words)` builds from the query's table, built once."""
        key = ("chart", _name(chart), words, *self._key(query, scope, moment, *more))
        return self._remember(key, lambda: chart(self.fetch(query, scope, moment, *more), words))

    def make(self, deed: Callable[..., Any], scope: Scope, moment: Moment) -> Any:
        """What `deed(door, scope, moment)` makes of the tables, made once for all who ask."""
        with self._lock:
            self._deeds.pop((deed, scope, moment.day), None)
            self._deeds[deed, scope, moment.day] = None  # the last asked for is the last to be forgotten
        return self._remember(self._key(deed, scope, moment), lambda: deed(self, scope, moment))

    def once(self, key: Hashable, moment: Moment, make: Callable[[], Any]) -> Any:
        """What `make()` makes under this key at the moment, made once per version of the data for all who ask."""
        return self._remember(("once", key, moment, self._version(moment)), make)

    def make_of_past(self, deed: Callable[..., Any], scope: Scope, moment: Moment, relations: tuple[str, ...]) -> Any:
        """What `deed(door, scope, moment)` makes of a day that is over, kept until a row of the `relations` it reads changes that can show on that day:
        of such a day T matters only as far as something arrived later. The tables it reads are not kept."""
        look = self.look()
        versions = look.versions[look.seen_from(moment.day) or max(look.versions)]
        read = {name: versions[name] for name in sorted({*relations, *_OF_UNITS} & set(versions))}
        known = tuple(one.known_by(moment.known_at, moment.day, moment.ends_at) for one in read.values())
        stands = tuple((name, one.of(moment.day, moment.ends_at)) for name, one in read.items())
        key = (_name(deed), scope, moment.day, known, stands)
        return self._remember(key, lambda: self._passing(deed, scope, moment))

    def _passing(self, deed: Callable[..., Any], scope: Scope, moment: Moment) -> Any:
        self._held.passing = True
        try:
            return deed(self, scope, moment)
        finally:
            self._held.passing = False

    def moment(self, scope: Scope, day: date | None, as_of: datetime | None) -> Moment:
        """The moment to show: the day asked for, else today, else, where the newest report is days old, that report's day. T is the instant asked for,
        else the one since which that day stands as it does."""
        today = self.today(as_of)
        if day is not None:
            return self._moment_of(day, as_of)
        now, everybody = self._moment_of(today, as_of), scope.without_choice()
        for days_back in (DAYS_SEARCHED, None):  # the near past by its index; all of it only where that is empty
            newest = self.fetch(newest_report_day, everybody, now, days_back).report_date[0]
            if newest is not None:
                return now if (today - newest).days < DAYS_OLD else self._moment_of(newest, as_of)
        return now

    def today(self, as_of: datetime | None = None) -> date:
        """The present day, or that of the instant whose knowledge is shown."""
        return (as_of or self.look().at).astimezone(self.settings.zone).date()

    def _moment_of(self, day: date, as_of: datetime | None) -> Moment:
        stands = self.standing(day)  # a day that is shown is looked at, as-of or not
        return Moment(day, as_of or stands.known_at, self.settings.timezone)

    def _table(self, query: Query, *arguments: Hashable) -> pd.DataFrame:
        # asked here: a reader's thread that waited for a look would keep it from the thread it needs
        key, absent = self._key(query, *arguments), self.look().absent
        fetched = self._fetching(_name(query), lambda connection: anytime.fetch(connection, query, arguments, absent))
        if getattr(self._held, "passing", False):
            return fetched()
        return self._remember(key, fetched).copy(deep=False)  # copy on write: what one page does to it, no other sees

    def _fetching(self, name: str, work: Callable[[sa.Connection], Any]) -> Callable[[], Any]:
        """What does the work on a connection."""

        def fetched() -> Any:
            try:
                return self._run(name, work)
            except DatabaseAway as error:  # whoever looks next need not wait for the same
                self._failure, self.away_since = (time.monotonic(), error), self.away_since or clock.now()
                raise

        return fetched

    def _key(self, query: Query, *arguments: Hashable) -> tuple[Hashable, ...]:
        moments = (one for one in arguments if isinstance(one, Moment))
        return (_name(query), *arguments, self._version(next(moments, None)))

    def _version(self, moment: Moment | None = None) -> str:
        """Of the data that can show at the moment; without one, today's."""
        look = self.look()
        day = look.at.astimezone(self.settings.zone).date() if moment is None else moment.day
        seen_from = look.seen_from(day)
        return self.standing(day).version if seen_from is None else look.standings[seen_from].version

    def _remember(self, key: Hashable, make: Callable[[], Any]) -> Any:
        with self._lock:
            future = self._memory.get(key)
            mine = future is None
            if future is None:
                future = self._memory[key] = Future()
        metrics.remembered(hit=not mine)
        if not mine:
            if not future.done():
                give_up_turn()
            try:
                return future.result(self._deadline_seconds * 2)
            except TookTooLong:
                raise DatabaseAway("somebody else's look at the same data did not end in time") from None
        makes, self._held.makes = getattr(self._held, "makes", False), True
        try:
            future.set_result(make())
        except BaseException as error:
            with self._lock:
                self._memory.pop(key, None)
            future.set_exception(error)
        finally:
            self._held.makes = makes
        return future.result()


_CATALOGUES = (catalogue, items, due_times, demonstration)
_OF_UNITS = ("org_unit", "measure", "requirement", "exemption")  # who there is, and what is owed of whom: read by every figure


def _fetched_for(query: Query, scope: Scope) -> Scope:
    """For whom the query's table is fetched: a table whose rows are each of a single unit for all that the viewer may see."""
    return scope.without_choice() if is_by_unit(query) else scope


def _units_in(door: Door, scope: Scope, moment: Moment) -> frozenset[str]:
    everybody = scope.without_choice()
    if scope == everybody:
        return frozenset(door.fetch(units_of, scope, moment).org_unit_id)
    return frozenset(
        row.org_unit_id
        for row in each(door.fetch(ancestry, everybody, moment), "org_unit_id", "above", "area")
        if (not scope.chosen or row.above in scope.chosen) and scope.area in (None, row.area)
    )


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


def opened() -> Door | None:
    """The process's door, where it is open."""
    return _door


def close() -> None:
    """Close the process's door, so that the next use opens it anew."""
    global _door
    with _opening:
        if _door is not None:
            _door.close()
        _door = None
