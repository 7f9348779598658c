"""Role words in a text: what somebody is ("opleidingsmanager"), of what ("HBO-ICT"), and whether that makes a contact.

What a word means depends on the school's level ("decaan"), its country ("lector") and the words beside it. A word
inside another word is nothing ("selector"), and so are "voorzitter", "directeur" and "coördinator" alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from crawler.extraction.recognisers.role_objects import RoleObject, object_of_head, object_of_role, sort_of_thing
from crawler.extraction.recognisers.role_words import (
    RoleIndex,
    RoleWord,
    Token,
    may_hold_role,
    role_index,
    tokens,
    words_of,
)
from crawler.extraction.recognisers.vocabulary import fold_in_place, vocabulary
from crm.names.vocabulary import is_given

LONGEST = 3_000
"""Characters of a text that are looked at."""

MOST = 40
"""Readings kept of one text."""

_GAP = re.compile(r"[\s\-–/·()*:']{1,3}|\.\s?|\s?&\s?")
_SETTINGS = {"placement": "internship", "graduation": "graduation"}
_RUNGS = {
    "teacher": 1.0,
    "course_coordinator": 2.0,
    "programme_coordinator": 3.0,
    "programme_director": 4.3,
    "dean": 5.2,
    "board": 6.0,
}


@dataclass(frozen=True, slots=True)
class RoleReading:
    """One role word in a text, and what it says there."""

    kind: str | None
    """A role kind of the domain; None where the word makes nobody a contact."""
    of: str
    """What it is held for: `course`, `programme`, `unit` or `institution`."""
    setting: str | None
    """The setting it decides (`internship`, `graduation`, `minor`), where it is one's."""
    text: str
    """The words as written."""
    start: int
    end: int
    doubtful: bool = False
    """The word, what it is of, or the level is uncertain: for review."""
    contact: bool = True
    """False for students, emeriti, outsiders, guards and desks."""
    rung: float | None = None
    """Place on the ladder, 1 to 6; None beside it."""
    object: str | None = None
    """What stands behind (or before) the word: a programme, subject or unit by name. May be a person's name where the
    page writes "docent Jan Smit"."""
    group: str | None = None
    """Why it is no contact: `student`, `phd`, `emeritus`, `outsider`, `service`, `author`, `unit`."""
    plain: bool = False
    """It says no more than that somebody works there: beside another role it is none."""


LOWEST_SERVED = 3.0
"""The rung from which on people work for who stands on it."""

MOST_LINKS = 3
"""Words between the word for somebody who assists and the role of whom they assist."""

_ASSISTANT = RoleWord("staff", "unit", plain=True)


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    word: RoleWord
    object: RoleObject | None = None


def read_roles(
    text: str,
    *,
    level: str | None = None,
    country: str | None = None,
    beside: str | None = None,
    about: str | None = None,
) -> list[RoleReading]:
    """The roles named in `text`, in order; where phrases overlap the longest counts.

    `level`: the school's (`wo`, `hbo`, `mbo`); `country`: ISO 3166 ("NL", "BE"); `beside`: words near by (a heading,
    the name of the course), which may decide between readings; `about`: what the page is about (`deciding_word`),
    which decides what a word means and not what it is of. What cannot be decided is `doubtful`.
    """
    text = text[:LONGEST]
    return list(_read(text, level, country, beside, about)) if may_hold_role(text) else []


def deciding_word(text: str) -> str | None:
    """The word in `text` by which a role may be told from another of its name: "faculteit" for a *decaan*."""
    folded = fold_in_place(text[:LONGEST])
    return next((word for word in sorted(role_index().deciding) if word in folded), None)


@lru_cache(maxsize=4_096)
def _read(
    text: str, level: str | None, country: str | None, beside: str | None, about: str | None
) -> tuple[RoleReading, ...]:
    words = tokens(text)
    index = role_index()
    near = fold_in_place(f"{text} {beside or ''} {about or ''}"[: 2 * LONGEST])
    readings: list[RoleReading] = []
    position = 0
    while position < len(words) and len(readings) < MOST:
        if not index.may_begin(words[position].word):
            position += 1
            continue
        found = _role_at(text, words, position, index, level, country, near) or _head_at(
            text, words, position, index, beside
        )
        if found is None:
            position += 1
            continue
        if found.word.rung is not None and found.word.rung >= LOWEST_SERVED:
            found = _served(found, words, position, index)
        readings.append(_reading(text, words, found, index))
        position = max(found.last, position) + 1
    return tuple(_without_retired(readings))


def _served(found: _Found, words: Sequence[Token], position: int, index: RoleIndex) -> _Found:
    """What was found, or who works for its holder where words before it say so: "Assistentin des *Präsidenten*"."""
    at = position - 1
    while at >= 0 and position - at <= MOST_LINKS and words[at].word in index.links:
        at -= 1
    works = 0 <= at < position - 1 and words[at].word in index.assisting and words[at + 1].start - words[at].end == 1
    return replace(found, first=at, word=_ASSISTANT) if works else found


def _role_at(
    text: str,
    words: Sequence[Token],
    position: int,
    index: RoleIndex,
    level: str | None,
    country: str | None,
    near: str,
) -> _Found | None:
    token = words[position]
    second = words[position + 1].word if position + 1 < len(words) else None
    for phrase, meanings in index.phrases.get(token.word, ()):
        if len(phrase) > 1 and phrase[1] != second:
            continue
        last = position + len(phrase) - 1
        if last < len(words) and _matches(text, words, position, phrase):
            meaning = _meaning(meanings, level, country, near, text[token.start : words[last].end])
            if meaning and not _is_other(text, words, position, last, index) and _counts(text, words, phrase, token):
                return _Found(position, last, meaning)
    for suffix, meaning in index.compounds if token.word.endswith(index.suffixes) else ():
        base = token.word.removesuffix(suffix)
        if base != token.word and len(base) >= 3:
            name = (
                text[token.start : token.start + len(base)].rstrip("s-")
                if len(base) > 3
                else text[token.start : token.start + len(base)]
            )
            return _Found(position, position, meaning, RoleObject(name, None, token.end))
    return None


def _is_other(text: str, words: Sequence[Token], first: int, last: int, index: RoleIndex) -> bool:
    """Whether the word right behind a role makes it something else: "Dean *Hall* 201", "principal *components*"."""
    behind = words[last + 1] if last + 1 < len(words) else None
    if behind is None or text[words[last].end : behind.start] != " ":
        return False
    if first == last and words[first].word in index.adjectives:
        return behind.word not in index.behind_adjectives
    return behind.word in index.places and text[behind.start].isupper()


def _matches(text: str, words: Sequence[Token], position: int, phrase: tuple[str, ...]) -> bool:
    for step, expected in enumerate(phrase):
        token = words[position + step]
        if token.word != expected:
            return False
        if step and not _GAP.fullmatch(text, words[position + step - 1].end, token.start):
            return False
    return True


def _meaning(
    meanings: Sequence[RoleWord], level: str | None, country: str | None, near: str, written: str
) -> RoleWord | None:
    """The one meaning that holds here; doubtful where the level or country would decide and is unknown."""
    spelt = [each for each in meanings if each.exact is None or each.exact == written]
    near_by = [
        each
        for each in spelt
        if each.beside and level in {None, *each.levels} and any(word in near for word in each.beside)
    ]
    if near_by:
        return near_by[0]
    here = [each for each in spelt if each.countries and country in each.countries]
    if here:
        return here[0]
    fitting = [
        each
        for each in spelt
        if not each.beside and not each.countries and (not each.levels or level in {None, *each.levels})
    ]
    if not fitting:
        return None
    undecided = level is None and len({each.kind for each in fitting}) > 1
    if undecided and any(each.kind is None for each in fitting):
        guarded = next(each for each in fitting if each.kind is None)
        return replace(guarded, doubtful=True)
    foreign = country is None and level is None and any(each.countries for each in spelt)
    return replace(fitting[0], doubtful=True) if undecided or foreign else fitting[0]


def _counts(text: str, words: Sequence[Token], phrase: tuple[str, ...], token: Token) -> bool:
    """Whether a phrase that is also an everyday word is meant as a role here."""
    if phrase == ("phd",):
        return len(words) == 1
    if len(phrase) == 1 and is_given(token.word) and _is_first_name(text, token):
        return False
    if len(phrase) > 1 or token.word not in role_index().cautious:
        return True
    return len(text) <= vocabulary("roles")["cautious"]["longest"] or text[token.start].isupper()


_AMONG_NAMES = re.compile(r"(?:,|&|\b(?:and|en|und|et))\s$")
_SURNAME_BEHIND = re.compile(r"\s[A-ZÀ-Þ][\w'’-]+(?!\s[A-ZÀ-Þ])")


def _is_first_name(text: str, token: Token) -> bool:
    """Whether a word for a role is what somebody in a row of names is called: "Greg Blom and *Dean* Mol"."""
    among = _AMONG_NAMES.search(text, max(0, token.start - 5), token.start) is not None
    return among and _SURNAME_BEHIND.match(text, token.end) is not None


def _head_at(text: str, words: Sequence[Token], position: int, index: RoleIndex, beside: str | None) -> _Found | None:
    """A word like "coördinator", with what it is head of behind or before it, or (then doubtful) in `beside`."""
    last = position
    head = words[position].word
    if head in {"co", "vice"} and position + 1 < len(words) and words[position + 1].start - words[position].end == 1:
        last += 1
        head = words[last].word
    kinds = index.heads.get(head)
    if kinds is None:
        return None
    thing = object_of_head(text, words, last)
    if thing is None and beside:
        sort = sort_of_thing(words_of(beside[:300]))
        thing = RoleObject(None, sort, words[last].end, doubtful=True) if sort else None
    if thing is None or thing.sort not in kinds:
        return None
    return _Found(position, last, _head_meaning(kinds[thing.sort], thing), thing)


def _head_meaning(kind: str, thing: RoleObject) -> RoleWord:
    of = {"course": "course", "programme": "programme", "placement": "programme", "graduation": "programme"}
    setting = "minor" if thing.noun == "minor" else _SETTINGS.get(thing.sort or "")
    rung = _RUNGS.get(kind)
    return RoleWord(kind, of.get(thing.sort or "", "unit"), rung, setting, doubtful=thing.doubtful)


def _reading(text: str, words: Sequence[Token], found: _Found, index: RoleIndex) -> RoleReading:
    word, first, last = found.word, words[found.first], words[found.last]
    thing = found.object or object_of_role(text, words, found.first, found.last)
    undone = (
        found.first > 0
        and words[found.first - 1].word in index.undone
        and first.start - words[found.first - 1].end <= 1
    )
    contact = word.kind is not None and not undone
    return RoleReading(
        kind=word.kind if contact else None,
        of=_held_for(word, thing),
        setting=word.setting,
        text=text[first.start : last.end],
        start=first.start,
        end=last.end,
        doubtful=word.doubtful,
        contact=contact,
        rung=word.rung if contact else None,
        object=thing.name if thing else None,
        group="outsider" if undone and not word.group else word.group,
        plain=word.plain,
    )


def _held_for(word: RoleWord, thing: RoleObject | None) -> str:
    """What the role is of: what its object says it is, for roles that can be of several things."""
    if thing is None or word.kind not in {"teacher", "staff"} or thing.sort is None:
        return word.of
    return {"course": "course", "programme": "programme"}.get(thing.sort, "unit")


def _without_retired(readings: list[RoleReading]) -> list[RoleReading]:
    """Teachers' words beside "emeritus" make no contact: "Professor of History, emeritus"."""
    if not any(reading.group == "emeritus" for reading in readings):
        return readings
    return [
        replace(reading, kind=None, contact=False, rung=None, group="emeritus")
        if reading.kind == "teacher"
        else reading
        for reading in readings
    ]
