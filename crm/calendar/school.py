"""One school's calendar: which days are lessons, exams or holidays, and the first day after a break."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from crm.calendar.holidays import breaks, public_holidays
from crm.calendar.patterns import Pattern, break_words, pattern
from crm.calendar.period_words import parts_of
from crm.calendar.stretches import Stretch, key_of_part, year_of
from crm.text import fold
from crm.words import Level, SchoolTime

WORKING_DAYS = frozenset(range(5))
"""Monday to Friday."""

SEARCHED_DAYS = 200
"""How far ahead a sensible day is looked for: beyond any holiday."""


def first_year_of(day: date) -> int:
    """The year in which the school year of a day begins: from 1 August, when the first schools start again."""
    return day.year if day.month >= 8 else day.year - 1


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The calendar of a school of that level in that holiday region, with what it typed itself."""

    level: Level | None = None
    region: str = "noord"
    own: tuple[Stretch, ...] = field(default=(), repr=False)

    @property
    def pattern(self) -> Pattern:
        """How its years usually run."""
        return pattern(self.level)

    def year(self, first_year: int) -> tuple[Stretch, ...]:
        """The stretches of the school year that begins in `first_year`, by their first day."""
        return year_of(self.level, self.region, first_year, self.own)

    def around(self, day: date) -> Iterator[Stretch]:
        """The stretches of the school year of a day, and of the one before (its summer) and the next, in order."""
        first = first_year_of(day)
        for year in (first - 1, first, first + 1):
            yield from self.year(year)

    def closed_by(self, day: date) -> Stretch | None:
        """The holiday or the exams that a day is in, or None."""
        first = first_year_of(day)
        stretches = (one for year in (first - 1, first) for one in self.year(year))
        return next((one for one in stretches if one.kind is not SchoolTime.PERIOD and day in one), None)

    def is_free(self, day: date) -> bool:
        """Whether nobody is at school: weekend, public holiday or school holiday."""
        return day.toordinal() in _closed(self, day.year)[0]

    def is_sensible(self, day: date) -> bool:
        """Whether somebody may be approached: a school day outside exam weeks."""
        free, exams = _closed(self, day.year)
        return day.toordinal() not in free and day.toordinal() not in exams

    def lesson_days(self, since: date, until: date) -> int:
        """Days from `since` to `until` that are in no holiday and no exam week, weekends between lessons included.

        What a lead's days in its stage are counted in: they stand still while nobody can answer.
        """
        if until <= since:
            return 0
        days = _standing(self, since.year, until.year)
        return bisect_right(days, until.toordinal() - 1) - bisect_right(days, since.toordinal() - 1)

    def after(self, words: str, day: date) -> date | None:
        """The first school day after a break, the exams or a period by name, the next one to end from `day` on.

        "herfstvakantie", "de kerst", "toetsweek", "blok 3"; None for words that name none. A holiday that this school
        does not keep is the region's.
        """
        ends = self._end_of(fold(words).removeprefix("de ").removeprefix("het ").removeprefix("the "), day)
        if ends is None:
            return None
        return next((one for n in range(1, SEARCHED_DAYS) if not self.is_free(one := ends + timedelta(days=n))), None)

    def _end_of(self, words: str, day: date) -> date | None:
        name = break_words().get(words)
        if name is None:
            keys = {key_of_part(part, self.pattern) for part in parts_of(words)} - {None}
            return self._next_end(day, lambda one: one.key in keys) if keys else None
        if name == "exams":
            return self._next_end(day, lambda one: one.kind is SchoolTime.EXAMS)
        found = self._next_end(day, lambda one: one.key == name)
        if found is not None:
            return found
        first = first_year_of(day)
        years = (breaks(year, self.region)[name] for year in (first - 1, first, first + 1))
        return next((span.ends for span in years if span.ends >= day), None)

    def _next_end(self, day: date, wanted: Callable[[Stretch], bool]) -> date | None:
        return min((one.ends for one in self.around(day) if one.ends >= day and wanted(one)), default=None)

    def next_start(self, day: date) -> Stretch | None:
        """The next period, of the level's main sort, to start after a day."""
        main = f"{self.pattern.sort(self.pattern.main)}-"
        coming = (one for one in self.around(day) if one.starts > day and one.key.startswith(main))
        return next(coming, None)


@lru_cache(maxsize=512)
def _closed(calendar: SchoolCalendar, year: int) -> tuple[frozenset[int], frozenset[int]]:
    """Ordinals of the days of a calendar year on which nobody is at school, and of those in exam weeks."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    public = public_holidays(year)
    free = {one.toordinal() for one in days if one.weekday() not in WORKING_DAYS or one in public}
    exams: set[int] = set()
    for first in (year - 2, year - 1, year):
        for one in calendar.year(first):
            if one.kind is not SchoolTime.PERIOD:
                into = free if one.kind is SchoolTime.HOLIDAY else exams
                into |= set(range(one.starts.toordinal(), one.ends.toordinal() + 1))
    return frozenset(free), frozenset(exams)


@lru_cache(maxsize=256)
def _standing(calendar: SchoolCalendar, first: int, last: int) -> list[int]:
    """Ordinals, in order, of the days of those calendar years that are in no holiday and no exam week."""
    shut: set[int] = set()
    for year in range(first - 2, last + 1):
        for one in calendar.year(year):
            if one.kind is not SchoolTime.PERIOD:
                shut |= set(range(one.starts.toordinal(), one.ends.toordinal() + 1))
    return [n for n in range(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1) if n not in shut]
