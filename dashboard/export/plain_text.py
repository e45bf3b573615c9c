"""Text that is safe in a file: no sign that a file cannot hold, nothing that a spreadsheet takes for a formula."""

from __future__ import annotations

import re
import unicodedata

from dashboard.texts import plain

LONGEST = 32_767  # characters in a cell, counted as the spreadsheet does
CUT = "…[+]"  # stands where the rest was cut off
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\u2212")


def clean(value: object) -> str:
    """The text as the screen shows it, without what no XML may hold, and no longer than a cell."""
    text = plain(_ILLEGAL.sub("", str(value)))
    if len(text) * 2 > LONGEST and len(text.encode("utf-16-le")) // 2 > LONGEST:
        kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", errors="ignore")
        return kept + CUT
    return text


def like_a_formula(text: str) -> bool:
    """Whether a spreadsheet might run it: it begins with a formula's sign, be it after blanks or marks that nobody sees."""
    for sign in text:
        if sign in _FORMULA or sign in "\t\r\n":
            return True
        if not (sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc", "Zs", "Zl", "Zp", "Mn")):
            return False
    return False


def disarmed(text: str) -> str:
    """The text for a file that knows no kinds of cells: what looks like a formula begins with an apostrophe (as OWASP has it for CSV)."""
    return f"'{text}" if like_a_formula(text) else text
