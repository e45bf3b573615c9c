"""The briefing as JSON, by the published interface: nothing rounded, what does not exist is null."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from dashboard.choice import Choice
from dashboard.indicators.figure import Cell, Figure
from dashboard.situation import Situation
from dashboard.texts import Words
from dashboard.units import Units
from dashboard.wording import reason_text
from data_access.moment import Moment

SCHEMA = 1


def as_json(situation: Situation, choice: Choice, units: Units, words: Words) -> str:
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
        "proposals": [],
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
