"""Days said by their date, month or week of the year."""

import calendar as months
import re
from datetime import date, timedelta

from crm.language import _
from crm.understanding.day_reading import (
    Reading,
    friday,
    last_of,
    monday,
    month_word,
    months_on,
    next_week,
    past_if,
    unit_of,
    weekday_of,
)
from crm.understanding.day_words import day_words
from crm.understanding.mentions import Mention

_STALE = timedelta(days=60)
"""A date without a year that lies less than this behind us speaks most likely of what was."""
_SEASON_RUNS = timedelta(days=60)
_FAR = timedelta(days=270)


def by_date(reading: Reading) -> Mention | None:
    """A day and a month, with or without a year: the next such date."""
    day, month, year = int(reading.group("d")), month_word(reading), reading.group("y")
    if not 1 <= month <= 12:
        return reading.problem(_no_month(reading, month))
    if year:
        number = int(year) if len(year) == 4 else 2000 + int(year)
        try:
            on = date(number, month, day)
        except ValueError:
            return reading.problem(_no_day(reading))
        return past_if(reading.mention(on), past=on < reading.today)
    return _next_date(reading, day, month)


def _next_date(reading: Reading, day: int, month: int) -> Mention:
    today = reading.today
    fitting = [year for year in range(today.year - 1, today.year + 9) if 1 <= day <= months.monthrange(year, month)[1]]
    if not fitting:
        return reading.problem(_no_day(reading))
    dates = [date(year, month, day) for year in fitting]
    behind = [on for on in dates if on < today]
    on = next(one for one in dates if one >= today)
    stale = bool(behind) and today - behind[-1] <= _STALE and on - today >= _FAR
    return past_if(reading.mention(on), past=stale)


def _no_day(reading: Reading) -> str:
    return _("“{words}” is a day that does not exist.").format(words=reading.match[0].strip())


def _no_month(reading: Reading, month: int) -> str:
    return _("“{words}” is a day that does not exist: there is no month {month}.").format(
        words=reading.match[0].strip(), month=month
    )


def may_be_day(name: str, match: re.Match[str], today: date) -> bool:
    """Whether a match is a day at all: figures with a stroke or hyphen may be a span of hours or a share instead.

    What stands behind "after the" may be no stretch of the school year ("na de middag").
    """
    if name == "event":
        return match["what"].split(maxsplit=1)[0] not in day_words().lists["break_side.no_break"]
    if name == "weekdaynth":
        on = day_of_month(Reading(name, match, today, None, None))
        return on is not None and on.on is not None and on.on.weekday() == day_words().weekdays[match["wd"].lower()]
    if name != "numeric" or match["y"]:
        return True
    day, month = int(match["d"]), int(match["m"])
    if match["sep"] == "/":
        return 1 <= month <= 12 or (day > 12 and month <= 31)
    return 1 <= month <= 12 and not _is_span(Reading(name, match, today, None, None), day, month)


def _is_span(reading: Reading, day: int, month: int) -> bool:
    """Whether "10-12" is a span of hours: beside a weekday that this date is not, or after "tussen"."""
    before = reading.match.string[: reading.match.start()]
    if re.search(r"(?:tussen|between|van|from)\s*$", before):
        return True
    if not reading.group("wd"):
        return False
    on = _next_date(reading, day, month).on
    return on is None or on.weekday() != weekday_of(reading)


def iso(reading: Reading) -> Mention:
    try:
        on = date.fromisoformat(reading.match[0])
    except ValueError:
        return reading.problem(_no_day(reading))
    return past_if(reading.mention(on), past=on < reading.today)


def week_of_date(reading: Reading) -> Mention | None:
    dated = by_date(reading)
    if dated is None or dated.on is None:
        return dated
    return reading.mention(monday(dated.on), exact=False, rough=4)


def day_of_month(reading: Reading) -> Mention | None:
    day = int(reading.group("d"))
    if not 1 <= day <= 31:
        return None
    for ahead in range(14):
        first = months_on(reading.today.replace(day=1), ahead)
        if day <= last_of(first.year, first.month).day and first.replace(day=day) >= reading.today:
            return reading.mention(first.replace(day=day))
    return None


def weekday_of_month(reading: Reading) -> Mention | None:
    """ "Friday the 11th", "vr 24": may_be_day has seen that they are one day."""
    return day_of_month(reading)


def half_of_month(reading: Reading) -> Mention:
    """The first or second half of a month: its 1st or 15th."""
    month = day_words().months[reading.group("mw") or reading.group("mw2")]
    first = day_words().ordinals.get(reading.group("half") or reading.group("half2")) == 1
    year = _year_of(reading.today, month, date(reading.today.year, month, 7 if first else 22))
    return reading.mention(date(year, month, 1 if first else 15), exact=False, rough=7)


def season(reading: Reading) -> Mention:
    """The day on which a season begins, the running one for a month after that."""
    month, day = day_words().seasons[reading.group("season") or reading.group("season2") or reading.group("season3")]
    stated = reading.group("y") or reading.group("y2")
    on = date(int(stated) if stated else reading.today.year, month, day)
    if not stated and on + _SEASON_RUNS < reading.today:
        on = on.replace(year=on.year + 1)
    return past_if(
        reading.mention(max(on, reading.today), exact=False, rough=30), past=on + _SEASON_RUNS < reading.today
    )


def feast(reading: Reading) -> Mention:
    """A feast on a fixed date: the next one."""
    month, day = day_words().feasts[reading.group("feast")]
    on = date(reading.today.year, month, day)
    return reading.mention(on if on >= reading.today else on.replace(year=on.year + 1))


def _year_of(today: date, month: int, last: date | None = None) -> int:
    """The year of the next such month; the running month counts until `last`."""
    if month != today.month:
        return today.year + (month < today.month)
    return today.year + (last is not None and last < today)


def nth_week(reading: Reading) -> Mention:
    month, number = month_word(reading), day_words().ordinals[reading.group("n")]
    today = reading.today
    if number == 9:
        year = _year_of(today, month)
        return reading.mention(last_of(year, month) - timedelta(days=6), exact=False, rough=5)
    day = 1 + 7 * (number - 1)
    year = _year_of(today, month, date(today.year, month, day) + timedelta(days=6))
    return reading.mention(date(year, month, day), exact=False, rough=4)


def iso_week(reading: Reading) -> Mention | None:
    number, today = int(reading.group("n")), reading.today
    if not 1 <= number <= 53:
        return reading.problem(_("There is no week {n}: a year has 52 or 53.").format(n=number))
    for year in range(today.year - 1, today.year + 8):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if monday + timedelta(days=4) >= today:
            return reading.mention(max(monday, today), exact=False, rough=4)
    return None


def _edge(reading: Reading) -> str:
    lists, edge = day_words().lists, " ".join(reading.group("edge").split())
    return next(name for name in ("begin", "middle", "end") if edge in lists[f"edges.{name}"])


def _edge_of(edge: str, year: int, month: int) -> date:
    return {"begin": date(year, month, 1), "middle": date(year, month, 15), "end": last_of(year, month)}[edge]


_EDGE_ROUGH = {"begin": 7, "middle": 5, "end": 7}


def edge_month(reading: Reading) -> Mention:
    month, edge, today = month_word(reading), _edge(reading), reading.today
    stated = reading.group("y")
    year = int(stated) if stated else _year_of(today, month, _edge_of(edge, today.year, month) + timedelta(days=6))
    on = _edge_of(edge, year, month)
    runs = on < today <= on + timedelta(days=6)
    mention = reading.mention(today if runs else on, exact=False, rough=_EDGE_ROUGH[edge])
    return past_if(mention, past=on < today and not runs)


def edge_relative(reading: Reading) -> Mention | None:
    edge, unit, today = _edge(reading), unit_of(reading.group("unit")), reading.today
    ahead = 1 if reading.group("rel") in day_words().lists["next.next"] or reading.group("rel") == "komende" else 0
    if reading.group("unit") == "weekend":
        return reading.mention(friday(today), rough=1)
    if unit == "week":
        offset = {"begin": 0, "middle": 2, "end": 4}[edge]
        if edge == "end" and not ahead:
            return reading.mention(friday(today), exact=False, rough=1)
        on = next_week(today, ahead) + timedelta(days=offset)
        return reading.mention(on if on >= today else on + timedelta(weeks=1), exact=False, rough=1)
    if unit == "month":
        first = months_on(today.replace(day=1), ahead)
        on = _edge_of(edge, first.year, first.month)
        if on < today:
            on = _edge_of(edge, months_on(first, 1).year, months_on(first, 1).month)
        return reading.mention(on, exact=False, rough=_EDGE_ROUGH[edge])
    if unit in {"kwartaal", "quarter"}:
        return _edge_of_quarter(reading, edge, ahead)
    month = {"begin": 1, "middle": 6, "end": 12}[edge]
    if "school" in reading.group("unit"):
        month = {"begin": 9, "middle": 2, "end": 6}[edge]
    year = today.year + ahead if unit == "year" and ahead else _year_of(today, month)
    return reading.mention(_edge_of("end" if edge == "end" else "begin", year, month), exact=False, rough=14)


def _edge_of_quarter(reading: Reading, edge: str, ahead: int) -> Mention:
    """The start, middle or end of this quarter of the year, of the next where that is past."""
    first = reading.today.replace(month=(reading.today.month - 1) // 3 * 3 + 1, day=1)
    for quarter in (ahead, ahead + 1):
        start = months_on(first, 3 * quarter)
        middle, last = months_on(start, 1).replace(day=15), months_on(start, 2)
        on = {"begin": start, "middle": middle, "end": last_of(last.year, last.month)}[edge]
        if on >= reading.today:
            break
    return reading.mention(on, exact=False, rough=7)


def month_alone(reading: Reading) -> Mention:
    month, today, stated = month_word(reading), reading.today, reading.group("y")
    on = date(int(stated) if stated else _year_of(today, month), month, 1)
    past = (bool(stated) and on < today.replace(day=1)) or reading.group("by") in {"sinds", "since"}
    running = (on.year, on.month) == (today.year, today.month)
    return past_if(reading.mention(today if running else on, exact=False, rough=30), past=past)
