"""What a page is given: the door, the scope, the moment, the words, the choice and the units, made once a run by the entry script."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import streamlit as st

from dashboard.choice import Choice
from dashboard.data import Door
from dashboard.export.shown import Rows, Sheet, Shown
from dashboard.identity import Person
from dashboard.texts import Words
from dashboard.units import Units
from data_access.access import EVERYTHING, Access
from data_access.moment import Moment
from data_access.scope import Scope

_KEY = "_view"


@dataclass(frozen=True)
class View:
    door: Door
    scope: Scope
    moment: Moment
    words: Words
    choice: Choice
    units: Units
    pages: Mapping[str, st.Page]
    demonstration: bool
    person: Person | None = None
    access: Access = EVERYTHING
    shown: Shown = field(default_factory=Shown, compare=False)

    @property
    def day_was_chosen_for_you(self) -> bool:
        """No day was asked for, and today has no report: the newest day that has one is shown."""
        return self.choice.day is None and not self.moment.is_today

    def once(self, what: Hashable, make: Callable[[], Any]) -> Any:
        """What `make()` makes for the page, made once for all who look at the same, in the same words, with the same data."""
        return self.door.once((what, self.scope, self.choice, self.words), self.moment, make)

    def once_for_all(self, what: Hashable, make: Callable[[], Any]) -> Any:
        """The same, made once for all who may see the same, whatever they chose."""
        return self.door.once((what, self.scope.without_choice(), self.words), self.moment, make)

    def shows(self, key: str, columns: Iterable[str], rows: Callable[[], Rows]) -> None:
        """A table is on the page; it is laid out when somebody takes it away. Its title is the word `sheet-<key>`, else the heading above it."""
        words = self.words
        title = words(f"sheet-{key}") if words.has(f"sheet-{key}") else self.shown.heading or key
        self.shown.sheets[key] = Sheet(key, title, tuple((name, words(f"column-{name}")) for name in columns), rows)


def once(make: Callable[..., Any]) -> Callable[..., Any]:
    """Makes a part of a page (of the view, of the situation, and of what tells this part from others) once for all who look at the same."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def made(view: View, now: Any, *of: Hashable) -> Any:
        return view.once((name, *of), lambda: make(view, now, *of))

    return made


def show(view: View) -> None:
    st.session_state[_KEY] = view


def view() -> View:
    return st.session_state[_KEY]
