"""A world for the map: one post of each state far from the others, told in all three systems, some nowhere, and places under control."""

from __future__ import annotations

from typing import Any

import numpy as np

from data_access.contract import checkpoint, control_status, daily_report, duty_shift, org_unit, requirement
from data_access.coordinates import from_wgs84
from tests.world import DAY, DAY_BEFORE, at

PLACES = {  # id -> longitude, latitude (WGS-84), the system it is told in, the state it comes to at 20:00
    "MANNED": (108.95, 34.26, "wgs84", "manned"),
    "UNMANNED": (107.03, 33.07, "gcj02", "unmanned"),
    "SHORT": (109.73, 38.28, "bd09", "understaffed"),
    "UNKNOWN": (109.03, 32.69, None, "unknown"),
    "OFF": (107.24, 34.36, "gcj02", "off"),
    "CLOSED": (109.49, 36.59, "wgs84", "closed"),
}
NOWHERE = {"SWAPPED": (34.2, 108.9), "MISSING": (None, None), "SEA": (0.0, 0.0), "FAR": (108.9, 3.42)}
CROWD = ((110.00, 33.55), (110.0003, 33.5503), (110.0001, 33.5499))  # three at one gate: one of them unmanned
ONE_GATE = (107.60, 33.90)  # three posts at the very same place
HOSTILE = "<b>@@=alert(1)</b>"


def _unit(unit: str, area: str | None = None, **more: Any) -> dict[str, Any]:
    plain = {
        "org_unit_id": unit,
        "parent_id": "G",
        "kind": "site",
        "name_zh": f"{unit}号矿",
        "area": area,
        "reports": True,
        "sort_order": 1,
    }
    return plain | more


def _post(post: str, lon: float | None, lat: float | None, crs: str | None = None, **more: Any) -> dict[str, Any]:
    if lon and crs:
        (lon,), (lat,) = (tuple(map(float, values)) for values in from_wgs84(lon, lat, crs))
    unit = "A" if post == "MANNED" else "B"
    plain = {"checkpoint_id": post, "org_unit_id": unit, "name_zh": f"{post}门", "kind": "gate", "staffed_24h": True, "required_staff": 2}
    return plain | {"longitude": lon, "latitude": lat, "crs": crs} | more


def _shift(post: str, **more: Any) -> dict[str, Any]:
    plain = {
        "shift_id": f"S-{post}",
        "revision": 1,
        "recorded_at": at(16),
        "org_unit_id": "A" if post == "MANNED" else "B",
        "checkpoint_id": post,
    }
    times = {"starts_at": at(16), "ends_at": at(23), "team": "security", "planned_staff": 2, "signed_in_at": at(16), "present_staff": 2}
    return plain | times | more


ROWS: dict[Any, list[dict[str, Any]]] = {
    org_unit: [
        {"org_unit_id": "G", "kind": "group", "name_zh": "集团", "reports": False, "sort_order": 0},
        _unit("A", "city", longitude=108.96, latitude=34.20, adcode="610113"),
        _unit("B", "county", longitude=108.30, latitude=33.30),
        _unit("C", "county", longitude=107.90, latitude=35.20, staff_count=10),
        _unit("D", "county", longitude=108.10, latitude=34.55, adcode="610424"),
    ],
    checkpoint: [
        *(_post(post, lon, lat, crs) for post, (lon, lat, crs, _) in PLACES.items() if post not in ("OFF", "CLOSED")),
        _post("OFF", *PLACES["OFF"][:3], staffed_24h=False, kind="road"),
        _post("CLOSED", *PLACES["CLOSED"][:3], closed_at=at(12), kind="tent"),
        *(_post(post, lon, lat) for post, (lon, lat) in NOWHERE.items()),
        *(_post(f"SAME-{number}", *ONE_GATE, kind="isolation_point") for number in range(3)),
        *(_post(f"CROWD-{number}", lon, lat, kind="testing_point", name_zh=HOSTILE) for number, (lon, lat) in enumerate(CROWD)),
    ],
    duty_shift: [
        _shift("MANNED", last_confirmed_at=at(19), recorded_at=at(19)),
        _shift("SHORT", last_confirmed_at=at(19), recorded_at=at(19), present_staff=1),
        _shift("UNKNOWN", signed_in_at=at(14), starts_at=at(14)),
        *(_shift(f"CROWD-{number}", last_confirmed_at=at(19), recorded_at=at(19)) for number in (1, 2)),
    ],
    control_status: [
        {"control_id": "K1", "revision": 1, "org_unit_id": "A", "place_name": "城南", "level": "sealed", "since_at": at(8)},
        {
            "control_id": "K2",
            "revision": 1,
            "org_unit_id": "B",
            "place_name": "矿区",
            "level": "controlled",
            "since_at": at(8),
            "longitude": 108.6,
            "latitude": 35.9,
        },
    ],
    requirement: [
        {
            "org_unit_id": "G",
            "measure_id": "daily_report",
            "slot": 1,
            "effective_from": DAY_BEFORE,
            "revision": 1,
            "due_time": "17:00",
            "grace_minutes": 0,
            "required": 1,
        }
    ],
    daily_report: [
        {"org_unit_id": unit, "report_date": DAY, "revision": 1, "recorded_at": at(16)}
        | {"home_isolation": some, "central_isolation": 0, "confirmed": 0, "suspected": 0, "fever": 0}
        for unit, some in (("A", 4), ("D", 0))
    ],
}


def many(posts: int) -> dict[Any, list[dict[str, Any]]]:
    """So many checkpoints of fifty units, each with somebody there."""
    chance = np.random.default_rng(5)
    units = [
        {"org_unit_id": f"U{n}", "parent_id": None, "kind": "site", "name_zh": f"第{n}矿业分公司", "reports": True, "sort_order": n}
        | {"area": "city" if n % 3 == 0 else "county", "longitude": 107 + n % 10 * 0.25, "latitude": 33 + n // 10 * 0.6}
        for n in range(50)
    ]
    rows = [
        {"checkpoint_id": f"C-{n:05}", "org_unit_id": f"U{n % 50}", "name_zh": f"{n}号进场路口卡点", "kind": "road", "staffed_24h": True}
        | {"required_staff": 2, "longitude": round(107 + 3 * chance.random(), 6), "latitude": round(33 + 2.5 * chance.random(), 6)}
        for n in range(posts)
    ]
    shifts = [
        {"shift_id": f"S-{n}", "revision": 1, "recorded_at": at(19, n % 60), "org_unit_id": f"U{n % 50}", "checkpoint_id": f"C-{n:05}"}
        | {
            "starts_at": at(16),
            "ends_at": at(23),
            "team": "security",
            "planned_staff": 2,
            "signed_in_at": at(16, n % 50),
            "present_staff": 2,
        }
        | {"last_confirmed_at": at(19, n % 60)}
        for n in range(posts)
        if n % 40
    ]
    return {org_unit: units, checkpoint: rows, duty_shift: shifts}
