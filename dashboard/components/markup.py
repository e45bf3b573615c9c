"""What every component is made of: the one escape, signs, headings and single lines."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st
from markupsafe import Markup

from dashboard.indicators.figure import Figure
from dashboard.palette import SIGNS
from dashboard.texts import plain
from dashboard.view import View

WORD_JOINER = "\u2060"


def html(template: str, *values: Any, **named: Any) -> None:
    """Show the template with every value escaped; a value that is Markup already was made here."""
    st.html(Finished(written(template, *values, **named)))


class Finished:
    """A text that Streamlit takes as it is: it looks for no indentation in it, nor for a file of that name."""

    def __init__(self, text: str) -> None:
        self._text = str(text)

    def _repr_html_(self) -> str:
        return self._text


def written(template: str, *values: Any, **named: Any) -> Markup:
    """The same, not shown yet."""
    return Markup(template).format(*map(literal, values), **{name: literal(value) for name, value in named.items()})


def label(text: str) -> str:
    """A text for the label of an option that Streamlit reads as Markdown (pills are so), which then shows it as it is.

    Backslashes keep Markdown off; what is looked for in the finished text all the same (emoji codes, addresses, arrows of two signs) is held
    apart by a mark that nobody sees.
    """
    apart = re.sub(r"(?<=:)(?=[\w+/-])|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=[-<>~=])(?=[-<>~=])", WORD_JOINER, plain(text), flags=re.IGNORECASE)
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", apart)


def literal(value: Any) -> Any:
    if isinstance(value, Markup):
        return value
    return plain(value)


def sign(view: View, status: str) -> Markup:
    word = view.words(f"status-{status.replace('_', '-')}")
    return Markup('<span class="sign {}" role="img" aria-label="{}" title="{}">{}</span>').format(status, word, word, SIGNS[status])


def mark(status: str) -> Markup:
    """The sign alone, where its word stands beside it."""
    return Markup('<span class="sign {}" aria-hidden="true">{}</span> ').format(status, SIGNS[status])


def title(view: View, key: str, **values: Any) -> None:
    view.shown.heading = view.words(key, **values)
    html("<h2>{}</h2>", view.shown.heading)


def note(sentence: str) -> None:
    html('<p class="note" role="status">{}</p>', sentence)


def failure(sentence: str) -> None:
    html('<p class="failure" role="alert">{}</p>', sentence)


def calm(view: View, key: str, *figures: Figure | None) -> None:
    """A line where there is nothing to show; of the `figures` that it speaks for, those that are not supplied are unknown, and it says so."""
    spoken_for = [figure for figure in figures if figure]
    lacks = dict.fromkeys(name for figure in spoken_for for name in figure.lacks)
    lines = [] if spoken_for and all(figure.lacks for figure in spoken_for) else [view.words(key)]
    if lacks:
        lines.append(view.words("lacks-names", names=view.words("list-comma").join(lacks)))
    html('<p class="calm">{}</p>', " ".join(lines))


def folded(view: View, key: str) -> Any:
    """A place folded away under its word until somebody asks for it."""
    return st.expander(view.words(key))


def halves() -> Any:
    return st.columns([3, 2], gap="large")


def tile_and_rest() -> Any:
    """Narrow for a figure, wide for what goes with it."""
    return st.columns([1, 3])


def board_and_list() -> Any:
    """Wide for the board, narrow for what needs attention."""
    return st.columns([3, 1], gap="medium")


def list_and_board() -> Any:
    """Narrow for who must be called, first to be read; wide for the board."""
    return st.columns([3, 5], gap="medium")


def supplied(view: View, *relations: str) -> bool:
    """Whether the database supplies all of the relations; where it does not, a line says which are lacking."""
    lacks = [name for name in relations if name in view.door.look().absent]
    if lacks:
        html('<p class="calm">{}</p>', view.words("lacks-names", names=view.words("list-comma").join(lacks)))
    return not lacks


def how_many(view: View, count: int, *relations: str) -> str | int:
    """The count for a heading; a dash where the database does not supply what is counted."""
    return view.words.number(None) if view.door.look().absent & set(relations) else count
