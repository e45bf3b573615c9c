"""Writes the workbook that a unit fills in: one sheet for each kind of report, in Chinese with English beside, prefilled with what the unit owes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import sqlalchemy as sa
import xlsxwriter

from dashboard import clock
from dashboard.choice import LinkInvalid
from dashboard.export.plain_text import clean
from dashboard.settings import Settings
from dashboard.texts import Words
from dashboard.workbooks.duties import Duties, duties, reporting_units
from data_access.contract import Count, Instant
from data_access.engine import in_plain_words, reading_engine
from data_access.intake import layout
from data_access.intake.faults import letters
from data_access.intake.layout import DAILY, FIRST_ROW, MEASURES, NAMES_ROW, SHIFTS, STOCK, TESTING, Part
from data_access.moment import Moment

SPARE_ROWS = {SHIFTS.sheet: 20, TESTING.sheet: 0, STOCK.sheet: 0, MEASURES.sheet: 0}
MOST = 1_000_000  # of anything that is counted: what is beyond is a slip of the finger
NOTES = ("note-blank", "note-zero", "note-days", "note-grey", "note-again", "note-mark")
SECTIONS = {
    "on_site": "staff",
    "dependants_home_isolation": "family",
    "close_contacts": "health",
    "residents_present": "care",
    "remark": "remark",
}
WRONG = {  # of the daily report: what cannot be more than what
    "health_monitored": "health_due",
    "meals_delivered": "meals_due",
    "door_tests_done": "door_tests_due",
}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "code": {"font_size": 7, "font_color": "#8a8a8a"},
    "heading": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#e8eef5", "border": 1, "border_color": "#c3ccd6"},
    "english": {"text_wrap": True, "valign": "top", "font_color": "#5a5a5a"},
    "label": {"valign": "top"},
    "section": {"bold": True, "valign": "bottom", "font_color": "#1f4e79", "bottom": 1},
    "text": {"text_wrap": True, "valign": "top"},
    "told": {"font_color": "#5a5a5a", "bg_color": "#f4f4f4", "border": 1, "border_color": "#dddddd", "align": "left"},
    "told_instant": {"font_color": "#5a5a5a", "bg_color": "#f4f4f4", "border": 1, "border_color": "#dddddd", "num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    "given": {"locked": False, "bg_color": "#fffbe6", "border": 1, "border_color": "#c9b458"},
    "given_text": {"locked": False, "bg_color": "#fffbe6", "border": 1, "border_color": "#c9b458", "num_format": "@"},
    "given_instant": {"locked": False, "bg_color": "#fffbe6", "border": 1, "border_color": "#c9b458", "num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    "given_day": {"locked": False, "bg_color": "#fffbe6", "border": 1, "border_color": "#c9b458", "num_format": "yyyy-mm-dd", "align": "left"},
    "wrong": {"bg_color": "#f8c9c4", "font_color": "#8a1c12"},
}  # fmt: skip


def write_templates(settings: Settings, out: Path, *, unit: str | None, day: date | None) -> Iterator[Path]:
    """Write the workbook, or where `out` is a folder one for each reporting unit, of `unit` and below it. Raises LinkInvalid, DatabaseAway, DatabaseUnfit."""
    engine = reading_engine(settings.database_url)
    now = clock.now()
    moment = Moment(day or now.astimezone(settings.zone).date(), now, settings.timezone)
    try:
        with engine.connect() as connection:
            if not out.is_dir():
                _put(out, workbook(duties(connection, moment, unit), settings))
                yield out
                return
            for one in reporting_units(connection, moment, unit):
                path = out / f"{_in_a_file_name(one)}-{moment.day:%Y%m%d}.xlsx"
                _put(path, workbook(duties(connection, moment, one), settings))
                yield path
    except sa.exc.SQLAlchemyError as error:
        raise in_plain_words(error, engine) from None
    finally:
        engine.dispose()


def _in_a_file_name(unit: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in unit).strip(".") or "_"


def _put(path: Path, content: bytes) -> None:
    """The file whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise LinkInvalid(f"cannot write {path} ({error.strerror})") from None


def workbook(told: Duties, settings: Settings) -> bytes:
    """The whole file."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        writer = _Writer(book, told, settings)
        book.set_properties({"title": writer.both("form-title", " · "), "company": clean(settings.organisation)})
        writer.cover()
        writer.daily()
        for part in layout.TABLES:
            writer.table(part)
        writer.lists()
    return file.getvalue()


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, told: Duties, settings: Settings) -> None:
        self._book, self._told, self._zone = book, told, settings.zone
        self._zh, self._en = Words("zh", settings.timezone), Words("en", settings.timezone)
        self._formats = {name: book.add_format(look) for name, look in _FORMATS.items()}
        names = (layout.COVER, DAILY.sheet, *(part.sheet for part in layout.TABLES), layout.LISTS)
        self._sheets = {name: book.add_worksheet(name) for name in names}

    def both(self, key: str, between: str = "\n") -> str:
        """Chinese, and English beside it."""
        return f"{self._zh(key)}{between}{self._en(key)}"

    def _begin(self, name: str, title: str) -> xlsxwriter.worksheet.Worksheet:
        sheet, unit = self._sheets[name], self._told.unit
        whose = f" · {clean(unit['name'])} · {self._told.day}" if unit else ""
        sheet.write_string(0, 1, f"{self.both(title, ' · ')}{whose}", self._formats["title"])
        allowed = {"format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True}
        sheet.protect("", allowed)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def cover(self) -> None:
        sheet, unit = self._begin(layout.COVER, "form-title"), self._told.unit
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 46)
        sheet.set_column(2, 2, 60)
        sheet.set_column(3, 3, 30)
        lines: list[tuple[str, Any, str]] = [
            ("workbook", layout.VERSION, "told"),
            ("org_unit_id", unit["org_unit_id"] if unit else None, "told" if unit else "given_text"),
            ("(name)", f"{unit['name']} {unit['name_en'] or ''}".strip() if unit else None, "told"),
            ("day", self._told.day, "given_day"),
            ("submitted_by", None, "given_text"),
        ]
        for row, (name, value, look) in enumerate(lines, 2):
            self._line(sheet, row, name, f"form-{_word(name)}")
            self._write(sheet, row, layout.VALUE - 1, value, look)
        if unit is None:
            source = {"validate": "list", "source": f"='{layout.LISTS}'!$A$2:$A${max(2, len(self._told.units) + 1)}"}
            sheet.data_validation(3, 3, 3, 3, source | self._refusal("expected-unit"))
            sheet.write_comment(3, 3, self.both("explain-org-unit-id"), _note(self.both("explain-org-unit-id")))
        rule = {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2999, 12, 31)}
        sheet.data_validation(5, 3, 5, 3, rule | self._refusal("expected-day"))
        sheet.write_comment(5, 3, self.both("explain-day"), _note(self.both("explain-day")))
        for row, note in enumerate(NOTES, 9):
            sheet.set_row(row, 32)
            sheet.write_string(row, 1, self._zh(note), self._formats["text"])
            sheet.write_string(row, 2, self._en(note), self._formats["text"])
        sheet.activate()

    def _line(self, sheet: Any, row: int, name: str, word: str) -> None:
        """A line of a form: the contract's name, and what it is in both languages."""
        sheet.write_string(row, 0, name, self._formats["code"])
        sheet.write_string(row, 1, self._zh(word), self._formats["label"])
        sheet.write_string(row, 2, self._en(word), self._formats["english"])

    def daily(self) -> None:
        sheet = self._begin(DAILY.sheet, "form-daily")
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 30)
        sheet.set_column(2, 2, 34)
        sheet.set_column(3, 3, 18)
        sheet.freeze_panes(2, 0)
        for column, word in ((1, "form-item"), (2, "form-item"), (3, "form-value")):
            words = self._en if column == 2 else self._zh
            text = self.both(word, " ") if column == 3 else words(word)
            sheet.write_string(1, column, text, self._formats["heading"])
        rows: dict[str, int] = {}
        row = 2
        for name in DAILY.given:
            if name in SECTIONS:
                sheet.set_row(row, 24)
                section = f"form-section-{SECTIONS[name]}"
                sheet.write_string(row, 1, self._zh(section), self._formats["section"])
                sheet.write_string(row, 2, self._en(section), self._formats["section"])
                row += 1
            self._line(sheet, row, name, f"form-{_word(name)}")
            self._input(sheet, row, row, layout.VALUE - 1, DAILY.table.c[name], f"explain-{_word(name)}")
            note = self.both(f"explain-{_word(name)}")
            sheet.write_comment(row, layout.VALUE - 1, note, _note(note))
            rows[name] = row
            row += 1
        cell = {name: f"$D${number + 1}" for name, number in rows.items()}
        for more, than in WRONG.items():
            self._warn(sheet, rows[more], rows[more], 3, f"AND(ISNUMBER({cell[more]}),ISNUMBER({cell[than]}),{cell[more]}>{cell[than]})")
        staff = self._told.unit["staff_count"] if self._told.unit else None
        if staff:
            first, last = rows["on_site"], rows["central_isolation"]
            self._warn(sheet, first, last, 3, f"SUM($D${first + 1}:$D${last + 1})>{staff}")

    def table(self, part: Part) -> None:
        sheet = self._begin(part.sheet, f"form-{part.table.name.replace('_', '-')}")
        columns = self._columns(part)
        sheet.freeze_panes(FIRST_ROW - 1, len(part.keys) + (1 if "name" in part.told else 0))
        sheet.set_row(2, 30)
        known = self._told.rows[part.sheet]
        last = FIRST_ROW - 2 + len(known) + SPARE_ROWS[part.sheet]
        for column, name in enumerate(columns):
            plain = name.strip("()")
            word = _word(plain if plain != "name" else f"name-of-{part.table.name}")
            sheet.write_string(1, column, self._zh(f"form-{word}"), self._formats["heading"])
            sheet.write_string(2, column, self._en(f"form-{word}"), self._formats["heading"])
            sheet.write_string(NAMES_ROW - 1, column, name, self._formats["code"])
            note = self.both(f"explain-{word}")
            sheet.write_comment(1, column, note, _note(note))
            sheet.set_column(
                column,
                column,
                30 if plain == "name" else 17 if name in part.table.c and isinstance(part.table.c[name].type, Instant) else 14,
            )
            if name in part.given and last >= FIRST_ROW - 1:
                self._input(sheet, FIRST_ROW - 1, last, column, part.table.c[name], f"explain-{word}")
        for row, values in enumerate(known, FIRST_ROW - 1):
            for column, name in enumerate(columns):
                value = values.get(name)
                fixed = name not in part.given or (part is SHIFTS and name not in layout.SHIFT_REPORTS)
                if value is not None or fixed:
                    self._write(sheet, row, column, self._labelled(name, value), self._look(part, name, fixed))
        if part is TESTING and known:
            at = {name: letters(columns.index(name) + 1) for name in columns}
            for more, than in (("sampled", "target"), ("resulted", "sampled"), ("positive", "resulted")):
                a, b = f"${at[more]}{FIRST_ROW}", f"${at[than]}{FIRST_ROW}"
                self._warn(sheet, FIRST_ROW - 1, last, columns.index(more), f"AND(ISNUMBER({a}),ISNUMBER({b}),{a}>{b})")

    def _columns(self, part: Part) -> list[str]:
        told = [f"({name})" for name in part.told]
        return [*part.keys, *told, *part.given]

    def _look(self, part: Part, name: str, fixed: bool) -> str:
        instant = name in ("(due)", "(closes)") or (name in part.table.c and isinstance(part.table.c[name].type, Instant))
        return ("told_instant" if instant else "told") if fixed else ("given_instant" if instant else "given")

    def _labelled(self, name: str, value: Any) -> Any:
        """A code with what it means, as the drop-down lists have it."""
        if value is not None and name in ("team", "population"):
            return _choice(value, self._zh(f"{'team' if name == 'team' else 'population'}-{_word(value)}"))
        if value is not None and name == "checkpoint_id":
            return _choice(value, dict(self._told.posts).get(value))
        return value

    def lists(self) -> None:
        """What drop-down lists choose from: units, posts."""
        sheet = self._begin(layout.LISTS, "form-lists")
        sheet.set_column(0, 1, 40)
        sheet.write_string(0, 0, "", None)
        for column, some in enumerate((self._told.units if self._told.unit is None else (), self._told.posts)):
            for row, (code, name) in enumerate(some, 1):
                sheet.write_string(row, column, _choice(code, name))

    def _input(self, sheet: Any, first: int, last: int, column: int, of: sa.Column[Any], explained: str) -> None:
        """Cells to be filled in, with what they take."""
        kind = of.type
        if isinstance(kind, Instant):
            look = "given_instant"
            rule: dict[str, Any] = {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2999, 12, 31)}
            rule |= self._refusal("expected-local-instant")
        elif isinstance(kind, Count):
            look, rule = (
                "given",
                {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": MOST} | self._refusal("expected-count"),
            )
        elif isinstance(kind, sa.Float):
            look, rule = "given", {"validate": "decimal", "criteria": ">=", "value": 0} | self._refusal("expected-number")
        elif of.info.get("one_of"):
            choices = [_choice(value, self._zh(f"team-{_word(value)}")) for value in of.info["one_of"]]
            look, rule = "given_text", {"validate": "list", "source": choices} | self._refusal("expected-choice")
        elif of.name == "checkpoint_id":
            source = f"='{layout.LISTS}'!$B$2:$B${max(2, len(self._told.posts) + 1)}"
            look, rule = "given_text", {"validate": "list", "source": source} | self._refusal("expected-choice")
        else:
            look, rule = "given_text", {"validate": "any"}
        for row in range(first, last + 1):
            sheet.write_blank(row, column, None, self._formats[look])
        prompt = self.both(explained)
        sheet.data_validation(first, column, last, column, rule | {"input_message": prompt[:255]})

    def _refusal(self, word: str) -> dict[str, Any]:
        zh, en = (words(word, words="") if word == "expected-one-of" else words(word) for words in (self._zh, self._en))
        return {"error_title": self.both("form-refused", " ")[:32], "error_message": f"{zh}\n{self._en('form-expected', what=en)}"[:255]}

    def _warn(self, sheet: Any, first: int, last: int, column: int, formula: str) -> None:
        """Red where what stands there contradicts itself: the board would leave it out."""
        sheet.conditional_format(
            first, column, last, column, {"type": "formula", "criteria": f"={formula}", "format": self._formats["wrong"]}
        )

    def _write(self, sheet: Any, row: int, column: int, value: Any, look: str) -> None:
        form = self._formats[look]
        if value is None:
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, (pd.Timestamp, datetime)):
            sheet.write_datetime(row, column, _on_the_wall(value, self._zone), form)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, form)
        elif isinstance(value, str):
            sheet.write_string(row, column, clean(value), form)
        else:
            sheet.write_number(row, column, float(value), form)


def _on_the_wall(value: Any, zone: ZoneInfo) -> datetime:
    return pd.Timestamp(value).tz_convert(zone).tz_localize(None).to_pydatetime()


def _choice(code: str, name: str | None) -> str:
    """A code, and after a bar what it means to people."""
    return f"{code}{layout.BAR}{clean(name)}" if name else code


def _word(name: str) -> str:
    return name.strip("()").replace("_", "-")


def _note(text: str) -> Mapping[str, Any]:
    """A comment as large as its text."""
    lines = sum(1 + len(line.encode("gb18030", "replace")) // 44 for line in text.split("\n"))
    return {"x_scale": 2.2, "y_scale": max(0.6, 0.28 * lines), "font_size": 9}
