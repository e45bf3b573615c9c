"""The house rules that a machine can hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = [path for room in ("dashboard", "data_access", "pages") for path in (ROOT / room).rglob("*.py")]


def test_the_rooms_import_only_downwards() -> None:
    checked = subprocess.run(
        [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text("utf-8")


def test_pages_stay_under_sixty_lines_and_hold_no_logic() -> None:
    for path in (ROOT / "pages").glob("*.py"):
        text = path.read_text("utf-8")
        assert len(text.splitlines()) < 60, path.name
        assert not re.search(r"^\s*(def|class|for|while|try)\b", text, re.M), path.name


def test_every_module_opens_with_a_line_that_says_what_it_is_for() -> None:
    for path in SOURCES:
        text = path.read_text("utf-8")
        assert not text.strip() or text.startswith('"""'), path


def test_no_module_is_called_utils_or_the_like_nor_like_a_standard_one() -> None:
    assert not {path.stem for path in SOURCES} & {"utils", "helpers", "common", "manager"}
    entry_folder = {path.stem for path in (ROOT / "dashboard").glob("*.py")}
    assert not (entry_folder - {"__init__"}) & set(sys.stdlib_module_names), "the entry's folder comes first on the path"


def test_the_project_does_not_lean_on_what_its_users_do_not_have() -> None:
    for path in [*SOURCES, ROOT / "README.md", ROOT / "Makefile"]:
        assert "../shared" not in path.read_text("utf-8"), path


def test_the_lock_files_pin_every_package_with_hashes_and_name_no_address() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert all("--hash=sha256:" in block for block in blocks if "==" in block)
        return {block.split()[0] for block in blocks if "==" in block}

    assert pins("requirements.lock") <= pins("requirements-test.lock")


def test_the_options_of_streamlit_run_are_those_that_serve_passes() -> None:
    import tomllib

    from dashboard.serve import OPTIONS

    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))

    def flat(table: dict, prefix: str = "") -> dict:
        found = {}
        for key, value in table.items():
            found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value}
        return found

    assert flat(config) == OPTIONS
