"""A match of a pattern for a day, and what reading one needs: weeks, months and their words."""

import calendar as months
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crm.understanding.day_words import day_words
from crm.understanding.mentions import Calendar, Mention


@dataclass(frozen=True, slots=True)
class Reading:
    """A match to be read: by which pattern, seen from which day, with the mention before it."""

    name: str
    match: re.Match[str]
    today: date
    earlier: Mention | None
    calendar: Calendar | None

    def group(self, name: str) -> str:
        """What a group of the pattern matched; nothing where it has none."""
        return (self.match.groupdict().get(name) or "").strip()

    def mention(self, on: date | None, *, exact: bool = True, rough: int = 0, needs: str | None = None) -> Mention:
        """A mention of `on` at this place."""
        start, end = self.match.span()
        return Mention(start, end, self.match[0], on, exact=exact, rough=rough, needs=needs)

    def problem(self, sentence: str) -> Mention:
        """A mention of a day that does not exist."""
        start, end = self.match.span()
        return Mention(start, end, self.match[0], None, problem=sentence)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_week(today: date, weeks: int = 1) -> date:
    return monday(today) + timedelta(weeks=weeks)


def coming(today: date, weekday: int) -> date:
    """The first such weekday after `today`."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def months_on(day: date, number: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def last_of(year: int, month: int) -> date:
    return date(year, month, months.monthrange(year, month)[1])


def figure(word: str) -> int:
    return int(word) if word.isdigit() else day_words().numbers.get(" ".join(word.split()), 1)


def weekday_of(reading: Reading) -> int:
    return day_words().weekdays[reading.group("wd")]


def month_word(reading: Reading) -> int:
    word, figure = reading.group("mw"), reading.group("m")
    return day_words().months[word] if word else int(figure)


def past_if(mention: Mention, *, past: bool) -> Mention:
    return replace(mention, past=True) if past else mention


def unit_of(word: str) -> str:
    return (
        "year"
        if word in {"schooljaar", "studiejaar", "collegejaar"} or word.endswith("year")
        else day_words().units.get(word, word)
    )


def friday(today: date) -> date:
    """Friday of this week; of the next where it is past."""
    friday = monday(today) + timedelta(days=4)
    return friday if friday >= today else friday + timedelta(weeks=1)
