"""Every two of many bearers that may be one person, surest first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp

from crm.identity.addresses import Addresses, addresses_of
from crm.identity.bearers import Bearer
from crm.identity.blocks import candidates
from crm.identity.certainty import is_certain
from crm.identity.comparing import compare
from crm.identity.frequencies import Frequencies
from crm.identity.levels import Pattern
from crm.identity.model import log_odds, probability
from crm.identity.places import placed
from crm.identity.traits import traits_of

THRESHOLD = 0.5
"""Probability from which two are shown as probably one person."""

LEAST = 0.02
"""Probability below which two are not even weighed against others."""

Two = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bearers, by id, the lower first, and the probability that they are one person."""

    a: int
    b: int
    score: float
    certain: bool
    pattern: Pattern
    """In what they agree; `reasons.reasons` says it in words."""


@dataclass(slots=True)
class Surroundings:
    """What all bearers together say of names, addresses and numbers."""

    frequencies: Frequencies
    addresses: Addresses


def surroundings(bearers: Sequence[Bearer]) -> Surroundings:
    """Counts over `bearers`."""
    frequencies = Frequencies()
    for bearer in bearers:
        frequencies.count(traits_of(bearer.names[0]) if bearer.names else None, bearer.schools)
    return Surroundings(frequencies, addresses_of(bearers))


def compared(bearers: Sequence[Bearer], around: Surroundings) -> Iterator[tuple[int, int, Pattern]]:
    """Every two worth comparing, by their places in `bearers`, with their levels. All must have a name."""
    frequencies, addresses = around.frequencies, around.addresses
    for one, other in candidates(bearers):
        yield one, other, compare(bearers[one], bearers[other], frequencies, addresses)


def pairs(
    bearers: Iterable[Bearer], *, threshold: float = THRESHOLD, apart: Collection[Two] = frozenset()
) -> list[Pair]:
    """Every two of `bearers` that are one person with a probability of at least `threshold`, surest first.

    `apart` are those of whom somebody said that they are two (ids, the lower first): they are in no pair. One bearer
    that could be several others, who are not one person among themselves, is probably none of them.
    """
    named = placed(bearer for bearer in bearers if bearer.names)
    likely = []
    for one, other, pattern in compared(named, surroundings(named)):
        odds = log_odds(pattern)
        if probability(odds) >= LEAST:
            two = named[one].id, named[other].id
            two = two if two[0] < two[1] else (two[1], two[0])
            if two not in apart:
                likely.append((two, odds, pattern))
    return weighed(likely, threshold)


def weighed(likely: Sequence[tuple[Two, float, Pattern]], threshold: float) -> list[Pair]:
    """The pairs of at least `threshold`, once each was weighed against the others either of the two could be."""
    odds_of = {two: exp(min(30.0, odds)) for two, odds, _ in likely}
    others: dict[int, list[int]] = defaultdict(list)
    for a, b in odds_of:
        others[a].append(b)
        others[b].append(a)
    found = []
    for two, _odds, pattern in likely:
        rivals = max(_rivals(*two, odds_of, others), _rivals(two[1], two[0], odds_of, others))
        own = odds_of[two]
        score = own / (1 + own + rivals)
        if score >= threshold:
            found.append(Pair(*two, round(score, 4), is_certain(pattern, score), pattern))
    return sorted(found, key=lambda pair: (-pair.score, pair.a, pair.b))


def _rivals(one: int, other: int, odds_of: dict[Two, float], others: dict[int, list[int]]) -> float:
    """The odds that `one` is somebody else than `other`, who is not `other` too."""
    rivals = 0.0
    for third in others[one]:
        if third != other:
            joined = odds_of.get((other, third) if other < third else (third, other), 0.0)
            own = odds_of[(one, third) if one < third else (third, one)]
            rivals += own / (1 + joined) if joined > 1 else own
    return rivals
