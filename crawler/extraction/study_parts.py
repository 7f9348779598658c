"""The parts of a programme ("Leerjaar 1", "Semester III", "First year"), and the lines that say what each holds."""

import re
from functools import cache, lru_cache

from crawler.extraction.blocks import BOLD, Line, Page, by_word
from crawler.extraction.word_lists import any_as_written, word_lists

LONGEST_PART = 60
"""Characters of a heading for a part of a programme."""

LONGEST_TITLE = 45
"""Characters of the lines below such headings on average, where they are titles."""


def lines_of_parts(page: Page) -> dict[int, int]:
    """The lines below headings for parts of a programme, by index, each with that of its heading.

    Where lines tell of the parts in sentences there are none. An item with a list of its own may be such a heading.
    """
    heads = _heads(page)
    found = (
        {line.index: at for line in page.content if (at := _part_of(page, line, heads)) is not None} if heads else {}
    )
    lines = [page.lines[index] for index in found]
    told = sum(line.text.endswith(".") for line in lines)
    return {} if 2 * told > len(lines) or sum(len(line.text) for line in lines) > LONGEST_TITLE * len(lines) else found


def _heads(page: Page) -> set[int]:
    if not page.says(_words()):
        return set()
    return {line.index for line in page.content if len(line.text) <= LONGEST_PART and is_part(line.text)}


def _part_of(page: Page, line: Line, heads: set[int]) -> int | None:
    """The heading in `heads` below which a line that is none stands: its section's, or that of the item around it."""
    if line.index in heads or line.level:
        return None
    if line.section in heads and page.lines[line.section].level < BOLD:
        return line.section
    around = [box.start for box in line.box.ancestors() if box.tag == "li" and box.start in heads]
    return around[0] if around else None


@lru_cache(maxsize=4_096)
def is_part(text: str) -> bool:
    """Whether a text names a part of a programme, perhaps with what it is about: "Semester 1", "Jaar 2: verdieping"."""
    return _pattern().fullmatch(text.strip(" :")) is not None


@cache
def _pattern() -> "re.Pattern[str]":
    parts = word_lists("programmes")["parts"]
    words, ordinals = any_as_written(parts["words"]), any_as_written(parts["ordinals"])
    return re.compile(
        rf"(?:(?:{words})\s+(?:\d{{1,2}}(?:\s?(?:[/&+–-]|en|and|und)\s?\d{{1,2}})?|[IVX]{{1,4}}|[A-F])|(?:\d\.|\de|{ordinals})\s+(?:{words}))(?:\s*[(:–-].{{0,40}})?",
        re.IGNORECASE,
    )


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return by_word(word_lists("programmes")["parts"]["words"])
