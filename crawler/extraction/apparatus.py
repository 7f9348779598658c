"""What the homepage of a course is made of: meetings, work, marks, books, office hours, staff."""

import re
from functools import cache, lru_cache

from crawler.extraction.blocks import Page
from crawler.extraction.word_lists import word_lists
from crm.text import fold, may_begin

MOST_LINES = 500
"""Lines of a page that are looked at."""

LONGEST_PHRASE = 5
"""Words of the longest phrase."""

LINKED = 0.5
"""What a part counts that the page only links to: every page of the course links to it."""

_NUMBER = re.compile(r"\s*#?\d+\b.*$")
_ENDS = re.compile(r"[:(\[–|]| - ")


@cache
def _parts() -> dict[str, str]:
    parts: dict[str, list[str]] = word_lists("apparatus")["parts"]
    return {phrase: part for part, phrases in parts.items() for phrase in phrases}


@cache
def _beginnings() -> frozenset[str]:
    """The first word of every phrase: most lines begin with none of them."""
    return frozenset(phrase.split()[0] for phrase in _parts())


@lru_cache(maxsize=4_096)
def part_of(text: str) -> str | None:
    """The part that a line begins with, as a whole ("Office hours: …", "Homework #3")."""
    if not may_begin(text, _beginnings()):
        return None
    head = _ENDS.split(text, maxsplit=1)[0]
    words = fold(_NUMBER.sub("", head)).strip(" .").split()
    return _parts().get(" ".join(words)) if 0 < len(words) <= LONGEST_PHRASE else None


def is_work(header: str) -> bool:
    """Whether the header of a column is of work for a course, or of the day when it must be handed in."""
    words = fold(header)
    return words in _due() or part_of(header) == "work"


@cache
def _due() -> frozenset[str]:
    return frozenset(map(fold, word_lists("apparatus")["due"]["words"]))


def course_parts(page: Page) -> float:
    """How many parts of a course's homepage a page has; what it only links to counts half."""
    own: set[str] = set()
    linked: set[str] = set()
    for line in page.content[:MOST_LINES]:
        part = part_of(line.text[:80])
        if part is not None:
            (own if line.lone_anchor is None else linked).add(part)
    return len(own) + LINKED * len(linked - own)
