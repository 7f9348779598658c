"""Teachers in brackets behind the titles of a list of courses: "Statistiek 1 (dr. B. Kuiper)", "Logik (Vos, Mol)"."""

import re
from functools import cache

from crawler.extraction.blocks import Line, Page
from crawler.extraction.course_labels import PageCourse
from crawler.extraction.mention import Mention
from crawler.extraction.naming import Named, is_surely_name, names_in_value, whole_name
from crawler.extraction.tailed_titles import cut_at_names
from crawler.extraction.title_terms import without_when
from crawler.extraction.value_names import in_company
from crawler.extraction.word_lists import word_lists
from crm.names import name_likelihood, parse

CERTAIN_NAME = 0.8
"""Likelihood from which what stands in brackets is a teacher's name."""
_LAST_BRACKET = re.compile(r"\(([^()]{5,120})\)[\s.]*$")
LEAST_ENTRIES = 2
"""Entries of a list with somebody in brackets from which on brackets there hold teachers."""
MOST_SURNAMES = 4
"""Words in such brackets; more are none of people."""
LEAST_SURNAMES = 5
"""Different words in such brackets from which on they are surnames, where some of them are known as such."""
ONE_IN, ONE_IN_ALL = 5, 8
"""Of so many of them one must be known, where most items of the list have such a bracket, and where all have."""
UNLIKELY, LIKELY = 0.1, 0.3
"""How much of a surname a single word has in it that is none, and one that is known or looks like one."""
_SURNAME = re.compile(r"[^\W\d_a-zà-ÿ][^\W\d_]*[a-zà-ÿ](?:-[^\W\d_]+)?")
_BETWEEN = re.compile(r"\s*(?:[/,;&+]|\s(?:en|and|und|et)\s)\s*")


@cache
def _degrees() -> frozenset[str]:
    return frozenset(word_lists("phrases")["given"]["degrees"])


def bracketed_teachers(page: Page) -> list[tuple[Line, Named]]:
    """The teachers in brackets at the end of entries of a list of courses: "Statistiek 1 (dr. B. Kuiper)"."""
    found: list[tuple[Line, Named]] = []
    surnames: list[tuple[Line, Named]] = []
    items: set[int] = set()
    for line in page.lines:
        item = line.box.tag == "li" and not line.box.furniture
        match = _LAST_BRACKET.search(without_when(line.text)) if item else None
        if match is None or in_company(match.group(1)) or is_surely_name(line.text[: match.start()]):
            continue
        named = _surnames(match.group(1))
        if not named:
            found += [(line, name) for name in _in_bracket(match.group(1))]
            continue
        surnames += [(line, name) for name in named]
        if line.box.parent is not None:
            items.update(range(line.box.parent.start, line.box.parent.end))
    if len({line.index for line, _ in found}) < LEAST_ENTRIES:
        found = []
    return [*found, *surnames] if _are_surnames(surnames, len(items)) else found


def without_teachers(courses: list[PageCourse], mentions: list[Mention]) -> list[PageCourse]:
    """`courses` of a list without what stands behind their titles and was found to name who teaches them."""
    taught: dict[int, list[str]] = {}
    for mention in mentions:
        if "teacher" in mention.roles:
            taught.setdefault(mention.line.index, []).append(mention.named.raw)
    for entry in courses:
        last = _LAST_BRACKET.search(entry.course.name or "")
        if last is not None and last.start() and any(raw in last[1] for raw in taught.get(entry.start, ())):
            entry.course.name = (entry.course.name or "")[: last.start()].rstrip()
        tail = cut_at_names(entry.course.name or "") if entry.start in taught else None
        if tail is not None and any(raw in tail.who for raw in taught[entry.start]):
            entry.course.name = tail.title
    return courses


def _in_bracket(content: str) -> list[Named]:
    """The people whom brackets name: all of them surely, or surnames behind one with a title: "Prof. Dr. Mol, Vos"."""
    names = names_in_value(content)
    if names and all(name.score >= CERTAIN_NAME for name in names):
        return list(names)
    parts = [part for part in _BETWEEN.split(content) if part]
    read = [whole_name(part) for part in parts]
    if not read or read[0] is None or not read[0].parsed.titles or read[0].score < CERTAIN_NAME:
        return []
    found = []
    for part, name in zip(parts, read, strict=True):
        if name is not None and name.score >= CERTAIN_NAME:
            found.append(name)
        else:
            found += _surnames(part)
    return found if len(found) == len(parts) else []


def _surnames(content: str) -> list[Named]:
    """The surnames that brackets hold and nothing else but for whom the course is: "Kuiper/Vos, BA"."""
    words = [word for word in _BETWEEN.split(content) if word and word.upper() not in _degrees()]
    if not 0 < len(words) <= MOST_SURNAMES or not all(map(_SURNAME.fullmatch, words)):
        return []
    found = [(word, parse(word), name_likelihood(word)) for word in words]
    return [
        Named(person, word, word, score) for word, person, score in found if person is not None and score > UNLIKELY
    ]


def _are_surnames(found: list[tuple[Line, Named]], items: int) -> bool:
    """Whether single words in brackets behind most `items` of lists are surnames: many differ, and some are known.

    Where they stand behind every item fewer need be known.
    """
    scores = {name.natural: name.score for _, name in found}
    bracketed = len({line.index for line, _ in found})
    most, share = 10 * bracketed >= 6 * items, ONE_IN_ALL if bracketed == items else ONE_IN
    return most and len(scores) >= LEAST_SURNAMES and share * sum(s >= LIKELY for s in scores.values()) >= len(scores)
