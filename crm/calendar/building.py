"""A school's calendar made of what the database says of it, whoever read that."""

from collections.abc import Iterable
from datetime import date

from crm.calendar.holidays import region_of
from crm.calendar.school import SchoolCalendar
from crm.calendar.stretches import Stretch, key_of
from crm.words import Level, SchoolTime

Typed = tuple[int, SchoolTime, str, date, date]
"""A stretch that somebody typed: school, what it is, its name, first and last day."""


def built(schools: Iterable[tuple[int, Level | None, str]], typed: Iterable[Typed]) -> dict[int, SchoolCalendar]:
    """The calendar of each school, given as (id, level, domain)."""
    known = {school: (level, domain) for school, level, domain in schools}
    own: dict[int, list[Stretch]] = {}
    for school, kind, name, starts, ends in typed:
        if school in known:
            key = key_of(kind, name, known[school][0])
            own.setdefault(school, []).append(Stretch(kind, key, name, starts, ends, own=True))
    return {
        school: SchoolCalendar(level, region_of(domain), tuple(own.get(school, ())))
        for school, (level, domain) in known.items()
    }
