"""What a unit owes on the day: slots with their due instants, and whether they are exempt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.second.computation.known import Known, Row


@dataclass(frozen=True)
class Slot:
    number: int
    required: int
    due_at: datetime
    exempt: bool


def slots(known: Known, unit: str, measure_id: str) -> list[Slot]:
    """The unit's slots of the day in their order, exempt ones too; none where it does not report or the measure is inactive."""
    active = any(measure["measure_id"] == measure_id and measure["active"] for measure in known.rows["measure"])
    if not active or not known.units[unit]["reports"]:
        return []
    owed = []
    for row in _nearest_set(known, unit, measure_id):
        if row["required"] == 0 or (row["weekdays"] is not None and str(known.day.isoweekday()) not in row["weekdays"]):
            continue
        due_at = _due_at(known, row)
        owed.append(Slot(row["slot"], row["required"], due_at, _exempt(known, unit, measure_id, due_at)))
    return sorted(owed, key=lambda slot: slot.number)


def _nearest_set(known: Known, unit: str, measure_id: str) -> list[Row]:
    """The rows in force of the nearest unit upwards that has any: those that carry its latest effective_from."""
    rows = known.newest_of("requirement", ("org_unit_id", "slot", "effective_from"), lambda row: row["measure_id"] == measure_id)
    for place in known.upwards(unit):
        in_force = [
            row
            for row in rows.values()
            if row["org_unit_id"] == place
            and row["effective_from"] <= known.day
            and (row["effective_to"] is None or known.day <= row["effective_to"])
        ]
        if in_force:
            latest = max(row["effective_from"] for row in in_force)
            return [row for row in in_force if row["effective_from"] == latest]
    return []


def _due_at(known: Known, row: Row) -> datetime:
    due, window = _minute_of_day(row["due_time"]), row["window_start_time"]
    days_on, minute = divmod(due, 24 * 60)
    if window is not None and due <= _minute_of_day(window):
        days_on += 1
    on_the_wall = datetime.combine(known.day + timedelta(days=days_on), time(*divmod(minute, 60)), ZoneInfo(known.asked.zone))
    return on_the_wall.astimezone(UTC) + timedelta(minutes=row["grace_minutes"])


def _minute_of_day(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def _exempt(known: Known, unit: str, measure_id: str, due_at: datetime) -> bool:
    above = known.upwards(unit)
    return any(
        row["org_unit_id"] in above
        and row["measure_id"] in (None, measure_id)
        and row["from_at"] <= due_at
        and (row["until_at"] is None or due_at < row["until_at"])
        for row in known.newest_of("exemption", ("exemption_id",)).values()
    )
