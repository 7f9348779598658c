"""Teachers whom no label announces: their names stand right below a course's title, in a list or on its own page."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import takewhile

from crawler.extraction.apparatus import course_parts, part_of
from crawler.extraction.blocks import BOLD, Box, Line, Page
from crawler.extraction.bracketed_teachers import bracketed_teachers
from crawler.extraction.course_labels import PageCourse
from crawler.extraction.findings import Method
from crawler.extraction.kind import begins_with_form
from crawler.extraction.labelling import ASSISTANT, field_of
from crawler.extraction.mention import Mention, address_of, is_coordinator, is_professor, with_bracket
from crawler.extraction.naming import Named, are_surely_names, names_in_value, whole_name
from crawler.extraction.outline import Outline
from crawler.extraction.own_title import read_own_title
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.speech import course_speech
from crawler.extraction.tailed_titles import Tailed
from crawler.extraction.terms import TERM, has_term, without_term
from crawler.extraction.word_lists import word_lists
from crm.text import fold

CERTAIN_NAME = 0.8
"""Likelihood from which a line without a label is a teacher's name."""
LINES_BELOW = 6
"""Lines below a title in which its teachers may stand."""
LONGEST_LINE = 200
"""Characters from which on a line is a description; no teacher is announced behind it."""
AROUND = 3
"""Lines above and below a title that names a form of teaching in which its teacher may stand."""
TOP_LINES = 60
"""Lines at the top of a course's page in which who teaches it stands."""
HEAD_LINES = 8
"""Lines at the top of a course's page in which a professor needs no address to be its teacher."""
LEAST_PARTS = 2
"""Parts of a course's homepage from which a page is one."""
_YEARED = re.compile(r"(?:19|20)\d\d|\d\d/\d\d")
JOINTLY_BELOW = 2
"""Lines below a title in which that stands."""

_SLASH = re.compile(r"\s+/\s+")
MOST_HEADS = 3
"""Names among the headings on top of a course's page; more are its participants."""
LEAST_ROWS = 3
"""Rows of a table of courses by which its columns are told apart."""
MOSTLY = 0.6
"""Share of a column's cells that name people, from which on it is one of teachers."""
MOST_TEACHERS = 6
"""Names in a row from which on they are a list of people and not a course's teachers."""


@cache
def _by() -> re.Pattern[str]:
    """What stands before who gives a course, below its title: "bei Prof. Dr. A. Vos, WS 2026/27"."""
    words = "|".join(word_lists("phrases")["given"]["by"])
    return re.compile(rf"(?:{words})\s+(?=[^\W\d_a-zß-öø-ÿ])")


@cache
def _together() -> re.Pattern[str]:
    """With whom a course is given, behind its title or right below it: "(jointly with A. Mol)"."""
    given = word_lists("phrases")["given"]
    together, joined, whole = (
        "|".join(map(re.escape, given[name])).replace(r"\ ", r"\s+") for name in ("together", "with", "whole")
    )
    return re.compile(
        rf"(?:^|\()\s*(?:(?:{together})\s+(?:{joined})|{whole})\s+([^()]{{5,160}})(?:\)|$)", re.IGNORECASE
    )


def with_instructors(
    outline: Outline,
    mentions: list[Mention],
    listed: list[PageCourse],
    own: PageCourse,
    *,
    titled: Line | None,
    beside: list[tuple[PageCourse, list[Named]]],
    tails: Mapping[int, Tailed],
) -> None:
    """Adds to `mentions`, in page order, the teachers named below the titles of `listed`, or of the page's own course.

    `own` counts where a label gives it a code or credits and nothing is listed; `titled`: the line of the
    page's head whose code title, heading and address agree on; `beside`: listed courses with who is named behind each;
    `tails`: lines of lists that go on with who teaches the course.
    """
    page = outline.page
    named = {mention.line.index for mention in mentions if mention.roles and mention.roles != (ASSISTANT,)}
    found: list[tuple[Line, Named]] = [(page.lines[at.start], name) for at, names in beside for name in names]
    below: list[tuple[Line, Named]] = []
    for course in listed:
        title = page.lines[course.start]
        found += _jointly(page, course)
        if title.box.nearest("td", "th") is None and named.isdisjoint(_region(course)):
            below += _below(page, course) or _behind_credits(page, course)
    heading = outline.main_heading
    if not listed and not named and heading is not None and (own.course.code or own.course.credits_text):
        found += _headings_below(page, heading)
    elif not listed and not named and titled is not None:
        found += _headings_among(page, titled)
    if not listed and not named and outline.subject is None and _is_of_course(outline, own):
        found += _led_list(mentions) or _in_charge(page, mentions) or _beside_form(page)
    if not listed and not named and not found and outline.subject is None:
        below += _beside_title(outline)
    found += [(page.lines[at], name) for at, tail in tails.items() for name in tail.names]
    if outline.lists_courses:
        found += bracketed_teachers(page) + _in_rows(
            page, [course for course in listed if named.isdisjoint(_region(course))]
        )
    _add(mentions, found, sure=True)
    # what was taken for courses may be something else, which a page that is none of courses tells
    _add(mentions, below, sure=False)


def _region(course: PageCourse) -> range:
    return range(course.start, course.end)


def _in_rows(page: Page, listed: list[PageCourse]) -> list[tuple[Line, Named]]:
    """The people in the one column of names of tables of courses that no header explains."""
    tables: dict[Box, list[Box]] = {}
    for course in listed:
        box = page.lines[course.start].box
        table, row = box.nearest("table"), box.nearest("tr")
        if table is not None and row is not None:
            tables.setdefault(table, []).append(row)
    found: list[tuple[Line, Named]] = []
    for table, rows in tables.items():
        if len(rows) >= LEAST_ROWS and rows[0].start == table.start:
            columns = [_names_in_column(page, rows, at) for at in range(min(len(row.kids) for row in rows))]
            filled = [column for column in columns if column]
            found += filled[0] if len(filled) == 1 else []
    return found


def _names_in_column(page: Page, rows: list[Box], at: int) -> list[tuple[Line, Named]]:
    """The people in column `at` of `rows`, where nothing else stands in most of its cells."""
    lines = [page.lines[row.kids[at].start] for row in rows if row.kids[at].end == row.kids[at].start + 1]
    named = [line for line in lines if are_surely_names(line.text)]
    if len(named) < MOSTLY * len(rows):
        return []
    return [(line, name) for line in named for name in names_in_value(line.text)]


def _is_of_course(outline: Outline, own: PageCourse) -> bool:
    """Whether a page looks like a course's own: a code in its title, or the parts that such pages have."""
    if own.course.code or any(read_own_title(text, outline.page.url) is not None for text in outline.names):
        return True
    return course_parts(outline.page) >= LEAST_PARTS or any(map(begins_with_form, outline.names))


def _led_list(mentions: list[Mention]) -> list[tuple[Line, Named]]:
    """The people of a list on a course's page of whom brackets say who coordinates: "Goossens Lieve (coördinator)"."""
    items = [mention for mention in mentions if mention.whole and mention.line.box.tag == "li"]
    led = [m for m in items if is_coordinator(m.line.text, m.named.raw)]
    lists = {id(mention.line.box.parent) for mention in led}
    return [(mention.line, mention.named) for mention in items if id(mention.line.box.parent) in lists]


def _in_charge(page: Page, mentions: list[Mention]) -> list[tuple[Line, Named]]:
    """Who has a title and office hours near the top of a course's page: it needs no label that they teach it.

    A professor needs no hours in the page's head, or where an address follows. Who stands in the same line does so too.
    """
    for mention in mentions:
        if mention.line.index >= TOP_LINES or not mention.whole or not mention.named.parsed.titles:
            continue
        below = page.lines[mention.line.index : mention.line.index + 1 + LINES_BELOW]
        reached = is_professor(mention.named.parsed) and (
            mention.line.index < HEAD_LINES or any(line.mails or "@" in line.text for line in below[:3])
        )
        if reached or any(part_of(line.text) == "hours" for line in below):
            return [(other.line, other.named) for other in mentions if other.whole and other.line is mention.line]
    return []


def _beside_form(page: Page) -> list[tuple[Line, Named]]:
    """Who alone stands around a title that names a form of teaching: "Hauptseminar: Logik" and "Dr. Anna Vos"."""
    title = next((x for x in page.lines[:TOP_LINES] if not x.box.furniture and begins_with_form(x.text)), None)
    return _around(page, title) if title is not None else []


def _around(page: Page, title: Line) -> list[tuple[Line, Named]]:
    """The few people in the lines around a title that name them beside nothing but a term, each once."""
    found: dict[str, tuple[Line, Named]] = {}
    for line in page.lines[max(0, title.index - AROUND) : title.index + 1 + AROUND]:
        if line is not title and not line.box.furniture and len(line.text) <= LONGEST_LINE:
            for name in _people_of(line.text):
                found.setdefault(fold(name.natural), (line, name))
    return [*found.values()] if len(found) <= MOST_HEADS else []


def _beside_title(outline: Outline) -> list[tuple[Line, Named]]:
    """Who alone stands around the title of a page that speaks of its course: "A. Vos, Fall 2026"."""
    page, title = outline.page, outline.title_line
    if title is None or not (
        course_speech(page)
        or any(has_term(text) for text in outline.names)
        or is_term_below(page, title)
        or course_parts(page) >= LEAST_PARTS
    ):
        return []
    return _around(page, title)


def is_term_below(page: Page, title: Line) -> bool:
    """Whether right below a title stands when it is given: a heading "Sommersemester 2026", or a line with by whom."""
    below = page.lines[title.index + 1 : title.index + 1 + AROUND]
    return any(
        _YEARED.search(line.text) and TERM.search(line.text)
        if line.level
        else has_term(line.text) and _people_of(line.text)
        for line in below
    )


def _people_of(text: str) -> list[Named]:
    """The people whom a line names beside nothing but a term: "Prof. Dr. P. Rohs / A. Vos, WS 2026/27"."""
    bare = _by().sub("", without_term(text), count=1)
    parts = [part for part in _SLASH.split(bare) if part]
    named = [name for part in parts for name in _only_names(part)]
    return named if len(named) >= len(parts) else []


def _below(page: Page, course: PageCourse) -> list[tuple[Line, Named]]:
    """The names in the first lines below a title: a run of lines that are names and nothing else."""
    found: list[tuple[Line, Named]] = []
    for line in page.lines[course.start + 1 : min(course.end, course.start + 1 + LINES_BELOW)]:
        if line.level and line.box is page.lines[course.start].box:
            continue
        if line.level and fold(line.text) == fold(course.course.name or ""):
            continue  # the title itself, with its code above it
        if line.box.furniture or 0 < line.level < BOLD or len(line.text) > LONGEST_LINE:
            break
        names = _only_names(line.text)
        if found and not names:
            break
        if not names and field_of(line.text) is not None:
            break
        found += [(line, name) for name in names]
    return found if len(found) <= MOST_TEACHERS else []


def _behind_credits(page: Page, course: PageCourse) -> list[tuple[Line, Named]]:
    """The names that a line below a title goes on with behind what the course counts for: "3 credits. Prof. A. Vos"."""
    for line in page.lines[course.start + 1 : min(course.end, course.start + 1 + LINES_BELOW)]:
        stated = read_credits(line.text) if len(line.text) <= LONGEST_LINE else None
        if stated is None or line.box.furniture:
            continue
        behind = line.text.partition(stated.text)[2].strip(" .;,|•·–-")
        names = _people_of(behind) if behind else []
        return [(line, name) for name in names] if len(names) <= MOST_TEACHERS else []
    return []


def _jointly(page: Page, course: PageCourse) -> list[tuple[Line, Named]]:
    """With whom a listed course is given, as it says itself: "Metric Geometry (jointly with A. Mol)"."""
    below = page.lines[course.start : min(course.end, course.start + 1 + JOINTLY_BELOW)]
    matches = [(line, match) for line in below if (match := _together().search(line.text))]
    names = [(line, name) for line, match in matches for name in names_in_value(match[1])]
    return [(line, name) for line, name in names if name.score >= CERTAIN_NAME]


def _headings_below(page: Page, title: Line) -> list[tuple[Line, Named]]:
    """The names that are headings right below the title of a course's own page."""
    found: list[tuple[Line, Named]] = []
    if whole_name(title.text) is not None:
        return []
    for line in page.lines[title.index + 1 : title.index + 2 + MOST_TEACHERS]:
        names = _people_of(line.text) if title.level < line.level < BOLD else []
        if not names:
            break
        found += [(line, name) for name in names]
    return found if len(found) <= MOST_TEACHERS else []


def _headings_among(page: Page, title: Line) -> list[tuple[Line, Named]]:
    """The names among the headings right below the title of a course's own page, such as its term and number."""
    if whole_name(title.text) is not None:
        return []
    below = page.lines[title.index + 1 : title.index + 1 + LINES_BELOW]
    heads = list(takewhile(lambda line: 0 < line.level < BOLD and line.level >= title.level, below))
    found = [(line, name) for line in heads for name in _people_of(line.text)]
    return found if len(found) <= MOST_HEADS else []


def _only_names(text: str) -> list[Named]:
    """The names that a line consists of; none where something else stands in it."""
    whole = whole_name(text)
    names = [whole] if whole is not None else list(names_in_value(text)) if "," in text or ";" in text else []
    sure = all(name.score >= CERTAIN_NAME and _is_told_apart(name) for name in names)
    return names if names and sure and 10 * sum(len(name.raw) for name in names) >= 8 * len(text) else []


def _is_told_apart(name: Named) -> bool:
    """Whether a name has more than a surname: a first name, initials or a title."""
    return bool(name.parsed.call_name or name.parsed.initials or name.parsed.titles)


def _add(mentions: list[Mention], found: list[tuple[Line, Named]], *, sure: bool) -> None:
    known = {(mention.line.index, mention.key): mention for mention in mentions}
    for line, name in found:
        roles = with_bracket(("teacher",), line.text, name.raw)
        mention = Mention(line, name, Method.TEXT, roles=roles, url=address_of(line, name.raw), sure=sure)
        same = known.get((line.index, mention.key))
        if same is None:
            mentions.append(mention)
        else:
            same.sure = sure or (bool(same.roles) and same.sure)
            same.roles = mention.roles
    mentions.sort(key=lambda mention: mention.line.index)
