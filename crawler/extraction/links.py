"""Addresses of links: absolute, without fragment, http and https only."""

import re
from itertools import islice
from urllib.parse import quote, urljoin, urlsplit
from zlib import crc32

from crawler.extraction.blocks import Box, Page
from crawler.extraction.findings import Link
from crm.text import clean

LONGEST_ADDRESS = 2_000
"""Characters; a longer address is a trap or an accident and is no link."""

_BOXES = 5
"""Boxes around a link that say where it stands."""

_ITEMS = frozenset({"li", "tr", "td", "th", "tbody", "dt", "dd"})
"""Boxes that say nothing of it: a list's items often have classes of their own."""

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_DIGITS = re.compile(r"\d+")
_NOISE = re.compile(r"[\t\r\n\x00-\x1f\x7f]")


class Resolver:
    """Makes the links of one page absolute. `urljoin` is slow, so the common forms take a short way."""

    def __init__(self, url: str, base: str | None = None) -> None:
        """`base` is the page's `<base href>`."""
        try:
            self._base = urljoin(url, base) if base else url
            parts = urlsplit(self._base)
        except ValueError:
            self._base = url
            parts = urlsplit("")
        self._host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
        self._scheme = parts.scheme
        folder = parts.path.rsplit("/", 1)[0] if "/" in parts.path else ""
        self._folder = f"{self._host}{folder}/"
        self._known: dict[str, str] = {}

    def absolute(self, href: str) -> str:
        """The address of `href`, or "" for what is no page (mail, script, a fragment of this page, nonsense)."""
        known = self._known.get(href)
        if known is None:
            known = self._known[href] = self._resolved(href)
        return known

    def _resolved(self, href: str) -> str:
        target = href.strip()
        if not target.isprintable():
            target = _NOISE.sub("", target)
        target = target.partition("#")[0].replace(" ", "%20")
        if not target or len(target) > LONGEST_ADDRESS:
            return ""
        if not target.isprintable():
            # what a terminal would obey is written as a browser sends it
            target = "".join(c if c.isprintable() else quote(c, errors="replace") for c in target)
        if target.startswith(("http://", "https://")):
            return target if target.count("/") > 2 else f"{target}/"
        scheme = _SCHEME.match(target) if ":" in target else None
        if scheme is not None and not target[:5].lower().startswith("http"):
            return ""
        if self._host and "/." not in target and target[0] not in ".?;" and not target.startswith("//"):
            return (self._host if target[0] == "/" else self._folder) + target
        try:
            joined = urljoin(self._base, target)
        except ValueError:
            return ""
        return joined if joined.startswith(("http://", "https://")) else ""


def page_links(page: Page) -> list[Link]:
    """The links of `page` in page order, each address once: with the fullest text, furniture only if everywhere so."""
    links: dict[str, Link] = {}
    places: dict[int, int] = {}
    for anchor, nofollow, furniture, box in page.anchors:
        known = links.get(anchor.url)
        if known is None or (known.furniture and not furniture):
            place = 0 if furniture else _place(box, places)
            if known is not None:
                known.place = place
        if known is None:
            links[anchor.url] = Link(anchor.url, anchor.text, nofollow, furniture, place)
            continue
        better = len(anchor.text) > len(known.text) if furniture == known.furniture else not furniture
        if anchor.text and better:
            known.text = anchor.text
        known.furniture = known.furniture and furniture
        known.nofollow = known.nofollow and nofollow
    for link in links.values():
        link.text = clean(link.text, 200)
    return list(links.values())


def _place(box: Box, known: dict[int, int]) -> int:
    """Where a link in `box` stands: a number for the boxes around it, by what repeated structures have in common."""
    while box.tag in _ITEMS and box.parent is not None:
        box = box.parent
    place = known.get(id(box))
    if place is None:
        chain = [box, *islice(box.ancestors(), _BOXES - 1)]
        said = _DIGITS.sub("", ">".join([each.signature for each in chain if each.tag not in _ITEMS]))
        place = known[id(box)] = crc32(said.encode("utf-8", "replace")) or 1
    return place
