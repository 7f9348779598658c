"""Whether a page says something that no page of this run said before: what an address like it is worth."""

from crawler.extraction.findings import PageFindings, PageKind
from crm.text import fold

_OWN = frozenset({PageKind.COURSE, PageKind.PERSON})
"""Kinds of page that are about one thing, which a list may have named before."""


class News:
    """What the pages of a run named so far. A list sorted otherwise, a page for print, the same in English: no news."""

    def __init__(self) -> None:
        self._met: set[int] = set()

    def has(self, findings: PageFindings) -> bool:
        """Whether the page has a course, programme or contact that none of its sort had before. Remembers them."""
        own = findings.kind in _OWN
        named = [course.code or course.name or "" for course in findings.courses]
        named += [programme.name for programme in findings.programmes]
        named += [person.name for person in findings.people if person.roles]
        first = {hash((own, fold(each))) for each in named[:1] if own} or {hash((own, fold(each))) for each in named}
        new = first - self._met
        self._met |= new
        return bool(new)

    def forget(self) -> None:
        """No more pages come."""
        self._met.clear()
