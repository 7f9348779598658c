"""The courses of a page: the one it is about, and those it lists in tables, titled lines, links or headings."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import replace

from crawler.extraction.blocks import Box, Line, Page
from crawler.extraction.course_labels import PageCourse, is_code, labelled_code, take_in_region
from crawler.extraction.course_lines import (
    STARTS_WITH_TERM,
    CourseLine,
    course_title,
    is_title,
    read_course_line,
)
from crawler.extraction.findings import FoundCourse, Method
from crawler.extraction.labelling import COURSE_FIELDS, field_of, is_sure_label
from crawler.extraction.naming import is_surely_name
from crawler.extraction.own_title import is_condition, is_total
from crawler.extraction.pairs import Pair
from crawler.extraction.recognisers.credit_sentences import closing_credits, leading_credits
from crawler.extraction.recognisers.credits import Credits, read_credits
from crawler.extraction.recognisers.periods import find_periods
from crawler.extraction.recognisers.school_years import school_year
from crawler.extraction.run_on_lines import read_run_on
from crawler.extraction.split_titles import numbered_titles, titles_above, titles_behind
from crawler.extraction.tables import Grid, cell_text
from crawler.extraction.title_credits import credits_among_facts
from crawler.extraction.titled_lines import head_of, read_titled, subject_of
from crawler.extraction.typed_tables import typed_courses
from crm.text import clean

MOST_COURSES = 2_000
FEWEST_OF_SUBJECT = 3
"""Codes of one subject in a list from which on a shorter number of that subject is one too ("MATH 96")."""
LONGEST_LINE = 220
"""Characters of a line that may be a title and what is said beside it."""

LONGEST_FACTS = 60
"""Characters of a line of facts below a course's title."""

LINES_WITH_CREDITS = 2
"""Lines under a course's title in which a description may begin with what the course counts for."""

_SUBJECT = re.compile(r"[A-Z]{2,6}")
_NUMBER = re.compile(r"\d{2,6}[A-Z]{0,2}")
_FIGURE = re.compile(r"\d{1,2}(?:[.,]\d{1,2})?")


def table_courses(page: Page, tables: list[Grid]) -> list[PageCourse]:
    """Rows of tables with a header that has a column for courses, or with a column of codes and one of names."""
    found = []
    for grid in tables:
        columns = _course_columns(page, grid)
        if columns is None:
            found += typed_courses(page, grid)
            continue
        for at in range(grid.first, len(grid.rows)):
            course = _row_course(page, grid, at, columns)
            if course is not None:
                found.append(course)
    return found[:MOST_COURSES]


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
    return bool(texts) and sum(map(is_code, texts)) * 10 >= len(texts) * 6


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
    if is_total(cell_text(page, row[0])) or is_total(values.get("course_name", "")):
        return None
    title = values.get("course_name") or ("" if "course_name" in columns else _title_above(page, grid, at)) or ""
    code = values.get("course_code", "")
    course = FoundCourse(None)
    line = read_course_line(title)
    if line is not None and line.code and not code:
        course.name, course.code = line.name, line.code
    elif title and is_title(title) and not read_credits(title):
        course.name = clean(course_title(title))
    elif line is not None:
        course.name = line.name
    if code and values.get("subject"):
        course.code = clean(f"{values['subject']} {code}", 40)
    elif code:
        course.code = labelled_code(code)
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


def _row_address(page: Page, box: Box) -> str | None:
    for line in page.lines[box.start : box.end]:
        for anchor in line.anchors:
            if anchor.url and anchor.text:
                return anchor.url
    return None


def titled_lines(page: Page, tables: list[Grid]) -> list[PageCourse]:
    """Lines that hold a code or credits with a title, where at least two stand in the same sort of place."""
    skipped: set[int] = set()
    for grid in tables:
        if grid.has_header:
            skipped.update(range(grid.row_boxes[0].start, grid.row_boxes[-1].end))
    by_place: dict[tuple[str, int, bool, str], list[tuple[Line, CourseLine]]] = defaultdict(list)
    unread: list[Line] = []
    for line in page.lines:
        if not line.box.furniture and line.index not in skipped:
            _take_line(page, line, by_place, unread)
    _take_short_codes(unread, by_place)
    for apart in (titles_behind(page, skipped), titles_above(page, skipped), numbered_titles(unread)):
        for line, read in apart:
            if _may_be_course(read.name or ""):
                place = _place(line, coded=True)
                by_place[(f"{place[0]} apart", *place[1:])].append((line, read))
    heads = Counter(_head(line, read) for lines in by_place.values() for line, read in lines)
    found = []
    for place, entries in by_place.items():
        lines = [(line, read) for line, read in entries if heads[_head(line, read)] < 2 or not _head(line, read)]
        fewest, distinct = (2, len(lines)) if place[2] else (4, len({read.name for _, read in lines}))
        if distinct >= fewest:
            found += _region_courses(page, lines)
    return sorted(found, key=lambda course: course.start)[:MOST_COURSES]


def _take_line(
    page: Page,
    line: Line,
    by_place: dict[tuple[str, int, bool, str], list[tuple[Line, CourseLine]]],
    unread: list[Line],
) -> None:
    """Puts a line that titles a course with others of its place, or one that says nothing by itself with the unread."""
    run_on = read_run_on(line)
    if run_on is not None and _may_be_course(run_on.name):
        place = _place(line, coded=True)
        title = CourseLine(course_title(run_on.name), run_on.code, run_on.credits)
        by_place[(f"{place[0]} run on", *place[1:])].append((line, title))
        return
    if len(line.text) > LONGEST_LINE or (field_of(line.text) and head_of(line.text) is None):
        return
    read = read_course_line(line.spaced)
    if read is not None and read.code:
        read = replace(read, name=title_below(page, line) or read.name)
    if read is not None and read.name and _may_be_course(read.name):
        by_place[_place(line, coded=read.code is not None)].append((line, read))
    elif read is None:
        unread.append(line)


def _place(line: Line, *, coded: bool) -> tuple[str, int, bool, str]:
    """The sort of place where a line stands: those of one list stand in one."""
    return line.box.tag, line.level, coded, line.box.parent.signature if line.box.parent else ""


def _may_be_course(name: str) -> bool:
    """Whether a name beside a code is a title and no person, label or condition ("must be completed")."""
    return is_title(name) and not is_surely_name(name) and not is_condition(name) and field_of(name) != "other"


def _take_short_codes(
    lines: list[Line], by_place: dict[tuple[str, int, bool, str], list[tuple[Line, CourseLine]]]
) -> None:
    """Adds lines that begin with a number too short for a code, but with the subject of the codes of their place."""
    subjects: dict[tuple[str, int, bool, str], Counter[str]] = {
        place: Counter(known[0] for _, read in entries if (known := subject_of(f"{read.code} x")) is not None)
        for place, entries in by_place.items()
        if place[2]
    }
    for line in lines if subjects else ():
        place = _place(line, coded=True)
        known = subject_of(line.text) if place in subjects else None
        if known is None or subjects[place][known[0]] < FEWEST_OF_SUBJECT:
            continue
        read = read_titled(line.text, known[1])
        if read is not None and _may_be_course(read.name):
            by_place[place].append((line, CourseLine(course_title(read.name), read.code, read.credits)))
    for place in subjects:
        by_place[place].sort(key=lambda entry: entry[0].index)


def _head(line: Line, read: CourseLine) -> str:
    """What stands before a colon and the code: where it comes back ("Corequisite(s): CHEM 114") it is a label."""
    head, colon, rest = line.text.partition(": ")
    return head if colon and len(head) <= 40 and (read.code is None or read.code in rest) else ""


def title_below(page: Page, line: Line) -> str | None:
    """The title under a line that gives term, subject and code ("Spring 2020 Computer Science W1004"), if it is one."""
    if not STARTS_WITH_TERM.match(line.text) or line.index + 1 >= len(page.lines):
        return None
    below = page.lines[line.index + 1]
    if below.box.furniture or field_of(below.text) or ":" in below.text or not is_title(below.text):
        return None
    return below.text


def _region_courses(page: Page, lines: list[tuple[Line, CourseLine]]) -> list[PageCourse]:
    """Each titled line with what follows it up to the next."""
    found = []
    ends = [line.index for line, _ in lines[1:]] + [len(page.lines)]
    for (line, read), end in zip(lines, ends, strict=True):
        course = FoundCourse(clean(read.name or "") or None, code=read.code)
        if read.credits is not None:
            course.credits, course.credits_text = read.credits.number, read.credits.text
        anchor = next((anchor for anchor in line.anchors if anchor.url), None)
        course.url = anchor.url if anchor is not None else None
        found.append(PageCourse(course, line.index, end, [("name", clean(line.text), Method.TEXT)]))
    return found


def fill_regions(courses: list[PageCourse], pairs: list[Pair], page: Page) -> None:
    """Gives listed courses what labels and lines inside their region say of credits and periods."""
    for listed in courses:
        if listed.course.credits_text or listed.end - listed.start > 80:
            continue
        for line in page.lines[listed.start + 1 : min(listed.end, listed.start + 25)]:
            stated = _credits_of(line, near=line.index <= listed.start + LINES_WITH_CREDITS)
            if stated is not None:
                listed.course.credits, listed.course.credits_text = stated.number, stated.text
                listed.evidence.append(("credits", clean(line.text), Method.TEXT))
                break
    starts = [listed.start for listed in courses]
    for pair in pairs:
        at = bisect_right(starts, pair.line.index) - 1
        if at >= 0 and pair.line.index < courses[at].end:
            take_in_region(courses[at], pair)


def _credits_of(line: Line, *, near: bool) -> Credits | None:
    """What a line below a title says of credits: a short one in any place, a description where it begins or ends.

    `near`: the line is right below the title; further on a description's edges may speak of something else.
    """
    if len(line.text) <= LONGEST_FACTS:
        stated = read_credits(line.text)
        return stated if stated is not None or not near else credits_among_facts(line.text)
    if not near:
        return None
    leading = leading_credits(line.text)
    return leading[0] if leading is not None else closing_credits(line.text)


def merged(courses: list[PageCourse]) -> list[PageCourse]:
    """One of each: sections of one course have the same code, or the same name where there is no code."""
    known: dict[str, PageCourse] = {}
    counted: Counter[str] = Counter()
    result = []
    for found in courses:
        key = (found.course.code or found.course.name or "").casefold().replace(" ", "")
        counted[key] += 1
        first = known.get(key)
        if first is None:
            known[key] = found
            result.append(found)
            continue
        if _told_below(found) and first.course.credits_text and not _told_below(first):
            found.course.credits, found.course.credits_text = None, None
        _merge(first.course, found.course)
    return result


def _told_below(found: PageCourse) -> bool:
    """Whether a course's credits stand in lines below its title, which may speak of something else, and not in it."""
    return any(name == "credits" and method == Method.TEXT for name, _, method in found.evidence)


def _merge(kept: FoundCourse, other: FoundCourse) -> None:
    kept.name = kept.name or other.name
    kept.url = kept.url or other.url
    if other.credits_text and not kept.credits_text:
        kept.credits, kept.credits_text = other.credits, other.credits_text
    elif other.credits_text and kept.credits != other.credits and other.credits_text not in (kept.credits_text or ""):
        kept.credits, kept.credits_text = None, clean(f"{kept.credits_text} / {other.credits_text}", 200)
    kept.periods += [period for period in other.periods if period not in kept.periods][: 12 - len(kept.periods)]
