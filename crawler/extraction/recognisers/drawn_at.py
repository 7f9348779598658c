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
"""What stands in a picture that draws an @, in small letters."""
LONGEST_PICTURE = 800
"""Bytes of an `<img>` that are looked at."""

_DASH = b"-at"
_DASHED = (b"-at.", b"fa-at", b"bi-at", b"icon-at")
"""What stands in the source of every page that draws its @ otherwise; most pages have not even that dash."""

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
    pictures = source.lower().split(b"<img")[1:]
    shown = b"".join([picture[:LONGEST_PICTURE].partition(b">")[0] for picture in pictures])
    dashed = _DASH in source and any(sign in source for sign in _DASHED)
    if dashed or any(sign in shown for sign in _SIGNS):
        return _ICON.sub(b"@", _PICTURE.sub(b"@", source))
    return source
