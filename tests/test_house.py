"""The house rules that a machine can hold."""

from __future__ import annotations

import ast
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


READS_MARKUP = {
    "markdown",
    "write",
    "caption",
    "title",
    "header",
    "subheader",
    "metric",
    "error",
    "warning",
    "info",
    "success",
    "exception",
} | {
    "latex",
    "toast",
    "badge",
    "html",
    "link_button",
    "code",
    "altair_chart",
    "pydeck_chart",
    "graphviz_chart",
    "image",
}


def test_what_reads_markup_stands_behind_the_one_escape() -> None:
    """`markup.html` alone shows HTML; it is made of templates that stand in the source, and values that are escaped. `frame.style` shows our own file."""
    shown, made = [], []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called, place = ast.unparse(node.func), f"{path.relative_to(ROOT)}: {ast.unparse(node)[:80]}"
            if called.startswith("st.") and called.split(".")[-1] in READS_MARKUP:
                shown.append(place)
            in_source = bool(node.args) and isinstance(node.args[0], ast.Constant)
            if called in ("Markup", "html", "markup.html", "written", "markup.written") and not in_source:
                made.append(place)
    assert shown == [
        "dashboard/components/frame.py: st.html(_STYLE)",
        "dashboard/components/markup.py: st.html(Finished(written(template, *values, **named)))",
    ]
    assert [place for place in made if "/markup.py" not in place] == []


def test_no_script_of_ours_makes_markup_or_code_of_text() -> None:
    for path in (ROOT / "dashboard").rglob("*.js"):
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", path.read_text("utf-8")), path
