"""Words as matching compares them: without the small ones, by their stems, in Dutch and in English."""

import re
import tomllib
from functools import cache, lru_cache

import snowballstemmer

from crm.resources import data_path

_WORD = re.compile(r"[^\W\d_]{2,}")
_STEMMERS = {"nl": snowballstemmer.stemmer("dutch"), "en": snowballstemmer.stemmer("english")}


TOLD_BY = 600
"""Characters by which the language of a text is told."""


@cache
def stop_words() -> frozenset[str]:
    """The small words of both languages, of `data/matching/stop_words.toml`."""
    return frozenset().union(*_lists().values())


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists = tomllib.loads(data_path("matching/stop_words.toml").read_text(encoding="utf-8"))
    return {language: frozenset(words.split()) for language, words in lists.items()}


@cache
def no_reasons() -> frozenset[str]:
    """Words of both languages that tell nothing of a subject, of `data/matching/no_reasons.toml`: numbers, days, …"""
    lists = tomllib.loads(data_path("matching/no_reasons.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in lists.values() for word in words.split())


@lru_cache(maxsize=5_000)
def language_of(text: str) -> str:
    """ "nl" or "en": of which of the two a text has more small words; Dutch where it has none."""
    lists = _lists()
    words = _WORD.findall(text[:TOLD_BY].casefold())
    dutch, english = (sum(word in lists[language] for word in words) for language in ("nl", "en"))
    return "en" if english > dutch else "nl"


def words_of(text: str) -> list[str]:
    """The words of a text that say something, in lower case."""
    small = stop_words()
    return [word for word in _WORD.findall(text.casefold()) if word not in small]


def read_as(language: str) -> str:
    """The language whose rules a text is read by: Dutch by its own, every other by those of English."""
    return "nl" if language == "nl" else "en"


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The stem of a word ("klanten" → "klant") by Snowball's rules; a language that is neither is read as English."""
    found: str = _STEMMERS[read_as(language)].stemWord(word)
    return found


def stems_of(text: str, language: str) -> list[str]:
    """The stems of the words that say something."""
    return [stem(word, language) for word in words_of(text)]
