"""The log-odds of many patterns at once: what the levels of a few fields come to is asked once of all that differ."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar, cast

import numpy as np

from crm.identity.codes import Flags, Floats, Ints
from crm.identity.levels import Pattern
from crm.identity.model import NAME_TERMS, OF_TWO, TERMS, TWO_NAMES, Term, are_two_names, worth

_BASE = 32
"""More than any field of a pattern has levels, on either side of nought."""

Found = TypeVar("Found")


class Odds:
    """Patterns, and how likely two who agree so are one person: `model.log_odds` of each."""

    def __init__(self, levels: Ints) -> None:
        """Takes a pattern in each row, its fields in the columns."""
        self._levels = levels

    def __len__(self) -> int:
        """How many patterns there are."""
        return len(self._levels)

    @cached_property
    def patterns(self) -> list[Pattern]:
        """The patterns one by one."""
        return cast("list[Pattern]", list(map(tuple, self._levels.tolist())))

    def at(self, shifts: Mapping[tuple[int, int], float]) -> Floats:
        """The log-odds of each, with what each sort (first name, school) is shifted by added."""
        odds = self._sums.copy()
        for (given, school), shift in shifts.items():
            odds[(self._levels[:, 1] == given) & (self._levels[:, 2] == school)] += shift
        odds[self._two_names] = np.minimum(odds[self._two_names], TWO_NAMES)
        return odds

    @cached_property
    def prior(self) -> Floats:
        """The log-odds of each as far as names and schools go, whatever else agrees."""
        return self._summed("by_name", NAME_TERMS)

    @cached_property
    def _sums(self) -> Floats:
        return self._summed("weights", TERMS)

    @cached_property
    def _two_names(self) -> Flags:
        said, which = self._of_each(OF_TWO, are_two_names)
        return np.array(said, dtype=bool)[which]

    def _summed(self, table: str, terms: Sequence[Term]) -> Floats:
        """The terms by these weights, added up in the order in which `model` adds them."""
        total = np.zeros(len(self._levels))
        for term in terms:
            parts, which = self._of_each(term.fields, lambda *levels, term=term: worth(table, term, *levels))
            for place in range(max(map(len, parts), default=0)):
                total += np.array([part[place] if place < len(part) else 0.0 for part in parts])[which]
        return total

    def _of_each(self, fields: Sequence[int], found: Callable[..., Found]) -> tuple[list[Found], Ints]:
        """What `found` says of these fields, asked once of all levels that differ; and which of it holds for each."""
        key = np.zeros(len(self._levels), dtype=np.int64)
        for field in fields:
            key = key * _BASE + self._levels[:, field] + _BASE // 2
        _keys, first, which = np.unique(key, return_index=True, return_inverse=True)
        return [found(*levels) for levels in self._levels[first][:, list(fields)].tolist()], which
