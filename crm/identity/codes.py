"""Values as numbers: what is compared a million times over is compared once for each two values that differ."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import count
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Value = TypeVar("Value", bound=Hashable)


MOST_LISTED = 2_000_000
"""Up to so many twos that there could be each has a place in a list; of more the twos that there are, are sorted."""


class Codes(Generic[Value]):
    """A number for each value, in the order in which they come: 0, 1, 2, …"""

    def __init__(self) -> None:
        """Begins without any."""
        self._numbers: dict[Value, int] = defaultdict(count().__next__)

    def __len__(self) -> int:
        """How many values there are."""
        return len(self._numbers)

    def of(self, values: Iterable[Value]) -> Ints:
        """The numbers of these values, new ones among them."""
        return np.fromiter(map(self._numbers.__getitem__, values), np.int64)

    def number(self, value: Value) -> int:
        """The number of this value, a new one where it has none."""
        return self._numbers[value]

    def values(self) -> list[Value]:
        """Every value, in the order of their numbers."""
        return list(self._numbers)


class Lists(Generic[Value]):
    """Of each number several others: the halves of a surname, the schools of a set of schools."""

    def __init__(self, held: Iterable[Sequence[Value]], codes: Codes[Value]) -> None:
        """Takes what each number has, coded by `codes`."""
        kept = list(held)
        self.counts: Ints = np.array([len(each) for each in kept], dtype=np.int64)
        self.starts: Ints = np.cumsum(self.counts) - self.counts
        self.members = codes.of(value for each in kept for value in each)

    def spread(self, numbers: Ints) -> tuple[Ints, Ints]:
        """For each of `numbers` in turn all that it has: the place in `numbers` of each, and what it is."""
        places, within = turns(self.counts[numbers])
        return places, self.members[self.starts[numbers[places]] + within]

    def beside(self, ones: Ints, others: Ints) -> tuple[Ints, Ints, Ints]:
        """Of every two numbers all that one has beside all that the other has: the place of the two, and both."""
        many = self.counts[others]
        two, turn = turns(self.counts[ones] * many)
        mine = self.members[self.starts[ones[two]] + turn // many[two]]
        return two, mine, self.members[self.starts[others[two]] + turn % many[two]]


def turns(counts: Ints) -> tuple[Ints, Ints]:
    """So many turns for each place: the place of each turn, and which of its turns it is.

    [2, 1] → [0, 0, 1], [0, 1, 0].
    """
    places = np.repeat(np.arange(len(counts)), counts)
    return places, np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)


def distinct(one: Ints, other: Ints) -> tuple[Ints, Ints, Ints]:
    """Every two numbers that stand side by side, each two once: the ones, the others, and at each place which two."""
    width = int(other.max(initial=0)) + 1
    key, size = one * width + other, (int(one.max(initial=0)) + 1) * width
    if size <= MOST_LISTED:
        there = np.zeros(size, dtype=bool)
        there[key] = True
        both, which = np.flatnonzero(there), (np.cumsum(there) - 1)[key]
    else:
        both, which = np.unique(key, return_inverse=True)
    return both // width, both % width, which


def each_once(numbers: Ints) -> Ints:
    """The numbers that there are, the least first. (Sorted: `numpy.unique` takes far longer where most differ.)"""
    ordered: Ints = np.sort(numbers)
    new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return ordered[new]


def of_each_two(one: Ints, other: Ints, found: Callable[[int, int], int]) -> Ints:
    """What `found` says of the two numbers at each place, asked once of every two."""
    ones, others, which = distinct(one, other)
    said = [found(a, b) for a, b in zip(ones.tolist(), others.tolist(), strict=True)]
    return np.array(said, dtype=np.int64)[which]
