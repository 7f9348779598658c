"""On which days somebody may be approached: their own working days, within their school's calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm.calendar.school import SEARCHED_DAYS, WORKING_DAYS, SchoolCalendar


@dataclass(frozen=True, slots=True)
class OnesDays:
    """Somebody's days. `works_on` are weekdays, Monday 0; all of Monday to Friday where nobody said."""

    calendar: SchoolCalendar
    works_on: frozenset[int] = WORKING_DAYS

    @classmethod
    def of(cls, calendar: SchoolCalendar, works_on: Sequence[int] | None) -> "OnesDays":
        """The days of who works on those weekdays; None or none: on all of them."""
        return cls(calendar, frozenset(works_on) & frozenset(range(7)) or WORKING_DAYS if works_on else WORKING_DAYS)

    def is_working_day(self, day: date) -> bool:
        """Whether they are at work: their weekday, and no holiday."""
        return day.weekday() in self.works_on and not self.calendar.is_free(day)

    def is_sensible(self, day: date) -> bool:
        """Whether they may be approached: at work, and not in an exam week."""
        return day.weekday() in self.works_on and self.calendar.is_sensible(day)

    def next_sensible_day(self, day: date) -> date:
        """The first day from `day` on, itself included, on which they may be approached."""
        return self._first(day, 1)

    def last_sensible_day(self, day: date) -> date:
        """The last day up to `day`, itself included, on which they may be approached."""
        return self._first(day, -1)

    def _first(self, day: date, step: int) -> date:
        days = (day + timedelta(days=step * n) for n in range(SEARCHED_DAYS))
        return next((one for one in days if self.is_sensible(one)), day)

    def after(self, words: str, day: date) -> date | None:
        """The first day after a break or period by name on which they are at work; None for words that name none."""
        first = self.calendar.after(words, day)
        if first is None:
            return None
        days = (first + timedelta(days=n) for n in range(SEARCHED_DAYS))
        return next((one for one in days if self.is_working_day(one)), first)


def after(words: str, day: date, calendar: SchoolCalendar | None = None) -> date | None:
    """The first school day after a named break: "herfstvakantie", "toetsweek", "blok 3"; None for words that name none.

    The next one to end from `day` on counts. Without a calendar, that of a school of applied sciences in the first
    region of the data.
    """
    return (calendar or SchoolCalendar()).after(words, day)
