"""What a match is read from: the texts of a course and of a case, without what a study guide says of every course."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_NO_LETTERS = re.compile(r"[\W\d_]+")

REPEATED = 2
"""Under so many different course names a sentence is the guide's, not a course's: "One retake is offered in …"."""


READ = 1_200
"""Characters of a text that an encoder reads: what a course is about stands in front, and time grows with length."""


@dataclass(frozen=True, slots=True)
class CourseText:
    """What a study guide says of a course. `language` is "nl" or "en"; others are read as English."""

    id: int | str
    name: str
    language: str
    description: str = ""
    outcomes: tuple[str, ...] = ()
    programme: str = ""

    @property
    def whole(self) -> str:
        """Name, description and learning outcomes as one text."""
        outcomes = ". ".join(self.outcomes)
        return " ".join(
            part for part in (f"{self.name}.", self.description, f"{outcomes}." if outcomes else "") if part
        )


@dataclass(frozen=True, slots=True)
class CaseText:
    """What a business asks, in its own words."""

    id: int | str
    text: str
    language: str
    sector: str = ""

    @property
    def whole(self) -> str:
        """The question and the sector."""
        return f"{self.text} {self.sector}".strip()


def shortened(text: str) -> str:
    """What an encoder is given of a text: its first `READ` characters, to the end of a word."""
    return text if len(text) <= READ else text[:READ].rsplit(" ", 1)[0]


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]


def without_repeated(courses: Iterable[CourseText]) -> list[CourseText]:
    """The courses, their descriptions without the sentences that courses of other names have as well.

    How a course is assessed and when its timetable appears is said of all alike, and tells none from another. Figures
    don't count in comparing ("week 7", "week 9").
    """
    listed = list(courses)
    split = [sentences(course.description) for course in listed]
    names: dict[str, set[str]] = defaultdict(set)
    for course, parts in zip(listed, split, strict=True):
        for part in parts:
            names[_shape(part)].add(course.name.casefold())
    return [
        replace(course, description=" ".join(_own(parts, names))) for course, parts in zip(listed, split, strict=True)
    ]


def _own(parts: Sequence[str], names: dict[str, set[str]]) -> list[str]:
    return [part for part in parts if len(names[_shape(part)]) < REPEATED]


def _shape(sentence: str) -> str:
    return _NO_LETTERS.sub(" ", sentence.casefold()).strip()
