"""Rules of one value: its form, its bounds, its words, and whether it may be absent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from data_access.checking.asking import Asking, Unanswered
from data_access.checking.findings import ERROR, LISTED, NOTE, Fault, Place
from data_access.checking.relations import Relation, type_wanted
from data_access.checking.rules import Rule, key_text, unchecked
from data_access.contract import ClockTime, Count, Instant, access_grant, measure, supply_item

CLOCKS_APART = timedelta(minutes=5)  # a database's clock may be so far ahead of ours
FIRST_INSTANT, LAST_INSTANT = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)
LARGEST_FLOAT = 1.7e308
CLOCK_TIME = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
DIGIT = "[0-9]"
DAY_FORM = f"{DIGIT * 4}-{DIGIT * 2}-{DIGIT * 2}"
INSTANT_FORM = f"{DAY_FORM} {DIGIT * 2}:{DIGIT * 2}:{DIGIT * 2}.{DIGIT * 6}"
FIRST_YEAR = "0001"
COUNTED = "+0 days"  # lets SQLite count the day through, so that 30 February becomes another one
STORED = {
    "text": ("text",),
    "integer": ("integer",),
    "boolean": ("integer",),
    "float": ("real", "integer"),
    "day": ("text",),
    "instant": ("text",),
}
PLACE = ("longitude", "latitude")
SHARES = ("amber_below", "red_below")


def value_rules(relation: Relation, database: str, now: datetime) -> Iterator[Rule]:
    """Every rule of a single row's values of the relation's table."""
    for column in relation.table.c:
        if not column.nullable and column.name not in relation.never_null:
            yield Rule("null", column, column.is_(None), "NULL where the contract asks for a value; give it one", of_every_revision=True)
        if database == "sqlite":
            stored = STORED[type_wanted(column)]
            message = f"a value of another type than the contract's {type_wanted(column)}; store it as {stored[0]}"
            yield Rule("wrong-type", column, sa.func.typeof(column).not_in((*stored, "null")), message, of_every_revision=True)
        yield from _of_its_kind(column, database, now)
    yield from _together(relation.table)


def duplicates(asking: Asking, relation: Relation) -> list[Fault]:
    """Keys that stand there more than once; a relation whose key the database keeps unique is not looked at."""
    keys = list(relation.table.primary_key)
    if relation.keyed or not relation.has(*keys):
        return []
    twice = sa.select(*keys, sa.func.count().label("rows_of_key")).group_by(*keys).having(sa.func.count() > 1).subquery()
    texts = [sa.cast(twice.c[key.name], sa.Text()) for key in keys]
    try:
        count = asking.rows(sa.select(sa.func.count()).select_from(twice))[0][0]
        rows = asking.rows(sa.select(*texts, twice.c.rows_of_key).order_by(*texts).limit(LISTED)) if count else []
    except Unanswered as reason:
        return [unchecked(relation.table, None, "duplicate-key", reason)]
    places = [Place(key_text(relation, row[:-1]), f"{row[-1]} rows") for row in rows]
    message = "a key that stands there more than once: each of its rows is counted; leave one"
    return [Fault(ERROR, "duplicate-key", relation.table.name, None, message, count, places)] if count else []


def _of_its_kind(column: sa.Column[Any], database: str, now: datetime) -> Iterator[Rule]:
    kind, one_of = column.type, column.info.get("one_of")
    if one_of:
        yield Rule("unknown-word", column, column.not_in(one_of), f"no word of the contract; write one of {', '.join(one_of)}")
    elif isinstance(kind, Instant):
        yield from _of_an_instant(column, database, now)
    elif isinstance(kind, sa.Date):
        wrong = sa.not_(_is_day(column)) if database == "sqlite" else sa.or_(column < FIRST_DAY, column > LAST_DAY)
        yield Rule(
            "not-a-day", column, wrong, "no day of the calendar; write it YYYY-MM-DD, and NULL for an open end", of_every_revision=True
        )
    elif isinstance(kind, ClockTime):
        wrong = sa.or_(sa.not_(column.regexp_match(CLOCK_TIME)), sa.func.length(column) != 5)
        yield Rule("not-a-time", column, wrong, "no time of day: what it says is never due; write HH:MM, from 00:00 to 24:00")
    elif isinstance(kind, Count):
        yield Rule("negative", column, column < 0, "a count below 0; correct it, or give NULL where it is not known")
    elif column.name in ("revision", "slot"):
        yield Rule("below-one", column, column < 1, f"a {column.name} below 1; they are numbered from 1", of_every_revision=True)
    elif isinstance(kind, sa.Boolean):
        if database != "postgresql":
            number = sa.type_coerce(column, sa.Integer())
            yield Rule("not-yes-or-no", column, number.not_in((0, 1)), "neither yes nor no; write 1 or 0")
    elif isinstance(kind, sa.Float):
        beyond = sa.or_(column > LARGEST_FLOAT, column < -LARGEST_FLOAT)  # NaN is above every number where a database keeps it
        yield Rule("not-a-number", column, beyond, "not a finite number; correct it, or give NULL where it is not known")
        if column.name not in (*PLACE, *SHARES):
            yield Rule("negative", column, column < 0, "a quantity below 0; correct it, or give NULL where it is not known")
    elif isinstance(kind, sa.String) and not isinstance(kind, sa.Text):
        yield from _of_an_identifier(column, database)


def _of_an_instant(column: sa.Column[Any], database: str, now: datetime) -> Iterator[Rule]:
    if database == "sqlite":
        well_formed = _is_instant(column)
        message = "no instant in the contract's form: the page that reads it fails; write YYYY-MM-DD HH:MM:SS.ffffff in UTC"
        yield Rule("not-an-instant", column, sa.not_(well_formed), message, of_every_revision=True)
    else:
        well_formed = column <= LAST_INSTANT
        wrong = sa.or_(column < FIRST_INSTANT, column > LAST_INSTANT)
        message = "an instant outside the calendar: the page that reads it fails; give NULL for an open end"
        yield Rule("not-an-instant", column, wrong, message, of_every_revision=True)
    if column.name == "recorded_at":
        future = sa.and_(well_formed, column > now + CLOCKS_APART)
        message = "recorded in the future: nobody knows of the row until then; set the clock that stamps it, and its time zone, right"
        yield Rule("in-the-future", column, future, message, of_every_revision=True)


def _is_instant(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    text = sa.type_coerce(column, sa.Text())
    to_seconds = sa.func.substr(text, 1, 19)
    counted = sa.func.strftime("%Y-%m-%d %H:%M:%S", to_seconds, COUNTED)
    return sa.and_(
        sa.func.glob(INSTANT_FORM, text) == 1, sa.func.coalesce(counted, "") == to_seconds, sa.func.substr(text, 1, 4) >= FIRST_YEAR
    )


def _is_day(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    text = sa.type_coerce(column, sa.Text())
    return sa.and_(
        sa.func.glob(DAY_FORM, text) == 1,
        sa.func.coalesce(sa.func.date(text, COUNTED), "") == text,
        sa.func.substr(text, 1, 4) >= FIRST_YEAR,
    )


def _of_an_identifier(column: sa.Column[Any], database: str) -> Iterator[Rule]:
    length = sa.func.length(column) if database == "sqlite" else sa.func.char_length(column)
    if column.name == "weekdays":
        wrong = sa.not_(column.regexp_match("^[1-7]{1,7}$"))
        yield Rule("not-weekdays", column, wrong, "no days of the week; write digits from 1 (Monday) to 7 (Sunday), NULL for every day")
    elif column.name == "adcode":
        wrong = sa.or_(sa.not_(column.regexp_match("^[0-9]{6}$")), length != 6)
        yield Rule("not-an-adcode", column, wrong, "no code of a place; write six digits of GB/T 2260, or NULL")
    else:
        longest = column.type.length
        yield Rule("too-long", column, length > longest, f"longer than {longest} characters; shorten it wherever it stands")
    if column is access_grant.c.principal:
        wrong = column != sa.func.lower(column)
        yield Rule("not-lower-case", column, wrong, "not in lower case: this grant never holds for anybody; write it in lower case")


def _together(table: sa.Table) -> Iterator[Rule]:
    """Rules of a row's values that bound each other."""
    if table is measure:
        for column in (table.c.amber_below, table.c.red_below):
            wrong = sa.or_(column < 0, column > 1)
            yield Rule("not-a-share", column, wrong, "a share outside 0 to 1; write 0.9 for 90 %")
        wrong = table.c.red_below > table.c.amber_below
        message = "red begins above amber, so that nothing is ever amber; make red_below at most amber_below"
        yield Rule("limits-crossed", table.c.red_below, wrong, message, needs=(table.c.amber_below,))
    elif table is supply_item:
        wrong = table.c.min_days > table.c.target_days
        message = "the least days of stock are more than the target; make min_days at most target_days"
        yield Rule("limits-crossed", table.c.min_days, wrong, message, needs=(table.c.target_days,))
    if set(PLACE) <= set(table.c.keys()):
        yield from _of_a_place(table.c.longitude, table.c.latitude)


def _of_a_place(longitude: sa.Column[Any], latitude: sa.Column[Any]) -> Iterator[Rule]:
    swapped = sa.and_(_off(latitude, 90), sa.not_(_off(latitude, 180)), sa.not_(_off(longitude, 90)))
    message = "longitude and latitude are likely swapped: a latitude is at most 90; exchange them"
    yield Rule("place-swapped", latitude, swapped, message, needs=(longitude,))
    away = sa.and_(sa.or_(_off(longitude, 180), _off(latitude, 90)), sa.not_(sa.func.coalesce(sa.case((swapped, 1)), 0) == 1))
    message = "a place outside the world: it is on no map; correct longitude and latitude, in degrees"
    yield Rule("place-outside", longitude, away, message, needs=(latitude,))
    half = longitude.is_(None) != latitude.is_(None)
    message = "longitude without latitude, or the other way round: it is on no map; give both or neither"
    yield Rule("place-incomplete", longitude, half, message, severity=NOTE, needs=(latitude,))


def _off(degrees: sa.Column[Any], most: int) -> sa.ColumnElement[bool]:
    return sa.or_(degrees > most, degrees < -most)
