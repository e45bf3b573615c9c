"""The product's answer: a world written into a database, and the briefing made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from dashboard.brief.as_json import as_json
from dashboard.choice import Choice
from dashboard.data import Door
from dashboard.settings import Settings
from dashboard.situation import situation
from dashboard.texts import Words
from dashboard.units import Units, units_allowed
from data_access import contract
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope
from tests.databases import Database
from tests.second.computation import Asked, Rows, Rules


class Product:
    """One database, filled anew with each world."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writer = database.writer()
        self._reader = database.reader()

    def close(self) -> None:
        self._writer.dispose()
        self._reader.dispose()

    def holds(self, rows: Rows) -> None:
        """Let the database hold the rows and nothing else, in one transaction."""
        with self._writer.begin() as connection:
            for table in contract.metadata.tables.values():
                connection.execute(sa.delete(table))
            for name, some in rows.items():
                table = contract.metadata.tables[name]
                if some:
                    blank = dict.fromkeys(table.c.keys())
                    connection.execute(sa.insert(table), [blank | row for row in some])

    def briefs(self, questions: tuple[Asked, ...], rules: Rules) -> Iterator[dict[str, Any]]:
        """The briefing for each question, all of one zone, made through a door that remembers nothing from before."""
        settings = Settings(
            database_url=self._database.reader_url,
            timezone=questions[0].zone,
            check_interval_minutes=rules.check_interval_minutes,
            stale_hours=rules.stale_hours,
            city_adcodes=rules.city_adcodes,
        )
        door = Door(self._reader, settings)
        for asked in questions:
            yield _brief(door, asked, rules)
        # not closed: the next door needs the engine


def _brief(door: Door, asked: Asked, rules: Rules) -> dict[str, Any]:
    words = Words("en", asked.zone)
    scope = Scope(WHOLE_ORGANISATION if asked.allowed is None else asked.allowed, asked.chosen, asked.area, rules.city_adcodes)
    moment = Moment(asked.day, asked.known_at, asked.zone)
    units: Units = units_allowed(door, scope, moment, Choice("en"), words)
    choice = Choice("en", tuple(sorted(asked.chosen)), asked.area, asked.day, asked.known_at)
    return json.loads(as_json(situation(door, scope, moment), (), choice, units, words))


def instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


@contextmanager
def product_over(database: Database) -> Iterator[Product]:
    product = Product(database)
    try:
        yield product
    finally:
        product.close()
