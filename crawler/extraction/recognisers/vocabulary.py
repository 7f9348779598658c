"""The word lists of `data/vocabulary`, read once, and how their words are folded and matched."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from crm.resources import data_path

REMEMBERED = 300
"""Characters of the longest text for which an answer is kept: longer ones are sentences, which do not come back."""

_DASHES = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_LETTERS = re.compile(r"[a-zß-ÿ]")
_SPACED = bytes(code if _LETTERS.match(chr(code)) else ord(" ") for code in range(256))
"""Of each character of Latin-1 what it is between words: its small letters stay, all else is a space."""
_QUOTES = {ord(quote): "'" for quote in "\u2018\u2019\u02bc\u00b4`"}
_ONE_SORT = {**_DASHES, **_QUOTES, 0xA0: " ", 0x202F: " "}
_PLAIN: dict[int, str | None] = {**_ONE_SORT, **_INVISIBLE}


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """The table `data/vocabulary/NAME.toml`. Raises FileNotFoundError where the installation lacks it."""
    with data_path(f"vocabulary/{name}.toml").open("rb") as file:
        return tomllib.load(file)


_DIGIT = re.compile(r"\d")


def has_digit(text: str) -> bool:
    """Whether there is a decimal digit in `text`: most lines have none, and no code or credits can do without.

    A search for a class of characters takes several times as long in a sentence.
    """
    for digit in "0123456789":
        if digit in text:
            return True
    return not text.isascii() and _DIGIT.search(text) is not None


_SPECIAL = re.compile("[" + "".join(map(chr, _PLAIN)) + "]")
_ONE_SORT_SPECIAL = re.compile("[" + "".join(map(chr, _ONE_SORT)) + "]")
_MARKED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")


def _plain_character(match: re.Match[str]) -> str:
    return _PLAIN[ord(match.group())] or ""


def plain(text: str) -> str:
    """`text` with one sort of dash, apostrophe and space, and without invisible characters."""
    return text if text.isascii() else _SPECIAL.sub(_plain_character, text)


def plain_in_place(text: str) -> str:
    """`text` with one sort of dash, apostrophe and space: positions stay those of `text`."""
    return text if text.isascii() else _ONE_SORT_SPECIAL.sub(_plain_character, text)


@cache
def _folded_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character.lower())
    bare = "".join(part for part in decomposed if not unicodedata.combining(part))
    return bare if len(bare) == 1 else character


def fold_in_place(text: str) -> str:
    """`text` in lower case without diacritics, character for character: positions stay those of `text`."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    if len(lowered) == len(text):
        return _MARKED.sub(lambda match: _folded_character(match.group()), lowered)
    return "".join(map(_folded_character, text))


def letter_runs(small: str) -> list[str]:
    """The runs of small letters, up to ÿ, in a text in small letters.

    Byte for byte, as a search for them takes twice as long on a page.
    """
    return small.encode("latin-1", "replace").translate(_SPACED).decode("latin-1").split()


@lru_cache(maxsize=1_024)
def look(text: str) -> tuple[str, frozenset[str]]:
    """`text` folded in place, and its runs of letters: what decides cheaply whether a closer look is worth it."""
    folded = fold_in_place(plain_in_place(text))
    return folded, frozenset(letter_runs(folded))


def runs_of(words: Iterable[str], *, last: bool = False) -> frozenset[str]:
    """The first (or `last`) run of letters of each of `words`, folded: any text that holds a word has one."""
    runs = (letter_runs(fold_in_place(plain_in_place(word))) for word in words)
    return frozenset(found[-1 if last else 0] for found in runs if found)


def any_of(words: Iterable[str]) -> str:
    """A pattern (no groups) for any of the folded `words`, longest first; a space in a word stands for a few."""
    ordered = sorted({fold_in_place(word) for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"[\s-]{1,3}") for word in ordered) + ")"
