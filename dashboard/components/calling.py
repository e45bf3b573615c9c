"""Whom to call: a name and a number, which a phone dials."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.components.markup import literal
from dashboard.queries import Contact
from dashboard.view import View

DIALLED = frozenset("0123456789+*#")


def call(view: View, contact: Contact | None) -> Markup:
    """The name and the number; where a unit names nobody, that it does not."""
    if contact is None:
        return Markup('<span class="call">{}</span>').format(view.words("no-contact"))
    dialled = "".join(sign for sign in contact.phone or "" if sign in DIALLED)
    number = Markup('<a href="tel:{}">{}</a>').format(dialled, literal(contact.phone)) if dialled else literal(contact.phone or "")
    return Markup('<span class="call">{} {}</span>').format(literal(contact.name or ""), number)
