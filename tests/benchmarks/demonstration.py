"""The demonstration that the benchmarks of the screen share: written once a run, as of one instant; whoever writes into it takes a copy."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from dashboard.cli import main

NOW = datetime(2021, 12, 28, 17, 42, tzinfo=ZoneInfo("Asia/Shanghai"))


@cache
def _kept() -> tuple[tempfile.TemporaryDirectory[str], Path]:
    folder = tempfile.TemporaryDirectory(prefix="benchmark-")
    file = Path(folder.name) / "demonstration.sqlite"
    main.main(["demo", "--database", address(file), "--day", f"{NOW:%Y-%m-%d}"], standalone_mode=False)
    return folder, file


@contextmanager
def folder_with_demonstration() -> Iterator[tuple[Path, str]]:
    """A folder for the benchmark's own files, and the address of a copy of the demonstration in it."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        copy = Path(folder) / "demonstration.sqlite"
        shutil.copyfile(_kept()[1], copy)
        yield Path(folder), address(copy)


def address(file: Path) -> str:
    return f"sqlite:///{file}"
