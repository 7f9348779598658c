"""How many others of a name are to be expected at a school: what decides whether agreeing says anything."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log10

from crm.identity.levels import Given, School, Surname
from crm.identity.subjects import Subject
from crm.identity.traits import NameTraits

MORE_INITIALS = 0.08
"""Chance that a further initial of two people is the same by accident: the commonest, J., has 0.13, a middling 0.05."""


COMMON_ROLE = 0.1
"""Share of all roles from which one says little: "docent"."""

COMMON_UNIT = 0.05
"""Share of all units from which a name of one says little: "ICT", where many schools have one."""


@dataclass(slots=True)
class Frequencies:
    """Counts over all bearers. `places` has how many there are at each school."""

    bearers: int = 0
    surnames: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    common_roles: frozenset[str] = frozenset()
    common_units: frozenset[str] = frozenset()
    with_call: int = 0
    with_letter: int = 0

    def count(self, subjects: Sequence[Subject]) -> None:
        """Counts these bearers."""
        self.bearers += len(subjects)
        bearers = [subject.bearer for subject in subjects]
        self.places.update(chain.from_iterable([bearer.schools for bearer in bearers]))
        self.roles.update(chain.from_iterable([bearer.roles for bearer in bearers]))
        self.units.update(chain.from_iterable([bearer.units for bearer in bearers]))
        names = [subject.forms[0] for subject in subjects]
        self.surnames.update(chain.from_iterable([name.parts for name in names]))
        calls = [name.call for name in names if name.call]
        letters = [given[0] for name in names if (given := name.call or "".join(name.initials))]
        self.calls.update(calls)
        self.letters.update(letters)
        self.with_call += len(calls)
        self.with_letter += len(letters)

    def finish(self) -> None:
        """Settles what is common, once all are counted."""
        roles, units = self.roles.total() * COMMON_ROLE, self.units.total() * COMMON_UNIT
        self.common_roles = frozenset(word for word, count in self.roles.items() if count > max(roles, 3))
        self.common_units = frozenset(word for word, count in self.units.items() if count > max(units, 3))

    def namesakes(
        self,
        one: NameTraits,
        other: NameTraits,
        surname: Surname,
        given: Given,
        school: School,
        shared: Iterable[str],
    ) -> float:
        """How many bearers besides these two would agree as much by accident, at the school they share or anywhere."""
        among = self.bearers
        if school is School.SAME:
            among = max(self.places[place] for place in shared)
        return among * self._surname(one, other, surname) * self._given(one, other, given)

    def _surname(self, one: NameTraits, other: NameTraits, level: Surname) -> float:
        total = max(self.bearers, 1)
        if level is Surname.OTHER:
            return 1.0
        if level is Surname.HALF:
            common = one.parts & other.parts
            most = max((self.surnames[part] for part in common), default=1)
        elif level is Surname.TYPO or level is Surname.SWAPPED:
            most = max(self.surnames[one.surname], self.surnames[other.surname])
        else:
            most = self.surnames[one.surname] - 1
        return max(most, 0.5) / total

    def _given(self, one: NameTraits, other: NameTraits, level: Given) -> float:
        if level in _NAMED:
            return max(self.calls[one.call] - 1, self.calls[other.call] - 1, 0.5) / max(self.with_call, 1)
        if level in {Given.CALL_AND_INITIAL, Given.INITIAL, Given.INITIALS}:
            letter = (one.initials or other.initials)[0][0]
            share = max(self.letters[letter], 1) / max(self.with_letter, 1)
            return share * MORE_INITIALS if level is Given.INITIALS else share
        return 1.0


_NAMED = frozenset({Given.SAME, Given.KIN, Given.TYPO, Given.OTHER_INITIALS})


def magnitude(namesakes: float) -> int:
    """Twice the power of ten, from -10 (one in a hundred thousand) to 4 (a hundred)."""
    return max(-10, min(4, round(2 * log10(namesakes)))) if namesakes > 0 else -10
