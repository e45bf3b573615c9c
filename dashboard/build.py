"""Which build of the dashboard this is: another as soon as anything that it is made of is another."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
MADE_OF = (".py", ".js", ".css", ".ftl", ".svg", ".geojson")


def _made() -> str:
    told = hashlib.sha256(version("streamlit").encode())
    for folder in ("dashboard", "data_access", "pages"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in MADE_OF:
                told.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes())
    return told.hexdigest()[:16]


BUILD = _made()  # now, as files may be replaced while a process runs; sixteen letters
