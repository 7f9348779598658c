"""Whom a text names: people by name, and desks or functions where it names none."""

import re
from dataclasses import dataclass
from functools import cache

from crm.understanding.day_words import day_words, is_german, one_of
from crm.understanding.phrases import vocabulary

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĬĶĻŁŃŇŌŐŘŚŠŞŤŪŮŰŹŻŽ]"


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a function, and where it stands in the text."""

    start: int
    end: int
    name: str
    role: bool


def people_in(text: str) -> list[Named]:
    """The people whom a text calls by name, in order; in German, where any noun has a capital, those with a title."""
    found, titled = [], is_german(text)
    for match in _name().finditer(text):
        start, words = match.start(), match[0].split()
        behind_title = words[0].lower().rstrip(".") in _titles()
        if titled and not behind_title:
            continue
        while words and _is_no_name(text, start, words[0]):
            start += len(words[0]) + 1
            words = words[1:]
        while words and (words[0].lower() in _prefixes() or (len(words) > 1 and words[-1].lower() in _prefixes())):
            words = words[1:] if words[0].lower() in _prefixes() else words[:-1]
        own = [word for word in words if re.match(_CAPITAL, word) and word.lower().rstrip(".") not in _titles()]
        if own and (len(words) > 1 or behind_title or not _opens_sentence(text, start)):
            name = " ".join(words).strip(".,;:")
            found.append(Named(text.find(name, match.start()), match.end(), name, role=False))
    return found


def roles_in(text: str) -> list[Named]:
    """The desks and functions that a text names, in order."""
    return [
        Named(match.start(), match.end(), " ".join(match[0].split()), role=True) for match in _role().finditer(text)
    ]


def _is_no_name(text: str, start: int, word: str) -> bool:
    plain = word.lower().strip(".,;:")
    if plain in _no_names():
        return True
    return (
        _opens_sentence(text, start)
        and bool(re.match(r"\w+$", plain))
        and plain.endswith(("lijk", "isch", "ing", "heid"))
        and len(plain) > 5
    )


def _opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins here, where any word has a capital."""
    return (
        not text[:start].strip()
        or text[:start].rstrip()[-1:] in '.!?;\n"'
        or "\n" in text[len(text[:start].rstrip()) : start]
    )


@cache
def _no_names() -> frozenset[str]:
    words = day_words()
    return frozenset([*vocabulary("replies")["people"]["no_name"], *words.months, *words.weekdays])


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(vocabulary("replies")["people"]["prefixes"])


@cache
def _titles() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in vocabulary("replies")["people"]["titles"])


@cache
def _name() -> re.Pattern[str]:
    people = vocabulary("replies")["people"]
    title = rf"(?:(?i:{one_of(people['titles'])})\s+)"
    part = rf"{_CAPITAL}(?:[\w'’-]+|\.(?:\s?{_CAPITAL}\.)*)"
    prefix = rf"(?i:{one_of(people['prefixes'])})"
    return re.compile(rf"(?<![\w@.-]){title}*{part}(?:[ ](?:{prefix}[ ])*{part})*(?![\w@])")


@cache
def _role() -> re.Pattern[str]:
    people = vocabulary("replies")["people"]
    roles = "|".join(
        re.escape(role)
        .replace(r"\ ", r"\s+")
        .replace(r"\[the\]", "(?:the)?")
        .replace(r"\[\*\]", r"\w*")
        .replace(r"\*", r"[\w-]*")
        for role in sorted(people["roles"], key=len, reverse=True)
    )
    before, fields = one_of(people["role_before"]), one_of(people["role_fields"])
    return re.compile(
        rf"(?<!\w)(?:{before}\s+)?(?:(?:[\w-]+)\s+)?(?:{roles})(?:\s+(?:van|of|onderwijs|bedrijven)\s+(?:(?:de|het|the)\s+)?[\w-]+|\s+{fields}(?!\w))?(?!\w)",
        re.IGNORECASE,
    )
