"""The stretch of time that figures are about, and counting days in SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

from crm.clock import school_year


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` (None: from the first day) to `until`, both counted."""

    since: date | None
    until: date

    def holds(self, day: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        """That a day lies in it."""
        before = day <= self.until
        return before if self.since is None else sa.and_(before, day >= self.since)

    @property
    def year(self) -> str:
        """The school year of its last day."""
        return school_year(self.until)


def year_before(year: str) -> str:
    """The school year before `year`: "2025-2026" before "2026-2027"."""
    first = int(year[:4]) - 1
    return f"{first}-{first + 1}"


def unbroken(years: Iterable[str]) -> list[str]:
    """The years, "2025-2026" or "2025", with those between in which nothing was: a gap would not be seen in a plot."""
    known = sorted(set(years))
    if not known:
        return []
    ends = "-" in known[0]
    found = range(int(known[0][:4]), int(known[-1][:4]) + 1)
    return [f"{first}-{first + 1}" if ends else str(first) for first in found]


def a_year_earlier(day: date) -> date:
    """The same day a year before; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=day.day - 1)


def first_day(year: str) -> date:
    """1 September of a school year."""
    return date(int(year[:4]), 9, 1)


def last_day(year: str) -> date:
    """31 August with which a school year ends."""
    return first_day(f"{int(year[:4]) + 1}-") - timedelta(days=1)


class days_between(sa.sql.functions.GenericFunction[int]):  # noqa: N801 - a function of SQL
    """In SQL: how many days lie from the first day to the second."""

    type = sa.Integer()
    inherit_cache = True


@compiles(days_between, "sqlite")
def _sqlite(element: Any, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's compiler
    first, last = element.clauses
    return (
        f"CAST(julianday({compiler.process(last, **options)})"
        f" - julianday({compiler.process(first, **options)}) AS INTEGER)"
    )


@compiles(days_between, "postgresql")
def _postgresql(element: Any, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - as above
    first, last = element.clauses
    return f"({compiler.process(last, **options)} - {compiler.process(first, **options)})"
