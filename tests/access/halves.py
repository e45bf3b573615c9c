"""The known world, told so that what is of one half can be recognised wherever it turns up: in names, codes, texts and numbers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import access_grant, directive, metadata, org_unit
from tests import world
from tests.databases import Database, Databases, written

CODES = {"N": "NQZVK", "S": "SQWJX", "G": "GQVHB", "X": "XQUDF"}  # what the codes of each half's units begin with
MARKS = {"N": "北辰", "S": "南溟", "G": "玄枢", "X": "孤岭"}  # stands in each of its texts
STAFF = {"N": 6420881, "S": 7310993}  # of N1 and of S1
PHONES = {"N": "0911-5550101", "S": "0915-5550202"}
EXECUTIVE, NORTH, SOUTH, NOBODY, ADMIN, BRIEFLY = (
    f"{name}@example.org" for name in ("executive", "north", "south", "nobody", "admin", "briefly")
)


def _half(unit: str | None) -> str | None:
    return unit[0] if unit and unit[0] in CODES and unit != "nowhere" else None


def _code(unit: str) -> str:
    return CODES[unit[0]] + unit[1:] if _half(unit) else unit


def _is_text(table: sa.Table, name: str) -> bool:
    return isinstance(table.c[name].type, sa.Text) and name not in ("unit_of_measure", "unit_zh", "unit_en")


def _told(table: sa.Table, row: dict[str, Any], of: str | None) -> dict[str, Any]:
    told = {}
    for name, value in row.items():
        if name in ("org_unit_id", "parent_id") and value is not None:
            told[name] = _code(value)
        elif of and isinstance(value, str) and _is_text(table, name):
            told[name] = f"{MARKS[of]}{_code(value.removeprefix('单位')) if table is org_unit else value}"
        else:
            told[name] = value
    return told


def _rows() -> dict[sa.Table, list[dict[str, Any]]]:
    rows = {table: [_told(table, row, _half(row.get("org_unit_id"))) for row in own] for table, own in world.ROWS.items()}
    for row in rows[org_unit]:
        for half, code in CODES.items():
            if row["org_unit_id"] == f"{code}1":
                row |= {"staff_count": STAFF[half], "contact_name": f"{MARKS[half]}值班", "contact_phone": PHONES[half]}
    for row in rows[directive]:
        if row["directive_id"] in ("Z1", "Z3"):  # addressed to N's units alone
            row["title_zh"] = f"{MARKS['N']}{row['title_zh']}"
    return rows


def grants() -> list[dict[str, Any]]:
    return [
        {"principal": EXECUTIVE, "org_unit_id": CODES["G"], "role": "executive", "expires_at": None},
        {"principal": NORTH, "org_unit_id": CODES["N"], "role": "coordinator", "expires_at": None},
        {"principal": SOUTH, "org_unit_id": CODES["S"], "role": "coordinator", "expires_at": None},
        {"principal": ADMIN, "org_unit_id": CODES["S"], "role": "admin", "expires_at": None},
        {"principal": BRIEFLY, "org_unit_id": CODES["N"], "role": "coordinator", "expires_at": world.NOW + timedelta(minutes=2)},
    ]


def database(databases: Databases, kind: str = "sqlite") -> Database:
    """One of its own, with the grants."""
    made = databases.initialised(kind)
    return written(made, _rows() | {access_grant: grants()})


def grant(database: Database, principal: str, unit: str, role: str = "coordinator", until: datetime | None = None) -> None:
    engine = database.writer()
    with engine.begin() as connection:
        own = {"principal": principal, "org_unit_id": unit}
        connection.execute(sa.delete(access_grant).where(access_grant.c.principal == principal, access_grant.c.org_unit_id == unit))
        connection.execute(sa.insert(access_grant).values(own | {"role": role, "expires_at": until}))
    engine.dispose()


def revoke(database: Database, principal: str) -> None:
    engine = database.writer()
    with engine.begin() as connection:
        connection.execute(sa.delete(access_grant).where(access_grant.c.principal == principal))
    engine.dispose()


def traces(half: str) -> Collection[bytes]:
    """What nobody may receive who may not see this half: its mark, its codes, its numbers as any language and file writes them."""
    number = STAFF.get(half)
    numbers = (str(number), f"{number:,}", f"{number:_}") if number else ()
    texts = (MARKS[half], CODES[half], *numbers, *((PHONES[half],) if half in PHONES else ()))
    return [form for text in texts for form in dict.fromkeys((text.encode(), text.encode("unicode_escape"), text.encode("utf-16-le")))]


assert {table.name for table in world.ROWS} <= set(metadata.tables)
