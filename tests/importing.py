"""A database and a folder to import from, and what is told of a file in English."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from dashboard.texts import Words
from dashboard.workbooks.telling import sentence, where
from data_access.contract import import_batch, metadata
from data_access.intake.importing import HOW, Outcome, import_files
from data_access.intake.reading import How
from tests.databases import Database

ENGLISH = Words("en", "Asia/Shanghai")
UNITS = "org_unit_id,parent_id,kind,name_zh,reports,sort_order\nG,,group,集团,0,0\nA,G,site,甲,1,1\nB,G,site,乙,true,2\n"


def lines(outcome: Outcome) -> list[str]:
    """What is wrong with the file, a line a fault, without its name."""
    assert outcome.rejected is not None, "it was taken"
    told = [(where(fault.place, ENGLISH), sentence(fault.what, ENGLISH)) for fault in outcome.rejected.faults]
    return [f"{place}: {what}" if place else what for place, what in told]


class Board:
    def __init__(self, database: Database, folder: Path) -> None:
        self.engine, self.folder = database.writer(), folder

    def take(self, name: str, content: str | bytes, how: How = HOW, *, dry_run: bool = False) -> Outcome:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (outcome,) = import_files(self.engine, [path], how, imported_by="tester", dry_run=dry_run)
        return outcome

    def tally(self, name: str, content: str | bytes, how: How = HOW) -> tuple[int, int, int]:
        outcome = self.take(name, content, how)
        assert outcome.rejected is None, lines(outcome)
        return outcome.tally.rows_inserted, outcome.tally.rows_revised, outcome.tally.rows_unchanged

    def faults(self, name: str, content: str | bytes, how: How = HOW) -> list[str]:
        before = self.all_rows()
        told = lines(self.take(name, content, how))
        assert self.all_rows() == before, "something of a refused file was kept"
        return told

    def all_rows(self) -> dict[str, list[dict]]:
        """Everything but the record of imports."""
        return {name: self.rows(table) for name, table in metadata.tables.items() if table is not import_batch}

    def rows(self, table: sa.Table) -> list[dict]:
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()]
