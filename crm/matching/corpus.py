"""The words of many texts, as arrays: what every reading by words is made from, quickly and in little room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from crm.matching.texts import CourseText
from crm.matching.words import read_as, words_of

Numbers = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]
Number = TypeVar("Number", np.float32, np.float64)

IN_NAME, IN_PROGRAMME = 2.0, 0.5
"""What a word in the name of a course counts, or in that of its programme, against one in its description."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Which words each text has. Those of text `i` are `words[starts[i] : starts[i + 1]]`, each once."""

    vocabulary: tuple[str, ...]
    starts: Numbers
    words: Numbers
    """Places in the vocabulary."""
    weights: Weights
    """How often, a word in a name counting more."""
    dutch: npt.NDArray[np.bool_]
    """Of each text whether it is read by the rules of Dutch."""

    @property
    def size(self) -> int:
        """How many texts there are."""
        return len(self.starts) - 1

    @property
    def texts(self) -> Numbers:
        """Of each entry of `words` the text that has it."""
        return np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.starts))

    def of(self, text: int) -> Numbers:
        """The words of a text."""
        return self.words[self.starts[text] : self.starts[text + 1]]


def corpus_of(courses: Sequence[CourseText]) -> Corpus:
    """The words of courses: of name, programme, description and learning outcomes."""
    places: dict[str, int] = {}
    starts = [0]
    words: list[int] = []
    weights: list[float] = []
    for course in courses:
        counts: dict[int, float] = {}
        for text, worth in parts_of(course):
            for word in words_of(text):
                place = places.setdefault(word, len(places))
                counts[place] = counts.get(place, 0.0) + worth
        words.extend(counts)
        weights.extend(counts.values())
        starts.append(len(words))
    return Corpus(
        vocabulary=tuple(places),
        starts=np.array(starts, dtype=np.int32),
        words=np.array(words, dtype=np.int32),
        weights=np.array(weights, dtype=np.float32),
        dutch=np.array([read_as(course.language) == "nl" for course in courses], dtype=np.bool_),
    )


def parts_of(course: CourseText) -> tuple[tuple[str, float], ...]:
    """The texts of a course, each with what a word in it counts."""
    return (
        (course.name, IN_NAME),
        (course.programme, IN_PROGRAMME),
        (course.description, 1.0),
        (" ".join(course.outcomes), 1.0),
    )


def summed(of_entries: npt.NDArray[Number], starts: Numbers) -> npt.NDArray[Number]:
    """The sums of the entries of each text; `starts` as in `Corpus`. A text without any: 0."""
    total = np.zeros(len(starts) - 1, dtype=of_entries.dtype)
    some = starts[1:] > starts[:-1]
    if some.any():
        total[some] = np.add.reduceat(of_entries, starts[:-1][some])
    return total
