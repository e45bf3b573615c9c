"""Writes the demonstration: all that has arrived by now, and then, live, what goes on arriving. Filling is the same telling in fast motion."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from data_access.contract import import_batch, metadata, org_unit
from data_access.demonstration import orders, organisation, reports, rounds, shifts
from data_access.demonstration.stocks import Stocks
from data_access.demonstration.telling import Arrival, Parameters, Teller
from data_access.engine import DatabaseUnfit, shown
from data_access.organisation import DEMONSTRATION

CHUNK = 5000
_BLANK = {table.name: dict.fromkeys(table.c.keys()) for table in metadata.sorted_tables}


class Story:
    """All arrivals in the order of their days. A row of a day never arrives before the day before it."""

    def __init__(self, parameters: Parameters, zone: ZoneInfo) -> None:
        self._teller = Teller(parameters, zone)
        self._units = organisation.units(self._teller)
        self._posts = organisation.posts(self._teller, self._units)
        self._stocks = Stocks(self._teller)
        self._days = iter(parameters.all_days)
        self._next: date | None = next(self._days)
        self._waiting: list[Arrival] = list(organisation.rows(self._teller, self._units, self._posts))
        self.ends_at = self._teller.at(parameters.all_days[-1] + timedelta(days=2), 0)
        self.begins_at = min(arrival.at for arrival in self._waiting)

    def until(self, instant: datetime) -> list[Arrival]:
        """What has arrived since it was asked for last, table by table; days are told as they are needed."""
        while self._next is not None and self._teller.at(self._next - timedelta(days=1), 0) <= instant:
            self._waiting += self._day(self._next)
            self._next = next(self._days, None)
        arrived = [arrival for arrival in self._waiting if arrival.at <= instant]
        self._waiting = [arrival for arrival in self._waiting if arrival.at > instant]
        places = {table.name: place for place, table in enumerate(metadata.sorted_tables)}
        return sorted(arrived, key=lambda arrival: (places[arrival.table.name], arrival.at))

    def _day(self, day: date) -> Iterator[Arrival]:
        teller = self._teller
        yield from rounds.announced(teller, day)
        yield from orders.of_day(teller, self._units, day)
        for unit in self._units:
            yield from reports.daily_reports(teller, unit, day)
            yield from reports.measure_records(teller, unit, day)
            yield from reports.production(teller, unit, day)
            yield from rounds.progress(teller, unit, day)
            yield from self._stocks.day(unit, day)
            yield from shifts.at_desk(teller, unit, day)
        for post in self._posts:
            yield from shifts.at_post(teller, post, day)


class Demonstration:
    """A demonstration in a database: a new one, or the one that stands there, written up to `written_to`.

    Raises DatabaseUnfit where units stand there that are no demonstration, or where one of other parameters does.
    """

    def __init__(self, engine: sa.Engine, wanted: Callable[[Parameters | None], Parameters], zone: ZoneInfo) -> None:
        self._engine = engine
        with engine.connect() as connection:
            batch = connection.execute(sa.select(import_batch).where(import_batch.c.batch_id == DEMONSTRATION)).one_or_none()
            if batch is None and connection.execute(sa.select(sa.exists().select_from(org_unit))).scalar_one():
                raise DatabaseUnfit(
                    f"the database {shown(engine.url)} already has units; demonstration data goes into an empty database only"
                )
        self.parameters = wanted(Parameters.heard(batch.source_name) if batch else None)
        self._story = Story(self.parameters, zone)
        self.rows = batch.rows_inserted if batch else 0
        self.written_to: datetime | None = batch.imported_at if batch else None
        if self.written_to is not None:
            for instant in self._steps(self._story.begins_at, self.written_to):
                self._story.until(instant)  # told already

    @property
    def ends_at(self) -> datetime:
        return self._story.ends_at

    def write_until(self, now: datetime) -> int:
        """Write what arrives up to `now`, a day a transaction, each with the note of how far it is written; returns the rows.

        A writer that is killed leaves whole days, which the next one goes on from.
        """
        before = self.rows
        for instant in self._steps(self.written_to or self._story.begins_at, now):
            self._write(self._story.until(instant), instant)
        return self.rows - before

    def _steps(self, since: datetime, until: datetime) -> Iterator[datetime]:
        """A day at a time, the end last."""
        instant = since
        while instant + timedelta(days=1) < min(until, self._story.ends_at + timedelta(days=1)):
            instant += timedelta(days=1)
            yield instant
        yield until

    def _write(self, arrivals: Iterable[Arrival], instant: datetime) -> None:
        count, text = 0, self.parameters.told()
        with self._engine.begin() as connection:
            for name, some in groupby(arrivals, key=lambda arrival: arrival.table.name):
                rows = [_BLANK[name] | arrival.row for arrival in some]
                count += len(rows)
                for start in range(0, len(rows), CHUNK):
                    connection.execute(sa.insert(metadata.tables[name]), rows[start : start + CHUNK])
            note = {"imported_at": instant, "rows_inserted": self.rows + count}
            if self.written_to is None:
                told = {"source_name": text, "sha256": hashlib.sha256(text.encode()).hexdigest(), "imported_by": None}
                nothing = {"rows_revised": 0, "rows_unchanged": 0, "rows_rejected": 0}
                connection.execute(sa.insert(import_batch).values(batch_id=DEMONSTRATION, **told, **nothing, **note))
            else:
                connection.execute(sa.update(import_batch).where(import_batch.c.batch_id == DEMONSTRATION).values(**note))
        self.rows, self.written_to = self.rows + count, instant
