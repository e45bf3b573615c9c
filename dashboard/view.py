"""What a page is given: the door, the scope, the moment, the words, the choice and the units, made once a run by the entry script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard.choice import Choice
from dashboard.data import Door
from dashboard.texts import Words
from dashboard.units import Units
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

    @property
    def day_was_chosen_for_you(self) -> bool:
        """No day was asked for, and today has no report: the newest day that has one is shown."""
        return self.choice.day is None and not self.moment.is_today


def show(view: View) -> None:
    st.session_state[_KEY] = view


def view() -> View:
    return st.session_state[_KEY]
