"""Two names side by side: how well surname and first name agree, and whether both can be one person's."""

from rapidfuzz.distance import OSA

from crm.identity.levels import AGAINST, Given, Surname
from crm.identity.subjects import Subject
from crm.identity.traits import NameTraits
from crm.names.misread import printed

HALF_FROM = 5
"""Letters of a half of a double surname from which one that is a slip of the hand away is taken for the same."""

KIN_FROM = 3
"""Letters from which a call name that another begins with is short for it."""

TYPO_FROM = 4
"""Letters from which call names that are a slip of the hand apart are taken for one."""

_SURNAME, _NO_PREFIX, _OTHER_SURNAME = Surname.SAME, Surname.NO_PREFIX, Surname.OTHER
_GIVEN, _OTHER_LETTER, _OTHER_GIVEN = Given.SAME, Given.OTHER_SAME_LETTER, Given.OTHER
# looked up by name at every two: of an enumeration that takes ten times as long


def names_side_by_side(one: Subject, other: Subject) -> tuple[NameTraits, NameTraits, Surname, Given]:
    """The forms of both names that agree best, and how well they do."""
    if len(one.forms) == 1 and len(other.forms) == 1:
        mine, theirs = one.forms[0], other.forms[0]
        return mine, theirs, *name_levels(mine, theirs)
    pairs = ((a, b, *name_levels(a, b)) for a in one.forms for b in other.forms)
    return min(pairs, key=lambda found: (worse(found[2], found[3]), found[2], found[3]))


_BEST_FIRST = (
    (Surname.SAME, Surname.NO_PREFIX, Surname.SWAPPED, Surname.HALF, Surname.TYPO, Surname.OTHER_PREFIX, Surname.OTHER),
    (Given.SAME, Given.KIN, Given.INITIALS, Given.TYPO, Given.CALL_AND_INITIAL, Given.INITIAL, Given.MISSING),
)
_WORSE = {level: rank for rank, level in enumerate(_BEST_FIRST[0])}
_WORSE_GIVEN = {level: rank for rank, level in enumerate(_BEST_FIRST[1])}


def worse(surname: Surname, given: Given) -> int:
    """How far two forms that agree so are from agreeing best."""
    return _WORSE[surname] + _WORSE_GIVEN.get(given, 8)


def name_levels(one: NameTraits, other: NameTraits) -> tuple[Surname, Given]:
    """How well two forms of a name agree."""
    if one.surname == other.surname:
        return prefix_level(one.prefix, other.prefix), given_level(one, other)
    surname = family_level(one, other)
    if surname is _OTHER_SURNAME:
        for first, second in ((one, other), (other, one)):
            if first.call and first.call == second.surname:
                if first.surname == second.call:
                    return Surname.SWAPPED, Given.SAME
                if not second.call and second.initials and first.surname[:1] == second.initials[0][0]:
                    return Surname.SWAPPED, Given.CALL_AND_INITIAL
    return surname, given_level(one, other)


def family_level(one: NameTraits, other: NameTraits) -> Surname:
    """How well surnames agree that are not the same."""
    if one.prefix != other.prefix and one.prefix + one.surname == other.prefix + other.surname:
        return Surname.SAME  # "van den Berg" and "Vandenberg"
    if not one.parts.isdisjoint(other.parts) or _near_half(one, other):
        return Surname.HALF
    if near(one.surname, other.surname, most_slips(min(len(one.surname), len(other.surname)))):
        return Surname.TYPO
    return Surname.TYPO if printed(one.surname) == printed(other.surname) else _OTHER_SURNAME


def most_slips(shorter: int) -> int:
    """How many slips of the hand apart two surnames may be to be taken for one, by the letters of the shorter."""
    return 0 if shorter < 3 else 1 if shorter < 8 else 2


def _near_half(one: NameTraits, other: NameTraits) -> bool:
    """Whether, of a double surname, a half is a slip of the hand from the other surname or a half of it."""
    if len(one.parts) + len(other.parts) == 2:
        return False
    return any(min(len(a), len(b)) >= HALF_FROM and near(a, b, 1) for a in one.parts for b in other.parts)


def prefix_level(one: str, other: str) -> Surname:
    """How well the tussenvoegsels of one surname agree."""
    if one == other or _short_prefix(one, other):
        return _SURNAME
    return Surname.OTHER_PREFIX if one and other else _NO_PREFIX


def _short_prefix(one: str, other: str) -> bool:
    """Whether one tussenvoegsel is short for the other ("v.d.", "van der")."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return len(short) <= 3 and len(long) > 3 and short[0] == long[0] and short[-1] in long[3:5]


def near(one: str, other: str, most: int) -> bool:
    """Whether two words are at most so many slips of the hand apart."""
    return bool(OSA.distance(one, other, score_cutoff=most) <= most)


def given_level(one: NameTraits, other: NameTraits) -> Given:
    """How well the first names or initials of two forms agree."""
    if one.call and other.call:
        return _calls(one, other)
    if one.call or other.call:
        named, short = (one, other) if one.call else (other, one)
        if not short.initials:
            return Given.MISSING
        if named.initials:
            level = initials_level(named.initials, short.initials)
            return Given.CALL_AND_INITIAL if level is Given.INITIAL else level
        return Given.CALL_AND_INITIAL if short.initials[0][0] in named.letters else Given.OTHER
    if not one.initials or not other.initials:
        return Given.MISSING
    return initials_level(one.initials, other.initials)


def _calls(one: NameTraits, other: NameTraits) -> Given:
    if one.call == other.call:
        both = one.initials and other.initials
        return Given.OTHER_INITIALS if both and not _agree(one.initials, other.initials) else _GIVEN
    if not one.nicknames.isdisjoint(other.nicknames):
        return Given.KIN
    short, long = (one.calls, other.calls) if len(one.calls) <= len(other.calls) else (other.calls, one.calls)
    if len(short) >= KIN_FROM and long.startswith(short):
        return Given.KIN
    if len(short) >= TYPO_FROM and near(one.call, other.call, 1):
        return Given.TYPO
    return _OTHER_LETTER if one.call[0] == other.call[0] else _OTHER_GIVEN


def initials_level(one: tuple[str, ...], other: tuple[str, ...]) -> Given:
    """How well initials agree, of both of which some are known."""
    if not _agree(one, other):
        return Given.OTHER_SAME_LETTER if one[0][0] == other[0][0] else Given.OTHER
    return Given.INITIALS if min(len(one), len(other)) > 1 else Given.INITIAL


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(one, other, strict=False))


def can_be_one(one: NameTraits, other: NameTraits) -> bool:
    """Whether two forms can be the name of one person: nothing in them contradicts."""
    surname, given = name_levels(one, other)
    return surname is not Surname.OTHER and given not in AGAINST
