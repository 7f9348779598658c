"""Lists of courses whose entries end in who teaches each: "Honingkunde › A. Vos", "Bees and Law – Dr. B. Mol".

Theses and talks are listed so too; only below words that announce courses are such entries courses.
"""

import re
from collections import Counter, defaultdict

from crawler.extraction.blocks import Line, Page
from crawler.extraction.course_labels import PageCourse
from crawler.extraction.course_lines import LONGEST_TITLE, course_title, is_title
from crawler.extraction.findings import FoundCourse, Method
from crawler.extraction.labelling import field_of
from crawler.extraction.naming import Named, is_surely_name, names_in_value
from crawler.extraction.recognisers.page_words import text_hint
from crm.text import clean

FEWEST = 4
"""Entries of one make that make a list."""

CERTAIN = 0.8
"""Likelihood from which all that stands behind the mark is a name."""

ANNOUNCED = 0.4
"""Say of a heading's words from which on it announces courses."""

_MARKS = "›»→–—|·•-"
_MARK = re.compile(rf"\s+[{_MARKS}]\s+")
_SPACED_MARKS = tuple(f" {mark} " for mark in _MARKS)


def named_entries(page: Page, *, announced: bool) -> list[tuple[PageCourse, list[Named]]]:
    """The courses of such lists with who teaches each, in page order; `announced`: the page says that it lists some."""
    marks = [mark for mark in _SPACED_MARKS if mark in page.small_text]
    if not marks:
        return []
    makes: dict[tuple[str, int, str], list[tuple[Line, str, list[Named]]]] = defaultdict(list)
    for line in page.content:
        marked = len(line.text) <= LONGEST_TITLE and any(map(line.text.__contains__, marks))
        read = _read(line.text) if marked else None
        if read is not None and (announced or _is_announced(page, line)):
            makes[_make(line)].append((line, *read))
    if all(len(entries) < FEWEST for entries in makes.values()):
        return []
    sizes = Counter(_make(line) for line in page.content if len(line.text) <= LONGEST_TITLE)
    found = []
    for make, entries in makes.items():
        if len(entries) >= FEWEST and 10 * len(entries) >= 8 * sizes[make]:
            found += _courses(page, entries)
    return sorted(found, key=lambda entry: entry[0].start)


def _make(line: Line) -> tuple[str, int, str]:
    return line.box.tag, line.level, line.box.signature


def _read(text: str) -> tuple[str, list[Named]] | None:
    """The title and the people of an entry, or None where a line is none."""
    marks = list(_MARK.finditer(text))
    if not marks:
        return None
    title, people = text[: marks[-1].start()], text[marks[-1].end() :]
    names = list(names_in_value(people))
    if not names or not all(n.score >= CERTAIN and (n.parsed.initials or n.parsed.call_name) for n in names):
        return None
    if sum(len(name.raw) for name in names) * 10 < len(people) * 6:
        return None
    named = is_title(title) and not is_surely_name(title) and not field_of(title)
    return (title, names) if named else None


def _is_announced(page: Page, line: Line) -> bool:
    return any(text_hint(heading.text).get("course_list", 0.0) >= ANNOUNCED for heading in page.under(line))


def _courses(page: Page, entries: list[tuple[Line, str, list[Named]]]) -> list[tuple[PageCourse, list[Named]]]:
    ends = [line.index for line, _, _ in entries[1:]] + [len(page.lines)]
    found = []
    for (line, title, names), end in zip(entries, ends, strict=True):
        course = FoundCourse(clean(course_title(title)))
        course.url = next((anchor.url for anchor in line.anchors if anchor.url), None)
        found.append((PageCourse(course, line.index, end, [("name", clean(line.text), Method.TEXT)]), names))
    return found
