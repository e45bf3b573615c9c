"""People: what each unit's newest daily report says of where they are, how they are cared for, and who may be ill."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from data_access.contract import STAFF_COUNTS, daily_report, org_unit
from data_access.history import newest
from data_access.moment import Moment
from data_access.owed import calendar, live_units
from data_access.scope import Scope, by_unit, units_in

FAMILY_COUNTS = ("dependants_home_isolation", "dependants_central_isolation")
CARE_COUNTS = ("health_due", "health_monitored", "meals_due", "meals_delivered", "door_tests_due", "door_tests_done")
CASE_COUNTS = ("confirmed", "suspected", "fever", "close_contacts")
COUNTS = (*STAFF_COUNTS, *FAMILY_COUNTS, "residents_present", *CARE_COUNTS, *CASE_COUNTS)


@by_unit
def reported_persons(scope: Scope, moment: Moment) -> sa.Select[Any]:
    """One row per live unit that owes reports, has one of D, or has staff on the books: org_unit_id, sort_order, reports, staff_count and
    dependant_count (on the books; NULL: nobody said), received (yes/no), recorded_at, and of its newest report of D, owed or not, the counts of
    persons as they stand: the six of staff, the two of family in isolation, residents_present, what is due and done in care, cases and contacts."""
    live = live_units(units_in(scope), calendar(moment, (moment.day,)))
    came = newest(daily_report, moment, daily_report.c.report_date == moment.day)
    received = came.c.revision.is_not(None)
    return (
        sa.select(
            live.c.org_unit_id,
            live.c.sort_order,
            live.c.reports,
            live.c.staff_count,
            org_unit.c.dependant_count,
            sa.type_coerce(sa.case((received, 1), else_=0), sa.Boolean()).label("received"),
            came.c.recorded_at,
            *(came.c[name] for name in COUNTS),
        )
        .join(org_unit, org_unit.c.org_unit_id == live.c.org_unit_id)
        .outerjoin(came, came.c.org_unit_id == live.c.org_unit_id)
        .where(sa.or_(live.c.reports.is_(True), received, live.c.staff_count > 0))
        .order_by(live.c.sort_order, live.c.org_unit_id)
    )
