"""A division under a measure: how many of its units stand how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dashboard.indicators.figure import Cell, Status, worst

ORDER: tuple[Status, ...] = ("breach", "attention", "check", "no_data", "met", "not_due", "exempt")


@dataclass(frozen=True, slots=True)
class DivisionCell:
    """The units of a division that have a cell under a measure. `status` is the worst of theirs, never met with one unknown; where nobody is judged,
    not due before exempt. `counts`: units by status, in the order of need."""

    division: str
    measure_id: str
    status: Status
    counts: tuple[tuple[Status, int], ...]

    @property
    def units(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def standing_so(self) -> int:
        """Units of the status that the division has; with no data go those that contradict themselves."""
        alike = ("no_data", "check") if self.status == "no_data" else (self.status,)
        return sum(count for status, count in self.counts if status in alike)


def cells(of_units: Iterable[Cell], division: Callable[[str], str]) -> list[DivisionCell]:
    """One cell per division and measure that some unit of it has a cell under."""
    statuses: dict[tuple[str, str], Counter[Status]] = {}
    for cell in of_units:
        statuses.setdefault((division(cell.org_unit_id), cell.measure_id), Counter())[cell.status] += 1
    return [
        DivisionCell(
            name,
            measure_id,
            worst(found) or ("not_due" if "not_due" in found else "exempt"),
            tuple((status, found[status]) for status in ORDER if found[status]),
        )
        for (name, measure_id), found in statuses.items()
    ]
