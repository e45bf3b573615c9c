"""What `check` says of the faults it found: as text, grouped by relation, or as JSON for other programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from data_access.checking.findings import ERROR, Fault, Place
from data_access.intake.faults import plain_text, quoted

SHOWN = 20  # places of one fault in the text


def has_errors(faults: Sequence[Fault]) -> bool:
    return any(fault.severity == ERROR for fault in faults)


def as_text(faults: Sequence[Fault]) -> str:
    """The faults by relation, each with the first 20 rows that have it, and the number of errors and notes at the end."""
    lines = []
    for table, some in groupby(faults, key=lambda fault: fault.table):
        lines.append(table)
        for fault in some:
            lines.extend(_told(fault))
    counts = _counts(faults)
    told = ", ".join(f"{counts[name]:,} {name if counts[name] != 1 else name[:-1]}" for name in ("errors", "notes") if counts[name])
    return "\n".join([*lines, told or "nothing found"])


def as_json(faults: Sequence[Fault], database: str, day: date) -> str:
    """One finding a row, the first thousand of each fault; `counts` are the true ones."""
    findings = [
        {
            "severity": fault.severity,
            "kind": fault.kind,
            "table": fault.table,
            "column": fault.column,
            "key": plain_text(place.key) or None,
            "found": None if place.found is None else plain_text(place.found),
            "message": fault.message,
        }
        for fault in faults
        for place in fault.places
    ]
    told = {"schema": 1, "database": database, "day": day.isoformat(), "findings": findings, "counts": _counts(faults)}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _counts(faults: Sequence[Fault]) -> dict[str, int | dict[str, int]]:
    by_kind: Counter[str] = Counter()
    for fault in faults:
        by_kind[fault.kind] += fault.count
    errors = sum(fault.count for fault in faults if fault.severity == ERROR)
    return {"errors": errors, "notes": by_kind.total() - errors, "kinds": dict(sorted(by_kind.items()))}


def _told(fault: Fault) -> list[str]:
    where = f"{fault.column}: " if fault.column else ""
    number = f" ({fault.count:,} rows)" if fault.count > 1 else ""
    places = [place for place in fault.places[:SHOWN] if place.key or place.found]
    more = fault.count - SHOWN
    return [
        f"  {fault.severity} {fault.kind}: {where}{fault.message}{number}",
        *(f"    {_row(place)}" for place in places),
        *([f"    and {more:,} more"] if more > 0 else []),
    ]


def _row(place: Place) -> str:
    found = None if place.found is None else quoted(place.found)
    return ": ".join(part for part in (plain_text(place.key), found) if part)
