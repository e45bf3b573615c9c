"""What an auditor asks for: who came in, who was refused, who took what away. One JSON object a line, in a file of its own or in the log.

No secret stands in it, no parameter of a link, and nothing of what a file or page holds: people by the name they sign in with, pages by their name.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from typing import Any

MOST_A_MINUTE = (
    20  # refusals of one reason written; of more only how many there were: a flood neither fills the disk nor hides what else is tried
)
LONGEST = 200  # characters of a value that came from outside

_log = logging.getLogger("situation_board.audit")
_log.propagate = False
_lock = threading.Lock()
_minute, _refusals = 0, Counter[str]()


def keep_in(path: str) -> None:
    """Write to the file (a rotated one is opened anew), or without a path to standard error. Raises OSError."""
    if path:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640))  # names stand in it
    handler = WatchedFileHandler(path, encoding="utf-8") if path else logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    for before in _log.handlers[:]:
        _log.removeHandler(before)
        before.close()
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)


def note(event: str, **told: Any) -> None:
    """One line: at, event, and what is told; what is None is left out."""
    known = {name: value[:LONGEST] if isinstance(value, str) else value for name, value in told.items() if value is not None}
    _log.info(json.dumps({"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **known}, ensure_ascii=False))


def refused(reason: str, **told: Any) -> None:
    """Somebody was refused something; the reason is one of few."""
    global _minute
    with _lock:
        minute, more = int(time.time() // 60), {}
        if minute != _minute:
            more = {of: times - MOST_A_MINUTE for of, times in _refusals.items() if times > MOST_A_MINUTE}
            _minute = minute
            _refusals.clear()
        _refusals[reason] += 1
        is_written = _refusals[reason] <= MOST_A_MINUTE
    for of, times in more.items():
        note("refused", reason=of, more_in_an_earlier_minute=times)
    if is_written:
        note("refused", reason=reason, **told)
