"""A part of the school year as a page or a person names it: "blok 3", "periode 1-2", "Semester 1", "Fall", "sept"."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from crm.resources import data_path
from crm.text import fold

LONGEST = 300
"""Characters of a text that are looked at."""

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a school year. `sort` is "block", "semester", "season", "month", "year", …; None for a bare number."""

    sort: str | None
    number: int = 0
    season: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    numbered: re.Pattern[str]
    ordinal: re.Pattern[str]
    sorts: dict[str, str]
    ordinals: dict[str, int]
    seasons: dict[str, str]
    months: dict[str, int]
    year: frozenset[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(data_path("vocabulary/periods.toml").read_text(encoding="utf-8"))
    sorts, ordinals = _inverted(data["words"]), {word: int(n) for word, n in _inverted(data["ordinals"]).items()}
    sort = "|".join(sorted(map(re.escape, sorts), key=len, reverse=True))
    number = r"(?:\d{1,2}|i{1,3}|iv|v)"
    return _Words(
        numbered=re.compile(
            rf"(?:(?P<sort>{sort}) ?)?(?P<from>{number})"
            rf"(?:(?: t m | tot | to | en | and | of | or | )(?:(?:{sort}) ?)?(?P<to>{number}))?"
        ),
        ordinal=re.compile(rf"(?P<ordinal>{'|'.join(map(re.escape, ordinals))}) (?P<sort>{sort})"),
        sorts=sorts,
        ordinals=ordinals,
        seasons=_inverted(data["seasons"]),
        months={word: int(n) for word, n in _inverted(data["months"]).items()},
        year=frozenset(map(fold, data["whole_year"]["words"])),
    )


def _inverted(table: dict[str, Any]) -> dict[str, str]:
    return {fold(word): name for name, words in table.items() for word in words}


@lru_cache(maxsize=1_024)
def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a year that `text` names, several joined by commas; nothing where it names none."""
    found: list[Part] = []
    for piece in re.split(r"[,;]", text[:LONGEST]):
        sort = found[-1].sort if found else None
        found += (replace(part, sort=sort) if part.sort is None else part for part in _parts(fold(piece)))
    return tuple(dict.fromkeys(found))


def _parts(words: str) -> tuple[Part, ...]:
    known = _words()
    if words in known.year:
        return (Part("year"),)
    if words in known.months:
        return (Part("month", known.months[words]),)
    if match := known.numbered.fullmatch(words):
        sort = known.sorts[match["sort"]] if match["sort"] else None
        first, last = _number(match["from"]), _number(match["to"] or match["from"])
        return tuple(Part(sort, number) for number in range(first, max(first, min(last, 12)) + 1))
    if match := known.ordinal.fullmatch(words):
        return (Part(known.sorts[match["sort"]], known.ordinals[match["ordinal"]]),)
    season = next((known.seasons[word] for word in words.split() if word in known.seasons), None)
    return (Part("season", season=season),) if season else ()


def _number(written: str) -> int:
    return _ROMAN.get(written) or int(written)
