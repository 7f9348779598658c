"""The fetching half of a run: Scrapy with what it needs and nothing else, driven by a `Crawl`."""

import asyncio
import gc
import logging
import signal
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from sqlalchemy import Engine
from sqlmodel import Session

from crawler import addresses
from crawler.answers import LARGEST_BODY, Answer, is_pdf
from crawler.crawl import Crawl
from crawler.extraction.findings import PageFindings
from crawler.extraction.keeping import forget_answers
from crawler.feeds.door import Door
from crawler.feeds.remarks import remarks
from crawler.fetched import Fetched
from crawler.frontier import Frontier
from crawler.guard import is_loopback, school_domain, scope_of
from crawler.learning.keeping import rules_of
from crawler.learning.overlaying import ruled
from crawler.learning.rules import Rule
from crawler.options import CrawlOptions
from crawler.politeness import AT_ONCE, DEFAULT_DELAY
from crawler.robots import TOKEN
from crawler.runs import OpenedRun
from crawler.storage import PageStore
from crm import __version__
from crm.clock import Clock
from crm.errors import CrawlError, WerkplaatsError
from crm.language import _
from crm.privacy.screening import Screen
from crm.schools import school_at
from crm.tables import Institution
from crm.tables.sources import CrawlRun, Source
from crm.views.not_visited import left_out
from crm.words import Level

log = logging.getLogger(__name__)

ALIVE_EVERY = 1.0
"""Seconds between two looks whether the run was asked to stop."""

PATIENCE = 5.0
"""Seconds that a stopped run waits for what is under way."""

_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
}
"""Scrapy's middlewares that a crawl uses, at Scrapy's own places. What the others do it does itself: scope, robots.txt,
retries, redirects, headers, time limits."""


class _Gone(SystemExit):
    """Leaves the event loop although requests are under way: the run was stopped and its patience is over."""


def fetch(engine: Engine, run: OpenedRun, options: CrawlOptions, clock: Clock) -> Crawl:
    """Asks the source's pages until none is left, the budget is spent or the run is stopped.

    Every page is committed when it is read. Raises CrawlError for a source whose address cannot be crawled, and
    DatabaseError.
    """
    crawl = open_crawl(engine, run, options, clock)
    process, crawler = _scrapy(crawl)
    process.crawl(crawler, crawl=crawl, headers=headers(options.contact))
    loop = asyncio.get_event_loop()
    watch = loop.create_task(_watch(crawl, crawler))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_args: loop.call_soon_threadsafe(_stop, crawl, crawler))
    gc.freeze()  # what is loaded by now stays: with it out of the way a page's garbage is collected in less time
    gc.set_threshold(20_000, 20, 20)
    try:
        process.start(install_signal_handlers=False)
    except _Gone:
        log.warning("left with requests under way")
    finally:
        watch.cancel()
        crawl.store.close()
    error: Exception | None = crawler.spider.error if crawler.spider else None
    if error is not None:
        raise error
    return crawl


def wind_up(engine: Engine, run: OpenedRun, crawl: Crawl, clock: Clock) -> Fetched:
    """Writes down what a crawl did not visit, and where else there may be something; what it came to.

    What only asking needs is let go: of a large site that is much, and folding needs the room.
    """
    fetched = _came_to(crawl, taken_over=run.taken_over)
    with Session(engine) as session:
        row = session.get_one(CrawlRun, run.id)
        counts = {**crawl.unrecorded, **left_out(session, row.source_id)}
        row.left_out = {str(why): count for why, count in counts.items() if count} or None
        row.elsewhere = crawl.elsewhere or None
        row.heard_at = clock.now()
        session.commit()
    crawl.close()
    forget_answers()
    return fetched


def _came_to(crawl: Crawl, *, taken_over: bool) -> Fetched:
    return Fetched(
        run=crawl.run_id,
        url=crawl.url,
        read=crawl.counters.fetched + crawl.counters.unchanged,
        news=crawl.counters.fetched + crawl.forgotten > 0,
        stopped=crawl.stopping,
        night_is_over=crawl.night_is_over,
        complete=not crawl.finished,
        waiting=crawl.frontier.waiting,
        max_pages=crawl.max_pages,
        start_problem=crawl.ledger.start_problem,
        forbidden=crawl.ledger.forbidden > 0 and crawl.ledger.start_problem == _("robots.txt forbids it"),
        system=crawl.door.guess.system,
        remarks=tuple(remarks(crawl.door)),
        elsewhere=tuple(each["url"] for each in crawl.elsewhere[:2]),
        taken_over=taken_over,
    )


def open_crawl(engine: Engine, run: OpenedRun, options: CrawlOptions, clock: Clock) -> Crawl:
    """The crawl of a run, with what the database knows of it taken up. Raises CrawlError for an impossible address."""
    from crawler.extraction.recognisers.page_words import link_score

    source = run.source
    url = addresses.normalise(source.url)
    if url is None:
        raise CrawlError(
            _("{url} is no address that can be crawled: it begins with http:// or https://.").format(url=source.url)
        )
    assert source.id is not None
    local = is_loopback(url) or (options.proxy is not None and is_loopback(options.proxy))
    delay = options.delay if options.delay is not None else 0.0 if local else DEFAULT_DELAY
    door = open_door(source, url, clock.today(), rules_of(engine, source.id))
    crawl = Crawl(
        url=url,
        scope=scope_of(url),
        store=PageStore(engine, source.id, run.id, clock),
        run_id=run.id,
        options=options,
        max_pages=options.max_pages or source.max_pages,
        frontier=Frontier(floor=delay, at_once=AT_ONCE if local and delay == 0 else 1),
        read=door.read,
        score=lambda address, words: door.score(address) or link_score(address, words),
        clock=clock,
        every_days=source.every_days,
        door=door,
        screen=_screen(engine, source, url),
    )
    crawl.open()
    return crawl


def _screen(engine: Engine, source: Source, url: str) -> Screen:
    """Who asked to be erased at the school of a source. Raises KeyMissingError."""
    with Session(engine) as session:
        school = session.get(Institution, source.institution_id) if source.institution_id is not None else None
        known = school_at(url)
        names = (school.domain, school.name) if school is not None else ()
        return Screen.of(session.connection(), school_domain(url), known.name if known else source.name, *names)


def open_door(source: Source, url: str, today: date, rules: Sequence[Rule] = ()) -> Door:
    """The door to a source at `url`, normalised: it reads every answer, feed or page, the latter by its `rules` too."""
    known = school_at(url)
    level = source.level or (known.level if known else None)
    read = ruled(partial(read_answer, level=level), rules, level)
    return Door(url, kind=source.kind, level=level, today=today, read=read)


def read_answer(answer: Answer, *, level: Level | None) -> PageFindings:
    """What the extraction sees on an answered page, or in a document, of a school of `level`.

    Raises UnreadablePdfError.
    """
    from crawler.extraction import read_page

    if is_pdf(answer.body):
        from crawler.extraction.pdf import read_pdf

        return read_pdf(answer.body, answer.url, level=level)
    return read_page(answer.body, answer.url, content_type=answer.content_type, level=level)


def user_agent(contact: str | None) -> str:
    """How the crawler names itself: `werkplaats/VERSION (+contact)`."""
    plain = "".join(c for c in contact or "" if c.isascii() and c.isprintable())[:200]
    return f"{TOKEN}/{__version__} (+{plain})" if plain else f"{TOKEN}/{__version__}"


def headers(contact: str | None) -> dict[str, str]:
    """What is sent with every request."""
    return {
        "User-Agent": user_agent(contact),
        "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
        "Accept-Language": "nl,en;q=0.8,de;q=0.6",
    }


def settings(crawl: Crawl) -> dict[str, Any]:
    """Scrapy's settings: one connection per host but on this computer, bodies bounded, no console, no cache."""
    return {
        "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_MAXSIZE": LARGEST_BODY,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "TWISTED_DNS_RESOLVER": "crawler.resolver.GuardedResolver",
        "PRIVATE_HOSTS": private_hosts(crawl),
        "DNS_TIMEOUT": 15,
        "DOWNLOADER_MIDDLEWARES_BASE": _MIDDLEWARES,
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {},
        "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
    }


def private_hosts(crawl: Crawl) -> list[str]:
    """Host names that may lead to a private address: the source itself where it is one, and the proxies."""
    own = [crawl.url] if crawl.scope.private else []
    proxies = [crawl.options.proxy] if crawl.options.proxy else list(getproxies().values())
    return [host for host in (urlsplit(url if "://" in url else f"//{url}").hostname for url in own + proxies) if host]


def _scrapy(crawl: Crawl) -> tuple[Any, Any]:
    from scrapy import signals
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.spider import SchoolSpider, refuse_early

    process = AsyncCrawlerProcess(settings(crawl))
    for chatty in ("scrapy", "twisted"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    crawler = process.create_crawler(SchoolSpider)
    crawler.signals.connect(refuse_early, signals.headers_received)
    return process, crawler


async def _watch(crawl: Crawl, crawler: Any) -> None:  # noqa: ANN401 - Scrapy's crawler is untyped
    """Shows a sign of life, and looks whether somebody asked the run to stop."""
    while not crawl.stopping:
        await asyncio.sleep(ALIVE_EVERY)
        try:
            crawl.store.alive(crawl.counters)
            if crawl.store.stop_asked():
                _stop(crawl, crawler)
        except WerkplaatsError as error:
            crawler.spider.fail(error)
            _stop(crawl, crawler)


def _stop(crawl: Crawl, crawler: Any) -> None:  # noqa: ANN401 - Scrapy's crawler is untyped
    crawl.stopping = True
    if crawler.spider is not None:
        crawler.spider.changed.set()

    def leave() -> None:
        raise _Gone

    asyncio.get_event_loop().call_later(PATIENCE, leave)
