"""Where a browser asks how the days on its screen stand: a word that is another as soon as the page would be drawn otherwise, and says nothing else."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard import data
from dashboard.drawing import seconds_until_told
from dashboard.identity import of_request

ADDRESS = "./standing"  # from any page
NOBODY_KNOWS = 410  # of such a screen: the process has begun anew, or the viewer was long away
ONCE = {"Cache-Control": "no-store", "Connection": "close"}  # hundreds of lines that are kept cost more than to open them


async def standing(request: Request) -> PlainTextResponse:
    """How the screen stands, and where that is not as it was `drawn`, how many milliseconds it waits before it asks to be drawn anew; or 410."""
    stands = await stands_now(request)
    told = stands or ""
    if stands == data.OTHERWISE:
        told = f"{stands} 0"
    elif stands and stands != request.query_params.get("drawn"):
        told = f"{stands} {1000 * seconds_until_told():.0f}"
    return PlainTextResponse(told, 200 if stands else NOBODY_KNOWS, ONCE)


async def stands_now(request: Request) -> str | None:
    """How the screen of the viewer who asks stands (`Door.stands`). The look at the database that may be due is taken in a thread of its own."""
    opened, viewer = data.opened(), request.query_params.get("of", "")
    if opened is not None and (before := opened.person_before(viewer)) is not None:
        person = of_request(request, opened.settings)
        if person is None or person.principals != before.principals:
            opened.left(viewer)
    try:  # here: hundreds of threads with so little to do would take turns from the loop that sends pages
        return opened.stands_at_once(viewer) if opened else None
    except data.LookDue:
        return await run_in_threadpool(opened.stands, viewer)


ROUTE = Route("/standing", standing)
