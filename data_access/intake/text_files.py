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
    if _PRIVATE.search(text):
        raise Rejected(fault("fault-encoding", Place(row=line)))
    return text, [said("note-encoding", name="GB18030")]


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(encoding, "replace").count("\n") + 1
        raise Rejected(fault("fault-encoding", Place(row=line))) from None


def lines_of(text: str, limits: Limits) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The heading's fields, and an iterator over the number and the fields of each further line that is not blank. Either raises Rejected."""
    csv.field_size_limit(limits.cell_characters)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separators = [sign for sign in ",;\t" if sign in first]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separators[0] if len(separators) == 1 else ",", strict=True)
    lines = _numbered(reader, limits)
    _, heading = next(lines, (0, []))
    return [name.strip() for name in heading], lines


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
