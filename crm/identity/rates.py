"""How often people are written twice, and how otherwise, among the bearers at hand: more or less than where it was.

The weights were fitted on lists in which so many doubles have a nickname, an initial, another school. Another office's
lists have other shares. What is known of the names alone gives a first guess for every two (`Odds.prior`); what
agrees besides (address, telephone, unit, role) says of all of them together how far that guess was out. It is estimated
per sort of agreement (first name, school) by expectation maximisation (Saerens, Latinne and Decaestecker 2002), drawn
to no change so that few pairs change little.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING

from crm.identity.certainty import is_certain
from crm.identity.levels import AGAINST, Given, Pattern, School
from crm.identity.model import found_at_once, log_odds, probability

if TYPE_CHECKING:
    from crm.identity.codes import Ints
    from crm.identity.odds import Odds

SPREAD = 0.7
"""Standard deviation, in log-odds, of how much lists differ from those the weights were learnt from."""

ROUNDS = 30
STEP = 0.25
"""Log-odds within which patterns are counted as one."""

KEPT = frozenset({(Given.SAME, School.SAME), (Given.INITIALS, School.SAME)})
"""Sorts whose rates stay as they are: most of these are one person at once, and so no longer among the pairs."""

Sort = tuple[int, int]


@dataclass(slots=True)
class Rates:
    """By how much the log-odds of each sort change."""

    shifts: Mapping[Sort, float] = field(default_factory=dict)

    def log_odds(self, pattern: Pattern) -> float:
        """The log-odds that two who agree so are one person, among these bearers."""
        shift = self.shifts.get((pattern[1], pattern[2]), 0.0)
        return log_odds(pattern, shift) if shift else log_odds(pattern)


def rates(odds: "Odds", counts: "Ints") -> Rates:
    """What all compared pairs together say; `counts` has how many agree as each pattern does.

    Those that are certainly one are left out, since at another time they have been merged; what that takes away of
    each sort was counted where the weights were learnt (`model.found_at_once`).
    """
    bins: dict[Sort, Counter[tuple[int, int]]] = defaultdict(Counter)
    learnt, prior = odds.at({}).tolist(), odds.prior.tolist()
    for pattern, count, own, before in zip(odds.patterns, counts.tolist(), learnt, prior, strict=True):
        sort = pattern[1], pattern[2]
        if sort not in KEPT and pattern[1] not in AGAINST and not is_certain(pattern, probability(own)):
            bins[sort][round(before / STEP), round(own / STEP)] += count
    return Rates({sort: _shift(counted, log(1 - found_at_once(sort))) for sort, counted in bins.items()})


def _shift(counted: Mapping[tuple[int, int], int], left: float) -> float:
    """The change of the log-odds that makes the first guesses add up to what the evidence says.

    `left` is the logarithm of the share of true pairs that are not certain, and so among those counted.
    """
    shift = 0.0
    for _ in range(ROUNDS):
        slope, curve = -shift / SPREAD**2, 1 / SPREAD**2
        for (prior, odds), count in counted.items():
            before = probability(prior * STEP + shift + left)
            slope += count * (probability(odds * STEP + shift) - before)
            curve += count * before * (1 - before)
        change = max(-1.0, min(1.0, slope / curve))
        shift += change
        if abs(change) < 0.005:
            break
    return shift
