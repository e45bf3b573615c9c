"""Who may see what: the grants, what they come to for a person, and how they are given and taken back."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data_access.contract import access_grant, org_unit
from data_access.scope import WHOLE_ORGANISATION

ROLES = ("executive", "coordinator", "admin")
LONGEST_PRINCIPAL = 254


class GrantWrong(Exception):
    """What was asked for cannot be granted or revoked; the message says what, where and what to do."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A person's role at a unit and all below it, until an instant or for good."""

    principal: str
    org_unit_id: str
    role: str
    expires_at: datetime | None = None

    def holds_at(self, instant: datetime) -> bool:
        return self.expires_at is None or instant < self.expires_at


@dataclass(frozen=True, slots=True)
class Access:
    """What a person may see: `allowed` as a Scope takes it (units and all below them; WHOLE_ORGANISATION; none), and whether data quality, imports and
    the list of grants are open to him of the whole organisation."""

    allowed: frozenset[str] | None
    is_admin: bool = False

    @property
    def is_none(self) -> bool:
        return self.allowed == frozenset()


EVERYTHING = Access(WHOLE_ORGANISATION)  # where nobody is asked who he is
NOTHING = Access(frozenset())


def access_of(principals: Collection[str], grants: Iterable[Grant], instant: datetime) -> Access:
    """What the grants that hold at the instant come to for a person of these names."""
    own = [grant for grant in grants if grant.principal in principals and grant.role in ROLES and grant.holds_at(instant)]
    return Access(frozenset(grant.org_unit_id for grant in own), any(grant.role == "admin" for grant in own))


def principal_in(text: str) -> str:
    """A principal as it is stored and compared: in lower case and Unicode NFC. Raises ValueError, which says what it should have been."""
    text = text.strip(" \t\r\n")
    principal = unicodedata.normalize("NFC", text.lower())
    folds = any(
        not sign.isascii() and unicodedata.normalize("NFC", sign.lower()).isascii() for sign in text
    )  # a Kelvin sign would be another's k
    if not principal or len(principal) > LONGEST_PRINCIPAL or folds or any(sign.isspace() or not sign.isprintable() for sign in principal):
        raise ValueError(f"an e-mail address or subject without blanks, of at most {LONGEST_PRINCIPAL} characters")
    return principal


def all_grants() -> sa.Select[Any]:
    """One row per grant, whether it still holds or not: principal, org_unit_id, role, expires_at. No scope: it says what everybody's scope is."""
    return sa.select(*access_grant.c).order_by(access_grant.c.principal, access_grant.c.org_unit_id)


def grants(connection: sa.Connection) -> tuple[Grant, ...]:
    """All grants, by person and unit."""
    rows = connection.execute(all_grants())
    return tuple(Grant(row.principal, row.org_unit_id, row.role, row.expires_at) for row in rows)


def give(engine: sa.Engine, grant: Grant) -> Grant | None:
    """Give it in place of the one that the person has at that unit, which is returned. Raises GrantWrong where there is no such unit."""
    with engine.begin() as connection:
        if connection.scalar(sa.select(sa.func.count()).where(org_unit.c.org_unit_id == grant.org_unit_id)) == 0:
            raise GrantWrong(f"UNIT {grant.org_unit_id!r}: there is no such unit; its id stands in org_unit")
        there = _of(grant.principal, grant.org_unit_id)
        row = connection.execute(sa.select(access_grant).where(there)).first()
        values = {"role": grant.role, "expires_at": grant.expires_at}
        if row is None:
            key = {"principal": grant.principal, "org_unit_id": grant.org_unit_id}
            connection.execute(sa.insert(access_grant).values(key | values))
            return None
        connection.execute(sa.update(access_grant).where(there).values(values))
        return Grant(row.principal, row.org_unit_id, row.role, row.expires_at)


def take_back(engine: sa.Engine, principal: str, org_unit_id: str | None = None) -> int:
    """Take back the person's grant at the unit, or all that he has; how many there were."""
    with engine.begin() as connection:
        return connection.execute(sa.delete(access_grant).where(_of(principal, org_unit_id))).rowcount


def _of(principal: str, org_unit_id: str | None) -> sa.ColumnElement[bool]:
    own = access_grant.c.principal == principal
    return own if org_unit_id is None else sa.and_(own, access_grant.c.org_unit_id == org_unit_id)
