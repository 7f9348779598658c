"""The baseline: Scrapy as it comes, that follows every link of a site and does nothing else.

python -m benchmarks.crawl.bare URL    prints how many pages it fetched
"""

import sys
from collections.abc import Iterator
from typing import Any, ClassVar

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response, TextResponse
from scrapy.linkextractors import LinkExtractor


class Bare(scrapy.Spider):
    """Follows links."""

    name = "bare"
    links = LinkExtractor()
    seen: ClassVar[set[str]] = set()

    def parse(self, response: Response, **_kwargs: Any) -> Iterator[Any]:  # noqa: ANN401 - Scrapy's interface
        """Every link of the page; Scrapy drops what it has seen."""
        assert isinstance(response, TextResponse)
        self.seen.add(response.url)
        for link in self.links.extract_links(response):
            yield response.follow(link, self.parse)


if __name__ == "__main__":
    process = AsyncCrawlerProcess(
        {"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}
    )
    process.crawl(Bare, start_urls=[sys.argv[1]])
    process.start()
    print(len(Bare.seen))
