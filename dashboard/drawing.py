"""One page is drawn at a time: where data changed that hundreds of screens show they all ask within a few seconds, and threads that draw side by side take
from each other, and from the loop that sends what they drew, what one after the other would not."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_WAIT = 5.0  # seconds: then a page is drawn all the same
TOLD_A_SECOND = (
    35  # screens, that they changed: as many as can be drawn, so that two hundred are told within six seconds and none waits in line
)

_turns = threading.BoundedSemaphore(1)
_here = threading.local()
_telling = threading.Lock()
_next_told_at = 0.0


@contextmanager
def turn() -> Iterator[None]:
    """Waits for the turn, in the order in which pages came."""
    _here.mine = _turns.acquire(timeout=LONGEST_WAIT)
    try:
        yield
    finally:
        give_up_turn()


def give_up_turn() -> None:
    """Whoever waits for the database, or for what somebody else is making of it, keeps nobody from drawing."""
    if getattr(_here, "mine", False):
        _here.mine = False
        _turns.release()


def seconds_until_told() -> float:
    """How long the next screen whose days have changed waits before it asks to be drawn anew: not at all, unless others were told just before."""
    global _next_told_at
    with _telling:
        now = time.monotonic()
        at = max(now, _next_told_at)
        _next_told_at = at + 1 / TOLD_A_SECOND
        return at - now
