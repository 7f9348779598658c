"""Credits that a sentence gives: "This is a 4-unit course", "De cursus omvat 5 EC", "Cr. 3. (2-3). An introduction".

Unlike in `credits`, a weak unit counts here: the sentence says that it speaks of a course, or the text begins with it.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from crawler.extraction.recognisers.credits import MOST_CREDITS, Credits
from crawler.extraction.recognisers.vocabulary import (
    REMEMBERED,
    any_of,
    fold_in_place,
    look,
    plain,
    runs_of,
    vocabulary,
)

LONGEST = 1_000
"""Characters of a text that are looked at."""

LONGEST_END = 160
"""Characters at the end of a text in which it may say what the course counts for."""

MOST_CLOSING = 30
"""Credits that a description's end may give; more are those that must be had before."""

FIGURES = r"(?P<figures>\d{1,2}(?:[.,]\d{1,3})?(?:\s*(?:-|–|to|or|of|/)\s*\d{1,2}(?:[.,]\d{1,3})?)?)"
"""A number of credits, or a range or choice of them."""


_MARK = re.compile(r"^[\s,.;:]*[(\[][A-Z0-9,+-]{1,8}[)\]](?=.*\d)")
"""A term or hours in brackets before the credits: "[36L] 0.5 credit"."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    of_course: re.Pattern[str]
    """Figure, unit and a word for a course: "a 4-unit elective course"."""
    counts: re.Pattern[str]
    """A verb for what a course counts for, figure and unit: "is worth 7.5 ECTS"."""
    leading: tuple[re.Pattern[str], ...]
    """What a description may begin with: "Cr. 3.", "3 hours credit.", "(3)", "3-0-3.", "Three credits."."""
    closing: re.Pattern[str]
    """What a description may end with: ". 3 units.", " (3 credits)"."""


@cache
def _patterns() -> _Patterns:
    words = vocabulary("credits")
    units = any_of([*words["sure"], *words["weak"]])
    numbers = any_of(words["numbers"])
    own = any_of([*words["sure"], *(word for word in words["weak"] if word not in words["contact"])])
    figure = rf"(?<![\w.,/-])(?:{FIGURES}|(?P<word>{numbers}))"
    edge = r"[\s,.;:–—|-]*(?:[(\[](?!\d{1,2}(?:\.\d)?\s?[)\]])[A-Z0-9][A-Z0-9,+-]{0,7}[)\]]\s*)?"
    return _Patterns(
        of_course=re.compile(
            rf"{figure}[\s-]{{0,3}}{own}[\s-]{{1,2}}(?:(?!{any_of(words['prepositions'])}\s)[\w/&-]+\s){{0,3}}?"
            rf"{any_of(words['courses'])}(?!\w)"
        ),
        counts=re.compile(rf"(?<!\w){any_of(words['verbs'])}\s(?:\w+\s){{0,2}}?{figure}[\s-]{{0,3}}{own}(?![\w-])"),
        leading=(
            re.compile(rf"{edge}{FIGURES}\s?\(\d{{1,2}}-\d{{1,2}}(?:-\d{{1,2}})?\)(?=\s|$|[.,;:])"),
            re.compile(
                rf"{edge}[(\[]\s*(?:{units}[\s:.]{{0,3}})?{FIGURES}(?:\s*{units})?\.?\s*[)\]](?=\s*(?:$|[A-Z(|.,;–—-]))"
            ),
            re.compile(rf"{edge}\d{{1,2}}(?:\.\d)?-\d{{1,2}}(?:\.\d)?-{FIGURES}(?=[\s.,;]|$)"),
            re.compile(
                rf"{edge}{FIGURES}[\s-]{{0,2}}{units}(?:\s(?:of\s)?credits?)?(?=\s*(?:$|[.,;:)(|–—]))", re.IGNORECASE
            ),
            re.compile(rf"{edge}{units}[.:]{{0,2}}\s?{FIGURES}(?:\s{units})?(?=\s*(?:$|[.,;)(|>–—]))", re.IGNORECASE),
            re.compile(rf"{edge}(?i:{units}):\s?{FIGURES}(?=\s+[A-Z])"),
            re.compile(rf"{edge}(?i:{FIGURES}[\s-]{{0,2}}{any_of(words['sure'])})(?=\s+[A-Z])"),
            re.compile(rf"{edge}(?i:{any_of(words['heads'])})[.:]?\s?{FIGURES}(?=\s+[A-Z])"),
            re.compile(rf"{edge}(?i:(?P<word>{numbers})[\s-]{any_of(words['sure'])})(?=\s*(?:$|[.,;)(|–—]))"),
        ),
        closing=re.compile(
            rf"(?P<before>[^.;:()]*)(?:[.;)]\s+|\s[(\[]|,\s(?=\d{{1,2}}\s)){FIGURES}[\s-]{{0,2}}{own}\.?[)\]]?[\s.]*$"
        ),
    )


@cache
def _units() -> frozenset[str]:
    words = vocabulary("credits")
    return runs_of([*words["sure"], *words["weak"]])


def credits_of_course(text: str) -> Credits | None:
    """What a sentence of `text` says that a course counts for, or None where none does or several say otherwise.

    >>> credits_of_course("This is a three-credit course on bees.").number
    3.0
    """
    text = text[:LONGEST]
    return _remembered(text) if len(text) <= REMEMBERED else _read(text)


@lru_cache(maxsize=4_096)
def _remembered(text: str) -> Credits | None:
    return _read(text)


def _read(text: str) -> Credits | None:
    if _units().isdisjoint(look(text)[1]):
        return None
    folded = fold_in_place(plain(text))
    found = [*_patterns().of_course.finditer(folded)]
    found += [match for match in _patterns().counts.finditer(folded) if not _musts().search(folded[: match.start()])]
    stated = [_credits(match, text) for match in found]
    numbers = {credit.number for credit in stated if credit is not None}
    return stated[0] if len(numbers) == 1 else None


@cache
def _musts() -> re.Pattern[str]:
    """What stands right before a verb where somebody must have credits already: "students must earn 12 credits"."""
    return re.compile(rf"(?<!\w){any_of(vocabulary('credits')['musts'])}\s(?:\w+\s)?$")


def leading_credits(text: str) -> tuple[Credits, int] | None:
    """What the start of a text says that a course counts for, and where that ends, or None."""
    head = plain(text[:60])
    for pattern in _patterns().leading:
        match = pattern.match(head)
        if match is not None and (stated := _credits(match, text)) is not None:
            return stated, match.end()
    return None


def closing_credits(text: str) -> Credits | None:
    """What the end of a text says that a course counts for, or None; what must be done before counts for another."""
    end = fold_in_place(plain(text[-LONGEST_END:]))
    match = _patterns().closing.search(end)
    if match is None or _asks().search(match["before"]):
        return None
    stated = _credits(match, match.group()[len(match["before"]) :])
    return None if stated is None or (stated.number or 0) > MOST_CLOSING else stated


@cache
def _asks() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(vocabulary('credits')['asks'])}")


def _credits(match: "re.Match[str]", text: str) -> Credits | None:
    named = match.groupdict()
    if named.get("word"):
        figures = {float(vocabulary("credits")["numbers"][named["word"].lower()])}
    else:
        figures = {float(figure.replace(",", ".")) for figure in re.findall(r"\d+(?:[.,]\d+)?", named["figures"])}
    if not figures or max(figures) > MOST_CREDITS:
        return None
    written = _MARK.sub("", text[match.start() : match.end()]).strip(" .,;:()[]–—-|")
    return Credits(next(iter(figures)) if len(figures) == 1 else None, written)
