"""The page in other languages, where its own links say so and its head does not: "English", "NL"."""

from collections.abc import Iterable
from functools import lru_cache

from crawler.extraction.findings import Link
from crawler.extraction.recognisers.languages import find_languages

_LONGEST = 14
"""Characters of a link's text that may be a language's name."""


def by_links(links: Iterable[Link], own: str | None) -> dict[str, str]:
    """Language → address, of links whose text is the name of one language, other than the page's `own`, and no more."""
    found: dict[str, str] = {}
    for link in links:
        if 2 <= len(link.text) <= _LONGEST and link.url and (language := _named(link.text)) and language != own:
            found.setdefault(language, link.url)
    return found


@lru_cache(maxsize=4_096)
def _named(words: str) -> str | None:
    if not words.isalpha():
        return None
    if len(words) == 2 and words.isupper():
        return words.lower() if words in {"NL", "EN", "DE"} else None
    languages = find_languages(words)
    return languages[0] if len(languages) == 1 else None
