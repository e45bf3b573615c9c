"""Who has come: the person behind a page that is being drawn, and a line for the auditor when somebody comes in or is refused."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from datetime import UTC, datetime
from uuid import uuid4

import streamlit as st
from cachetools import LRUCache

from dashboard import audit, identity
from dashboard.data import Door
from dashboard.identity import Person
from data_access.access import Access

_noted: LRUCache[Hashable, None] = LRUCache(4096)
_noting = threading.Lock()


def viewer() -> str:
    """A name for this open page that nobody can guess."""
    return st.session_state.setdefault("_viewer", uuid4().hex)


def who(opened: Door) -> Person | None:
    """The person whose page this is; None where nobody is asked, nobody has signed in, or whoever has is no longer vouched for or has left."""
    person = identity.of_session(opened.settings)
    if person is None or opened.has_left(viewer()):
        return None
    if not person.is_vouched_for:
        _once("expired", person, lambda: audit.refused("the provider no longer vouches for the person", person=person.name))
        return None
    return person


def note(person: Person | None, access: Access) -> None:
    """For the auditor: the person has come in, or may see nothing. Once for each time that a provider vouches for him, of a proxy once a day."""
    if person is None:
        return
    address = st.context.ip_address
    _once(f"came from {address}", person, lambda: audit.note("signed-in", person=person.name, address=address))
    if access.is_none:
        _once("no grant", person, lambda: audit.refused("no grant", person=person.name, address=address))


def note_wall() -> None:
    """For the auditor: a wall was opened by its token. Once for each page."""
    _once_a_page("wall", lambda: audit.note("wall-opened", address=st.context.ip_address))


def note_closed_wall() -> None:
    """For the auditor: somebody would have opened a wall by a token that does not. Once for each page, which goes on trying."""
    _once_a_page("no wall", lambda: audit.refused("a wall's token that does not hold", address=st.context.ip_address))


def _once_a_page(what: str, deed) -> None:  # type: ignore[no-untyped-def]
    if st.session_state.get("_noted_of_wall") != what:
        st.session_state["_noted_of_wall"] = what
        deed()


def _once(what: str, person: Person, deed) -> None:  # type: ignore[no-untyped-def]
    key = (what, person.principals, person.until or datetime.now(UTC).date())
    with _noting:
        if key in _noted:
            return
        _noted[key] = None
    deed()
