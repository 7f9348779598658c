"""How a school year usually runs at each level, read from `data/calendar/years.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from crm.calendar.holidays import Span
from crm.resources import data_path
from crm.text import fold
from crm.words import Level


@dataclass(frozen=True, slots=True)
class Pattern:
    """The year of a level. Weeks count from the one in which the year starts, which is 1."""

    starts: int
    """Week of the calendar in which it starts."""
    main: str
    same: Mapping[str, str]
    closed: tuple[str, ...]
    """Which of the region's holidays hold."""
    summer: tuple[int, int] | None
    spans: Mapping[str, Sequence[tuple[int, int]]]
    exams: Sequence[tuple[int, int]]
    fill_weeks: int
    fill_window: int
    room_from: str
    room_by: str

    def monday(self, first_year: int) -> date:
        """The first day of the school year that begins in `first_year`."""
        return date.fromisocalendar(first_year, self.starts, 1)

    def span(self, first_year: int, weeks: tuple[int, int]) -> Span:
        """Monday of the first to Sunday of the last of those weeks."""
        monday = self.monday(first_year)
        return Span(monday + timedelta(weeks=weeks[0] - 1), monday + timedelta(weeks=weeks[1], days=-1))

    def sort(self, said: str) -> str:
        """The sort of period as this level knows it: a "block" of an hbo is its "period"."""
        return self.same.get(said, said)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(data_path("calendar/years.toml").read_text(encoding="utf-8"))


@cache
def pattern(level: Level | None) -> Pattern:
    """The pattern of a level; of an unknown one, that of the level which the data name."""
    said = _data()["levels"][level.value if level is not None else _data()["default"]]
    return Pattern(
        starts=said["starts"],
        main=said["main"],
        same=said["same"],
        closed=tuple(said["closed"]),
        summer=tuple(said["summer"]) if "summer" in said else None,
        spans={sort: [tuple(span) for span in spans] for sort, spans in said["spans"].items()},
        exams=[tuple(span) for span in said["exams"]],
        fill_weeks=said["fill"]["weeks"],
        fill_window=said["fill"]["window"],
        room_from=said["room"]["from"],
        room_by=said["room"]["by"],
    )


@cache
def break_words() -> Mapping[str, str]:
    """What a holiday or the exams may be called, folded → its name in the data ("autumn", "exams")."""
    return {fold(word): name for name, words in _data()["breaks"].items() for word in words}


def semester_of(season: str) -> int | None:
    """The semester that goes by the name of a season."""
    found: int | None = _data()["seasons"].get(season)
    return found
