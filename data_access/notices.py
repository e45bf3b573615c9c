"""Notices: what was announced to everyone, or to a unit and all below it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import notice
from data_access.moment import Moment
from data_access.owed import calendar, lineage_of, live_units
from data_access.scope import Scope, units_in

DAYS_SHOWN = 14


def notices(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per notice published in (S - 14 days, S] that is addressed to everyone, to a live unit in scope, or to a unit above one, the newest first:
    notice_id, addressed_to (the unit; NULL: everyone), published_at, title, body, source, level. Notices keep no history."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    lineage = lineage_of(live)
    somebody = sa.exists().where(live.c.org_unit_id.is_not(None))
    addressed = sa.or_(
        sa.and_(notice.c.org_unit_id.is_(None), somebody),
        notice.c.org_unit_id.in_(sa.select(lineage.c.ancestor_id)),
    )
    recent = sa.and_(
        notice.c.published_at > moment.state_at - timedelta(days=DAYS_SHOWN),
        notice.c.published_at <= moment.last_moment,
    )
    return (
        sa.select(
            notice.c.notice_id,
            notice.c.org_unit_id.label("addressed_to"),
            *(notice.c[name] for name in ("published_at", "title", "body", "source", "level")),
        )
        .where(recent, addressed)
        .order_by(notice.c.published_at.desc(), notice.c.notice_id)
    )
