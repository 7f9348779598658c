"""Parts of a school ("Faculteit Techniek", "School of Law") and programmes ("Bachelor Informatica", "mbo niveau 4")."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from crawler.extraction.recognisers.vocabulary import (
    any_of,
    fold_in_place,
    look,
    plain,
    plain_in_place,
    runs_of,
    vocabulary,
)

LONGEST = 200
"""Characters of a name that are looked at."""

_CREBO = re.compile(
    r"(?<!\w)(?:crebo|crebonummer|crebocode|crebo-code|crebonr)[\s.:()-]{0,4}(?:nummer|nr|code)?[\s.:]{0,3}(\d{5})(?!\d)"
)
_CROHO = re.compile(
    r"(?<!\w)(?:croho|isat|crohocode|crohonummer|isatcode|croho-code|opleidingscode)[\s.:()-]{0,4}(?:nummer|nr|code)?[\s.:]{0,3}(\d{5}|\d{4}o\d{4})(?!\d)"
)
_RIO = re.compile(r"(?<!\w)(\d{4}O\d{4})(?!\w)")
_MBO_LEVEL = re.compile(
    r"(?<!\w)(?:mbo[\s-]{0,2})?(?:niveau|level)[\s-]?([1-4])(?!\w|[.,]\d)|(?<!\w)mbo[\s-]?([1-4])(?!\d)"
)


@dataclass(frozen=True, slots=True)
class ProgrammeReading:
    """What a text says about a programme, besides its name."""

    level: str | None
    """`wo`, `hbo`, `mbo`; None where the words fit several (a bachelor)."""
    degree: str | None
    """`bachelor`, `master`, `associate degree`, `phd`, `mbo`, or None."""
    code: str | None
    """The crebo, CROHO (ISAT) or RIO code, where a word or its shape says so."""
    score: float
    """How surely the text speaks of a programme, 0 to 1."""


@cache
def _units() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    data = vocabulary("units")["kinds"]
    kind_of = {fold_in_place(word): kind for kind in data["order"] for word in data[kind]}
    return (
        re.compile(rf"(?<![\w-])({any_of(kind_of)})(?![\w-])"),
        re.compile(rf"(?<!\w){any_of(data['never'])}(?!\w)"),
        kind_of,
    )


@cache
def _unit_triggers() -> frozenset[str]:
    return runs_of(_units()[2])


@lru_cache(maxsize=4_096)
def _read_unit(text: str) -> str | None:
    pattern, never, kind_of = _units()
    if _unit_triggers().isdisjoint(look(text)[1]):
        return None
    folded = never.sub(" ", fold_in_place(plain(text)))
    found = [
        kind_of[re.sub(r"[\s-]+", " ", match[1])]
        for match in pattern.finditer(folded)
        if re.sub(r"[\s-]+", " ", match[1]) in kind_of
    ]
    if not found:
        return None
    first, order = found[0], vocabulary("units")["kinds"]["order"]
    if first == "institution" and len(found) > 1:
        return min(found, key=order.index)
    return first


def read_unit(text: str) -> str | None:
    """The kind of part of a school that `text` names, or None.

    `faculty`, `domain`, `academy`, `school`, `college`, `institute`, `department`, `research` (a lectoraat, group or
    centre), `centre`, `service` (desks and staff offices), `team`, or `institution` for a school as a whole. Of several
    words the first decides, but a part of the school goes before the school.
    """
    return _read_unit(text) if 3 <= len(text) <= LONGEST else None


@dataclass(frozen=True, slots=True)
class _ProgrammeWords:
    pattern: re.Pattern[str]
    level_of: dict[str, str]
    degree_of: dict[str, str]
    exact: dict[str, frozenset[str]]
    triggers: frozenset[str]


@cache
def _programme_words() -> _ProgrammeWords:
    data = vocabulary("units")["programme"]
    level_of = {fold_in_place(word): level for level, words in data["levels"].items() for word in words}
    degree_of = {fold_in_place(word): degree for degree, words in data["degrees"].items() for word in words}
    exact: dict[str, set[str]] = {}
    for word in data["exact"]:
        exact.setdefault(word.lower(), set()).add(word)
    everything = [*level_of, *degree_of, *data["words"]]
    return _ProgrammeWords(
        re.compile(rf"(?<!\w)({any_of(everything)})(?![\w])"),
        _unhyphened(level_of),
        _unhyphened(degree_of),
        {word: frozenset(forms) for word, forms in exact.items()},
        runs_of(
            [*everything, "isat", "isatcode", "opleidingscode", "crebonummer", "crebocode", "crebonr", "crohocode"]
        ),
    )


def _unhyphened(table: dict[str, str]) -> dict[str, str]:
    return {word.replace("-", " "): value for word, value in table.items()}


@lru_cache(maxsize=4_096)
def _read_programme(text: str) -> ProgrammeReading | None:
    words = _programme_words()
    if words.triggers.isdisjoint(look(text)[1]) and not _RIO.search(text):
        return None
    written = plain_in_place(text)
    folded = fold_in_place(written)
    levels: list[str] = []
    degrees: list[str] = []
    seen = 0
    for match in words.pattern.finditer(folded):
        word = re.sub(r"[\s-]+", " ", match[1])
        if (
            word in words.exact
            and written[match.start(1) : match.end(1)] not in words.exact[word]
            and not _lower_level(word, written, match)
        ):
            continue
        seen += 1
        levels += filter(None, [words.level_of.get(word)])
        degrees += filter(None, [words.degree_of.get(word)])
    code, from_code = _code(folded, written)
    qualification = _MBO_LEVEL.search(folded)
    level = from_code or (levels[0] if levels else None)
    number = int(qualification[1] or qualification[2]) if qualification and level in {None, "mbo"} else None
    if not seen and not code:
        return None
    level = "mbo" if number and (level == "mbo" or seen) else level
    degree = degrees[0] if degrees else "mbo" if level == "mbo" else None
    score = min(1.0, 0.4 + 0.3 * bool(degree) + 0.2 * bool(level) + 0.3 * bool(code))
    return ProgrammeReading(level, degree, code, round(score, 2))


def _lower_level(word: str, written: str, match: re.Match[str]) -> bool:
    """ "hbo", "mbo" and "wo" are also written small."""
    return word in {"hbo", "mbo"} or (word == "wo" and "-" in written[match.end(1) : match.end(1) + 1])


def _code(folded: str, written: str) -> tuple[str | None, str | None]:
    """The national code of a programme and the level that it implies."""
    if match := _CREBO.search(folded):
        return match[1], "mbo"
    if match := _CROHO.search(folded):
        return match[1].upper(), None
    if match := _RIO.search(written):
        return match[1], None
    return None, None


def read_programme(text: str) -> ProgrammeReading | None:
    """What `text` (a heading, an anchor, a value) says of a programme: level, degree, national code; or None.

    "opleiding Informatica" is a programme of no known level; "mbo niveau 4" and a crebo code make it mbo.
    """
    return _read_programme(text) if 2 <= len(text) <= 4 * LONGEST else None


MOST_OF_LIST = 0.6
"""Share of the names of a list from which on it lists units of a school and no courses."""

FEWEST_OF_LIST = 3
"""Names of such a list."""


def are_units(names: list[str]) -> bool:
    """Whether most of a list's names are those of a school's units: departments, faculties, institutes.

    >>> are_units(["Faculty of Arts", "Department of History", "School of Law", "Other courses"])
    True
    """
    words = [name.lstrip("0123456789. ").split() for name in names]
    units = sum(any(read_unit(word) for word in (name[0], name[-1])) for name in words if name)
    return len(names) >= FEWEST_OF_LIST and units >= MOST_OF_LIST * len(names)
