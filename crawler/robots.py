"""What a host's robots.txt allows (RFC 9309): 4xx allows all, 5xx or no answer forbids all.

Which lines are for this crawler is found here, to the letter; which of them fits an address, Protego says.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from protego import Protego

TOKEN = "werkplaats"  # noqa: S105 - the product token of robots.txt is no secret
"""The name under which a robots.txt can address this crawler."""

LARGEST = 500 * 1024
"""Bytes that are read of a robots.txt (RFC 9309, 2.5)."""

MOST_REDIRECTS = 5
"""Redirects that are followed to a robots.txt (RFC 9309, 2.3.1.2)."""

LONGEST_LIFE = 24 * 3600.0
"""Seconds after which a robots.txt is asked again (RFC 9309, 2.4)."""

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
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1]
    lines = list(_lines(text))
    own = [group for group in _groups(lines) if TOKEN in group.agents] or [
        group for group in _groups(lines) if "*" in group.agents
    ]
    rules = "\n".join(["User-agent: *", *(rule for group in own for rule in group.rules)])
    delays = [seconds for group in own if (seconds := group.delay) is not None]
    sitemaps = [value for name, value in lines if name in _SITEMAP and value]
    return Rules(min(max(delays), LONGEST_DELAY) if delays else None, sitemaps[:50], parsed=Protego.parse(rules))


@dataclass(slots=True)
class _Group:
    """Lines that stand together: for whom, and what they allow and forbid. `agents` are product tokens."""

    agents: set[str] = field(default_factory=set)
    rules: list[str] = field(default_factory=list)
    delay: float | None = None
    """Longest Crawl-delay in seconds; no part of RFC 9309, but polite."""


_LINE_END = re.compile(r"\r\n|\r|\n")
_AGENT = ("user-agent", "useragent", "user agent")
_ALLOW = ("allow",)
_DISALLOW = ("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw")
_SITEMAP = ("sitemap", "sitemaps", "site-map")
_DELAY = ("crawl-delay", "crawl delay")
_PRODUCT = re.compile(r"\*|[a-z_-]+", re.IGNORECASE)
_SPLITS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Where Protego sees the end of a line, and RFC 9309 does not."""


def _lines(text: str) -> "Iterator[tuple[str, str]]":
    """Name (lower case) and value of each line that has both places, comments left out."""
    for line in _LINE_END.split(text):
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip(" \t\0").lower(), value.strip()


def _groups(lines: "Iterable[tuple[str, str]]") -> list[_Group]:
    """The groups of a robots.txt. Only a rule closes the row of names a group begins with (RFC 9309, 2.2.1)."""
    groups: list[_Group] = []
    naming = False
    for name, value in lines:
        if name in _AGENT:
            if not naming:
                groups.append(_Group())
            naming = True
            token = _PRODUCT.match(value)
            groups[-1].agents |= {token[0].lower()} if token else set()
        elif groups and name in _ALLOW + _DISALLOW:
            naming = False
            if value:
                groups[-1].rules.append(_rule(allow=name in _ALLOW, path=value))
        elif groups and name in _DELAY and (seconds := _seconds(value)) is not None:
            groups[-1].delay = max(seconds, groups[-1].delay or 0.0)
    return groups


def _rule(*, allow: bool, path: str) -> str:
    path = _SPLITS.sub(lambda found: quote(found[0]), path)
    if allow and path.endswith("/index.html"):
        path += "*"  # without it Protego allows the folder as well
    return f"{'Allow' if allow else 'Disallow'}: {path}"


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 < seconds < float("inf") else None
