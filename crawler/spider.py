"""The one spider: Scrapy fetches, `Crawl` decides."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.addresses import document
from crawler.answers import LARGEST_BODY, LARGEST_PDF, Answer, Trouble, is_pdf_type, is_whole, may_be_page
from crawler.crawl import Crawl
from crawler.extraction.recognisers.document_words import is_wanted
from crawler.failures import trouble_of
from crawler.feeds.values import LARGEST_FEED
from crawler.frontier import Candidate
from crawler.storage import LastAnswer
from crm.errors import WerkplaatsError

_SLEEP = 0.5
"""Seconds after which it looks again in any case."""


_FEED = {"download_maxsize": LARGEST_FEED, "download_timeout": 180}
"""What a feed's answer may take more than a page's: bytes, and seconds."""


_DOCUMENT = {"download_maxsize": LARGEST_PDF, "download_timeout": 120}
"""What a document may take."""


class SchoolSpider(scrapy.Spider):
    """Asks what its crawl names, when it may be asked, and hands back what came."""

    name = "school"

    def __init__(self, crawl: Crawl, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's interface
        super().__init__(**kwargs)
        self.crawl = crawl
        self.error: WerkplaatsError | None = None
        self.changed = asyncio.Event()
        self._under_way = 0
        proxy = crawl.options.proxy
        self._meta: dict[str, Any] | None = {"proxy": proxy} if proxy or crawl.scope.private else None
        """Without a proxy of its own a crawl takes the environment's; a private address is never asked through one."""

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Every request of the run, each when its host may be asked, until nothing waits and nothing is under way."""
        while not self.crawl.finished or self._under_way:
            candidate = self.crawl.next(time.monotonic())
            if candidate is not None:
                self._under_way += 1
                yield self._request(candidate)
            elif self._under_way == 0 and self.crawl.frontier.waiting == 0:
                return
            else:
                await self._wait()

    async def _wait(self) -> None:
        due = self.crawl.frontier.due()
        seconds = _SLEEP if due is None else min(_SLEEP, max(0.0, due - time.monotonic()))
        self.changed.clear()
        try:
            await asyncio.wait_for(self.changed.wait(), seconds)
        except TimeoutError:
            return

    def _request(self, candidate: Candidate, url: str | None = None) -> scrapy.Request:
        last, validators = self.crawl.validators(candidate)
        known = {"candidate": candidate, "last": last}
        asked = self.crawl.door.asked(url or candidate.url)
        return scrapy.Request(
            asked.url,
            self.answered,
            method=asked.method,
            body=asked.body,
            headers=asked.headers | validators,
            errback=self.failed,
            cb_kwargs=known,
            dont_filter=True,
            meta=self._meta if (more := self._more(candidate.url)) is None else (self._meta or {}) | more,
        )

    def _more(self, url: str) -> dict[str, Any] | None:
        """What the answer of `url` may take beyond a page's."""
        if self.crawl.door.is_feed(url):
            return _FEED
        return _DOCUMENT if document(url) == "pdf" else None

    def answered(self, response: Response, candidate: Candidate, last: LastAnswer | None) -> Any:  # noqa: ANN401 - as Scrapy takes it
        """Scrapy's callback."""
        headers = {k.decode("latin-1").lower(): v[-1].decode("latin-1") for k, v in response.headers.items() if v}
        latency = response.meta.get("download_latency")
        url = response.url if candidate.is_robots else candidate.url
        answer = Answer(url, response.status, headers, response.body, latency)
        listed = candidate.is_robots or candidate.is_sitemap  # of which what came counts
        if "dataloss" in response.flags and not listed and not is_whole(response.body):
            answer = Answer(url, trouble=Trouble.CUT_SHORT, detail=f"{len(response.body)} bytes", latency=latency)
        return self._take(candidate, last, answer)

    def failed(self, failure: Failure) -> Any:  # noqa: ANN401 - as Scrapy takes it
        """Scrapy's errback."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        trouble, detail = trouble_of(failure.value, urlsplit(request.url).hostname or "")
        latency, largest = request.meta.get("download_latency"), request.meta.get("download_maxsize", LARGEST_BODY)
        answer = Answer(request.url, trouble=trouble, detail=detail, latency=latency, largest=largest)
        return self._take(answer=answer, **request.cb_kwargs)

    def _take(self, candidate: Candidate, last: LastAnswer | None, answer: Answer) -> scrapy.Request | None:
        elsewhere = None
        try:
            elsewhere = self.crawl.take(candidate, last, answer)
        except WerkplaatsError as error:
            self.error = error
            self.crawl.stopping = True
        if elsewhere is not None:
            return self._request(candidate, elsewhere)
        self._under_way -= 1
        self.changed.set()
        return None


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
