"""Every two that may be one person, weighed against the others that either of them could be."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from math import exp
from typing import NamedTuple

import numpy as np

from crm.identity.codes import Flags, Ints
from crm.identity.comparing import compare
from crm.identity.levels import Pattern
from crm.identity.odds import Odds
from crm.identity.pairs import LEAST, Surroundings, Two
from crm.identity.rates import Rates
from crm.identity.subjects import Subject

MOST_SHIFT = 1.5
"""Log-odds by which the rates among the bearers at hand are taken to raise a pair at most."""

RIVAL = 0.2
"""Odds below which two that somebody could be are taken for two people: at most one of them is that somebody."""


class Compared(NamedTuple):
    """Every two worth comparing, by their places, the lower first and in order, each with the number of its pattern."""

    ones: Ints
    others: Ints
    which: Ints
    odds: Odds
    """The patterns."""

    def counts(self) -> Ints:
        """How many agree as each pattern does."""
        counts: Ints = np.bincount(self.which, minlength=len(self.odds))
        return counts

    def those(self, kept: Flags) -> "Compared":
        """Those alone that are `kept`."""
        return Compared(self.ones[kept], self.others[kept], self.which[kept], self.odds)


class Weighing:
    """Weighs those of `all_` who may be one person by one measure or another."""

    def __init__(
        self, people: Sequence[Subject], all_: Compared, around: Surroundings, apart: Collection[Two] = frozenset()
    ) -> None:
        """`apart` are those of whom somebody said that they are two: ids, the lower first."""
        self._people, self._all, self._around, self._apart = people, all_, around, apart
        self._keys = all_.ones * len(people) + all_.others
        self._known: dict[Two, Pattern] = {}

    def found(self, at: Rates, threshold: float) -> Iterator[tuple[Two, float, Pattern]]:
        """The pairs of at least `threshold` at these rates, by their places."""
        learnt, log_odds, patterns = self._all.odds.at({}), self._all.odds.at(at.shifts), self._all.odds.patterns
        likely = self._all.those(((log_odds >= LEAST) & (learnt >= LEAST - MOST_SHIFT))[self._all.which])
        own = np.array([exp(min(30.0, odds)) for odds in log_odds.tolist()])[likely.which]
        many = np.bincount(np.concatenate([likely.ones, likely.others]), minlength=len(self._people)) > 1
        rivalled = many[likely.ones] | many[likely.others]
        scores = own / (1 + own)
        scores[rivalled] = self._among_rivals(likely.those(rivalled), own[rivalled].tolist(), at, threshold)
        for place in np.flatnonzero((own >= threshold) & (scores >= threshold)).tolist():
            two = int(likely.ones[place]), int(likely.others[place])
            if not self._apart or self._ids(*two) not in self._apart:
                yield two, float(scores[place]), patterns[int(likely.which[place])]

    def _among_rivals(self, likely: Compared, own: Sequence[float], at: Rates, threshold: float) -> list[float]:
        """The score of each of these two by two, of whom one could be others as well; 0 where it is too low anyhow."""
        twos = list(zip(likely.ones.tolist(), likely.others.tolist(), strict=True))
        known = dict(zip(twos, own, strict=True))
        others: dict[int, list[int]] = defaultdict(list)
        for one, other in twos:
            others[one].append(other)
            others[other].append(one)

        def odds(one: int, other: int) -> float:
            two = (one, other) if one < other else (other, one)
            found = known.get(two)
            return exp(max(-30.0, min(30.0, at.log_odds(self._pattern(two))))) if found is None else found

        def rivals(one: int, other: int) -> float:
            """The odds that `one` is somebody who is all but certainly not `other`."""
            return sum(odds(one, third) for third in others[one] if third != other and odds(other, third) < RIVAL)

        return [
            own / (1 + own + max(rivals(one, other), rivals(other, one))) if own >= threshold else 0.0
            for (one, other), own in known.items()
        ]

    def _pattern(self, two: Two) -> Pattern:
        """How these two agree, whether or not they were worth comparing."""
        found = self._known.get(two)
        if found is None:
            found = self._known[two] = self._compared(*two)
        return found

    def _compared(self, one: int, other: int) -> Pattern:
        key = one * len(self._people) + other
        place = bisect_left(self._keys, key)
        if place < len(self._keys) and self._keys[place] == key:
            return self._all.odds.patterns[int(self._all.which[place])]
        people, around = self._people, self._around
        return compare(people[one], people[other], around.frequencies, around.addresses)

    def _ids(self, one: int, other: int) -> Two:
        a, b = self._people[one].bearer.id, self._people[other].bearer.id
        return (a, b) if a < b else (b, a)
