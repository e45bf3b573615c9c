"""Keeps the process's memory level without collecting garbage after every run: all of it, when the process has grown or some minutes have passed."""

from __future__ import annotations

import ctypes
import gc
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

MEGABYTE = 1 << 20
GROWN_BY_BYTES = 8 * MEGABYTE  # since the last full collection; or by GROWN_BY_SHARE, whichever is more
GROWN_BY_SHARE = 0.03
SECONDS_BETWEEN_COLLECTIONS = 10.0  # at least: a process that truly grows is not to spend its time searching for garbage
SECONDS_UNTIL_COLLECTED = 300.0  # at the latest
SECONDS_BETWEEN_LOOKS = 2.0

_STATUS = Path("/proc/self/statm")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def resident_bytes() -> int | None:
    """The process's resident memory; None where the system does not tell (then only the time counts)."""
    try:
        return int(_STATUS.read_bytes().split()[1]) * _PAGE_BYTES
    except OSError:
        return None


def let_go() -> None:
    """Collect all cyclic garbage, and give the system back what the allocator keeps of it, where it can."""
    gc.collect()
    with suppress(OSError, AttributeError):  # glibc's; others have no such call, or need none
        ctypes.CDLL(None).malloc_trim(0)


@dataclass
class MemoryGuard:
    """Whether to collect now, asked from time to time. Python's own generational collector runs beside it: this is for what reached its oldest
    generation, which it looks through ever more seldom the more the process holds."""

    resident: Callable[[], int | None] = resident_bytes
    now: Callable[[], float] = time.monotonic
    collect: Callable[[], None] = let_go
    _collected_at: float = field(init=False)
    _resident_then: int | None = field(init=False)

    def __post_init__(self) -> None:
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._collected_at, self._resident_then = self.now(), self.resident()

    def look(self) -> bool:
        """Collect where it is due; whether it was."""
        waited = self.now() - self._collected_at
        due = waited >= SECONDS_UNTIL_COLLECTED or (waited >= SECONDS_BETWEEN_COLLECTIONS and self._has_grown())
        if due:
            self.collect()
            self._begin_anew()
        return due

    def _has_grown(self) -> bool:
        present = self.resident()
        if present is None or self._resident_then is None:
            return False
        return present - self._resident_then >= max(GROWN_BY_BYTES, GROWN_BY_SHARE * self._resident_then)


@contextmanager
def guarding() -> Iterator[None]:
    """A guard in a thread of its own for as long as the process serves."""
    let_go()
    gc.freeze()  # what starting made stays to the end; no collection need look through it again
    gc.collect()  # so that Python, which waits until a quarter more is there than the last time, does not count the frozen
    guard, ended = MemoryGuard(), threading.Event()

    def watch() -> None:
        while not ended.wait(SECONDS_BETWEEN_LOOKS):
            guard.look()

    thread = threading.Thread(target=watch, name="memory guard", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        gc.unfreeze()
