"""Weighted terms of many texts, so that one question is held against all of them at once."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from crm.matching.corpus import Corpus, Numbers, Weights
from crm.matching.words import stem

Scores = npt.NDArray[np.float64]
"""One figure a course, in the order of the courses."""


def dots(rows: npt.NDArray[np.float32], row: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The inner product of each of `rows` with a row.

    By one thread: reading the rows out of memory is all the work, and the threads of a matrix product wait for one
    another by spinning (8 ms of CPU for work of .2).
    """
    return np.asarray(np.vecdot(rows, row), dtype=np.float32)


class Postings:
    """For each term the texts that have it, with a weight: what an inverted index holds."""

    def __init__(self, size: int, terms: Mapping[str, int], numbers: Numbers, texts: Numbers, weights: Weights) -> None:
        """Entries that belong together: term number, text, and the weight that counts when a question has that term."""
        self.size = size
        self._terms = terms
        order = np.argsort(numbers, kind="stable")
        self._texts, self._weights = texts[order], weights[order]
        self._starts = np.searchsorted(numbers[order], np.arange(len(terms) + 1))

    def scores(self, asked: Mapping[str, float]) -> Scores:
        """For each text the sum of its weights for the terms asked, each times what the question gives it."""
        total = np.zeros(self.size)
        for term, worth in asked.items():
            if (number := self._terms.get(term)) is not None:
                these = slice(self._starts[number], self._starts[number + 1])
                total[self._texts[these]] += self._weights[these] * worth
        return total


def stems_in(corpus: Corpus) -> tuple[dict[str, int], Numbers]:
    """All stems, and of each word of each text the number of its stem, by the language of that text."""
    numbers: dict[str, int] = {}
    dutch = corpus.dutch[corpus.texts]
    found = np.zeros(len(corpus.words), dtype=np.int32)
    for language, here in (("nl", dutch), ("en", ~dutch)):
        of_word = np.zeros(len(corpus.vocabulary), dtype=np.int32)
        for word in np.unique(corpus.words[here]):
            stemmed = stem(corpus.vocabulary[word], language)
            of_word[word] = numbers.setdefault(stemmed, len(numbers))
        found[here] = of_word[corpus.words[here]]
    return numbers, found


def bm25(corpus: Corpus, terms: Mapping[str, int], numbers: Numbers, k1: float = 1.2, b: float = 0.75) -> Postings:
    """The weights of Okapi BM25 (Robertson and Zaragoza 2009); `numbers` are the terms of the words of `corpus`."""
    keys, places = np.unique(corpus.texts.astype(np.int64) * max(len(terms), 1) + numbers, return_inverse=True)
    counts = np.bincount(places, weights=corpus.weights, minlength=len(keys))
    texts = (keys // max(len(terms), 1)).astype(np.int32)
    number = (keys % max(len(terms), 1)).astype(np.int32)
    lengths = np.bincount(texts, weights=counts, minlength=corpus.size)
    mean = lengths.mean() or 1.0 if corpus.size else 1.0
    rare = rare_by(np.bincount(number, minlength=len(terms)), corpus.size)
    weights = rare[number] * counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths[texts] / mean))
    return Postings(corpus.size, terms, number, texts, weights.astype(np.float32))


def rare_by(counts: npt.NDArray[np.int64] | Scores, size: int) -> Scores:
    """The inverse document frequency of terms that so many texts have: ln(1 + (N - n + ½) / (n + ½))."""
    return np.asarray(np.log1p((size - counts + 0.5) / (counts + 0.5)))
