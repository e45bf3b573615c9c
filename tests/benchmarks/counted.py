"""The dashboard's command with its statements counted: `python -m tests.benchmarks.counted FILE serve ...`; FILE holds their number, as it grows."""

from __future__ import annotations

import mmap
import sys
import threading
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from tests.benchmarks import held

BYTES = 8


def statements(file: Path) -> int:
    """How many the dashboard has sent to the database by now."""
    return int.from_bytes(file.read_bytes(), "little")


def count_into(file: Path) -> None:
    """From now on count each statement that any engine of this process sends."""
    file.write_bytes(bytes(BYTES))
    with file.open("r+b") as opened:
        shared = mmap.mmap(opened.fileno(), BYTES)
    counting, told = threading.Lock(), 0

    def note(*_: Any) -> None:
        nonlocal told
        with counting:
            told += 1
            shared[:] = told.to_bytes(BYTES, "little")

    event.listen(sa.Engine, "before_cursor_execute", note)


if __name__ == "__main__":
    count_into(Path(sys.argv.pop(1)))
    held.listen()
    from dashboard.cli import main

    main()
