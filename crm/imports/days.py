"""Days as people and programs write them in cells."""

import re
import tomllib
from datetime import date, timedelta
from functools import cache, lru_cache

from crm.resources import data_path
from crm.text import fold

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan januari january",
            "feb februari february",
            "mrt maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oct oktober october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for word in words.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})[ .-]*([^\W\d_]{3,9})\.?[ ,.-]*(\d{4}|\d{2})?(?!\d)")
_AMERICAN = re.compile(r"([^\W\d_]{3,9})\.? (\d{1,2}),? (\d{4})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH = date(1899, 12, 30)
"""Day 0 of spreadsheets (their leap day of 1900 is counted in)."""
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_ORDINAL = re.compile(r"\d+(?:e|de|ste|st|nd|rd|th)?")


def says_when(text: str) -> bool:
    """Whether a text says a time and nothing more: a day, a month, "voor 1 maart", "eind juni", "voor de zomer"."""
    if day_in(text) is not None and _SERIAL.fullmatch(text.strip()):
        return True
    words = fold(_INITIALS.sub("", text)).split()
    times = _said()["times"] | _MONTHS.keys()
    if times.isdisjoint(words) and day_in(text) is None:
        return False
    return all(_ORDINAL.fullmatch(word) or word in times or word in _said()["beside"] for word in words)


def says_from_when(text: str) -> bool:
    """Whether a text tells when something can begin ("vanaf 1 maart", "not before June"), and not when it is due."""
    words = fold(text)
    return any(words.startswith(f"{since} ") for since in _said()["since"])


@cache
def _said() -> dict[str, frozenset[str]]:
    """The lists of words that say when, folded."""
    read = tomllib.loads(data_path("imports/when.toml").read_text(encoding="utf-8"))
    return {name: frozenset(map(fold, words)) for name, words in read.items()}


@lru_cache(maxsize=50_000)
def day_in(text: str, *, month_first: bool = False) -> date | None:
    """The first day in `text`; None without one.

    "2025-03-02", "2 maart 2025", "02-03-2025" (day first, as in Europe; month first where that alone is possible or
    asked), "03/14/24", "Mar 2, 2025", and the number a spreadsheet keeps a day as.
    """
    bare = text.strip()
    if _SERIAL.fullmatch(bare):
        number = float(bare)
        return _EPOCH + timedelta(days=int(number)) if 20_000 <= number <= 80_000 else None
    return _of_numbers(bare, month_first=month_first) or _of_words(bare)


def _of_numbers(text: str, *, month_first: bool) -> date | None:
    if found := _ISO.search(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.search(text):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        if month_first or second > 12:
            return _day(year, first, second) or _day(year, second, first)
        return _day(year, second, first)
    return None


def _of_words(text: str) -> date | None:
    for found in _WORDS.finditer(text):
        month = _MONTHS.get(fold(found[2]))
        if month is not None and found[3]:
            return _day(_year(found[3]), month, int(found[1]))
    american = _AMERICAN.search(text)
    if american and (month := _MONTHS.get(fold(american[1]))):
        return _day(int(american[3]), month, int(american[2]))
    return None


def _year(text: str) -> int:
    number = int(text)
    return number if number > 99 else 2000 + number if number < 70 else 1900 + number


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1990 <= year <= 2100 else None
