"""What a page or its server asks of robots: `noindex` keeps what it says out of the map, `nofollow` its links.

Said in the page's meta elements, to all robots or to this one by name, or in the answer's `X-Robots-Tag`.
"""

import re

from crawler.extraction.findings import PageFindings
from crawler.robots import TOKEN

_NOINDEX = frozenset({"noindex", "none"})
_NOFOLLOW = frozenset({"nofollow", "none"})
_TAKING_VALUES = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_META = re.compile(rb"<meta\b([^>]{0,500})>", re.IGNORECASE)
_CALLED = re.compile(rb"\bname\s*=\s*[\"']?(?:robots|" + TOKEN.encode() + rb")[\"'\s/]", re.IGNORECASE)
_CONTENT = re.compile(rb"\bcontent\s*=\s*[\"']?([^\"'>]{0,300})", re.IGNORECASE)
_HEAD = 64 * 1024
"""Bytes of a page in which its meta elements stand."""

_NAME = re.compile(r"\s*([\w-]+)\s*:")


def heed(findings: PageFindings, body: bytes, tag: str | None) -> None:
    """Takes out of the findings of `body` what is not to be kept, and marks whether its links may be followed.

    `tag` is the X-Robots-Tag header as sent. The links stay: that a page links to another keeps that one from being
    gone.
    """
    words = _words(tag or "") | _meta_words(body[:_HEAD])
    findings.noindex |= not words.isdisjoint(_NOINDEX)
    findings.nofollow |= not words.isdisjoint(_NOFOLLOW)
    if findings.noindex:
        findings.courses, findings.programmes, findings.people, findings.units = [], [], [], []
        findings.evidence = []
        findings.designated_address = findings.sprint_quote = None


def _meta_words(head: bytes) -> set[str]:
    words: set[str] = set()
    for element in _META.finditer(head):
        if _CALLED.search(element[1] + b" ") and (content := _CONTENT.search(element[1])):
            words |= {word.strip().lower() for word in content[1].decode("latin-1").split(",")}
    return words


def _words(tag: str) -> set[str]:
    """The words of a header that hold for this crawler; a name and a colon address one robot ("otherbot: noindex")."""
    found: set[str] = set()
    mine = True
    for part in tag.lower()[:2_000].split(","):
        name = _NAME.match(part)
        rest = part
        if name and name[1] not in _TAKING_VALUES:
            mine = name[1] == TOKEN
            rest = part[name.end() :]
        if mine:
            found.add(rest.strip())
    return found
