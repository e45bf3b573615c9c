"""When: a business day, what was known, and the organisation's calendar. No SQL here, so that every room may use it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Moment:
    """Day D and knowledge T in the organisation's zone.

    `known_at` (T): rows recorded later do not exist. `state_at` (S) is the moment whose state is shown: T while the day is not
    over, else its end, so that a past day shows its end, corrected by what is known now.
    """

    day: date
    known_at: datetime
    timezone: str

    def __post_init__(self) -> None:
        # In UTC: two instants of one zone compare by their wall clocks, and an hour that comes twice would be one.
        object.__setattr__(self, "known_at", self.known_at.astimezone(UTC))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def starts_at(self) -> datetime:
        return midnight(self.day, self.zone)

    @property
    def ends_at(self) -> datetime:
        """24:00 of the day, which is 00:00 of the next: 23, 24 or 25 hours after its start."""
        return midnight(self.day + timedelta(days=1), self.zone)

    @property
    def is_over(self) -> bool:
        return self.known_at >= self.ends_at

    @property
    def is_today(self) -> bool:
        return self.known_at.astimezone(self.zone).date() == self.day

    @property
    def state_at(self) -> datetime:
        """S to which minutes run, and at which what is due or over by then is so: 24:00 once the day is over."""
        return min(self.known_at, self.ends_at)

    @property
    def last_moment(self) -> datetime:
        """S for what begins and ends: what begins at 24:00 has not begun, and what lasts until then still holds."""
        return min(self.known_at, self.ends_at - timedelta(microseconds=1))

    def on(self, day: date) -> Moment:
        """Another day, with the same knowledge."""
        return Moment(day, self.known_at, self.timezone)

    def earlier(self, hours: float) -> Moment:
        """The day as it was known so many hours before S."""
        return Moment(self.day, min(self.known_at, self.state_at - timedelta(hours=hours)), self.timezone)

    def weekday(self, day: date) -> str:
        """1 Monday to 7 Sunday."""
        return str(day.isoweekday())

    def due(self, due: DueTime, day: date) -> datetime | None:
        """The instant at which what falls due so does on `day`; None where it never does."""
        return due.on(day, self.zone)

    def days_back(self, count: int) -> tuple[date, ...]:
        """The last `count` days, oldest first, this day included."""
        return tuple(self.day - timedelta(days=back) for back in range(count - 1, -1, -1))


@dataclass(frozen=True, slots=True, order=True)
class DueTime:
    """When a slot is due: `HH:MM` of the day or of the next, plus minutes of grace."""

    due_time: str
    next_day: bool
    grace_minutes: int

    def on(self, day: date, zone: ZoneInfo) -> datetime | None:
        """The due instant on `day`; None where the text is no time, which is never due."""
        try:
            hours, minutes = (int(part) for part in self.due_time.split(":"))
            minute_of_day = hours * 60 + minutes
            if not (0 <= minutes < 60 and 0 <= minute_of_day <= 24 * 60):
                return None
            extra_days, minute_of_day = divmod(minute_of_day, 24 * 60)
            wall = time(*divmod(minute_of_day, 60))
            on_the_wall = datetime.combine(day + timedelta(days=extra_days + self.next_day), wall, zone)
            return on_the_wall.astimezone(UTC) + timedelta(minutes=self.grace_minutes)
        except (ValueError, OverflowError):
            return None


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """00:00 of the day as an instant in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
