"""A text in clauses: the pieces between stops, commas, arrows and colons."""

import re
from dataclasses import dataclass

_SPLIT = re.compile(
    r"(?:(?<!\d)[.](?=\s|$)|(?<=\d)\.(?=\s+[A-Za-z\"]|$)|[;!?\n]+|\s*(?:->|=>|→|»)\s*|,(?=\s)|:(?=\s|$)|\s[-–+]\s|\s(?:en|and|maar|but)\s(?=ik\s|i\s|I\s))"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a text and where it stands."""

    start: int
    end: int
    words: str

    def holds(self, place: int) -> bool:
        """Whether a place of the text lies in it."""
        return self.start <= place < self.end


def clauses_of(text: str) -> list[Clause]:
    """The clauses of a text, in order, empty ones left out."""
    found, start = [], 0
    for match in _SPLIT.finditer(text):
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(text)))
    return [Clause(a, b, text[a:b]) for a, b in found if text[a:b].strip(" \t\"'“”„()")]
