"""A name as it is compared thousands of times: its letters, the halves of a double surname, what may stand for it."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from crm.names import PersonName
from crm.names.matching import surname_parts
from crm.names.misread import as_letters
from crm.names.vocabulary import folded, is_given, vocabulary
from crm.resources import data_path

_NOT_LETTERS = re.compile(r"[^\w]+")
_POINTS = re.compile(r"[.\-\s]+")


class NameTraits(NamedTuple):
    """One form of a name. All in lower-case letters without diacritics, points or spaces."""

    surname: str
    parts: frozenset[str]
    """The surname and, of a double one, each half."""
    prefix: str
    call: str
    """First word of the call name; empty where only initials are known."""
    calls: str
    """The whole call name."""
    nicknames: frozenset[int]
    """The groups of names one person may use, that the call name is in."""
    initials: tuple[str, ...]
    letters: frozenset[str]
    """With which letters the first name or its formal form may begin ("Sjaak": s, j)."""


def traits_of(name: PersonName) -> NameTraits:
    """The traits of a name."""
    base, surname, parts = _family(name.surname)
    given, initials = name.call_name, name.initials
    if not initials and not given.strip() and base.count(" ") == 1 and is_given(base.split()[1]):
        base, given = base.split()  # "de Gallardo Hassan": written in the order of a list
        surname = _letters(base)
        parts = frozenset((surname,))
    prefix = _joined(name.prefix) if name.prefix else ""
    call, calls, nicknames, read, letters = _first(given, initials)
    return NameTraits(surname, parts, prefix, call, calls, nicknames, read, letters)


def with_prefix(form: NameTraits, prefix: str) -> NameTraits:
    """The form with this tussenvoegsel."""
    return form._replace(prefix=prefix)


def with_surname(form: NameTraits, surname: str) -> NameTraits:
    """The form with this surname, in letters and no double one."""
    return form._replace(surname=surname, parts=frozenset((surname,)))


def with_first_name(
    form: NameTraits, call: str, calls: str, initials: tuple[str, ...], nicknames: frozenset[int]
) -> NameTraits:
    """The form with this first name or these initials, beside the letters with which it might begin before."""
    letter = (call or initials[0])[:1]
    letters = form.letters if letter in form.letters else form.letters | {letter}
    return NameTraits(form.surname, form.parts, form.prefix, call, calls, nicknames, initials, letters)


@lru_cache(maxsize=20_000)
def _family(surname: str) -> tuple[str, str, frozenset[str]]:
    """A surname folded, in letters alone, and its parts."""
    read = as_letters(surname)
    base = folded(read)
    letters = _letters(base)
    is_plain = letters and "-" not in base and " " not in base
    return base, letters, frozenset((letters,)) if is_plain else surname_parts(read)


@lru_cache(maxsize=2_000)
def _joined(prefix: str) -> str:
    """A tussenvoegsel in letters alone."""
    return _letters(folded(prefix))


@lru_cache(maxsize=20_000)
def _first(call_name: str, initials: str) -> tuple[str, str, frozenset[int], tuple[str, ...], frozenset[str]]:
    """Of a first name, as the traits have them: its first word, the whole, nicknames, initials, and first letters."""
    words = [_letters(word) for word in folded(as_letters(call_name)).split()]
    call, calls = words[0] if words else "", "".join(words)
    read = tuple(part for part in _POINTS.split(folded(initials)) if part)
    letters = {call[:1], read[0][:1] if read else "", *(_formal_letters()[group] for group in nicknames_of(call))}
    return call, calls, nicknames_of(call), read, frozenset(letter for letter in letters if letter)


def nicknames_of(call: str) -> frozenset[int]:
    """The groups of names one person may use, that a call name is in; `call` in lower-case letters."""
    return vocabulary().nicknames.get(call, frozenset()) if call else frozenset()


@cache
def _formal_letters() -> list[str]:
    """Of each group of names its first letter in a register: every line of the list begins with the formal name."""
    text = data_path("vocabulary/names/nicknames.txt").read_text(encoding="utf-8")
    return [folded(line[:1]) for line in text.splitlines() if line and not line.startswith("#")]


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text)
