"""The courses that tables list: rows below a header with a column for courses, or of codes beside one of names."""

import re
from collections.abc import Iterator

from crawler.extraction.apparatus import is_work
from crawler.extraction.blocks import Box, Page
from crawler.extraction.course_labels import PageCourse, is_code, labelled_code
from crawler.extraction.course_lines import LESSON_FIRST, course_title, is_title, read_course_line
from crawler.extraction.findings import FoundCourse, Method
from crawler.extraction.headline import read_code
from crawler.extraction.labelling import COURSE_FIELDS, is_sure_label
from crawler.extraction.own_title import is_total
from crawler.extraction.recognisers.course_codes import is_placeholder
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.recognisers.periods import find_periods
from crawler.extraction.recognisers.school_years import school_year
from crawler.extraction.recognisers.vocabulary import has_digit
from crawler.extraction.tables import Grid, cell_text
from crawler.extraction.typed_tables import typed_courses
from crm.text import clean

MOST_COURSES = 2_000
_WITH_LAB = re.compile(r"\s*\+\s*Lab$", re.IGNORECASE)

_SUBJECT = re.compile(r"[A-Z]{2,6}")
_NUMBER = re.compile(r"\d{2,6}[A-Z]{0,2}")
_CLASS_NUMBER = re.compile(r"\s*[(\[]\d{3,6}[)\]]$")
"""A section's number in brackets behind a course's code: "HIS 210 (6365)"."""

_FIGURE = re.compile(r"\d{1,2}(?:[.,]\d{1,2})?")


def table_courses(page: Page, tables: list[Grid], *, announced: bool = False) -> list[PageCourse]:
    """Rows of tables with a header that has a column for courses, or with a column of codes and one of names.

    `announced`: the page's words say that it lists courses.
    """
    found: list[PageCourse] = []
    unnamed: list[Grid] = []
    for grid in tables:
        if _is_of_work(grid):
            continue
        if grid.fields.count("credits") > 1 and (beside := list(_beside_each_other(page, grid))):
            found += beside
            continue
        columns = _course_columns(page, grid)
        if columns is None:
            unnamed.append(grid)
            continue
        rows = (_row_course(page, grid, at, columns) for at in range(grid.first, len(grid.rows)))
        found += _without_sorts([course for course in rows if course is not None])
    found += typed_courses(page, unnamed, announced=announced)
    return sorted(found, key=lambda course: course.start)[:MOST_COURSES]


def _without_sorts(rows: list[PageCourse]) -> list[PageCourse]:
    """`rows` without the sort of lesson in front of their titles, where most have one: "VL Logik", "Ü Logik"."""
    if 2 * sum(LESSON_FIRST.match(row.course.name or "") is not None for row in rows) > len(rows) > 1:
        for row in rows:
            row.course.name = LESSON_FIRST.sub("", row.course.name or "", count=1) or None
    return rows


def _is_of_work(grid: Grid) -> bool:
    """Whether a table plans the work for one course: "Module | Assignment | Points", "Part | Deadline".

    A table that says of each row how it counts, or what its code is, lists courses whatever else it says.
    """
    sure = {name for name, header in zip(grid.fields, grid.headers, strict=False) if name and is_sure_label(header)}
    if sure & {"course_code", "credits", "teacher"}:
        return False
    return any(is_work(header) for header in grid.headers)


def _beside_each_other(page: Page, grid: Grid) -> Iterator[PageCourse]:
    """The courses of terms that stand beside each other, each with its credits: "Fall | Credits | Spring | Credits".

    Such plans of study hold electives and requirements too, so only what has a code is a course.
    """
    pairs = [(at - 1, at) for at, name in enumerate(grid.fields) if name == "credits" and at]
    for row, box in zip(grid.rows[grid.first :], grid.row_boxes[grid.first :], strict=True):
        for at, counted in pairs:
            if counted >= len(row):
                continue
            text, written = cell_text(page, row[at]), cell_text(page, row[counted])
            line, code = read_course_line(text), read_code(_WITH_LAB.sub("", text))
            if (line is None or not line.code) and code is None:
                continue
            course = FoundCourse(clean(line.name or "") or None if line else None, code=(line and line.code) or code)
            stated = read_credits(written, bare=True)
            if stated is not None:
                course.credits, course.credits_text = stated.number, clean(written, 200)
            course.url = _row_address(page, row[at])
            evidence = [("code", clean(f"{text} | {written}"), Method.LABEL)]
            yield PageCourse(course, row[at].start, box.end, evidence)


def _course_columns(page: Page, grid: Grid) -> dict[str, int] | None:
    """field → column. The column of titles may have no header; then it is the first that holds words."""
    if not grid.has_header or len(grid.rows) - grid.first < 1:
        return None
    columns = _named_columns(page, grid)
    if not any(is_sure_label(grid.headers[at]) for name, at in columns.items() if name in COURSE_FIELDS):
        return None
    others = len({"course_code", "credits", "period", "teacher", "hours", "course_coordinator"}.intersection(columns))
    if "course_name" in columns and (others or len(columns) > 1 or is_sure_label(grid.headers[columns["course_name"]])):
        return columns
    if grid.first > 1 and (others or "course_code" in columns) and _title_above(page, grid, grid.first):
        return columns
    if others < 2 and "course_code" not in columns:
        return None
    title = _title_column(page, grid, set(columns.values()))
    if title is not None:
        columns["course_name"] = title
    return columns if title is not None or "course_code" in columns else None


def _named_columns(page: Page, grid: Grid) -> dict[str, int]:
    """The columns whose header is a known label; of two with the same meaning the one that holds what it says."""
    columns: dict[str, int] = {}
    for at, name in enumerate(grid.fields):
        if name and (name not in columns or (name == "credits" and _credited(page, grid, at, columns[name]))):
            columns[name] = at
    if "taught_courses" in columns:
        columns.setdefault("course_name", columns["taught_courses"])
    if "course_code" not in columns and _holds_codes(page, grid, columns.get("course_name")):
        columns["course_code"] = columns.pop("course_name")
        named = (at for at, name in enumerate(grid.fields) if name == "course_name" and at != columns["course_code"])
        title = next((at for at in named if not _holds_codes(page, grid, at)), None)
        columns |= {"course_name": title} if title is not None else {}
    _take_units(page, grid, columns)
    _take_scheme(grid, columns)
    if "course_code" not in columns:
        return columns | _split_code(page, grid)
    return columns | _subject_before(page, grid, columns["course_code"])


def _take_units(page: Page, grid: Grid, columns: dict[str, int]) -> None:
    """A column "Units" of figures counts credits; one of words names the school's units."""
    at = columns.get("unit")
    if at is None or "credits" in columns:
        return
    texts = [
        text for row in grid.rows[grid.first : grid.first + 20] if len(row) > at and (text := cell_text(page, row[at]))
    ]
    if texts and all(map(_FIGURE.fullmatch, texts)):
        columns["credits"] = columns.pop("unit")


def _take_scheme(grid: Grid, columns: dict[str, int]) -> None:
    """A column "C" behind ones for lectures, tutorials and practice ("L", "T", "P") counts credits."""
    headers = [header.strip(" .").upper() for header in grid.headers]
    if "credits" not in columns and {"L", "P", "C"} <= set(headers):
        columns["credits"] = headers.index("C")


def _subject_before(page: Page, grid: Grid, code: int) -> dict[str, int]:
    """The column of subjects ("AMST") before one of numbers ("310"), whatever their headers say."""
    rows = [row for row in grid.rows[grid.first : grid.first + 30] if len(row) > code]
    split = sum(
        1
        for row in rows
        if code and _SUBJECT.fullmatch(cell_text(page, row[code - 1])) and _NUMBER.fullmatch(cell_text(page, row[code]))
    )
    return {"subject": code - 1} if split >= 3 and split * 10 >= len(rows) * 6 else {}


def _holds_codes(page: Page, grid: Grid, at: int | None) -> bool:
    """Whether most cells of a column are a code and nothing else, whatever its header says ("Course")."""
    if at is None:
        return False
    texts = [cell_text(page, row[at]) for row in grid.rows[grid.first : grid.first + 20] if len(row) > at]
    return bool(texts) and sum(is_code(_CLASS_NUMBER.sub("", text)) for text in texts) * 10 >= len(texts) * 6


def _credited(page: Page, grid: Grid, one: int, other: int) -> bool:
    """Whether column `one` holds credits rather than column `other`: more of its cells are a figure of credits."""

    def figures(at: int) -> int:
        rows = [row for row in grid.rows[grid.first : grid.first + 20] if len(row) > at]
        texts = [cell_text(page, row[at]) for row in rows]
        return sum(1 for text in texts if _FIGURE.fullmatch(text) or read_credits(text) is not None)

    return figures(one) > figures(other)


def _title_above(page: Page, grid: Grid, at: int) -> str | None:
    """The title in a row of its own above row `at`, where no column holds titles: a small table about one course."""
    for row in reversed(grid.rows[max(0, at - 3) : at]):
        full = [cell for cell in row if cell.end > cell.start]
        if len(full) == 1:
            text = cell_text(page, full[0])
            return text if is_title(text) else None
    return None


def _split_code(page: Page, grid: Grid) -> dict[str, int]:
    """Columns that hold a code in two parts, letters and number ("COM", "10200")."""
    rows = [row for row in grid.rows[grid.first : grid.first + 30] if len(row) == len(grid.headers)]
    best: tuple[int, dict[str, int]] | None = None
    for at in range(min(len(grid.headers) - 1, 12)):
        if grid.fields[at] or grid.fields[at + 1] not in {None, "course_code"}:
            continue
        fits = sum(
            1
            for row in rows
            if _SUBJECT.fullmatch(cell_text(page, row[at])) and _NUMBER.fullmatch(cell_text(page, row[at + 1]))
        )
        if fits >= 3 and fits * 10 >= len(rows) * 6:
            distinct = len({cell_text(page, row[at + 1]) for row in rows})
            if best is None or distinct < best[0]:
                best = (distinct, {"subject": at, "course_code": at + 1})
    return best[1] if best is not None else {}


def _title_column(page: Page, grid: Grid, taken: set[int]) -> int | None:
    for at in range(len(grid.headers)):
        if at in taken or (grid.fields[at] not in {None, "other"}):
            continue
        texts = [cell_text(page, row[at]) for row in grid.rows[grid.first : grid.first + 20] if len(row) > at]
        titles = [text for text in texts if is_title(text) and not is_code(text)]
        if len(titles) * 2 > len(texts) and sum(map(len, titles)) > 6 * len(titles):
            return at
    return None


def _row_course(page: Page, grid: Grid, at: int, columns: dict[str, int]) -> PageCourse | None:
    row, box = grid.rows[at], grid.row_boxes[at]
    if len(row) < len(grid.headers) - 1 or (
        len(row) == len(grid.headers) and cell_text(page, row[0]) == grid.headers[0]
    ):
        return None
    values = {name: cell_text(page, row[column]) for name, column in columns.items() if column < len(row)}
    if 0 <= columns.get("course_name", -1) < len(row):
        values["course_name"] = _title_in(page, row[columns["course_name"]])
    if is_total(cell_text(page, row[0])) or is_total(values.get("course_name", "")):
        return None
    title = values.get("course_name") or ("" if "course_name" in columns else _title_above(page, grid, at)) or ""
    code = values.get("course_code", "")
    if is_placeholder(code or title) or (title.startswith("(") and title.endswith(")")):
        return None
    course = FoundCourse(None)
    line = read_course_line(title)
    if line is not None and line.code and not code:
        course.name, course.code = line.name, line.code
    elif title and is_title(title) and not read_credits(title):
        course.name = clean(course_title(title))
    elif line is not None:
        course.name = line.name
    if code:
        subject = values.get("subject")
        course.code = clean(f"{subject} {code}", 40) if subject else labelled_code(_CLASS_NUMBER.sub("", code))
    elif "course_name" in columns:
        course.code = course.code or _code_in(page, row[columns["course_name"]])
    if not (course.name or course.code):
        return None
    stated = read_credits(values.get("credits", ""), bare=True) or (line.credits if line else None)
    if stated is not None:
        course.credits, course.credits_text = stated.number, clean(values.get("credits") or stated.text, 200)
    course.periods = find_periods(values.get("period", ""), bare=True)[:12]
    course.school_year = school_year(values.get("school_year", ""), bare=True)
    course.url = _row_address(page, row[columns["course_name"]] if "course_name" in columns else box)
    found = PageCourse(course, box.start, box.end)
    found.evidence = [("name", clean(" | ".join(filter(None, values.values()))), Method.LABEL)]
    return found


def _title_in(page: Page, cell: Box) -> str:
    """The title in a cell: its first line where that alone is a heading or a link and the others tell more of it."""
    lines = page.lines[cell.start : cell.end]
    marked = [line for line in lines if line.level or line.lone_anchor is not None]
    if len(lines) > 1 and marked == lines[:1] and is_title(lines[0].text):
        return lines[0].text
    return cell_text(page, cell)


def _code_in(page: Page, cell: Box) -> str | None:
    """The code that stands below the title in its cell, in a line of its own."""
    lines = page.lines[cell.start + 1 : cell.end]
    return next((clean(line.text, 40) for line in lines if is_code(line.text) and has_digit(line.text)), None)


def _row_address(page: Page, box: Box) -> str | None:
    for line in page.lines[box.start : box.end]:
        for anchor in line.anchors:
            if anchor.url and anchor.text:
                return anchor.url
    return None
