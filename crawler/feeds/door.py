"""The door to a source: which of its addresses are a feed's, how they are asked, and who reads what they answer."""

import logging
import re
from collections.abc import Callable, Iterable
from datetime import date
from urllib.parse import urljoin, urlsplit

from crawler.addresses import normalise, origin
from crawler.answers import Answer, is_page, is_pdf
from crawler.extraction.findings import Link, PageFindings
from crawler.feeds.markup import lay_over, read_records
from crawler.feeds.ooapi import OoapiReader
from crawler.feeds.osiris import OsirisReader
from crawler.feeds.profiles import Profile, profiles
from crawler.feeds.reader import LIST_SCORE, Asked, FeedReader
from crawler.feeds.recognition import SystemGuess, by_address, recognise, recognise_page
from crawler.feeds.rio import RioReader
from crawler.feeds.values import UnreadableFeedError, json_of
from crawler.feeds.wordpress import WordpressReader
from crawler.learning.overlaying import ruled
from crm.language import _
from crm.words import Level, SourceKind

log = logging.getLogger(__name__)

FIRST_SCORE = 1.5
"""How promising an address is that its system's profile puts first; a page by its words is worth 1 at most."""

MOST_MISSED = 3
"""Records of one sort that are not there, after which no more of that sort are asked."""

MOST_ELSEWHERE = 5
"""Catalogues on other domains that are told of."""

_JSON = re.compile(r"(?i)^application/(?:[\w.+-]*\+)?json|^text/json")
_MAY_BE_FEED = re.compile(r"[?&]pageNumber=|/student/osiris/|\.csv(?:\?|$)|/wp-json/", re.IGNORECASE)
"""What every address of a feed has: most addresses are told apart by this one look."""

_MAY_BE_CATALOGUE = re.compile(r"osiris|ooapi|oeapi|onderwijscatalogus|/(?:en|nl)/persons/", re.IGNORECASE)
"""What the address of a catalogue may have: most links are told apart by this one look."""

_RECORD_OF_LIST = re.compile(r"/[^/]+/([\w-]+)$")


class Door:
    """What a crawl knows of the system that runs at its source. Everything but counts is told by addresses alone."""

    def __init__(
        self,
        start: str,
        *,
        kind: SourceKind,
        level: Level | None,
        today: date,
        read: Callable[[Answer], PageFindings],
    ) -> None:
        """`start` is the source's address, normalised; `kind` AUTO finds out what runs there. `read` reads a page."""
        self.start, self.kind, self._level, self._read_html = start, kind, level, read
        self.guess = self._asked_for() if kind is not SourceKind.AUTO else by_address(start)
        self._readers = self._open(today) if kind is not SourceKind.SITE else {}
        self._hosts: set[str] = set()
        self.elsewhere: dict[str, str] = {}
        """Catalogues on other domains that pages lead to: address to start from → what runs there."""
        self._missed: dict[str, int] = {}
        self._had: set[str] = set()

    @classmethod
    def none(cls, start: str, *, read: Callable[[Answer], PageFindings]) -> "Door":
        """The door of an ordinary site: every address is a page."""
        return cls(start, kind=SourceKind.SITE, level=None, today=date.min, read=read)

    def _asked_for(self) -> SystemGuess:
        profile = next((each for each in profiles() if each.kind is self.kind), None)
        return SystemGuess(profile, 1.0, (f"--kind {self.kind}",)) if profile else SystemGuess()

    def _open(self, today: date) -> dict[str, FeedReader]:
        labels = {profile.reader: profile.labels for profile in profiles() if profile.reader}
        readers: dict[str, FeedReader] = {
            "ooapi": OoapiReader(level=self._level),
            "osiris": OsirisReader(level=self._level, today=today, labels=labels.get("osiris", {})),
            "rio": RioReader(today=today, any_csv=self.kind is SourceKind.RIO),
            "wordpress": WordpressReader(level=self._level, labels=labels.get("wordpress", {})),
        }
        if self.guess.system != "rio":
            del readers["rio"]  # a file about all schools says nothing of the one whose site links to it
        only = self.guess.profile.reader if self.guess.profile and self.kind is not SourceKind.AUTO else None
        return {name: reader for name, reader in readers.items() if only in {None, name}}

    # --- addresses --------------------------------------------------------------------------------------------------

    def first(self) -> list[str]:
        """Where to go before anything was read: what the kind, or the address itself, tells."""
        return self._doors(self.guess.profile, self.start, b"") if self.guess.profile else []

    def is_feed(self, url: str) -> bool:
        """Whether `url` is an address of a feed, whose answer is no page."""
        return self._reader(url) is not None

    def may_answer(self, url: str, content_type: str) -> bool:
        """Whether an answer of this Content-Type is taken although it is no page."""
        start = self.kind is not SourceKind.SITE and url == self.start and bool(_JSON.match(content_type.strip()))
        return start or self.is_feed(url)

    def asked(self, url: str) -> Asked:
        """What is sent for the address `url`."""
        reader = self._reader(url)
        return reader.asked(url) if reader is not None else Asked(url)

    def score(self, url: str) -> float | None:
        """How promising `url` is, where the system tells; None where its words are to tell."""
        reader = self._reader(url)
        if reader is not None:
            return reader.score(url)
        profile = self.guess.profile
        if profile is not None and any(pattern.search(url) for pattern in profile.first):
            return FIRST_SCORE
        return None

    def is_past(self, url: str) -> bool:
        """Whether `url` is of a feed and of a school year that is over, so that asking it again tells nothing."""
        reader = self._reader(url)
        return reader is not None and reader.is_past(url)

    def beyond(self, url: str) -> list[str]:
        """Where to go on when the address `url` of a feed could not be had."""
        reader = self._reader(url)
        return reader.beyond(url) if reader is not None else []

    def missed(self, url: str) -> str | None:
        """Counts an address of a feed that is not there. Gives the sort of address that is not to be asked any more.

        A server that has no offerings of three courses has none of the others.
        """
        sort = self.sort_of(url)
        if sort is None or sort in self._had:
            return None
        self._missed[sort] = self._missed.get(sort, 0) + 1
        return sort if self._missed[sort] >= MOST_MISSED else None

    def sort_of(self, url: str) -> str | None:
        """The sort of record below a list that `url` is of ("courses/…/offerings"); None for lists and pages."""
        reader = self._reader(url)
        if reader is None or reader.score(url) >= LIST_SCORE:
            return None
        path = urlsplit(url).path
        found = _RECORD_OF_LIST.search(path)
        return f"{origin(url)}{path[: found.start()]}/…/{found[1]}" if found else None

    # --- answers ----------------------------------------------------------------------------------------------------

    def read(self, answer: Answer) -> PageFindings:
        """What an answer says, feed, page or document, with the doors it opens.

        Raises UnreadableFeedError, UnreadablePdfError.
        """
        if is_pdf(answer.body):
            return self._read_html(answer)
        reader = self._reader(answer.url)
        if reader is not None and not self._is_lookalike(reader, answer):
            findings = _read_by(reader, answer)
            if (sort := self.sort_of(answer.url)) is not None:
                self._had.add(sort)
            return findings
        if reader is None and self.may_answer(answer.url, answer.content_type):
            return self._read_start(answer)
        return self._read_page(answer)

    def _is_lookalike(self, reader: FeedReader, answer: Answer) -> bool:
        """Whether this is a page of an ordinary site whose lists have the same names in their addresses as OOAPI's."""
        if self.guess.system == "ooapi" or not isinstance(reader, OoapiReader):
            return False
        return is_page(answer) and answer.body.lstrip()[:1] == b"<"

    def _read_start(self, answer: Answer) -> PageFindings:
        """A start address that answers with JSON: the service document of a feed."""
        if not isinstance(json_of(answer.body), dict):
            raise UnreadableFeedError(_("the feed answered without a list of items"))
        if self.kind is SourceKind.AUTO:
            self.guess = recognise(answer)
        findings = PageFindings(answer.url)
        findings.links = _links(self._doors(self.guess.profile, self.start, answer.body)) if self.guess.profile else []
        return findings

    def _read_page(self, answer: Answer) -> PageFindings:
        findings = self._read_html(answer)
        if self.kind is SourceKind.SITE:
            return findings
        host = origin(answer.url)
        if host not in self._hosts:
            self._hosts.add(host)
            self._meet(answer, findings)
        self._look_elsewhere(findings)
        profile = recognise_page(answer).profile if self.kind is SourceKind.AUTO else self.guess.profile
        if profile is None or not (profile.records or profile.rules):
            return findings
        findings = ruled(lambda _answer: findings, profile.rules, self._level)(answer)
        return self._read_records(profile, answer, findings)

    def _read_records(self, profile: Profile, answer: Answer, findings: PageFindings) -> PageFindings:
        try:
            sheet = read_records(profile, answer.body, answer.url, answer.content_type, self._level)
        except Exception:
            # what was read without the profile stands
            log.exception("records not read: %s", answer.url[:200])
            return findings
        return lay_over(findings, sheet) if sheet is not None else findings

    def _meet(self, answer: Answer, findings: PageFindings) -> None:
        """The first page of a host tells which doors it has."""
        here = recognise(answer, findings) if self.kind is SourceKind.AUTO else self.guess
        if here.profile is not None:
            if self.guess.profile is None or origin(answer.url) == origin(self.start):
                self.guess = here
            findings.links += _links(self._doors(here.profile, answer.url, answer.body))

    def _look_elsewhere(self, findings: PageFindings) -> None:
        """Notes catalogues on other domains, which a crawl does not go to: they are sources of their own."""
        own = origin(self.start)
        for link in findings.links:
            if link.url.startswith(own) or _MAY_BE_CATALOGUE.search(link.url) is None:
                continue
            profile = by_address(link.url).profile
            where = f"{origin(link.url)}/"
            if profile is not None and profile.kind is not None and len(self.elsewhere) < MOST_ELSEWHERE:
                self.elsewhere.setdefault(where, profile.title)

    # --- doors ------------------------------------------------------------------------------------------------------

    def _doors(self, profile: Profile, base: str, body: bytes) -> list[str]:
        reader = self._readers.get(profile.reader) if profile.reader else None
        found = reader.doors(base, body) if reader is not None else []
        found += [address for path in profile.doors if (address := normalise(urljoin(base, path)))]
        return list(dict.fromkeys(found))

    def _reader(self, url: str) -> FeedReader | None:
        if _MAY_BE_FEED.search(url) is None:
            return None
        return next((reader for reader in self._readers.values() if reader.is_mine(url)), None)


def _read_by(reader: FeedReader, answer: Answer) -> PageFindings:
    try:
        return reader.read(answer)
    except UnreadableFeedError:
        raise
    except Exception as error:
        # no answer may end a crawl, whatever it holds
        log.exception("feed not read: %s", answer.url[:200])
        raise UnreadableFeedError(_("the page could not be read (see the log)")) from error


def _links(urls: Iterable[str]) -> list[Link]:
    return [Link(url, "") for url in urls]
