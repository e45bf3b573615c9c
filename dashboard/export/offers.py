"""Files on offer: what an open page shows can be taken away as long as its browser has it open, and is made when somebody asks.

Not by `st.download_button`: with a callable, Streamlit keeps the file it made among its media and drops it when any two runs of anybody's
page end, each pulse among them; with many readers that comes before a browser far away has fetched it. It also answers a failure in English.
Here the file is made in the answer itself and kept nowhere. The token in its address cannot be guessed and ends with the reader's session.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import quote
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from dashboard import audit, clock
from dashboard.export.about import Export
from dashboard.export.csv_files import archive
from dashboard.export.workbook import workbook
from dashboard.identity import of_request
from dashboard.texts import LOCALES, Words, plain
from dashboard.view import View

AT_ONCE = 2  # files being made at the same time; others wait
NAME_PART = 40  # signs of the organisation and of the page in a file's name
_FILES: dict[str, tuple[Callable[[Export], bytes], str, str]] = {
    "excel": (workbook, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (archive, "zip", "application/zip"),
}
_making = threading.BoundedSemaphore(AT_ONCE)


class Offer:
    """What one reader's page shows; the reader's session holds it, and with the session it goes. It is for that reader alone, as long as he may see it."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(18)
        self.export: Export | None = None
        _offers[self.token] = self


_offers: WeakValueDictionary[str, Offer] = WeakValueDictionary()


def address(offer: Offer, kind: str) -> str:
    """Where the file is fetched, beside the page."""
    return f"download/{offer.token}/{kind}"


def file_name(export: Export, extension: str) -> str:
    """organisation-page-day-instant, in signs that every file system takes."""
    moment = export.view.moment
    instant = moment.known_at.astimezone(moment.zone)
    parts = (_safe(export.organisation), _safe(export.title), moment.day.isoformat(), f"{instant:%Y%m%dT%H%M%S}")
    return f"{'-'.join(part for part in parts if part)}.{extension}"


def _safe(text: str) -> str:
    return re.sub(r"[^\w.()]+", "_", plain(text)).strip("._")[:NAME_PART].strip("._")


def _download(request: Request) -> Response:
    offer, kind = _offers.get(request.path_params["token"]), request.path_params["kind"]
    if offer is None or offer.export is None or kind not in _FILES or not _may_take(request, offer.export.view):
        gone = "\n".join(Words(language, "UTC")("download-gone") for language in LOCALES)
        return PlainTextResponse(f"{gone}\n", 404)
    export = replace(offer.export, made_at=clock.now())
    if request.method == "GET":
        person = export.view.person
        audit.note("exported", person=person.name if person else None, page=export.title, kind=kind, address=_address(request))
    make, extension, media_type = _FILES[kind]
    headers = {
        "Content-Disposition": f"attachment; filename*=utf-8''{quote(file_name(export, extension), safe='')}",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingResponse(_made(make, export), media_type=media_type, headers=headers)


def _may_take(request: Request, view: View) -> bool:
    """Whether it is asked for by whom the page was drawn for, who may still see the same."""
    if not view.door.settings.asks_who:
        return True
    person = of_request(request, view.door.settings)
    if person is not None and view.person is not None and person.principals == view.person.principals:
        if view.door.access_now(person) == view.access:
            return True
        person = view.person
    audit.refused("a file of what the person may not see", person=person.name if person else None, address=_address(request))
    return False


def _address(request: Request) -> str | None:
    return request.client.host if request.client else None


def _made(make: Callable[[Export], bytes], export: Export) -> Iterator[bytes]:
    """The file, after the answer has begun: the browser shows at once that it is on its way."""
    with _making:
        content = make(export)
    yield content


ROUTE = Route("/download/{token}/{kind}", _download)
