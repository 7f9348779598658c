"""All courses in the order in which they fit a case, each with the words and things that say why."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from crm.matching.corpus import corpus_of
from crm.matching.encoders import Encoder
from crm.matching.index import Scores, bm25, dots, stems_in
from crm.matching.kinds import Kinds
from crm.matching.meaning import Encoded, Meaning
from crm.matching.pieces import Pieces
from crm.matching.subjects import Subjects
from crm.matching.texts import CaseText, CourseText, without_repeated
from crm.matching.words import no_reasons, stem, stems_of, words_of

SPREAD_OF_PIECES, SPREAD_OF_ABOUT, SPREAD_OF_STEMS, SPREAD_OF_MEANING = 0.022, 0.105, 1.5, 0.145
SPREAD_OF_KINDS = 0.01
"""How far the scores of one reading lie apart for one case (standard deviation over 220 courses, median of 30 cases).

Divided by it readings of different sorts can be added up. Fixed figures, so that a score says the same of every case
and chance likeness among a handful of courses is not blown up.
"""

MEANING = 0.9
"""What one encoder counts."""

PIECES, ABOUT, STEMS, KINDS = 0.5, 0.5, 0.15, 0.85
"""What pieces of words, concepts, stems and kinds of questions count beside the encoders."""

ALONE = (0.7, 0.6, 0.2, 1.0)
"""The same four where no encoder is there."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a course fits: its place in the list of courses, a score, and what speaks for it."""

    course: int
    score: float
    words: tuple[str, ...] = ()
    """Words of the case that the course has too, but for those that tell nothing of a subject."""
    about: tuple[str, ...] = ()
    """Keys of the concepts that both speak of, weightiest first."""


class Matcher:
    """Courses made ready, so that any case can be held against them."""

    def __init__(
        self,
        courses: Sequence[CourseText],
        encoders: Sequence[Encoder] = (),
        cases: Sequence[CaseText] = (),
        vectors: Mapping[str, Encoded] | None = None,
    ) -> None:
        """`encoders` as `crm.matching.encoders.installed` gives them; none: by words only.

        `cases` are those known: what all cases share says nothing about one of them, and is taken off. `vectors` are
        those kept, by the name of the encoder, of courses that `without_repeated` has seen; without them all is encoded
        now.
        """
        self.courses = list(courses) if vectors is not None else without_repeated(courses)
        self._corpus = corpus_of(self.courses)
        self._stem_numbers, self._stem_of = stems_in(self._corpus)
        self._stems = bm25(self._corpus, self._stem_numbers, self._stem_of)
        self._pieces = Pieces(self._corpus)
        self._subjects = Subjects(self.courses, self._corpus)
        self._kinds = Kinds(self._pieces)
        kept = vectors or {}
        self.meanings = [Meaning(encoder, self.courses, cases, kept.get(encoder.name)) for encoder in encoders]

    def knowing(self, cases: Sequence[CaseText], vectors: Mapping[str, Encoded]) -> "Matcher":
        """The same courses, with other cases known."""
        other = copy(self)
        other.meanings = [one.knowing(cases, vectors[one.encoder.name].cases) for one in self.meanings]
        return other

    def reading(
        self, encoders: Sequence[Encoder], cases: Sequence[CaseText], vectors: Mapping[str, Encoded]
    ) -> "Matcher":
        """The same courses, with other vectors of them."""
        other = copy(self)
        other.meanings = [Meaning(encoder, self.courses, cases, vectors[encoder.name]) for encoder in encoders]
        return other

    def rank(self, case: CaseText, limit: int | None = None) -> list[Fit]:
        """The courses, best first; equal ones as they were given. By chance a score lies around 0 to 3."""
        if not self.courses:
            return []
        scores = self.scores(case)
        return self.told(case, [int(number) for number in np.argsort(-scores, kind="stable")[:limit]], scores)

    def told(self, case: CaseText, numbers: Sequence[int], scores: Scores) -> list[Fit]:
        """Courses by their numbers, with their scores (those of all) and what speaks for each."""
        about = self._subjects.row(case)
        telling = (word for word in words_of(case.text) if word not in no_reasons())
        words = {word: stem(word, case.language) for word in telling}
        return [self._fit(number, float(scores[number]), words, about) for number in numbers]

    def scores(self, case: CaseText) -> Scores:
        """How well each course fits, in the order of the courses. By chance it lies around 0 to 3."""
        pieces, things, stems, kinds = (PIECES, ABOUT, STEMS, KINDS) if self.meanings else ALONE
        total = pieces / SPREAD_OF_PIECES * self._pieces.scores(case.whole)
        total += things / SPREAD_OF_ABOUT * self._subjects.scores(case)
        total += stems / SPREAD_OF_STEMS * self._stems.scores(dict.fromkeys(stems_of(case.whole, case.language), 1.0))
        total += kinds / SPREAD_OF_KINDS * self._kinds.scores(case)
        if self.meanings:
            total += MEANING / SPREAD_OF_MEANING * self._meant(case)
        return np.asarray(total)

    def _meant(self, case: CaseText) -> Scores:
        """What the encoders say together; for a course that one has not read yet, what the others say."""
        said = np.array([meaning.scores(case) for meaning in self.meanings])
        there = ~np.isnan(said)
        return np.asarray(np.where(there, said, 0).sum(axis=0) * len(said) / np.maximum(there.sum(axis=0), 1))

    def alike(self, case: CaseText, others: Sequence[CaseText]) -> list[float]:
        """How alike other cases are to a case, 0 to 1: by meaning, or by their words where no encoder is there."""
        if not others:
            return []
        if self.meanings:
            said = [dots(np.array([m.direction(other) for other in others]), m.direction(case)) for m in self.meanings]
            return [max(0.0, float(each)) for each in np.mean(said, axis=0)]
        pieces, about = self._pieces.row(case.whole), self._subjects.row(case)
        return [
            float(pieces @ self._pieces.row(other.whole) + about @ self._subjects.row(other)) / 2 for other in others
        ]

    def _fit(self, number: int, score: float, words: Mapping[str, str], about: Scores) -> Fit:
        """A course with what speaks for it: of `words` (with their stems) and `about` what it has too."""
        own = set(self._stem_of[self._corpus.starts[number] : self._corpus.starts[number + 1]].tolist())
        shared = tuple(word for word, stemmed in words.items() if self._stem_numbers.get(stemmed) in own)
        return Fit(number, score, shared, tuple(self._subjects.shared(about, number)))
