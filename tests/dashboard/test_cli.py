"""The command line: exit codes, one line for every failure, and the briefing's published shape."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard import cli
from tests.databases import SERVERS, Database, Databases
from tests.world import NOW


@pytest.fixture(autouse=True)
def _no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "LANGUAGE", "CLOCK"):
        monkeypatch.delenv(f"SITUATION_BOARD_{name}", raising=False)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.run([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out, captured.err


def brief(capsys: pytest.CaptureFixture[str], database: Database, *more: str) -> dict:
    code, out, err = run(capsys, "brief", "--database", database.url, "--format", "json", *more)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_briefing_has_its_published_shape(capsys, known_world: Database) -> None:
    told = brief(capsys, known_world, "--day", "2021-12-28", "--as-of", NOW.isoformat(), "--lang", "en")
    published = ["schema", "day", "as_of", "language", "scope", "figures", "cells", "attention", "silent", "proposals"]
    assert list(told) == [*published, "both_hands", "trends", "not_supplied"]
    assert (told["schema"], told["day"], told["as_of"], told["language"]) == (1, "2021-12-28", "2021-12-28T20:00:00+08:00", "en")
    assert told["scope"] == {"units": [], "area": None}
    assert told["figures"][0] == {
        "id": "reporting.completeness",
        "numerator": 5,
        "denominator": 7,
        "unknown": 1,
        "checks": 0,
        "value": 5 / 7,
        "unit": "ratio",
        "status": "breach",
        "confidence": "partial",
        "data_time": "2021-12-28T19:30:00+08:00",
    }
    cell = next(cell for cell in told["cells"] if (cell["org_unit_id"], cell["measure_id"]) == ("N3", "daily_report"))
    assert cell == {
        "org_unit_id": "N3",
        "measure_id": "daily_report",
        "numerator": 0,
        "denominator": 1,
        "unknown": 1,
        "checks": 0,
        "value": 0.0,
        "status": "breach",
        "since": "2021-12-28T17:00:00+08:00",
    }
    assert next(line for line in told["attention"] if line["subject"] == "reporting") == {
        "org_unit_id": "N3",
        "subject": "reporting",
        "status": "breach",
        "since": "2021-12-28T17:00:00+08:00",
        "overdue_minutes": 180,
        "text": "Unit N3 daily report not in (due 17:00)",
    }
    assert told["silent"] == ["N3"]
    (proposal,) = told["proposals"]
    assert proposal.pop("km") == pytest.approx(9.16, abs=0.01)
    assert proposal == {"item_id": "mask", "from": "S2", "to": "S1", "quantity": 3, "days_before": 2.5, "days_after": 2.875}
    assert told["both_hands"][0] == {"org_unit_id": "N2", "hand": "held_back", "measures_in_breach": ["disinfection", "patrol"]}
    assert told["not_supplied"] == []
    completeness = next(one for one in told["trends"] if one["id"] == "reporting.completeness")
    assert (len(completeness["points"]), completeness["change"]["units"]) == (14, 6)
    texts = {(line["org_unit_id"], line["subject"]): line["text"] for line in told["attention"]}
    assert texts["S1", "checkpoint"] == "单位S1 卡点6 unmanned"
    assert texts["S1", "supply.protective"] == "单位S1 Masks: 2.5 days of stock left (minimum 3)"
    assert texts["N2", "testing"] == "Unit N2 testing round 2 behind its clock, 10 of 40 sampled"
    assert texts["N1", "disinfection"] == "Unit N1 Disinfection: 4 of 8 done"
    stock = next(cell for cell in told["cells"] if (cell["org_unit_id"], cell["measure_id"]) == ("S1", "supply.protective"))
    assert (stock["value"], stock["status"]) == (4.375, "breach")


def test_the_briefing_is_of_the_units_asked_for(capsys, known_world: Database) -> None:
    as_of = ("--as-of", NOW.isoformat())
    told = brief(capsys, known_world, "--unit", "N1", "--unit", "N2", *as_of)
    assert told["scope"]["units"] == ["N1", "N2"]
    assert {cell["org_unit_id"] for cell in told["cells"]} == {"N1", "N2"}
    county = brief(capsys, known_world, "--area", "county", *as_of)
    assert (county["figures"][0]["numerator"], county["figures"][0]["denominator"]) == (3, 4)


def test_without_a_day_the_briefing_tells_the_newest_reported_day(capsys, known_world: Database) -> None:
    assert brief(capsys, known_world)["day"] == "2021-12-28"


def test_the_briefing_goes_to_a_file_where_asked(capsys, known_world: Database, tmp_path: Path) -> None:
    code, out, _ = run(capsys, "brief", "--database", known_world.reader_url, "--format", "json", "--output", tmp_path / "b.json")
    assert (code, out) == (0, "")
    assert json.loads((tmp_path / "b.json").read_text("utf-8"))["schema"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("brief", "--format", "json", "--unit", "nobody"), 2, "--unit: nobody: no such unit"),
        (("brief", "--format", "json", "--day", "28.12.2021"), 2, "day '28.12.2021'"),
        (("brief", "--format", "json", "--as-of", "2999-01-01T00:00:00Z"), 2, "as-of '2999-01-01T00:00:00Z': expected a past instant"),
        (("brief", "--format", "json", "--area", "town"), 2, "area 'town'"),
        (("brief", "--format", "xml"), 2, "'xml' is not"),
        (("brief",), 2, "Missing option '--format'"),
        (("brief", "--format", "json", "--output", "/no/such/folder/b.json"), 2, "cannot write"),
        (("import",), 2, "Missing argument"),
        (("frobnicate",), 2, "No such command 'frobnicate'"),
        (("serve", "--port", "70000"), 2, "70000 is not in the range"),
        (("serve", "--host", ""), 2, "--host is empty"),
        (("serve", "--host", "no.such.host.invalid"), 2, "cannot listen on no.such.host.invalid"),
        (("demo",), 2, "already has units"),
        (("init",), 2, "cannot write"),
    ],
)
def test_a_failure_is_one_clear_line_and_an_exit_code(capsys, known_world: Database, monkeypatch, arguments, code, said) -> None:
    monkeypatch.setenv("SITUATION_BOARD_DATABASE_URL", known_world.url)
    if arguments == ("init",):
        monkeypatch.setenv("SITUATION_BOARD_DATABASE_URL", "sqlite:////no/such/folder/x.sqlite")
        code, said = 3, "cannot be reached"
    ended, out, err = run(capsys, *arguments)
    assert (ended, out) == (code, "")
    assert said in err
    assert err.count("\n") == 1, err
    assert err.startswith("situation-board: ")


def test_no_database_and_a_database_that_is_away_have_codes_of_their_own(capsys) -> None:
    assert run(capsys, "brief", "--format", "json")[0] == 2
    assert run(capsys, "brief", "--format", "json", "--database", "oracle://x/y")[0] == 2
    commands = (("brief", "--format", "json"), ("init",), ("import", "x.csv"), ("demo",))
    for command, server in itertools.product(commands, SERVERS):
        code, _, err = run(capsys, *command, "--database", f"{server}://board:hunter2@127.0.0.1:1/none")
        assert (code, err.count("\n"), "hunter2" in err) == (3, 1, False), err


def test_import_says_what_became_of_each_file(capsys, database: Database, tmp_path: Path) -> None:
    (tmp_path / "org_unit.csv").write_text("org_unit_id,kind,name_zh,reports,sort_order\nA,site,甲,1,0\n")
    (tmp_path / "daily_report.csv").write_text("org_unit_id,report_date\nA,2021-12-28\nA,someday\n")
    files = [tmp_path / "daily_report.csv", tmp_path / "org_unit.csv"]
    code, out, err = run(capsys, "import", "--database", database.url, *files, "--lang", "en")
    assert code == 1
    assert out == "org_unit.csv: 1 inserted, 0 revised, 0 unchanged\n"
    assert err.splitlines() == [
        "daily_report.csv: line 3, report_date: 'someday' is not a day, year first, such as 2021-12-28",
        "daily_report.csv: rejected, nothing of it was stored",
    ]
    code, out, _ = run(capsys, "import", "--database", database.url, tmp_path / "org_unit.csv", "--dry-run", "--lang", "en")
    assert (code, out) == (0, "org_unit.csv: nothing new, 1 row unchanged\ndry run: nothing was kept\n")
    code, out, err = run(capsys, "import", "--database", database.url, *files)
    assert (code, out) == (1, "org_unit.csv：没有新内容，1 行未变\n"), "without a word on it in the language set"
    assert err.splitlines()[0] == "daily_report.csv：第 3 行, report_date：'someday' 不对：应是日期，年在前，如 2021-12-28"


def test_init_is_safe_to_repeat(capsys, empty_database: Database) -> None:
    assert run(capsys, "init", "--database", empty_database.url)[:2] == (0, "the schema is now at version 0002\n")
    assert run(capsys, "init", "--database", empty_database.url)[:2] == (0, "the schema is at version 0002, as it was\n")


def test_import_into_a_database_without_tables_says_what_to_do(capsys, empty_database: Database, tmp_path: Path) -> None:
    (tmp_path / "org_unit.csv").write_text("org_unit_id,kind,name_zh,reports,sort_order\nA,site,甲,1,0\n")
    empty = empty_database.writer()
    empty.connect().close()  # on SQLite this makes the file
    empty.dispose()
    code, _, err = run(capsys, "import", "--database", empty_database.url, tmp_path / "org_unit.csv")
    assert (code, err.count("\n")) == (2, 1)
    assert "run `situation-board init`" in err


@pytest.mark.slow
def test_the_demonstration_fills_an_empty_database_the_same_by_seed(capsys, databases: Databases, kind: str) -> None:
    told = []
    for _ in range(2):
        database = databases.empty(kind)
        code, out, _ = run(capsys, "demo", "--database", database.url, "--day", "2021-12-28", "--units", "50", "--days", "5")
        assert (code, out) == (0, out)
        told.append(brief(capsys, database, "--day", "2021-12-28", "--as-of", "2022-01-01T00:00:00Z"))
    assert told[0] == told[1]
    assert told[0]["figures"][0]["denominator"] == 49, "one unit of 50 is exempt"
    assert told[0]["figures"][0]["numerator"] > 40


def test_the_clock_that_is_set_is_every_commands(capsys, databases: Databases, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITUATION_BOARD_CLOCK", "2021-12-28T16:00:00+08:00")
    database = databases.empty(kind)
    _, out, _ = run(capsys, "demo", "--database", database.url, "--units", "5", "--days", "2")
    assert out.endswith("around 2021-12-28\n")
    told = brief(capsys, database)
    assert told["day"] == "2021-12-28"
    assert told["as_of"].startswith("2021-12-28T16:00:")


def test_every_command_explains_itself() -> None:
    for command in (None, *cli.main.commands):
        result = CliRunner().invoke(cli.main, [*([command] if command else []), "--help"])
        assert result.exit_code == 0
        assert "Usage" in result.output
