"""The token that opens walls: the settings' own, read again from the secrets file whenever that is written, so that a changed one closes open walls."""

from __future__ import annotations

import hashlib
import hmac
import logging
import threading
from pathlib import Path

from dashboard.settings import Settings, SettingsWrong, wall_token_in

log = logging.getLogger("situation_board")
_Stamp = tuple[tuple[int, int, int] | None, ...]
_read: dict[tuple[Path, ...], tuple[_Stamp, str]] = {}
_reading = threading.Lock()


def opens(chosen: Settings, token: str) -> bool:
    """Whether the token opens a wall now; without one in the settings none does. Compared in constant time."""
    own = _present(chosen)
    return bool(own) and hmac.compare_digest(_digest(own), _digest(token))


def _present(chosen: Settings) -> str:
    """The token as it stands now. A file that cannot be read opens nothing, until it can be."""
    files = chosen.wall_token_files
    if not files:
        return chosen.wall_token
    stamp = tuple(map(_stamp, files))
    with _reading:
        if _read.get(files, (None, ""))[0] != stamp:
            try:
                token = wall_token_in(files)
            except SettingsWrong as error:
                log.warning("no wall is open while its token cannot be read: %s", error)
                token = ""
            _read[files] = stamp, token
        return _read[files][1]


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
