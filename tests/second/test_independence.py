"""The second computation owes nothing to the product: what its modules import, and that they hold no SQL."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
COMPUTATION = sorted((HERE / "computation").rglob("*.py"))
ITSELF = "tests.second.computation"
DRIVERS = {"sqlite3", "dbm"}  # of the standard library, and a database all the same
SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE)\b.*\b(FROM|INTO|SET|WHERE)\b", re.DOTALL)


def faults(source: str) -> list[str]:
    """What in the module's text is not plain Python over plain rows."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = ["." * node.level + (node.module or "")]
        else:
            names = []
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
                found.append(f"SQL: {node.value}")
            if isinstance(node, ast.Name) and node.id in ("__import__", "eval", "exec"):
                found.append(node.id)
        found += [name for name in names if not _allowed(name)]
    return found


def _allowed(module: str) -> bool:
    if module == ITSELF or module.startswith(ITSELF + "."):
        return True
    first = module.split(".")[0]
    return first in sys.stdlib_module_names and first not in DRIVERS | {"importlib", "runpy", "subprocess"}


@pytest.mark.parametrize("path", COMPUTATION, ids=lambda path: path.stem)
def test_the_computation_is_plain_python_over_plain_rows(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


def test_every_part_of_the_computation_is_looked_at() -> None:
    assert {path.stem for path in COMPUTATION} >= {"known", "owed", "reports", "measures", "testing", "supplies", "posts", "work"}


@pytest.mark.parametrize(
    "source",
    [
        "import pandas",
        "import dashboard.situation as s",
        "from data_access import contract",
        "def f():\n    from sqlalchemy import text",
        "import sqlite3",
        "import importlib",
        "from ..product import Product",
        "from tests.second.product import Product",
        "q = 'SELECT 1 FROM org_unit'",
        "__import__('psycopg')",
    ],
)
def test_whatever_leans_on_the_product_or_a_database_is_found(source: str) -> None:
    assert faults(source)


@pytest.mark.parametrize("name", ["telling.py", "worlds.py"])
def test_worlds_are_told_without_the_product(name: str) -> None:
    assert not re.search(r"^\s*(from|import) (dashboard|data_access|sqlalchemy|pandas)\b", (HERE / name).read_text("utf-8"), re.MULTILINE)
