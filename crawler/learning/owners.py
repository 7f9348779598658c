"""Whose a piece of a page is: of which course, of which person, by what stands nearest around it."""

from collections.abc import Callable, Sequence

from crawler.extraction.blocks import Box, Line, Page
from crawler.extraction.findings import FoundCourse, FoundPerson
from crm.text import fold


class Owners:
    """The things of a page with the lines that name them. A page's only course owns the page."""

    def __init__(self, lines: list[list[int]], *, only: bool) -> None:
        self._lines = lines
        self._only = only

    @classmethod
    def of_courses(cls, page: Page, courses: Sequence[FoundCourse]) -> "Owners":
        """The courses of a page, in order."""
        texts = [(fold(course.code or ""), fold(course.name or "")) for course in courses]
        return cls(_naming(page, texts), only=len(courses) == 1)

    @classmethod
    def of_people(cls, page: Page, people: Sequence[FoundPerson]) -> "Owners":
        """The people of a page, in order."""
        return cls(_naming(page, [(fold(p.raw), fold(p.name)) for p in people]), only=len(people) == 1)

    def of(self, line: Line) -> int | None:
        """The thing that is named in the smallest box around `line` that names any; of several the last above it."""
        if self._only:
            return 0
        around, inside = self._around(line)
        if len(inside) == 1:
            return inside[0]
        above = [
            (at, thing)
            for thing in inside
            for at in self._lines[thing]
            if at <= line.index and (around is None or at >= around.start)
        ]
        return max(above)[1] if above else None

    def lines(self, thing: int) -> list[int]:
        """The lines that name a thing."""
        return self._lines[thing]

    def best(self, line: Line, fitting: Callable[[int], bool]) -> int | None:
        """The nearest thing above, or around, that fits; of all things of the page one that alone does."""
        near = self.of(line)
        if near is not None and fitting(near):
            return near
        found = [thing for thing in range(len(self._lines)) if fitting(thing)]
        return found[0] if len(found) == 1 else None

    def alone(self, line: Line) -> int | None:
        """The one thing that the smallest box around `line` names; None where it names several."""
        if self._only:
            return 0
        _box, inside = self._around(line)
        return inside[0] if len(inside) == 1 else None

    def _around(self, line: Line) -> tuple[Box | None, list[int]]:
        for box in (line.box, *line.box.ancestors()):
            inside = [
                thing for thing, lines in enumerate(self._lines) if any(box.start <= at < box.end for at in lines)
            ]
            if inside:
                return box, inside
        return None, []


def _naming(page: Page, texts: Sequence[tuple[str, ...]]) -> list[list[int]]:
    folded = [(line.index, f" {fold(line.text)} ") for line in page.lines if not line.box.furniture]
    found = []
    for own in texts:
        wanted = [text for text in own if text]
        lines = [at for at, text in folded if any(text.strip() == name for name in wanted)]
        lines += [
            at for at, text in folded if at not in lines and any(name in text for name in wanted if len(name) > 3)
        ]
        found.append(sorted(lines))
    return found
