"""What a reader of one sort of feed can do; the crawl knows them by this only."""

from dataclasses import dataclass, field
from typing import Protocol

from crawler.answers import Answer
from crawler.extraction.findings import PageFindings

LIST_SCORE = 8.0
"""How promising an address of a feed's list is: after the start address, before any page."""

DETAIL_SCORE = 2.0
"""How promising an address of one record is: before pages, after lists."""

MOST_PAGES = 2_000
"""Pages of one list; a list that goes on longer is endless."""

AHEAD = 3
"""Pages of a list that are asked beyond the one that was read, where the server says that there are so many."""

MOST_FAILED = 3
"""Pages of a list that fail one after the other, after which the list is left."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How an address of a feed is asked: `url` as it is sent, with a `body` by POST."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def method(self) -> str:
        """GET, or POST where something is sent along."""
        return "POST" if self.body else "GET"


class FeedReader(Protocol):
    """One sort of feed. Addresses are normalised; every one stands for one answer, whatever has to be sent for it."""

    def doors(self, base: str, body: bytes) -> list[str]:
        """Where to begin at a system whose start address is `base`; `body` is its start page, empty when not read."""

    def is_mine(self, url: str) -> bool:
        """Whether `url` by its look alone is an address of this feed."""

    def asked(self, url: str) -> Asked:
        """What is sent for the address `url`."""

    def read(self, answer: Answer) -> PageFindings:
        """What an answer says, with the addresses it leads to. Raises UnreadableFeedError."""

    def beyond(self, url: str) -> list[str]:
        """What follows the page `url` of a list, which could not be had."""

    def is_past(self, url: str) -> bool:
        """Whether `url` is of a school year that is over: what it said stands, and it is not asked again."""

    def score(self, url: str) -> float:
        """How promising `url` is: `LIST_SCORE`, `DETAIL_SCORE` or near."""
