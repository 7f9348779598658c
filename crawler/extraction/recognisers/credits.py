"""Credits of a course: "5 EC", "7,5 studiepunten", "Credits: 3.00", "0 or 4"."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from crawler.extraction.recognisers.vocabulary import (
    REMEMBERED,
    any_of,
    fold_in_place,
    has_digit,
    look,
    plain,
    runs_of,
    vocabulary,
)

LONGEST = 2_000
"""Characters of a text that are looked at."""

MOST_CREDITS = 60
"""Credits of one course at most: a full-time year's (ECTS Users' Guide 2015). More are a programme's."""

LONGEST_WRITTEN = 200
"""Characters kept of what stood behind a label."""

_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})?"


@dataclass(frozen=True, slots=True)
class Credits:
    """What a text says about credits: `number` is None where it is no single one ("3-4"), `text` is as written."""

    number: float | None
    text: str
    unit: str | None = None


@cache
def _units() -> frozenset[str]:
    return runs_of([*vocabulary("credits")["sure"], *vocabulary("credits")["weak"]])


@dataclass(frozen=True, slots=True)
class _Patterns:
    after: re.Pattern[str]
    """A number and its unit: "5 EC"."""
    before: re.Pattern[str]
    """A unit and its number: "Credits: 5"."""
    alone: re.Pattern[str]
    """A number with a weak unit that is the whole text: "2 SP"."""
    begins: re.Pattern[str]
    """The same where a text begins with it and a mark sets it off: "5 LP | Dozent: A. Vos"."""
    figure: re.Pattern[str]
    """Any number that is no hours, no percentage and no sort of class ("2V+1Ü")."""
    european: re.Pattern[str]
    """European credits in brackets behind a school's own: "(10 ECTS)" in "20 credits (10 ECTS)"."""
    times: re.Pattern[str]
    """What makes a number a factor: "2 x" before "15 EC"."""
    scheme: re.Pattern[str]
    """Hours a week beside credits: "3 (3-0-6)", or before them in one: "3-0-3"."""


@cache
def _patterns() -> _Patterns:
    words = vocabulary("credits")
    joins = "|".join(re.escape(fold_in_place(join)) for join in sorted(words["joins"], key=len, reverse=True))
    numbers = rf"(?P<numbers>{_NUMBER}(?:\s*(?:{joins})\s*{_NUMBER}){{0,3}})"
    start = r"(?<![\w.,/-])"
    sure, weak = any_of(words["sure"]), any_of(words["weak"])
    hours = any_of(words["hours"])
    counting = any_of(unit for unit in words["weak"] if unit not in words["contact"])
    return _Patterns(
        after=re.compile(rf"{start}{numbers}[\s(]{{0,3}}(?P<unit>{sure})(?![\w-])"),
        before=re.compile(
            rf"(?<![\w-])(?P<unit>{sure})\s?(?:\((?:{sure}|s)\))?\s{{0,2}}[:=]?\s{{0,2}}{numbers}"
            rf"(?![\w/]|[.,]\d|\s?%|\s?{hours}(?!\w))"
        ),
        alone=re.compile(
            rf"[\s(]{{0,3}}(?:(?P<label>{any_of([*words['weak'], *words['sure']])})\s?[:=]\s{{0,2}})?"
            rf"{numbers}\s{{0,2}}[(]?(?P<unit>{weak}|{sure})?[)]?[\s.)*]{{0,4}}"
        ),
        begins=re.compile(rf"[\s(]{{0,3}}{numbers}\s{{0,2}}(?P<unit>{counting})[)]?\s*[.;|·•]\s"),
        figure=re.compile(rf"(?<![\w.,]){_NUMBER}(?![\d%]|[.,]\d|(?:\s?\+\s?\d{{1,2}})?\s?{hours}(?!\w)|[vup](?!\w))"),
        european=re.compile(
            rf"\d[^()]{{0,30}}[(\[]\s?(?P<number>{_NUMBER})\s?(?P<unit>ects?)(?: credits| points)?\s?[)\]]"
        ),
        times=re.compile(r"\d\s?[x×*]\s?$"),
        scheme=re.compile(
            rf"\s*(?P<number>{_NUMBER})(?:\s*(?:{sure}|{weak}))?\s?\(\d{{1,3}}(?:\s?[-–+:,/]\s?\d{{1,3}}){{1,3}}\)\s*"
            rf"|\s*[(\[]?\d{{1,2}}(?:\s?[-–:]\s?\d{{1,2}}){{1,2}}\s?[-–:]\s?(?P<last>\d{{1,2}}(?:[.,]\d)?)[)\]]?\s*"
        ),
    )


def read_credits(text: str, *, bare: bool = False) -> Credits | None:
    """The credits that `text` states, or None. Study hours (SBU) are no credits.

    `bare`: a label already says that credits follow, so "5" and "7,5" are enough; then several different numbers
    ("15 or 30 for part-timers") are no single one either.
    """
    return (_bare if bare else _stated)(text) if len(text) <= REMEMBERED else _read(text[:LONGEST], bare=bare)


def _read(text: str, *, bare: bool) -> Credits | None:
    if not has_digit(text) or (not bare and _units().isdisjoint(look(text)[1])):
        return None
    text = plain(text)
    folded = fold_in_place(text)
    patterns = _patterns()
    european = patterns.european.search(folded)
    if european:
        return _credits(text[:LONGEST_WRITTEN], _figures(european["number"]), european["unit"])
    if bare:
        return _labelled(text, folded)
    found = patterns.after.search(folded) or patterns.before.search(folded) or patterns.begins.match(folded)
    if found:
        factor = patterns.times.search(folded[: found.start()])
        written = text[found.start() : max(found.end("numbers"), found.end("unit"))]
        return _credits(written, _figures(found["numbers"]), found["unit"], single=not factor)
    whole = patterns.alone.fullmatch(folded)
    if whole and (whole["unit"] or whole["label"]):
        return _credits(text, _figures(whole["numbers"]), whole["unit"] or whole["label"])
    return None


@lru_cache(maxsize=4_096)
def _stated(text: str) -> Credits | None:
    return _read(text, bare=False)


@lru_cache(maxsize=1_024)
def _bare(text: str) -> Credits | None:
    return _read(text, bare=True)


def _labelled(text: str, folded: str) -> Credits | None:
    patterns = _patterns()
    scheme = patterns.scheme.fullmatch(folded)
    if scheme is not None:
        return _credits(text[:LONGEST_WRITTEN], _figures(scheme["number"] or scheme["last"]), None)
    figures = {float(found[0].replace(",", ".")) for found in patterns.figure.finditer(folded)}
    figures |= {figure for found in patterns.after.finditer(folded) for figure in _figures(found["numbers"])}
    unit = patterns.after.search(folded)
    return _credits(text[:LONGEST_WRITTEN], figures, unit["unit"] if unit else None) if figures else None


def _figures(numbers: str) -> set[float]:
    return {float(figure.replace(",", ".")) for figure in re.findall(_NUMBER, numbers)}


def _credits(written: str, figures: set[float], unit: str | None, *, single: bool = True) -> Credits | None:
    if any(figure > vocabulary("credits")["most"] for figure in figures):
        return None
    written = written.strip(" .*\t\r\n")
    if written.startswith("(") and (")" not in written or written.endswith(")")):
        written = written.strip("()")
    if written.count("(") > written.count(")"):
        written += ")"
    return Credits(next(iter(figures)) if single and len(figures) == 1 else None, written, unit)
