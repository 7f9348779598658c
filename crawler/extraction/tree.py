"""One lxml tree of a page, however broken the page is."""

import re
from itertools import islice

from lxml import etree

_TAGS = re.compile(rb"<[^>]{0,2000}>")
_CLOSED_BREAK = re.compile(rb"</br\s*/?>", re.IGNORECASE)
"""A break written as if it were closed: browsers show a break, the parser would leave it out."""


def parsed(page: bytes) -> "etree._Element | None":
    """The root of `page` (UTF-8), or None where there is nothing to read. Comments are no part of it."""
    parser = etree.HTMLParser(
        encoding="utf-8",
        recover=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        collect_ids=False,  # nothing is looked up by its id
    )
    if not page.strip():
        return None
    if b"</br" in page or b"</BR" in page:
        page = _CLOSED_BREAK.sub(b"<br>", page)
    try:
        root = etree.fromstring(page, parser)
    except (etree.XMLSyntaxError, etree.ParserError):
        return None
    if root is not None and len(page) > 20_000 and _is_cut_short(root, page):
        return _reread(page)
    return root


def _is_cut_short(root: "etree._Element", page: bytes) -> bool:
    """True where the parser gave up (nesting beyond its limit) and left most of the text out."""
    if next(islice(root.iter(), len(page) // 400, None), None) is not None:
        return False
    words = _TAGS.sub(b" ", page[-20_000:]).split()[-3:]
    if not words:
        return False
    text = etree.tostring(root, method="text", encoding="utf-8")
    return words[0] not in text


def _reread(page: bytes) -> "etree._Element | None":
    """The page once more, with the tags between which nothing stands left out."""
    flat = re.sub(rb"(?:<(?:div|span|font|b|i|center)\b[^>]{0,300}>\s*){40,}", b"<div>", page)
    try:
        return etree.fromstring(
            flat, etree.HTMLParser(encoding="utf-8", recover=True, huge_tree=True, remove_comments=True)
        )
    except (etree.XMLSyntaxError, etree.ParserError):
        return None
