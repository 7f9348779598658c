"""Days as a person says them, and as a person types them."""

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crm.errors import UsageError
from crm.language import _, current_language, ngettext

if TYPE_CHECKING:
    from crm.understanding.mentions import Calendar

_WEEKDAYS = {"nl": ("ma", "di", "wo", "do", "vr", "za", "zo"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_WORDS = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2, "gisteren": -1, "yesterday": -1}
_WEEKDAY_WORDS = (
    ("ma", "maandag", "mon", "monday"),
    ("di", "dinsdag", "tue", "tuesday"),
    ("wo", "woensdag", "wed", "wednesday"),
    ("do", "donderdag", "thu", "thursday"),
    ("vr", "vrijdag", "fri", "friday"),
    ("za", "zaterdag", "sat", "saturday"),
    ("zo", "zondag", "sun", "sunday"),
)
_STEP = re.compile(r"([+-]?)(\d{1,3})\s*(d|w|m)(?:ag|agen|ays?|eken?|eeks?)?", re.IGNORECASE)
_DAY_MONTH = re.compile(r"(\d{1,2})[ \-/.]+([a-z]+|\d{1,2})(?:[ \-/.]+(\d{4}))?", re.IGNORECASE)


def spoken(day: date, today: date | None = None) -> str:
    """ "di 1 dec"; with the year when it is not that of `today`."""
    language = current_language()
    said = f"{_WEEKDAYS[language][day.weekday()]} {day.day} {_MONTHS[language][day.month - 1]}"
    return said if today is None or day.year == today.year else f"{said} {day.year}"


def short(day: date, today: date) -> str:
    """ "12 nov", or "12 nov 25" of another year."""
    said = f"{day.day} {_MONTHS[current_language()][day.month - 1]}"
    return said if day.year == today.year else f"{said} {day.year % 100:02}"


def late(day: date, today: date, *, brief: bool = False) -> str:
    """ "2 days late" ("2 d late" in brief), "today", "tomorrow", or the day."""
    days = (today - day).days
    if days > 0 and brief:
        return _("{n} d late").format(n=days)
    if days > 0:
        return ngettext("{n} day late", "{n} days late", days).format(n=days)
    if days == 0:
        return _("today")
    return _("tomorrow") if days == -1 else spoken(day, today)


def ago(day: date, today: date) -> str:
    """ "today", "yesterday", "13 days"."""
    days = (today - day).days
    return _("today") if days <= 0 else ngettext("{n} day", "{n} days", days).format(n=days)


def understood(text: str, today: date, calendar: "Calendar | None" = None) -> date:
    """The day meant by "2026-12-01", "1 dec", "+3d", "2w", "morgen", "wk 12", "over twee weken", "volgende week di".

    What only a school's calendar tells ("na de toetsweek") is asked of `calendar`. Raises UsageError that says what may
    be typed, or that there is no such day.
    """
    words = " ".join(text.lower().split())
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    for number, names in enumerate(_WEEKDAY_WORDS):
        if words in names:
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    try:
        return date.fromisoformat(words)
    except ValueError:
        day = _stepped(words, today) or _day_and_month(words, today) or _in_words(words, today, calendar)
    if day is None:
        raise _no_day(text)
    return day


def _no_day(text: str) -> UsageError:
    return UsageError(
        _("“{text}” is no day: type 2026-12-01, 1 dec, +3d, 2w, tomorrow or a weekday.").format(text=text[:40])
    )


def _in_words(words: str, today: date, calendar: "Calendar | None") -> date | None:
    from crm.understanding.days import find_days
    from crm.understanding.mentions import workday

    mentions = find_days(words, today, calendar)
    if any(mention.problem for mention in mentions):
        raise _no_day(words)
    named = (mention for mention in mentions if mention.on is not None and not mention.denied)
    return next((workday(one.on, one.rough) for one in named if one.on is not None), None)


def _stepped(words: str, today: date) -> date | None:
    match = _STEP.fullmatch(words)
    if match is None:
        return None
    size = int(match[2]) * {"d": 1, "w": 7, "m": 30}[match[3]]
    return today + timedelta(days=-size if match[1] == "-" else size)


def _day_and_month(words: str, today: date) -> date | None:
    match = _DAY_MONTH.fullmatch(words)
    if match is None:
        return None
    month = int(match[2]) if match[2].isdigit() else _month(match[2])
    try:
        if match[3]:
            return date(int(match[3]), month, int(match[1]))
        day = date(today.year, month, int(match[1]))
        far = today - timedelta(days=180)
        return day if day >= far else day.replace(year=today.year + 1)
    except ValueError:
        return None


def _month(word: str) -> int:
    for months in _MONTHS.values():
        for number, name in enumerate(months, start=1):
            if word.startswith(name.lower()):
                return number
    return {"maart": 3, "march": 3}.get(word, 0)
