"""`grant`, `revoke`, `brief --for` and where `serve` listens: one line each, and codes that say how it ended."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access.contract import access_grant
from tests.dashboard.test_cli import run
from tests.databases import Database, written
from tests.serving import COMMAND, answer, free_port, started
from tests.world import NOW, ROWS


@pytest.fixture(autouse=True)
def _no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def board(database: Database) -> Database:
    return written(database, ROWS)


def grants(board: Database) -> list[tuple]:
    engine = board.writer()
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(sa.select(access_grant).order_by(access_grant.c.principal))]
    engine.dispose()
    return found


def test_a_person_is_granted_a_role_and_granted_another_in_its_place(capsys, board: Database) -> None:
    on = ("--database", board.url)
    code, out, err = run(capsys, "grant", "Li@Example.org", "coordinator", "N", "--until", "2999-01-20T18:00:00+08:00", *on)
    assert (code, out, err) == (0, "li@example.org is coordinator of N and all below it until 2999-01-20T18:00:00+08:00\n", "")
    assert [(row[0], row[1]) for row in grants(board)] == [("li@example.org", "N")]
    code, out, _ = run(capsys, "grant", "li@example.org", "admin", "N", *on)
    assert code == 0
    assert "li@example.org is admin of N and all below it (was coordinator until 2999-01-20T10:00:00+00:00)" in out
    assert len(grants(board)) == 1


def test_what_was_granted_is_taken_back_and_told_how_much(capsys, board: Database) -> None:
    on = ("--database", board.url)
    for unit in ("N", "S", "S1"):
        run(capsys, "grant", "li@example.org", "coordinator", unit, *on)
    assert run(capsys, "revoke", "LI@example.org", "S", *on) == (0, "li@example.org: 1 grant at S taken back\n", "")
    code, out, err = run(capsys, "revoke", "li@example.org", "S", *on)
    assert (code, out) == (1, "")
    assert err == "situation-board: li@example.org at S: there is no such grant, and nothing was changed\n"
    assert run(capsys, "revoke", "li@example.org", *on)[1] == "li@example.org: 2 grants taken back\n"
    assert grants(board) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("li@example.org", "coordinator", "nowhere"), "UNIT 'nowhere': there is no such unit"),
        (("li@example.org", "boss", "N"), "'boss' is not one of"),
        (("li wang", "coordinator", "N"), "PRINCIPAL 'li wang': expected an e-mail address or subject without blanks"),
        (
            ("li@example.org", "coordinator", "N", "--until", "2022-01-20T18:00"),
            "--until '2022-01-20T18:00': expected an instant with its offset",
        ),
        (("li@example.org", "coordinator", "N", "--until", "soon"), "--until 'soon'"),
        (("li@example.org", "coordinator"), "Missing argument 'UNIT'"),
    ],
)
def test_what_cannot_be_granted_is_one_line_and_nothing_is_kept(capsys, board: Database, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run(capsys, "grant", *arguments, "--database", board.url)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert grants(board) == []


def test_a_grant_that_is_over_already_is_given_with_a_word(capsys, board: Database) -> None:
    code, _, err = run(capsys, "grant", "li@example.org", "coordinator", "N", "--until", "2001-01-01T00:00:00Z", "--database", board.url)
    assert (code, err) == (0, "that instant is past: the grant opens nothing\n")


def test_a_briefing_for_a_person_is_of_what_he_may_see(capsys, board: Database) -> None:
    on, at = ("--database", board.url), ("--format", "json", "--as-of", NOW.isoformat())
    run(capsys, "grant", "li@example.org", "coordinator", "N", *on)
    told = json.loads(run(capsys, "brief", *at, "--for", "Li@example.org", *on)[1])
    whole = json.loads(run(capsys, "brief", *at, *on)[1])
    of_n = json.loads(run(capsys, "brief", *at, "--unit", "N", *on)[1])
    assert {cell["org_unit_id"] for cell in told["cells"]} <= {"N", "N1", "N2", "N3", "N4"}
    assert told["figures"] == of_n["figures"]
    assert told["figures"] != whole["figures"]
    code, out, err = run(capsys, "brief", *at, "--for", "li@example.org", "--unit", "S1", *on)
    assert (code, out) == (2, "")
    assert err == run(capsys, "brief", *at, "--for", "li@example.org", "--unit", "nobody", *on)[2].replace("nobody", "S1")
    code, out, err = run(capsys, "brief", *at, "--for", "wang@example.org", *on)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "no unit is open to wang@example.org" in err


def environment(database: Database) -> dict[str, str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("SITUATION_BOARD_", "STREAMLIT_"))}
    return bare | {"SITUATION_BOARD_DATABASE_URL": database.reader_url}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "127.0.0.2"])
def test_without_sign_in_the_dashboard_is_this_machines_alone(world_on_sqlite: Database, host: str) -> None:
    command = [*COMMAND, "serve", "--host", host, "--port", str(free_port())]
    ended = subprocess.run(command, env=environment(world_on_sqlite), capture_output=True, text=True, timeout=60, cwd="/", check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert f"--host {host}: others could come, nobody would be asked who he is" in ended.stderr
    assert "--allow-anonymous" in ended.stderr


@pytest.mark.parametrize("setting", ["allowed_hosts", "trusted_proxies"])
def test_a_proxy_before_it_makes_it_everybodys(world_on_sqlite: Database, setting: str) -> None:
    settings = environment(world_on_sqlite) | {
        f"SITUATION_BOARD_{setting.upper()}": {"allowed_hosts": "board.intranet"}.get(setting, "127.0.0.1")
    }
    ended = subprocess.run(
        [*COMMAND, "serve", "--port", str(free_port())], env=settings, capture_output=True, text=True, timeout=60, cwd="/", check=False
    )
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert f"{setting}: others could come, nobody would be asked who he is" in ended.stderr


def test_who_lets_everybody_in_says_so_and_is_told_what_it_means(world_on_sqlite: Database) -> None:
    port = free_port()
    command = [*COMMAND, "serve", "--host", "127.0.0.2", "--port", str(port), "--allow-anonymous"]
    with started(command, port, "/healthz", environment(world_on_sqlite), host="127.0.0.2") as server:
        assert answer(f"{server.url}/readyz")[0] == 200
        assert "--allow-anonymous: nobody is asked who he is: whoever can reach this address sees the data of every unit" in server.told()
