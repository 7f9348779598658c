"""Addresses whose @ is a picture or an icon between two words: `jan<img src="at.gif" alt="@">school.nl`."""

import re

_SIGNS = (
    b'alt="@"',
    b"alt='@'",
    b'alt="at"',
    b'alt="(at)"',
    b'alt="[at]"',
    b"/at.",
    b'"at.',
)
_DASH = b"-at"
_DASHED = (b"-at.", b"fa-at", b"bi-at", b"icon-at")
"""What stands in the source of every page that draws its @; most pages have none of it, and not even that dash."""

_PICTURE = re.compile(
    rb"(?<=\w)\s?<img\b(?=[^<>]{0,300}?(?:alt=[\"']?\s?[\[(]?(?:@|at)[\])]?\s?[\"'\s/>]"
    rb"|src=[\"'][^\"'<>]{0,200}?\b(?:at|arroba)\.(?:gif|png|jpe?g|svg|webp)\b))[^<>]{0,400}>\s?(?=\w)",
    re.IGNORECASE,
)
_ICON = re.compile(
    rb"(?<=\w)\s?<(i|span)\b[^<>]{0,200}\b(?:fa-at|icon-at|bi-at|glyphicon-at)\b[^<>]{0,200}>\s?</\1>\s?(?=\w)",
    re.IGNORECASE,
)


def with_written_at(source: bytes) -> bytes:
    """`source`, text of a page, with "@" in the place of each picture or icon that draws one inside an address."""
    signs = _SIGNS if b"<img" in source or b"<IMG" in source else ()
    for sign in (*signs, *(_DASHED if _DASH in source else ())):
        if sign in source:
            return _ICON.sub(b"@", _PICTURE.sub(b"@", source))
    return source
