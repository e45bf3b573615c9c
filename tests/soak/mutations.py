"""Good workbooks made into others at random: bytes, parts, XML and values. The same seed makes the same."""

from __future__ import annotations

import re
import zipfile
from random import Random

from tests.workbooks import packed, parts

NASTY = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1.5",
        "1e308",
        "1e400",
        "-0",
        "NaN",
        "inf",
        "99999999999999999999",
        "2147483648",
        "44558.999999999",
        "-700000",
        "2958466",
    ),
    *(
        "TRUE",
        "=1+1",
        "11/12",
        "2021-02-30",
        "0000-00-00",
        "１２",
        "1,234",
        "'",
        "合计",
        "N2",
        "K3",
        "C1 | x",
        "../../etc/passwd",
        "%s%n",
        "${jndi:x}",
    ),
    *(
        "workbook",
        "fever",
        "\u202e",
        "\u0000",
        "\ufffe",
        "\ud7ff",
        "𠮷",
        "A" * 40_000,
        "&amp;",
        "&#0;",
        "&#x10FFFF;",
        "<",
        "]]>",
        "<f>1</f>",
    ),
)
_VALUE = re.compile(rb"(?<=<v>)[^<]*(?=</v>)|(?<=<t>)[^<]*(?=</t>)")
_ATTRIBUTE = re.compile(rb'(?<=")[^"<>]*(?=")')
_TAG = re.compile(rb"<[^<>]+>")


def mutated(content: bytes, luck: Random) -> bytes:
    """One to four things about it changed."""
    for _ in range(luck.choice((1, 1, 1, 2, 3, 4))):
        content = luck.choice(_WAYS)(content, luck)
    return content


def _bytes(content: bytes, luck: Random) -> bytes:
    if not content:
        return content
    changed = bytearray(content)
    for _ in range(luck.choice((1, 2, 8, 64))):
        changed[luck.randrange(len(changed))] = luck.randrange(256)
    return bytes(changed)


def _cut(content: bytes, luck: Random) -> bytes:
    at = luck.randrange(len(content) + 1)
    return luck.choice((content[:at], content[at:], content[:at] + content[at + luck.randrange(200) :], content + content[:at]))


def _directory(content: bytes, luck: Random) -> bytes:
    """A byte of the archive's directory, where sizes, names and places stand."""
    at = content.find(b"PK\x01\x02")
    if at < 0:
        return content
    changed = bytearray(content)
    changed[luck.randrange(at, len(changed))] = luck.choice((0, 1, 127, 128, 255, luck.randrange(256)))
    return bytes(changed)


def _in_a_part(change):  # type: ignore[no-untyped-def]
    def way(content: bytes, luck: Random) -> bytes:
        try:
            some = parts(content)
        except Exception:
            return _bytes(content, luck)
        if not some:
            return content
        names = [name for name in some if "sheet" in name or "Strings" in name or "workbook" in name] if luck.random() < 0.8 else list(some)
        name = luck.choice(names or list(some))
        some[name] = change(some[name], luck)
        return packed(some, luck.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))

    return way


def _some(pattern: re.Pattern[bytes], part: bytes, luck: Random, new: bytes) -> bytes:
    found = list(pattern.finditer(part))
    if not found:
        return part
    one = luck.choice(found)
    return part[: one.start()] + new + part[one.end() :]


def _nasty(luck: Random) -> bytes:
    return luck.choice(NASTY).encode("utf-8", "surrogatepass")


def _tags(part: bytes, luck: Random) -> bytes:
    found = list(_TAG.finditer(part))
    if len(found) < 2:
        return part
    one, other = luck.choice(found), luck.choice(found)
    return luck.choice((
        lambda: part[: one.start()] + part[one.end() :],
        lambda: part[: one.start()] + other[0] + part[one.end() :],
        lambda: part[: one.end()] + one[0] * luck.choice((1, 2, 100)) + part[one.end() :],
    ))()  # fmt: skip


def _chunk(part: bytes, luck: Random) -> bytes:
    first, last = sorted(luck.randrange(len(part) + 1) for _ in range(2))
    to = luck.randrange(len(part) + 1)
    return luck.choice((part[:first] + part[last:], part[:to] + part[first:last][:20_000] + part[to:]))


_WAYS = (
    _bytes,
    _cut,
    _directory,
    _in_a_part(lambda part, luck: _some(_VALUE, part, luck, _nasty(luck))),
    _in_a_part(lambda part, luck: _some(_VALUE, part, luck, _nasty(luck))),
    _in_a_part(lambda part, luck: _some(_VALUE, part, luck, _nasty(luck))),
    _in_a_part(lambda part, luck: _some(_ATTRIBUTE, part, luck, _nasty(luck).replace(b"<", b""))),
    _in_a_part(lambda part, luck: _some(_ATTRIBUTE, part, luck, str(luck.choice((0, 1, 7, 99, 1_048_577, 2**31, 2**63))).encode())),
    _in_a_part(lambda part, luck: _some(_VALUE, part, luck, str(luck.choice((0, 1, 3, 44_558, 44_559.5, 1e6))).encode())),
    _in_a_part(lambda part, luck: _some(_VALUE, part, luck, _some(_VALUE, part, luck, b"")[:40].split(b"<")[0])),
    _in_a_part(_tags),
    _in_a_part(_tags),
    _in_a_part(_chunk),
    _in_a_part(_bytes),
)
