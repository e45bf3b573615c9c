"""A running dashboard for the tests: started as a user would, from `/`, on a free port of 127.0.0.1, and ended by its own id."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

SECONDS_TO_START = 60
MOST_TOLD = 6000  # characters of a log
COMMAND = (str(Path(sys.executable).with_name("situation-board")),)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(url: str) -> tuple[int, bytes]:
    """Status and body; status 0 where nobody listens."""
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


@dataclass(frozen=True)
class Started:
    """A server for the tests: its address, the id of its process, and what it has logged."""

    url: str
    pid: int
    told: Callable[[], str] = str


@contextmanager
def serving(
    database_url: str | None,
    *,
    clock: datetime | None = None,
    secrets: Path | None = None,
    command: Sequence[str] = COMMAND,
    refresh_seconds: float | None = None,
) -> Iterator[str]:
    """The dashboard's address. `clock` is the instant at which its clock starts; `secrets` a file that holds the settings instead.
    `refresh_seconds` is long where many pages stay open and nothing is to change."""
    with served(database_url, clock=clock, secrets=secrets, command=command, refresh_seconds=refresh_seconds) as server:
        yield server.url


@contextmanager
def served(
    database_url: str | None,
    *,
    clock: datetime | None = None,
    secrets: Path | None = None,
    command: Sequence[str] = COMMAND,
    refresh_seconds: float | None = None,
    port: int | None = None,
    options: Sequence[str] = (),
) -> Iterator[Started]:
    """The dashboard with the id of its process, for those who measure it."""
    port = port or free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SITUATION_BOARD_", "STREAMLIT_"))}
    if database_url is not None:
        environment["SITUATION_BOARD_DATABASE_URL"] = database_url
    if secrets is not None:
        environment["STREAMLIT_SECRETS_FILES"] = str(secrets)
    if refresh_seconds is not None:
        environment["SITUATION_BOARD_REFRESH_SECONDS"] = str(refresh_seconds)
    if clock is not None:
        environment["SITUATION_BOARD_CLOCK"] = clock.isoformat()
    with started([*command, "serve", "--port", str(port), *options], port, "/healthz", environment) as server:
        yield server


@contextmanager
def started(
    command: Sequence[str], port: int, sign_of_life: str, environment: Mapping[str, str], host: str = "127.0.0.1"
) -> Iterator[Started]:
    """The command run from `/` until it answers 200 at `sign_of_life`; ended by its own id, and heard whether it logged a traceback."""
    url = f"http://{host}:{port}"
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd="/", env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            until = time.monotonic() + SECONDS_TO_START
            while answer(f"{url}{sign_of_life}")[0] != 200:
                if process.poll() is not None or time.monotonic() > until:
                    raise AssertionError(f"the server did not start:\n{_read(log)}")
                time.sleep(0.1)
            try:
                yield Started(url, process.pid, lambda: _read(log))
            except Exception:
                print(f"the server at {url} logged:\n{_read(log)[-MOST_TOLD:]}")  # beside what went wrong with it
                raise
            told = _read(log)
            assert "Traceback" not in told, f"the server logged a traceback:\n{told[-MOST_TOLD:]}"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _read(log: IO[str]) -> str:
    return os.pread(log.fileno(), 2**24, 0).decode("utf-8", "replace")  # the place at which the server writes stays where it is
