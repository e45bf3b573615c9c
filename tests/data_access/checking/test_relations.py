"""Which types of a database's columns are the contract's, on each kind of database."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql

from data_access.checking.relations import of_another_type
from data_access.contract import checkpoint, daily_report, requirement, stock_day

COUNT, INSTANT, DAY = daily_report.c.fever, daily_report.c.recorded_at, daily_report.c.report_date
YES_NO, NUMBER, TIME, NAME = checkpoint.c.staffed_24h, stock_day.c.on_hand, requirement.c.due_time, daily_report.c.org_unit_id


@pytest.mark.parametrize(
    ("column", "kind", "database", "code"),
    [
        (COUNT, sa.BIGINT(), "postgresql", None),
        (COUNT, sa.NUMERIC(), "postgresql", "wrong-type"),
        (COUNT, sa.TEXT(), "postgresql", "wrong-type"),
        (COUNT, mysql.TINYINT(), "mariadb", None),
        (COUNT, mysql.DECIMAL(), "mariadb", "wrong-type"),
        (NUMBER, sa.DOUBLE_PRECISION(), "postgresql", None),
        (NUMBER, sa.INTEGER(), "postgresql", "wrong-type"),
        (NUMBER, mysql.DOUBLE(), "mariadb", None),
        (YES_NO, sa.BOOLEAN(), "postgresql", None),
        (YES_NO, sa.INTEGER(), "postgresql", "wrong-type"),
        (YES_NO, mysql.TINYINT(display_width=1), "mariadb", None),
        (DAY, sa.DATE(), "postgresql", None),
        (DAY, postgresql.TIMESTAMP(timezone=True), "postgresql", "wrong-type"),
        (DAY, mysql.DATETIME(), "mariadb", "wrong-type"),
        (INSTANT, postgresql.TIMESTAMP(timezone=True), "postgresql", None),
        (INSTANT, postgresql.TIMESTAMP(timezone=False), "postgresql", "instant-without-zone"),
        (INSTANT, sa.DATE(), "postgresql", "wrong-type"),
        (INSTANT, mysql.DATETIME(fsp=6), "mariadb", None),
        (INSTANT, mysql.TIMESTAMP(), "mariadb", "wrong-type"),
        (TIME, sa.VARCHAR(5), "postgresql", None),
        (TIME, sa.TIME(), "postgresql", "wrong-type"),
        (NAME, sa.TEXT(), "postgresql", None),
        (NAME, mysql.LONGTEXT(), "mariadb", None),
        (NAME, sa.UUID(), "postgresql", "wrong-type"),
        (NAME, sa.types.NullType(), "postgresql", "wrong-type"),
        (COUNT, sa.TEXT(), "sqlite", None),  # there the values are looked at
    ],
)
def test_a_type_of_another_family_is_named(column, kind, database: str, code: str | None) -> None:
    fault = of_another_type(column, kind, database)
    assert (fault.kind if fault else None) == code
