"""The subjects of a programme in a table of hours a week, a year or a part: "Stundentafel", without code or credits."""

import re
from functools import cache

from crawler.extraction.blocks import Box, Page
from crawler.extraction.course_labels import PageCourse
from crawler.extraction.course_lines import course_title, is_title
from crawler.extraction.findings import FoundCourse, Method
from crawler.extraction.own_title import is_total
from crawler.extraction.study_parts import is_part
from crawler.extraction.tables import Grid, cell_text
from crawler.extraction.word_lists import word_lists
from crm.text import clean, fold

FEWEST = 3
"""Subjects that make such a table."""

MOSTLY = 0.8
"""Share of the filled cells behind the subjects that are figures of hours."""

_FIGURE = re.compile(r"\d{1,3}(?:[.,]\d)?")
"""The hours of a subject in a week, or in all of a part."""

_MARKS = " .*()/–-+"
"""What stands around the figure in such a cell."""


def subject_rows(page: Page, tables: list[Grid]) -> list[PageCourse]:
    """The subjects that stand in the first column of tables of hours, in page order."""
    found: list[PageCourse] = []
    for grid in tables:
        if len(grid.rows) <= FEWEST or not _is_head(page, grid.rows[0]):
            continue
        texts = [[cell_text(page, cell) for cell in row] for row in grid.rows[1:]]
        lessons = any(fold(text[0]) in _lessons() for text in texts)  # how one course is studied
        named = zip(texts, grid.row_boxes[1:], strict=True) if _are_hours(texts) and not lessons else ()
        rows = [row for text, box in named if (row := _row(text[0], box)) is not None]
        found += rows if len(rows) >= FEWEST else []
    return found


def _is_head(page: Page, row: list[Box]) -> bool:
    """Whether a row heads such a table: a word for subjects, and more columns behind it."""
    return len(row) > 1 and fold(cell_text(page, row[0])) in _subjects()


@cache
def _lessons() -> frozenset[str]:
    return frozenset(map(fold, word_lists("kinds")["lessons"]))


@cache
def _subjects() -> frozenset[str]:
    return frozenset(map(fold, word_lists("programmes")["subjects"]))


def _are_hours(rows: list[list[str]]) -> bool:
    """Whether what stands behind the first column of rows are hours."""
    filled = [cell for row in rows for text in row[1:] if (cell := text.strip(_MARKS))]
    hours = sum(_FIGURE.fullmatch(cell) is not None for cell in filled)
    return bool(filled) and hours >= MOSTLY * len(filled)


def _row(name: str, box: Box) -> PageCourse | None:
    if not is_title(name) or is_total(name) or is_part(name) or len(name) <= 1:
        return None
    course = FoundCourse(clean(course_title(name)), confidence=0.7)
    return PageCourse(course, box.start, box.end, [("name", clean(name), Method.LABEL)])
