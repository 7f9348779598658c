"""What is asked of Scrapy, and nothing else."""

from types import SimpleNamespace
from typing import Any, cast

from scrapy.settings import BaseSettings, Settings
from scrapy.utils.conf import build_component_list

from crawler.crawl import Crawl
from crawler.fetching import headers, settings
from crawler.guard import scope_of
from crawler.options import CrawlOptions

URL = "https://www.haz.example/"


def used(sort: str) -> list[str]:
    """The class names of Scrapy's components of a sort that a crawl goes through, in order."""
    crawl = SimpleNamespace(url=URL, scope=scope_of(URL), options=CrawlOptions())
    asked: BaseSettings = Settings(settings(cast("Crawl", crawl)))
    components: list[Any] = build_component_list(asked.getwithbase(sort))
    return [str(each).rpartition(".")[2] for each in components]


def test_a_page_goes_through_what_a_crawl_chose_of_scrapy_and_nothing_else() -> None:
    assert used("DOWNLOADER_MIDDLEWARES") == ["HttpCompressionMiddleware", "HttpProxyMiddleware"]
    assert used("SPIDER_MIDDLEWARES") == []
    assert used("EXTENSIONS") == []


def test_every_request_says_who_asks() -> None:
    assert headers("lab@haz.example")["User-Agent"].endswith(" (+lab@haz.example)")
    assert headers(None)["User-Agent"].startswith("werkplaats/")
