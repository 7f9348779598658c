"""The one spider: Scrapy fetches, `Crawl` decides."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.exceptions import StopDownload

from crawler.addresses import document
from crawler.answers import LARGEST_BODY, LARGEST_PDF, Answer, Trouble, is_pdf_type, is_whole, may_be_page
from crawler.crawl import Crawl
from crawler.extraction.recognisers.document_words import is_wanted
from crawler.failures import trouble_of
from crawler.feeds.values import LARGEST_FEED
from crawler.frontier import Candidate

_SLEEP = 0.5
"""Seconds after which it looks again in any case."""

PAGE_TIMEOUT = 30
"""Seconds in which a page has to be there."""

MOST_AT_ONCE = 16
"""Requests under way together, on all hosts."""

_FEED = {"download_maxsize": LARGEST_FEED, "download_timeout": 180}
"""What a feed's answer may take more than a page's: bytes, and seconds."""

_DOCUMENT = {"download_maxsize": LARGEST_PDF, "download_timeout": 120}
"""What a document may take."""


class SchoolSpider(scrapy.Spider):
    """Asks what its crawl names, when it may be asked, and hands back what came.

    Scrapy's downloader is asked directly: its scheduler, its scraper and its callbacks would order and filter what the
    crawl has ordered and filtered already.
    """

    name = "school"

    def __init__(self, crawl: Crawl, headers: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's interface
        """`headers` are sent with every request."""
        super().__init__(**kwargs)
        self.crawl = crawl
        self.error: Exception | None = None
        """What ended the run before its time."""
        self.changed = asyncio.Event()
        self._headers = headers
        self._under_way: set[asyncio.Task[None]] = set()
        proxy = crawl.options.proxy
        alone = {"proxy": proxy} if proxy or crawl.scope.private else {}
        self._meta: dict[str, Any] = {"download_timeout": PAGE_TIMEOUT, **alone}
        """Without a proxy of its own a crawl takes the environment's; a private address is never asked through one."""

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Asks every address, each when its host may be asked, until nothing waits and nothing is under way.

        Hands Scrapy's engine no request of its own: that only waits for the end.
        """
        while not self.crawl.finished or self._under_way:
            candidate = self._next()
            if candidate is not None:
                task = asyncio.create_task(self._ask(candidate))
                self._under_way.add(task)
                task.add_done_callback(self._ended)
            elif not self._under_way and self.crawl.frontier.waiting == 0:
                return
            else:
                await self._wait()
        nothing: tuple[scrapy.Request, ...] = ()
        for request in nothing:
            yield request  # by which this is the asynchronous generator that Scrapy starts

    def fail(self, error: Exception) -> None:
        """Ends the run for `error`: what is under way is finished, and what was read is kept."""
        self.error = error
        self.crawl.stopping = True
        self.changed.set()

    def _next(self) -> Candidate | None:
        try:
            return self.crawl.next(time.monotonic()) if self._has_room else None
        except Exception as error:  # noqa: BLE001 - whoever started the run raises it again
            self.fail(error)
            return None

    @property
    def _has_room(self) -> bool:
        return len(self._under_way) < MOST_AT_ONCE

    async def _wait(self) -> None:
        due = self.crawl.frontier.due() if self._has_room else None
        seconds = _SLEEP if due is None else min(_SLEEP, max(0.0, due - time.monotonic()))
        self.changed.clear()
        try:
            async with asyncio.timeout(seconds):
                await self.changed.wait()
        except TimeoutError:
            return

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A request is under way no longer. What it raised ends the run."""
        self._under_way.discard(task)
        self.changed.set()
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception):
            self.fail(error)

    async def _ask(self, candidate: Candidate) -> None:
        """Asks one address, and for a robots.txt where it redirects to. Raises WerkplaatsError."""
        last, validators = self.crawl.validators(candidate)
        url: str | None = candidate.url
        while url is not None:
            answer = await self._answer(candidate, self._request(candidate, url, validators))
            url = self.crawl.take(candidate, last, answer)

    def _request(self, candidate: Candidate, url: str, validators: dict[str, str]) -> scrapy.Request:
        asked = self.crawl.door.asked(url)
        return scrapy.Request(
            asked.url,
            method=asked.method,
            body=asked.body,
            headers={**self._headers, **asked.headers, **validators},
            cb_kwargs={"candidate": candidate},
            meta=self._meta | self._more(candidate.url),
        )

    def _more(self, url: str) -> dict[str, Any]:
        """What the answer of `url` may take beyond a page's."""
        if self.crawl.door.is_feed(url):
            return _FEED
        return _DOCUMENT if document(url) == "pdf" else {}

    async def _answer(self, candidate: Candidate, request: scrapy.Request) -> Answer:
        """What comes for a request, or why nothing came."""
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 - whatever a server does to the downloader is its answer
            trouble, detail = trouble_of(error, urlsplit(request.url).hostname or "")
            latency, largest = request.meta.get("download_latency"), request.meta.get("download_maxsize", LARGEST_BODY)
            return Answer(request.url, trouble=trouble, detail=detail, latency=latency, largest=largest)
        headers = {k.decode("latin-1").lower(): v[-1].decode("latin-1") for k, v in response.headers.items() if v}
        latency = request.meta.get("download_latency")
        url = response.url if candidate.is_robots else candidate.url
        listed = candidate.is_robots or candidate.is_sitemap  # of which what came counts
        if "dataloss" in response.flags and not listed and not is_whole(response.body):
            return Answer(url, trouble=Trouble.CUT_SHORT, detail=f"{len(response.body)} bytes", latency=latency)
        return Answer(url, response.status, headers, response.body, latency)


def refuse_early(headers: Any, request: scrapy.Request, spider: SchoolSpider) -> None:  # noqa: ANN401 - Scrapy's headers are untyped
    """Signal `headers_received`: the body of what is no page is not fetched.

    Raises StopDownload, by which the callback gets an answer without a body.
    """
    candidate = request.cb_kwargs["candidate"]
    sort = (headers.get(b"Content-Type") or b"").decode("latin-1")
    if candidate.is_robots or candidate.is_sitemap or may_be_page(sort):
        return
    if is_pdf_type(sort) and (document(candidate.url) or is_wanted(candidate.url, _file_name(headers))):
        return
    if not spider.crawl.door.may_answer(candidate.url, sort):
        raise StopDownload(fail=False)


def _file_name(headers: Any) -> str:  # noqa: ANN401 - Scrapy's headers are untyped
    """What the server calls the file that it sends."""
    said: str = (headers.get(b"Content-Disposition") or b"").decode("latin-1")
    return said.partition("filename")[2][:200]
