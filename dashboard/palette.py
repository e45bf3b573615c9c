"""Signs of the statuses, in the order of need, and the quiet colours of charts; the statuses' own colours stand in style.css, for both themes."""

from __future__ import annotations

STATUSES = ("breach", "attention", "check", "no_data", "met", "not_due", "exempt")  # the order of need
SIGNS = {"breach": "◆", "attention": "▲", "check": "≠", "no_data": "◌", "met": "●", "not_due": "", "exempt": ""}
ON_TIME, LATE, MISSING = "#8fa6bd", "#c2a86b", "#80909f55"  # of past days: told, and not shouted
QUIET = "#7d8b99"
FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif'
