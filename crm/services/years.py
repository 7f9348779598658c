"""School years as they are typed: "2026-2027", "26/27", "2026"."""

import re
from datetime import date

from crm.clock import school_year
from crm.errors import UsageError
from crm.language import _

_YEARS = re.compile(r"(\d{4}|\d{2})(?:\s*[-/–]\s*(\d{4}|\d{2}))?")


def year_said(text: str, today: date) -> str:
    """The school year that was typed, as "2026-2027"; of one number it is the year in which it begins.

    Raises UsageError for what is no school year, or lies more than twenty years from `today`.
    """
    found = _YEARS.fullmatch(text.strip())
    first = _whole(found[1], today) if found else 0
    last = _whole(found[2], today) if found and found[2] else first + 1
    if found is None or last != first + 1 or abs(first - today.year) > 20:
        raise UsageError(_("{text} is no school year: write it as {year}.").format(text=text, year=school_year(today)))
    return f"{first}-{last}"


def next_year(year: str) -> str:
    """The school year after "2026-2027"."""
    first = int(year[:4]) + 1
    return f"{first}-{first + 1}"


def _whole(digits: str, today: date) -> int:
    return int(digits) if len(digits) == 4 else today.year // 100 * 100 + int(digits)
