"""The stretches of a school's year: periods, exam weeks and holidays, as usual at its level or as it says itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from crm.calendar.holidays import Span, breaks
from crm.calendar.patterns import Pattern, break_words, pattern, semester_of
from crm.calendar.period_words import Part, parts_of
from crm.text import fold
from crm.words import Level, SchoolTime

DUTCH_BREAKS = {
    "autumn": "herfstvakantie",
    "christmas": "kerstvakantie",
    "spring": "voorjaarsvakantie",
    "may": "meivakantie",
    "summer": "zomervakantie",
}
"""Schools are Dutch, and so are the names of what stands in their calendar."""

DUTCH_SORTS = {
    "block": "blok",
    "period": "periode",
    "semester": "semester",
    "quarter": "kwartaal",
    "trimester": "trimester",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a school year. `key` says which ("period-3", "exams-3", "autumn"): what is typed replaces by it."""

    kind: SchoolTime
    key: str
    name: str
    starts: date
    ends: date
    own: bool = False
    """Somebody typed it: it is the school's own, and not the usual pattern."""

    def __contains__(self, day: date) -> bool:
        """Whether the day is in it, its last day too."""
        return self.starts <= day <= self.ends


@lru_cache(maxsize=256)
def usual(level: Level | None, region: str, first_year: int) -> tuple[Stretch, ...]:
    """The stretches of the school year that begins in `first_year` as it usually runs at that level, in that region."""
    by = pattern(level)
    found = [
        _stretch(SchoolTime.PERIOD, f"{sort}-{number}", f"{DUTCH_SORTS[sort]} {number}", by.span(first_year, weeks))
        for sort, spans in by.spans.items()
        for number, weeks in enumerate(spans, 1)
    ]
    found += [
        _stretch(SchoolTime.EXAMS, f"exams-{number}", f"toetsweek {number}", by.span(first_year, weeks))
        for number, weeks in enumerate(by.exams, 1)
    ]
    regional = breaks(first_year, region)
    found += [
        _stretch(SchoolTime.HOLIDAY, name, DUTCH_BREAKS[name], regional[name]) for name in regional if name in by.closed
    ]
    if by.summer is not None:
        summer = by.span(first_year, by.summer)
        found.append(_stretch(SchoolTime.HOLIDAY, "summer", DUTCH_BREAKS["summer"], summer))
    return tuple(sorted(found, key=lambda one: (one.starts, one.ends, one.key)))


def _stretch(kind: SchoolTime, key: str, name: str, span: Span) -> Stretch:
    return Stretch(kind, key, name, span.starts, span.ends)


def year_of(level: Level | None, region: str, first_year: int, own: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The year as it stands for one school: its own stretches, and the usual ones of which it has none."""
    mine = [one for one in own if one.starts >= date(first_year, 8, 1) and one.starts < date(first_year + 1, 9, 1)]
    if not mine:
        return usual(level, region, first_year)
    keys = {one.key for one in mine}
    left = [one for one in usual(level, region, first_year) if one.key not in keys]
    return tuple(sorted([*mine, *left], key=lambda one: (one.starts, one.ends, one.key)))


def key_of(kind: SchoolTime, name: str, level: Level | None) -> str:
    """Which stretch a name means at that level: "Blok 3" of an hbo and "periode 3" are the same one.

    A name that means none of the usual ones is itself, folded: a stretch of the school's own.
    """
    words = fold(name)
    if kind is SchoolTime.HOLIDAY:
        return break_words().get(words, words)
    part = next(iter(parts_of(_without_exams(words) if kind is SchoolTime.EXAMS else words)), None)
    if part is None:
        return words
    if kind is SchoolTime.EXAMS:
        return f"exams-{part.number}"
    return key_of_part(part, pattern(level)) or words


def _without_exams(words: str) -> str:
    """ "toetsweek blok 2" → "blok 2"."""
    exams = {word for word, name in break_words().items() if name == "exams"}
    return " ".join(word for word in words.split() if word not in exams)


def key_of_part(part: Part, by: Pattern) -> str | None:
    """The stretch of the pattern that a part of the year means, or None: a month has none.

    Schools number on through the years of study ("semester 5", "blok 13"): the third semester is an autumn one again.
    """
    if part.sort == "season":
        semester = semester_of(part.season)
        return f"semester-{semester}" if semester is not None else None
    sort = by.sort(part.sort or by.main)
    count = len(by.spans.get(sort, ()))
    if not count or part.number < 1:
        return None
    return f"{sort}-{(part.number - 1) % count + 1}"
