"""What is wrong with a file, said so that somebody can mend it: place, what was found, what is expected."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = 20
LONGEST = 60  # characters of a value that a message quotes


def plain_text(text: object) -> str:
    """The text for a message or a record: no control characters, nothing that is not Unicode."""
    encoded = str(text).encode("utf-8", "backslashreplace").decode()
    return "".join(character if character.isprintable() else "\ufffd" for character in encoded)


def quoted(value: object) -> str:
    """A value as a message shows it: on one line, and not at any length."""
    text = plain_text("" if value is None else value)
    return repr(text if len(text) <= LONGEST else text[:LONGEST] + "…") if value is not None else "nothing"


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
