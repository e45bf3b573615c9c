"""Inspections: what was found at the units, by when it is to be mended, and whether it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import inspection
from data_access.history import among, newest
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in

DAYS_FOLLOWED = 30  # an inspection is shown while it was made on D or in so many days before


@by_unit
def inspections(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per inspection of a live unit made on D-30..S, in its newest revision, the newest first: inspection_id, org_unit_id, inspected_at,
    inspector, mode, finding, severity, due_on, closed_at (NULL: open at S), recorded_at."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    at = moment.last_moment
    since = moment.on(moment.day - timedelta(days=DAYS_FOLLOWED)).starts_at
    near = sa.and_(inspection.c.inspected_at >= since, inspection.c.inspected_at <= at)
    came = newest(
        inspection, moment, among(inspection.c.inspection_id, sa.select(inspection.c.inspection_id).where(near))
    )  # its time may be mended
    plain = ("inspection_id", "org_unit_id", "inspected_at", "inspector", "mode", "finding", "severity", "due_on")
    return (
        sa.select(
            *(came.c[name] for name in plain),
            sa.case((came.c.closed_at <= at, came.c.closed_at)).label("closed_at"),
            came.c.recorded_at,
        )
        .join(live, live.c.org_unit_id == came.c.org_unit_id)
        .where(came.c.inspected_at >= since, came.c.inspected_at <= at)
        .order_by(came.c.inspected_at.desc(), came.c.inspection_id)
    )
