"""Where the two computations differ, said so that each difference can be followed up: what, which field, the second's answer, the product's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.second.computation import Answer, Cell, Figure

FIGURE_FIELDS = ("numerator", "denominator", "unknown", "checks", "value", "status", "confidence", "data_time")
CELL_FIELDS = ("numerator", "denominator", "unknown", "checks", "value", "status")
COUNTS = ("testing.pending", "testing.positive", "people.isolated", "cases.", "safety.incidents", "control.units")
NEAR = 1e-6
MEASURE_OF = {"reporting": "daily_report"}  # what the attention list calls otherwise than the cells do


@dataclass(frozen=True)
class Difference:
    what: str
    field: str
    second: Any
    product: Any

    def __str__(self) -> str:
        return f"{self.what}: {self.field}: the second computation says {self.second!r}, the product {self.product!r}"


class Comparison:
    """Counts what it compares and keeps what differs."""

    def __init__(self) -> None:
        self.compared = 0
        self.differences: list[Difference] = []

    def same(self, what: str, field: str, second: Any, product: Any) -> None:
        self.compared += 1
        if not _equal(second, product):
            self.differences.append(Difference(what, field, second, product))

    def whole(self, second: Answer, brief: dict[str, Any]) -> None:
        """Everything of the answer against everything of the brief."""
        self._figures(second.figures, {figure["id"]: figure for figure in brief["figures"]})
        self._cells(second, {(cell["org_unit_id"], cell["measure_id"]): cell for cell in brief["cells"]})
        self.same("cells", "each once", len({(cell["org_unit_id"], cell["measure_id"]) for cell in brief["cells"]}), len(brief["cells"]))
        self._attention(second, brief)
        self._silent(second, brief["silent"])
        self._proposals(second, brief["proposals"])
        self.same("both hands", "by unit", second.both_hands, {one["org_unit_id"]: one["hand"] for one in brief["both_hands"]})

    def _figures(self, second: dict[str, Figure], product: dict[str, dict[str, Any]]) -> None:
        self.same("figures", "ids", sorted(second), sorted(product))
        for figure_id in second.keys() & product.keys():
            for field in FIGURE_FIELDS:
                given = product[figure_id][field]
                self.same(figure_id, field, getattr(second[figure_id], field), _instant(given) if field == "data_time" else given)
            is_ratio = not figure_id.startswith(COUNTS)
            self.same(figure_id, "unit is ratio", is_ratio, product[figure_id]["unit"] == "ratio")

    def _cells(self, second: Answer, product: dict[tuple[str, str], dict[str, Any]]) -> None:
        for key in sorted(second.cells.keys() | product.keys()):
            what = f"cell {key[1]} of {key[0]}"
            mine, given = second.cells.get(key), product.get(key)
            if mine is None or given is None:
                self.same(what, "is there", mine, given)
                continue
            for field in CELL_FIELDS:
                if field not in mine.unsaid:
                    self.same(what, field, getattr(mine, field), given[field])
            if mine.status in ("breach", "attention") and mine.since is not None:
                self.same(what, "since", mine.since, _instant(given["since"]))

    def _attention(self, second: Answer, brief: dict[str, Any]) -> None:
        """Each line once, in the order of urgency. How long a post, a desk or a measure is overdue, the definitions leave to the product."""
        keys = [(line["org_unit_id"], MEASURE_OF.get(line["subject"], line["subject"])) for line in brief["attention"]]
        self.same("attention", "lines", sorted(second.attention()), sorted(keys))
        ranks = []
        for key, line in zip(keys, brief["attention"], strict=True):
            cell = second.cells.get(key)
            if cell is None or cell.status not in ("breach", "attention"):
                continue
            if cell.overdue_minutes is not None:
                self.same(f"attention {key[1]} of {key[0]}", "overdue_minutes", int(cell.overdue_minutes + 1e-9), line["overdue_minutes"])
            ranks.append(second.urgency_of(key, line["overdue_minutes"]))
        self.same("attention", "order", sorted(ranks), ranks)

    def _silent(self, second: Answer, product: list[str]) -> None:
        self.same("silent", "units", sorted(second.silent), sorted(product))
        overdue = [int(second.silent.get(unit, 0)) for unit in product]
        self.same("silent", "longest first", sorted(overdue, reverse=True), overdue)

    def _proposals(self, second: Answer, product: list[dict[str, Any]]) -> None:
        self.same("proposals", "how many", len(second.proposals), len(product))
        for mine, given in zip(second.proposals, product, strict=False):
            fields = {"item_id": mine.item_id, "from": mine.giver, "to": mine.receiver, "quantity": mine.quantity}
            for field, value in (fields | {"days_before": mine.days_before, "days_after": mine.days_after}).items():
                self.same(f"proposal to {mine.receiver} of {mine.item_id}", field, value, given[field])


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _equal(second: Any, product: Any) -> bool:
    if isinstance(second, Cell) or isinstance(product, Cell):
        return False
    numbers = (int, float)
    if isinstance(second, numbers) and isinstance(product, numbers):
        return abs(second - product) <= NEAR * max(1.0, abs(second), abs(product))
    return second == product
