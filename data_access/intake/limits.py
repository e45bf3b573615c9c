"""How large a file may be before anything of it is read; each limit is a setting."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000
LONGEST_CELL_OF_A_WORKBOOK = 32_767  # characters; no spreadsheet holds more


@dataclass(frozen=True)  # without slots, so that the class tells its defaults
class Limits:
    """Bytes, counts and characters; `cells` is of a sheet's rectangle, whether they hold anything or not."""

    file_bytes: int = 64 * MEGABYTE
    expanded_bytes: int = 64 * MEGABYTE
    parts: int = 500
    rows: int = 1_000_000
    columns: int = 256
    cells: int = 500_000
    cell_characters: int = 1_000_000
