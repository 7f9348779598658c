"""Night hours: when a school's servers may be asked, if the user wants them asked at night only."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.clock import OFFICE_ZONE
from crm.errors import UsageError
from crm.language import _

_HOURS = re.compile(r"\s*([01]?\d|2[0-3])(?:[:.]([0-5]\d))?\s*[-–]\s*([01]?\d|2[0-3])(?:[:.]([0-5]\d))?\s*")


@dataclass(frozen=True, slots=True)
class Night:
    """From `begins` to `ends`, in minutes of the office's day; most nights go past midnight."""

    begins: int
    ends: int

    def is_now(self, moment: datetime) -> bool:
        """Whether it is night at `moment`."""
        now = _minutes(moment)
        if self.begins < self.ends:
            return self.begins <= now < self.ends
        return now >= self.begins or now < self.ends

    def next(self, moment: datetime) -> datetime:
        """When it is night: at `moment` itself, or when the next one begins."""
        if self.is_now(moment):
            return moment
        local = moment.astimezone(OFFICE_ZONE)
        begins = local.replace(hour=self.begins // 60, minute=self.begins % 60, second=0, microsecond=0)
        return begins if begins > local else begins + timedelta(days=1)


def read_night(hours: str) -> Night:
    """The night in "22-6" or "23:30-05:00". Raises UsageError for anything else."""
    found = _HOURS.fullmatch(hours)
    begins, ends = (_minute(found, 1), _minute(found, 3)) if found else (0, 0)
    if begins == ends:
        raise UsageError(_("{hours} are no hours: give them like 22:00-06:00.").format(hours=hours[:40]))
    return Night(begins, ends)


def _minute(found: "re.Match[str]", group: int) -> int:
    return int(found[group]) * 60 + int(found[group + 1] or 0)


def _minutes(moment: datetime) -> int:
    local = moment.astimezone(OFFICE_ZONE)
    return local.hour * 60 + local.minute
