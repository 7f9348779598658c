"""How often a page is asked follows how often it changes: it rests as long as it is known to have stayed the same."""

from datetime import date, datetime

from crm.clock import OFFICE_ZONE

LONGEST = 8
"""Times its source's interval that a page rests at most: what never changes is looked at all the same."""


def rest_when_new(before: int | None, every_days: int) -> int:
    """Days a page rests whose body is new: half of what it rested `before`, at least half its source's interval."""
    shortest = max(1, every_days // 2)
    return every_days if before is None else max(shortest, min(before, LONGEST * every_days) // 2)


def rest_when_same(before: int | None, every_days: int, read_at: datetime | None, now: datetime) -> int:
    """Days a page rests whose body is still that of `read_at`: as long again, at most `LONGEST` intervals."""
    same = (now - read_at).days if read_at is not None else 0
    return min(max(before or every_days, same), LONGEST * every_days)


def is_due(asked_at: datetime | None, rest_days: int | None, today: date) -> bool:
    """Whether a page is worth asking `today`; one that never answered always is."""
    if asked_at is None or rest_days is None:
        return True
    return (today - asked_at.astimezone(OFFICE_ZONE).date()).days >= rest_days
