"""What stands beside the heading of a programme's page: "Bachelor voltijd / deeltijd", "120 studiepunten, 2 jaar"."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from crawler.extraction.blocks import BOLD, Line, Page
from crawler.extraction.outline import Outline
from crawler.extraction.programme_names import leading_degree
from crawler.extraction.recognisers.credits import MOST_CREDITS, read_credits
from crawler.extraction.word_lists import any_as_written, word_lists
from crm.text import fold

ABOVE, BELOW = 2, 4
"""Lines around the heading in which such facts stand."""

LONGEST = 120
"""Characters of such a line."""

FEWEST = 2
"""Different facts that tell a programme; what it counts for in all tells it alone."""

_PIECES = re.compile(r"\s+[|–—·•/-]\s+|\s*[|·•]\s*|\s{2,}|[,;]\s+|\s\(")


_LEVEL = re.compile(r"\b(?:niveau|level)\s*[1-8]\b")
"""The level of a vocational programme: "Niveau 4"."""


@cache
def _forms() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{any_as_written(map(fold, word_lists('programmes')['study_forms']))})(?![\w-])")


@cache
def _lengths() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,])\d(?:[.,]5)?[ -]{{0,2}}(?:{any_as_written(word_lists('programmes')['lengths'])})(?!\w)"
    )


def has_programme_facts(outline: Outline) -> bool:
    """Whether lines beside the main heading say how it is studied, how long, for which degree or for how many credits.

    Credits of a single course say that the page is about that.
    """
    heading = outline.main_heading
    if heading is None:
        return False
    facts: set[str] = set()
    for line in _beside(outline.page, heading):
        counted = [stated.number for piece in _PIECES.split(line.spaced) if (stated := read_credits(piece)) is not None]
        if any(number is not None and number <= MOST_CREDITS for number in counted):
            return False
        facts |= {"whole"} if any(number is not None for number in counted) else set()
        facts |= _facts(line.text)
    return "whole" in facts or len(facts) >= FEWEST


def has_facts_below(page: Page, title: Line) -> bool:
    """Whether the lines below a title on a card say how it is studied, how long, for which degree or at which level."""
    facts: set[str] = set()
    for line in page.lines[title.index + 1 : title.index + 1 + BELOW]:
        if line.level or line.box.furniture or len(line.text) > LONGEST or any(anchor.url for anchor in line.anchors):
            break
        facts |= _facts(line.text)
    return len(facts) >= FEWEST


def _beside(page: Page, heading: Line) -> Iterator[Line]:
    """The short lines right above a heading, and those below it up to the next one or a link, which heads a card."""
    above = page.lines[max(heading.index - ABOVE, 0) : heading.index]
    below = page.lines[heading.index + 1 : heading.index + 1 + BELOW]
    for line in [*above, *takewhile(_is_of_heading, below)]:
        if not line.box.furniture and 3 < len(line.text) <= LONGEST:
            yield line


def _is_of_heading(line: Line) -> bool:
    return not 0 < line.level < BOLD and line.lone_anchor is None


def _facts(text: str) -> set[str]:
    folded = fold(text)
    found = {"form"} if _forms().search(folded) else set()
    found |= {"length"} if _lengths().search(folded) else set()
    found |= {"level"} if _LEVEL.search(folded) else set()
    return found | ({"degree"} if leading_degree(text) else set())
