"""What is new on a wall: breaches that this process has noticed lately. All its walls agree, and a process that begins anew knows what turned just before."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cachetools import LRUCache

from dashboard import clock
from dashboard.data import Door
from dashboard.situation import Situation, situation
from data_access.engine import DatabaseAway
from data_access.moment import Moment
from data_access.scope import Scope

HELD = timedelta(minutes=10)  # a breach is new for so long, unless it ends before
UNWATCHED = timedelta(hours=2)  # who has not looked for longer begins anew, and need not hear of all that turned since

Place = tuple[str, str]  # unit and measure


@dataclass(frozen=True, slots=True)
class _Watch:
    """When each breach of a scope was noticed (None: it was there before), when that was last held against the data, and of what instant that was."""

    noticed: Mapping[Place, datetime | None]
    at: datetime
    known_at: datetime


_watches: LRUCache[Scope, _Watch] = LRUCache(64)
_watching = threading.Lock()


def noticed(door: Door, scope: Scope, now: Situation) -> dict[Place, datetime]:
    """The breaches that are new, by unit and measure, each with the instant at which it was noticed. The first to look holds the present against what was
    known ten minutes before. Nothing while the database is away."""
    at, known_at, there = clock.now(), now.moment.known_at, _breaches(now)
    with _watching:
        watch = _watches.get(scope)
    if watch is None or at - watch.at > UNWATCHED:
        try:
            watch = _begun(door, scope, now, at)
        except DatabaseAway:
            return {}
    if known_at >= watch.known_at:  # somebody else may have drawn what came later already
        watch = _Watch({place: watch.noticed.get(place, at) for place in there}, at, known_at)
        with _watching:
            _watches[scope] = watch
    return {place: since for place, since in watch.noticed.items() if since is not None and place in there and at - since < HELD}


def _begun(door: Door, scope: Scope, now: Situation, at: datetime) -> _Watch:
    """Of each breach that was not there ten minutes before, the instant since which it is, where that is told."""
    known_at = now.moment.known_at
    before = _breaches(situation(door, scope, Moment(now.moment.day, known_at - HELD, now.moment.timezone)))

    def since(told: datetime | None) -> datetime:
        return told if told is not None and at - HELD < told <= at else at

    return _Watch({place: None if place in before else since(told) for place, told in _breaches(now).items()}, at, known_at)


def _breaches(now: Situation) -> dict[Place, datetime | None]:
    """Each with the instant since which it is, where somebody knows."""
    return {(line.cell.org_unit_id, line.cell.measure_id): line.cell.since for line in now.attention if line.cell.status == "breach"}
