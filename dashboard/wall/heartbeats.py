"""The walls that this process serves, and when each was last heard: in its memory alone, so that a new process knows of none before it asks."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from cachetools import LRUCache

from dashboard import clock

MOST = 200  # walls, and pages of them, that are remembered
MISSED = 5  # refreshes without a sign of life: then a wall is silent
QUIET = timedelta(minutes=1)  # without a sign of life: then it begins anew
FORGOTTEN_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wall:
    """A screen: whence it asks, its size in pixels, what it shows, since when it has been asking, and when it did last."""

    address: str
    size: str
    shows: str
    since: datetime
    heard_at: datetime

    def is_alive(self, now: datetime, refresh_seconds: float) -> bool:
        return (now - self.heard_at).total_seconds() < MISSED * refresh_seconds


_lock = threading.Lock()
# by the name that the browser gave itself, its address and what is shown: one may have two windows, and two PCs may come from one image
_walls: LRUCache[tuple[str, str, str], Wall] = LRUCache(MOST)
_shown: LRUCache[str, str] = LRUCache(MOST)  # what a viewer's page shows, in words


def shows(viewer: str, what: str) -> None:
    """The viewer's page is a wall that shows this."""
    with _lock:
        _shown[viewer] = what


def heard(viewer: str, name: str, size: str, address: str) -> None:
    """The wall that calls itself by this name has asked; of what is no wall of ours nothing is noted."""
    if not re.fullmatch(r"[\w-]{8,64}", name) or not re.fullmatch(r"\d{2,5}x\d{2,5}", size):
        return
    now = clock.now()
    with _lock:
        if viewer not in _shown:
            return
        key = (name, address, _shown[viewer])
        if key not in _walls:  # the same screen with another link: what it showed before is no wall that fell silent
            for other in [one for one, wall in _walls.items() if one[:2] == key[:2] and now - wall.heard_at > QUIET]:
                del _walls[other]
        before = _walls.get(key)
        since = before.since if before is not None and now - before.heard_at <= QUIET else now
        _walls[key] = Wall(address, size, _shown[viewer], since, now)


def walls() -> list[Wall]:
    """Every wall that was heard in the last days, the longest silent first."""
    since = clock.now() - FORGOTTEN_AFTER
    with _lock:
        return sorted((one for one in _walls.values() if one.heard_at >= since), key=lambda one: one.heard_at)
