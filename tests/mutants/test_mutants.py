"""Mistakes that somebody could make in the figures, each made on purpose in a copy of the source: a test has to notice every one of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COPIED = ("dashboard", "data_access", "pages", "tests", "pyproject.toml", "README.md")
FIGURES = "tests/dashboard/test_figures.py"
ZONES = "tests/dashboard/test_zones.py"
APART = "tests/access/test_apart.py"
QUERIES = "tests/data_access/test_queries.py"


@dataclass(frozen=True)
class Mutant:
    mistake: str
    file: str
    before: str
    after: str
    noticed_by: str = FIGURES
    by_its_line: str = ""  # that failed: where the mistake also breaks pages, so that a server's log says so when it ends


MUTANTS = (
    Mutant(
        "a silent unit is a gap: what is expected is joined to what came, and not left-joined",
        "data_access/compliance.py",
        "return sa.select(every).where(every.c.sort_order.is_not(None)).subquery()",
        "return sa.select(every).where(every.c.sort_order.is_not(None), every.c.revision.is_not(None)).subquery()",
    ),
    Mutant(
        "a report that came late counts as on time",
        "data_access/compliance.py",
        '"on_time": sa.and_(received, rows.c.first_recorded_at <= rows.c.due_at),',
        '"on_time": received,',
    ),
    Mutant(
        "a correction after the due instant makes a punctual report late",
        "data_access/compliance.py",
        '"on_time": sa.and_(received, rows.c.first_recorded_at <= rows.c.due_at),',
        '"on_time": sa.and_(received, rows.c.recorded_at <= rows.c.due_at),',
    ),
    Mutant(
        "more sampled than on the roster is clipped to 100 %",
        "dashboard/indicators/testing.py",
        "    more = (rows.sampled > rows.target,",
        "    rows = rows.assign(sampled=rows.sampled.where(~(rows.sampled > rows.target).fillna(False), rows.target))\n"
        "    more = (rows.sampled > rows.target,",
    ),
    Mutant(
        "a surplus in one slot fills another",
        "data_access/measures.py",
        "credited = sa.case((slots.c.done < slots.c.required, slots.c.done), else_=slots.c.required)",
        "credited = slots.c.done",
    ),
    Mutant(
        "NULL counts as 0",
        "data_access/compliance.py",
        '*(came.c[name] for name in ("revision", "recorded_at", "first_recorded_at", *COUNTS)),',
        '*(came.c[name] for name in ("revision", "recorded_at", "first_recorded_at")),\n'
        "            *(sa.func.coalesce(came.c[name], 0).label(name) for name in COUNTS),",
    ),
    Mutant(
        "a figure of the group is a mean of its units' percentages",
        "dashboard/indicators/measures.py",
        "numerator=sum(cell.numerator for cell in own),",
        "numerator=sum(cell.numerator / (cell.denominator or 1) for cell in own)\n"
        "                / (len(own) or 1) * sum(cell.denominator or 0 for cell in own),",
    ),
    Mutant(
        "the newest revision is taken though it came after T",
        "data_access/history.py",
        "known = sa.or_(table.c.recorded_at.is_(None), table.c.recorded_at <= moment.known_at)",
        "known = sa.true()",
    ),
    Mutant(
        "an exemption lifts the facts with the duty",
        "dashboard/indicators/cases.py",
        'column, "recorded_at", *_ASKED)]\n    asked = [(row, count) for row, count in rows if row.received or row.reports]',
        'column, "recorded_at", "exempt", *_ASKED)]\n'
        "    asked = [(row, count) for row, count in rows if (row.received or row.reports) and not row.exempt]",
    ),
    Mutant(
        "the business day is a day in UTC",
        "data_access/moment.py",
        "return datetime.combine(day, time(), zone).astimezone(UTC)",
        "return datetime.combine(day, time(), UTC)",
        ZONES,
    ),
    Mutant(
        "every day has 24 hours",
        "data_access/moment.py",
        "return midnight(self.day + timedelta(days=1), self.zone)",
        "return self.starts_at + timedelta(days=1)",
        ZONES,
    ),
    Mutant(
        "a unit that was closed goes on counting",
        "data_access/owed.py",
        "sa.or_(closed.is_(None), closed >= days.c.day)",
        "sa.true()",
    ),
    Mutant(
        "a group is met though something of it is unknown",
        "dashboard/indicators/figure.py",
        'return "no_data" if status == "met" and (unknown or checks) else status',
        "return status",
        f"{FIGURES} tests/dashboard/test_edges.py",
    ),
    Mutant(
        "less than nothing on hand is nothing on hand",
        "dashboard/indicators/supplies.py",
        '    if on_hand < 0:\n        return "check"\n    if on_hand == 0:',
        "    if on_hand <= 0:",
    ),
    Mutant(
        "a duty desk counts as held from the start of its shift",
        "dashboard/indicators/duty.py",
        "_gaps([(row.signed_in_at, row.signed_out_at, row.ends_at)",
        "_gaps([(row.starts_at, row.signed_out_at, row.ends_at)",
    ),
    Mutant(
        "who gives stock away falls under target",
        "dashboard/indicators/transfers.py",
        "floor(pair.on_hand - target_days * pair.rate + TOLERANCE)",
        "floor(pair.on_hand)",
    ),
    Mutant(
        "a query forgets the viewer's units",
        "data_access/scope.py",
        "where(tree.c.allowed == 1, tree.c.chosen == 1)",
        "where(tree.c.chosen == 1)",
        QUERIES,
    ),
    Mutant(
        "the history is handed over whole",
        "data_access/directives.py",
        "recent = sa.and_(directive.c.issued_at > moment.state_at - timedelta(days=DAYS_FOLLOWED), directive.c.issued_at <= at)",
        "recent = directive.c.issued_at <= at",
        "tests/dashboard/test_rows_fetched.py",
    ),
    Mutant(
        "what is remembered is remembered without whose units it is of",
        "dashboard/data.py",
        "return (_name(query), *arguments, self._version(next(moments, None)))",
        "return (_name(query), *(one for one in arguments if not isinstance(one, Scope)), self._version(next(moments, None)))",
        noticed_by=f"{APART}::test_in_500_interleaved_runs_nothing_hidden_is_sent_whatever_is_remembered_on_sqlite",
        by_its_line="assert leaks == Counter()",
    ),
    Mutant(
        "a link that names a unit opens it, whoever asks",
        "dashboard/units.py",
        "return Scope(allowed, frozenset",
        "return Scope(None if choice.units else allowed, frozenset",
        noticed_by=f"{APART}::test_in_500_interleaved_runs_nothing_hidden_is_sent_whatever_is_remembered_on_sqlite",
        by_its_line="assert leaks == Counter()",
    ),
)


def copied(folder: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "screenshots"))
        else:
            shutil.copy(source, folder / name)
    return folder


def judged(folder: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-k", "sqlite", *tests]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return subprocess.run(command, cwd=folder, env=environment | {"PYTHONPATH": str(folder)}, capture_output=True, text=True, timeout=300)


@pytest.mark.slow
def test_the_copy_passes_while_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    tests = sorted({test for mutant in MUTANTS for test in mutant.noticed_by.split()})
    unharmed = judged(copied(tmp_path), *tests)
    assert unharmed.returncode == 0, unharmed.stdout[-2000:]


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.mistake for mutant in MUTANTS])
def test_a_test_notices(mutant: Mutant, tmp_path: Path) -> None:
    file = copied(tmp_path) / mutant.file
    source = file.read_text("utf-8")
    assert source.count(mutant.before) == 1, "the table of mutants is of another source than this one"
    file.write_text(source.replace(mutant.before, mutant.after), "utf-8")
    outcome = judged(tmp_path, *mutant.noticed_by.split())
    assert outcome.returncode == pytest.ExitCode.TESTS_FAILED, outcome.stdout[-2000:]
    assert " failed" in outcome.stdout, outcome.stdout[-2000:]
    if mutant.by_its_line:
        assert f">       {mutant.by_its_line}" in outcome.stdout, outcome.stdout[-2000:]
    else:
        assert " error" not in outcome.stdout.splitlines()[-1], "the source broke, and no figure was judged"
