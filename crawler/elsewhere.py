"""Addresses on other domains that may hold courses or people: a crawl does not go there, the user may add them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from crawler.addresses import origin
from crawler.guard import is_private, scope_of
from crawler.prospects import Prospect
from crm.resources import data_path
from crm.schools import school_at

MOST_WATCHED = 500
"""Origins that are counted; a site with links to more is a list of links."""


@dataclass(slots=True)
class _Place:
    words: str
    promise: float
    pages: int = 0
    last: str = ""


class Elsewhere:
    """What the links of a run say of other domains."""

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {}

    def saw(self, link: Prospect, page: str) -> None:
        """The page at `page` has a link that leads out of the source."""
        promise = link.promise + (0.3 if school_at(link.url) else 0.0)
        if promise < _rules()["least"]:
            return
        start = f"{origin(link.url)}/"
        place = self._places.get(start)
        if place is None:
            if len(self._places) >= MOST_WATCHED or _is_never(start):
                return
            place = self._places[start] = _Place(link.words, promise)
        place.pages += place.last != page
        place.last = page
        if promise > place.promise and link.words:
            place.words, place.promise = link.words, promise

    def best(self) -> list[dict[str, Any]]:
        """The most promising: `url` to start from, the `words` of a link there, and how many `pages` link there."""
        ranked = sorted(self._places.items(), key=lambda each: (-each[1].promise, -each[1].pages, each[0]))
        most: int = _rules()["most"]
        return [{"url": url, "words": place.words, "pages": place.pages} for url, place in ranked[:most]]


def _is_never(url: str) -> bool:
    """Whether a place is no school's by its domain, or not of the open web."""
    try:
        scope = scope_of(url)
    except ValueError:
        return True
    return scope.private or is_private(scope.domain) or scope.domain in _rules()["never"]


@cache
def _rules() -> dict[str, Any]:
    said: dict[str, Any] = tomllib.loads(data_path("crawl/elsewhere.toml").read_text(encoding="utf-8"))
    said["never"] = frozenset(said["never"])
    return said
