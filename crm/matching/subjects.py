"""What texts are about, as the concepts have it, so that a question is held against all of them at once."""

import math
from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from crm.matching.concepts import PHRASE, about, concepts, concepts_in, phrases_in
from crm.matching.corpus import Corpus, parts_of
from crm.matching.index import Scores, dots, rare_by
from crm.matching.texts import CaseText, CourseText

IN_SECTOR = 0.3
"""What a concept of a case's sector counts, against one of its question."""


class Subjects:
    """Of each course how much it speaks of each concept, by how rarely courses do; each row of length 1."""

    def __init__(self, courses: Sequence[CourseText], corpus: Corpus) -> None:
        """Reads the concepts of every word of the vocabulary, and the phrases of each course."""
        count = len(concepts().keys)
        much = np.zeros((corpus.size, count))
        of_word = [about(word) for word in corpus.vocabulary]
        lengths = np.array([len(found) for found in of_word], dtype=np.int64)
        starts = np.concatenate([[0], np.cumsum(lengths)])
        numbers = np.array([number for found in of_word for number, _worth in found], dtype=np.int64)
        worths = np.array([worth for found in of_word for _number, worth in found])
        entries = np.flatnonzero(lengths[corpus.words] > 0)
        times = lengths[corpus.words[entries]]
        within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        places = np.repeat(starts[corpus.words[entries]], times) + within
        keys = np.repeat(corpus.texts[entries].astype(np.int64), times) * count + numbers[places]
        found = np.bincount(
            keys, weights=np.repeat(corpus.weights[entries], times) * worths[places], minlength=much.size
        )
        much += found.reshape(much.shape)
        for row, course in enumerate(courses):
            for text, worth in parts_of(course):
                for number in phrases_in(text):
                    much[row, number] += worth * PHRASE
        self._rare = rare_by(np.count_nonzero(much, axis=0).astype(np.float64), max(corpus.size, 1))
        self._rows: npt.NDArray[np.float32] = _unit(np.log1p(much) * self._rare).astype(np.float32)

    def scores(self, case: CaseText) -> Scores:
        """The likeness of each course to a case: 0 to 1."""
        return dots(self._rows, self.row(case).astype(np.float32)).astype(np.float64)

    def row(self, case: CaseText) -> Scores:
        """How much a case speaks of each concept; of length 1, or all 0."""
        much = np.zeros(len(self._rare))
        spoken = ((number, much_, 1.0) for number, much_ in concepts_in(case.text).items())
        sector = ((number, much_, IN_SECTOR) for number, much_ in concepts_in(case.sector).items())
        for number, much_, worth in chain(spoken, sector):
            much[number] += worth * math.log1p(much_)
        return _unit(much * self._rare)

    def shared(self, row: Scores, number: int) -> list[str]:
        """The keys of the concepts that a question (by its `row`) and a course speak of, weightiest first."""
        both = row * self._rows[number]
        keys = concepts().keys
        return [keys[place] for place in np.argsort(-both, kind="stable") if both[place] > 0]


def _unit(rows: Scores) -> Scores:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1))
