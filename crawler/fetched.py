"""What asking a source came to: all that the end of a run needs, small enough to hand to another process."""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from crm.language import _

if TYPE_CHECKING:
    from crawler.crawl import Crawl


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The figures and remarks of a run whose asking has ended, whatever ended it."""

    run: int
    """The number of the run."""
    url: str
    """The start address, normalised."""
    read: int
    """Pages that were read or are unchanged."""
    news: bool
    """Whether a page said something new, or now leads elsewhere for good."""
    stopped: bool
    night_is_over: bool
    complete: bool
    """Whether everything was asked that there was to ask."""
    waiting: int
    max_pages: int
    start_problem: str | None
    forbidden: bool
    """Whether robots.txt forbids the start address."""
    system: str
    """What runs there, as profiles call it."""
    remarks: tuple[str, ...]
    """What is to be told of that system."""
    elsewhere: tuple[str, ...]
    """The first addresses on other domains that may be sources of their own."""
    taken_over: bool
    """Whether the run goes on where a dead process left off."""

    @classmethod
    def of(cls, crawl: "Crawl", *, taken_over: bool) -> Self:
        """What `crawl` came to."""
        from crawler.feeds.remarks import remarks

        complete = not crawl.finished
        return cls(
            run=crawl.run_id,
            url=crawl.url,
            read=crawl.counters.fetched + crawl.counters.unchanged,
            news=crawl.counters.fetched + crawl.forgotten > 0,
            stopped=crawl.stopping,
            night_is_over=crawl.night_is_over,
            complete=complete,
            waiting=crawl.frontier.waiting,
            max_pages=crawl.max_pages,
            start_problem=crawl.ledger.start_problem,
            forbidden=crawl.ledger.forbidden > 0 and crawl.ledger.start_problem == _("robots.txt forbids it"),
            system=crawl.door.guess.system,
            remarks=tuple(remarks(crawl.door)),
            elsewhere=tuple(each["url"] for each in crawl.elsewhere[:2]),
            taken_over=taken_over,
        )

    def to_json(self) -> str:
        """As an argument of a command."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The same from that argument. Raises ValueError, KeyError or TypeError where it is none."""
        stored: dict[str, Any] = json.loads(text)
        return cls(**stored | {name: tuple(stored[name]) for name in ("remarks", "elsewhere")})
