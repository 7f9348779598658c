"""How often running text speaks of a page's own course or programme: "In diesem Seminar", "deze opleiding"."""

import re
from dataclasses import dataclass
from functools import cache

from crawler.extraction.blocks import BOLD, Line, Page, by_word
from crawler.extraction.word_lists import any_as_written, word_lists

MOST = 3
"""Lines that speak so from which on more of them say no more."""

WEAK = 0.25
"""What a line counts that may speak of another course or of a whole programme."""

SHORTEST = 40
"""Characters of a line that is running text."""

OPENING = 8
"""Characters that may stand before "this course" where a text opens with it: "In dit vak", "Tijdens dit vak"."""

FEW_BELOW = 4
"""Lines below a heading among which its text begins."""


@dataclass(frozen=True, slots=True)
class _Words:
    phrases: dict[str, tuple[str, ...]]
    pattern: re.Pattern[str]


@cache
def _words(name: str) -> _Words:
    phrases: list[str] = word_lists("speech")[name]
    return _Words(by_word(phrases), re.compile(rf"(?<!\w)(?:{any_as_written(phrases)})(?!\w)"))


def course_speech(page: Page) -> float:
    """How many lines of running text speak of the page's own course, at most `MOST`; lines that only may count less."""
    own = _lines(page, "course")
    return own if own == MOST else min(own + WEAK * min(_lines(page, "any_course"), MOST - 1), MOST)


def opens_with_course(page: Page, heading: Line) -> bool:
    """Whether the running text right below a heading begins by speaking of the page's own course: "Dit vak gaat …"."""
    below = page.lines[heading.index + 1 : heading.index + 1 + FEW_BELOW]
    for line in below:
        if line.level and line.level < BOLD:
            return False
        if len(line.text) >= SHORTEST:
            found = _words("course").pattern.search(line.text.lower())
            return found is not None and found.start() <= OPENING
    return False


def programme_speech(page: Page) -> float:
    """How many lines of running text speak of the page's programme, at most `MOST`."""
    return _lines(page, "programme")


def _lines(page: Page, name: str) -> float:
    words = _words(name)
    said = page.said(words.phrases)
    found = 0
    for line in page.content if said else ():
        if len(line.text) < SHORTEST:
            continue
        small = line.text.lower()
        if any(phrase in small for phrase in said) and words.pattern.search(small):
            found += 1
            if found == MOST:
                break
    return float(found)
