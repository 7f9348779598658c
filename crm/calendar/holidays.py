"""Public holidays, which are computed, and the holidays of schools per region, as the ministry publishes them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from dateutil.easter import easter

from crm.resources import data_path

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both in it."""

    starts: date
    ends: date

    def __contains__(self, day: date) -> bool:
        """Whether the day is in it."""
        return self.starts <= day <= self.ends


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(data_path("calendar/holidays.toml").read_text(encoding="utf-8"))


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The Dutch public holidays of a calendar year, and the days beside them on which schools are shut.

    Rules as the national government lists them: Easter and what hangs on it, New Year's Day, Koningsdag (26 April when
    the 27th is a Sunday), 5 May, Christmas.
    """
    rules = _data()["public"]
    sunday = easter(year)
    days = {sunday + timedelta(days=after) for after in rules["easter"]}
    days |= {date.fromisoformat(f"{year}-{day}") for day in rules["fixed"]}
    for day in rules["off_sunday"]:
        fixed = date.fromisoformat(f"{year}-{day}")
        days.add(fixed - timedelta(days=1) if fixed.weekday() == SUNDAY else fixed)
    return frozenset(days)


@cache
def breaks(first_year: int, region: str) -> Mapping[str, Span]:
    """The holidays of schools in a region in the school year that begins in `first_year`: "autumn", …, "summer".

    A year that is not published yet has them in the usual weeks.
    """
    published = _data()["school"].get(str(first_year))
    if published is not None:
        days = {name: spans.get("all") or spans[region] for name, spans in published.items()}
        return {name: Span(date.fromisoformat(a), date.fromisoformat(b)) for name, (a, b) in days.items()}
    return {
        name: Span(
            _monday(first_year, first) - timedelta(days=2),
            _monday(first_year, last) + timedelta(days=SUNDAY),
        )
        for name, (first, last) in _data()["usual"].items()
    }


def _monday(first_year: int, week: int) -> date:
    return date.fromisocalendar(first_year if week >= 35 else first_year + 1, week, 1)


def region_of(domain: str | None) -> str:
    """The holiday region of the school that publishes under `domain`: the first of the data where it is not known."""
    regions = _data()["regions"]
    names: list[str] = regions["names"]
    return next((name for name in names if domain in regions.get(name, ())), names[0])
