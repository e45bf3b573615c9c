"""Where a wall asks how old what it shows is; by that it is also known to be alive."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard import clock, data
from dashboard.build import BUILD
from dashboard.standing import ONCE, stands_now
from dashboard.wall import heartbeats

ADDRESS = "./pulse"  # from the wall's page
MILLISECOND = timedelta(milliseconds=1)


async def pulse(request: Request) -> JSONResponse:
    """`now`: the dashboard's clock, `age`: since the last look at the database, both in milliseconds; `known`: whether this process knows the page that
    asks; `asDrawn`: whether all stands as it was drawn, so that what is shown is as old as the look; `build`."""
    stands, opened, asked = await stands_now(request), data.opened(), request.query_params
    viewer, now = asked.get("of", ""), clock.now()
    look = opened.last_look if opened else None
    known = stands is not None
    if known:
        heartbeats.heard(viewer, asked.get("wall", ""), asked.get("size", ""), request.client.host if request.client else "")
    told = {
        "now": round(now.timestamp() * 1000),
        "age": max(0, (now - look.at) // MILLISECOND) if look else None,
        "known": known,
        "asDrawn": known and stands != data.OTHERWISE and opened is not None and opened.is_as_drawn(viewer),
        "build": BUILD,
    }
    return JSONResponse(told, headers=ONCE)


ROUTE = Route("/pulse", pulse)
