"""The clock is injected: whoever needs the time is given one of these."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Europe/Amsterdam")
"""Moments are stored in UTC and shown here; "today" is the office's day."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        ...

    def today(self) -> date:
        """The day in the office's zone."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The day in the office's zone."""
        return self.now().astimezone(OFFICE_ZONE).date()


@dataclass(frozen=True, slots=True)
class EarlierClock:
    """The computer's own clock, so many days back: for what is shown as it was then, as the demo's first crawl is."""

    days: int

    def now(self) -> datetime:
        """The moment so many days ago, in UTC."""
        return datetime.now(UTC) - timedelta(days=self.days)

    def today(self) -> date:
        """The day so many days ago, in the office's zone."""
        return self.now().astimezone(OFFICE_ZONE).date()


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still until it is set: for tests, pictures and "what is due on that day"."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.moment.astimezone(UTC)

    def today(self) -> date:
        """The day it stands at, in the office's zone."""
        return self.moment.astimezone(OFFICE_ZONE).date()


def school_year(day: date) -> str:
    """The school year a day falls in: "2026-2027" from 1 September 2026 to 31 August 2027."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}-{first + 1}"
