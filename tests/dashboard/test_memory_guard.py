"""The memory guard: garbage that nobody collected is let go, in time and not too often."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Iterator

import pytest

from dashboard import memory_guard
from dashboard.memory_guard import MEGABYTE, MemoryGuard, guarding
from dashboard.serve import OPTIONS


class Knot:
    """Refers to itself, so that only a collector can let it go."""

    def __init__(self, size: int = 0) -> None:
        self.itself = self
        self.ballast = bytearray(size)


@pytest.fixture
def nobody_collects() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


class Process:
    """A process of which the test says how large it is and how late; it counts its collections."""

    def __init__(self) -> None:
        self.megabytes, self.seconds, self.collections = 200.0, 0.0, 0
        self.guard = MemoryGuard(lambda: int(self.megabytes * MEGABYTE), lambda: self.seconds, self._collected)

    def _collected(self) -> None:
        self.collections += 1

    def after(self, seconds: float, megabytes: float) -> int:
        self.seconds, self.megabytes = self.seconds + seconds, megabytes
        self.guard.look()
        return self.collections


def test_nothing_is_collected_after_each_run_and_python_goes_on_collecting_by_itself() -> None:
    assert OPTIONS["runner.postScriptGC"] is False
    with guarding():
        assert gc.isenabled()
        assert gc.get_threshold()[0] > 0


def test_a_process_that_stays_as_it_is_is_collected_every_few_minutes() -> None:
    process = Process()
    assert [process.after(100, 200) for _ in range(7)] == [0, 0, 1, 1, 1, 2, 2]


def test_a_process_that_grew_is_collected_at_once_but_not_again_within_some_seconds() -> None:
    process = Process()
    assert process.after(60, 207) == 0, "7 MB more"
    assert process.after(2, 208) == 1, "8 MB more"
    assert [process.after(2, 300 + more) for more in range(4)] == [1, 1, 1, 1]
    assert process.after(2, 304) == 2, "ten seconds later"
    assert process.after(20, 312) == 2, "3 % of 304 MB are more than 8 MB"


def test_a_large_process_may_grow_by_a_share_of_it() -> None:
    process = Process()
    process.after(300, 1000)
    assert process.after(20, 1029) == 1
    assert process.after(2, 1030) == 2


def test_where_the_system_does_not_tell_how_large_it_is_time_alone_counts() -> None:
    collected: list[float] = []
    seconds = [0.0]
    guard = MemoryGuard(lambda: None, lambda: seconds[0], lambda: collected.append(seconds[0]))
    for seconds[0] in range(0, 700, 50):
        guard.look()
    assert collected == [300, 600]


@pytest.mark.usefixtures("nobody_collects")
def test_garbage_that_nobody_collected_is_let_go_by_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_guard, "SECONDS_BETWEEN_LOOKS", 0.05)
    monkeypatch.setattr(memory_guard, "SECONDS_BETWEEN_COLLECTIONS", 0.1)
    small = weakref.ref(Knot())
    assert small() is not None
    with guarding():  # collects once as it starts
        assert small() is None
        before = memory_guard.resident_bytes()
        assert before is not None
        knots, until = [weakref.ref(Knot(MEGABYTE))], time.monotonic() + 30
        while knots[0]() is not None and time.monotonic() < until:
            if len(knots) < 600:  # what other tests left may go meanwhile, so that the process does not grow by all of it
                knots += [weakref.ref(Knot(MEGABYTE)) for _ in range(20)]
            time.sleep(0.1)
        assert knots[0]() is None
        after = memory_guard.resident_bytes()
        assert after is not None
        assert after - before < 40 * MEGABYTE, "given back to the system"


def test_the_guard_is_one_thread_and_ends_with_the_server() -> None:
    def guards() -> int:
        return sum(thread.name == "memory guard" for thread in threading.enumerate())

    with guarding():
        assert guards() == 1
        assert gc.get_freeze_count() > 0
    assert guards() == 0
    assert gc.get_freeze_count() == 0
