"""Days of stock, from one row per unit and item (`supplies.stock`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from dashboard.indicators.figure import TOLERANCE, Cell, Figure, Status, figure, group_status, instant
from dashboard.indicators.rows import Rows, each, newest_of
from data_access.moment import Moment

VALID_DAYS_NEEDED = 3  # a burn over fewer days says nothing
CATEGORIES = ("protective", "disinfection", "medical", "living")
FAR_DAYS = 10_000  # what lasts longer runs out on no day
DECIDED = ("met", "attention", "breach")
_NEED = ("breach", "attention", "no_data", "check", "met")  # an item is never hidden by one that is met


@dataclass(frozen=True, slots=True)
class Pair:
    """One unit's stock of one item. `burn` is the mean use a day; `days_of_stock` = on_hand / burn, None where there is no burn or no stock known;
    `rate` is the larger of that and of the mean use of the last three days, `judged_days` what on_hand lasts at it, by which it is judged."""

    org_unit_id: str
    item_id: str
    place: int
    category: str
    on_hand: float | None
    on_hand_on: date | None
    burn: float | None
    rate: float | None
    days_of_stock: float | None
    judged_days: float | None
    status: Status
    left_out_days: int
    recorded_at: datetime | None

    @property
    def no_use(self) -> bool:
        """Nothing was used in seven days, and there is something: it lasts."""
        return self.status == "met" and self.burn == 0


@dataclass(frozen=True, slots=True)
class RunOut:
    """When a pair's stock comes to its end at the rate by which it is judged: the days on which it reaches its least, and on which it is used up."""

    pair: Pair
    least_on: date
    out_on: date


@dataclass(frozen=True, slots=True)
class StockDay:
    """An item's stock on a day, summed over `units`; None where one of them does not let it be known, so that nobody's silence reads as use.

    `told`: how many of them told on that very day. `on_hand`: of each the newest of the day and the two before; None also where nobody told on the
    day. `burn`: mean use a day in the seven days to it. `use`: on that very day.
    """

    day: date
    told: int
    on_hand: float | None
    burn: float | None
    use: float | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A day's row that is left out: stock below 0 (`use` is None), or use below 0."""

    org_unit_id: str
    day: date
    on_hand: float
    use: float | None


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """An item over all units: sums over the pairs that have both stock and burn, the unit with the fewest days, and how many are short."""

    item_id: str
    on_hand: float
    burn: float
    worst: Pair | None
    breach: int
    attention: int
    undecided: int
    pairs: int

    @property
    def days_of_stock(self) -> float | None:
        return self.on_hand / self.burn if self.burn else None


def pairs(stock: Rows, items: pd.DataFrame) -> list[Pair]:
    """Each unit's stock of each item of the catalogue, judged."""
    known = {item.item_id: (place, item) for place, item in enumerate(each(items))}
    return [_pair(row, *known[row.item_id]) for row in each(stock) if row.item_id in known]


def units_short(stock: Rows, judged: Sequence[Pair], moment: Moment, stale_after: timedelta) -> Figure:
    """Units with an item in breach / units with at least one item decided. Unknown: units that keep items, none of them decided."""
    by_unit: dict[str, list[Pair]] = {}
    for pair in judged:
        by_unit.setdefault(pair.org_unit_id, []).append(pair)
    decided = [unit for unit, own in by_unit.items() if any(pair.status in DECIDED for pair in own)]
    undecided = tuple(unit for unit in by_unit if unit not in set(decided))
    told = each(stock, "checks", "recorded_at")
    unknown, checks, data_time = len(undecided), sum(int(row.checks) for row in told), newest_of(told)
    return figure(
        "supply.units_short",
        "ratio",
        numerator=sum(any(pair.status == "breach" for pair in by_unit[unit]) for unit in decided),
        denominator=len(decided),
        unknown=unknown,
        checks=checks,
        data_time=data_time,
        moment=moment,
        stale_after=stale_after,
        status=group_status((pair.status for pair in judged), unknown, checks),
        target=0.0,
        missing=undecided,
    )


def cells(judged: Sequence[Pair]) -> list[Cell]:
    """One cell per unit and category it keeps: its worst item, the one with the fewest days first. Value: days of stock."""
    worst_of: dict[tuple[str, str], Pair] = {}
    for pair in judged:
        key = (pair.org_unit_id, pair.category)
        if key not in worst_of or need(pair) < need(worst_of[key]):
            worst_of[key] = pair
    return [_cell(pair, f"supply.{pair.category}") for pair in worst_of.values()]


def item_cell(pair: Pair) -> StockCell:
    """A unit's cell under one item."""
    return _cell(pair, pair.item_id)


def by_item(judged: Sequence[Pair], items: pd.DataFrame) -> list[ItemSummary]:
    """One summary per item that any unit keeps, in the catalogue's order."""
    return [_summary(item_id, own) for item_id in items.item_id if (own := [pair for pair in judged if pair.item_id == item_id])]


def run_outs(judged: Sequence[Pair], items: pd.DataFrame, moment: Moment) -> list[RunOut]:
    """When what is there is used up, the soonest first: S + judged days, and S + (judged days - min_days) for the least, each cut to its day in the
    organisation's zone, the least never before D. Pairs that are not used, or whose stock or use is not known, have no such day; nor has one that
    lasts longer than the calendar."""
    least = dict(zip(items.item_id, items.min_days, strict=True))
    found = []
    for pair in judged:
        out_on, least_on = _after(moment, pair.judged_days), _after(moment, max(0.0, (pair.judged_days or 0.0) - least[pair.item_id]))
        if out_on is not None and least_on is not None:
            found.append(RunOut(pair, least_on, out_on))
    return sorted(found, key=lambda one: (one.pair.judged_days, one.pair.place, one.pair.org_unit_id))


def _after(moment: Moment, days: float | None) -> date | None:
    if days is None or days > FAR_DAYS:
        return None
    return (moment.last_moment + timedelta(days=days)).astimezone(moment.zone).date()


def summed_units(rows: pd.DataFrame) -> list[str]:
    """The units whose stock is summed over the days: those with both stock and burn on the last of them, as in the item's days of stock; where there
    is none, all that told any. `rows` is `supplies.stock_by_day`."""
    if rows.empty:
        return []
    last = rows[rows.day == rows.day.max()]
    both = last[(last.on_hand >= 0).fillna(False) & (last.used_days >= VALID_DAYS_NEEDED)]
    return list(dict.fromkeys((both if len(both) else rows).org_unit_id))


def course(rows: pd.DataFrame, days: Sequence[date]) -> list[StockDay]:
    """One day each of `days`, over `summed_units(rows)`: the same units every day, so that days compare. `rows` is `supplies.stock_by_day`."""
    units = summed_units(rows)
    of_unit = rows[rows.org_unit_id.isin(units)]
    by_day = dict(list(of_unit.groupby("day")))
    return [_stock_day(day, by_day.get(day, of_unit.iloc[:0]), len(units)) for day in days]


def _stock_day(day: date, own: pd.DataFrame, units: int) -> StockDay:
    known, burning, using = (
        own[(own.on_hand >= 0).fillna(False)],
        own[own.used_days >= VALID_DAYS_NEEDED],
        own[(own.use >= 0).fillna(False)],
    )
    told = int((own.told >= 0).fillna(False).sum())
    return StockDay(
        day,
        told,
        float(known.on_hand.sum()) if told and len(known) == units else None,
        float((burning.used / burning.used_days).sum()) if units and len(burning) == units else None,
        float(using.use.sum()) if units and len(using) == units else None,
    )


def left_out(rows: pd.DataFrame) -> list[LeftOut]:
    """The rows that no sum holds, the newest first. `rows` is `supplies.stock_by_day`."""
    wrong = rows[(rows.told < 0).fillna(False) | (rows.use < 0).fillna(False)]
    found = [LeftOut(row.org_unit_id, row.day, float(row.told), None if pd.isna(row.use) else float(row.use)) for row in each(wrong)]
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.org_unit_id))


def days_late(expected_on: date | None, day: date) -> int | None:
    """Days from the one on which an order was expected to `day`, on which it is not here; below 0 where it is still to come, None where nobody said."""
    return None if expected_on is None else (day - expected_on).days


def need(pair: Pair) -> tuple[int, float, int]:
    """The order of need: worse statuses first, then fewer days; what is not used sorts last; ties as in the catalogue."""
    days = float("inf") if pair.judged_days is None else pair.judged_days
    return _NEED.index(pair.status), days, pair.place


def _pair(row, place: int, item) -> Pair:  # type: ignore[no-untyped-def] (rows of the tables)
    on_hand = None if pd.isna(row.on_hand) else float(row.on_hand)
    burn = float(row.used) / int(row.used_days) if row.used_days >= VALID_DAYS_NEEDED else None
    recently = float(row.used_recently) / int(row.recent_days) if row.recent_days else None
    rate = None if burn is None else max(burn, recently or 0.0)
    there = on_hand is not None and on_hand >= 0
    days = on_hand / burn if burn and there else None  # type: ignore[operator]
    judged_days = on_hand / rate if burn and rate and there else None  # type: ignore[operator]
    if on_hand == 0:
        days = judged_days = 0.0
    return Pair(
        row.org_unit_id,
        row.item_id,
        place,
        item.category,
        on_hand,
        None if pd.isna(row.on_hand_on) else row.on_hand_on,
        burn,
        rate,
        days,
        judged_days,
        _judge(on_hand, burn, judged_days, item),
        int(row.left_out_days),
        instant(row.recorded_at),
    )


def _judge(on_hand: float | None, burn: float | None, judged_days: float | None, item) -> Status:  # type: ignore[no-untyped-def]
    if on_hand is None:
        return "no_data"
    if on_hand < 0:
        return "check"
    if on_hand == 0:
        return "breach"
    if burn is None:
        return "no_data"
    if judged_days is None:
        return "met"  # no use in seven days
    if judged_days < item.min_days - TOLERANCE:
        return "breach"
    return "attention" if judged_days < item.target_days - TOLERANCE else "met"


def _cell(pair: Pair, measure_id: str) -> StockCell:
    needs = pair.status in ("breach", "attention")
    reason = "stock-out" if pair.on_hand == 0 else "stock-short" if pair.status == "breach" else "stock-low"
    return StockCell(
        pair.org_unit_id,
        measure_id,
        numerator=pair.on_hand if pair.on_hand is not None and pair.status != "check" else 0,
        denominator=pair.burn or 0,
        unknown=int(pair.status == "no_data"),
        checks=int(pair.status == "check"),
        status=pair.status,
        since=pair.recorded_at if needs else None,
        reason=reason if needs else "",
        about=pair.item_id,
        pair=pair,
    )


@dataclass(frozen=True, slots=True)
class StockCell(Cell):
    """A category's worst item."""

    pair: Pair | None = None

    @property
    def value(self) -> float | None:
        """Days of stock: 0 where nothing is left, None where the burn is not known or nothing is used."""
        return self.pair.days_of_stock if self.pair else None


def _summary(item_id: str, own: list[Pair]) -> ItemSummary:
    both = [pair for pair in own if pair.burn is not None and pair.on_hand is not None and pair.on_hand >= 0]
    with_days = [pair for pair in own if pair.judged_days is not None]
    return ItemSummary(
        item_id,
        on_hand=sum(pair.on_hand for pair in both),  # type: ignore[misc]
        burn=sum(pair.burn for pair in both),  # type: ignore[misc]
        worst=min(with_days, key=lambda pair: (pair.judged_days, pair.org_unit_id), default=None),
        breach=sum(pair.status == "breach" for pair in own),
        attention=sum(pair.status == "attention" for pair in own),
        undecided=sum(pair.status not in DECIDED for pair in own),
        pairs=len(own),
    )
