"""What agreeing is worth: the log-odds that two bearers are one person, by the weights of `data/identity/weights.toml`.

The weights are those of a logistic regression, fitted by `python -m benchmarks.identity.fit` on invented contacts.
Each level of each field has one (Fellegi and Sunter 1969), and the number of namesakes to be expected at the school has
a slope of its own (the term-frequency adjustment of Winkler 1989), so that the same agreement says less of "J. de
Vries" at a large school than of a rare name at a small one.
"""

import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from math import exp

from crm.identity.levels import AGAINST, Email, Given, Pattern, Phone, Same, School, Surname
from crm.resources import data_path

TWO_FIRST_NAMES = -1.7
"""Log-odds at most for two first names, unless an address of their own binds them: twins and couples share the rest."""

_SURNAMES, _GIVENS, _SCHOOLS, _EMAILS, _PHONES, _SAMES = (
    {int(level): level.name.lower() for level in levels} for levels in (Surname, Given, School, Email, Phone, Same)
)

_FULL = {Given.SAME, Given.KIN, Given.TYPO}


def features(pattern: Pattern) -> Iterator[tuple[str, float]]:
    """What the weights are given to: names of features with their values."""
    surname, given, school, email, phone, unit, role, profile, magnitude, unit_rarity, role_rarity = pattern
    named = "full" if given in _FULL else "against" if given in AGAINST else "initial"
    family = "other" if surname == Surname.OTHER else "same" if surname in {Surname.SAME, Surname.NO_PREFIX} else "near"
    place = _SCHOOLS[school]
    yield "all", 1.0
    yield f"surname {_SURNAMES[surname]}", 1.0
    yield f"given {_GIVENS[given]}", 1.0
    yield f"school {place}", 1.0
    yield f"email {_EMAILS[email]}, given {named}", 1.0
    yield f"email {_EMAILS[email]}, surname {family}", 1.0
    yield f"phone {_PHONES[phone]}, given {named}", 1.0
    yield f"phone {_PHONES[phone]}, surname {family}", 1.0
    yield f"unit {_SAMES[unit]}, school {place}", 1.0
    yield f"role {_SAMES[role]}, school {place}", 1.0
    if unit_rarity:
        yield f"unit rare, school {place}", unit_rarity / 2
    if role_rarity:
        yield f"role rare, school {place}", role_rarity / 2
    yield f"profile {_SAMES[profile]}", 1.0
    yield f"surname {family}, given {named}", 1.0
    if surname != Surname.OTHER:
        power = magnitude / 2
        yield f"namesakes, school {place}", power
        yield f"namesakes, given {named}", power
        yield "namesakes, many", max(power, 0.0)
        yield "namesakes, few", min(power + 2.5, 0.0)


_BESIDE_THE_NAME = ("email", "phone", "unit", "role", "profile")


def name_features(pattern: Pattern) -> Iterator[tuple[str, float]]:
    """Those features that say nothing but how the names and the schools agree."""
    return ((name, value) for name, value in features(pattern) if not name.startswith(_BESIDE_THE_NAME))


@cache
def _tables() -> dict[str, dict[str, float]]:
    read = tomllib.loads(data_path("identity/weights.toml").read_text(encoding="utf-8"))
    return {table: {str(name): float(value) for name, value in held.items()} for table, held in read.items()}


@lru_cache(maxsize=100_000)
def prior_odds(pattern: Pattern) -> float:
    """The logarithm of the odds that two whose names and schools agree so are one person, whatever else agrees."""
    weights = _tables()["by_name"]
    return sum(weights.get(name, 0.0) * value for name, value in name_features(pattern))


def found_at_once(sort: tuple[int, int]) -> float:
    """Which share of the true pairs whose first names and schools agree so is one person without asking."""
    return _tables()["found_at_once"].get(sort_name(sort), 0.0)


def sort_name(sort: tuple[int, int]) -> str:
    """How the levels of first name and school are called in the list."""
    return f"given {Given(sort[0]).name.lower()}, school {School(sort[1]).name.lower()}"


@lru_cache(maxsize=200_000)
def log_odds(pattern: Pattern, shift: float = 0.0) -> float:
    """The logarithm of the odds that two bearers who agree so are one person, with `shift` (`rates`) added."""
    weights = _tables()["weights"]
    odds = shift + sum(weights.get(name, 0.0) * value for name, value in features(pattern))
    given, email, profile = pattern[1], pattern[3], pattern[7]
    own = profile == Same.SAME or email in {Email.OWN, Email.SAME}
    return min(odds, TWO_FIRST_NAMES) if given in {Given.OTHER, Given.OTHER_SAME_LETTER} and not own else odds


def probability(odds: float) -> float:
    """The probability at these log-odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
