"""The most memory that a process has had, by its own address space: what `getrusage` tells also counts whoever began it."""

from __future__ import annotations

import re
from pathlib import Path


def peak_megabytes(process: int | str = "self") -> float:
    """Resident, since the process's program began. Linux only."""
    (found,) = re.findall(r"^VmHWM:\s+(\d+) kB$", Path(f"/proc/{process}/status").read_text("ascii", "replace"), re.M)
    return int(found) / 1000
