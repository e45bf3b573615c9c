"""Streamlit's own scripts and styles, which it sends as they lie on disk, 5 to 8 MB to a new reader: here each is compressed once, and kept."""

from __future__ import annotations

import threading
from pathlib import Path

import streamlit
from cachetools import cached
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.assets import FOREVER, Asset

FOLDER = Path(streamlit.__file__).parent / "static"
ASKED_EACH_TIME = "no-cache"
_MEDIA_TYPES = {  # what is worth compressing; fonts and pictures are compressed already
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}


class StreamlitFiles:
    """ASGI middleware: answers for the files of the folder that can be compressed, and for the page that all paths in `pages` are; nothing else. The
    names are those found in the folder at the start, so that no path leads out of it."""

    def __init__(self, app: ASGIApp, pages: tuple[str, ...] = (), folder: Path = FOLDER) -> None:
        self._app = app
        found = [path for path in (folder / "static").rglob("*") if path.suffix in _MEDIA_TYPES and path.is_file()]
        self._files = {f"/{path.relative_to(folder).as_posix()}": path for path in found}
        self._files |= {f"/{page}": folder / "index.html" for page in ("", "index.html", *pages)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self._files.get(scope["path"]) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        if path is None:
            await self._app(scope, receive, send)
        else:
            request = Request(scope)
            response = await run_in_threadpool(lambda: _kept(path).answer(request))
            await response(scope, receive, send)


@cached({}, condition=threading.Condition())  # who asks for what is just being compressed waits for it
def _kept(path: Path) -> Asset:
    """A name with a hash in it is never another file; the page, which names them all, is asked for each time."""
    return Asset.of(path.read_bytes(), _MEDIA_TYPES[path.suffix], ASKED_EACH_TIME if path.suffix == ".html" else FOREVER)
