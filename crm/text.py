"""The one place where text from outside is stripped and bounded on the way in."""

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

LONGEST = 500
"""Characters kept of any text but a description (the command line's promise)."""

LONGEST_DESCRIPTION = 10_000
"""Characters kept of a description."""

LONGEST_NUMBER = 9
"""Digits of the longest number of a row that either database keeps whatever its digits are."""

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_SPACES = re.compile(r"\s+")
_NO_WORD = re.compile(r"[^\w]+|_")
_FIRST = re.compile(r"[\W_]*([^\W_]+)")
_SPACED = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
"""Of each ASCII character what it folds to: `_NO_WORD`, in a third of the time, for texts that have no others."""
_SHORT = 200
"""Characters of the longest text whose folded form is kept: names and headings come back all the time."""


def clean(text: str, longest: int = LONGEST) -> str:
    """`text` on one line, without control characters, terminal escapes or direction marks.

    At most `longest` characters; a text that was cut ends in "…". The result is NFC.
    """
    bounded = text[: longest * 8]
    if bounded.isprintable():  # nothing to take out, and no space but the ordinary one
        plain = _SPACES.sub(" ", bounded) if "  " in bounded else bounded
    else:
        plain = _SPACES.sub(" ", _INVISIBLE.sub("", _ESCAPES.sub("", bounded)))
    if not plain.isprintable():
        plain = "".join(c for c in plain if unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})
    plain = (plain if plain.isascii() else unicodedata.normalize("NFC", plain)).strip()
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def fold(text: str) -> str:
    """`text` as it is compared and searched: lower case, without diacritics, punctuation as single spaces."""
    return _remembered(text) if len(text) <= _SHORT else _folded(text)


def may_begin(text: str, words: Container[str]) -> bool:
    """Whether the folded `text` may begin with one of `words`, by a look at its first: far cheaper than folding it.

    True also where only folding would tell, as with letters beyond ASCII.
    """
    first = _FIRST.match(text)
    return first is None or first[1].lower() in words or not text.isascii()


def _folded(text: str) -> str:
    bare = text.casefold()
    if bare.isascii():
        return " ".join(bare.translate(_SPACED).split())
    bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return _SPACES.sub(" ", _NO_WORD.sub(" ", bare)).strip()


_remembered = lru_cache(maxsize=4_096)(_folded)


def row_number(said: int | str) -> int | None:
    """The number of a row that is meant; None for what is no number, or longer than any that both databases keep."""
    if isinstance(said, int):
        return said
    return int(said) if said.isdecimal() and len(said) <= LONGEST_NUMBER else None
