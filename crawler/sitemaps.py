"""Sitemaps: what a site itself lists, bounded, and never trusted further than any link."""

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from lxml import etree

MOST_FILES = 50
"""Sitemaps that are asked in one run."""

MOST_ADDRESSES = 10_000
"""Addresses taken from one sitemap (the protocol allows 50,000)."""

LARGEST = 20 * 1024 * 1024
"""Bytes of a sitemap, unpacked, that are read."""


@dataclass(slots=True)
class Sitemap:
    """What a sitemap lists: addresses of pages, and of further sitemaps (an index)."""

    pages: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)


def read_sitemap(body: bytes) -> Sitemap:
    """The addresses in a sitemap: XML, an index, plain text with a line each, any of them gzipped. Never raises.

    What is broken in the middle gives what stood before it.
    """
    plain = _unpacked(body)
    if plain.lstrip()[:1] != b"<":
        return _plain_text(plain)
    from lxml import etree

    found = Sitemap()
    parser = etree.XMLPullParser(
        events=("end",), recover=True, no_network=True, resolve_entities=False, huge_tree=False, remove_comments=True
    )
    try:
        parser.feed(plain)
        for _event, element in parser.read_events():
            _take(element, found)
            if len(found.pages) >= MOST_ADDRESSES:
                break
    except etree.XMLSyntaxError:
        return found
    return found


def at_home(pages: list[str], url: str) -> list[str]:
    """The addresses that the sitemap at `url` lists, as those of its own host.

    A sitemap lists addresses of its own site only (sitemaps.org). Where all of them stand on one other host, the site
    knows itself by another name: it moved, or this is a copy of it.
    """
    own, hosts = urlsplit(url), {urlsplit(page).netloc for page in pages if page.startswith(("http://", "https://"))}
    if len(hosts) != 1 or own.netloc in hosts:
        return pages
    return [urlunsplit((own.scheme, own.netloc, *urlsplit(page)[2:])) for page in pages]


def _take(element: "etree._Element", found: Sitemap) -> None:
    if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] != "loc" or not element.text:
        return
    parent = element.getparent()
    around = parent.tag.rpartition("}")[2] if parent is not None and isinstance(parent.tag, str) else ""
    address = element.text.strip()
    if around == "sitemap":
        found.sitemaps.append(address)
    elif around == "url":
        found.pages.append(address)


def _plain_text(body: bytes) -> Sitemap:
    lines = body.decode("utf-8", "replace").splitlines()
    return Sitemap([line.strip() for line in lines if line.strip().startswith("http")][:MOST_ADDRESSES])


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body[:LARGEST]
    unpacker = zlib.decompressobj(wbits=31)
    try:
        return unpacker.decompress(body, LARGEST)
    except zlib.error:
        return b""
