"""Every two of many bearers that may be one person, surest first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from crm.garbage import uncollected
from crm.identity.addresses import Addresses, addresses_of
from crm.identity.bearers import Bearer
from crm.identity.certainty import BY_ADDRESS, is_certain
from crm.identity.comparing import compare
from crm.identity.frequencies import Frequencies
from crm.identity.levels import Pattern
from crm.identity.model import log_odds
from crm.identity.places import placed
from crm.identity.rates import Rates, rates
from crm.identity.subjects import Subject, subjects

if TYPE_CHECKING:
    from crm.identity.codes import Ints

THRESHOLD = 0.5
"""Probability from which two are shown as probably one person."""

LEAST = -4.0
"""Log-odds below which somebody is not even weighed as another that one could be."""

MOST_SHIFT = 1.5
"""Log-odds by which the rates among the bearers at hand are taken to raise a pair at most."""

RIVAL = 0.2
"""Odds below which two that somebody could be are taken for two people: at most one of them is that somebody."""

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


def surroundings(subjects: Iterable[Subject]) -> Surroundings:
    """Counts over `subjects`."""
    frequencies, kept = Frequencies(), list(subjects)
    frequencies.count(kept)
    frequencies.finish()
    return Surroundings(frequencies, addresses_of(kept))


@dataclass(slots=True)
class Compared:
    """Every two worth comparing, by their places, each with the number of its pattern."""

    ones: "Ints"
    others: "Ints"
    which: "Ints"
    patterns: list[Pattern]

    def counts(self) -> dict[Pattern, int]:
        """How many agree so."""
        from numpy import bincount

        return dict(zip(self.patterns, bincount(self.which, minlength=len(self.patterns)).tolist(), strict=True))

    def from_odds(self, least: float) -> dict[Two, Pattern]:
        """Those whose log-odds are at least that, by the weights that were learnt."""
        from numpy import array, flatnonzero

        likely = array([log_odds(pattern) >= least for pattern in self.patterns], dtype=bool)
        kept = flatnonzero(likely[self.which])
        ones, others, which = (each[kept].tolist() for each in (self.ones, self.others, self.which))
        return {(a, b): self.patterns[n] for a, b, n in zip(ones, others, which, strict=True)}


def compared(subjects: Sequence[Subject], around: Surroundings, *, weak: bool = True) -> Compared:
    """Every two worth comparing, compared; without `weak` those alone that share more than a name."""
    from crm.identity.at_once import Comparer
    from crm.identity.blocks import candidates
    from crm.identity.columns import Columns

    columns = Columns(subjects, around.addresses)
    ones, others = candidates(columns, weak=weak)
    which, patterns = Comparer(columns, around.frequencies, around.addresses).compared(ones, others)
    return Compared(ones, others, which, patterns)


def certain_pairs(bearers: Iterable[Bearer], *, apart: Collection[Two] = frozenset()) -> list[Pair]:
    """Every two of `bearers` that are one person without asking, surest first.

    The certain ones of `pairs`, but for a few in ten thousand, and sooner: who shares a name alone is not compared.
    """
    with uncollected():
        people = subjects(placed(bearers))
        around = surroundings(people)
        kept = compared(people, around, weak=False).from_odds(LEAST)
        found = _certain(people, kept, around, apart)
        return sorted(_named(found, people, {two for two, _, _ in found}), key=lambda p: (-p.score, p.a, p.b))


def pairs(
    bearers: Iterable[Bearer], *, threshold: float = THRESHOLD, apart: Collection[Two] = frozenset()
) -> list[Pair]:
    """Every two of `bearers` that are one person with a probability of at least `threshold`, surest first.

    `apart` are those of whom somebody said that they are two (ids, the lower first): they are in no pair. One bearer
    that could be several others, who are not one person among themselves, is probably none of them. What is certain is
    so whoever else is there; the probability is that among these (`crm.identity.rates`).
    """
    with uncollected():
        return _pairs(subjects(placed(bearers)), threshold, apart)


def _pairs(people: Sequence[Subject], threshold: float, apart: Collection[Two]) -> list[Pair]:
    around = surroundings(people)
    all_ = compared(people, around)
    kept = all_.from_odds(LEAST - MOST_SHIFT)
    sure = {two for two, _, _ in _certain(people, kept, around, apart)}
    found = _found(people, kept, around, rates(all_.counts()), threshold, apart)
    return sorted(_named(found, people, sure), key=lambda p: (-p.score, p.a, p.b))


def _certain(
    people: Sequence[Subject], kept: Mapping[Two, Pattern], around: Surroundings, apart: Collection[Two]
) -> list[tuple[Two, float, Pattern]]:
    """Those who are one person without asking: at the rates that were learnt, whoever else is there."""
    found = _found(people, kept, around, Rates(), BY_ADDRESS, apart)
    return [(two, score, pattern) for two, score, pattern in found if is_certain(pattern, score)]


def _found(
    people: Sequence[Subject],
    kept: Mapping[Two, Pattern],
    around: Surroundings,
    at: Rates,
    threshold: float,
    apart: Collection[Two],
) -> Iterator[tuple[Two, float, Pattern]]:
    """The pairs of at least `threshold` at these rates."""
    odds = ((two, at.log_odds(pattern), pattern) for two, pattern in kept.items())
    likely = {two: (exp(min(30.0, log)), pattern) for two, log, pattern in odds if log >= LEAST}
    return weighed(people, likely, around, threshold, apart, at)


def _named(
    found: Iterable[tuple[Two, float, Pattern]], people: Sequence[Subject], sure: Collection[Two]
) -> Iterator[Pair]:
    for (one, other), score, pattern in found:
        a, b = sorted((people[one].bearer.id, people[other].bearer.id))
        yield Pair(a, b, round(score, 4), (one, other) in sure, pattern)


def weighed(
    people: Sequence[Subject],
    likely: Mapping[Two, tuple[float, Pattern]],
    around: Surroundings,
    threshold: float,
    apart: Collection[Two],
    at: Rates,
) -> Iterator[tuple[Two, float, Pattern]]:
    """The pairs of at least `threshold`, once each was weighed against the others that either of the two could be."""
    others: dict[int, list[int]] = defaultdict(list)
    for one, other in likely:
        others[one].append(other)
        others[other].append(one)

    def odds(one: int, other: int) -> float:
        two = (one, other) if one < other else (other, one)
        known = likely.get(two)
        if known is not None:
            return known[0]
        pattern = compare(people[one], people[other], around.frequencies, around.addresses)
        return exp(max(-30.0, min(30.0, at.log_odds(pattern))))

    def rivals(one: int, other: int) -> float:
        """The odds that `one` is somebody who is all but certainly not `other`."""
        return sum(odds(one, third) for third in others[one] if third != other and odds(other, third) < RIVAL)

    for (one, other), (own, pattern) in likely.items():
        if own < threshold or _two(people[one], people[other]) in apart:
            continue
        score = own / (1 + own + max(rivals(one, other), rivals(other, one)))
        if score >= threshold:
            yield (one, other), score, pattern


def _two(one: Subject, other: Subject) -> Two:
    a, b = one.bearer.id, other.bearer.id
    return (a, b) if a < b else (b, a)
