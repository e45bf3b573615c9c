"""What kind of file it is, and what stands in it: a unit's workbook, somebody else's sheet through a mapping, or CSV in the shape of the contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data_access.intake import contract_csv, foreign
from data_access.intake.apart import grids_apart
from data_access.intake.archive import WORKBOOK
from data_access.intake.faults import Faults, Rejected, Said, fault
from data_access.intake.limits import Limits
from data_access.intake.mapping import Mapped
from data_access.intake.sheet import Progress, Sheet, silent
from data_access.intake.text_files import text_of
from data_access.intake.unit_workbook import is_unit_workbook, read_unit_workbook

WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class How:
    """How files are read: the organisation's zone, the limits, and what maps the sheets of others."""

    zone: ZoneInfo = ZoneInfo("Asia/Shanghai")
    limits: Limits = Limits()
    mapping: tuple[Mapped, ...] = ()


@dataclass(slots=True)
class Taken:
    """What was read of a file, with the faults found so far: it is kept only if there is none."""

    sheets: list[Sheet]
    faults: Faults
    notes: list[Said] = field(default_factory=list)

    @property
    def held(self) -> int:
        """Rows that the file holds, those that cannot be taken among them."""
        return sum(max(sheet.held, len(sheet.rows)) for sheet in self.sheets)


def read(path: Path, content: bytes, how: How, progress: Progress = silent) -> Taken:
    """What stands in the file. Raises Rejected where it cannot be read at all."""
    kind = path.suffix.lower()
    if kind in WORKBOOKS or content.startswith(b"PK\x03\x04"):
        if kind not in WORKBOOKS:
            is_workbook = WORKBOOK.encode() in content
            raise Rejected(fault("fault-misnamed" if is_workbook else "fault-other-file", name=path.suffix or "—"))
        return _workbook(content, how, progress)
    if kind in (".xls", ".et", ".ods", ".xlsb", ".numbers"):
        raise Rejected(fault("fault-other-workbook", kind=kind))
    if kind not in (".csv", *((".txt",) if how.mapping else ())):
        raise Rejected(fault("fault-other-file", name=path.suffix or "—"))
    text, notes = text_of(content)
    if how.mapping:
        sheets, faults, more = foreign.read_text(text, how.mapping, how.zone, how.limits, progress)
        return Taken(sheets, faults, [*notes, *more])
    sheet, faults = contract_csv.read(path, text, how.limits, progress)
    return Taken([sheet], faults, notes)


def _workbook(content: bytes, how: How, progress: Progress) -> Taken:
    by_name = grids_apart(content, how.limits)
    if is_unit_workbook(by_name):
        today = datetime.now(UTC).astimezone(how.zone).date()
        return Taken(*read_unit_workbook(by_name, how.zone, today))
    if not how.mapping:
        raise Rejected(fault("fault-no-mapping"))
    return Taken(*foreign.read_workbook(by_name, how.mapping, how.zone, progress))
