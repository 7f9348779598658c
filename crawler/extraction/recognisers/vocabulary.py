"""The word lists of `data/vocabulary`, read once, and how their words are folded and matched."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from crm.resources import data_path

_DASHES = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_QUOTES = {ord(quote): "'" for quote in "\u2018\u2019\u02bc\u00b4`"}
_ONE_SORT = {**_DASHES, **_QUOTES, 0xA0: " ", 0x202F: " "}
_PLAIN = {**_ONE_SORT, **_INVISIBLE}


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """The table `data/vocabulary/NAME.toml`. Raises FileNotFoundError where the installation lacks it."""
    with data_path(f"vocabulary/{name}.toml").open("rb") as file:
        return tomllib.load(file)


def plain(text: str) -> str:
    """`text` with one sort of dash, apostrophe and space, and without invisible characters."""
    return text if text.isascii() else text.translate(_PLAIN)


def plain_in_place(text: str) -> str:
    """`text` with one sort of dash, apostrophe and space: positions stay those of `text`."""
    return text if text.isascii() else text.translate(_ONE_SORT)


@cache
def _folded_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character.lower())
    bare = "".join(part for part in decomposed if not unicodedata.combining(part))
    return bare if len(bare) == 1 else character


def fold_in_place(text: str) -> str:
    """`text` in lower case without diacritics, character for character: positions stay those of `text`."""
    if text.isascii():
        return text.lower()
    return "".join(map(_folded_character, text))


def any_of(words: Iterable[str]) -> str:
    """A pattern (no groups) for any of the folded `words`, longest first; a space in a word stands for a few."""
    ordered = sorted({fold_in_place(word) for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"[\s-]{1,3}") for word in ordered) + ")"
