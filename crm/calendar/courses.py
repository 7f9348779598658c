"""*Fill by* and *room by* of a course: until when a place in it, and a lasting place in its programme, can be had."""

from dataclasses import dataclass
from datetime import date, timedelta

from crm.calendar.days import OnesDays
from crm.calendar.period_words import Part, parts_of
from crm.calendar.school import SchoolCalendar, first_year_of
from crm.calendar.stretches import key_of_part


@dataclass(frozen=True, slots=True)
class Window:
    """When something can be arranged: from the one day to the other. `last` is the last sensible day of it."""

    opens: date
    by: date
    last: date
    own: bool = False
    """The school's own date, and not the rule's."""

    def __contains__(self, day: date) -> bool:
        """Whether the day is in it."""
        return self.opens <= day <= self.by


@dataclass(frozen=True, slots=True)
class CourseWindows:
    """The next windows of a course from some day on. `starts` is when the period begins for which a place is sought."""

    fill: Window | None
    room: Window
    starts: date | None = None


def windows(days: OnesDays, period: str | None, on: date, fill_by: date | None, room_by: date | None) -> CourseWindows:
    """The windows of a course given in `period` (as published) that are open on `on` or open next.

    `fill_by` and `room_by` are the school's own dates, and win as long as they are not past. A course whose period is
    not known has no fill window, unless the school gave a date: when it starts cannot be said.
    """
    by = days.calendar.pattern
    length = timedelta(weeks=by.fill_window)
    starts = _next_start(days, period, on)
    if fill_by is not None and fill_by >= on:
        fill: Window | None = Window(fill_by - length, fill_by, days.last_sensible_day(fill_by), own=True)
    elif starts is not None:
        last = days.last_sensible_day(starts - timedelta(weeks=by.fill_weeks))
        fill = Window(last - length, last, last)
    else:
        fill = None
    return CourseWindows(fill, _room(days, on, room_by), starts)


def _room(days: OnesDays, on: date, room_by: date | None) -> Window:
    by = days.calendar.pattern
    if room_by is not None and room_by >= on:
        opens = min(date.fromisoformat(f"{room_by.year}-{by.room_from}"), room_by)
        return Window(opens, room_by, days.last_sensible_day(room_by), own=True)
    ends = {year: days.last_sensible_day(date.fromisoformat(f"{year}-{by.room_by}")) for year in (on.year, on.year + 1)}
    usual = (Window(date.fromisoformat(f"{year}-{by.room_from}"), last, last) for year, last in ends.items())
    first, then = usual
    return first if first.by >= on else then


def _next_start(days: OnesDays, period: str | None, on: date) -> date | None:
    """The first day of the next period of the course of which the last sensible day has not passed."""
    first = first_year_of(on)
    ahead = timedelta(weeks=days.calendar.pattern.fill_weeks)
    starts = sorted(
        day
        for part in parts_of(period or "")
        for year in (first, first + 1, first + 2)
        if (day := start_of(days.calendar, part, year)) is not None and day - ahead >= on
    )
    return next((day for day in starts if days.last_sensible_day(day - ahead) >= on), None)


def start_of(calendar: SchoolCalendar, part: Part, first_year: int) -> date | None:
    """The first day of a part of the school year that begins in `first_year`; None where its calendar has no such."""
    if part.sort == "year":
        return calendar.pattern.monday(first_year)
    if part.sort == "month":
        return date(first_year if part.number >= 8 else first_year + 1, part.number, 1)
    key = key_of_part(part, calendar.pattern)
    return next((one.starts for one in calendar.year(first_year) if one.key == key), None)
