"""What a programme is called: its degree, form, level and code taken off the words of a heading, link or label.

"BSc Artificial Intelligence" is "Artificial Intelligence" with the degree "BSc"; "mbo-opleiding Software developer
(niveau 4, crebo 25998)" is "Software developer", level mbo, code 25998. The words are data.
"""

import re
from functools import cache, lru_cache

from crawler.extraction.findings import FoundProgramme
from crawler.extraction.recognisers.units import read_programme
from crawler.extraction.word_lists import any_as_written, word_lists
from crm.text import clean, fold, may_begin

MOST_LIST_WORDS = 4
"""Words behind the first of a heading over a list of programmes."""

LONGEST = 120
"""Characters of the longest name of a programme."""

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_LAST_PART = re.compile(r"\s*(?:,|\s[-–—|·•]|;)\s+([^,;|·•–—]+)$")
_NUMBER = re.compile(r"\b(?:crebo|croho|isat|niveau|level|mbo|ec|ects|jaar|years?)\b|\b\d{5}\b", re.IGNORECASE)
_COUNTED = re.compile(r"\s*[(\[]?\d.*$|\s*[(\[].*$")
_YEARS = re.compile(r"\b20\d\d\s*(?:[-–—/]\s*(?:20)?\d\d)?")


_ENDS = ("equirements", "ourses", "odules", "akken")
"""How the last word of such a heading ends, for a cheap look."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word_lists("programmes")[name])


@cache
def _prefix() -> re.Pattern[str]:
    """A degree (group 1) or a word for a programme, with the link behind it."""
    links = any_as_written(_words("links"))
    degrees = any_as_written(_words("degrees"))
    words = any_as_written(_words("words"))
    return re.compile(rf"(?:({degrees})|{words})(?:\s*:\s*|\s+(?:(?:{links})\s+)?)(?=\S)", re.IGNORECASE)


@cache
def _suffix() -> re.Pattern[str]:
    degrees = any_as_written(_words("degrees"))
    words = any_as_written(_words("words"))
    return re.compile(rf"(?<=\w)\s+(?:({degrees})|{words})$", re.IGNORECASE)


def _is_degree(written: str) -> bool:
    lowered = written.lower()
    return lowered not in _words("capitals") or written[0].isupper()


@lru_cache(maxsize=4_096)
def bare_name(text: str) -> tuple[str, str | None]:
    """The name of the programme in `text`, and the degree as written, if it says one.

    What is no name without its degree keeps it ("Bachelor in de grafische en digitale media").
    """
    name, degree = " ".join(text.split()), None
    for _ in range(4):
        match = _prefix().match(name)
        if match is None or (match[1] and not _is_degree(match[1])) or _goes_on(match, name):
            break
        degree = degree or match[1]
        name = name[match.end() :]
    for _ in range(4):
        last = _BRACKETS.search(name) or _LAST_PART.search(name)
        if last is None or last.start() < 3 or not _is_form(last[1]):
            break
        degree = degree or _degree_in(last[1])
        name = name[: last.start()]
    match = _suffix().search(name)
    if match is not None and match.start() > 2 and (match[1] is None or _is_degree(match[1])):
        degree = degree or match[1]
        name = name[: match.start()]
    name = name.strip(" .;:-–")
    return (text, None) if not name or (name[0].islower() and text[:1].isupper()) else (name, degree)


def leading_degree(text: str) -> str | None:
    """The degree with which a title begins that is called so with it: "Bachelor in de grafische en digitale media"."""
    match = _prefix().match(text)
    return match[1] if match is not None and match[1] and _is_degree(match[1]) and not _goes_on(match, text) else None


def _goes_on(match: re.Match[str], name: str) -> bool:
    """Whether what looks like a degree is the start of the name ("Master of Arts and Culture")."""
    rest = name[match.end() :].split()
    return not rest or fold(rest[0]) in {"and", "en", "und", "or", "of"} or rest[0] == "&"


def _is_form(text: str) -> bool:
    """Whether a bracket or last part says how, where or at what level one studies, and not what."""
    parts = [part.strip().lower() for part in re.split(r"[,/;|]| en | and ", text) if part.strip()]
    known = _words("forms") | _words("degrees")
    return bool(parts) and all(part in known or _NUMBER.search(part) for part in parts)


def _degree_in(text: str) -> str | None:
    for part in re.split(r"[,/;|]", text):
        if part.strip().lower() in _words("degrees"):
            return part.strip()
    return None


def programme_named(text: str, *, url: str | None = None, confidence: float = 1.0) -> FoundProgramme:
    """The programme that a heading, link or value calls `text`."""
    name, degree = bare_name(text)
    reading = read_programme(text)
    if reading is None:
        return FoundProgramme(clean(name, LONGEST), degree=degree, url=url, confidence=min(confidence, 0.8))
    kind = reading.degree if reading.degree != reading.level else None
    return FoundProgramme(
        clean(name, LONGEST),
        level=reading.level,
        degree=clean(degree, 60) if degree else kind,
        code=reading.code,
        url=url,
        confidence=confidence,
    )


def is_list_word(text: str) -> bool:
    """Whether a heading says that programmes are listed, and is none itself: "Masters", "Onze IT-opleidingen"."""
    folded = " ".join(_YEARS.sub(" ", text).lower().strip(" .:").split())
    if folded in _words("lists") or fold(folded) in _words("lists"):
        return True
    first, *words = folded.split(" ")
    if not 0 < len(words) <= MOST_LIST_WORDS:
        return False
    last, choosing = words[-1].rpartition("-")[2], first in _words("list_choosing")
    if last in _words("list_singulars"):
        return choosing
    return last in _words("list_endings") and (choosing or first in _words("list_openings"))


@lru_cache(maxsize=4_096)
def is_curriculum_word(text: str) -> bool:
    """Whether a heading, label or row is one of a page that tells what a programme consists of: "Core courses"."""
    begins = may_begin(text, _beginnings("curriculum"))
    if not begins and not any(ending in text for ending in _ENDS):
        return False
    words = _COUNTED.sub("", text.partition(":")[0])
    if begins and fold(words) in _folded("curriculum"):
        return True
    return words.endswith(_ENDS) and _is_choice(fold(words))


def _is_choice(words: str) -> bool:
    """Whether a heading is of what a degree asks for or lets choose: "Elective Security Courses"."""
    first, _, last = words.partition(" ")
    said = word_lists("programmes")
    return words.endswith(tuple(said["curriculum_endings"])) or [first, last.rpartition(" ")[2]] in said["choices"]


def ends_as_programme(text: str, *, alone: bool = False) -> bool:
    """Whether a title ends in what is studied: "Data Science Minor", "Computer Graphics Concentration".

    A degree alone ("Bachelor's Degree") is what is studied in no subject.

    `alone`: in a word that needs no list of courses below it to be one ("Data Science Major").
    """
    words = fold(text).split()
    if len(words) < 2 or words[-1] not in _folded("sure_endings" if alone else "endings"):
        return False
    if ":" in text and is_curriculum_word(text):
        return False
    return fold(bare_name(text)[0]) != words[-1]


@cache
def _beginnings(name: str) -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in _folded(name))


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(map(fold, _words(name)))


def is_own_label(label: str) -> bool:
    """Whether what stands behind a label of a course page is the programme it belongs to."""
    return fold(label) in _folded("labels")


@lru_cache(maxsize=4_096)
def split_names(text: str) -> tuple[str, ...]:
    """The names in a value that may name several programmes ("Business IT & Management, HBO-ICT").

    Commas and semicolons part them, "en" and "and" only where every part begins like a name and has several words or
    none has; what is one name ("Kunst en Cultuur") may come out in two, so the caller asks which ones are known.
    """
    parts = [part.strip() for part in re.split(r"\s*[;|/]\s+|,\s+", text) if part.strip()]
    if len(parts) > 1 and all(part[0].isupper() or part[0].isdigit() for part in parts):
        return tuple(parts)
    return (text.strip(),)
