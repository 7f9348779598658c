"""Values of a feed's records, which may be null, of the wrong type, or in several languages."""

import json
import math
import re
from html import unescape
from typing import Any

from crm.errors import CrawlError
from crm.language import _
from crm.text import LONGEST, LONGEST_DESCRIPTION, clean

LARGEST_FEED = 50 * 1024 * 1024
"""Bytes of one answer of a feed that are taken, packed or unpacked."""

MOST_ITEMS = 200_000
"""Records that are read of one answer."""

LANGUAGES = ("nl", "en", "de")
"""Which of a text's languages is taken, first choice first."""

_ISO_639_2 = {"nld": "nl", "dut": "nl", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es"}
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]\w{1,20})?")
_MARKUP = re.compile(r"<[^>]{0,1000}>")

Record = dict[str, Any]


class UnreadableFeedError(CrawlError):
    """An answer that is not what its feed should give; the message says what it is instead."""


def json_of(body: bytes) -> Any:  # noqa: ANN401 - what JSON holds is known when it is looked at
    """What the JSON in `body` (UTF-8, UTF-16 or UTF-32) says.

    Raises UnreadableFeedError for what is no JSON, too large or nested too deeply.
    """
    if len(body) > LARGEST_FEED:
        raise UnreadableFeedError(_("larger than {most} MB").format(most=LARGEST_FEED // (1024 * 1024)))
    try:
        return json.loads(body.decode(json.detect_encoding(body), "replace").removeprefix("\ufeff"))
    except (ValueError, RecursionError, MemoryError) as error:
        raise UnreadableFeedError(_("the feed did not answer with JSON")) from error


def records(value: object) -> list[Record]:
    """The objects of a list; anything else, and anything else in it, is left out."""
    return [each for each in value[:MOST_ITEMS] if isinstance(each, dict)] if isinstance(value, list) else []


def listed(value: object) -> list[object]:
    """A list as it is, one thing as a list of it, null as none."""
    if isinstance(value, list):
        return value[:MOST_ITEMS]
    return [] if value is None else [value]


def text(value: object, longest: int = LONGEST) -> str | None:
    """One clean line of a string, a number, `[{language, value}]` or `{value}`; None for nothing or a wrong type."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) and math.isfinite(value) else str(value)[:longest]
    if isinstance(value, str):
        return clean(value, longest) or None
    if isinstance(value, dict):
        return text(value["value"], longest) if "value" in value else _of_languages(value, longest)
    if isinstance(value, list):
        said = {_language_tag(each): text(each.get("value"), longest) for each in reversed(records(value))}
        said = {language: words for language, words in said.items() if words}
        plain = [each for each in value if isinstance(each, str)]
        best = next((said[language] for language in LANGUAGES if language in said), None)
        return best or next(iter(said.values()), None) or (text(plain[0], longest) if plain else None)
    return None


def prose(value: object) -> str | None:
    """A description: as `text`, without mark-up, at most as long as a description may be."""
    words = text(value, LONGEST_DESCRIPTION)
    return clean(unescape(_MARKUP.sub(" ", words)), LONGEST_DESCRIPTION) or None if words else None


def number(value: object) -> float | None:
    """A number, also one written as "7,5"; None for anything else."""
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,6}(?:[.,]\d{1,4})?\s*", value):
        return float(value.replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e6 and math.isfinite(value) else None


def whole(value: object) -> int | None:
    """A whole number from 0; None for anything else."""
    found = number(value)
    return int(found) if found is not None and found >= 0 and found == int(found) else None


def web_address(value: object) -> str | None:
    """An http or https address of at most 1,000 characters."""
    words = text(value, 1_001)
    return words if words and words.startswith(("http://", "https://")) and len(words) <= 1_000 else None


def language_code(value: object) -> str | None:
    """A language as ISO 639-1 ("nl-NL", "nld" and "NL" are "nl")."""
    words = text(value)
    found = _TAG.fullmatch(words) if words else None
    if found is None:
        return None
    tag = found[1].lower()
    return tag if len(tag) == 2 else _ISO_639_2.get(tag)


def _language_tag(value: Record) -> str:
    return language_code(value.get("language")) or ""


def _of_languages(value: Record, longest: int) -> str | None:
    """`{"nl": …, "en": …}`, as some servers write it."""
    for language in LANGUAGES:
        if isinstance(value.get(language), str):
            return text(value[language], longest)
    return None
