"""Whether two names can be one person, and the keys that bring such pairs together."""

import re
from functools import lru_cache

from crm.names.vocabulary import folded, vocabulary
from crm.names.writing import PersonName

_NOT_LETTERS = re.compile(r"[^\w]+")
_INNER_PREFIXES = re.compile(
    r"(?:^|(?<=[\s-]))(?:van|de|den|der|ten|ter|te|het|'t|von|di|da|dos|del|la|le|el|al)(?=[\s])\s*"
)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", folded(text))


def surname_parts(surname: str) -> frozenset[str]:
    """The folded surname and, of a double one, its parts without prefixes: "jansendewit", "jansen", "wit"."""
    base = folded(surname)
    parts = {_letters(base)}
    if "-" in base:
        parts |= {_letters(_INNER_PREFIXES.sub("", part.strip())) for part in base.split("-")}
    elif " " in base:
        halves = [_letters(part) for part in _INNER_PREFIXES.sub("", base).split()]
        parts |= {halves[0], "".join(halves)} if halves else set()
    return frozenset(part for part in parts if part)


def _initials(name: PersonName) -> list[str]:
    return [part for part in re.split(r"[.\-]+", folded(name.initials)) if part]


def _first_letters(name: PersonName) -> frozenset[str]:
    """The letters that the first name may begin with, nicknames included ("Sjaak" may be J. or S.)."""
    letters = {initial[0] for initial in _initials(name)[:1]}
    if name.call_name:
        letters |= {_letters(name.call_name)[:1]}
        letters |= {other[:1] for other in _variants(name.call_name)}
    return frozenset(letters)


@lru_cache(maxsize=4_096)
def _variants(call_name: str) -> frozenset[str]:
    """The names that one person with this call name may use as well."""
    groups = vocabulary().nicknames
    mine = groups.get(_first_word(call_name), frozenset())
    return frozenset(word for word, numbers in groups.items() if numbers & mine) if mine else frozenset()


def _first_word(call_name: str) -> str:
    words = folded(call_name).split()
    return words[0] if words else ""


def _same_call_name(one: str, two: str) -> bool:
    first, second = folded(one), folded(two)
    if _letters(first) == _letters(second) or _first_word(first) == _first_word(second):
        return True
    groups = vocabulary().nicknames
    if groups.get(_first_word(first), frozenset()) & groups.get(_first_word(second), frozenset()):
        return True
    short, long = sorted((_letters(first), _letters(second)), key=len)
    return len(short) >= 3 and long.startswith(short)


def _initials_agree(one: list[str], two: list[str]) -> bool:
    """Whether the shorter row of initials begins the longer; "Th" agrees with "T"."""
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(one, two, strict=False))


def compatible(one: PersonName, two: PersonName) -> bool:
    """Whether both can be one person: a surname in common, and given names or initials that do not contradict.

    A part of a double surname is enough, and a surname alone contradicts nobody of that surname. The prefix does not
    count, since it is often left out.
    """
    if not one.surname or not two.surname:
        return bool(one.call_name and two.call_name and _same_call_name(one.call_name, two.call_name))
    if not _surnames_agree(one, two):
        return False
    if one.call_name and two.call_name and not _same_call_name(one.call_name, two.call_name):
        return False
    first, second = _initials(one), _initials(two)
    if first and second:
        return _initials_agree(first, second)
    if one.call_name and two.call_name:
        return True
    letters, others = _first_letters(one), _first_letters(two)
    return not letters or not others or bool(letters & others)


def _surnames_agree(one: PersonName, two: PersonName) -> bool:
    mine, other = surname_parts(one.surname), surname_parts(two.surname)
    whole, whole_other = _letters(one.surname), _letters(two.surname)
    return whole in other or whole_other in mine


def match_key(name: PersonName) -> str:
    """Key for blocking: folded surname without prefix (of a double one the first half), and first initial: "berg|j"."""
    half = folded(name.surname).split("-", 1)[0]
    base = _INNER_PREFIXES.sub("", half)
    initial = (_initials(name) or [_letters(name.call_name)])[0][:1]
    return f"{_letters(base)}|{initial}"


def full_key(name: PersonName) -> str:
    """The folded full name, with the call name or else the initials: "laura de boer", "jm van der berg"."""
    given = folded(name.call_name) or _letters(name.initials)
    words = " ".join(part for part in (given, folded(name.prefix), folded(name.surname)) if part)
    return " ".join(_NOT_LETTERS.sub(" ", words).split())
