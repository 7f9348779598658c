"""What the vectors of one encoder say: near is alike, once what a language or all texts share is taken off."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from crm.matching.encoders import Encoder, Vectors
from crm.matching.index import Scores, dots
from crm.matching.kinds import bridge
from crm.matching.texts import CaseText, CourseText, shortened
from crm.matching.words import read_as

ACROSS = 0.7
"""What the way over the kinds of questions counts (`crm.matching.kinds`), against the case as it lies."""

KNOWN_CASES = 3.0
"""So many cases weigh as much as the courses in saying what all texts of a language share."""

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Encoded:
    """The vectors of one encoder. A course that has none yet is a row of NaN."""

    parts: tuple[Vectors, ...]
    """Of each text of a course that the encoder reads, one row a course."""
    cases: Mapping[str, Vector] = field(default_factory=dict)
    """The text of a case → its vector."""


def course_texts(encoder: Encoder, course: CourseText) -> tuple[str, ...]:
    """The texts of a course that an encoder reads, bounded."""
    texts = {"whole": course.whole, "description": course.description or course.name}
    return tuple(shortened(texts[part]) for part in encoder.reads)


def encoded(encoder: Encoder, courses: Sequence[CourseText], cases: Sequence[CaseText]) -> Encoded:
    """Encodes all of them now."""
    texts = [course_texts(encoder, course) for course in courses]
    parts = tuple(encoder.encode([text[number] for text in texts]) for number in range(len(encoder.reads)))
    known = encoder.encode([shortened(case.text) for case in cases]) if cases else ()
    return Encoded(parts, {case.text: vector for case, vector in zip(cases, known, strict=True)})


class Meaning:
    """The vectors of courses by one encoder, centred by language.

    The mean of a language lies in every vector of it, and hides what the text is about: taken off, texts of two
    languages meet (nDCG .25 → .31 with the same encoder).
    """

    def __init__(
        self,
        encoder: Encoder,
        courses: Sequence[CourseText],
        cases: Sequence[CaseText] = (),
        vectors: Encoded | None = None,
    ) -> None:
        """`vectors` as they were kept; without them all is encoded now. `cases` say what all cases share."""
        self.encoder = encoder
        known = vectors if vectors is not None else encoded(encoder, courses, cases)
        languages = np.array([read_as(course.language) for course in courses])
        centred = [_centred(part, languages) for part in known.parts]
        self._means = _means(known.parts[0], languages)
        self._vectors = np.asarray(sum(centred) * (2 / len(centred)), dtype=np.float32)
        self.learn(cases, known.cases)

    def knowing(self, cases: Sequence[CaseText], vectors: Mapping[str, Vector]) -> "Meaning":
        """The same courses, with other cases known: their vectors by their texts."""
        other = copy(self)
        other.learn(cases, vectors)
        return other

    def learn(self, cases: Sequence[CaseText], vectors: Mapping[str, Vector]) -> None:
        """Takes these cases for all that are known."""
        self._cases = dict(vectors)
        self._directions: dict[tuple[str, str], Vector] = {}
        self._case_means = self._means_of_cases([case for case in cases if case.text in self._cases])

    def scores(self, case: CaseText) -> Scores:
        """How near each course lies to the case and to what answers its kind, -4 to 4; NaN without a vector."""
        direction = self.direction(case)
        over = bridge(self.encoder.name)
        towards = direction if over is None else direction + ACROSS * over.across(direction)
        return dots(self._vectors, towards).astype(np.float64)

    def direction(self, case: CaseText) -> Vector:
        """What a case means: its vector without what all cases of its language share, of length 1."""
        language = read_as(case.language)
        found = self._directions.get((case.text, language))
        if found is None:
            vector = self._cases.get(case.text)
            if vector is None:
                vector = self.encoder.encode([shortened(case.text)])[0]
            mean = self._case_means.get(language)
            found = _unit(vector - (self._mean(language) if mean is None else mean))
            self._directions[case.text, language] = found
        return found

    def _mean(self, language: str) -> Vector:
        nothing = np.zeros(self._vectors.shape[1], dtype=np.float32)
        return self._means.get(language, next(iter(self._means.values()), nothing))

    def _means_of_cases(self, cases: Sequence[CaseText]) -> dict[str, Vector]:
        """What the cases of each language share; of few cases it is drawn towards what the courses share."""
        means = {}
        for language in {read_as(case.language) for case in cases}:
            own = np.array([self._cases[case.text] for case in cases if read_as(case.language) == language])
            count = len(own)
            mean = (own.sum(axis=0) + KNOWN_CASES * self._mean(language)) / (count + KNOWN_CASES)
            means[language] = mean.astype(np.float32)
        return means


def _means(vectors: Vectors, languages: npt.NDArray[np.str_]) -> dict[str, Vector]:
    """The mean vector of each language, of the texts that have a vector."""
    there = ~np.isnan(vectors[:, 0]) if len(vectors) else np.zeros(0, dtype=np.bool_)
    return {
        str(language): vectors[there & (languages == language)].mean(axis=0)
        for language in np.unique(languages[there] if len(vectors) else languages)
    }


def _centred(vectors: Vectors, languages: npt.NDArray[np.str_]) -> Vectors:
    """Each vector without what its language shares, of length 1."""
    centred = vectors.copy()
    for language, mean in _means(vectors, languages).items():
        centred[languages == language] -= mean
    return _unit(centred)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)
