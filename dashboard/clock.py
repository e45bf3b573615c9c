"""The one clock. Everything that needs to know the time asks here, so that a test, or a demonstration, can set it for all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_ahead = timedelta()
_standing_at: datetime | None = None


def now() -> datetime:
    """The present instant, in UTC."""
    return _standing_at or datetime.now(UTC) + _ahead


def set_to(instant: datetime) -> None:
    """Let the clock run on from `instant` (aware)."""
    global _ahead, _standing_at
    _ahead, _standing_at = instant - datetime.now(UTC), None


def stand_at(instant: datetime) -> None:
    """Let the clock stand at `instant` (aware), for a test that takes as long as it takes."""
    global _standing_at
    _standing_at = instant.astimezone(UTC)


def set_to_real_time() -> None:
    global _ahead, _standing_at
    _ahead, _standing_at = timedelta(), None
