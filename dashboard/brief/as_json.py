"""The briefing as JSON, by the published interface: nothing rounded, what does not exist is null."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from dashboard.choice import Choice
from dashboard.indicators.figure import Cell, Figure
from dashboard.indicators.trend import Trend
from dashboard.situation import Situation
from dashboard.texts import Words
from dashboard.units import Units
from dashboard.wording import reason_text
from data_access.moment import Moment

SCHEMA = 1


def as_json(situation: Situation, trends: Sequence[Trend], choice: Choice, units: Units, words: Words) -> str:
    moment = situation.moment
    brief = {
        "schema": SCHEMA,
        "day": moment.day.isoformat(),
        "as_of": _instant(moment.known_at, moment),
        "language": words.language,
        "scope": {"units": list(choice.units), "area": choice.area},
        "figures": [_figure(figure, moment) for figure in situation.figures],
        "cells": [_cell(cell, moment) for cell in situation.cells],
        "attention": [
            {
                "org_unit_id": line.cell.org_unit_id,
                "subject": line.subject,
                "status": line.cell.status,
                "since": _instant(line.cell.since, moment),
                "overdue_minutes": line.cell.overdue_minutes,
                "text": f"{units.label(line.cell.org_unit_id)} {reason_text(line.cell, situation, words)}",
            }
            for line in situation.attention
        ],
        "silent": list(situation.silent.org_unit_id),
        "proposals": [
            {
                "item_id": one.item_id,
                "from": one.giver,
                "to": one.receiver,
                "quantity": one.quantity,
                "days_before": one.days_before,
                "days_after": one.days_after,
                "km": one.km,
            }
            for one in situation.proposals
        ],
        "both_hands": [
            {"org_unit_id": one.org_unit_id, "hand": one.hand, "measures_in_breach": list(one.measures_in_breach)}
            for one in situation.both_hands
        ],
        "trends": [_trend(one) for one in trends],
        "not_supplied": sorted(situation.absent),
    }
    return json.dumps(brief, ensure_ascii=False, indent=1)


def _figure(figure: Figure, moment: Moment) -> dict[str, Any]:
    return {
        "id": figure.id,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "unknown": figure.unknown,
        "checks": figure.checks,
        "value": figure.value,
        "unit": figure.unit,
        "status": figure.status,
        "confidence": figure.confidence,
        "data_time": _instant(figure.data_time, moment),
    }


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "id": trend.figure_id,
        "seven_days": trend.seven_days,
        "change": trend.change and asdict(trend.change),
        "points": [
            {"day": one.day.isoformat(), "numerator": one.numerator, "denominator": one.denominator, "value": one.value, "over": one.over}
            if one.valid
            else {"day": one.day.isoformat(), "numerator": None, "denominator": None, "value": None, "over": one.over}
            for one in trend.points
        ],
    }


def _cell(cell: Cell, moment: Moment) -> dict[str, Any]:
    return {
        "org_unit_id": cell.org_unit_id,
        "measure_id": cell.measure_id,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "unknown": cell.unknown,
        "checks": cell.checks,
        "value": cell.value,
        "status": cell.status,
        "since": _instant(cell.since, moment),
    }


def _instant(instant: datetime | None, moment: Moment) -> str | None:
    return None if instant is None else instant.astimezone(moment.zone).isoformat()
