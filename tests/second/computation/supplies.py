"""Supplies: how long each unit's stock of each item lasts, and who could help whom."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from tests.second.computation.answer import NEAR, Cell, Proposal, group_status
from tests.second.computation.known import Known, Row

CATEGORIES = ("protective", "disinfection", "medical", "living")
WORST_FIRST = ("breach", "attention", "no_data", "check", "met")
DECIDED = ("met", "attention", "breach")
DAYS_A_PAIR_IS_KEPT, DAYS_OF_BURN, DAYS_RECENT, VALID_DAYS_NEEDED = 30, 7, 3, 3
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True)
class Pair:
    """A unit's stock of an item. `rate`: the faster of the two uses a day; `judged_days`: what it lasts at that."""

    unit: str
    item: Row
    status: str
    on_hand: float | None
    burn: float | None
    rate: float | None
    judged_days: float | None


def supplies(known: Known) -> None:
    """`supply.units_short`, the cells of supplies and the proposed transfers."""
    stock = _stock(known)
    items = {item["item_id"]: item for item in known.rows["supply_item"]}
    pairs = [_pair(known.day, unit, items[item], _days(stock, unit, item)) for unit, item in sorted({key[:2] for key in stock})]
    statuses = []
    for unit in known.live:
        for category in CATEGORIES:
            of_category = [pair for pair in pairs if pair.unit == unit and pair.item["category"] == category]
            if of_category:
                cell = _cell(of_category)
                known.answer.cells[unit, f"supply.{category}"] = cell
                statuses.append(cell.status)
    decided = {pair.unit for pair in pairs if pair.status in DECIDED}
    short = {pair.unit for pair in pairs if pair.status == "breach"}
    unknown = len({pair.unit for pair in pairs} - decided)
    recent = [row for (_, _, day), row in stock.items() if day >= known.day - timedelta(days=DAYS_OF_BURN)]
    checks = sum(row["on_hand"] < 0 for row in recent)
    status = group_status(statuses, unknown, checks)
    known.figure(
        "supply.units_short", len(short), len(decided), unknown, checks, status=status, times=[row["recorded_at"] for row in recent]
    )
    known.answer.proposals = transfers(known, pairs)


def _stock(known: Known) -> dict[tuple, Row]:
    """The rows of the last days by unit, item of the catalogue, and day; one that does not say what is there is no row."""
    items = {item["item_id"] for item in known.rows["supply_item"]}
    first = known.day - timedelta(days=DAYS_A_PAIR_IS_KEPT)
    rows = known.newest_of("stock_day", ("org_unit_id", "item_id", "stock_date"), lambda row: first <= row["stock_date"] <= known.day)
    return {key: row for key, row in rows.items() if row["on_hand"] is not None and key[0] in known.live and key[1] in items}


def _days(stock: dict[tuple, Row], unit: str, item: str) -> dict[date, Row]:
    return {day: row for (of_unit, of_item, day), row in stock.items() if (of_unit, of_item) == (unit, item)}


def _use(days: dict[date, Row], day: date) -> float | None:
    """What was used on the day; None where the day is not valid."""
    row, before = days.get(day), days.get(day - timedelta(days=1))
    if row is None or row["on_hand"] < 0:
        return None
    if before is not None and before["on_hand"] < 0:
        before = None
    if row["issued"] is not None:
        used = row["issued"]
    elif row["received"] is not None and before is not None:
        used = before["on_hand"] + row["received"] - row["on_hand"]
    else:
        return None
    nothing_to_use = before is not None and before["on_hand"] == 0 and row["received"] == 0
    return None if used < 0 or nothing_to_use else used


def _mean_use(days: dict[date, Row], last: date, count: int, needed: int) -> float | None:
    uses = [use for back in range(count) if (use := _use(days, last - timedelta(days=back))) is not None]
    return sum(uses) / len(uses) if len(uses) >= needed else None


def _pair(day: date, unit: str, item: Row, days: dict[date, Row]) -> Pair:
    burn, recent = _mean_use(days, day, DAYS_OF_BURN, VALID_DAYS_NEEDED), _mean_use(days, day, DAYS_RECENT, 1)
    row = next((days[at] for at in (day - timedelta(days=back) for back in range(DAYS_RECENT)) if at in days), None)
    on_hand = None if row is None else row["on_hand"]
    rate = None if burn is None else max(burn, recent or 0)
    judged_days = None
    if on_hand is None:
        status = "no_data"
    elif on_hand < 0:
        status = "check"
    elif on_hand == 0:
        status, judged_days = "breach", 0.0
    elif burn is None:
        status = "no_data"
    elif burn == 0:
        status, judged_days = "met", math.inf
    else:
        judged_days = on_hand / rate
        short, scarce = judged_days < item["min_days"] - NEAR, judged_days < item["target_days"] - NEAR
        status = "breach" if short else "attention" if scarce else "met"
    return Pair(unit, item, status, on_hand, burn, rate, judged_days)


def _cell(pairs: list[Pair]) -> Cell:
    """The worst item's: its stock over its use a day. Which of several that are equally bad is shown, is left open."""

    def badness(pair: Pair) -> tuple[int, float]:
        return WORST_FIRST.index(pair.status), math.inf if pair.judged_days is None else pair.judged_days

    worst, *others = sorted(pairs, key=badness)
    unsaid = {"unknown", "checks"}
    if worst.on_hand is None or worst.burn is None or worst.status == "check":
        unsaid |= {"numerator", "denominator"}
    if any(badness(other) == badness(worst) for other in others):
        unsaid |= {"numerator", "denominator", "value"}
    no_days = worst.on_hand is None or worst.status == "check"
    return Cell(
        worst.status,
        0 if no_days else worst.on_hand,
        0 if no_days else worst.burn or 0,
        urgency="stock-out" if any(pair.on_hand == 0 for pair in pairs) else "rest",
        unsaid=frozenset(unsaid),
        days=0.0 if worst.on_hand == 0 else None,
    )


def transfers(known: Known, pairs: list[Pair]) -> list[Proposal]:
    """For each pair that is short, worst first, what the nearest units can spare of the item."""
    spent: dict[tuple[str, str], int] = {}
    proposals = []
    receivers = [pair for pair in pairs if pair.status == "breach" and pair.rate]
    receivers.sort(key=lambda pair: (pair.judged_days, known.live[pair.unit]["sort_order"], pair.unit, pair.item["item_id"]))
    for receiver in receivers:
        received = 0
        for giver in sorted(_givers(receiver, pairs), key=lambda pair: _nearness(known, receiver.unit, pair.unit)):
            given = spent.get((giver.unit, giver.item["item_id"]), 0)
            needed = receiver.item["target_days"] * receiver.rate - receiver.on_hand - received
            quantity = math.floor(min(needed, _spare(giver) - given) + NEAR)
            if quantity < 1:
                continue
            before = (receiver.on_hand + received) / receiver.rate
            received += quantity
            after = (receiver.on_hand + received) / receiver.rate
            spent[giver.unit, giver.item["item_id"]] = given + quantity
            proposals.append(Proposal(receiver.item["item_id"], giver.unit, receiver.unit, quantity, before, after))
    return proposals


def _givers(receiver: Pair, pairs: list[Pair]) -> list[Pair]:
    return [
        pair
        for pair in pairs
        if pair.item["item_id"] == receiver.item["item_id"]
        and pair.status in ("met", "attention")
        and pair.judged_days >= pair.item["target_days"] - NEAR
    ]


def _spare(giver: Pair) -> float:
    """What it can give: all above its own target, and never the last of it."""
    return min(math.ceil(giver.on_hand) - 1, giver.on_hand - giver.item["target_days"] * giver.rate)


def _nearness(known: Known, here: str, there: str) -> tuple[float, str]:
    """The great circle between two units, in km; a unit without a place comes last."""
    places = [(known.units[unit]["longitude"], known.units[unit]["latitude"]) for unit in (here, there)]
    if any(None in place for place in places):
        return math.inf, there
    (here_east, here_north), (there_east, there_north) = (tuple(map(math.radians, place)) for place in places)
    across = math.sin((there_north - here_north) / 2) ** 2
    along = math.cos(here_north) * math.cos(there_north) * math.sin((there_east - here_east) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1, math.sqrt(across + along))), there
