"""When a course is given: its next runs, from the first that a place can still be had in."""

from datetime import date, timedelta
from functools import lru_cache

from crm.calendar.courses import windows
from crm.calendar.days import OnesDays
from crm.calendar.holidays import Span
from crm.calendar.period_words import Part, parts_of
from crm.calendar.school import SchoolCalendar, first_year_of
from crm.calendar.stretches import key_of_part

YEARS = 3
"""School years that are looked ahead, this one included."""


@lru_cache(maxsize=4_096)
def runs(calendar: SchoolCalendar, period: str | None, on: date, fill_by: date | None = None) -> tuple[Span, ...]:
    """The runs of a course given in `period` (as published) in which a place can still be arranged, in order.

    Empty where its period is not known, or names no part of a year.
    """
    first = first_year_of(on)
    spans = {
        span
        for part in parts_of(period or "")
        for year in range(first, first + YEARS)
        if (span := _span(calendar, part, year)) is not None
    }
    starts = windows(OnesDays.of(calendar, None), period, on, fill_by, None).starts
    coming = (span for span in spans if starts is not None and span.starts >= starts)
    return tuple(sorted(coming, key=lambda one: (one.starts, one.ends)))


@lru_cache(maxsize=4_096)
def fill_by_of(calendar: SchoolCalendar, period: str | None, on: date, fill_by: date | None = None) -> date | None:
    """The last sensible day to arrange a place in the next run, where it is known."""
    fill = windows(OnesDays.of(calendar, None), period, on, fill_by, None).fill
    return None if fill is None else fill.last


def _span(calendar: SchoolCalendar, part: Part, first_year: int) -> Span | None:
    if part.sort == "year":
        starts = calendar.pattern.monday(first_year)
        return Span(starts, starts + timedelta(weeks=44, days=-1))
    if part.sort == "month":
        starts = date(first_year if part.number >= 8 else first_year + 1, part.number, 1)
        return Span(starts, (starts + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    key = key_of_part(part, calendar.pattern)
    found = next((one for one in calendar.year(first_year) if one.key == key), None)
    return None if found is None else Span(found.starts, found.ends)
