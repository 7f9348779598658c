"""Names behind words of running text that say what somebody does: "taught by", "neem contact op met"."""

import re
from functools import cache

from crawler.extraction.blocks import Line, Page, by_word
from crawler.extraction.findings import Method
from crawler.extraction.mention import Mention, address_of
from crawler.extraction.naming import Named
from crawler.extraction.prose import name_at_start, names_at_start
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.word_lists import word_lists

_ARTICLE = re.compile(r"^(?:de|het|the|our|onze|der|die|den|dem|das|unsere[nr]?)\s+", re.IGNORECASE)
_SECOND_BY = re.compile(r"[^.;:@]{3,60}?\s(?:and by|en door|und von|et par)\s")
Phrases = list[tuple[str, list[str], "re.Pattern[str]"]]
"""Of each role the phrases for it that stand on a page, in small letters, and the pattern of all there are."""


def phrases_of(page: Page) -> Phrases:
    """The patterns of phrases whose words stand on the page at all: on most pages none."""
    return [(role, said, pattern) for role, phrases, pattern in _phrases() if (said := page.said(phrases))]


def in_phrases(line: Line, phrases: Phrases) -> list[Mention]:
    """Names behind words of running text that say what they do: "taught by", "neem contact op met"."""
    small = line.text.lower()
    return [
        mention
        for role, said, pattern in phrases
        if any(map(small.__contains__, said))
        for mention in _in_phrase(line, role, pattern)
    ]


def _in_phrase(line: Line, role: str, pattern: "re.Pattern[str]") -> list[Mention]:
    found = []
    for match in pattern.finditer(line.text[:5_000]):
        named = _name_behind(line.text, match.end()) or _name_further_on(line.text, match.end())
        names = [named] if named is not None else []
        if role == "teacher":
            names += [name for name in names_at_start(line.text, match.end()) if named is None or name.raw != named.raw]
        words = match.group().strip()
        sure = not words.lower().startswith(_supervising())
        found += [
            Mention(line, name, Method.TEXT, roles=(role,), words=words, url=address_of(line, name.raw), sure=sure)
            for name in names
        ]
    return found


def _name_behind(text: str, start: int) -> Named | None:
    """The name at `start` of a text, with or without what that person is before it: "an *die Dekanin* Dr. Anna Vos"."""
    behind = text[start : start + 120]
    named = name_at_start(behind[:80])
    if named is not None:
        return named
    told = read_roles(behind)[:1]
    begins = [reading for reading in told if not _ARTICLE.sub("", behind[: reading.start]).strip()]
    return name_at_start(behind[begins[0].end :][:80].lstrip()) if begins else None


@cache
def _supervising() -> tuple[str, ...]:
    """Phrases that say who teaches only where a course or programme is spoken of: else they tell of a thesis."""
    return tuple(word_lists("phrases")["supervising"]["words"])


def _name_further_on(text: str, start: int) -> Named | None:
    """The name behind a second "by" of the sentence: "supervision by the lecturers and *by* Mei Chan"."""
    match = _SECOND_BY.match(text, start)
    return name_at_start(text[match.end() : match.end() + 80]) if match is not None else None


@cache
def _phrases() -> tuple[tuple[str, dict[str, tuple[str, ...]], "re.Pattern[str]"], ...]:
    """Role, its phrases by their longest word, and the pattern; the words alone tell that a page has none of them."""
    table = word_lists("phrases")["roles"]
    polite = r"(?:\s+(?:met|mit|de|dhr\.?|mw\.?|mevr\.?|mevrouw|meneer|de heer|frau|herrn?|mr\.?|mrs\.?|ms\.?))*"
    return tuple(
        (
            role,
            by_word(words),
            re.compile(rf"\b(?:{'|'.join(map(re.escape, words))}){polite}\s*:?\s+(?=[^\W\d_])", re.IGNORECASE),
        )
        for role, words in table.items()
    )
