"""Slips of the hand between many two texts at once."""

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from crm.identity.codes import Flags, Ints

_BEGINNING = 12
"""Letters or figures of a text of which it is seen at once in how many places it differs from another."""


def slips(left: Sequence[str], right: Sequence[str], most: int) -> Ints:
    """How many slips of the hand apart every two texts are; one more than `most` stands for any more."""
    found: Ints = cpdist(left, right, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)
    return found


class Texts:
    """Texts by number, laid out so that two that are far apart are seen to be so without being read."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Lays them out."""
        self._texts = texts
        self.lengths: Ints = np.array([len(text) for text in texts], dtype=np.int64)
        """How many letters or figures each has."""
        letters = np.array(texts, dtype=f"<U{_BEGINNING}").view(np.uint32).reshape(-1, _BEGINNING)
        self._letters = np.ascontiguousarray(letters.T)

    def slips(self, ones: Ints, others: Ints, most: int) -> Ints:
        """How many slips of the hand apart every two are; one more than `most` stands for any more."""
        texts = self._texts
        return slips([texts[n] for n in ones.tolist()], [texts[n] for n in others.tolist()], most)

    def are_near(self, ones: Ints, others: Ints) -> Flags:
        """Whether every two are at most one slip apart: one of two as long changes two neighbouring places at most."""
        longer = np.abs(self.lengths[ones] - self.lengths[others])
        differing = np.zeros(len(ones), dtype=np.uint8)
        for column in self._letters:
            differing += column[ones] != column[others]
        near: Flags = (longer == 1) | ((longer == 0) & (differing <= 2))
        asked = np.flatnonzero(near)
        near[asked] = self.slips(ones[asked], others[asked], 1) <= 1
        return near
