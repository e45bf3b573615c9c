"""The check as a whole: every relation by every rule, then the day's contradictory rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import sqlalchemy as sa

from data_access import contradictions as contradictory
from data_access.checking.agreement import agreement_rules
from data_access.checking.asking import Asking, Unanswered
from data_access.checking.findings import ERROR, LISTED, Fault, Place
from data_access.checking.references import reference_rules, tree
from data_access.checking.relations import Relation, relation
from data_access.checking.rules import judge, unchecked
from data_access.checking.values import duplicates, value_rules
from data_access.contract import metadata, org_unit, testing_progress, testing_round
from data_access.moment import Moment
from data_access.scope import WHOLE_ORGANISATION, Scope

LEFT_OUT = {  # numbers below 0 are named with their column by the rules of values, whatever their day
    contradictory.MONITORED_OVER_DUE: "more people's health monitored than was due",
    contradictory.STAFF_OVER_BOOKS: "the six counts of staff are together more than the staff on the books",
    contradictory.SAMPLED_OVER_TARGET: "more sampled than on the roster",
    contradictory.RESULTED_OVER_SAMPLED: "more results than samples",
    contradictory.POSITIVE_OVER_RESULTED: "more positives than results",
    contradictory.USE_NEGATIVE: "the day's use comes out below 0",
}
EVERYTHING = Scope(WHOLE_ORGANISATION)


def check(engine: sa.Engine, moment: Moment) -> list[Fault]:
    """All faults of the database, by relation. Raises DatabaseAway where it is gone, DatabaseUnfit where it is no database."""
    with Asking(engine) as asking:
        asking.knock()
        relations = {name: relation(asking, table) for name, table in metadata.tables.items()}
        return list(chain.from_iterable(_of(asking, relations, supplied, moment) for supplied in relations.values()))


def _of(asking: Asking, relations: dict[str, Relation], supplied: Relation, moment: Moment) -> Iterator[Fault]:
    yield from supplied.faults
    if not supplied.columns:
        return
    table = supplied.table
    yield from judge(asking, relations, value_rules(supplied, asking.database, moment.known_at))
    yield from duplicates(asking, supplied)
    yield from judge(asking, relations, reference_rules(supplied))
    if table is org_unit:
        yield from tree(asking, supplied)
    yield from judge(asking, relations, agreement_rules(table, asking.database, moment.day))
    needed = [table, org_unit, *([testing_round] if table is testing_progress else [])]
    if table.name in contradictory.TABLES and all(relations[one.name].has(*one.c) for one in needed):
        yield from _left_out(asking, table, moment)


def _left_out(asking: Asking, table: sa.Table, moment: Moment) -> Iterator[Fault]:
    """The day's rows that contradict themselves."""
    rows = contradictory.contradictions(EVERYTHING, moment, (table.name,)).order_by(None).subquery()
    counts = sa.select(rows.c.reason, sa.func.count()).where(rows.c.reason.in_(LEFT_OUT)).group_by(rows.c.reason).order_by(rows.c.reason)
    try:
        for reason, count in asking.rows(counts):
            keys = sa.select(rows.c.row_key).where(rows.c.reason == reason).order_by(rows.c.row_key).limit(LISTED)
            places = [Place(key, reason) for (key,) in asking.rows(keys)]
            message = f"{LEFT_OUT[reason]}: figures of {moment.day} leave the row out; correct it"
            yield Fault(ERROR, "contradiction", table.name, None, message, count, places)
    except Unanswered as failure:
        yield unchecked(table, None, "contradictory rows", failure)
