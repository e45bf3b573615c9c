"""What each page asks of the database, heard while Streamlit's own harness draws it: every query with its arguments, once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from dashboard import clock, data
from dashboard.choice import SECTIONS
from dashboard.data import Door
from dashboard.settings import Settings
from data_access.moment import Moment
from data_access.scope import Scope
from tests.databases import Database

APP = Path(__file__).parent.parent / "dashboard" / "app.py"
Asked = tuple[Callable[..., Any], tuple[Hashable, ...]]
PAGES = (  # each with its link: the file and the parameters
    ("overview.py", {}),
    ("compliance.py", {}),
    ("compliance.py", {"view": "day"}),
    ("compliance.py", {"view": "slot", "measure": "patrol"}),
    ("testing.py", {}),
    ("supplies.py", {}),
    ("map.py", {"shade": "short"}),
    *(("people.py", {"section": section}) for section in SECTIONS),
    ("quality.py", {}),
    ("unit.py", {}),
    ("unit.py", {"unit": "H-001"}),
)


class _Listening(Door):
    """A door that notes what it is asked."""

    heard: dict[Asked, None]

    def fetch(self, query: Any, scope: Scope, moment: Moment, *more: Hashable) -> pd.DataFrame:
        self.heard[query, (scope, moment, *more)] = None
        return super().fetch(query, scope, moment, *more)

    def fetch_beside(self, asks: Any, scope: Scope, moment: Moment) -> None:
        self.heard[Door.fetch_beside, (tuple(asks.items()), scope, moment)] = None  # and not done, so that all is heard in its order

    def catalogue(self, query: Any) -> pd.DataFrame:
        self.heard[query, ()] = None
        return super().catalogue(query)


def asked_by_page(database: Database, now: datetime, day: date | None = None) -> dict[str, list[Asked]]:
    """By page, such as `people section=work`, what it asks for on the day, else today, with nothing in memory."""
    clock.stand_at(now)
    on_day = {"day": day.isoformat()} if day else {}
    return {
        " ".join((page.removesuffix(".py"), *(f"{name}={value}" for name, value in link.items()))): _asked(database, page, link | on_day)
        for page, link in PAGES
    }


def _asked(database: Database, page: str, link: Mapping[str, str]) -> list[Asked]:
    data.close()
    data._door = door = _Listening(database.reader(), Settings(database_url=database.reader_url, refresh_seconds=3600))
    door.heard = {}
    try:
        reader = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in ({"lang": "en"} | link).items():
            reader.query_params[name] = value
        reader.switch_page(f"../pages/{page}").run()
        assert not reader.exception
        assert not [element for element in reader.get("html") if 'class="failure"' in element.proto.body], page
        return list(door.heard)
    finally:
        data.close()


def fetch(door: Door, asked: Iterable[Asked]) -> None:
    """All of it, through the door."""
    for query, arguments in asked:
        if query is Door.fetch_beside:
            asks, scope, moment = arguments
            door.fetch_beside(dict(asks), scope, moment)
        elif arguments:
            door.fetch(query, *arguments)
        else:
            door.catalogue(query)


def forget(door: Door, *, look: bool = False) -> None:
    """The door has nothing in memory any more but the look, or not that either."""
    door._memory.clear()
    if look:
        door._look = None
