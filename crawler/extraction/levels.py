"""At which level of education a page's school teaches, as far as its own words tell."""

import re
from functools import cache

from crawler.extraction.blocks import Page
from crawler.extraction.word_lists import any_as_written, word_lists


def level_of(page: Page, known: str | None) -> str | None:
    """The level that is `known` of the school (`wo`, `hbo`, `mbo`), else the one that the page's frame tells.

    It is asked where the page has a word that means something else there.
    """
    if known is not None or not page.holds(word_lists("levels")["asked"]):
        return known
    own = "\n".join([page.title, *(line.text for line in page.lines if line.level == 1)])
    frame = "\n".join(line.text for line in page.lines if line.furniture)
    told = (level for text in (own, frame) for level, pattern in _patterns() if pattern.search(text))
    return next(told, None)


@cache
def _patterns() -> "tuple[tuple[str, re.Pattern[str]], ...]":
    levels = word_lists("levels")["levels"].items()
    return tuple((level, re.compile(rf"\b(?:{any_as_written(words)})\b", re.IGNORECASE)) for level, words in levels)
