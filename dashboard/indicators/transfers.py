"""Transfer proposals: who could give what to whom, so that nobody who gives falls under target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, ceil, cos, floor, inf, radians, sin, sqrt

import pandas as pd

from dashboard.indicators.figure import TOLERANCE
from dashboard.indicators.rows import each
from dashboard.indicators.supplies import Pair

EARTH_KM = 6371.0088  # mean radius
Place = tuple[float, float]  # longitude, latitude, WGS 84


@dataclass(frozen=True, slots=True)
class Proposal:
    """So many whole units of an item from one unit to another; the receiver's days of stock before and after it. `km` is None where a place is not known."""

    item_id: str
    giver: str
    receiver: str
    quantity: int
    days_before: float
    days_after: float
    km: float | None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A proposal's arithmetic. Rates are a day's use by which days are judged; `lacking`: what would still be short of the receiver's target after
    it; `giver_before` and `giver_after` are days of stock, None where the giver uses none."""

    proposal: Proposal
    receiver_on_hand: float
    receiver_rate: float
    lacking: float
    giver_on_hand: float
    giver_rate: float
    giver_before: float | None
    giver_after: float | None


def proposals(pairs: Sequence[Pair], items: pd.DataFrame, places: Mapping[str, Place], sort_order: Mapping[str, int]) -> list[Proposal]:
    """For each pair below its item's min_days, the fewest days first: from the nearest units that stay at target_days or above, up to what brings the
    receiver to target_days. Quantities are whole, rounded down; nobody gives the same stock twice; ties by id; units without a place come last."""
    targets = {item.item_id: item.target_days for item in each(items, "item_id", "target_days")}
    spare = {(pair.item_id, pair.org_unit_id): _spare(pair, targets[pair.item_id]) for pair in pairs}
    short = [pair for pair in pairs if pair.status == "breach" and pair.rate]
    short.sort(key=lambda pair: (pair.judged_days, sort_order.get(pair.org_unit_id, 0), pair.org_unit_id, pair.item_id))
    found: list[Proposal] = []
    for pair in short:
        found += _for_one(pair, targets[pair.item_id], spare, places)
    return found


def reckoned(found: Sequence[Proposal], pairs: Sequence[Pair], items: pd.DataFrame) -> list[Reckoning]:
    """The arithmetic of each proposal, in their order: what earlier ones moved is counted in."""
    of_pair = {(pair.item_id, pair.org_unit_id): pair for pair in pairs}
    targets = dict(zip(items.item_id, items.target_days, strict=True))
    moved: dict[tuple[str, str], int] = {}
    told = []
    for one in found:
        giver, receiver = of_pair[one.item_id, one.giver], of_pair[one.item_id, one.receiver]
        gives, takes = ((pair.on_hand or 0.0) + moved.get((one.item_id, pair.org_unit_id), 0) for pair in (giver, receiver))
        rate, giver_rate = receiver.rate or 0.0, giver.rate or 0.0
        told.append(
            Reckoning(
                one,
                takes,
                rate,
                max(0.0, targets[one.item_id] * rate - takes - one.quantity),
                gives,
                giver_rate,
                gives / giver_rate if giver_rate else None,
                (gives - one.quantity) / giver_rate if giver_rate else None,
            )
        )
        moved[one.item_id, one.giver] = moved.get((one.item_id, one.giver), 0) - one.quantity
        moved[one.item_id, one.receiver] = moved.get((one.item_id, one.receiver), 0) + one.quantity
    return told


def _for_one(pair: Pair, target_days: float, spare: dict[tuple[str, str], int], places: Mapping[str, Place]) -> list[Proposal]:
    found: list[Proposal] = []
    on_hand, rate = pair.on_hand or 0.0, pair.rate or 0.0
    givers = [(_km(places, pair.org_unit_id, giver), giver) for item, giver in spare if item == pair.item_id]
    for km, giver in sorted(givers):
        quantity = min(spare[pair.item_id, giver], floor(target_days * rate - on_hand + TOLERANCE))
        if quantity < 1:
            continue
        spare[pair.item_id, giver] -= quantity
        known_km = None if km == inf else km
        found.append(Proposal(pair.item_id, giver, pair.org_unit_id, quantity, on_hand / rate, (on_hand + quantity) / rate, known_km))
        on_hand += quantity
    return found


def _spare(pair: Pair, target_days: float) -> int:
    """Whole units that the pair can give and stay at target; nobody gives the last of it, however little is used."""
    if pair.on_hand is None or pair.on_hand <= 0 or pair.rate is None:
        return 0
    return max(0, min(ceil(pair.on_hand) - 1, floor(pair.on_hand - target_days * pair.rate + TOLERANCE)))


def _km(places: Mapping[str, Place], one: str, other: str) -> float:
    """The great circle between two units; without a place, further than any."""
    if one not in places or other not in places:
        return inf
    (longitude, latitude), (other_longitude, other_latitude) = places[one], places[other]
    north, east = radians(other_latitude - latitude), radians(other_longitude - longitude)
    half = sin(north / 2) ** 2 + cos(radians(latitude)) * cos(radians(other_latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
