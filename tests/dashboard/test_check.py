"""`check` on the command line: its text, its JSON, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard import check_report, cli
from data_access.checking.findings import ERROR, NOTE, Fault, Place
from tests.data_access.checking.theirs import RIGHT, foreign
from tests.databases import Database, Databases

NOTICE = RIGHT["notice"]


@pytest.fixture(autouse=True)
def _no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "CLOCK"):
        monkeypatch.delenv(f"SITUATION_BOARD_{name}", raising=False)


def check(capsys: pytest.CaptureFixture[str], url: str, *more: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.run(["check", "--database", url, *more])
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out, captured.err


def test_a_database_that_is_right_has_nothing_found(capsys, databases: Databases, kind: str) -> None:
    assert check(capsys, foreign(databases, kind, {}).reader_url) == (0, "nothing found\n", "")


def test_notes_alone_are_told_and_are_no_failure(capsys, databases: Databases, kind: str) -> None:
    code, out, err = check(capsys, foreign(databases, kind, {}, without=["liaison"]).reader_url)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "liaison"
    assert out.splitlines()[1].startswith("  note not-supplied: the relation is not supplied: ")
    assert out.splitlines()[2:] == ["1 note"]


def test_errors_are_told_by_relation_and_row_and_are_a_failure(capsys, databases: Databases, kind: str) -> None:
    more = {"notice": [NOTICE | {"notice_id": f"n{number:04}", "level": "loud"} for number in range(1234)]}
    more["liaison"] = [RIGHT["liaison"] | {"liaison_id": "two\nlines", "mode": "fax"}]
    code, out, err = check(capsys, foreign(databases, kind, more).reader_url)
    lines = out.splitlines()
    assert (code, err) == (1, "")
    assert lines[:3] == [
        "liaison",
        "  error unknown-word: mode: no word of the contract; write one of visit, phone, message",
        "    two\ufffdlines: 'fax'",
    ]
    assert lines[3:6] == [
        "notice",
        "  error unknown-word: level: no word of the contract; write one of info, attention, breach (1,234 rows)",
        "    n0000: 'loud'",
    ]
    assert lines[-3:] == ["    n0019: 'loud'", "    and 1,214 more", "1,235 errors"]
    assert len(lines) == 3 + 2 + 20 + 2


def test_the_json_has_its_published_shape(capsys, databases: Databases, kind: str) -> None:
    more = {
        "notice": [NOTICE | {"notice_id": "n1", "level": "loud"}],
        "daily_report": [RIGHT["daily_report"] | {"org_unit_id": "A", "report_date": "2021-12-27", "health_due": 1, "health_monitored": 2}],
    }
    more["daily_report"][0]["report_date"] = RIGHT["daily_report"]["report_date"].replace(day=27)
    database = foreign(databases, kind, more, without=["liaison"])
    code, out, err = check(capsys, database.reader_url, "--format", "json", "--day", "2021-12-27")
    told = json.loads(out)
    assert (code, err) == (1, "")
    assert list(told) == ["schema", "database", "day", "findings", "counts"]
    assert (told["schema"], told["database"], told["day"]) == (1, kind, "2021-12-27")
    assert told["counts"] == {"errors": 2, "notes": 1, "kinds": {"contradiction": 1, "not-supplied": 1, "unknown-word": 1}}
    assert [list(finding) for finding in told["findings"]] == [["severity", "kind", "table", "column", "key", "found", "message"]] * 3
    assert [tuple(finding.values())[:6] for finding in told["findings"]] == [
        ("note", "not-supplied", "liaison", None, None, None),
        ("error", "contradiction", "daily_report", None, "A 2021-12-27 r1", "monitored-over-due"),
        ("error", "unknown-word", "notice", "level", "n1", "loud"),
    ]
    assert database.reader_url not in out
    today = json.loads(check(capsys, database.reader_url, "--format", "json")[1])
    assert today["counts"]["errors"] == 1, "the contradictory row is not of today"


def test_usage_that_is_wrong_and_a_database_that_is_away_have_codes_of_their_own(capsys, database: Database, tmp_path: Path) -> None:
    assert check(capsys, database.url, "--day", "yesterday")[0] == 2
    assert check(capsys, database.url, "--format", "xml")[0] == 2
    (tmp_path / "letter.txt").write_text("Dear all, this is no database, whatever its length. " * 100)
    for url, code in (
        (f"sqlite:///{tmp_path / 'letter.txt'}", 2),
        (f"sqlite:///{tmp_path / 'absent.sqlite'}", 3),
        ("postgresql://board:hunter2@127.0.0.1:1/none", 3),
    ):
        ended, out, err = check(capsys, url)
        assert (ended, out, err.count("\n"), "hunter2" in err) == (code, "", 1, False), err


def test_a_check_writes_nothing(capsys, databases: Databases) -> None:
    database = databases.initialised("sqlite")
    path = Path(database.url.removeprefix("sqlite:///"))
    before = path.read_bytes()
    check(capsys, database.url)
    assert path.read_bytes() == before


def test_one_error_among_notes_is_a_failure() -> None:
    note, error = (Fault(severity, "odd", "notice", None, "odd", 1, [Place("n")]) for severity in (NOTE, ERROR))
    assert not check_report.has_errors([note, note])
    assert check_report.has_errors([note, error])
    assert check_report.as_text([note, note, error]).splitlines()[-1] == "1 error, 2 notes"
