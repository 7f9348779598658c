"""One run over one source, whoever does the fetching: which address is next, and what an answer means."""

import hashlib
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from crawler import addresses, answers, politeness, recurrence
from crawler.address_book import AddressBook, leads_nowhere
from crawler.answers import Answer, Trouble
from crawler.archive import archived
from crawler.directives import heed
from crawler.extraction.findings import PageFindings
from crawler.extraction.pdf import UnreadablePdfError
from crawler.feeds.door import Door
from crawler.feeds.values import UnreadableFeedError
from crawler.fold import pack, unpack
from crawler.frontier import DEEPEST, Candidate, Frontier
from crawler.guard import Scope
from crawler.ledger import Ledger
from crawler.news import News
from crawler.night import read_night
from crawler.options import CrawlOptions
from crawler.robots import MOST_REDIRECTS, Rules, rules_of
from crawler.screened import screened
from crawler.side_links import side_links
from crawler.sitemaps import at_home, read_sitemap
from crawler.storage import KnownPage, LastAnswer, NewAddress, PageStore
from crm.clock import Clock
from crm.language import _
from crm.privacy.screening import NOBODY, Screen
from crm.words import SITEMAP, LeftOut, PageState

MOST_ATTEMPTS = 2
"""Times an address is asked again after no answer or a server's error."""

MOST_TROUBLE = 8
"""Addresses of one host in a row without an answer, after which the host is left alone."""

_PASSING = frozenset({Trouble.TIMEOUT, Trouble.BROKEN, Trouble.CUT_SHORT, Trouble.REFUSED})
"""Troubles that may be over in a moment."""

_FORGOTTEN: dict[str, Any] = {"findings": None, "etag": None, "last_modified": None, "body_hash": None}


class Crawl:
    """The state of a run. `read` makes findings of an answer, `score` weighs a link by its address and anchor text."""

    def __init__(
        self,
        *,
        url: str,
        scope: Scope,
        store: PageStore,
        run_id: int,
        options: CrawlOptions,
        max_pages: int,
        frontier: Frontier,
        read: Callable[[Answer], PageFindings],
        score: Callable[[str, str], float],
        clock: Clock,
        every_days: int = 7,
        door: Door | None = None,
        screen: Screen = NOBODY,
    ) -> None:
        """`url` is the start address, normalised; no `door`: an ordinary site; `screen`: of whom nothing is stored."""
        self.url, self.scope, self.store, self.run_id = url, scope, store, run_id
        self.options, self.max_pages, self.frontier, self.clock = options, max_pages, frontier, clock
        self._read = read
        self._every_days = every_days
        self._resting: dict[str, KnownPage] = {}
        """Pages that are not worth asking in this run, unless a page that linked to them no longer does."""
        self.door = door or Door.none(url, read=read)
        self._screen, most = screen, 25 * max_pages + 5_000
        self._book = AddressBook(
            scope=scope, frontier=frontier, score=score, most=most, is_feed=self.door.is_feed, refuses=screen.is_page
        )
        self._news = News()
        self.ledger = Ledger(url, store, frontier)
        self.counters = self.ledger.counters
        self.asked = 0
        self.forgotten = 0
        """Pages that had said something and now lead elsewhere for good."""
        self.stopping = False
        self.night_is_over = False
        """Whether it stopped since its hours were over."""
        self._night = read_night(options.night) if options.night else None
        self._trouble: dict[str, int] = {}
        self._robots_hops: dict[str, int] = {}
        self._redirected_to: set[str] = set()
        """Addresses to which another one redirected in this run: who leads there as well brings nothing."""

    def open(self) -> None:
        """Takes up what the database knows: what is to be asked, and what a process that was broken off has asked."""
        for page in self.store.known():
            rests = self._rests(page)
            if rests:
                self._resting[page.url] = page
            asked = self._book.load(page, run_id=self.run_id, rests=rests)
            self.asked += asked and page.kind != SITEMAP
        self.ledger.add(self._book.start(self.url) + self._book.listed(self.door.first()))

    def close(self) -> None:
        """Lets go of all that only asking needs."""
        self.frontier.close()
        self._book.close()
        self._news.forget()
        self._resting.clear()
        self._redirected_to.clear()

    def _rests(self, page: KnownPage) -> bool:
        if page.state is PageState.READ and page.run_id != self.run_id and self.door.is_past(page.url):
            return True
        if not self.options.due or page.url == self.url or page.kind == SITEMAP:
            return False
        due = recurrence.is_due(page.asked_at, page.rest_days, self.clock.today())
        return page.state is PageState.READ and page.run_id != self.run_id and not due

    def next(self, now: float) -> Candidate | None:
        """The next address to ask at the monotonic moment `now`; None: nothing can be asked now."""
        if self.finished:
            return None
        candidate = self.frontier.next(now)
        if self.frontier.forbidden:
            self.ledger.forbid(self.frontier.forbidden)
            self.frontier.forbidden.clear()
        if self.frontier.barren:
            self.ledger.skipped(self.frontier.barren, leads_nowhere(), LeftOut.ALIKE)
            self.frontier.barren.clear()
        if candidate is not None and not candidate.is_robots and not candidate.is_sitemap:
            self.asked += 1
        return candidate

    @property
    def finished(self) -> bool:
        """Whether nothing more is to be asked: stopped, the budget is spent, or the night is over."""
        if self._night is not None and not self.stopping and not self._night.is_now(self.clock.now()):
            self.stopping = self.night_is_over = True
        return self.stopping or self.asked >= self.max_pages

    def validators(self, candidate: Candidate) -> tuple[LastAnswer | None, dict[str, str]]:
        """What is known of a page's last answer, and the headers that ask whether it changed since."""
        if not candidate.known:
            return None, {}
        last = self.store.last_answer(candidate.url)
        if last is None or self.options.fresh or not (last.has_findings or last.kind == SITEMAP):
            return last, {}
        headers = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
        return last, {name: value for name, value in headers.items() if value}

    def take(self, candidate: Candidate, last: LastAnswer | None, answer: Answer) -> str | None:
        """Writes down what an answer means. Returns where a redirected robots.txt is to be asked instead."""
        host = self.frontier.host(candidate.url)
        now = time.monotonic()
        well = answer.trouble is None and answer.status < 400
        host.pace.answered(now, answer.latency, well=well)
        if candidate.is_robots:
            return self._take_robots(candidate, answer)
        if self._wait_for(candidate, answer, now):
            return None
        if answer.trouble is not None:
            self._fail(candidate, answers.trouble_words(answer), None)
        elif answer.status == 304 and last is not None:
            self._confirm(candidate, last)
        elif 300 <= answer.status < 400:
            self._redirect(candidate, last, answer)
        elif answer.status in {404, 410}:
            self._miss(candidate, last, answer.status)
        elif answer.status in {401, 403}:
            self._skip(candidate, answers.status_words(answer.status), answer.status, LeftOut.NOT_PUBLIC)
        elif not 200 <= answer.status < 300:
            self._fail(candidate, answers.status_words(answer.status), answer.status)
        elif candidate.is_sitemap:
            self._list(candidate, answer)
        else:
            self._page(candidate, last, answer)
        return None

    # --- answers that say nothing yet -------------------------------------------------------------------------------

    def _wait_for(self, candidate: Candidate, answer: Answer, now: float) -> bool:
        """Whether the address is asked once more later: its server is busy, or did not answer."""
        host = self.frontier.host(candidate.url)
        if answer.status in politeness.BUSY:
            wait = politeness.retry_after(answer.headers.get("retry-after"), datetime.now(UTC))
            if candidate.attempts < MOST_ATTEMPTS and host.pace.pause(now, wait):
                return self._once_more(candidate)
            return False
        trouble = answer.trouble not in {None, Trouble.TOO_LARGE}
        where = addresses.origin(candidate.url)
        self._trouble[where] = self._trouble.get(where, 0) + 1 if trouble else 0
        if trouble and self._trouble[where] >= MOST_TROUBLE:
            self._leave(candidate.url, answers.trouble_words(answer))
            return False
        if candidate.attempts < MOST_ATTEMPTS and (answer.status >= 500 or answer.trouble in _PASSING):
            return self._once_more(candidate)
        return False

    def _once_more(self, candidate: Candidate) -> bool:
        self.frontier.again(candidate)
        self.asked -= not candidate.is_sitemap
        return True

    def _leave(self, url: str, why: str) -> None:
        self.ledger.failed(self.frontier.host(url).leave(why), why)

    # --- robots.txt -------------------------------------------------------------------------------------------------

    def _take_robots(self, candidate: Candidate, answer: Answer) -> str | None:
        host = self.frontier.host(candidate.url)
        where = addresses.origin(candidate.url)
        passing = answer.trouble in _PASSING or answer.status >= 500
        if passing and host.robots_attempts <= MOST_ATTEMPTS and host.pace.pause(time.monotonic(), 1.0):
            host.ask_robots_again()
            return None
        if answer.trouble is not None and answer.trouble is not Trouble.TOO_LARGE:
            host.obey(Rules(unreachable=answers.trouble_words(answer)), time.monotonic())
            self._leave(candidate.url, answers.trouble_words(answer))
            return None
        if 300 <= answer.status < 400 and (target := self._target(answer)) and self.scope.holds(target):
            hops = self._robots_hops[where] = self._robots_hops.get(where, 0) + 1
            if hops <= MOST_REDIRECTS:
                host.pace.asked(time.monotonic())
                return target
        rules = rules_of(answer.status, answer.body)
        host.obey(rules, time.monotonic())
        if rules.unreachable is not None:
            self._leave(
                candidate.url,
                _("robots.txt of {host} answered with HTTP {status}, so nothing there may be asked now").format(
                    host=where.partition("://")[2], status=answer.status
                ),
            )
            return None
        host.pace.keep(rules.delay or 0.0)
        homes = {addresses.origin(url) for url in self.ledger.start_chain}
        guess = [f"{where}/sitemap.xml"] if where in homes else []
        self.ledger.add(self._book.sitemaps(rules.sitemaps or guess))
        return None

    # --- answers that count -----------------------------------------------------------------------------------------

    def _page(self, candidate: Candidate, last: LastAnswer | None, answer: Answer) -> None:
        document = answers.is_pdf(answer.body)
        if not (document or answers.is_page(answer) or self.door.may_answer(candidate.url, answer.content_type)):
            sort = answer.content_type.partition(";")[0].strip() or _("unknown sort")
            self._skip(candidate, _("no HTML page: {sort}").format(sort=sort[:60]), answer.status, LeftOut.NO_PAGE)
            return
        if not answer.body.strip():
            self._fail(candidate, _("the answer was empty"), answer.status)
            return
        digest = hashlib.blake2b(answer.body, digest_size=16).hexdigest()
        validators = answers.validators(answer)
        if last is not None and last.body_hash == digest and last.has_findings and not self.options.fresh:
            self._confirm(candidate, last, validators)
            return
        try:
            findings = self._read(answer)
        except (UnreadableFeedError, UnreadablePdfError) as error:
            self._fail(candidate, str(error), answer.status)
            return
        if findings.problem is not None:
            # the reader has logged it; what the page said before stays
            self._fail(candidate, _("the page could not be read (see the log)"), answer.status)
            return
        if not document:
            findings.links += side_links(answer.body, candidate.url)
        heed(findings, b"" if document else answer.body, answer.headers.get("x-robots-tag"))
        findings, holds_nobody = screened(findings, answer, self._screen)
        yielded = self._news.has(findings)
        self.frontier.learn(candidate, yielded=yielded)
        new, linked = self._book.brought(candidate, findings, yielded=yielded)
        self._wake(candidate.url, findings)
        self.counters.fetched += 1
        self.counters.skipped += sum(each.state is PageState.SKIPPED for each in new)
        now = self.clock.now()
        values = {
            "state": PageState.READ,
            "status": answer.status,
            "body_hash": digest,
            "asked_at": now,
            "read_at": now,
            "times_gone": 0,
            "rest_days": recurrence.rest_when_new(last.rest_days if last else None, self._every_days),
            "kind": str(findings.kind),
            "findings": pack(findings),
            "problem": None,
        }
        kept = archived(answer.headers, answer.body) if holds_nobody and not findings.noindex else None
        self.ledger.write(candidate.url, values | validators, new=new, linked=linked, archived=kept)

    def _wake(self, url: str, findings: PageFindings) -> None:
        """Asks the resting pages to which the page at `url` no longer links: they may be gone."""
        if not self._resting or (before := self.store.findings(url)) is None:
            return
        linked = {addresses.normalise(link.url) for link in unpack(before).links}
        for left in linked - {addresses.normalise(link.url) for link in findings.links}:
            page = self._resting.pop(left or "", None)
            if page is not None:
                self.frontier.add(page.url, page.score, page.depth, known=True)

    def _confirm(self, candidate: Candidate, last: LastAnswer, validators: dict[str, Any] | None = None) -> None:
        if last.kind != SITEMAP:
            self.counters.unchanged += 1
            self.frontier.learn(candidate, yielded=last.kind not in {None, "other"})
        now = self.clock.now()
        values = {
            "state": PageState.READ,
            "asked_at": now,
            "rest_days": recurrence.rest_when_same(last.rest_days, self._every_days, last.read_at, now),
            "times_gone": 0,
            "problem": None,
            "status": 304,
        }
        self.ledger.write(candidate.url, values | (validators or {}))

    def _redirect(self, candidate: Candidate, last: LastAnswer | None, answer: Answer) -> None:
        target = self._target(answer)
        values: dict[str, Any] = {"state": PageState.SKIPPED, "status": answer.status, "times_gone": 0}
        values["left_out"] = LeftOut.REDIRECT
        if answer.status in {301, 308}:
            values |= _FORGOTTEN
            self.forgotten += last is not None and last.has_findings
        new: list[NewAddress] = []
        chain = self.ledger.start_chain
        is_start = candidate.url in chain
        if target is None or target == candidate.url or (is_start and target in chain):
            values["problem"] = _("redirects in a circle")
        elif is_start and len(chain) >= DEEPEST:
            values["problem"] = _("keeps on redirecting, {n} times so far").format(n=len(chain))
        elif not self.scope.holds(target):
            values["problem"] = _("leads to another site: {url}").format(url=target[:300])
            values["left_out"] = LeftOut.ELSEWHERE
        else:
            values["problem"] = _("redirects to {url}").format(url=target[:300])
            new = self._book.redirected(candidate, target)
        if not candidate.is_sitemap:
            self.counters.skipped += 1
            self.ledger.note_start([candidate.url], values["problem"])
        if target is None or not self.scope.holds(target) or target in self._redirected_to:
            self.frontier.learn(candidate, yielded=False)
        if target is not None:
            self._redirected_to.add(target)
            if is_start:
                chain.add(target)
        linked = self._book.mark([target] if target else [])
        self.ledger.write(candidate.url, values, new=new, linked=linked)

    def _miss(self, candidate: Candidate, last: LastAnswer | None, status: int) -> None:
        """404 or 410. Whether a page that was read is gone is decided when the run knows who still links to it.

        A link to what was never a page is no failure to read: it is left out.
        """
        was_read = last is not None and last.has_findings
        values: dict[str, Any] = {
            "state": PageState.FAILED if was_read else PageState.GONE,
            "status": status,
            "times_gone": (last.times_gone if last is not None else 0) + 1,
            "problem": answers.status_words(status),
        }
        if not candidate.is_sitemap:
            self.counters.failed += was_read
            self.counters.skipped += not was_read
            self.ledger.note_start([candidate.url], values["problem"])
        self.frontier.learn(candidate, yielded=False)
        self.ledger.write(candidate.url, values)
        sort = self.door.missed(candidate.url)
        if sort is not None:
            self._drop(candidate.url, sort)

    def _drop(self, url: str, sort: str) -> None:
        """A feed has none of a `sort` of record: those that wait are not asked."""
        left = self.frontier.host(url).drop(lambda each: self.door.sort_of(each) == sort)
        self.ledger.skipped(left, _("the feed has none of these"), LeftOut.FEED)

    def _skip(self, candidate: Candidate, why: str, status: int | None, sort: LeftOut) -> None:
        self.frontier.learn(candidate, yielded=False)
        self.ledger.skipped([candidate], why, sort, status)

    def _fail(self, candidate: Candidate, why: str, status: int | None) -> None:
        self.ledger.failed([candidate], why, status, new=self._book.listed(self.door.beyond(candidate.url)))

    def _list(self, candidate: Candidate, answer: Answer) -> None:
        found = read_sitemap(answer.body)
        self.ledger.add(self._book.sitemaps(urljoin(candidate.url, each) for each in found.sitemaps))
        elsewhere = not any(self.scope.holds(page) for page in found.pages)
        new = self._book.listed(at_home(found.pages, candidate.url) if elsewhere else found.pages)
        values = {
            "state": PageState.READ,
            "status": answer.status,
            "asked_at": self.clock.now(),
            "kind": SITEMAP,
            "problem": None,
        }
        self.ledger.write(candidate.url, values | answers.validators(answer), new=new)

    # --- the figures ------------------------------------------------------------------------------------------------

    def _target(self, answer: Answer) -> str | None:
        return addresses.normalise(urljoin(answer.url, answer.headers.get("location", "")))

    @property
    def unrecorded(self) -> Mapping[LeftOut, int]:
        """How many links were not taken up at all, and why."""
        return self._book.left_out

    @property
    def elsewhere(self) -> list[dict[str, Any]]:
        """Addresses on other domains that may be sources of their own."""
        return self._book.elsewhere.best()
