"""Testing: the current round of each unit, and how far each population has come in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import org_unit, testing_progress, testing_round
from data_access.counting import total
from data_access.history import among, laid_together, newest
from data_access.moment import Moment
from data_access.owed import calendar, lineage_of, live_units
from data_access.scope import Scope, by_unit, units_in

ROUND = ("round_id", "round_no", "name_zh", "name_en", "starts_at", "ends_at")
KEY = ("round_id", "org_unit_id", "population")
COUNTS = ("target", "sampled", "resulted", "positive")
PACE_HOURS = 6  # the rate is measured against the newest snapshot at least this old
ROUND_DAYS = 60  # earlier rounds that began in so many days are listed


@by_unit
def testing(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit and population of its current round, expected or reported: org_unit_id, sort_order, population (staff, dependant,
    combined), expected (yes/no), round_id, round_no, name_zh, name_en, starts_at, ends_at; target, sampled, resulted, positive of the newest
    snapshot known at T (NULL: no row, or not given), recorded_at (NULL: no row); sampled_before and before_at of the newest snapshot at least
    six hours before S."""
    return _standing(scope, moment)


@by_unit
def in_round(scope: Scope, moment: Moment, round_id: str) -> sa.Select[Any]:
    """The columns of `testing`, one row per live unit and population of the round named, where it had begun by S, be it the unit's current one or not."""
    return _standing(scope, moment, round_id)


def _standing(scope: Scope, moment: Moment, round_id: str | None = None) -> sa.Select[Any]:
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    rounds = _current_rounds(live, moment, round_id)
    in_round = among(testing_progress.c.round_id, sa.select(rounds.c.round_id))
    now = _of_current(newest(testing_progress, moment, in_round), rounds)
    earlier = moment.earlier(PACE_HOURS)
    before = _of_current(newest(testing_progress, earlier, in_round, named="earlier"), rounds)
    owes = sa.select(rounds.c.org_unit_id, sa.literal(1).label("expected")).where(rounds.c.reports == 1)
    with_family = owes.join(org_unit, org_unit.c.org_unit_id == rounds.c.org_unit_id).where(org_unit.c.dependant_count > 0)
    rows = laid_together(
        ("org_unit_id", "population"),
        owes.add_columns(_population("staff")),
        with_family.add_columns(_population("dependant")),
        sa.select(*(now.c[name] for name in ("org_unit_id", "population", *COUNTS, "recorded_at"))),
        sa.select(
            before.c.org_unit_id,
            before.c.population,
            before.c.sampled.label("sampled_before"),
            before.c.recorded_at.label("before_at"),
        ).where(sa.not_(_contradicts_surely(before))),
    )
    together = sa.func.max(sa.case((sa.and_(rows.c.population == "combined", rows.c.recorded_at.is_not(None)), 1), else_=0))
    counted = sa.select(rows, together.over(partition_by=rows.c.org_unit_id).label("together")).subquery()
    expected = sa.case((rounds.c.reports == 1, 1), else_=0)
    return (
        sa.select(
            *(counted.c[name] for name in ("org_unit_id", "population", *COUNTS, "recorded_at", "sampled_before", "before_at")),
            sa.type_coerce(expected, sa.Boolean()).label("expected"),
            *(rounds.c[name] for name in ("sort_order", *ROUND)),
        )
        .join(rounds, rounds.c.org_unit_id == counted.c.org_unit_id)
        .where(sa.or_(counted.c.recorded_at.is_not(None), counted.c.together == 0))  # who counts together owes no count apart
        .order_by(rounds.c.sort_order, counted.c.org_unit_id, counted.c.population)
    )


def rounds(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per round begun in the 60 days before S, newest first, that units of the scope have rows in: round_id, round_no, name_zh, name_en,
    starts_at, ends_at, units, and the sums of target, sampled (of rows with a target), counted (sampled of rows without one), resulted, positive;
    rows that contradict themselves are left out (NULL: none gave one)."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    since = moment.state_at - timedelta(days=ROUND_DAYS)
    recent = sa.select(testing_round.c.round_id).where(testing_round.c.starts_at <= moment.last_moment, testing_round.c.starts_at > since)
    came = newest(testing_progress, moment, among(testing_progress.c.round_id, recent))
    has_target = came.c.target.is_not(None)
    sums = {
        "target": came.c.target,
        "sampled": sa.case((has_target, came.c.sampled)),
        "counted": sa.case((has_target, None), else_=came.c.sampled),
        "resulted": came.c.resulted,
        "positive": came.c.positive,
    }
    totals = (
        sa.select(
            came.c.round_id,
            sa.func.count(sa.distinct(came.c.org_unit_id)).label("units"),
            *(sa.type_coerce(sa.func.sum(value), sa.Integer()).label(name) for name, value in sums.items()),
        )
        .join(live, live.c.org_unit_id == came.c.org_unit_id)
        .where(sa.not_(_contradicts_surely(came)))
        .group_by(came.c.round_id)
        .subquery()
    )
    return (
        sa.select(*(testing_round.c[name] for name in ROUND), totals.c.units, *(totals.c[name] for name in sums))
        .join(totals, totals.c.round_id == testing_round.c.round_id)
        .order_by(testing_round.c.starts_at.desc(), testing_round.c.round_no.desc(), testing_round.c.round_id.desc())
    )


def rounds_addressed(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per round that is addressed to a live unit of the scope, begun or not, newest first: round_id, and how many units are addressed."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    lineage = lineage_of(live)
    return (
        sa.select(testing_round.c.round_id, sa.func.count(sa.distinct(lineage.c.org_unit_id)).label("units"))
        .join(lineage, _addresses(testing_round, lineage))
        .group_by(testing_round.c.round_id, testing_round.c.starts_at)
        .order_by(testing_round.c.starts_at.desc(), testing_round.c.round_id.desc())
    )


def course(scope: Scope, moment: Moment, round_ids: Sequence[str], of_current: bool) -> sa.Select[Any]:
    """One row per round and instant at which snapshots of it came, of those known at T, in order: round_id, at; and what was known there at that
    instant, by the newest revision of each unit and population that had come: the sums of target, sampled and resulted over rows with a target,
    counted (sampled of rows without one), each NULL where no row gave one; told, how many rows gave sampled. Rows that contradict themselves are
    left out while they stand. With `of_current` only units whose current round it is, as in `testing`."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    came = _snapshots(live, moment, round_ids)
    if of_current:
        came = _of_current(came, _current_rounds(live, moment))
    usable, has_target = sa.not_(_contradicts_surely(came)), came.c.target.is_not(None)
    facts = {
        "target": sa.case((usable, came.c.target)),
        "sampled": sa.case((sa.and_(usable, has_target), came.c.sampled)),
        "counted": sa.case((sa.and_(usable, sa.not_(has_target)), came.c.sampled)),
        "resulted": sa.case((sa.and_(usable, has_target), came.c.resulted)),
        "told": sa.case((sa.and_(usable, came.c.sampled.is_not(None)), 1)),
    }
    in_order = {"partition_by": [came.c[name] for name in KEY], "order_by": [came.c.recorded_at, came.c.revision]}
    known = {f"{name}_known": sa.case((value.is_not(None), 1), else_=0) for name, value in facts.items()}
    amounts = {name: sa.func.coalesce(value, 0) for name, value in facts.items()} | known
    steps = sa.select(
        came.c.round_id,
        came.c.recorded_at,
        *((value - sa.func.coalesce(sa.func.lag(value).over(**in_order), 0)).label(name) for name, value in amounts.items()),
    ).subquery()
    instants = (
        sa.select(steps.c.round_id, steps.c.recorded_at, *(total(steps.c[name], name) for name in amounts))
        .group_by(steps.c.round_id, steps.c.recorded_at)
        .subquery()
    )
    by_then = {"partition_by": instants.c.round_id, "order_by": instants.c.recorded_at}
    sums = sa.select(
        instants.c.round_id,
        instants.c.recorded_at.label("at"),
        *(sa.type_coerce(sa.func.sum(instants.c[name]).over(**by_then), sa.Integer()).label(name) for name in amounts),
    ).subquery()
    return sa.select(
        sums.c.round_id, sums.c.at, *(sa.case((sums.c[f"{name}_known"] > 0, sums.c[name])).label(name) for name in facts)
    ).order_by(sums.c.round_id, sums.c.at)


@by_unit
def waiting(scope: Scope, moment: Moment, round_ids: Sequence[str]) -> sa.Select[Any]:
    """One row per live unit and population of these rounds whose newest snapshot known at T has more sampled than resulted: round_id, org_unit_id,
    population, waiting_since: the first instant from which on every snapshot had more sampled than are resulted now. A snapshot that contradicts
    itself, or does not say, had not."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    came = _snapshots(live, moment, round_ids)
    key = [came.c[name] for name in KEY]
    in_order = [came.c.recorded_at, came.c.revision]
    placed = sa.select(
        *key,
        came.c.recorded_at,
        sa.case((sa.not_(_contradicts_surely(came)), came.c.sampled)).label("sampled"),
        sa.func.row_number().over(partition_by=key, order_by=in_order).label("place"),
        sa.func.first_value(came.c.resulted, type_=sa.Integer())
        .over(partition_by=key, order_by=[came.c.recorded_at.desc(), came.c.revision.desc()])
        .label("resulted_now"),
    ).subquery()
    key = [placed.c[name] for name in KEY]
    over = placed.c.sampled > placed.c.resulted_now
    not_over = sa.func.max(sa.case((over, 0), else_=placed.c.place)).over(partition_by=key)
    since = sa.select(*key, placed.c.recorded_at, placed.c.place, not_over.label("not_over")).subquery()
    return (
        sa.select(*(since.c[name] for name in KEY), sa.func.min(since.c.recorded_at).label("waiting_since"))
        .where(since.c.place > since.c.not_over)
        .group_by(*(since.c[name] for name in KEY))
        .order_by(*(since.c[name] for name in KEY))
    )


def _snapshots(live: sa.CTE, moment: Moment, round_ids: Sequence[str]) -> sa.Subquery:
    """The snapshots of live units in these rounds, known at T, that were the newest revision of their key when they came."""
    key = [testing_progress.c[name] for name in KEY]
    newest_yet = sa.func.max(testing_progress.c.revision).over(
        partition_by=key, order_by=[testing_progress.c.recorded_at, testing_progress.c.revision]
    )
    known = (
        sa.select(testing_progress, newest_yet.label("newest_yet"))
        .join(live, live.c.org_unit_id == testing_progress.c.org_unit_id)
        .where(testing_progress.c.round_id.in_(round_ids), testing_progress.c.recorded_at <= moment.known_at)
        .subquery()
    )
    return (
        sa.select(*(column for column in known.c if column.name != "newest_yet")).where(known.c.revision == known.c.newest_yet).subquery()
    )


def _contradicts_surely(rows: sa.FromClause) -> sa.ColumnElement[bool]:
    """`contradicts`, where what is NULL contradicts nothing."""
    return sa.func.coalesce(sa.case((contradicts(rows), 1)), 0) == 1


def contradicts(rows: sa.FromClause) -> sa.ColumnElement[bool]:
    """More sampled than on the roster, resulted than sampled, positive than resulted, or a count below 0."""
    more = (rows.c.sampled > rows.c.target, rows.c.resulted > rows.c.sampled, rows.c.positive > rows.c.resulted)
    return sa.or_(*more, *(rows.c[name] < 0 for name in COUNTS))


def _addresses(rounds: sa.FromClause, lineage: sa.CTE) -> sa.ColumnElement[bool]:
    """The round is addressed to the unit itself, to one above it, or to everyone."""
    everyone = sa.and_(rounds.c.org_unit_id.is_(None), lineage.c.distance == 0)
    return sa.or_(rounds.c.org_unit_id == lineage.c.ancestor_id, everyone)


def _latest_first(rounds: sa.FromClause, of: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """1 for the latest of the rounds of each of these, 2 for the one before it."""
    in_order = [rounds.c.starts_at.desc(), rounds.c.round_no.desc(), rounds.c.round_id.desc()]
    return sa.func.row_number().over(partition_by=of, order_by=in_order).label("place")


def _current_rounds(live: sa.CTE, moment: Moment, round_id: str | None = None) -> sa.CTE:
    """One row per live unit that a round is addressed to: of those begun by S the latest, or the one named."""
    lineage = lineage_of(live)
    named = [testing_round.c.round_id == round_id] if round_id else []
    of_addressee = (
        sa.select(testing_round, _latest_first(testing_round, testing_round.c.org_unit_id))
        .where(testing_round.c.starts_at <= moment.last_moment, *named)
        .subquery()
    )
    latest = sa.select(of_addressee).where(of_addressee.c.place == 1).subquery()  # however many there were before them
    begun = (
        sa.select(lineage.c.org_unit_id, *(latest.c[name] for name in ROUND), _latest_first(latest, lineage.c.org_unit_id))
        .join(latest, _addresses(latest, lineage))
        .subquery()
    )
    reports = sa.case((live.c.reports.is_(True), 1), else_=0).label("reports")
    return (
        sa.select(*(column for column in begun.c if column.name != "place"), live.c.sort_order, reports)
        .join(live, live.c.org_unit_id == begun.c.org_unit_id)
        .where(begun.c.place == 1)
        .cte("current_rounds")
    )


def _of_current(rows: sa.FromClause, rounds: sa.CTE) -> sa.Subquery:
    """The rows that stand in their unit's current round."""
    own = sa.and_(rounds.c.org_unit_id == rows.c.org_unit_id, rounds.c.round_id == rows.c.round_id)
    return sa.select(rows).join(rounds, own).subquery()


def _population(name: str) -> sa.ColumnElement[str]:
    return sa.literal(name, testing_progress.c.population.type).label("population")
