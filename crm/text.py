"""The one place where text from outside is stripped and bounded on the way in."""

import re
import unicodedata

LONGEST = 500
"""Characters kept of any text but a description (the command line's promise)."""

LONGEST_DESCRIPTION = 10_000
"""Characters kept of a description."""

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_SPACES = re.compile(r"\s+")


def clean(text: str, longest: int = LONGEST) -> str:
    """`text` on one line, without control characters, terminal escapes or direction marks.

    At most `longest` characters; a text that was cut ends in "…". The result is NFC.
    """
    bounded = text[: longest * 8]
    plain = _INVISIBLE.sub("", _ESCAPES.sub("", bounded))
    plain = _SPACES.sub(" ", plain)
    if not plain.isprintable():
        plain = "".join(c for c in plain if unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})
    plain = unicodedata.normalize("NFC", plain).strip()
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def fold(text: str) -> str:
    """`text` as it is compared and searched: lower case, without diacritics, punctuation as single spaces."""
    bare = text.casefold()
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return _SPACES.sub(" ", re.sub(r"[^\w]+|_", " ", bare)).strip()
