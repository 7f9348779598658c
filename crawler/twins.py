"""The same page in several languages: a course or programme that has a page in each is one, and both lead to it."""

from collections import Counter
from collections.abc import Container, Mapping

from crawler.addresses import normalise
from crawler.extraction.findings import PageFindings

FIRST = "nl"
"""The language in which a thing is called on the map where it has a page in several and the start page is in none."""


class Twins:
    """Gathers what pages say of themselves in other languages (`hreflang`)."""

    def __init__(self, start: str) -> None:
        """`start` is the address of the start page."""
        self._start = start
        self._first = FIRST
        self._said: dict[str, dict[str, str]] = {}
        """Page → language → address, its own among them."""

    def saw(self, page: PageFindings) -> None:
        """Takes note of a page that was read, its address normalised."""
        if page.url == self._start:
            self._first = page.language or FIRST
        if not page.alternates:
            return
        said = {language: url for language, each in page.alternates.items() if (url := normalise(each)) is not None}
        others = {language: url for language, url in said.items() if url != page.url and language.isalpha()}
        if others:
            own = next((language for language, url in said.items() if url == page.url), page.language or "")
            self._said[page.url] = {**others, own: page.url}

    def firsts(self, read: Container[str]) -> dict[str, str]:
        """Address → that of its page in the start page's language, else in Dutch, for those that are not it themselves.

        `read` are all pages. One counts as another's where it says so too, or says nothing and no other page claims
        it: some sites give their start page as the translation of everything. One that was not read is never first.
        """
        claims = Counter(url for page, said in self._said.items() for url in said.values() if url != page)
        order = (self._first, FIRST)
        firsts: dict[str, str] = {}
        for page, said in self._said.items():
            group = {
                language: url
                for language, url in said.items()
                if (page in self._said[url].values() if url in self._said else claims[url] == 1)
            }
            known = [(order.index(each) if each in order else 2, each) for each, url in group.items() if url in read]
            first = group[min(known)[1]]
            firsts |= {url: first for url in group.values() if url != first}
        return _settled(firsts)


def _settled(firsts: Mapping[str, str]) -> dict[str, str]:
    """Each address with the last that is to be followed from it."""
    found = {url: _last(url, firsts) for url in firsts}
    return {url: last for url, last in found.items() if last != url}


def _last(url: str, firsts: Mapping[str, str]) -> str:
    seen: set[str] = set()
    while url in firsts and url not in seen:
        seen.add(url)
        url = firsts[url]
    return url
