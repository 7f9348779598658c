"""Whose an address is: a function's ("studentenbalie@") or a person's, and how well it fits a name."""

import re
from functools import cache
from itertools import product

from crawler.extraction.recognisers.vocabulary import fold_in_place, plain, vocabulary
from crm.names import PersonName
from crm.names.vocabulary import is_given

MORE_INITIALS = 0.85
"""Fit of an address with more initials before the surname than the name as written has."""

GIVEN_IN_FULL = 0.75
"""Fit of an address with a first name in full of which the name as written only has the initial: beside it, theirs."""

FEWEST_LETTERS = 4
"""Letters of a local part by which it is told what it spells: fewer may be anybody's initials."""

SHORTEST_PIECE = 3
"""Letters of a piece of a word in it."""

_LETTERS = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[._-]+")
_INITIALLED = re.compile(r"(?P<initials>(?:[a-z]\.){2,5})(?P<rest>.{4,})")
"""Two initials or more and the surname, as many schools make addresses: "p.s.m.vermolen@"."""

_SHARP = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l"})
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})


@cache
def _functional() -> tuple[frozenset[str], tuple[str, ...]]:
    data = vocabulary("emails")["functional"]
    return frozenset(data["words"]), tuple(data["inside"])


def is_functional(email: str) -> bool:
    """Whether the local part is a function's, a desk's or a group's ("info", "secretariaat.ict", "stagebureau-fdw")."""
    local = fold_in_place(email.partition("@")[0]).strip("._-")
    words, inside = _functional()
    if local in words or local.rstrip("0123456789") in words:
        return True
    if any(word in local for word in inside):
        return True
    pieces = [piece.strip("0123456789") for piece in re.split(r"[._+-]", local) if piece]
    if any(len(piece) <= 1 for piece in pieces) and not local[:1].isdigit():
        return False
    return len(pieces) > 1 and any(piece in words and len(piece) > 2 for piece in (pieces[0], pieces[-1]))


def names_desk(text: str) -> bool:
    """Whether the words around an address say that it is a function's: "Contact the webmaster"."""
    folded = fold_in_place(text)
    return any(word in folded for word in _functional()[1])


def spells_words(email: str, text: str) -> bool:
    """Whether a local part is made of words of `text` or of pieces of them, as a unit's is of its name.

    "waldbau@" of a "Lehrstuhl für Waldbau", "empschul@" of one for "Empirische Schulforschung".
    """
    local, words = _compact(email.partition("@")[0]), _words(text, spelt_out=True) + _words(text, spelt_out=False)
    if len(local) < FEWEST_LETTERS:
        return False
    long = {word for word in words if len(word) > SHORTEST_PIECE}
    cuts = range(SHORTEST_PIECE, len(local) - SHORTEST_PIECE + 1)
    return any(word.startswith(local) or (len(local) > FEWEST_LETTERS and local in word) for word in long) or any(
        any(word.startswith(local[:cut]) for word in long) and any(local[cut:] in word for word in long) for cut in cuts
    )


def beginnings(name: PersonName) -> tuple[str, ...]:
    """The first letters of each word of the surname and the call name, as addresses spell them: "mul", "mue"."""
    written = f"{name.surname.replace('-', ' ')} {name.call_name}"
    words = _words(written, spelt_out=False)
    if not written.isascii():
        words = [*words, *_words(written, spelt_out=True)]
    return tuple(dict.fromkeys(word[:SHORTEST_PIECE] for word in words))


def belongs_to(email: str, name: PersonName) -> float:
    """How well the local part fits `name`, 0 to 1.

    1: the surname with an initial or the call name in any order, tussenvoegsel whole, shortened ("vd") or left out.
    0.9: the surname alone. 0.85: more initials than the name gives, and the surname. 0.75: a first
    name in full for its initial. 0.6 to 0.8: parts cut short
    ("santorgi") or run on ("…junior"), the call name alone, the letters of the name.
    0.3: the surname with something else. 0: nothing of it, or a function's address.
    """
    if is_functional(email):
        return 0.0
    local = plain(email.partition("@")[0]).lower().partition("+")[0]
    variants = {_compact(local), _compact(local.translate(_SPELT_OUT))}
    best = 0.0
    for parts in _spellings(name):
        for variant in variants:
            best = max(best, _fit(variant, parts))
    if best < MORE_INITIALS and _has_more_initials(local, name):
        return MORE_INITIALS
    return GIVEN_IN_FULL if best < GIVEN_IN_FULL and _has_given_in_full(local, name) else best


def names_another(email: str, name: PersonName) -> bool:
    """Whether a local part is a first name and a surname, and has nothing of `name`: it is somebody else's."""
    pieces = [_compact(piece) for piece in _BETWEEN.split(email.partition("@")[0])]
    if len(pieces) != 2 or min(map(len, pieces)) < SHORTEST_PIECE or not is_given(pieces[0]):
        return False
    return belongs_to(email, name) == 0.0 and not set(pieces).intersection(_words(name.natural, spelt_out=True))


def _has_given_in_full(local: str, name: PersonName) -> bool:
    """Whether a local part is a first name and the surname, of somebody of whom only the initial is written.

    "anna.vos" may be A. Vos's, and is not Bea Vos's.
    """
    pieces = [_compact(piece) for piece in _BETWEEN.split(local)]
    if name.call_name or len(pieces) < 2 or len(pieces[0]) < 2 or not all(pieces):
        return False
    return any(
        pieces[0][0] == parts.initials[:1]
        and "".join(pieces[1:]) in {prefix + surname for prefix in _prefixes(parts.prefix)}
        for parts in _spellings(name)
        for surname in parts.surnames
    )


def _has_more_initials(local: str, name: PersonName) -> bool:
    """Whether a local part is the surname behind initials of which the name as written only gives the first ones.

    "p.s.m.vermolen" may be Petra Vermolen's, and is not P. J. Vermolen's.
    """
    match = _INITIALLED.fullmatch(local)
    if match is None:
        return False
    letters, rest = match["initials"].replace(".", ""), _compact(match["rest"])
    return any(
        letters.startswith(parts.initials or "?") and rest in {prefix + surname for prefix in _prefixes(parts.prefix)}
        for parts in _spellings(name)
        for surname in parts.surnames
    )


class _Parts:
    """Folded pieces of one spelling of a name."""

    def __init__(self, given: list[str], initials: str, prefix: list[str], surnames: list[str]) -> None:
        self.given, self.initials, self.prefix, self.surnames = given, initials, prefix, surnames


def _compact(text: str) -> str:
    folded = fold_in_place(text.lower().translate(_SHARP))
    return "".join(_LETTERS.findall(folded))


def _words(text: str, *, spelt_out: bool) -> list[str]:
    lowered = plain(text).lower()
    if spelt_out:
        lowered = lowered.translate(_SPELT_OUT)
    folded = fold_in_place(lowered.translate(_SHARP)).replace("'", "")
    return _LETTERS.findall(folded)


def _spellings(name: PersonName) -> list[_Parts]:
    written = f"{name.call_name} {name.surname}".lower()
    umlauts = any(character in written for character in "äöüå")
    spellings = []
    for spelt_out in (False, True) if umlauts else (False,):
        given = _words(name.call_name, spelt_out=spelt_out)
        initials = "".join(word[:1] for word in re.findall(r"[^\W\d_]+", plain(name.initials)))
        letters = fold_in_place(initials.lower()) or "".join(word[0] for word in given)
        prefix = _words(name.prefix, spelt_out=spelt_out)
        spellings.append(_Parts(given, letters, prefix, _surnames(_words(name.surname, spelt_out=spelt_out))))
    return spellings


def _surnames(words: list[str]) -> list[str]:
    """The whole surname, and of one of several words its first, its last and its first with the last's initial."""
    if not words:
        return []
    names = ["".join(words)]
    if len(words) > 1:
        names += [words[0], words[-1], words[0] + words[-1][0]]
    return [each for each in dict.fromkeys(names) if each]


def _prefixes(prefix: list[str]) -> list[str]:
    if not prefix:
        return [""]
    whole = "".join(prefix)
    first_letters = "".join(word[0] for word in prefix)
    shortened = "".join(prefix[:-1]) + prefix[-1][0]
    return list(dict.fromkeys([whole, first_letters, shortened, prefix[0], ""]))


def _givens(parts: _Parts) -> dict[str, float]:
    """What can stand for the given names, and how sure each is."""
    known: dict[str, float] = {}
    if parts.given:
        first = parts.given[0]
        for size in range(2, len(first)):
            known[first[:size]] = 0.9
        known |= dict.fromkeys(("".join(parts.given), first, "".join(word[0] for word in parts.given), first[0]), 1.0)
        if len(parts.given) > 1:
            known[first + "".join(word[0] for word in parts.given[1:])] = 1.0
    for size in range(1, len(parts.initials) + 1):
        known[parts.initials[:size]] = 1.0
    if parts.given and len(parts.initials) > 1 and parts.initials[0] == parts.given[0][0]:
        known[parts.given[0] + parts.initials[1:]] = 1.0  # "anna.m.vos@"
    if parts.given and parts.initials:
        known.setdefault(parts.initials[0] + parts.given[0], 0.9)
    return known


def _fit(local: str, parts: _Parts) -> float:
    if not local or not parts.surnames:
        return 0.0
    prefixes, givens = _prefixes(parts.prefix), _givens(parts)
    best = 0.0
    for surname, prefix in product(parts.surnames, prefixes):
        if len(surname) > 1 and local in {prefix + surname, surname + prefix}:
            best = max(best, 0.9)
        for given, sure in givens.items():
            orders = (
                given + prefix + surname,
                surname + prefix + given,
                surname + given + prefix,
                prefix + surname + given,
            )
            if len(surname) > 1 and local in orders:
                best = max(best, sure)
    if best:
        return best
    return max(_cut_short(local, parts, givens), _partly(local, parts, givens))


def _cut_short(local: str, parts: _Parts, givens: dict[str, float]) -> float:
    """A surname cut to three letters or more, with or without (the start of) a given name beside it."""
    whole = parts.surnames[0]
    best = 0.0
    for size in range(3, len(whole)):
        short = whole[:size]
        if local == short and size >= 4:
            best = max(best, 0.6)
        for prefix in _prefixes(parts.prefix):
            if any(local in {given + prefix + short, prefix + short + given} for given in givens):
                best = max(best, 0.8 if size >= 4 else 0.7)
    return best


def _partly(local: str, parts: _Parts, givens: dict[str, float]) -> float:
    whole = parts.surnames[0]
    if parts.given and len(local) > 2:
        first, last = parts.given[0], whole[0]
        if local in {first, "".join(parts.given)}:
            return 0.6
        if local in {first + prefix + last for prefix in _prefixes(parts.prefix)}:
            return 0.7
    if (
        parts.given
        and len(parts.given[0]) >= 3
        and any(
            len(surname) >= 4 and local.startswith(parts.given[0] + prefix + surname)
            for surname in parts.surnames
            for prefix in _prefixes(parts.prefix)
        )
    ):
        return 0.8
    letters = {
        given + prefix + whole[0]
        for given in givens
        if len(given) <= 4
        for prefix in _prefixes(parts.prefix)
        if len(prefix) <= 4
    }
    if len(local) > 2 and local in letters:
        return 0.6
    if any(len(surname) >= 4 and surname in local for surname in parts.surnames):
        return 0.3
    return 0.0
