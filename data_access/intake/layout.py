"""How the workbook of a unit is laid out: its sheets, which column of the contract stands where, and what is only there to be read by people.

Both the one who writes the workbook and the one who reads it go by this. In every sheet the contract's names stand in small grey letters, in a column of a
form and in a row of a table; a name in brackets is of something that is told and not read.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from data_access.contract import STAFF_COUNTS, daily_report, duty_shift, measure_record, stock_day, testing_progress
from data_access.measures import FROM_REPORTS

VERSION = "1"
BAR = " | "  # after a code in a cell of choices; what follows it is for people
COVER, LISTS = "封面 Cover", "名单 Lists"
REPORTS = ("导入结果", "Import report")  # what the list of faults is called in a marked copy: it may be mended there and sent again
COVER_FIELDS = ("workbook", "org_unit_id", "day", "submitted_by")  # the value stands in column D
CODE, VALUE = 1, 4  # columns of a form, from 1
NAMES_ROW = 4  # of a table: the row of the contract's names; above it title, Chinese and English headings
FIRST_ROW = NAMES_ROW + 1


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet. `given` are columns that the unit fills in, `keys` those that stand there already, `told` what people only read. A row in which none of
    `given` is filled in reports nothing. Those of `keeps` stay as they are known where they are left empty."""

    sheet: str
    table: sa.Table
    day_column: str | None
    keys: tuple[str, ...]
    given: tuple[str, ...]
    told: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()


CHOICES = ("org_unit_id", "checkpoint_id", "team", "population", "shift_id", "round_id", "measure_id", "item_id")  # codes
FAMILY = ("dependants_home_isolation", "dependants_central_isolation")
HEALTH = ("close_contacts", "health_due", "health_monitored", "fever", "suspected", "confirmed")
CARE = ("residents_present", "meals_due", "meals_delivered", "door_tests_due", "door_tests_done")

DAILY = Part("日报 Daily report", daily_report, "report_date", (), (*STAFF_COUNTS, *FAMILY, *HEALTH, *CARE, "remark"))
MEASURES = Part("措施 Measures", measure_record, "record_date", ("measure_id", "slot"), ("done",), ("name", "due", "required"))
TESTING = Part(
    "检测 Testing",
    testing_progress,
    None,
    ("round_id", "population"),
    ("target", "sampled", "resulted", "positive", "tubes"),
    ("name", "closes", "roster", "last"),
    keeps=("target", "sampled", "resulted", "positive", "tubes"),  # each snapshot goes on from the one before
)
STOCK = Part("库存 Stock", stock_day, "stock_date", ("item_id",), ("received", "issued", "on_hand"), ("name", "unit", "before"))
SHIFT_REPORTS = (  # what is told of a shift that was planned
    "present_staff",
    "signed_in_at",
    "last_confirmed_at",
    "signed_out_at",
    "persons_checked",
    "persons_refused",
    "abnormal_temperature",
)
SHIFT_PLAN = ("checkpoint_id", "starts_at", "ends_at", "team", "leader", "planned_staff")
SHIFTS = Part(
    "班次 Shifts",
    duty_shift,
    None,
    ("shift_id",),
    (
        *SHIFT_PLAN,
        *SHIFT_REPORTS,
    ),
    ("name", "known"),
    keeps=SHIFT_REPORTS,
)
TABLES = (MEASURES, TESTING, STOCK, SHIFTS)
FROM_REPORT = ("daily_report", *FROM_REPORTS)  # measures that have no records of their own
