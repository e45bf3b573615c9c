"""What each unit did of what it owed, from one row per unit and measure (`measures.measures_by_unit`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pandas as pd

from dashboard.indicators.figure import Cell, Figure, Status, by_share, figure, group_status, instant, minutes
from dashboard.indicators.rows import Rows, each, newest_of, units_of
from dashboard.indicators.sources import sources
from data_access.moment import Moment


def figures(
    rows: Rows, catalogue: pd.DataFrame, cells: Sequence[Cell], moment: Moment, stale_after: Callable[[str], timedelta]
) -> list[Figure]:
    """`measure.<id>` = sum of what was credited / sum of what was required, one figure per measure of the catalogue.

    `catalogue` is `measures.catalogue` without the daily report; `cells` are those of `cells` below; `stale_after` gives a table's limit.
    """
    found, told = [], each(rows, "measure_id", "recorded_at")
    for measure_id in catalogue.measure_id:
        own = [cell for cell in cells if cell.measure_id == measure_id]
        unknown, checks = sum(cell.unknown for cell in own), sum(cell.checks for cell in own)
        found.append(
            figure(
                f"measure.{measure_id}",
                "ratio",
                numerator=sum(cell.numerator for cell in own),
                denominator=sum(cell.denominator or 0 for cell in own),
                unknown=unknown,
                checks=checks,
                data_time=newest_of(row for row in told if row.measure_id == measure_id),
                moment=moment,
                stale_after=stale_after(sources(f"measure.{measure_id}")[-1]),
                status=group_status((cell.status for cell in own), unknown, checks),
                target=1.0,
                missing=units_of(cell for cell in own if cell.unknown),
            )
        )
    return found


def cells(rows: Rows, catalogue: pd.DataFrame, moment: Moment) -> list[Cell]:
    """One cell per unit and measure owed."""
    thresholds = {row.measure_id: (row.amber_below, row.red_below) for row in each(catalogue)}
    return [_cell(row, *thresholds[row.measure_id], moment) for row in each(rows) if row.measure_id in thresholds]


@dataclass(frozen=True, slots=True)
class SlotClock:
    """One slot of a measure over all units: when it falls due first and last (None: never), and whether it is due anywhere yet."""

    measure_id: str
    slot: int
    first_due_at: datetime | None
    last_due_at: datetime | None
    is_due: bool

    @property
    def column(self) -> str:
        return slot_column(self.measure_id, str(self.slot))


def slot_column(measure_id: str, slot: str) -> str:
    return f"{measure_id}.{slot}"


def slot_clocks(slots: pd.DataFrame) -> list[SlotClock]:
    """Every slot (`measures.measure_slots`) in the order in which it falls due; units that are exempt do not say when."""
    found = []
    for (measure_id, slot), own in slots.groupby(["measure_id", "slot"]):
        owing = own[~own.exempt] if not own.exempt.all() else own
        first, last = (instant(value) for value in (owing.due_at.min(), owing.due_at.max()))
        found.append(SlotClock(measure_id, int(slot), first, last, bool(owing.due.any())))
    never = datetime.max.replace(tzinfo=UTC)
    return sorted(found, key=lambda one: (one.first_due_at or never, one.measure_id, one.slot))


def slot_cells(slots: pd.DataFrame, catalogue: pd.DataFrame) -> list[Cell]:
    """One cell per unit and slot of one measure (`measures.measure_slots`), under the slot's number; done and required uncut, judged as credited."""
    thresholds = {row.measure_id: (row.amber_below, row.red_below) for row in each(catalogue)}
    return [_slot_cell(row, *thresholds[row.measure_id]) for row in each(slots)]


def _slot_cell(row, amber_below: float, red_below: float) -> Cell:  # type: ignore[no-untyped-def] (a row of the table)
    counts, given = row.due or row.recorded, not pd.isna(row.done)
    status: Status
    if row.exempt:
        status = "exempt"
    elif not counts or (not given and not row.due):
        status = "not_due"
    elif not given:
        status = "no_data"
    elif row.done < 0:
        status = "check"
    else:
        status = by_share(min(row.done, row.required) / row.required, amber_below, red_below)
    return Cell(
        row.org_unit_id,
        str(row.slot),
        numerator=int(row.done) if given else 0,
        denominator=int(row.required),
        unknown=int(counts and not given and not row.exempt),
        checks=int(status == "check"),
        status=status,
    )


def _cell(row, amber_below: float, red_below: float, moment: Moment) -> Cell:  # type: ignore[no-untyped-def] (a row of the table)
    status = _judge(row, amber_below, red_below)
    needs, short_since = status in ("breach", "attention"), instant(row.short_since)
    return Cell(
        row.org_unit_id,
        row.measure_id,
        numerator=int(row.numerator),
        denominator=int(row.denominator),
        unknown=int(row.unknown),
        checks=int(row.checks),
        status=status,
        since=(short_since or instant(row.recorded_at)) if needs else None,
        overdue_minutes=minutes(moment.state_at - short_since) if needs and short_since else None,
        reason="done-short" if needs else "",
    )


def _judge(row, amber_below: float, red_below: float) -> Status:  # type: ignore[no-untyped-def]
    """By the share done, once something is known; before that by what is due."""
    if row.exempt_slots == row.slots:
        return "exempt"
    if not row.known:
        if row.checks and row.counted == row.checks:
            return "check"
        return "not_due" if pd.isna(row.short_since) else "no_data"
    if not row.denominator:  # nobody to be cared for: nothing left undone, unless something is not known
        return "no_data" if row.unknown else "met"
    return by_share(row.numerator / row.denominator, amber_below, red_below)
