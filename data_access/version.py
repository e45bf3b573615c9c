"""The data's version: each table's changes when a row the screens read changes, so that what was counted before is counted again.

A look costs as much as the days on screen, never as much as the history: of a table with history it counts, by its own day and by index; what keeps no
history is read, as far as it is still of interest.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from data_access.contract import (
    Instant,
    checkpoint,
    control_status,
    daily_report,
    directive,
    directive_receipt,
    duty_shift,
    exemption,
    import_batch,
    inspection,
    liaison,
    measure,
    measure_record,
    notice,
    org_unit,
    production_day,
    requirement,
    stock_day,
    supply_item,
    supply_order,
    testing_progress,
    testing_round,
)
from data_access.counting import count_where, total
from data_access.elapsed import day_in_utc
from data_access.history import among
from data_access.moment import midnight

WHOLE = (  # short, and open to changes in place: every row is looked at
    org_unit,
    measure,
    checkpoint,
    testing_round,
    supply_item,
    requirement,
    exemption,
    control_status,
)
LASTING = {supply_order: "received_at"}  # until when
DATED = {directive: ("issued_at", 32), notice: ("published_at", 16), liaison: ("contacted_at", 16), import_batch: ("imported_at", 62)}
HISTORY = {  # the day that a row tells of, and how many days before the one on screen are read of it
    daily_report: ("report_date", 61),
    measure_record: ("record_date", 31),
    stock_day: ("stock_date", 45),
    production_day: ("production_date", 31),
    duty_shift: ("starts_at", 32),
    inspection: ("inspected_at", 32),
    testing_progress: ("round_id", 75),
    directive_receipt: ("directive_id", 32),
}
BACK = 2  # days: what ended the day before may still show
NO_END = "9999"  # sorts after every day
ALWAYS = ""  # what is of every day
EVER = 30_000  # days: a round that began long ago may still be somebody's current one


@dataclass(frozen=True, slots=True)
class Version:
    """What stands in one table, by day (`YYYY-MM-DD`): of rows with history how many there are, the sum of their revisions and the newest arrival, of
    others a digest. `lasts`: the day is that on which a row ends to hold. `known`, `latest` and `coming`: when the newest row came of those known by
    then, and of all, and when the first of the others will have come (by the database's clock, or by a mistake, some may stand there early)."""

    days: Mapping[str, Hashable]
    back: int = BACK
    lasts: bool = False
    known: Mapping[str, datetime] = field(default_factory=dict)
    latest: Mapping[str, datetime] = field(default_factory=dict)
    coming: Mapping[str, datetime] = field(default_factory=dict)
    arrivals: tuple[datetime, ...] = ()  # of a short table with history that is looked at whole: when each row came, in order

    def of(self, day: date, ends_at: datetime) -> tuple[Hashable, ...]:
        """What of it can show on the day, which ends at that instant."""
        return tuple((key, self.days[key]) for key in sorted(self.days) if self._shows(key, day, ends_at))

    def latest_of(self, day: date, ends_at: datetime) -> datetime | None:
        """When the newest row came, or will have come, that can show on the day."""
        return max((at for key, at in self.latest.items() if self._shows(key, day, ends_at)), default=None)

    def known_by(self, instant: datetime, day: date, ends_at: datetime) -> Hashable:
        """Which of the rows that can show on the day are known at the instant: the same for two instants between which none of them came."""
        if self.arrivals:
            return bisect_right(self.arrivals, instant)
        latest = self.latest_of(day, ends_at)
        return instant if latest is not None and latest > instant else None

    def coming_of(self, day: date, ends_at: datetime) -> datetime | None:
        """When the first row will have come that can show on the day and is not known yet."""
        return min((at for key, at in self.coming.items() if self._shows(key, day, ends_at)), default=None)

    @property
    def newest_at(self) -> datetime | None:
        """When the newest of the rows came that were known at the look."""
        return max(self.known.values(), default=None)

    def _shows(self, key: str, day: date, ends_at: datetime) -> bool:
        if key == ALWAYS:
            return True
        first = (day - timedelta(days=self.back - 1)).isoformat()  # the one before was looked at in part: days begin when theirs do
        return key >= first and (self.lasts or key <= max(day, ends_at.astimezone(UTC).date()).isoformat())


def data_versions(
    connection: sa.Connection, days: Collection[date], now: datetime, zone: ZoneInfo, absent: Collection[str] = ()
) -> dict[str, Version]:
    """The version of each table there is, by its name, as far as it can show on the `days`."""
    versions = {}
    for table in WHOLE:
        if table.name not in absent:
            versions[table.name] = _whole(connection, table, now)
    for table, ends in LASTING.items():
        if table.name not in absent:
            versions[table.name] = _rows_by_day(connection, _lasting(table, table.c[ends], min(days), zone), ends, BACK, lasts=True)
    for table, (name, back) in DATED.items():
        if table.name not in absent:
            versions[table.name] = _rows_by_day(connection, dated(table, days, zone), name, back)
    for table, (_, back) in HISTORY.items():
        if {table.name, *_BESIDE.get(table.name, ())} & set(absent):
            continue
        versions[table.name] = _counted(connection, table, days, now, zone, EVER if table is testing_progress else back)
    return versions


def dated(table: sa.Table, days: Collection[date], zone: ZoneInfo) -> sa.Select[Any]:
    """The rows of the days, of a table that keeps no history."""
    name, back = DATED[table]
    return sa.select(table).where(_in_days(table.c[name], days, back, zone))


def counts(table: sa.Table, days: Collection[date], now: datetime, zone: ZoneInfo) -> sa.Select[Any]:
    """One row per day of the table with history: day, rows, timeless (those that do not say when they came), revisions (their sum), latest (arrival);
    known (the latest up to now), coming (the first after now)."""
    came = table.c.recorded_at
    return _by_day(
        table,
        days,
        zone,
        sa.func.count().label("rows"),
        count_where(came.is_(None), "timeless"),
        total(table.c.revision, "revisions"),
        sa.func.max(came, type_=Instant()).label("latest"),
        sa.func.max(sa.case((came <= now, came)), type_=Instant()).label("known"),
        sa.func.min(sa.case((came > now, came)), type_=Instant()).label("coming"),
    )


def contents(table: sa.Table, days: Collection[date], zone: ZoneInfo) -> sa.Select[Any]:
    """The rows of the table with history that do not say when they came, each after its day: they may change in place, and nothing else would tell."""
    day, source, bounds = _days_of(table, days, zone)
    return sa.select(day.label("day"), *table.c).select_from(source).where(bounds, table.c.recorded_at.is_(None))


def _by_day(table: sa.Table, days: Collection[date], zone: ZoneInfo, *facts: sa.ColumnElement[Any]) -> sa.Select[Any]:
    day, source, bounds = _days_of(table, days, zone)
    return sa.select(day.label("day"), *facts).select_from(source).where(bounds).group_by(day)


def _days_of(
    table: sa.Table, days: Collection[date], zone: ZoneInfo
) -> tuple[sa.ColumnElement[Any], sa.FromClause, sa.ColumnElement[bool]]:
    """The day that a row of the table tells of, what it is read from, and which rows are of the days."""
    name, back = HISTORY[table]
    if table is testing_progress:
        day, source = day_in_utc(testing_round.c.starts_at), table.join(testing_round, testing_round.c.round_id == table.c.round_id)
        bounds = among(table.c.round_id, _rounds(days, back, zone))
    elif table is directive_receipt:
        day, source = day_in_utc(directive.c.issued_at), table.join(directive, directive.c.directive_id == table.c.directive_id)
        issued = _in_days(directive.c.issued_at, days, back, zone)
        bounds = among(table.c.directive_id, sa.select(directive.c.directive_id).where(issued))
    else:
        column, source = table.c[name], table
        day = day_in_utc(column) if isinstance(column.type, Instant) else column
        bounds = _in_days(column, days, back, zone)
    return day, source, bounds


def _rounds(days: Collection[date], back: int, zone: ZoneInfo) -> sa.Select[Any]:
    """The rounds begun in the days, and before each stretch of them the latest of each addressee, however old: it may be the current one."""
    place = sa.func.rank().over(partition_by=testing_round.c.org_unit_id, order_by=testing_round.c.starts_at.desc())
    parts = [sa.select(testing_round.c.round_id).where(_in_days(testing_round.c.starts_at, days, back, zone))]
    for first, _ in _spans(days, back):
        ended = testing_round.c.starts_at < midnight(first, zone)
        before = sa.select(testing_round.c.round_id, place.label("place")).where(ended).subquery()
        parts.append(sa.select(before.c.round_id).where(before.c.place == 1))
    return sa.union_all(*parts).subquery().select()


def _in_days(column: sa.Column[Any], days: Collection[date], back: int, zone: ZoneInfo) -> sa.ColumnElement[bool]:
    """Of the days or of as many before each of them; of instants a day more, as the days in UTC that are told apart are each read whole."""
    spans = _spans(days, back)
    if isinstance(column.type, Instant):
        return sa.or_(
            *(sa.and_(column >= midnight(first, zone), column < midnight(last + timedelta(days=2), zone)) for first, last in spans)
        )
    return sa.or_(*(column.between(first, last) for first, last in spans))


def _spans(days: Iterable[date], back: int) -> list[tuple[date, date]]:
    """First and last day of each stretch, none touching another."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        first = day - timedelta(days=back)
        if spans and first <= spans[-1][1] + timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((first, day))
    return spans


def _lasting(table: sa.Table, ends: sa.Column[Any], first: date, zone: ZoneInfo) -> sa.Select[Any]:
    return sa.select(table).where(sa.or_(ends.is_(None), ends >= midnight(first - timedelta(days=BACK), zone)))


def _whole(connection: sa.Connection, table: sa.Table, now: datetime) -> Version:
    rows = list(connection.execute(sa.select(table).order_by(*table.primary_key)))
    came = sorted(row.recorded_at for row in rows if row.recorded_at is not None) if "recorded_at" in table.c else []
    coming = [at for at in came if at > now]
    return Version({ALWAYS: _digest(rows)}, coming={ALWAYS: coming[0]} if coming else {}, arrivals=tuple(came))


def _rows_by_day(connection: sa.Connection, rows: sa.Select[Any], day: str, back: int, *, lasts: bool = False) -> Version:
    found: dict[str, list[str]] = {}
    for row in connection.execute(rows):
        found.setdefault(_day_of(row._mapping[day]), []).append(repr(tuple(row)))
    return Version({key: _digest(sorted(some)) for key, some in found.items()}, back, lasts)


def _counted(connection: sa.Connection, table: sa.Table, days: Collection[date], now: datetime, zone: ZoneInfo, back: int) -> Version:
    rows = list(connection.execute(counts(table, days, now, zone)))
    there: dict[str, tuple[Any, ...]] = {_day_of(row.day): (row.rows, row.timeless, int(row.revisions), row.latest) for row in rows}
    if any(row.timeless for row in rows):
        rows_of: dict[str, list[str]] = {}
        for row in connection.execute(contents(table, days, zone)):
            rows_of.setdefault(_day_of(row.day), []).append(repr(tuple(row)))
        for key, some in rows_of.items():
            there[key] = (*there.get(key, ()), _digest(sorted(some)))
    arrivals = ({_day_of(row.day): row._mapping[name] for row in rows if row._mapping[name]} for name in ("known", "latest", "coming"))
    return Version(there, back, False, *arrivals)


def _day_of(value: Any) -> str:
    if value is None:
        return NO_END
    if isinstance(value, datetime):
        return value.astimezone(UTC).date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _digest(rows: Iterable[Any]) -> str:
    return hashlib.sha256(repr([row if isinstance(row, str) else tuple(row) for row in rows]).encode()).hexdigest()


_BESIDE = {testing_progress.name: {testing_round.name}, directive_receipt.name: {directive.name}}  # where their days stand
