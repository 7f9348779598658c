"""Weighted terms of many texts, so that one question is held against all of them at once."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
"""One figure a course, in the order of the courses."""


class Postings:
    """For each term the texts that have it, with a weight: what an inverted index holds."""

    def __init__(self, rows: Sequence[Mapping[str, float]]) -> None:
        """`rows`: of each text its terms, with the weight that counts when a question has that term."""
        self.size = len(rows)
        terms: dict[str, tuple[list[int], list[float]]] = {}
        for number, row in enumerate(rows):
            for term, weight in row.items():
                numbers, weights = terms.setdefault(term, ([], []))
                numbers.append(number)
                weights.append(weight)
        self._terms = {
            term: (np.array(numbers, dtype=np.int32), np.array(weights, dtype=np.float32))
            for term, (numbers, weights) in terms.items()
        }

    def scores(self, asked: Mapping[str, float]) -> Scores:
        """For each text the sum of its weights for the terms asked, each times what the question gives it."""
        total = np.zeros(self.size)
        for term, worth in asked.items():
            if (found := self._terms.get(term)) is not None:
                total[found[0]] += found[1] * worth
        return total


def rarity(rows: Iterable[Iterable[str]], size: int) -> dict[str, float]:
    """The inverse document frequency of each term, as BM25 has it: ln(1 + (N - n + ½) / (n + ½))."""
    counts = Counter(term for row in rows for term in set(row))
    return {term: math.log(1 + (size - n + 0.5) / (n + 0.5)) for term, n in counts.items()}


def bm25(rows: Sequence[Mapping[str, float]], k1: float = 1.2, b: float = 0.75) -> list[dict[str, float]]:
    """The weights of Okapi BM25 (Robertson and Zaragoza 2009) of texts given as counts of terms."""
    lengths = [sum(row.values()) for row in rows]
    mean = sum(lengths) / max(len(lengths), 1) or 1.0
    rare = rarity(rows, len(rows))
    return [
        {term: rare[term] * n * (k1 + 1) / (n + k1 * (1 - b + b * length / mean)) for term, n in row.items()}
        for row, length in zip(rows, lengths, strict=True)
    ]


def tf_idf(row: Mapping[str, float], rare: Mapping[str, float]) -> dict[str, float]:
    """Terms weighed by the logarithm of their count and their rarity, the whole of length 1; unknown terms fall out."""
    return unit({term: (1 + math.log(n)) * rare[term] for term, n in row.items() if term in rare and n > 0})


def unit(row: Mapping[str, float]) -> dict[str, float]:
    """Weights made of length 1, so that long texts count no more than short ones; weights of 0 fall out."""
    length = math.sqrt(sum(weight * weight for weight in row.values()))
    return {term: weight / length for term, weight in row.items() if weight} if length else {}
