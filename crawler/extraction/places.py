"""Where a page stands, as pages of a site are told apart."""

import re
from urllib.parse import urlsplit

_DIGITS = re.compile(r"\d+")


def place(url: str) -> str:
    """An address as pages are told apart: without scheme, "www.", index file and the slash at the end."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    path = parts.path
    head, _, last = path.rpartition("/")
    if last.partition(".")[0].lower() in {"index", "default"}:
        path = head
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{path.rstrip('/')}{query}"


def folder(url: str) -> str:
    """The folder of an address, whose numbers may differ from page to page."""
    return _DIGITS.sub("*", place(url).partition("?")[0].rpartition("/")[0])
