"""What became of imported files, in the reader's language, a line each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dashboard.texts import Words
from data_access.intake.faults import Fault, Place, Said, plain_text
from data_access.intake.importing import Outcome


def sentence(said: Said, words: Words) -> str:
    """The sentence in the words' language; a value that is a sentence itself is told first."""
    return plain_text(words(said.key, **{name: _value(value, words) for name, value in said.values.items()}))


def _value(value: Any, words: Words) -> Any:
    if isinstance(value, Said):
        return sentence(value, words)
    if isinstance(value, datetime):
        return words.instant(value)
    return where(value, words) if isinstance(value, Place) else value


def where(place: Place, words: Words) -> str:
    """The sheet and the cell, or the line; and the column of the contract. Empty for the whole file."""
    told = []
    if place.sheet is not None:
        at = place.cell or (str(place.row) if place.row else None)
        told.append(f"{place.sheet}!{at}" if at else place.sheet)
    elif place.row is not None:
        told.append(words("import-line", line=str(place.row)))
    if place.column is not None:
        told.append(place.column)
    return plain_text(" ".join(told) if place.sheet is not None else ", ".join(told))


def fault_lines(name: str, faults: tuple[Fault, ...] | list[Fault], words: Words) -> Iterator[str]:
    """One line a fault: file, place, what was found and what is expected."""
    for fault in faults:
        place, what = where(fault.place, words), sentence(fault.what, words)
        yield words("import-fault", file=name, where=place, what=what) if place else words("import-fault-of-file", file=name, what=what)


def told_of(outcome: Outcome, words: Words) -> tuple[list[str], list[str]]:
    """What is told of a file: lines for who reads the output, and lines of what is wrong."""
    tally, name = outcome.tally, plain_text(outcome.path.name)
    notes = [words("import-note", file=name, what=sentence(note, words)) for note in outcome.notes]
    if outcome.rejected:
        wrong = list(fault_lines(name, outcome.rejected.faults, words))
        if outcome.rejected.more:
            wrong.append(words("import-more", file=name, count=outcome.rejected.more))
        return notes, [*wrong, words("import-rejected", file=name)]
    if tally.changes_nothing:
        return [*notes, words("import-unchanged", file=name, count=tally.rows_unchanged)], []
    counts = {"inserted": tally.rows_inserted, "revised": tally.rows_revised, "unchanged": tally.rows_unchanged}
    return [*notes, words("import-done", file=name, **counts)], []
