"""How many others of a name are to be expected at a school: what decides whether agreeing says anything."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log10

from crm.identity.levels import Given, School, Surname
from crm.identity.subjects import Subject
from crm.identity.traits import NameTraits, nicknames_of

MORE_INITIALS = 0.08
"""Chance that a further initial of two people is the same by accident: the commonest, J., has 0.13, a middling 0.05."""

FEWEST = 0.5
"""As how many count those who were never counted besides the two."""

COMMON_ROLE = 0.1
"""Share of all roles from which one says little: "docent"."""

COMMON_UNIT = 0.05
"""Share of all units from which a name of one says little: "ICT", where many schools have one."""

RAREST = -7
"""Twice the power of ten below which how rare a unit or role is says no more: one in three thousand."""

PRIOR = 3.0
"""With how many of all schools together a school's own count of a unit or role is weighed."""


@dataclass(slots=True)
class Shares:
    """How many have each unit, or each role: everywhere and at each school."""

    everywhere: Counter[str] = field(default_factory=Counter)
    there: Counter[tuple[str, str]] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    common: frozenset[str] = frozenset()
    total: int = 0
    _known: dict[tuple[frozenset[str], frozenset[str]], int] = field(default_factory=dict)

    def count(self, held: Sequence[tuple[frozenset[str], frozenset[str]]]) -> None:
        """Counts the words that bearers have, each with the schools they are at."""
        for (words, schools), count in Counter(held).items():
            for word in words:
                self.everywhere[word] += count
            for school in schools:
                self.places[school] += count
                for word in words:
                    self.there[school, word] += count

    def finish(self, common: float) -> None:
        """Settles what is common."""
        self.total = self.everywhere.total()
        self.common = frozenset(word for word, n in self.everywhere.items() if n > max(self.total * common, 3))

    def assume(self, share: float, among: int) -> None:
        """Gives every word this share of so many people, where only a few of them were counted."""
        self.everywhere = Counter(dict.fromkeys(self.everywhere, round(share * among) + 1))
        self.there.clear()
        self.places.clear()
        self.total = among

    def rarity(self, shared: frozenset[str], schools: frozenset[str]) -> int:
        """Twice the power of ten of the share of people who have what two share, at the school they share or anywhere.

        0 where they share nothing, or what everybody has; the two themselves are not counted.
        """
        if not shared:
            return 0
        key = shared, schools
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._rarity(shared, schools)
        return found

    def _rarity(self, shared: frozenset[str], schools: frozenset[str]) -> int:
        rarest = min(
            min((self._share(word, school) for school in schools), default=self._overall(word)) for word in shared
        )
        return max(RAREST, min(0, round(2 * log10(rarest))))

    def _overall(self, word: str) -> float:
        return max(self.everywhere[word] - 1, 0.5) / max(self.total, 1)

    def _share(self, word: str, school: str) -> float:
        among, own = self.places[school], max(self.there[school, word] - 1, 0)
        return (own + PRIOR * self._overall(word)) / (among + PRIOR)


@dataclass(slots=True)
class Frequencies:
    """Counts over all bearers. `places` has how many there are at each school."""

    bearers: int = 0
    surnames: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    kin: Counter[int] = field(default_factory=Counter)
    """How many bear a call name of each group of names that one person may use."""
    letters: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    roles: Shares = field(default_factory=Shares)
    units: Shares = field(default_factory=Shares)
    with_call: int = 0
    with_letter: int = 0

    def count(self, subjects: Sequence[Subject]) -> None:
        """Counts these bearers."""
        self.bearers += len(subjects)
        bearers = [subject.bearer for subject in subjects]
        self.places.update(chain.from_iterable([bearer.schools for bearer in bearers]))
        self.roles.count([(bearer.roles, bearer.schools) for bearer in bearers if bearer.roles])
        self.units.count([(bearer.units, bearer.schools) for bearer in bearers if bearer.units])
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
        self.roles.finish(COMMON_ROLE)
        self.units.finish(COMMON_UNIT)
        for call, count in self.calls.items():
            for group in nicknames_of(call):
                self.kin[group] += count

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
        if school is _THERE:
            among = max([self.places[place] for place in shared])
        return among * self._surname(one, other, surname) * self._given(one, other, given)

    def most_of(self, halves: Iterable[str]) -> int:
        """How many bear the commonest of the halves of a surname that two share; of none 1."""
        return max((self.surnames[half] for half in halves), default=1)

    def most_kin(self, groups: Iterable[int]) -> int:
        """How many bear a call name of the commonest of these groups of names."""
        return max((self.kin[group] for group in groups), default=0)

    def _surname(self, one: NameTraits, other: NameTraits, level: Surname) -> float:
        if level is _OTHER:
            return 1.0
        if level in SAME_SURNAME:
            most = self.surnames[one.surname] - 1
        elif level is Surname.HALF:
            most = self.most_of(one.parts & other.parts)
        else:
            most = max(self.surnames[one.surname], self.surnames[other.surname])
        return max(most, FEWEST) / max(self.bearers, 1)

    def _given(self, one: NameTraits, other: NameTraits, level: Given) -> float:
        if level in BY_CALL_NAME:
            named = max(self.calls[one.call], self.calls[other.call])
            if level is _KIN:
                named = max(named, self.most_kin(one.nicknames & other.nicknames))
            return max(named - 1, FEWEST) / max(self.with_call, 1)
        if level in BY_LETTER:
            letter = (one.initials or other.initials)[0][0]
            share = max(self.letters[letter], 1) / max(self.with_letter, 1)
            return share * MORE_INITIALS if level is _INITIALS else share
        return 1.0


_THERE, _OTHER, _KIN, _INITIALS = School.SAME, Surname.OTHER, Given.KIN, Given.INITIALS

SAME_SURNAME = frozenset({Surname.SAME, Surname.NO_PREFIX, Surname.OTHER_PREFIX})
"""Where as many agree by accident as bear the surname."""

BY_CALL_NAME = frozenset({Given.SAME, Given.KIN, Given.TYPO, Given.OTHER_INITIALS})
"""Where as many agree by accident as bear the call name."""

BY_LETTER = frozenset({Given.CALL_AND_INITIAL, Given.INITIAL, Given.INITIALS})
"""Where as many agree by accident as have the first letter."""

MAGNITUDES = -10, 4
"""The least and the most of `magnitude`: one in a hundred thousand, and a hundred."""


def magnitude(namesakes: float) -> int:
    """Twice the power of ten of how many namesakes are expected, within `MAGNITUDES`."""
    least, most = MAGNITUDES
    return max(least, min(most, round(2 * log10(namesakes)))) if namesakes > 0 else least
