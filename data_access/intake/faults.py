"""What is wrong with a file, said so that somebody can mend it: place, what was found, what is expected."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Fault:
    where: str  # "line 7, report_date"; empty for the whole file
    found: str

    def __str__(self) -> str:
        return f"{self.where}: {self.found}" if self.where else self.found


class Rejected(Exception):
    """A file that was not taken, with every fault found in it; nothing of it was stored."""

    def __init__(self, *faults: Fault, rows: int = 0) -> None:
        super().__init__("; ".join(map(str, faults[:SHOWN])))
        self.faults, self.rows = faults, rows

    def lines(self) -> list[str]:
        """One line a fault, the first 20 and how many more."""
        more = len(self.faults) - SHOWN
        return [str(fault) for fault in self.faults[:SHOWN]] + ([f"and {more} more faults of this file"] if more > 0 else [])
