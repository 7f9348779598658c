"""Two bearers side by side: every field at its level."""

import re
import tomllib
from functools import cache, lru_cache

from crm.identity.addresses import Addresses
from crm.identity.bearer import is_mobile
from crm.identity.bearers import Bearer
from crm.identity.frequencies import Frequencies, magnitude
from crm.identity.levels import Email, Pattern, Phone, Same, School
from crm.identity.mailboxes import is_function, is_private, split
from crm.identity.name_levels import names_side_by_side, near
from crm.identity.subjects import Subject, bears_name
from crm.identity.traits import NameTraits
from crm.resources import data_path
from crm.services.role_words import role_kind
from crm.words import RoleKind

_PIECES = re.compile(r"[._\-+]+")

_THERE, _ELSEWHERE, _NOWHERE = School.SAME, School.OTHER, School.MISSING
_NO_EMAIL, _OTHER_EMAIL, _NO_PHONE, _NOTHING = Email.MISSING, Email.ELSEWHERE, Phone.MISSING, Same.MISSING
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
    unit = words_level(one.units, other.units, units.common) if one.units and other.units else _NOTHING
    role = roles_level(one.roles, other.roles, roles.common) if one.roles and other.roles else _NOTHING
    return (
        surname,
        given,
        school,
        email_level(one, other, mine, theirs, addresses) if one.emails and other.emails else _NO_EMAIL,
        phone_level(one, other, addresses) if one.phones and other.phones else _NO_PHONE,
        unit,
        role,
        profile_level(one, other) if one.profiles and other.profiles else _NOTHING,
        magnitude(expected),
        units.rarity(one.units & other.units, shared) if unit in SHARED else 0,
        roles.rarity(one.roles & other.roles, shared) if role in SHARED else 0,
    )


def _school(one: Bearer, other: Bearer) -> tuple[School, frozenset[str]]:
    if not one.schools or not other.schools:
        return _NOWHERE, frozenset()
    shared = one.schools & other.schools
    return (_THERE, shared) if shared else (_ELSEWHERE, shared)


SHARED = frozenset({Same.SAME, Same.COMMON})
"""Where two have a unit or a role in common."""


@lru_cache(maxsize=50_000)
def words_level(one: frozenset[str], other: frozenset[str], common: frozenset[str]) -> Same:
    """How units or roles agree: those of colleagues come back with every two of them."""
    shared = one & other
    if shared:
        return Same.COMMON if shared <= common else Same.SAME
    return Same.CLOSE if any(_like(a, b) for a in one for b in other) else Same.OTHER


@lru_cache(maxsize=50_000)
def roles_level(one: frozenset[str], other: frozenset[str], common: frozenset[str]) -> Same:
    """How roles agree, as `words_level`; two words for one sort of work ("docent", "lecturer") are close."""
    level = words_level(one, other, common)
    if level is Same.OTHER and not _sorts(one).isdisjoint(_sorts(other)):
        return Same.CLOSE
    return level


def _sorts(roles: frozenset[str]) -> set[RoleKind]:
    return {kind for role in roles if (kind := _sort(role)) is not None}


_sort = lru_cache(maxsize=20_000)(role_kind)


def _like(one: str, other: str) -> bool:
    mine, theirs = _telling(one), _telling(other)
    return mine <= theirs or theirs <= mine or near(one, other, 2)


@cache
def _units() -> frozenset[str]:
    """Words that any unit may be called by, and those that bind."""
    said = tomllib.loads(data_path("identity/matching.toml").read_text(encoding="utf-8"))
    return frozenset(said["units"]["words"])


@lru_cache(maxsize=20_000)
def _telling(text: str) -> frozenset[str]:
    """The words that tell one unit from another: "instituut voor ict" is "ict"; all of them where none does."""
    words = frozenset(text.split())
    return words - _units() or words


def profile_level(one: Bearer, other: Bearer) -> Same:
    """How pages agree, where both have some: two of a network are two people's, others say nothing."""
    if one.profiles & other.profiles:
        return Same.SAME
    both = all(any(page.startswith(NETWORK) for page in pages) for pages in (one.profiles, other.profiles))
    return Same.OTHER if both else Same.MISSING


def phone_level(one: Bearer, other: Bearer, addresses: Addresses) -> Phone:
    """How telephone numbers agree, where both have some."""
    shared = one.phones & other.phones
    if shared:
        own = shared - addresses.switchboards
        return Phone.SHARED if not own else Phone.SAME if any(map(is_mobile, own)) else Phone.LINE
    if any(near(a, b, 1) for a in one.phones for b in other.phones):
        return Phone.CLOSE
    kinds = set(map(is_mobile, one.phones)), set(map(is_mobile, other.phones))
    return Phone.OTHER_KIND if kinds[0].isdisjoint(kinds[1]) else Phone.OTHER


def email_level(one: Bearer, other: Bearer, mine: NameTraits, theirs: NameTraits, addresses: Addresses) -> Email:
    """How e-mail addresses agree, where both have some: `mine` and `theirs` are the names that they may bear."""
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

_PREFERRED = (Email.MAILBOX, Email.CLOSE, Email.OTHER, Email.ELSEWHERE, Email.MISSING)


def _two(a: str, b: str, mine: NameTraits, theirs: NameTraits) -> Email:
    """Two different addresses."""
    if is_function(a) or is_function(b):
        return Email.MISSING
    (local, domain), (local_b, domain_b) = split(a), split(b)
    if local == local_b:
        return Email.MAILBOX
    if domain == domain_b:
        if bare(local) == bare(local_b) or is_slip(local, local_b):
            return Email.CLOSE
        return Email.OTHER if bears_name(a, mine) and bears_name(b, theirs) else Email.ELSEWHERE
    return _NO_EMAIL if is_private(a) != is_private(b) else _OTHER_EMAIL


def is_slip(one: str, other: str) -> bool:
    """Whether the two differ by a slip of the hand: not by the figure or the initial that tells namesakes apart."""
    if len(one) < 6 or not near(one, other, 1):
        return False
    pieces, others = _PIECES.split(one), _PIECES.split(other)
    small = [piece for piece in pieces if len(piece) == 1], [piece for piece in others if len(piece) == 1]
    return small[0] == small[1] and _digits(one) == _digits(other)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def bare(local: str) -> str:
    """What stands before an @, without points and dashes."""
    return local.replace(".", "").replace("_", "").replace("-", "")
