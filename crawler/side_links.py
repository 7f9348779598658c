"""Links that are no anchors: frames, maps and pages that send their reader on. Old sites have nothing else."""

import re
from html import unescape
from urllib.parse import urljoin

from crawler.extraction.findings import Link

MOST = 200
"""Such links that are taken from one page."""

_SIGNS = (b"<frame", b"<iframe", b"<area", b'http-equiv="refresh', b"http-equiv='refresh", b"http-equiv=refresh")
_TAGS = re.compile(rb"<(?:frame|iframe|area)\b[^>]{0,1000}", re.IGNORECASE)
_ADDRESS = re.compile(rb"\b(?:src|href)\s*=\s*[\"']?([^\"'\s>]{1,1000})", re.IGNORECASE)
_REFRESH = re.compile(
    rb"<meta\b[^>]{0,200}http-equiv\s*=\s*[\"']?refresh\b[^>]{0,200}?content\s*=\s*[\"']?"
    rb"[\d.]{0,9}\s*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"'>\s]{1,1000})",
    re.IGNORECASE,
)


def side_links(body: bytes, url: str) -> list[Link]:
    """The links of frames, image maps and `refresh` on the page `body` at `url`. Scripts are not read."""
    lowered = body.lower()
    if not any(sign in lowered for sign in _SIGNS):
        return []
    found = [_ADDRESS.search(tag.group()) for tag in _TAGS.finditer(body)]
    hrefs = [match[1] for match in (*found, _REFRESH.search(body)) if match is not None]
    return [Link(address, "") for href in hrefs[:MOST] if (address := _absolute(href, url))]


def _absolute(href: bytes, url: str) -> str:
    try:
        address = urljoin(url, unescape(href.decode("utf-8", "replace")))
    except ValueError:
        return ""
    return address if address.startswith(("http://", "https://")) else ""
