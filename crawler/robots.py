"""What a host's robots.txt allows (RFC 9309): 4xx allows all, 5xx or no answer forbids all."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "werkplaats"  # noqa: S105 - the product token of robots.txt is no secret
"""The name under which a robots.txt can address this crawler."""

LARGEST = 500 * 1024
"""Bytes that are read of a robots.txt (RFC 9309, 2.5)."""

MOST_REDIRECTS = 5
"""Redirects that are followed to a robots.txt (RFC 9309, 2.3.1.2)."""

LONGEST_DELAY = 60.0
"""Seconds; a robots.txt that asks for a longer Crawl-delay gets this."""


@dataclass(slots=True)
class Rules:
    """What one host allows. `unreachable` says why its robots.txt could not be had: then nothing is allowed."""

    delay: float | None = None
    """Its Crawl-delay in seconds."""
    sitemaps: list[str] = field(default_factory=list)
    unreachable: str | None = None
    parsed: "Protego | None" = None

    def allow(self, url: str) -> bool:
        """Whether `url` may be asked."""
        if self.unreachable is not None:
            return False
        return self.parsed is None or bool(self.parsed.can_fetch(url, TOKEN))

    @property
    def forbid_all(self) -> bool:
        """Whether not even the host's start page may be asked by a rule of its own."""
        return self.unreachable is None and not self.allow("http://host.invalid/")


def rules_of(status: int, body: bytes) -> Rules:
    """The rules that an answer to robots.txt makes: `status` after its redirects, `body` as sent."""
    if 200 <= status < 300:
        return _parsed(body)
    if 300 <= status < 500:
        return Rules()
    return Rules(unreachable=f"robots.txt: HTTP {status}")


def _parsed(body: bytes) -> Rules:
    from protego import Protego

    text = body[:LARGEST].decode("utf-8-sig", "replace")
    if len(body) > LARGEST:
        text = text.rpartition("\n")[0]
    parsed = Protego.parse(text)
    delay = parsed.crawl_delay(TOKEN)
    bounded = min(float(delay), LONGEST_DELAY) if delay is not None and float(delay) > 0 else None
    return Rules(delay=bounded, sitemaps=list(parsed.sitemaps)[:50], parsed=parsed)
