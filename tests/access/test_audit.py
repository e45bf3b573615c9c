"""The auditor's lines: one JSON object each, a flood of refusals counted instead of written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import audit


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(audit, "_minute", 0)
    monkeypatch.setattr(audit, "_refusals", Counter())
    audit.keep_in(str(tmp_path / "audit.jsonl"))
    yield tmp_path / "audit.jsonl"
    audit.keep_in("")


def lines(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_a_line_says_when_what_and_who(file: Path) -> None:
    audit.note("signed-in", person="李\n@x", address=None)
    (line,) = lines(file)
    assert line.pop("at").endswith("+00:00")
    assert line == {"event": "signed-in", "person": "李\n@x"}


def test_what_came_from_outside_is_cut(file: Path) -> None:
    audit.refused("a foreign path", path="x" * 10_000)
    assert len(lines(file)[0]["path"]) == audit.LONGEST


def test_a_flood_is_counted_and_does_not_fill_the_disk(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit.time, "time", lambda: 6000.0)
    for _ in range(1000):
        audit.refused("a foreign path")
    assert len(lines(file)) == audit.MOST_A_MINUTE
    monkeypatch.setattr(audit.time, "time", lambda: 6060.0)
    audit.refused("another")
    assert [(line["reason"], line.get("more_in_an_earlier_minute")) for line in lines(file)[-2:]] == [
        ("a foreign path", 1000 - audit.MOST_A_MINUTE),
        ("another", None),
    ]


def test_a_flood_of_one_kind_hides_no_other(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit.time, "time", lambda: 6000.0)
    for _ in range(1000):
        audit.refused("a foreign path")
    audit.refused("a foreign Host")
    assert lines(file)[-1]["reason"] == "a foreign Host"


def test_a_file_that_was_put_aside_is_begun_anew(file: Path) -> None:
    audit.note("signed-in", person="a")
    file.rename(file.with_suffix(".1"))
    audit.note("signed-in", person="b")
    assert [line["person"] for line in lines(file)] == ["b"]
