"""Secrets stay where they are put: in no log, on no screen, in no error and in no byte that is sent, when the database refuses the password or dies."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access.engine import parse_url
from tests import mariadb
from tests.access import halves
from tests.access.halves import MARKS, NORTH
from tests.access.signing import CLIENT_SECRET, COOKIE_SECRET, Raw, secrets_file
from tests.databases import Database, Databases
from tests.faults.proxy import Proxy
from tests.postgres import WITH_PASSWORD
from tests.serving import SECONDS_TO_START, Started, answer, free_port, served
from tests.world import NOW

PASSWORD, WRONG, METRICS_TOKEN = "Ri9ht-passw0rd", "Wr0ng-passw0rd", "metrics-token-8813"
SECRETS = (PASSWORD, WRONG, COOKIE_SECRET, CLIENT_SECRET, METRICS_TOKEN)
AWAY = "暂时连不上数据库"


@pytest.fixture(params=["postgresql", "mariadb"])
def asked_for_its_password(request: pytest.FixtureRequest, databases: Databases) -> Database:
    """The world of two halves, whose reader has to give a password."""
    if request.param == "mariadb":
        mariadb.required()
    database = halves.database(databases, request.param)
    url = parse_url(database.url)
    owner = database.writer()
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if request.param == "postgresql":
            there = connection.scalar(sa.text("SELECT count(*) FROM pg_roles WHERE rolname = :name"), {"name": WITH_PASSWORD})
            connection.exec_driver_sql(f"{'ALTER' if there else 'CREATE'} ROLE {WITH_PASSWORD} LOGIN PASSWORD '{PASSWORD}'")
            connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {WITH_PASSWORD}")
        else:
            connection.exec_driver_sql(f"CREATE OR REPLACE USER {WITH_PASSWORD}@'127.0.0.1' IDENTIFIED BY '{PASSWORD}'")
            connection.exec_driver_sql(f"GRANT SELECT ON {url.database}.* TO {WITH_PASSWORD}@'127.0.0.1'")
    owner.dispose()
    return Database(request.param, database.url, url.set(username=WITH_PASSWORD, password=PASSWORD).render_as_string(hide_password=False))


class Seen:
    """All that anybody was told by a dashboard, or could read of what it wrote."""

    def __init__(self, server: Started, folder: Path) -> None:
        self.url, self._server, self._folder, self._parts = server.url, server, folder, []

    def visit(self, page: str = "") -> bytes:
        with Raw(self.url, NORTH) as somebody:
            content = somebody.ask(page)
            self._parts += somebody.received
            for address in (
                "standing?of=x",
                "download/x/csv",
                "healthz",
                "readyz",
                "metrics",
                "assets/0/deck.js",
                "auth/login",
                "oauth2callback",
                "nowhere",
            ):
                self._parts.append(b"".join(map(str.encode, map(str, somebody.fetch(address)))))
        return content

    def whole(self) -> bytes:
        written = [path.read_bytes() for path in self._folder.iterdir() if path.name != "secrets.toml"]
        return b"\n".join([*self._parts, *written, self._server.told().encode()])


def served_over(url: str, folder: Path) -> Iterator[Seen]:
    port = free_port()
    secrets = secrets_file(folder, port, url, metrics_token=METRICS_TOKEN)
    with served(None, clock=NOW, secrets=secrets, port=port, refresh_seconds=1) as server:
        yield Seen(server, folder)


@pytest.mark.slow
def test_a_wrong_password_is_told_to_nobody(asked_for_its_password: Database, tmp_path: Path) -> None:
    wrong = parse_url(asked_for_its_password.reader_url).set(password=WRONG).render_as_string(hide_password=False)
    for seen in served_over(wrong, tmp_path):
        for page in ("", "map", "quality"):
            content = seen.visit(page)
            assert MARKS["N"].encode() not in content
            assert b'class="failure' in content
        whole = seen.whole()
        assert [secret for secret in SECRETS if secret.encode() in whole] == []
        assert b"Traceback" not in whole


@pytest.mark.slow
def test_a_database_that_dies_takes_no_secret_with_it(asked_for_its_password: Database, tmp_path: Path) -> None:
    right = parse_url(asked_for_its_password.reader_url)
    proxy = Proxy(int(right.port or 0))
    try:
        for seen in served_over(right.set(port=proxy.port).render_as_string(hide_password=False), tmp_path):
            until = time.monotonic() + SECONDS_TO_START
            while answer(f"{seen.url}/readyz")[0] != 200 and time.monotonic() < until:
                time.sleep(0.2)
            assert MARKS["N"].encode() in seen.visit()
            proxy.close()
            until = time.monotonic() + 60
            while AWAY.encode() not in (content := seen.visit("map")) and time.monotonic() < until:
                time.sleep(0.5)
            assert AWAY.encode() in content
            seen.visit("")
            whole = seen.whole()
            assert [secret for secret in SECRETS if secret.encode() in whole] == []
            assert b"Traceback" not in whole
    finally:
        proxy.close()
