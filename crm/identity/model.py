"""What agreeing is worth: the log-odds that two bearers are one person, by the weights of `data/identity/weights.toml`.

The weights are those of a logistic regression, fitted by `python -m benchmarks.identity.fit` on invented contacts.
Each level of each field has one (Fellegi and Sunter 1969), and the number of namesakes to be expected at the school has
a slope of its own (the term-frequency adjustment of Winkler 1989), so that the same agreement says less of "J. de
Vries" at a large school than of a rare name at a small one.
"""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from math import exp
from typing import NamedTuple

from crm.identity.levels import AGAINST, Email, Given, Pattern, Phone, Same, School, Surname
from crm.resources import data_path

TWO_NAMES = -1.7
"""Log-odds at most for two names that nothing of their own binds: twins, couples and successors share the rest."""

_SURNAMES, _GIVENS, _SCHOOLS, _EMAILS, _PHONES, _SAMES = (
    {int(level): level.name.lower() for level in levels} for levels in (Surname, Given, School, Email, Phone, Same)
)

_FULL = {Given.SAME, Given.KIN, Given.TYPO}
_AS_GOOD = {Surname.SAME, Surname.NO_PREFIX}


Said = Iterator[tuple[str, float]]
"""Names of features with their values."""


def _named(given: int) -> str:
    return "full" if given in _FULL else "against" if given in AGAINST else "initial"


def _family(surname: int) -> str:
    return "other" if surname == Surname.OTHER else "same" if surname in _AS_GOOD else "near"


def _who_and_where(surname: int, given: int, school: int) -> Said:
    yield "all", 1.0
    yield f"surname {_SURNAMES[surname]}", 1.0
    yield f"given {_GIVENS[given]}", 1.0
    yield f"school {_SCHOOLS[school]}", 1.0


def _email(surname: int, given: int, school: int, email: int) -> Said:
    yield f"email {_EMAILS[email]}, given {_named(given)}", 1.0
    yield f"email {_EMAILS[email]}, surname {_family(surname)}", 1.0
    yield f"email {_EMAILS[email]}, school {_SCHOOLS[school]}", 1.0


def _phone(surname: int, given: int, phone: int) -> Said:
    yield f"phone {_PHONES[phone]}, given {_named(given)}", 1.0
    yield f"phone {_PHONES[phone]}, surname {_family(surname)}", 1.0


def _unit_and_role(school: int, unit: int, role: int) -> Said:
    yield f"unit {_SAMES[unit]}, school {_SCHOOLS[school]}", 1.0
    yield f"role {_SAMES[role]}, school {_SCHOOLS[school]}", 1.0


def _rare(school: int, unit_rarity: int, role_rarity: int) -> Said:
    if unit_rarity:
        yield f"unit rare, school {_SCHOOLS[school]}", unit_rarity / 2
    if role_rarity:
        yield f"role rare, school {_SCHOOLS[school]}", role_rarity / 2


def _profile(profile: int) -> Said:
    yield f"profile {_SAMES[profile]}", 1.0


def _namesakes(surname: int, given: int, school: int, magnitude: int) -> Said:
    yield f"surname {_family(surname)}, given {_named(given)}", 1.0
    if surname != Surname.OTHER:
        power = magnitude / 2
        yield f"namesakes, school {_SCHOOLS[school]}", power
        yield f"namesakes, given {_named(given)}", power
        yield "namesakes, many", max(power, 0.0)
        yield "namesakes, few", min(power + 2.5, 0.0)


class Term(NamedTuple):
    """Features that follow from a few fields of a pattern alone."""

    fields: tuple[int, ...]
    """The places of those fields in the pattern."""
    said: Callable[..., Said]


TERMS = (
    Term((0, 1, 2), _who_and_where),
    Term((0, 1, 2, 3), _email),
    Term((0, 1, 4), _phone),
    Term((2, 5, 6), _unit_and_role),
    Term((2, 9, 10), _rare),
    Term((7,), _profile),
    Term((0, 1, 2, 8), _namesakes),
)
"""All that the weights are given to, in the order in which it is added up."""

NAME_TERMS = tuple(term for term in TERMS if {0, 1, 2, 8}.issuperset(term.fields))
"""Those that say nothing but how the names and the schools agree."""


def features(pattern: Pattern) -> Said:
    """What the weights are given to: names of features with their values."""
    return _features(pattern, TERMS)


def name_features(pattern: Pattern) -> Said:
    """Those features that say nothing but how the names and the schools agree."""
    return _features(pattern, NAME_TERMS)


def _features(pattern: Pattern, terms: Sequence[Term]) -> Said:
    for fields, said in terms:
        yield from said(*[pattern[field] for field in fields])


@cache
def _tables() -> dict[str, dict[str, float]]:
    read = tomllib.loads(data_path("identity/weights.toml").read_text(encoding="utf-8"))
    return {table: {str(name): float(value) for name, value in held.items()} for table, held in read.items()}


@lru_cache(maxsize=20_000)
def worth(table: str, term: Term, *levels: int) -> tuple[float, ...]:
    """What each feature of a term comes to by the weights of `table` ("weights", "by_name"), at these levels."""
    weights = _tables()[table]
    return tuple([weights.get(name, 0.0) * value for name, value in term.said(*levels)])


def found_at_once(sort: tuple[int, int]) -> float:
    """Which share of the true pairs whose first names and schools agree so is one person without asking."""
    return _tables()["found_at_once"].get(sort_name(sort), 0.0)


def sort_name(sort: tuple[int, int]) -> str:
    """How the levels of first name and school are called in the list."""
    return f"given {Given(sort[0]).name.lower()}, school {School(sort[1]).name.lower()}"


@lru_cache(maxsize=50_000)
def log_odds(pattern: Pattern, shift: float = 0.0) -> float:
    """The logarithm of the odds that two bearers who agree so are one person, with `shift` (`rates`) added."""
    parts = [worth("weights", term, *[pattern[field] for field in term.fields]) for term in TERMS]
    odds = shift + sum(chain.from_iterable(parts))
    return min(odds, TWO_NAMES) if are_two_names(*[pattern[field] for field in OF_TWO]) else odds


OF_TWO = (0, 1, 3, 4, 7)
"""The fields that say whether two names are two people's."""

_OWN = {Email.OWN, Email.SAME}
_LIKE_OWN = {Email.CLOSE, Email.MAILBOX}


def are_two_names(surname: int, given: int, email: int, phone: int, profile: int) -> bool:
    """Whether first names or surnames are two, and nothing of one person's own binds them.

    Who shares a desk or follows another there has its address, telephone, unit and role, and mostly another surname:
    who took another name keeps an address much like the one before, or a mobile.
    """
    if profile == Same.SAME or email in _OWN:
        return False
    if given in {Given.OTHER, Given.OTHER_SAME_LETTER}:
        return True
    return surname == Surname.OTHER and email not in _LIKE_OWN and phone != Phone.SAME


def probability(odds: float) -> float:
    """The probability at these log-odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
