"""The names in what a label or header announces, in a line that begins with one, and in brackets behind a title."""

import re
from functools import lru_cache

from crawler.extraction.blocks import Line
from crawler.extraction.findings import Method
from crawler.extraction.mention import SURE_NAME, SURNAME, Mention, address_of
from crawler.extraction.naming import (
    LONGEST_VALUE,
    Named,
    is_place,
    is_surely_name,
    names_in_value,
    surnames_in_value,
    whole_name,
)
from crawler.extraction.prose import titled_name
from crawler.extraction.recognisers.roles import read_roles

_BREAKS = re.compile(
    r"\s+[–—|•·-]\s+|\s*[|•·:;]\s+|\s*\(|,\s|\s{2,}|\s+(?=\S+@\S)"
    r"|\s+(?=[A-Z]{1,4}[.-]?\d[\d.]*|\+\d{2}|0\d{1,3}[ /-]\d)"
)
"""Where a name at the start of a line ends: a mark, an address, a room ("OH14"), a number to call."""

_CITED = re.compile(r"\s*[(\[,]?\s*(?:1[5-9]|20)\d\d\b")
"""A year right behind a name: who is quoted."""

_LAST_BRACKET = re.compile(r"\(([^()]{5,250})\)[\s.]*$")

_TOGETHER = re.compile(
    r"(?:together )?(?:with|w/|met|mit|avec|samen met|zusammen mit|advisor|supervisor|promotor)\b", re.IGNORECASE
)
"""How brackets begin that name whom somebody wrote something with, or under whom."""

FEWEST_LISTED = 4
"""People that such a value names."""

BOTH_PARTS = 2
"""Parts of a name with a comma between."""

_MARKED = re.compile(r"\s*[/;&]\s*|\s+(?:en|und|and|et)\s+")
"""What stands between names that have a comma themselves."""

_LISTED = re.compile(r"\s*[,;]\s+")


def value_names(text: str, line: Line, *, prose: bool, single: bool = False) -> list[tuple[Named, bool]]:
    """The names in a value, each with: is it all of the value. Of prose only names that are all of a line count.

    `single`: where one person is named, "Vale, Thomas" is no two of them.
    """
    linked = [anchor.text for anchor in line.anchors if anchor.url and anchor.text and anchor.text in text]
    if linked and (len(linked) > 1 or len(linked[0]) < len(text)) and len(text) < 400:
        found = [named for part in linked for named in _linked_name(part)]
        if len(found) == len(linked):
            rest = text
            for part in linked:
                rest = rest.replace(part, " , ", 1)
            rest_names = surnames_in_value(rest.strip(" ,")) or names_in_value(rest)
            return [(named, False) for named in [*found, *(n for n in rest_names if n.score >= SURNAME)]]
    listed = _listed_surnames(text, single=single)
    if listed:
        return listed
    whole = whole_name(text)
    if whole is not None and whole.score >= SURE_NAME:
        return [(whole, True)]
    titled = titled_name(text) if "|" in text else None
    if titled is not None:
        return [(titled, True)]
    leading = behind_thing(text) or leading_name(text)
    if prose or (leading is not None and (_tells_of(text, leading) or text.endswith(leading.raw))):
        return [(leading, True)] if leading is not None else []
    return [(named, False) for named in names_in_value(text)]


def _listed_surnames(text: str, *, single: bool) -> list[tuple[Named, bool]]:
    """The surnames that a value lists and nothing else; where one person is named, two are that person's two names.

    "Vos, Anna / Mol, Jan" has a comma within each name and another mark between them.
    """
    surnames = surnames_in_value(text)
    parts = _MARKED.split(text) if surnames else []
    if len(parts) > 1 and all(part.count(",") == 1 for part in parts):
        turned = names_in_value(text)
        if len(turned) == len(parts) and all(named.score >= SURE_NAME for named in turned):
            return [(named, False) for named in turned]
    if single and len(surnames) == BOTH_PARTS and len(turned := names_in_value(text)) == 1:
        return [(turned[0], True)]
    return [(named, False) for named in surnames]


def _tells_of(text: str, named: Named) -> bool:
    """Whether what follows a name says what somebody is: "Anna Vos, Professor of Physics, B.A., College of X"."""
    rest = text[text.find(named.raw) + len(named.raw) :].lstrip(" ,:–-|(")
    return any(reading.start == 0 for reading in read_roles(rest[:80]))


def _linked_name(text: str) -> list[Named]:
    """The name that a link in a value is, if it is one; several links are several people."""
    whole = whole_name(text)
    if whole is not None:
        return [whole]
    found = names_in_value(text)
    return [found[0]] if len(found) == 1 and found[0].score >= SURNAME else []


_THING = re.compile(r"\s+[–—-]\s+|:\s+")
"""What stands between a thing and who is named for it: "MSc Logic – Prof. Anna Vos"."""

_DEGREE = re.compile(r"(?:[BM]\.?\s?(?:Sc|Eng|Ed|Phil|A|S)\b|LL\.?\s?[BM]\b|MBA\b|Bachelor|Master)", re.IGNORECASE)
"""How a programme begins, though "M.Sc. Logik" looks like a name with its initials."""

LONGEST_NAMED = 120
"""Characters of a line that says of one thing who is named for it."""


@lru_cache(maxsize=4_096)
def behind_thing(text: str) -> Named | None:
    """Who is named behind a dash or colon for a thing that is nobody: "B.Sc. Logik: Prof. Dr. Anna Vos"."""
    marks = list(_THING.finditer(text)) if len(text) <= LONGEST_NAMED else []
    if len(marks) != 1:
        return None
    thing, behind = text[: marks[0].start()], whole_name(text[marks[0].end() :])
    if behind is None or behind.score < SURE_NAME or not (behind.parsed.call_name or behind.parsed.initials):
        return None
    somebody = is_surely_name(thing) and not _DEGREE.match(thing)
    return None if somebody or read_roles(thing) else behind


@lru_cache(maxsize=4_096)
def leading_name(text: str) -> Named | None:
    """The name at the start of a line that begins with `text`, set off by a dash, a bracket, a comma or an address."""
    if not text[0].isalpha():
        return None
    for match in _BREAKS.finditer(text):
        named = whole_name(text[: match.start()])
        if named is not None and named.score >= SURE_NAME:
            return None if _CITED.match(text, match.start()) or is_place(text) else named
    return None


def lists_names(text: str) -> bool:
    """Whether a long value is nothing but the names of many people: "Prof. A. Mol, Dr. B. Vos, …"."""
    parts = _LISTED.split(text) if len(text) <= LONGEST_VALUE else []
    return len(parts) >= FEWEST_LISTED and 10 * sum(map(is_surely_name, parts)) >= 8 * len(parts)


def in_company(content: str) -> bool:
    """Whether brackets name whom somebody did something with: "(with B. Mol)"."""
    return _TOGETHER.match(content) is not None


def in_brackets(line: Line) -> list[Mention]:
    """The teachers in brackets behind a course's title: "Decision Theory (Dr. A. Jansen, B. de Vries)"."""
    match = _LAST_BRACKET.search(line.text)
    if match is None or match.start() < 4:
        return []
    content = match.group(1)
    if in_company(content):
        return []
    linked = [anchor.text for anchor in line.anchors if anchor.url and anchor.text and anchor.text in content]
    found = [named for part in linked for named in _linked_name(part)] if linked else list(names_in_value(content))
    if (
        not found
        or any(named.score < SURE_NAME for named in found)
        or sum(len(n.raw) for n in found) < 0.5 * len(content)
    ):
        return []
    return [
        Mention(line, named, Method.TEXT, roles=("teacher",), words=content, url=address_of(line, named.raw))
        for named in found
    ]
