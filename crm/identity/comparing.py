"""Two bearers side by side: every field at its level."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from crm.identity.addresses import Addresses
from crm.identity.bearers import Bearer
from crm.identity.frequencies import Frequencies, magnitude
from crm.identity.levels import Email, Given, Pattern, Phone, Same, School, Surname
from crm.identity.mailboxes import is_function, is_private, split
from crm.identity.subjects import Subject, bears_name
from crm.identity.traits import NameTraits

_PIECES = re.compile(r"[._\-+]+")

_SURNAME, _NO_PREFIX, _OTHER_SURNAME = Surname.SAME, Surname.NO_PREFIX, Surname.OTHER
_GIVEN, _OTHER_LETTER, _OTHER_GIVEN = Given.SAME, Given.OTHER_SAME_LETTER, Given.OTHER
_THERE, _ELSEWHERE, _NOWHERE = School.SAME, School.OTHER, School.MISSING
_NO_EMAIL, _OTHER_EMAIL, _NO_PHONE, _OTHER_PHONE, _NOTHING = (
    *(Email.MISSING, Email.ELSEWHERE, Phone.MISSING, Phone.OTHER, Same.MISSING),
)
# looked up by name at every two: of an enumeration that takes ten times as long


def compare(a: Subject, b: Subject, frequencies: Frequencies, addresses: Addresses) -> Pattern:
    """The levels at which two bearers agree."""
    mine, theirs, surname, given = names_side_by_side(a, b)
    one, other = a.bearer, b.bearer
    school, shared = _school(one, other)
    expected = frequencies.namesakes(mine, theirs, surname, given, school, shared)
    if school is _THERE and (a.is_numbered or b.is_numbered):
        expected = max(expected, 1.0)
    units, roles = frequencies.units, frequencies.roles
    unit = _same(one.units, other.units, units.common) if one.units and other.units else _NOTHING
    role = _same(one.roles, other.roles, roles.common) if one.roles and other.roles else _NOTHING
    return (
        surname,
        given,
        school,
        _email(one, other, mine, theirs, addresses) if one.emails and other.emails else _NO_EMAIL,
        _phone(one, other, addresses) if one.phones and other.phones else _NO_PHONE,
        unit,
        role,
        _profile(one, other) if one.profiles and other.profiles else _NOTHING,
        magnitude(expected),
        units.rarity(one.units & other.units, shared) if unit in _SHARED else 0,
        roles.rarity(one.roles & other.roles, shared) if role in _SHARED else 0,
    )


def may_be_certain(a: Subject, b: Subject) -> bool:
    """Whether two could be one person without asking, at a glance.

    False for what `certainty.is_certain` refuses whatever else agrees: other first names, two addresses of their own.
    """
    if len(a.forms) == 1 == len(b.forms):
        one, other = a.forms[0], b.forms[0]
        if one.call != other.surname and given_level(one, other) in AGAINST:
            return False
    mine, theirs = a.mailbox, b.mailbox
    if mine is None or theirs is None or mine[1] != theirs[1] or mine[0] == theirs[0]:
        return True
    return _bare(mine[0]) == _bare(theirs[0]) or _slip(mine[0], theirs[0])


def names_side_by_side(one: Subject, other: Subject) -> tuple[NameTraits, NameTraits, Surname, Given]:
    """The forms of both names that agree best, and how well they do."""
    if len(one.forms) == 1 and len(other.forms) == 1:
        mine, theirs = one.forms[0], other.forms[0]
        return mine, theirs, *name_levels(mine, theirs)
    pairs = ((a, b, *name_levels(a, b)) for a in one.forms for b in other.forms)
    return min(pairs, key=lambda found: (_WORSE[found[2]] + _WORSE_GIVEN.get(found[3], 8), found[2], found[3]))


_BEST_FIRST = (
    (Surname.SAME, Surname.NO_PREFIX, Surname.SWAPPED, Surname.HALF, Surname.TYPO, Surname.OTHER_PREFIX, Surname.OTHER),
    (Given.SAME, Given.KIN, Given.INITIALS, Given.TYPO, Given.CALL_AND_INITIAL, Given.INITIAL, Given.MISSING),
)
_WORSE = {level: rank for rank, level in enumerate(_BEST_FIRST[0])}
_WORSE_GIVEN = {level: rank for rank, level in enumerate(_BEST_FIRST[1])}


def name_levels(one: NameTraits, other: NameTraits) -> tuple[Surname, Given]:
    """How well two forms of a name agree."""
    if one.surname == other.surname:
        return _prefixed(one, other), given_level(one, other)
    surname = _surname(one, other)
    if surname is _OTHER_SURNAME:
        for first, second in ((one, other), (other, one)):
            if first.call and first.call == second.surname:
                if first.surname == second.call:
                    return Surname.SWAPPED, Given.SAME
                if not second.call and second.initials and first.surname[:1] == second.initials[0][0]:
                    return Surname.SWAPPED, Given.CALL_AND_INITIAL
    return surname, given_level(one, other)


def _surname(one: NameTraits, other: NameTraits) -> Surname:
    """How well surnames agree that are not the same."""
    if one.prefix != other.prefix and one.prefix + one.surname == other.prefix + other.surname:
        return Surname.SAME  # "van den Berg" and "Vandenberg"
    if not one.parts.isdisjoint(other.parts) or _near_half(one, other):
        return Surname.HALF
    shorter = min(len(one.surname), len(other.surname))
    if shorter >= 3 and _near(one.surname, other.surname, 2 if shorter >= 8 else 1):
        return Surname.TYPO
    return _OTHER_SURNAME


def _near_half(one: NameTraits, other: NameTraits) -> bool:
    """Whether, of a double surname, a half is a slip of the hand from the other surname or a half of it."""
    if len(one.parts) + len(other.parts) == 2:
        return False
    return any(min(len(a), len(b)) >= 5 and _near(a, b, 1) for a in one.parts for b in other.parts)


def _prefixed(one: NameTraits, other: NameTraits) -> Surname:
    if one.prefix == other.prefix or _short_prefix(one, other):
        return _SURNAME
    return Surname.OTHER_PREFIX if one.prefix and other.prefix else _NO_PREFIX


def _short_prefix(one: NameTraits, other: NameTraits) -> bool:
    """Whether one tussenvoegsel is short for the other ("v.d.", "van der")."""
    if not one.prefix or not other.prefix:
        return False
    short, long = sorted((one.prefix, other.prefix), key=len)
    return len(short) <= 3 and len(long) > 3 and short[0] == long[0] and short[-1] in long[3:5]


def _near(one: str, other: str, most: int) -> bool:
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
            level = _initials(named.initials, short.initials)
            return Given.CALL_AND_INITIAL if level is Given.INITIAL else level
        return Given.CALL_AND_INITIAL if short.initials[0][0] in named.letters else Given.OTHER
    if not one.initials or not other.initials:
        return Given.MISSING
    return _initials(one.initials, other.initials)


def _calls(one: NameTraits, other: NameTraits) -> Given:
    if one.call == other.call:
        both = one.initials and other.initials
        return Given.OTHER_INITIALS if both and not _agree(one.initials, other.initials) else _GIVEN
    if not one.nicknames.isdisjoint(other.nicknames):
        return Given.KIN
    short, long = (one.calls, other.calls) if len(one.calls) <= len(other.calls) else (other.calls, one.calls)
    if len(short) >= 3 and long.startswith(short):
        return Given.KIN
    if len(short) >= 4 and _near(one.call, other.call, 1):
        return Given.TYPO
    return _OTHER_LETTER if one.call[0] == other.call[0] else _OTHER_GIVEN


def _initials(one: tuple[str, ...], other: tuple[str, ...]) -> Given:
    if not _agree(one, other):
        return Given.OTHER_SAME_LETTER if one[0][0] == other[0][0] else Given.OTHER
    return Given.INITIALS if min(len(one), len(other)) > 1 else Given.INITIAL


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(one, other, strict=False))


def _school(one: Bearer, other: Bearer) -> tuple[School, frozenset[str]]:
    if not one.schools or not other.schools:
        return _NOWHERE, frozenset()
    shared = one.schools & other.schools
    return (_THERE, shared) if shared else (_ELSEWHERE, shared)


_SHARED = frozenset({Same.SAME, Same.COMMON})


@lru_cache(maxsize=50_000)
def _same(one: frozenset[str], other: frozenset[str], common: frozenset[str]) -> Same:
    """How units or roles agree: those of colleagues come back with every two of them."""
    shared = one & other
    if shared:
        return Same.COMMON if shared <= common else Same.SAME
    return Same.CLOSE if any(_like(a, b) for a in one for b in other) else Same.OTHER


def _like(one: str, other: str) -> bool:
    mine, theirs = set(one.split()), set(other.split())
    return mine <= theirs or theirs <= mine or _near(one, other, 2)


def _profile(one: Bearer, other: Bearer) -> Same:
    if one.profiles & other.profiles:
        return Same.SAME
    both = all(any(page.startswith(NETWORK) for page in pages) for pages in (one.profiles, other.profiles))
    return Same.OTHER if both else Same.MISSING


def _phone(one: Bearer, other: Bearer, addresses: Addresses) -> Phone:
    shared = one.phones & other.phones
    if shared:
        return Phone.SHARED if all(number in addresses.switchboards for number in shared) else Phone.SAME
    near = any(_near(a, b, 1) for a in one.phones for b in other.phones)
    return Phone.CLOSE if near else _OTHER_PHONE


def _email(one: Bearer, other: Bearer, mine: NameTraits, theirs: NameTraits, addresses: Addresses) -> Email:
    shared = one.emails & other.emails
    if shared:
        own = [each for each in shared if each not in addresses.shared and not is_function(each)]
        if not own:
            return Email.SHARED
        return Email.OWN if any(bears_name(a, mine) and bears_name(a, theirs) for a in own) else Email.SAME
    if len(one.emails) == 1 == len(other.emails):
        (a,), (b,) = one.emails, other.emails
        return _two(a, b, mine, theirs)
    return min((_two(a, b, mine, theirs) for a in one.emails for b in other.emails), key=_PREFERRED.index)


NETWORK = "linkedin.com/"
"""Where one person has one page: at a school they may have several."""

AGAINST = frozenset({Given.OTHER, Given.OTHER_SAME_LETTER, Given.OTHER_INITIALS})
"""First names that are two people's."""

_PREFERRED = (Email.MAILBOX, Email.CLOSE, Email.OTHER, Email.ELSEWHERE, Email.MISSING)


def _two(a: str, b: str, mine: NameTraits, theirs: NameTraits) -> Email:
    """Two different addresses."""
    if is_function(a) or is_function(b):
        return Email.MISSING
    (local, domain), (local_b, domain_b) = split(a), split(b)
    if local == local_b:
        return Email.MAILBOX
    if domain == domain_b:
        if _bare(local) == _bare(local_b) or _slip(local, local_b):
            return Email.CLOSE
        return Email.OTHER if bears_name(a, mine) and bears_name(b, theirs) else Email.ELSEWHERE
    return _NO_EMAIL if is_private(a) != is_private(b) else _OTHER_EMAIL


def _slip(one: str, other: str) -> bool:
    """Whether the two differ by a slip of the hand: not by the figure or the initial that tells namesakes apart."""
    if len(one) < 6 or not _near(one, other, 1):
        return False
    pieces, others = _PIECES.split(one), _PIECES.split(other)
    small = [piece for piece in pieces if len(piece) == 1], [piece for piece in others if len(piece) == 1]
    return small[0] == small[1] and _digits(one) == _digits(other)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _bare(local: str) -> str:
    return local.replace(".", "").replace("_", "").replace("-", "")


def can_be_one(one: NameTraits, other: NameTraits) -> bool:
    """Whether two forms can be the name of one person: nothing in them contradicts."""
    surname, given = name_levels(one, other)
    return surname is not Surname.OTHER and given not in AGAINST
