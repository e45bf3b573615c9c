"""Asks a database one bounded question at a time, so that one relation that is broken stops no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from data_access.contract import ContractBroken
from data_access.engine import DatabaseAway, DatabaseUnfit, Reader, shown

SECONDS_A_QUESTION = 120


class Unanswered(Exception):
    """The database is there, and did not answer this question; the message says why, in one line."""


class Asking:
    """Reads through a reader. Raises Unanswered where a question fails, DatabaseAway where the database is gone."""

    def __init__(self, engine: sa.Engine) -> None:
        self.database, self._address = engine.dialect.name, shown(engine.url)
        self._reader = Reader(engine, SECONDS_A_QUESTION)

    def __enter__(self) -> Asking:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()

    def knock(self) -> None:
        """Raises DatabaseAway or DatabaseUnfit where nothing at all can be asked."""
        self._reader.run(lambda connection: sa.inspect(connection).get_table_names())

    def rows(self, statement: sa.Select[Any]) -> list[sa.Row[Any]]:
        return self.run(lambda connection: list(connection.execute(statement)))

    def run(self, work: Callable[[sa.Connection], Any]) -> Any:
        """What `work` returns."""
        try:
            return self._reader.run(lambda connection: work(self._patient(connection)))
        except DatabaseAway as error:
            self.knock()  # gone, or only slow with this?
            raise self._unanswered(error) from None
        except (DatabaseUnfit, ContractBroken) as error:
            raise self._unanswered(error) from None
        except (SQLAlchemyError, ValueError) as error:
            raise self._unanswered(getattr(error, "orig", None) or error) from None

    def _unanswered(self, error: BaseException) -> Unanswered:
        """The reason without the database's address: whoever reads the list need not know it."""
        return Unanswered(" ".join(str(error).replace(f" {self._address}", "").split())[:300])

    def _patient(self, connection: sa.Connection) -> sa.Connection:
        """The board's statements are cut off sooner than a look at every row may take."""
        if self.database == "postgresql":
            connection.execute(sa.select(sa.func.set_config("statement_timeout", f"{SECONDS_A_QUESTION}s", True)))
        return connection
