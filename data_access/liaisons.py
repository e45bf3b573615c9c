"""Contacts outside: with the sub-district, the community, the health service."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import liaison
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in

DAYS_SHOWN = 14


@by_unit
def liaisons(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per contact of a live unit in (S - 14 days, S], the newest first: liaison_id, org_unit_id, contacted_at, counterpart, mode, content,
    provided (NULL: nothing was said). Contacts keep no history."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    recent = sa.and_(
        liaison.c.contacted_at > moment.state_at - timedelta(days=DAYS_SHOWN),
        liaison.c.contacted_at <= moment.last_moment,
    )
    names = ("liaison_id", "org_unit_id", "contacted_at", "counterpart", "mode", "content", "provided")
    return (
        sa.select(*(liaison.c[name] for name in names))
        .join(live, live.c.org_unit_id == liaison.c.org_unit_id)
        .where(recent)
        .order_by(liaison.c.contacted_at.desc(), liaison.c.liaison_id)
    )
