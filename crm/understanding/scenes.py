"""A text typed after a contact, with the clauses, days and times found in it."""

import re
from dataclasses import dataclass
from datetime import date

from crm.understanding.clauses import Clause, clauses_of
from crm.understanding.day_words import day_words
from crm.understanding.days import Calendar, Mention, find_days
from crm.understanding.times import Time, find_times


@dataclass(frozen=True, slots=True)
class Scene:
    """A text with its clauses, days and times, seen from a day."""

    text: str
    today: date
    clauses: tuple[Clause, ...]
    days: tuple[Mention, ...]
    times: tuple[Time, ...]

    def clause_at(self, place: int) -> Clause | None:
        """The clause in which a place of the text lies; None between two."""
        return next((clause for clause in self.clauses if clause.holds(place)), None)

    def before(self, clause: Clause) -> Clause | None:
        """The clause right before one."""
        number = self.clauses.index(clause)
        return self.clauses[number - 1] if number else None

    def behind(self, clause: Clause) -> Clause | None:
        """The clause right behind one."""
        return next(iter(self.clauses[self.clauses.index(clause) + 1 :]), None)

    def days_in(self, clause: Clause) -> list[Mention]:
        """The days that a clause names and on which something can be."""
        inside = [day for day in self.days if clause.holds(day.start) or clause.holds(day.end - 1)]
        return [day for day in inside if day.usable or (day.needs and not day.denied)]

    def time_in(self, clause: Clause) -> str | None:
        """The first time that a clause names."""
        inside = [time for time in self.times if clause.holds(time.start)]
        return next((time.said for time in inside if not self.is_until(time)), None)

    def is_until(self, time: Time) -> bool:
        """Whether a time ends what somebody is at ("in class till 3")."""
        until = day_words().one_of("behind.until")
        before, said = self.text[: time.start], self.text[time.start : time.end]
        return bool(
            re.search(rf"(?<!\w){until}\s*$", before, re.IGNORECASE) or re.match(rf"{until}\s", said, re.IGNORECASE)
        )

    def rest(self, clause: Clause) -> str:
        """What a clause says besides days and times."""
        pieces, place = [], clause.start
        spots = [(day.start, day.end) for day in self.days] + [(time.start, time.end) for time in self.times]
        for start, end in sorted(spots):
            if clause.holds(start) and start >= place:
                pieces.append(self.text[place:start])
                place = end
        pieces.append(self.text[place : clause.end])
        return " ".join(" ".join(pieces).split())


def scene_of(text: str, today: date, calendar: Calendar | None = None) -> Scene:
    """The text with what can be found in it."""
    days = tuple(find_days(text, today, calendar))
    times = tuple(find_times(text, [(day.start, day.end) for day in days]))
    return Scene(text, today, tuple(clauses_of(text)), days, times)
