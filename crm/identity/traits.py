"""A name as it is compared thousands of times: its letters, the halves of a double surname, what may stand for it."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from crm.names import PersonName
from crm.names.matching import surname_parts
from crm.names.vocabulary import folded, is_given, vocabulary
from crm.resources import data_path

_NOT_LETTERS = re.compile(r"[^\w]+")
_POINTS = re.compile(r"[.\-\s]+")


@dataclass(frozen=True, slots=True)
class NameTraits:
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
    tokens: tuple[str, str] | None
    """Call name and surname in alphabetical order: the same for who wrote them the wrong way round."""


def traits_of(name: PersonName) -> NameTraits:
    """The traits of a name."""
    return _traits(name.surname, name.call_name, name.initials, name.prefix)


@lru_cache(maxsize=60_000)
def _traits(surname_: str, call_name: str, initials_: str, prefix: str) -> NameTraits:
    base = folded(surname_)
    words = folded(call_name).split()
    if not words and not initials_ and base.count(" ") == 1 and is_given(base.split()[1]):
        base, given = base.split()  # "de Gallardo Hassan": written in the order of a list
        words = [given]
    surname = _letters(base)
    call = _letters(words[0]) if words else ""
    calls = "".join(_letters(word) for word in words)
    initials = tuple(part for part in _POINTS.split(folded(initials_)) if part) if initials_ else ()
    plain = surname if "-" not in base and " " not in base else None
    nicknames = nicknames_of(call)
    letters = {call[:1], *(_formal_letters()[group] for group in nicknames)} if call else set()
    letters |= {initial[:1] for initial in initials[:1]}
    ordered = (min(call, surname), max(call, surname)) if call and surname else None
    return NameTraits(
        surname=surname,
        parts=frozenset((plain,)) if plain else surname_parts(surname_),
        prefix=_letters(folded(prefix)) if prefix else "",
        call=call,
        calls=calls,
        nicknames=nicknames,
        initials=initials,
        letters=frozenset(letter for letter in letters if letter),
        tokens=ordered,
    )


def nicknames_of(call: str) -> frozenset[int]:
    """The groups of names one person may use, that a call name is in; `call` in lower-case letters."""
    return vocabulary().nicknames.get(call, frozenset()) if call else frozenset()


@cache
def _formal_letters() -> list[str]:
    """Of each group of names its first letter in a register: every line of the list begins with the formal name."""
    text = data_path("vocabulary/names/nicknames.txt").read_text(encoding="utf-8")
    return [folded(line[:1]) for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=20_000)
def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text)
