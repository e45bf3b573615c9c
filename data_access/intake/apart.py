"""Reads workbooks in a process of its own, with a bound on its memory and time: a file at which the library that reads it breaks off breaks nothing else.

The library is compiled: where a file makes it ask for more memory than there is, it ends its process, and no exception tells so.
"""

from __future__ import annotations

import atexit
import pickle
import resource
import selectors
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from data_access.intake.faults import Rejected, fault
from data_access.intake.grids import Grid, grids
from data_access.intake.limits import MEGABYTE, Limits

MOST_MEMORY = 256 * MEGABYTE
SECONDS = 60.0
_LENGTH = struct.Struct("!Q")
_ROOT = str(Path(__file__).parents[2])
_BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from data_access.intake.apart import serve; serve()"


class BrokeOff(Exception):
    """The process ended, ran out of memory or took too long over what it was asked."""


def grids_apart(content: bytes, limits: Limits) -> dict[str, Grid]:
    """What `grids` returns. Raises Rejected."""
    try:
        return apart(grids, content, limits)  # type: ignore[no-any-return]
    except BrokeOff:
        raise Rejected(fault("fault-too-much")) from None


def apart(function: Callable[..., Any], *arguments: Any) -> Any:
    """What the function of a module returns, worked out in the other process. Raises Rejected where it does, and BrokeOff."""
    told = reader.ask((function, arguments))
    if isinstance(told, Exception):
        raise told
    return told


class _Reader:
    """The process, begun when it is first needed, and again when it has ended. It ends when its input does: with whoever began it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def ask(self, question: Any) -> Any:
        with self._one_at_a_time:
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(
                    [sys.executable, "-c", _BEGIN, _ROOT],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )  # a session of its own: who stops us by a signal to all lets it finish
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            try:
                _put(self._process.stdin, question)
                with selectors.DefaultSelector() as waiting:
                    waiting.register(self._process.stdout, selectors.EVENT_READ)
                    answered = waiting.select(SECONDS)
                answer = _got(self._process.stdout) if answered else None
            except OSError:
                answer = None
            except BaseException:  # somebody interrupts us: its answer is not to be taken for that to another question
                self.end()
                raise
            if answer is None:
                self.end()
                return BrokeOff()
            return answer

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def serve() -> None:
    """The process's whole life: a question, an answer, until nobody asks."""
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while (question := _got(sys.stdin.buffer)) is not None:
        function, arguments = question
        try:
            answer: Any = function(*arguments)
        except Rejected as rejected:
            answer = rejected
        except Exception:  # the caller has a way to go on without
            answer = BrokeOff()
        _put(sys.stdout.buffer, answer)


def _put(stream: BinaryIO | Any, what: Any) -> None:
    told = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(told)))
    stream.write(told)
    stream.flush()


def _got(stream: BinaryIO | Any) -> Any:
    """What was put there by the other side, or None where it has ended."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    told = stream.read(*_LENGTH.unpack(head))
    return pickle.loads(told) if len(told) == _LENGTH.unpack(head)[0] else None


reader = _Reader()
atexit.register(reader.end)
