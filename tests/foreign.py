"""The README's example of a foreign database, made out of the README's own text on every kind of database, with a few rows in its tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.databases import READER, Database, Databases

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
SECTION = README.split("## Over an existing database\n")[1].split("\n## ")[0]
TABLES, VIEWS, GRANT = re.findall(r"```sql\n(.*?)```", SECTION, re.S)
KINDS = ("postgresql", "sqlite", "mariadb")  # in the order of the README's table of spellings
CHARACTER_SET = " DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci"  # as such a system has it: 'a' is 'A' there

ROWS = """
INSERT INTO dept VALUES ('HO', NULL, 1, '总部', NULL, 0, 0, NULL, 1);
INSERT INTO dept VALUES ('ND', 'HO', 2, '北部', NULL, 0, 0, NULL, 2);
INSERT INTO dept VALUES ('SY-01', 'ND', 3, '一矿', '610113', 20, 50, NULL, 3);
INSERT INTO dept VALUES ('SY-02', 'ND', 3, '二矿', '610113', 10, 0, NULL, 4);
INSERT INTO dept VALUES ('SY-03', 'ND', 3, '三矿', '610113', 30, 0, NULL, 5);
INSERT INTO dept VALUES ('SY-04', 'ND', 3, '四矿', '610124', 5, 0, NULL, 6);
INSERT INTO dept VALUES ('SY-05', 'ND', 3, '五矿', '610124', 5, 0, '2021-12-27', 7);
INSERT INTO returns VALUES ('SY-01', '2021-12-27', 15, 0, 2, 1, 1, 0, 3, 10, 10, 0, 0, 1, '2021-12-27 16:00:00');
INSERT INTO returns VALUES ('SY-01', '2021-12-28', 15, 0, 2, 1, 1, 0, 3, 10, 10, 0, 0, 0, '2021-12-28 16:30:00');
INSERT INTO returns VALUES ('SY-02', '2021-12-28', 8, 2, 0, 0, 0, 0, 0, 20, 18, 1, 1, 0, '2021-12-28 17:40:00');
INSERT INTO returns VALUES ('sy-03', '2021-12-28', 30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '2021-12-28 09:00:00');
INSERT INTO task VALUES ('SY-01', '2021-12-28', 1, 1, 4, '2021-12-28 11:00:00');
INSERT INTO task VALUES ('SY-01', '2021-12-28', 1, 2, 6, '2021-12-28 17:00:00');
INSERT INTO task VALUES ('SY-02', '2021-12-28', 1, 1, 2, '2021-12-28 11:30:00');
INSERT INTO freed VALUES ('F1', 'SY-04', '2021-12-28 16:00:00', NULL, '停产');
INSERT INTO swab_round VALUES ('R7', 7, '2021-12-28 08:00:00', '2021-12-29 08:00:00');
INSERT INTO swab VALUES ('R7', 'SY-01', 'S', 100, 60, 40, 0, '2021-12-28 19:00:00');
INSERT INTO swab VALUES ('R7', 'SY-01', 'F', 50, 50, 50, 0, '2021-12-28 15:00:00');
INSERT INTO swab VALUES ('R7', 'SY-02', 'S', 40, 10, 10, 1, '2021-12-28 18:00:00');
INSERT INTO goods VALUES ('mask', '口罩', 1, '只', 3, 7);
INSERT INTO store VALUES ('SY-01', 'mask', '2021-12-26', 50, 0, 10, '2021-12-26 18:00:00');
INSERT INTO store VALUES ('SY-01', 'mask', '2021-12-27', 40, 0, 10, '2021-12-27 18:00:00');
INSERT INTO store VALUES ('SY-01', 'mask', '2021-12-28', 30, 0, 10, '2021-12-28 18:00:00');
INSERT INTO store VALUES ('SY-02', 'mask', '2021-12-26', 15, 0, 5, '2021-12-26 18:00:00');
INSERT INTO store VALUES ('SY-02', 'mask', '2021-12-27', 10, 0, 5, '2021-12-27 18:00:00');
INSERT INTO store VALUES ('SY-02', 'mask', '2021-12-28', 5, 0, 5, '2021-12-28 18:00:00');
INSERT INTO purchase VALUES ('B1', 'SY-02', 'mask', 100, '2021-12-27 09:00:00', '2021-12-29', NULL);
INSERT INTO post VALUES ('P1', 'SY-01', '东门', 'Y', 2, 108.95, 34.25);
INSERT INTO post VALUES ('P2', 'SY-02', '西门', 'Y', 2, 108.96, 34.26);
INSERT INTO post VALUES ('P3', 'SY-02', '便道', 'N', 1, 108.97, 34.26);
INSERT INTO guard VALUES ('G1', 'SY-01', 'P1', '2021-12-28 16:00:00', '2021-12-29 00:00:00', '甲', 2, 2,
    '2021-12-28 16:00:00', '2021-12-28 19:00:00', NULL, '2021-12-28 19:00:00');
INSERT INTO guard VALUES ('G2', 'SY-02', 'P2', '2021-12-28 16:00:00', '2021-12-29 00:00:00', '乙', 2, NULL, NULL, NULL, NULL, '2021-12-28 12:00:00');
INSERT INTO guard VALUES ('G3', 'SY-01', NULL, '2021-12-28 00:00:00', '2021-12-29 00:00:00', '丙', 1, 1,
    '2021-12-28 00:00:00', NULL, NULL, '2021-12-28 00:00:00');
INSERT INTO guard VALUES ('G4', 'SY-02', NULL, '2021-12-28 00:00:00', '2021-12-29 00:00:00', '丁', 1, 1,
    '2021-12-28 00:30:00', NULL, NULL, '2021-12-28 00:30:00');
INSERT INTO circular VALUES ('C1', '总部', '门岗', '2021-12-27 09:00:00', '2021-12-28 12:00:00');
INSERT INTO circular_to VALUES ('C1', 'SY-01', '2021-12-27 10:00:00', '2021-12-27 11:00:00', NULL, '2021-12-27 11:00:00');
INSERT INTO circular_to VALUES ('C1', 'SY-02', '2021-12-27 10:00:00', NULL, NULL, '2021-12-27 10:00:00');
INSERT INTO closed_area VALUES ('A1', 'SY-01', '家属院', 2, '2021-12-27 00:00:00', NULL);
INSERT INTO closed_area VALUES ('A2', 'SY-02', '厂区', 3, '2021-12-20 00:00:00', '2021-12-26 00:00:00');
"""


def spelled(sql: str, kind: str) -> str:
    """The README's SQL as its table says that the kind writes it; `x` in the table stands for a value or a column."""
    rows = [re.findall(r"`([^`]+)`", line) for line in SECTION.splitlines() if line.startswith("| `")]
    assert all(len(row) == len(KINDS) for row in rows)
    for row in rows:
        plain = re.sub(r"\bx\b", r"('[^']*'|[\\w.]+)", re.escape(row[0]))
        written = re.sub(r"\bx\b", r"\\1", row[KINDS.index(kind)])
        sql = re.sub(rf"(?<!\w){plain}(?!\w)", written, sql)
    return sql


def statements(sql: str) -> list[str]:
    """The statements one by one, without the remarks."""
    bare = re.sub(r"--.*", "", sql)
    return [statement.strip() for statement in bare.split(";") if statement.strip()]


def views() -> dict[str, str]:
    """Each view's statement as the README has it, by name."""
    return {statement.split()[2]: statement for statement in statements(VIEWS)}


def foreign(databases: Databases, kind: str, *, without: tuple[str, ...] = ()) -> Database:
    """The example with its rows; the reader may select from the views alone."""
    database = databases.empty(kind)
    charset = CHARACTER_SET if kind == "mariadb" else ""
    tables = [f"{statement}{charset}" for statement in statements(spelled(TABLES, kind))]
    laid = [spelled(statement, kind) for statement in views().values()]
    tell(database, *tables, *statements(ROWS), *laid)
    if kind == "postgresql":
        tell(database, f"GRANT USAGE ON SCHEMA public TO {READER}", *statements(GRANT))
    tell(database, *(f"DROP VIEW {name}" for name in without))
    return database


def tell(database: Database, *orders: str) -> None:
    """The foreign system's own statements, all or nothing where the kind of database can."""
    engine = database.writer()
    with engine.begin() as connection:
        for statement in orders:
            connection.exec_driver_sql(statement.replace("%", "%%") if database.kind != "sqlite" else statement)
    engine.dispose()


def lay(database: Database, name: str, other: Callable[[str], str] = lambda sql: sql) -> None:
    """One of the example's views, or one that is otherwise, laid over its tables."""
    tell(database, spelled(other(views()[name]), database.kind))
    if database.kind == "postgresql":
        tell(database, f"GRANT SELECT ON {name} TO {READER}")
