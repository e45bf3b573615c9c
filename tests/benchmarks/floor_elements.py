"""The elements of the floor, read once; with the dashboard's own modules, as their components must be known to the server that sends them."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from streamlit.cursor import get_container_cursor
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.runtime.scriptrunner import get_script_run_ctx

import dashboard
from tests.benchmarks.floor import read

NOT_MODULES = ("dashboard.app",)  # the entry draws the page as it is read


def put(run: int) -> None:
    """Put the elements of that run of a session on the page; what comes after them on the main page takes the next place."""
    here = get_script_run_ctx()
    assert here is not None
    places = 0
    for message in _copies(run):
        container, *place = message.metadata.delta_path or [None]
        if container == RootContainer.MAIN:
            places = max(places, place[0] + 1)
        here.enqueue(message)
    main = get_container_cursor(RootContainer.MAIN)
    assert main is not None
    while main.index < places:
        main.lock_element()


def _copies(run: int) -> Iterator[ForwardMsg]:
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
