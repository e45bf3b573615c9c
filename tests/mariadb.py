"""A real MariaDB server for the tests, from the machine's own programs: on 127.0.0.1, in a folder of its own, gone afterwards.

No package brings one along as one brings PostgreSQL, so where the machine has none, what needs it is skipped by name, but never in CI.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))  # servers stand where not every user looks
SECONDS_TO_START = 60
SETTINGS = (
    "--bind-address=127.0.0.1",
    "--skip-log-bin",
    "--skip-name-resolve",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--innodb-doublewrite=0",
    "--innodb-buffer-pool-size=64M",
    "--innodb-log-file-size=32M",
    "--innodb-file-per-table=0",
    "--innodb-fast-shutdown=2",
    "--sync-frm=0",
    "--max-connections=60",
    "--character-set-server=latin1",  # as a server may stand: what we make must not depend on it
)


def required() -> None:
    """Skip what needs MariaDB on a machine without it; in CI, fail."""
    if not all(shutil.which(name, path=PATH) for name in ("mariadbd", "mariadb-install-db")):
        if os.environ.get("CI"):
            pytest.fail("MariaDB is to be installed in CI (on Debian: apt-get install mariadb-server)")
        pytest.skip("MariaDB is not installed")


@dataclass
class Server:
    port: int
    home: Path
    user: str | None
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def url(self, database: str = "mysql", user: str = "root") -> str:
        return f"mariadb://{user}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        command = [
            str(shutil.which("mariadbd", path=PATH)),
            "--no-defaults",
            f"--datadir={self.home / 'data'}",
            f"--socket={self.home / 'socket'}",
            f"--pid-file={self.home / 'pid'}",
            f"--port={self.port}",
            f"--tmpdir={self.home}",
            *SETTINGS,
        ]
        with (self.home / "log").open("ab") as log:
            self._process = subprocess.Popen(command, user=self.user, stdout=log, stderr=log, cwd="/")
        until = time.monotonic() + SECONDS_TO_START
        while not _listens(self.port):
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("MariaDB did not start:\n" + (self.home / "log").read_text(errors="replace")[-2000:])
            time.sleep(0.02)

    def stop(self) -> None:
        """As a power cut would: at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def server() -> Iterator[Server]:
    """A running server, superuser `root` without a password, reachable from this machine alone."""
    user = _user() if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="situation-board-mariadb-"))
    running = Server(_free_port(), home, user)
    try:
        if user:
            shutil.chown(home, user)
        install = [
            str(shutil.which("mariadb-install-db", path=PATH)),
            "--no-defaults",
            f"--datadir={home / 'data'}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            f"--tmpdir={home}",  # several servers at once share no temporary table
            "--skip-log-bin",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-log-file-size=32M",
            *([f"--user={user}"] if user else []),
        ]
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL, cwd="/")
        running.start()
        yield running
    finally:
        running.stop()
        shutil.rmtree(home, ignore_errors=True)


def _user() -> str:
    """A user the server may run as; it refuses to run as root."""
    with suppress(KeyError):
        return pwd.getpwnam("mysql").pw_name
    return "nobody"


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
