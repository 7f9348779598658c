"""When a maybe is asked after again, as its words say it: a day, a month, or the block in which they would want it."""

import re
from datetime import date, timedelta

from crm.calendar.courses import start_of
from crm.calendar.days import OnesDays
from crm.calendar.period_words import parts_of
from crm.calendar.school import first_year_of
from crm.offering import rules
from crm.understanding.days import find_days

_AFTER = re.compile(r"(?:na|after|vanaf)\b", re.IGNORECASE)


def ask_again_on(words: str, day: date, theirs: OnesDays) -> date:
    """The day on which to ask again what was answered in `words` on `day`, one on which they may be approached.

    For a block that is the last day on which a place in it can still be arranged, or its first day once that has gone
    by. Words without a day: so many days on (`data/offers/offers.toml`).
    """
    for one in find_days(words, day, theirs.after):
        found = _of_period(one.needs or "", one.words, day, theirs) if one.needs and not one.denied else None
        if found is None and one.usable:
            found = one.on
        if found is not None and found > day:
            return theirs.next_sensible_day(found)
    return theirs.next_sensible_day(day + timedelta(days=rules().maybe_days))


def _of_period(needs: str, words: str, day: date, theirs: OnesDays) -> date | None:
    if _AFTER.match(words.strip()):
        return None
    ahead, first = timedelta(weeks=theirs.calendar.pattern.fill_weeks), first_year_of(day)
    starts = [
        start
        for part in parts_of(needs)
        for year in (first, first + 1)
        if (start := start_of(theirs.calendar, part, year)) is not None and start > day
    ]
    if not starts:
        return None
    arranged = theirs.last_sensible_day(min(starts) - ahead)
    return arranged if arranged > day else min(starts)
