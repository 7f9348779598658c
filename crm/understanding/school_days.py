"""A person's school calendar, as the reader of days asks it: "na de herfstvakantie", "in blok 3"."""

import re
from datetime import date

from crm.calendar.courses import start_of
from crm.calendar.days import OnesDays
from crm.calendar.period_words import parts_of
from crm.calendar.school import first_year_of
from crm.understanding.mentions import Calendar

_CALLED = {"spring": "spring break", "may": "may break", "holiday": "vakantie"}
"""Names of stretches as the calendar calls them, where those differ."""


def asked_of(days: OnesDays) -> Calendar:
    """The calendar of somebody's days: the first of them after a stretch by name, or in a block."""

    def first_day(name: str, day: date) -> date | None:
        block = re.fullmatch(r"block (\d)", name)
        if block is not None:
            return _start(days, f"blok {block[1]}", day)
        return days.after(_CALLED.get(name, name).removeprefix("after "), day)

    return first_day


def _start(days: OnesDays, words: str, day: date) -> date | None:
    """The first day from `day` on that a part of the school year begins."""
    first = first_year_of(day)
    starts = (start_of(days.calendar, part, year) for year in (first, first + 1) for part in parts_of(words))
    return next((start for start in starts if start is not None and start >= day), None)
