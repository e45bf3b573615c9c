"""A CSV file's bytes as lines of fields: UTF-8, UTF-16 or GB18030, separated by commas, semicolons or tabs; never a guess between two."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from data_access.intake.faults import Place, Rejected, Said, fault, said
from data_access.intake.limits import Limits

_MARKS = {  # at the beginning of a file; the longer first, as one begins like another
    codecs.BOM_UTF32_LE: None,
    codecs.BOM_UTF32_BE: None,
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_BETWEEN_LETTERS = re.compile("(?<=[A-Za-z])[^\x00-\x7f](?=[a-z])")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")  # where GB18030 puts what it has no sign for


def text_of(content: bytes) -> tuple[str, list[Said]]:
    """The file's text, and a note where it is of another encoding than UTF-8. Raises Rejected."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            if encoding is None:
                raise Rejected(fault("fault-encoding-utf-32"))
            return _decoded(content[len(mark) :], encoding), [] if encoding == "utf-8" else [said("note-encoding", name="UTF-16")]
    if b"\0" in content[:4]:
        encoding = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
        return _decoded(content, encoding), [said("note-encoding", name="UTF-16")]
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        raise Rejected(fault("fault-encoding", Place(row=line))) from None
    if _PRIVATE.search(text) or _is_rather_utf_8(content) or _is_rather_western(text):
        raise Rejected(fault("fault-encoding", Place(row=line)))
    return text, [said("note-encoding", name="GB18030")]


def _is_rather_utf_8(content: bytes) -> bool:
    """Whether it is UTF-8 with a damaged place: what is not ASCII is for the most part sound."""
    read = content.decode("utf-8", "replace")
    damaged = read.count("\ufffd")
    return sum(sign > "\x7f" for sign in read) - damaged >= damaged


def _is_rather_western(text: str) -> bool:
    """Whether every sign beyond ASCII stands alone between letters: an é or an ü of another encoding, taken with the letter after it for one sign."""
    return len(_BETWEEN_LETTERS.findall(text)) == sum(sign > "\x7f" for sign in text)


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(encoding, "replace").count("\n") + 1
        raise Rejected(fault("fault-encoding", Place(row=line))) from None


def lines_of(text: str, limits: Limits, header_row: int | None = None) -> tuple[list[str], Iterator[tuple[int, list[str]]], str]:
    """The heading's fields (of the first line that is not blank, or of the line numbered), an iterator over the number and the fields of each further
    line that is not blank, and what separates them. Either raises Rejected."""
    csv.field_size_limit(limits.cell_characters)
    separator = separator_of(text, header_row)
    lines = _numbered(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), limits)
    _, heading = next((line for line in lines if line[0] >= (header_row or 1)), (0, []))
    return [name.strip() for name in heading], lines, separator


def separator_of(text: str, header_row: int | None = None) -> str:
    """The sign between the heading's fields: a comma, unless the heading has none and one of the others."""
    lines = text.splitlines() if header_row else text.lstrip("\r\n").split("\n", 1)
    heading = lines[(header_row or 1) - 1] if len(lines) >= (header_row or 1) else ""
    found = [sign for sign in ",;\t" if sign in heading]
    return found[0] if len(found) == 1 else ","


def _numbered(reader: Iterator[list[str]], limits: Limits) -> Iterator[tuple[int, list[str]]]:
    count = -1  # the heading is no row
    try:
        for fields in reader:
            if not fields:
                continue
            count += 1
            if count > limits.rows:
                raise Rejected(fault("fault-too-many-rows", most=limits.rows), rows=count)
            if len(fields) > limits.columns:
                raise Rejected(fault("fault-too-many-columns", Place(row=reader.line_num), most=limits.columns), rows=max(0, count))  # type: ignore[attr-defined]
            yield reader.line_num, fields  # type: ignore[attr-defined]
    except csv.Error as error:
        place = Place(row=reader.line_num)  # type: ignore[attr-defined]
        if "field larger than field limit" in str(error):
            raise Rejected(fault("fault-too-long", place, most=limits.cell_characters), rows=max(0, count + 1)) from None
        raise Rejected(fault("fault-not-csv", place, reason=str(error)), rows=max(0, count + 1)) from None
