"""What `make soak` does for hours, done for a minute: mutated workbooks and killed imports."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.soak import kills

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
KILLS = {"sqlite": 30, "postgresql": 10, "mariadb": 10}


def test_a_thousand_mutated_workbooks_are_each_taken_whole_or_not_at_all_within_300_megabytes() -> None:
    """In a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "tests.soak.fuzz", "--count", "1000", "--seed", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert told["taken"] + told["rejected"] == 1000
    assert min(told["taken"], told["marked"], told["answers"]) > 10, "the mutations are too mild, or too wild, to show anything"
    assert max(told["megabytes"], told["megabytes_apart"]) < 300


def test_an_import_killed_at_any_moment_leaves_all_of_the_file_or_nothing_and_no_lock(
    databases: Databases, kind: str, tmp_path: Path
) -> None:
    told = kills.run(kills.prepared(databases, kind), tmp_path, KILLS[kind], seed=1)
    assert told["wrong"] == []
    assert told["nothing"] > 0, "no kill came in time"
    assert told["nothing"] + told["whole"] == KILLS[kind]
