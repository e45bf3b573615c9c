"""Colours and signs of the statuses, in light and dark. Normal is quiet; saturated colour only where somebody must act."""

from __future__ import annotations

STATUSES = ("breach", "attention", "check", "no_data", "met", "not_due", "exempt")  # the order of need
SIGNS = {"breach": "◆", "attention": "▲", "check": "≠", "no_data": "◌", "met": "●", "not_due": "", "exempt": ""}
LIGHT = {"breach": "#9b1c1c", "attention": "#8a5600", "met": "#1f5f99", "no_data": "#5f6b76"}
DARK = {"breach": "#ff5a4f", "attention": "#f0b429", "met": "#5aa9e6", "no_data": "#9aa5b1"}
QUIET = "#7d8b99"
FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif'
