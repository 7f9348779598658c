"""One lxml tree of a page, however broken the page is."""

import re
from itertools import islice

from lxml import etree

_TAGS = re.compile(rb"<[^>]{0,2000}>")
_CLOSED_BREAK = re.compile(rb"</br\s*/?>", re.IGNORECASE)
"""A break written as if it were closed: browsers show a break, the parser would leave it out."""
_END_OF_ALL = re.compile(rb"</(?:html|body)\b[^>]{0,20}>", re.IGNORECASE)
"""What ends the page for the parser, which leaves out what stands behind it: browsers show that too."""
_NO_FRAMES = re.compile(rb"<(/?)noframes\b[^>]{0,200}>", re.IGNORECASE)
"""What is for readers without frames: the parser takes it for bare text."""
_OF_A_HEAD = frozenset({"base", "bgsound", "link", "meta", "noscript", "script", "style", "template", "title"})
"""What may stand in a head (the HTML standard, 4.2 and "in head" of its tree construction)."""


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
    page = _as_shown(page)
    try:
        root = etree.fromstring(page, parser)
    except (etree.XMLSyntaxError, etree.ParserError):
        return None
    if root is not None and len(page) > 20_000 and _is_cut_short(root, page):
        root = _reread(page)
    if root is not None:
        _end_head(root)
    return root


def _as_shown(page: bytes) -> bytes:
    """The page with those tags written anew of which the parser makes another thing than browsers do."""
    small = page.lower()
    if b"</br" in small or b"<noframes" in small:
        page = _NO_FRAMES.sub(rb"<\1div>", _CLOSED_BREAK.sub(b"<br>", page))
        small = page.lower()
    end = _END_OF_ALL.search(page, max(small.find(b"</body"), 0))
    if end and _END_OF_ALL.sub(b"", page[end.end() :]).strip():
        page = _END_OF_ALL.sub(b"", page)
    return page


def _end_head(root: "etree._Element") -> None:
    """Moves what does not belong in the head to the front of the body.

    `<body>` may be left out, and minifiers do: the parser knows no `<main>`, `<nav>` or `<section>`, takes none of them
    for the beginning of a body, and would leave a whole page in its head.
    """
    head = root.find("head")
    if head is None:
        return
    first = next((place for place, child in enumerate(head) if child.tag not in _OF_A_HEAD), None)
    if first is None:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    text, body.text = body.text, None
    moved = head[first:]
    moved[-1].tail = (moved[-1].tail or "") + (text or "")
    body[:0] = moved


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
