"""Text from data becomes markup in one module only, and there through one escape."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from markupsafe import Markup

from dashboard.components import markup
from dashboard.components.markup import WORD_JOINER, label

ROOT = Path(__file__).parents[2]
MARKUP = {
    "markdown",
    "html",
    "write",
    "caption",
    "title",
    "header",
    "subheader",
    "metric",
    "badge",
    "info",
    "warning",
    "error",
    "success",
    "toast",
    "table",
    "Markup",
}
HOME = ROOT / "dashboard" / "components"


def calls(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            on_streamlit = isinstance(function, ast.Attribute) and getattr(function.value, "id", "") in ("st", "sidebar")
            if name == "Markup" or (name in MARKUP and on_streamlit):
                found.add(name)
            found |= {"unsafe_allow_html" for keyword in node.keywords if keyword.arg in ("unsafe_allow_html", "unsafe_allow_javascript")}
    return found


def test_only_the_components_make_markup() -> None:
    for path in [*ROOT.glob("dashboard/**/*.py"), *ROOT.glob("pages/*.py")]:
        assert calls(path) <= ({"html", "Markup"} if path.parent == HOME else set()), path.name
    assert calls(HOME / "markup.py") == {"html", "Markup"}


def test_the_escape_leaves_no_markup_and_no_turned_text(monkeypatch) -> None:
    shown: list[markup.Finished] = []
    monkeypatch.setattr(markup.st, "html", shown.append)
    markup.html("<p>{}{}</p>", '<img src=x onerror="alert(1)">\u202e&', Markup("<b>ours</b>"))
    assert [one._repr_html_() for one in shown] == ["<p>&lt;img src=x onerror=&#34;alert(1)&#34;&gt;&amp;<b>ours</b></p>"]


def test_every_template_is_a_literal_so_that_no_data_can_be_one() -> None:
    for node in (node for path in HOME.glob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("html", "Markup") and node.args:
            inside_escape = isinstance(node.args[0], ast.Name) and node.args[0].id == "template"
            assert inside_escape or isinstance(node.args[0], ast.Constant), ast.unparse(node)


@pytest.mark.parametrize(
    "text", ["![x](http://192.0.2.1/x.png)", "**b** :red[c] :sun: $d$", "www.example.org", "a@example.org", "a -> b <= c", "N-95 (大)"]
)
def test_a_label_that_is_read_as_markdown_keeps_every_sign_and_hides_all_from_markdown(text: str) -> None:
    told = label(text)
    assert re.sub(r"\\(.)", r"\1", told).replace(WORD_JOINER, "") == text
    assert re.fullmatch(r"(?:\\[!-/:-@\[-`{-~]|[^!-/:-@\[-`{-~])*", told), "every sign is kept from Markdown"
    finished = re.sub(r"\\(.)", r"\1", told)
    assert not re.search(r"https?://|www\.|:\w+:|\w@\w|->|<=", finished), "nor is there anything left to be found in the finished text"


def test_a_label_without_signs_is_as_it_was() -> None:
    assert label("消毒消杀 twice") == "消毒消杀 twice"


def test_what_is_taken_as_markup_stands_in_the_source_and_is_filled_with_escaped_values() -> None:
    made = []
    for path in (ROOT / "dashboard").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            takes = isinstance(node, ast.Call) and ast.unparse(node.func) in ("Markup", "html", "markup.html", "written", "markup.written")
            if takes and path.name != "markup.py" and not (node.args and isinstance(node.args[0], ast.Constant)):
                made.append(f"{path.relative_to(ROOT)}: {ast.unparse(node)[:80]}")
    assert made == []


def test_no_script_of_ours_makes_markup_or_code_of_text() -> None:
    for path in (ROOT / "dashboard").rglob("*.js"):
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", path.read_text("utf-8")), path
