"""The words by which a course's or programme's own page says that digital sprints are part of it."""

import re
from functools import cache

from crawler.extraction.blocks import Page, by_word
from crawler.extraction.recognisers.vocabulary import vocabulary
from crawler.extraction.word_lists import any_as_written
from crm.text import clean

LONGEST_LINE = 4_000
"""Characters of a line in which it is looked for."""

LONGEST_QUOTE = 400
"""Characters of the sentence that are kept."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zà-ÿ\"“])")


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(vocabulary("embedding")["phrases"])


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    return by_word(_phrases())


@cache
def _said() -> re.Pattern[str]:
    words = any_as_written(_phrases())
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def sprint_quote(page: Page) -> str | None:
    """The first sentence of the page, outside its furniture, that speaks of digital sprints; None where none does."""
    for line in page.lines if page.says(_by_word()) else ():
        if line.box.furniture or len(line.text) > LONGEST_LINE or not _said().search(line.text):
            continue
        sentence = next(part for part in _SENTENCE.split(line.text) if _said().search(part))
        return clean(sentence, LONGEST_QUOTE)
    return None
