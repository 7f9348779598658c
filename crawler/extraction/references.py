"""Entries of lists of literature and publications: who stands in them wrote something and is nobody of the page."""

import re
from functools import cache

from crawler.extraction.word_lists import word_lists

SHORTEST = 45
"""Characters of the shortest text that is taken for a reference."""

LONGEST_AUTHORS = 160
"""Characters at the start of a reference in which its authors stand."""

_INITIALS = r"(?:[A-ZÀ-Þ]\.?[ -]?){1,3}"
_SURNAME = r"[A-ZÀ-Þ][\w'’-]+"
_AUTHOR = re.compile(
    rf"{_SURNAME}(?: {_SURNAME})?,? {_INITIALS}(?=[,.;:&)*]|\band\b|\s*\(|$)"
    rf"|(?:[A-ZÀ-Þ]\.[ -]?){{1,3}}(?:van |von |de |der )*{_SURNAME}"
)
_BYLINE = re.compile(
    rf"(?:[A-ZÀ-Þ]{{1,4}} (?:[Vv]an |[Vv]on |[Dd]e |[Dd]en |[Dd]er )*{_SURNAME}"
    r"(?:,? (?:& |and |en |und )?|(?= ?·| et al))){2,}(?:et al\.? ?)?\s?·\s?(?=\S)"
)
"""Authors by bare initials with where it was published behind a dot: "A Vos, B Mol, C Kok et al. · AI and Ethics"."""

_START = re.compile(r"^[\s\[(]*(?:\d{1,3}[\]).:]+|[A-Z]\d{1,3}[\]).:]|[-•*])?\s*")


@cache
def _words(name: str) -> str:
    words: list[str] = word_lists("references")[name]
    return "|".join(map(re.escape, words))


@cache
def _published() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('published')})\b", re.IGNORECASE)


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"\b(?:19|20)\d\d[a-z]?\b|\b(?:{_words('undated')})\b", re.IGNORECASE)


def is_reference(text: str) -> bool:
    """Whether a line is an entry of a list of literature: authors in front, then a year or a publisher.

    "Vos, A., & Mol, B. (2019). Title. *Journal of X*, 3, 12-20" and "B. Mol, A. Vos, Title, Proc. of Y, 2019" are; a
    line of names alone is not.
    """
    if "·" in text and _BYLINE.match(text):
        return True
    if len(text) < SHORTEST:
        return False
    start = _START.match(text)
    text = text[start.end() :] if start is not None else text
    if _AUTHOR.match(text) is None:
        return False
    authors = len(_AUTHOR.findall(text[:LONGEST_AUTHORS]))
    published = _published().search(text) is not None
    return (_dated().search(text) is not None and (authors > 1 or published)) or (authors > 2 and published)
