"""Testing coverage, results and pace, from one row per unit and population of its current round (`testing.testing`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pandas as pd

from dashboard.indicators.figure import TOLERANCE, Cell, Figure, Status, Unit, figure, group_status, instant, minutes
from dashboard.indicators.rows import each, newest_of, units_of
from data_access.moment import Moment

COUNTS = ("target", "sampled", "resulted", "positive")
BEHIND = 0.10  # a share this much under the time used is still on pace


@dataclass(frozen=True, slots=True)
class Pace:
    """A round against its clock. `share` and `eta` are None where no roster, or no rate, lets them be told; `rate` is samples an hour."""

    round_id: str
    starts_at: datetime
    ends_at: datetime
    target: int
    sampled: int
    time_used: float
    rate: float | None
    eta: datetime | None

    @property
    def share(self) -> float | None:
        return self.sampled / self.target if self.target else None


@dataclass(frozen=True, slots=True)
class Pending:
    """What a unit has sampled and not resulted. `persons` is None where no row tells both; `unknown` counts the rows that do not tell, or contradict
    themselves; `since` is when the oldest of them was sampled at the latest, None where nothing waits or nobody can know."""

    persons: int | None
    unknown: int
    since: datetime | None

    def minutes(self, moment: Moment) -> int | None:
        """How long the oldest has waited at the least; None where nobody can know."""
        return None if self.since is None else minutes(moment.state_at - self.since)


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `contradicts`: more sampled than on the roster, resulted than sampled, positive than resulted, or a count below 0."""
    more = (rows.sampled > rows.target, rows.resulted > rows.sampled, rows.positive > rows.resulted)
    wrong = pd.concat([*more, *(rows[name] < 0 for name in COUNTS)], axis=1).fillna(False).any(axis=1) if len(rows) else False
    return rows.assign(contradicts=wrong)


def figures(rows: pd.DataFrame, cells: list[Cell], moment: Moment, stale_after: timedelta) -> list[Figure]:
    """Coverage (sampled / target over rows with a target) of all, staff and dependants; pending, positive, positivity over all rows.

    `rows` as `judged` gives them. Unknown: expected and no row, or NULL in what is summed.
    """
    told = each(rows)
    usable = [row for row in told if not row.contradicts]
    checks = len(told) - len(usable)
    status = group_status((cell.status for cell in cells), sum(row.sampled is None for row in usable), checks)
    in_hand = [row for row in usable if row.sampled is not None and row.resulted is not None]
    resulted = [row for row in usable if row.resulted is not None]
    found = [row for row in usable if row.positive is not None]
    positive, nobody = sum(row.positive for row in found), None if told else 0
    positive_status: Status = "breach" if positive else "no_data" if len(found) < len(told) else "met"

    def made(
        name: str, unit: Unit, numerator: int, denominator: int | None, unknown: Sequence[Any], of: Sequence[Any], **more: Any
    ) -> Figure:
        return _figure(name, unit, numerator, denominator, unknown, of, checks, moment, stale_after, **more)

    return [
        _coverage("testing.coverage", told, moment, stale_after, status),
        *(
            _coverage(f"testing.coverage.{name}", [row for row in told if row.population == name], moment, stale_after, None)
            for name in ("staff", "dependant")
        ),
        made(
            "testing.pending",
            "persons",
            sum(row.sampled - row.resulted for row in in_hand),
            nobody,
            [row for row in usable if row.sampled is None or row.resulted is None],
            in_hand,
        ),
        made(
            "testing.positive",
            "persons",
            positive,
            nobody,
            [row for row in usable if row.positive is None],
            found,
            status=positive_status if told else None,
            target=0,
        ),
        made(
            "testing.positivity",
            "ratio",
            sum(row.positive for row in resulted if row.positive is not None),
            sum(row.resulted for row in resulted),
            [row for row in usable if row.resulted is None or row.positive is None],
            resulted,
        ),
    ]


def cells(rows: pd.DataFrame, moment: Moment) -> list[Cell]:
    """One cell per unit that a round is addressed to and that owes reports or has a row."""
    by_unit: dict[str, list[Any]] = {}
    for row in each(rows):
        by_unit.setdefault(row.org_unit_id, []).append(row)
    return [_cell(unit, own, moment) for unit, own in by_unit.items()]


def pending(rows: pd.DataFrame, waiting: pd.DataFrame, moment: Moment) -> dict[str, Pending]:
    """What waits for its result in each unit, and since when at the latest.

    `rows` as `judged` gives them; `waiting` is `testing.waiting` of their rounds. persons = sum (sampled - resulted) over usable rows with both. Results are
    taken to come back in the order of sampling, so the oldest that waits is the first sampled beyond those that are resulted now; it was sampled
    by the first snapshot from which on all had more sampled than that, and so has waited from then on, and perhaps longer. Of a unit's rows the
    one that has waited longest. Unknown where sampled or resulted is not told, where the row contradicts itself, and where that snapshot came
    after S.
    """
    since_of = {(row.round_id, row.org_unit_id, row.population): row.waiting_since.to_pydatetime() for row in waiting.itertuples()}
    found = {}
    for unit, own in rows.groupby("org_unit_id"):
        usable = own[~own.contradicts & own.sampled.notna() & own.resulted.notna()]
        keys = zip(usable.round_id, usable.org_unit_id, usable.population, strict=True)
        since = [since_of[key] for key in keys if key in since_of and since_of[key] <= moment.state_at]
        persons = int((usable.sampled - usable.resulted).sum()) if len(usable) else None
        found[str(unit)] = Pending(persons, len(own) - len(usable), min(since, default=None))
    return found


def counted_without_roster(rows: pd.DataFrame) -> int:
    """Persons sampled in rows without a target: shown beside the coverage, never in it."""
    return int(rows.sampled[~rows.contradicts & rows.target.isna()].sum())


def paces(rows: pd.DataFrame, moment: Moment) -> list[Pace]:
    """Each current round against its clock, the latest first.

    rate = (sampled at S - sampled at the newest snapshot six hours or more before) / hours between that snapshot and S, over units that have
    both; eta = S + (target - sampled) / rate; none where nothing moves.
    """
    return [
        _pace(str(name), own, moment)
        for name, own in sorted(rows.groupby("round_id"), key=lambda one: one[1].starts_at.max(), reverse=True)
    ]


def _pace(round_id: str, own: pd.DataFrame, moment: Moment) -> Pace:
    rostered = own[~own.contradicts & own.target.notna()]
    target, sampled = int(rostered.target.sum()), int(rostered.sampled.sum())
    both = rostered[rostered.sampled.notna() & rostered.sampled_before.notna()]
    hours = (pd.Timestamp(moment.state_at) - both.before_at).dt.total_seconds() / 3600
    rate = float(((both.sampled - both.sampled_before) / hours).sum()) if len(both) else None
    moving = rate is not None and rate > 0
    starts_at, ends_at = own.starts_at.iloc[0].to_pydatetime(), own.ends_at.iloc[0].to_pydatetime()
    eta = moment.state_at + timedelta(hours=max(0, target - sampled) / rate) if moving and target else None  # type: ignore[operator]
    return Pace(round_id, starts_at, ends_at, target, sampled, _time_used(starts_at, ends_at, moment), rate if moving else None, eta)


def _time_used(starts_at: datetime, ends_at: datetime, moment: Moment) -> float:
    whole = (ends_at - starts_at).total_seconds()
    return min(1.0, (moment.state_at - starts_at).total_seconds() / whole) if whole > 0 else 1.0


def _cell(unit: str, own: list[Any], moment: Moment) -> Cell:
    usable = [row for row in own if not row.contradicts]
    sampled = [row for row in usable if not pd.isna(row.sampled)]
    rostered = [row for row in usable if not pd.isna(row.target)]
    target = sum(int(row.target) for row in rostered)
    of_target = sum(int(row.sampled) for row in sampled if not pd.isna(row.target))
    unknown, only_counted = len(usable) - len(sampled), bool(sampled) and not rostered
    judged = _Standing(
        of_target,
        target,
        unknown,
        any(not pd.isna(row.sampled) for row in rostered),
        own[0].starts_at.to_pydatetime(),
        own[0].ends_at.to_pydatetime(),
    )
    status, reason, since, overdue = _judge(usable, judged, moment)
    return Cell(
        unit,
        "testing",
        numerator=sum(int(row.sampled) for row in sampled) if only_counted else of_target,
        denominator=None if only_counted else target,
        unknown=unknown,
        checks=len(own) - len(usable),
        status=status,
        since=since,
        overdue_minutes=overdue,
        reason=reason,
        about=own[0].round_id,
    )


class _Standing(NamedTuple):
    """A unit in its round. `known`: of some roster it is told how many were sampled."""

    sampled: int
    target: int
    unknown: int
    known: bool
    starts_at: datetime
    ends_at: datetime


def _judge(usable: list[Any], unit: _Standing, moment: Moment) -> tuple[Status, str, datetime | None, int | None]:
    positive = [row.recorded_at for row in usable if not pd.isna(row.positive) and row.positive > 0]
    if positive:
        return "breach", "testing-positive", instant(max(positive)), None
    if not usable:
        return "check", "", None, None
    if not unit.known:
        return "no_data", "", None, None
    time_used = _time_used(unit.starts_at, unit.ends_at, moment)
    share = unit.sampled / unit.target if unit.target else 1.0
    if share < 1 - TOLERANCE and moment.state_at >= unit.ends_at:
        return "breach", "testing-late", unit.ends_at, minutes(moment.state_at - unit.ends_at)
    if share < time_used - BEHIND - TOLERANCE:
        return "attention", "testing-behind", unit.starts_at + (share + BEHIND) * (unit.ends_at - unit.starts_at), None
    return ("no_data" if unit.unknown else "met"), "", None, None


def _coverage(name: str, rows: Sequence[Any], moment: Moment, stale_after: timedelta, status: Status | None) -> Figure:
    usable = [row for row in rows if not row.contradicts]
    rostered = [row for row in usable if row.target is not None]
    sampled, target = sum(row.sampled for row in rostered if row.sampled is not None), sum(row.target for row in rostered)
    unknown, checks = [row for row in usable if row.sampled is None], len(rows) - len(usable)
    return _figure(name, "ratio", sampled, target, unknown, rostered, checks, moment, stale_after, status, 1.0)


def _figure(
    name: str,
    unit: Unit,
    numerator: int,
    denominator: int | None,
    unknown: Sequence[Any],
    used: Sequence[Any],
    checks: int,
    moment: Moment,
    stale_after: timedelta,
    status: Status | None = None,
    target: float | None = None,
) -> Figure:
    return figure(
        name,
        unit,
        numerator=numerator,
        denominator=denominator,
        unknown=len(unknown),
        checks=checks,
        data_time=newest_of(used),
        moment=moment,
        stale_after=stale_after,
        status=status,
        target=target,
        missing=units_of(unknown),
    )
