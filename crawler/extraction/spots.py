"""Where on a page of a course things stand: what pages of one template have in common, for the site-wide pass.

A spot is the way to a line through the boxes around it, and which of the lines there it is: the same on all pages that
one template made. Headings are told with their words, labelled values by their spot alone, and where the page leaves
credits or a code open, the short lines that may be they.
"""

from typing import Any

from crawler.extraction.blocks import BOLD, Box, Line, Page
from crawler.extraction.course_labels import PageCourse, labelled_code
from crawler.extraction.recognisers.credits import read_credits

MOST_HEADS = 5
"""Headings of a page that are told."""

MOST_OPEN = 12
"""Short lines that may be what a page leaves open."""

MOST_LINES = 160
"""Lines at the top of a page's content in which they are looked for."""

MOST_COUNTED = 1_500
"""Lines that are told apart by their number."""

LONGEST_VALUE = 30
"""Characters of credits or a code behind a label that nobody knows."""

WAY = 4
"""Boxes of the way to a line."""

OPEN = ("credits", "code")


def told_spots(page: Page, own: PageCourse) -> dict[str, Any]:
    """The headings of a page, the spots of what labels gave, and the lines that may be what is left open. JSON-able."""
    course, lines = own.course, _Lines(page)
    heads = [line for line in page.lines if 0 < line.level < BOLD and not line.box.furniture][:MOST_HEADS]
    told: dict[str, Any] = {"heads": [[lines.spot(line), line.text[:200]] for line in heads]}
    labelled = {name: at for name, at in own.places.items() if name in OPEN}
    if labelled:
        told["spots"] = {
            name: lines.spot(page.lines[at], inline=inline) for name, (at, inline) in sorted(labelled.items())
        }
    if course.credits_text is None or course.code is None:
        told["open"] = lines.open_values()
    return {name: value for name, value in told.items() if value}


class _Lines:
    """The lines of a page by the way to them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._ways: dict[int, str] = {}
        self._spots: list[str] = []
        self._counted: dict[str, int] = {}

    def spot(self, line: Line, *, inline: bool = False) -> str:
        """The way to `line` and its number among the lines there; `inline`: what stands behind a colon in it."""
        self._count(line.index)
        spot = self._spots[line.index] if line.index < len(self._spots) else f"{self._way(line.box)}#"
        return f"{spot}:" if inline else spot

    def _count(self, index: int) -> None:
        """Tells the lines up to `index` apart by their number."""
        for line in self._page.lines[len(self._spots) : min(index + 1, MOST_COUNTED)]:
            way = self._ways.get(id(line.box)) or self._way(line.box)
            number = self._counted[way] = self._counted.get(way, -1) + 1
            self._spots.append(f"{way}#{number}")

    def open_values(self) -> list[list[str]]:
        """The short lines, or what stands behind a colon in them, that may be credits or a code."""
        found: list[list[str]] = []
        for line in self._page.content[:MOST_LINES]:
            _label, colon, value = line.text.partition(":")
            text = value.strip() if colon else line.text
            if len(text) <= LONGEST_VALUE and not line.level and may_be_open(text):
                found.append([self.spot(line, inline=bool(colon)), text])
                if len(found) == MOST_OPEN:
                    break
        return found

    def _way(self, box: Box) -> str:
        parts: list[str] = []
        outer: Box | None = box
        while outer is not None and len(parts) < WAY:
            parts.append(outer.signature)
            outer = outer.parent
        way = self._ways[id(box)] = ">".join(reversed(parts))
        return way


def may_be_open(text: str) -> bool:
    """Whether a value may be credits or a code: it has a figure or is in capitals, and one of the two reads it."""
    if not any(map(str.isdigit, text)) and not text.isupper():
        return False
    return read_credits(text, bare=True) is not None or labelled_code(text) is not None
