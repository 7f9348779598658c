"""The pages of a site, gathered to be read together: tens of thousands are in memory at once, so each is made small."""

from dataclasses import fields
from sys import intern

from crawler.extraction.findings import (
    Evidence,
    FoundCourse,
    FoundPerson,
    FoundProgramme,
    FoundRole,
    FoundUnit,
    Link,
    PageFindings,
)
from crawler.extraction.site import JUDGED_ANEW

_TEXTS: dict[type, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind))
    for kind in (FoundCourse, FoundPerson, FoundRole, FoundProgramme, FoundUnit, Evidence)
}


_NONE: dict[str, str] = {}
"""The other languages of every page that is gathered: none."""


class Gathering:
    """Takes pages in one by one. What stands on many of them (a link, a name, the word for a role) is held once."""

    def __init__(self) -> None:
        self.pages: list[PageFindings] = []
        self._links: dict[tuple[str, str, bool, bool], Link] = {}

    def take(self, page: PageFindings) -> None:
        """Adds `page`, which nobody else has a use for, without what only the crawl or the judge of one page needs."""
        page.url = intern(page.url)
        page.title, page.language = page.title and intern(page.title), page.language and intern(page.language)
        page.canonical = None
        page.alternates = _NONE
        page.links = list(map(self._shared, page.links))
        for parts in (page.courses, page.programmes, page.units, page.evidence):
            for part in parts:
                _share_texts(part)
        for person in page.people:
            _share_texts(person)
            for role in person.roles:
                _share_texts(role)
        scores = page.hints.pop("scores", None)
        page.hints = {intern(name): _shared_text(value) for name, value in page.hints.items() if value}
        if scores and page.kind in JUDGED_ANEW:
            page.hints["scores"] = {intern(kind): score for kind, score in scores.items()}
        self.pages.append(page)

    def _shared(self, link: Link) -> Link:
        return self._links.setdefault((link.url, link.text, link.nofollow, link.furniture), link)


def _share_texts(part: object) -> None:
    for name in _TEXTS[type(part)]:
        value = getattr(part, name)
        if type(value) is str:
            setattr(part, name, intern(value))


def _shared_text(value: object) -> object:
    return intern(value) if type(value) is str else value
