"""What is new on a wall: breaches that this process has noticed lately. All its walls agree, and a process that begins anew knows what turned just before."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from cachetools import LRUCache

from dashboard import clock
from dashboard.data import Door
from dashboard.situation import Situation, situation
from data_access.moment import Moment
from data_access.scope import Scope

HELD = timedelta(minutes=10)  # a breach is new for so long, unless it ends before
UNWATCHED = HELD + timedelta(minutes=5)  # who has not looked for longer begins anew: a page is drawn every five minutes at the least

Place = tuple[str, str]  # unit and measure


@dataclass(slots=True)
class _Watch:
    """When each breach of a scope was noticed (None: it was there before), and when that was last held against the data."""

    noticed: dict[Place, datetime | None]
    at: datetime


_watches: LRUCache[Scope, _Watch] = LRUCache(64)
_watching = threading.Lock()


def noticed(door: Door, scope: Scope, now: Situation) -> dict[Place, datetime]:
    """The breaches that are new, by unit and measure, each with the instant at which it was noticed. The first to look holds the present against what
    was known ten minutes before."""
    at, there = clock.now(), _breaches(now)
    with _watching:
        watch = _watches.get(scope)
    if watch is None or at - watch.at > UNWATCHED:
        before = Moment(now.moment.day, now.moment.known_at - HELD, now.moment.timezone)
        watch = _Watch(dict.fromkeys(_breaches(situation(door, scope, before))), at)
    with _watching:
        watch.noticed = {place: watch.noticed.get(place, at) for place in there}
        watch.at = at
        _watches[scope] = watch
        return {place: since for place, since in watch.noticed.items() if since is not None and at - since < HELD}


def _breaches(now: Situation) -> set[Place]:
    return {(line.cell.org_unit_id, line.cell.measure_id) for line in now.attention if line.cell.status == "breach"}
