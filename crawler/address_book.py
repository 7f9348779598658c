"""Which addresses of a source are known, and which of those a page brings are worth knowing."""

from collections import Counter
from collections.abc import Callable, Iterable

from crawler import addresses
from crawler.elsewhere import Elsewhere
from crawler.extraction.findings import PageFindings
from crawler.extraction.recognisers.document_words import least_promise
from crawler.frontier import DEEPEST, Candidate, Frontier
from crawler.guard import Scope
from crawler.likes import BARREN
from crawler.prospects import Prospect, promise_of, prospects
from crawler.sitemaps import MOST_FILES
from crawler.storage import KnownPage, NewAddress
from crm.language import _
from crm.words import SITEMAP, LeftOut, PageState

START_SCORE = 10.0
"""Score of the start address: before everything else."""

SITEMAP_SCORE = 9.0
"""Score of a sitemap: straight after the start address."""

KNOWN_YIELDS = 1.0
"""Score a page gains for having had something of what is sought when it was last read."""

MOST_GONE = 5
"""Runs in a row with 404 or 410 after which an address that nobody links to is no longer asked."""

MOST_DOCUMENTS = 200
"""PDFs that are newly asked in one run."""

_SITEMAP_DEPTH = 2
"""Depth of what a sitemap lists: somewhere below the start page."""


class AddressBook:
    """Every address of a source, each once. `score` weighs a link by its address and anchor text.

    At most `most` addresses are kept, so that an endless site fills neither memory nor database.
    """

    def __init__(
        self,
        *,
        scope: Scope,
        frontier: Frontier,
        score: Callable[[str, str], float],
        most: int,
        is_feed: Callable[[str], bool],
        refuses: Callable[[str], bool],
    ) -> None:
        """`is_feed` tells the addresses of a feed, which are asked whatever their ending; `refuses` those that are not
        even written down: the page of somebody who was erased.
        """
        self._scope, self._frontier, self._score, self._most = scope, frontier, score, most
        self._is_feed, self._refuses = is_feed, refuses
        self._known: set[str] = set()
        self._linked: set[str] = set()
        self._named: set[str] = set()
        """Known addresses that a page named as those of a course, person or programme."""
        self._blind: set[str] = set()
        """Addresses that were found without words: in a sitemap, behind a picture."""
        self._sitemaps = 0
        self._documents = 0
        self.left_out: Counter[LeftOut] = Counter()
        """Links that were not taken up at all, and why."""
        self.elsewhere = Elsewhere()

    def load(self, page: KnownPage, *, run_id: int, rests: bool = False) -> bool:
        """Takes up an address that an earlier process knew; one that `rests` is not to be asked now.

        True where this run has asked its server for it already.
        """
        if page.state is PageState.SKIPPED and self._document(page.url) == "pdf":
            return False  # what links say of it now decides anew
        self._known.add(page.url)
        self._sitemaps += page.kind == SITEMAP
        if page.linked_run_id == run_id:
            self._linked.add(page.url)
        if page.run_id == run_id and page.state is not PageState.WAITING:
            return page.status is not None or page.state is PageState.FAILED
        if not rests and self._is_worth_asking(page):
            self._frontier.add(
                page.url,
                _known_score(page),
                page.depth,
                known=page.state is not PageState.WAITING,
                is_sitemap=page.kind == SITEMAP,
            )
        return False

    def close(self) -> None:
        """Nothing is added any more: of the addresses only what was left out and what is elsewhere is kept."""
        for addresses_known in (self._known, self._linked, self._named, self._blind):
            addresses_known.clear()

    def start(self, url: str) -> list[NewAddress]:
        """The start address, if it was not known."""
        if url in self._known:
            return []
        self._known.add(url)
        self._frontier.add(url, START_SCORE, 0)
        return [NewAddress(url, START_SCORE, 0)]

    def brought(
        self, candidate: Candidate, findings: PageFindings, *, yielded: bool
    ) -> tuple[list[NewAddress], list[str]]:
        """What a page links to: the addresses that were not known, and those this run saw no link to yet.

        A list that goes on where the page `yielded` something is no deeper than the page.
        """
        new: list[NewAddress] = []
        linked: list[str] = []
        own = addresses.pattern(candidate.url)
        for link in prospects(candidate.url, findings, self._score):
            if link.url in self._known:
                linked.append(link.url)
                self._prefer(link, candidate.depth + 1)
            elif not self._scope.holds(link.url):
                self.elsewhere.saw(link, candidate.url)
            elif (why := self._outside(candidate, link.url, findings)) is not None:
                self.left_out[why] += 1
            elif not addresses.is_media(link.url) or self._is_feed(link.url):
                goes_on = yielded and addresses.pattern(link.url) == own
                depth = candidate.depth + (not goes_on)
                new += self._remember(link.url, link.promise, depth, link.parent, link.place)
                if not link.words and not link.named:
                    self._blind.add(link.url)
        self.left_out[LeftOut.NOFOLLOW] += sum(link.nofollow for link in findings.links)
        return new, self.mark(linked)

    def _outside(self, candidate: Candidate, url: str, findings: PageFindings) -> LeftOut | None:
        """Why a link is not taken up at all; None where it may be."""
        if findings.nofollow:
            return LeftOut.NOFOLLOW
        if candidate.depth >= DEEPEST:
            return LeftOut.DEEP
        if addresses.is_trap(url) and not self._is_feed(url):
            return LeftOut.TRAP
        return LeftOut.FULL if len(self._known) >= self._most else None

    def _prefer(self, link: Prospect, depth: int) -> None:
        """A better reason to ask an address that is known and may still wait: its words, or what it is the page of."""
        if link.named and link.url not in self._named:
            self._named.add(link.url)
            self._frontier.prefer(link.url, link.promise, depth, parent=link.parent, place=link.place)
        elif link.words and link.url in self._blind:
            self._blind.discard(link.url)
            self._frontier.prefer(link.url, link.promise, depth, parent=link.parent, place=link.place)

    def redirected(self, candidate: Candidate, target: str) -> list[NewAddress]:
        """Where a redirect leads, if it was not known. It waits with the promise of the address that led there."""
        if candidate.is_sitemap:
            return self.sitemaps([target])
        if candidate.depth >= DEEPEST or target in self._known:
            return []
        return self._remember(target, -candidate.cost, candidate.depth + 1, candidate.parent, candidate.place)

    def listed(self, pages: Iterable[str]) -> list[NewAddress]:
        """The addresses of a sitemap that were not known."""
        known = (addresses.normalise(each) for each in pages)
        wanted = [url for url in known if url is not None and url not in self._known and self._is_wanted(url)]
        self._blind.update(wanted)
        promises = [(url, promise_of(url, "", self._score)) for url in wanted]
        return [new for url, promise in promises for new in self._remember(url, promise, _SITEMAP_DEPTH)]

    def sitemaps(self, urls: Iterable[str]) -> list[NewAddress]:
        """Sitemaps that were not known."""
        new: list[NewAddress] = []
        for each in urls:
            url = addresses.normalise(each)
            if url is None or url in self._known or not self._scope.holds(url) or self._sitemaps >= MOST_FILES:
                continue
            self._known.add(url)
            self._sitemaps += 1
            new.append(NewAddress(url, SITEMAP_SCORE, 1, kind=SITEMAP))
            self._frontier.add(url, SITEMAP_SCORE, 1, is_sitemap=True)
        return new

    def mark(self, urls: Iterable[str]) -> list[str]:
        """Those of `urls` that are known and to which no page of this run was seen to link before."""
        first = [url for url in dict.fromkeys(urls) if url in self._known and url not in self._linked]
        self._linked.update(first)
        return first

    def _is_wanted(self, url: str) -> bool:
        if not self._scope.holds(url):
            return False
        return self._is_feed(url) or not (addresses.is_media(url) or addresses.is_trap(url))

    def _document(self, url: str) -> str | None:
        return None if self._is_feed(url) else addresses.document(url)

    def _is_worth_asking(self, page: KnownPage) -> bool:
        if page.state is PageState.GONE:
            return page.times_gone < MOST_GONE
        return not (page.state is PageState.SKIPPED and self._document(page.url))

    def _remember(self, url: str, score: float, depth: int, parent: str = "", place: int = 0) -> list[NewAddress]:
        """Takes up an address that was not known; nothing when the book is full."""
        if url in self._known or len(self._known) >= self._most or self._refuses(url):
            return []
        self._known.add(url)
        self._linked.add(url)
        refused = self._refused(url, score)
        if refused is not None:
            sort, why = refused
            return [NewAddress(url, score, depth, state=PageState.SKIPPED, problem=why, left_out=sort)]
        self._frontier.add(url, score, depth, parent=parent, place=place)
        return [NewAddress(url, score, depth)]

    def _refused(self, url: str, promise: float) -> tuple[LeftOut, str] | None:
        """Why an address is not to be asked although it is the source's; None where it may be."""
        sort = self._document(url)
        if sort == "pdf" and promise < least_promise():
            return LeftOut.PDF, _("a PDF whose name is not that of a study guide")
        if sort == "pdf" and self._documents >= MOST_DOCUMENTS:
            return LeftOut.PDF, _("{n} PDFs were taken already").format(n=MOST_DOCUMENTS)
        if sort not in {None, "pdf"}:
            return LeftOut.FILE, _("a file of sort {sort}, not a page").format(sort=str(sort).upper())
        if self._frontier.is_barren(url):
            return LeftOut.ALIKE, leads_nowhere()
        self._documents += sort == "pdf"
        return None


def leads_nowhere() -> str:
    """Why an address is left of which enough others were read."""
    return _("{n} addresses like it led to nothing new").format(n=BARREN)


def _known_score(page: KnownPage) -> float:
    return page.score + (KNOWN_YIELDS if page.kind not in {None, "other", SITEMAP} else 0.0)
