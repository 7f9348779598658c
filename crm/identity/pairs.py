"""Every two of many bearers that may be one person, surest first."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crm.garbage import uncollected
from crm.identity.addresses import Addresses, addresses_of
from crm.identity.bearers import Bearer
from crm.identity.certainty import BY_ADDRESS, is_certain
from crm.identity.frequencies import Frequencies
from crm.identity.levels import Pattern
from crm.identity.places import placed
from crm.identity.rates import Rates, rates
from crm.identity.subjects import Subject, subjects

if TYPE_CHECKING:
    from crm.identity.weighing import Compared, Weighing

THRESHOLD = 0.6
"""Probability from which two are shown as probably one person.

Of invented contacts of six kinds F1 differs by 0.004 at most between 0.5 and 0.65; the more of those shown
are one person, the higher it stands.
"""

LEAST = -4.0
"""Log-odds below which somebody is not even weighed as another that one could be."""

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


def compared(subjects: Sequence[Subject], around: Surroundings, *, weak: bool = True) -> "Compared":
    """Every two worth comparing, compared; without `weak` those alone that share more than a name."""
    from crm.identity.at_once import Comparer
    from crm.identity.blocks import candidates
    from crm.identity.columns import Columns
    from crm.identity.odds import Odds
    from crm.identity.weighing import Compared

    columns = Columns(subjects, around.addresses)
    ones, others = candidates(columns, weak=weak)
    which, levels = Comparer(columns, around.frequencies, around.addresses).compared(ones, others)
    return Compared(ones, others, which, Odds(levels))


def certain_pairs(bearers: Iterable[Bearer], *, apart: Collection[Two] = frozenset()) -> list[Pair]:
    """Every two of `bearers` that are one person without asking, surest first.

    The certain ones of `pairs`, but for a few in ten thousand, and sooner: who shares a name alone is not compared.
    """
    with uncollected():
        people = subjects(placed(bearers))
        around = surroundings(people)
        found = _certain(_weighing(people, compared(people, around, weak=False), around, apart))
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
    weighing = _weighing(people, all_, around, apart)
    sure = {two for two, _, _ in _certain(weighing)}
    found = weighing.found(rates(all_.odds, all_.counts()), threshold)
    return sorted(_named(found, people, sure), key=lambda p: (-p.score, p.a, p.b))


def _weighing(people: Sequence[Subject], all_: "Compared", around: Surroundings, apart: Collection[Two]) -> "Weighing":
    from crm.identity.weighing import Weighing

    return Weighing(people, all_, around, apart)


def _certain(weighing: "Weighing") -> list[tuple[Two, float, Pattern]]:
    """Those who are one person without asking: at the rates that were learnt, whoever else is there."""
    found = weighing.found(Rates(), BY_ADDRESS)
    return [(two, score, pattern) for two, score, pattern in found if is_certain(pattern, score)]


def _named(
    found: Iterable[tuple[Two, float, Pattern]], people: Sequence[Subject], sure: Collection[Two]
) -> Iterator[Pair]:
    for (one, other), score, pattern in found:
        a, b = sorted((people[one].bearer.id, people[other].bearer.id))
        yield Pair(a, b, round(score, 4), (one, other) in sure, pattern)
