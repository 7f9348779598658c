"""Courses that a page tells of one after another, each under a title of its own: headings, bold lines or terms.

What makes a title a course's is what stands below it: a teacher's label, credits, a code. One such title is a section
of a page about a course; several of one make are courses.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from crawler.extraction.blocks import Line, Page
from crawler.extraction.course_labels import PageCourse, is_code
from crawler.extraction.course_lines import course_title, is_title, read_course_line
from crawler.extraction.findings import FoundCourse, Method
from crawler.extraction.labelling import field_of, is_sure_label
from crawler.extraction.naming import is_surely_name
from crawler.extraction.pairs import Pair
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.tables import Grid
from crm.text import clean, fold

FEWEST = 3
"""Titles with facts of a course below them that make a list of courses."""

FACTS = frozenset({"teacher", "course_coordinator", "credits", "course_code"})
"""Labels that stand below the title of a course and below no other one."""

MOST_FACTS = 2
"""Facts of one sort below the title of one course; more of them, and it is the title of a group of courses."""

FEWEST_LABELLED = 2
"""Names behind a label, with a code, credits or a teacher each, that make a list of courses."""

MOST_BETWEEN = 6
"""Lines between a code and the name of its course, both behind labels."""

LONGEST_RECORD = 120
"""Lines of the last of such courses."""

LONGEST_ENTRY = 40
"""Lines below a title that are about it."""


def described_entries(page: Page, pairs: list[Pair]) -> list[PageCourse]:
    """The titles of one make, three or more, with credits, a code or a teacher's label below each."""
    below: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for sort, line in _facts(page, pairs):
        for heading in page.under(line):
            below[heading.index][sort] += 1
    makes: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for at in sorted(below):
        title = page.lines[at]
        if max(below[at].values()) <= MOST_FACTS and _is_title(title):
            makes[title.box.tag, title.level].append(title)
    best = max(makes.values(), key=len, default=[])
    return _entries(page, best, LONGEST_ENTRY * 2) if len({fold(title.text) for title in best}) >= FEWEST else []


def labelled_entries(page: Page, pairs: list[Pair]) -> list[PageCourse]:
    """Courses that each have a label for their name, with a code, credits or a teacher's label beside it.

    A module handbook is a table or a run of labels a course. Where the code stands first, it begins the record.
    """
    names = [pair for pair in pairs if _names_course(pair)]
    if len({fold(_value(pair)) for pair in names}) < FEWEST_LABELLED:
        return []
    codes = [pair.line.index for pair in pairs if pair.field == "course_code" and pair.text and not pair.line.level]
    first = bool(codes) and codes[0] < names[0].line.index
    starts = []
    for pair in names:
        above = bisect_left(codes, pair.line.index) - 1
        near = first and above >= 0 and pair.line.index - codes[above] <= MOST_BETWEEN
        starts.append(codes[above] if near else pair.line.index)
    ends = [*starts[1:], min(len(page.lines), starts[-1] + LONGEST_RECORD)]
    facts = sorted(pair.line.index for pair in pairs if pair.field in FACTS and pair.text)
    found = []
    for pair, start, end in zip(names, starts, ends, strict=True):
        if bisect_left(facts, start) < bisect_left(facts, end):
            course = FoundCourse(clean(course_title(_value(pair))))
            found.append(PageCourse(course, start, end, [("name", clean(f"{pair.label}: {pair.text}"), pair.method)]))
    return found if len(found) >= FEWEST_LABELLED else []


def titled_tables(page: Page, tables: list[Grid], pairs: list[Pair]) -> list[PageCourse]:
    """Courses that each have a table of facts, with its name in a row of its own on top."""
    facts = sorted(pair.line.index for pair in pairs if pair.field in FACTS and pair.text)
    titles = []
    for grid in tables if len(tables) >= FEWEST_LABELLED and facts else ():
        full = [cell for cell in grid.rows[0] if cell.end > cell.start]
        if len(full) != 1 or full[0].end - full[0].start != 1 or len(grid.rows) < FEWEST:
            continue
        title = page.lines[full[0].start]
        told = bisect_left(facts, title.index + 1) < bisect_left(facts, grid.box.end)
        if told and is_title(title.text) and not field_of(title.text) and not is_surely_name(title.text):
            titles.append(title)
    distinct = len({fold(title.text) for title in titles}) >= FEWEST_LABELLED
    return _entries(page, titles, LONGEST_ENTRY) if distinct else []


def _names_course(pair: Pair) -> bool:
    """Whether a label that is no heading says what a course is called."""
    if pair.field != "course_name" or pair.line.level or not is_sure_label(pair.label) or len(pair.values) > MOST_FACTS:
        return False
    value = _value(pair)
    return is_title(value) and not field_of(value) and not is_surely_name(value)


def _value(pair: Pair) -> str:
    return pair.inline or (pair.values[0].text if pair.values else "")


def taught_entries(page: Page, pairs: list[Pair]) -> list[PageCourse]:
    """Titles with a teacher's label right below each: terms, headings or items of one make, two or more."""
    makes: dict[tuple[str, int], list[Line]] = defaultdict(list)
    seen: set[int] = set()
    for pair in pairs:
        if pair.field in {"teacher", "course_coordinator"} and pair.text:
            title = _title_above(page, pair.line)
            if title is not None and title.index not in seen:
                seen.add(title.index)
                makes[title.box.tag, title.level].append(title)
    return [entry for titles in makes.values() if len(titles) >= 2 for entry in _entries(page, titles, 12)]


def _facts(page: Page, pairs: list[Pair]) -> Iterator[tuple[str, Line]]:
    """What only courses have: the sort of fact, and the line that says it."""
    labelled = set()
    for pair in pairs:
        labelled.add(pair.line.index)
        if not pair.line.level:
            labelled.update(line.index for line in pair.values[:3])
        if pair.field in FACTS and pair.text:
            yield pair.field, pair.line
    for line in page.lines:
        if line.index not in labelled and len(line.text) <= 60 and not line.level and not line.box.furniture:
            stated = read_credits(line.text)
            if stated is not None and (stated.number is None or stated.number <= 60):
                yield "credits", line


def _is_title(line: Line) -> bool:
    return line.level > 1 and is_title(line.text) and not field_of(line.text) and not is_surely_name(line.text)


def _entries(page: Page, titles: list[Line], last: int) -> list[PageCourse]:
    """A course for each title, with the lines up to the next; `last` lines below the last one."""
    starts = [title.index for title in titles]
    found = []
    for title in titles:
        at = bisect_left(starts, title.index) + 1
        end = min(starts[at] if at < len(starts) else title.index + last, title.index + LONGEST_ENTRY, len(page.lines))
        anchor = title.lone_anchor
        read = read_course_line(title.spaced)
        name = read.name if read is not None and read.name else course_title(title.text)
        course = FoundCourse(clean(name), code=read.code if read is not None else None)
        course.url = anchor.url if anchor else None
        if read is not None and read.credits is not None:
            course.credits, course.credits_text = read.credits.number, clean(read.credits.text, 200)
        course.code = course.code or _code_below(page, title, end, name)
        found.append(PageCourse(course, title.index, end, [("name", clean(title.text), Method.TEXT)]))
    return found


def _code_below(page: Page, title: Line, end: int, name: str) -> str | None:
    """The code that stands by itself under a title, or in a line that repeats it."""
    for line in page.lines[title.index + 1 : min(end, title.index + 4)]:
        if is_code(line.text):
            return clean(line.text, 40)
        read = read_course_line(line.spaced)
        if read is not None and read.code and fold(read.name or "") == fold(name):
            return read.code
    return None


def _title_above(page: Page, line: Line) -> Line | None:
    """The title that a teacher's label stands under: the nearest term or heading above it."""
    for above in reversed(page.lines[max(0, line.index - 6) : line.index]):
        if above.box.furniture:
            return None
        if above.box.tag == "dt" or above.level > 0:
            titled = is_title(above.text) and not field_of(above.text) and above.level != 1
            return above if titled and not is_surely_name(above.text) else None
    return None
