"""In which country a page's school is, as far as its address and words tell."""

from functools import cache
from urllib.parse import urlsplit

from crawler.extraction.blocks import Page, by_word
from crawler.extraction.word_lists import word_lists


@cache
def _by_word(country: str) -> dict[str, tuple[str, ...]]:
    return by_word(word_lists("countries")[country]["words"])


def country_of(page: Page, known: str | None) -> str | None:
    """The ISO 3166 code of the country that address or words tell, else the one that is `known` of the school.

    It is asked where the page has a word that means something else there.
    """
    for country, told in word_lists("countries").items():
        if page.holds(told["asked"]) and (_ends(page.url, told["endings"]) or page.says(_by_word(country))):
            return country
    return known


def _ends(url: str, endings: list[str]) -> bool:
    return (urlsplit(url).hostname or "").endswith(tuple(endings))
