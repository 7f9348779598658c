"""Days said by how far they are: in so many weeks, next week, the day after, after a stretch of the school year."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from crm.understanding.day_reading import (
    Reading,
    coming,
    figure,
    friday,
    last_of,
    months_on,
    next_week,
    past_if,
    unit_of,
    weekday_of,
)
from crm.understanding.day_words import day_words
from crm.understanding.mentions import Mention, Side


def due_by_friday(reading: Reading) -> Mention:
    return reading.mention(friday(reading.today), rough=1)


def after_weekend(reading: Reading) -> Mention:
    return reading.mention(next_week(reading.today), rough=1)


def day_plus_weeks(reading: Reading) -> Mention:
    return reading.mention(coming(reading.today, weekday_of(reading)) + timedelta(weeks=figure(reading.group("n"))))


def weekday_week(reading: Reading) -> Mention:
    """ "Thursday week": a week on from the first Thursday to come."""
    return reading.mention(coming(reading.today, weekday_of(reading)) + timedelta(weeks=1))


def week_from(reading: Reading) -> Mention:
    start = coming(reading.today, weekday_of(reading)) if reading.group("wd") else reading.today
    return reading.mention(start + timedelta(weeks=1))


def next_weekday(reading: Reading) -> Mention:
    return reading.mention(next_week(reading.today) + timedelta(days=weekday_of(reading)))


def relative_weekday(reading: Reading) -> Mention:
    if reading.group("rel") in day_words().lists["next.next"]:
        return next_weekday(reading)
    return reading.mention(coming(reading.today, weekday_of(reading)))


def week_on_top(reading: Reading) -> Mention:
    return reading.mention(reading.today + timedelta(days=7 if reading.group("day") in {"vandaag", "today"} else 8))


def fortnight(reading: Reading) -> Mention:
    return reading.mention(reading.today + timedelta(days=14), rough=3)


def half_year(reading: Reading) -> Mention:
    return reading.mention(months_on(reading.today, 6), exact=False, rough=14)


def half_more(reading: Reading) -> Mention:
    days = {"day": 2, "week": 10, "month": 45, "year": 547}[unit_of(reading.group("unit"))]
    return reading.mention(reading.today + timedelta(days=days), exact=False, rough=3)


def ahead(reading: Reading) -> Mention | None:
    number = figure(reading.group("n")) if reading.group("n") else 1
    if reading.group("n2"):
        number = max(number, figure(reading.group("n2")))
    unit, today = unit_of(reading.group("unit")), reading.today
    if number > 600:
        return None
    if unit in {"day", "week"}:
        days = number * (7 if unit == "week" else 1)
        return reading.mention(today + timedelta(days=days), rough=0 if days == 1 else 2 if unit == "day" else 3)
    return reading.mention(months_on(today, number * (12 if unit == "year" else 1)), exact=False, rough=7)


def week_after_next(reading: Reading) -> Mention:
    return reading.mention(next_week(reading.today, 2), exact=False, rough=4)


def erna(reading: Reading) -> Mention | None:
    """ "the day after", "week erna", "maandag daarna": seen from the day mentioned before."""
    earlier, today = reading.earlier, reading.today
    base = earlier.on if earlier is not None and earlier.on is not None else None
    if reading.group("wd"):
        if base is None:
            return reading.mention(coming(today, weekday_of(reading)))
        last = base + timedelta(days=6) if earlier is not None and not earlier.exact and earlier.rough == 4 else base
        return reading.mention(coming(last, weekday_of(reading)))
    unit = reading.group("unit")
    if unit.endswith(("dag", "day")):
        return reading.mention((base or today) + timedelta(days=1))
    if unit.endswith(("maand", "month")):
        return reading.mention(months_on((base or today).replace(day=1), 1), exact=False, rough=7)
    return reading.mention(next_week(base or today), exact=False, rough=4)


def this_week(reading: Reading) -> Mention:
    return reading.mention(friday(reading.today), exact=False, rough=4)


def relative(reading: Reading) -> Mention:
    unit, today = unit_of(reading.group("unit")), reading.today
    ahead = (
        1 if reading.group("rel") in day_words().lists["next.next"] or reading.group("rel").startswith("komend") else 0
    )
    if unit == "week":
        return this_week(reading) if not ahead else reading.mention(next_week(today), exact=False, rough=4)
    if unit == "month":
        on = months_on(today.replace(day=1), 1) if ahead else last_of(today.year, today.month)
        return reading.mention(on, exact=False, rough=7 if ahead else 14)
    if reading.group("unit") in {"jaar", "year"}:
        return reading.mention(date(today.year + ahead, 1 if ahead else 12, 1), exact=False, rough=60)
    start = today.year if (today.month, today.day) < (8, 15) else today.year + 1
    return reading.mention(date(start, 9, 1), exact=False, rough=45)


def behind_us(reading: Reading) -> Mention:
    return past_if(reading.mention(reading.today - timedelta(days=1), exact=False), past=True)


def days_on(days: int) -> Callable[[Reading], Mention]:
    return lambda reading: reading.mention(reading.today + timedelta(days=days))


def by_weekday(reading: Reading) -> Mention:
    word = reading.group("wd")
    mention = replace(reading.mention(coming(reading.today, weekday_of(reading))), weekday=True)
    return replace(mention, habit=word.endswith("s") and len(word) > 5)


def after_break(reading: Reading) -> Mention | None:
    """After, before or during a stretch that only a school's calendar knows."""
    words, what = day_words(), " ".join(reading.group("what").split())
    named = next((name for word, name in words.breaks.items() if what == word or what.endswith(f" {word}")), None)
    term = re.search(r"(\d)$", what)
    after = reading.group("side") in {*words.lists["break_side.after"], *words.lists["break_side.till"]}
    needs = named or (f"{'after ' if after else ''}block {term[1]}" if term else what)
    lists = words.lists
    side = Side.BEFORE if reading.group("side") in lists["break_side.before"] else Side.ON
    on = reading.calendar(needs, reading.today) if reading.calendar and side is Side.ON else None
    return replace(reading.mention(on, exact=False, rough=4, needs=needs), side=side)
