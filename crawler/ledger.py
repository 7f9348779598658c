"""What came of the addresses of a run, written down: their rows, the figures of the run, and trouble with its start."""

from collections.abc import Sequence
from typing import Any

from crawler.archive import Archived
from crawler.frontier import Candidate, Frontier
from crawler.storage import Counters, NewAddress, PageStore
from crm.language import _
from crm.words import LeftOut, PageState


class Ledger:
    """The rows of a run and its figures, which go together. Raises DatabaseError as `PageStore` does."""

    def __init__(self, url: str, store: PageStore, frontier: Frontier) -> None:
        """`url` is the start address, normalised."""
        self._store, self._frontier = store, frontier
        self.counters = store.counters()
        self.start_chain = {url}
        """The start address, and where it redirects to."""
        self.start_problem: str | None = None
        """Why the start address, or where it redirects to, could not be had."""
        self.forbidden = 0
        """Pages that robots.txt forbids."""

    def write(
        self,
        url: str,
        values: dict[str, Any],
        *,
        new: Sequence[NewAddress] = (),
        linked: Sequence[str] = (),
        archived: Archived | None = None,
    ) -> None:
        """One page's answer, in one transaction with the figures: see `PageStore.write`."""
        self._store.write(url, values, self._figures(), new=new, linked=linked, archived=archived)

    def add(self, new: Sequence[NewAddress]) -> None:
        """Addresses that no page brought."""
        if new:
            self._store.add(new, self._figures())

    def failed(
        self, candidates: Sequence[Candidate], why: str, status: int | None = None, *, new: Sequence[NewAddress] = ()
    ) -> None:
        """Addresses that could not be had. `new`: those that are worth asking all the same."""
        pages = [each.url for each in candidates if not each.is_sitemap]
        self.counters.failed += len(pages)
        self.note_start(pages, why)
        values = {"state": PageState.FAILED, "status": status, "problem": why}
        self._store.write_all([each.url for each in candidates], values, self._figures(), new=new)

    def skipped(self, candidates: Sequence[Candidate], why: str, sort: LeftOut, status: int | None = None) -> None:
        """Addresses that are left alone."""
        pages = [each.url for each in candidates if not each.is_sitemap]
        self.counters.skipped += len(pages)
        self.note_start(pages, why)
        values = {"state": PageState.SKIPPED, "status": status, "problem": why, "left_out": sort}
        self._store.write_all([each.url for each in candidates], values, self._figures())

    def forbid(self, candidates: Sequence[Candidate]) -> None:
        """Addresses that robots.txt forbids."""
        self.forbidden += sum(not each.is_sitemap for each in candidates)
        self.skipped(candidates, _("robots.txt forbids it"), LeftOut.ROBOTS)

    def note_start(self, urls: Sequence[str], why: str) -> None:
        """Keeps `why` where the start is among `urls`."""
        if not self.start_chain.isdisjoint(urls):
            self.start_problem = why

    def _figures(self) -> Counters:
        self.counters.waiting = self._frontier.waiting
        return self.counters
