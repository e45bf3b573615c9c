"""Stocks: what each unit has of each item day by day, when it is filled up, and the orders on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from data_access.contract import stock_day, supply_order
from data_access.demonstration.organisation import ITEMS, Unit
from data_access.demonstration.telling import Arrival, Teller

OUT = {(10, "vegetables"), (27, "antigen")}  # (unit, item) that have nothing left on 28 December
SHORT = {(18, "n95"), (5, "disinfectant"), (33, "n95"), (27, "rice")}  # and those that run low towards it
UNUSED = "medicine"  # some units never touch it
MISCOUNTED = (-4, 9, "alcohol")  # once, less than nothing


class Stocks:
    """Stock is carried from day to day, so the days are told in order."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._on_hand: dict[tuple[str, str], float] = {}

    def day(self, unit: Unit, day: date) -> Iterator[Arrival]:
        for item_id, *_, use, _least, target in ITEMS:
            keeps = self._teller.chance("keeps", unit.id, item_id).random()
            if keeps < 0.88:
                yield from self._item(unit, day, item_id, use * unit.staff, target)

    def _item(self, unit: Unit, day: date, item_id: str, use: float, target: int) -> Iterator[Arrival]:
        teller, offset = self._teller, self._teller.offset(day)
        luck, key = teller.chance("stock", unit.id, item_id, day), (unit.id, item_id)
        had = self._on_hand.get(key)
        if had is None:
            had = round(use * luck.uniform(target + 4, target + 12)) + 1
        touched = not (item_id == UNUSED and unit.number % 4 == 0)
        wanted = round(use * (0.8 + 0.5 * teller.tension(day)) * luck.uniform(0.8, 1.2)) if touched else 0
        held_back = (unit.number, item_id) in SHORT | OUT and -9 <= offset <= 1
        if (unit.number, item_id) in SHORT and offset in (-1, 0):
            wanted = round(had * 0.3)
        if (unit.number, item_id) in OUT and offset == -1:
            wanted = round(had)
        issued = min(had, wanted)
        left = had - issued
        received = 0
        if use > 0 and left < use * 1.4 * (target + 2) and not held_back and luck.random() < 0.9:
            received = round(use * luck.uniform(5, 9)) + 1
            yield from self._order(unit, day, item_id, received)
        elif held_back and left < use * 3 and offset == -1:
            yield from self._order(unit, day, item_id, round(use * 8) + 1, waits=True)
        on_hand = left + received
        self._on_hand[key] = on_hand
        fate = luck.random()
        if fate < 0.012:
            return  # nothing was told that day
        arrived = teller.at(day, 18, luck.randint(0, 150))
        row = {
            "org_unit_id": unit.id,
            "item_id": item_id,
            "stock_date": day,
            "revision": 1,
            "on_hand": -3 if (offset, unit.number, item_id) == MISCOUNTED else None if fate < 0.015 else on_hand,
            "received": received,
            "issued": None if fate < 0.05 else issued,
            "recorded_at": arrived,
        }
        yield Arrival(arrived, stock_day, row)

    def _order(self, unit: Unit, day: date, item_id: str, quantity: int, *, waits: bool = False) -> Iterator[Arrival]:
        """An order that came on the day, or one that is on its way."""
        ordered_at = self._teller.at(day, 9)
        yield Arrival(
            ordered_at,
            supply_order,
            {
                "order_id": f"O-{unit.id}-{item_id}-{day}",
                "org_unit_id": unit.id,
                "item_id": item_id,
                "quantity": quantity,
                "ordered_at": ordered_at - timedelta(days=1),
                "expected_on": day + timedelta(days=3 if waits else 0),
                "received_at": None if waits else ordered_at,
            },
        )
