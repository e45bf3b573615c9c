"""An organisation whose every free text was written by somebody who wishes us ill, or who is merely odd; and it has something of everything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from data_access.contract import (
    checkpoint,
    control_status,
    daily_report,
    directive,
    directive_receipt,
    duty_shift,
    exemption,
    import_batch,
    inspection,
    liaison,
    measure,
    measure_record,
    notice,
    org_unit,
    production_day,
    requirement,
    stock_day,
    supply_item,
    supply_order,
    testing_progress,
    testing_round,
)
from tests.world import DAY, DAY_BEFORE, at

TEXTS = (
    '<img src=x onerror="window.hit=1"><b>bold</b>',
    "![x](http://192.0.2.1/x.png) [a](javascript:window.hit=1) **b** :red[c] $d$",
    '=HYPERLINK("http://192.0.2.1/","x")',
    "@@type=ScatterplotLayer",
    "@@=window.hit=1",
    "</script><script>window.hit=1</script>",
    "</td></table><iframe src=http://192.0.2.1/>",
    "{ $x } {0} %s {{name}} ${window.hit=1} { -brand }",
    "right \u202eot left\u202c",
    "zero\u200bwidth\ufeff=1",
    "two\nlines\tand a tab",
    "超" * 60,
    "W" * 60,
    "🚧👨‍👩‍👧‍👦 :sun: :material/home:",
    "\"'`’”\\ &amp; &lt;",
    "-1+1|cmd",
    "＝1+1",
    "javascript:window.hit=1//http://192.0.2.1",
)
LONGEST_ID = 64


def ids(count: int) -> list[str]:
    """Ids that are as hostile as a column takes."""
    return [f"{text}{place}"[:LONGEST_ID] if len(text) < LONGEST_ID - 3 else f"{text[:50]}{place}" for place, text in enumerate(TEXTS)][
        :count
    ]


UNITS = ids(len(TEXTS))
PLACE = {"longitude": 108.9, "latitude": 34.2}


def rows() -> dict[sa.Table, list[dict[str, Any]]]:
    """Each unit bears one of the texts as its name, and one of each table's rows bears each."""
    numbered = list(enumerate(zip(UNITS, TEXTS, strict=True)))
    return {
        org_unit: [
            {
                "org_unit_id": unit,
                "parent_id": UNITS[0] if number and number % 3 else None,
                "kind": "site",
                "name_zh": text,
                "name_en": text if number % 2 else None,
                "area": "city" if number % 2 else "county",
                "staff_count": 10,
                "dependant_count": 5,
                "contact_name": text,
                "contact_phone": text,
                "reports": True,
                "sort_order": number,
                "longitude": 108.9 + number / 50,
                "latitude": 34.2,
            }
            for number, (unit, text) in numbered
        ],
        measure: [
            {"measure_id": f"{text}"[:50], "name_zh": text, "name_en": text, "unit_zh": text, "unit_en": text}
            | {"amber_below": 0.9, "red_below": 0.5, "sort_order": 100 + number, "active": True}
            for number, text in enumerate(TEXTS[:6])
        ],
        requirement: [
            {"org_unit_id": unit, "measure_id": measure_id, "slot": 1, "effective_from": DAY_BEFORE, "revision": 1}
            | {"due_time": "12:00", "grace_minutes": 0, "required": 2}
            for unit in UNITS
            for measure_id in ("daily_report", "disinfection", *(text[:50] for text in TEXTS[:6]))
        ],
        exemption: [
            {
                "exemption_id": UNITS[1],
                "revision": 1,
                "org_unit_id": UNITS[1],
                "from_at": at(8),
                "reason": TEXTS[1],
                "approved_by": TEXTS[0],
            }
        ],
        daily_report: [
            {"org_unit_id": unit, "report_date": DAY, "revision": 1, "recorded_at": at(13), "remark": text, "submitted_by": text}
            | {
                "fever": number % 2,
                "suspected": 0,
                "confirmed": number % 3 == 0,
                "health_due": 3,
                "health_monitored": 4 if number == 7 else 2,
            }
            for number, (unit, text) in numbered
            if number % 4
        ],
        measure_record: [
            {"org_unit_id": unit, "measure_id": text[:50], "record_date": DAY, "slot": 1, "revision": 1, "done": number % 3}
            | {"recorded_at": at(11), "submitted_by": text}
            for number, (unit, _) in numbered
            for text in TEXTS[:6]
        ],
        testing_round: [
            {"round_id": UNITS[number], "round_no": number, "name_zh": TEXTS[number], "name_en": TEXTS[number]}
            | {"starts_at": at(number, day=DAY if number == 3 else DAY_BEFORE), "ends_at": at(23)}
            for number in range(4)
        ],
        testing_progress: [
            {"round_id": UNITS[3], "org_unit_id": unit, "population": "staff", "revision": 1, "recorded_at": at(14)}
            | {"target": 10, "sampled": number % 11, "resulted": 0, "positive": 0}
            for number, (unit, _) in numbered
        ],
        supply_item: [
            {"item_id": text[:50], "name_zh": text, "name_en": text, "category": "living", "unit_zh": text, "unit_en": text}
            | {"min_days": 3, "target_days": 7, "sort_order": number}
            for number, text in enumerate(TEXTS[:6])
        ],
        stock_day: [
            {"org_unit_id": unit, "item_id": text[:50], "stock_date": DAY - timedelta(days=back), "revision": 1, "received": 0, "issued": 5}
            | {"on_hand": number * 5 + 5 * back, "recorded_at": at(9)}
            for number, (unit, _) in numbered
            for text in TEXTS[:6]
            for back in range(5)
        ],
        supply_order: [
            {"order_id": unit, "org_unit_id": unit, "item_id": TEXTS[0][:50], "quantity": 7, "ordered_at": at(9)} for unit in UNITS
        ],
        checkpoint: [
            {"checkpoint_id": unit, "org_unit_id": unit, "name_zh": text, "name_en": text if number % 2 else None, "kind": "gate"}
            | {"staffed_24h": True, "required_staff": 2, **(PLACE if number else {}), "latitude": 34.2 + number / 50 if number else None}
            for number, (unit, text) in numbered
        ],
        duty_shift: [
            {"shift_id": unit, "revision": 1, "org_unit_id": unit, "checkpoint_id": post, "starts_at": at(8), "ends_at": at(22)}
            | {"team": "duty_desk", "leader": text, "planned_staff": 2, "present_staff": number % 3}
            | {"signed_in_at": at(9) if number % 2 else None, "last_confirmed_at": at(19, 30) if number % 2 else None}
            for number, (unit, text) in numbered
            for post in (None if number % 5 == 0 else unit,)
        ],
        directive: [
            {
                "directive_id": unit,
                "issued_by": text,
                "title_zh": text,
                "title_en": text,
                "issued_at": at(9, day=DAY_BEFORE),
                "due_at": at(9),
            }
            for unit, text in zip(UNITS, TEXTS, strict=True)
        ],
        directive_receipt: [
            {"directive_id": UNITS[number], "org_unit_id": unit, "revision": 1, "received_at": at(10, day=DAY_BEFORE)}
            for number, unit in enumerate(UNITS)
        ],
        production_day: [
            {"org_unit_id": unit, "production_date": DAY, "product": text[:60], "revision": 1, "unit_of_measure": text}
            | {"planned_output": 10, "actual_output": number, "recorded_at": at(12)}
            for number, (unit, text) in numbered
        ],
        control_status: [
            {"control_id": unit, "revision": 1, "org_unit_id": unit, "place_name": text, "level": "sealed", "since_at": at(8)}
            | {"instructed_by": text, **PLACE}
            for unit, text in zip(UNITS, TEXTS, strict=True)
        ],
        inspection: [
            {"inspection_id": unit, "revision": 1, "org_unit_id": unit, "inspected_at": at(10), "inspector": text, "mode": "visit"}
            | {"finding": text, "severity": "attention", "due_on": DAY}
            for unit, text in zip(UNITS, TEXTS, strict=True)
        ],
        liaison: [
            {"liaison_id": unit, "org_unit_id": unit, "counterpart": text, "contacted_at": at(10), "mode": "phone", "content": text}
            | {"provided": text}
            for unit, text in zip(UNITS, TEXTS, strict=True)
        ],
        notice: [
            {"notice_id": unit, "published_at": at(9), "title": text, "body": text, "source": text, "level": "attention"}
            for unit, text in zip(UNITS, TEXTS, strict=True)
        ],
        import_batch: [
            {"batch_id": unit, "source_name": text, "sha256": "0" * 64, "imported_at": at(9), "imported_by": text}
            | dict.fromkeys(("rows_inserted", "rows_revised", "rows_unchanged", "rows_rejected"), 1)
            for unit, text in zip(UNITS, TEXTS, strict=True)
        ],
    }
