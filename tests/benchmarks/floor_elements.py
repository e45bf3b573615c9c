"""The elements of the floor, read once; with the dashboard's own modules, as their components must be known to the server that sends them."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

import dashboard
from tests.benchmarks.floor import read

NOT_MODULES = ("dashboard.app",)  # the entry draws the page as it is read


def copies(run: int) -> Iterator[ForwardMsg]:
    """Copies of what that run of a session shows: the first page at first, then the others by turns; where there is one alone, that."""
    first, *others = _PAGES
    for message in others[(run - 1) % len(others)] if run and others else first:
        copy = ForwardMsg()
        copy.CopyFrom(message)
        yield copy


for _module in pkgutil.walk_packages(dashboard.__path__, "dashboard."):
    if _module.name not in NOT_MODULES:
        importlib.import_module(_module.name)
_PAGES = read(Path(os.environ["FLOOR_MESSAGES"]))
