"""Label and value, however a page draws them: in a line, two cells, term and definition, heading and text, two boxes.

The label is one that the vocabulary knows; whether the value is any good is for the field's recogniser to say.
"""

import dataclasses
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from crawler.extraction.blocks import BOLD, Line, Page
from crawler.extraction.findings import Method
from crawler.extraction.label_values import MOST_VALUE_LINES, lines_behind
from crawler.extraction.labelling import PEOPLE_FIELDS, field_of, is_sure_label
from crawler.extraction.naming import are_surely_names, is_shortened, is_surely_name
from crawler.extraction.recognisers.course_codes import code_likelihood
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.recognisers.vocabulary import has_digit
from crawler.extraction.tables import Grid
from crawler.extraction.word_lists import word_lists
from crm.text import fold

_INNER_LABEL = re.compile(
    r"(?:(?:(?<=\s)|^)(?=[A-ZÀ-Þ])|(?<=[,;] )(?=[a-zß-ÿ]))([^\W\d_][\w-]{1,20}(?: [\w-]{2,15}){0,2})\s?:\s+(?=\S)"
)
_GENDERED = re.compile(r"(?<=\w):(?:innen|in|r|n|e|s)\b")
_LABEL_END = re.compile(r":(?!(?:innen|in|r|n|e|s)\b)")

_NEXT = re.compile(r"\s*[,;|·•]\s+|\s{3,}")
"""Between what a line says of one and of another."""

LIKELY_CODE = 0.5
"""How likely what stands behind a label for codes is one, where no mark stands between."""

_IN_CAPITALS = re.compile(r"[A-Z]{2,6}(?:[-._][A-Z0-9]{1,8}){1,4}")
"""A code of parts with a mark between, with figures or without: "CB-MIN-DDM"."""

_COUNTED = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?(?: ?[^\W\d_]{1,8})?")
"""A figure, with its unit or without: what a course counts for."""

LONGEST_UNMARKED = 60
"""Characters of a line that may be a label and its value with no mark between."""

SHORTEST_LABEL, LONGEST_UNKNOWN = 3, 40
"""Characters of a label that nobody knows."""

LONGEST_LABEL = 70
"""Characters; a longer text is no label."""

FEWEST_COURSES = 2
"""Lines that begin with a code below a heading "Courses", which then announces a list and no course's name."""

NEAR_BOOK = 14
"""Lines between the facts of one book."""

_OF_BOOK = re.compile(
    r"ISBN(?:-1[03])?|authors?|auteurs?|autor(?:en|in)?|publisher|uitgever(?:ij)?|verlag", re.IGNORECASE
)
"""Labels of what books have and courses do not."""


_OF_COURSE = frozenset({"credits", "course_code", "period", "language", "school_year"})
_FACTS = _OF_COURSE | {"teacher", "course_coordinator", "other", "hours", "unit", "programme", "level"}
"""What a table of one row may hold to be about the one course of its page."""


@dataclass(slots=True, eq=False)
class Pair:
    """A known label with what stands beside or below it."""

    field: str
    label: str
    line: Line
    inline: str = ""
    """What follows the label in its own line."""
    values: list[Line] = dataclasses.field(default_factory=list)
    method: Method = Method.LABEL

    @property
    def text(self) -> str:
        """The value on one line."""
        return " ".join([self.inline, *(line.text for line in self.values[:20])]).strip()

    @property
    def end(self) -> int:
        """Index of the first line behind the value."""
        return self.values[-1].index + 1 if self.values else self.line.index + 1


def find_pairs(page: Page, tables: list[Grid]) -> list[Pair]:
    """The pairs of `page` in page order. What stands in a table with a header row is left to the records."""
    in_columns: set[int] = set()
    more: list[Pair] = []
    for grid in tables:
        if grid.has_header:
            in_columns.update(range(grid.row_boxes[0].start, grid.row_boxes[-1].end))
            more += _one_row(page, grid)
    labels: dict[int, tuple[str, str, str]] = {}
    for line in page.lines:
        if not line.box.furniture:
            split = _split(line) or _lesson(page, line)
            if split is None or _is_described(page, line, labels):
                continue
            if (split[2] or line.index not in in_columns) and not _says_who(page, line, split):
                if split[2] and ":" in split[2]:
                    split, further = _several(line, split)
                    more += further
                labels[line.index] = split
    found = [_pair(page, page.lines[at], split, labels) for at, split in labels.items()]
    found = sorted([*found, *more], key=lambda pair: pair.line.index) if more else found
    _mark_books(found)
    return found


def _is_described(page: Page, line: Line, labels: dict[int, tuple[str, str, str]]) -> bool:
    """Whether a line is what stands behind a label in a list of terms, whatever word it is: "Name", "Statistics"."""
    if line.box.tag != "dd" or line.index != line.box.start or line.index - 1 not in labels:
        return False
    return page.lines[line.index - 1].box.tag == "dt" and not labels[line.index - 1][2]


def _mark_books(pairs: list[Pair]) -> None:
    """Makes "Title" beside an ISBN, an author or a publisher what it is: a book's, and not the course's."""
    books = [pair.line.index for pair in pairs if _OF_BOOK.fullmatch(pair.label.strip(" :"))]
    for pair in pairs if books else ():
        if pair.field == "course_name" and not is_sure_label(pair.label):
            at = pair.line.index
            if any(abs(book - at) <= NEAR_BOOK for book in books):
                pair.field = "other"


def _one_row(page: Page, grid: Grid) -> list[Pair]:
    """The facts of the one course that a table of one row tells of, each below its label."""
    fields = [name for name in grid.fields if name]
    if len(grid.rows) - grid.first != 1 or len(fields) < 2 or not _FACTS.issuperset(fields):
        return []
    found = []
    for name, header, cell, head in zip(
        grid.fields, grid.headers, grid.rows[grid.first], grid.rows[grid.first - 1], strict=False
    ):
        values = page.lines[cell.start : cell.end]
        if name in _OF_COURSE and values and head.end > head.start:
            found.append(Pair(name, header, page.lines[head.start], values=values))
    return found


def _says_who(page: Page, line: Line, split: tuple[str, str, str]) -> bool:
    """Whether a line right below a name says what that person is ("Professor"), and labels nobody else.

    Below a name that is no heading it may be the label of the next one; then names follow it in the same item. Where
    that name has a post below it as well, and the first has none above, each stands with the name above it.
    """
    above = page.lines[line.index - 1] if line.index else line
    if line.level or split[2] or split[0] not in PEOPLE_FIELDS or not is_surely_name(above.text):
        return False
    item = line.box.nearest("li", "dd")
    if 0 < above.level < BOLD or (item is not None and item.start == above.index and item.end == line.index + 1):
        return True
    below = page.lines[line.index + 1] if line.index + 1 < len(page.lines) else None
    alone = line.box.tag in {"td", "th", "dt"} and line.box.end - line.box.start == 1
    if alone or line.text.endswith(":") or below is None or 0 < below.level < BOLD:
        return False
    if not are_surely_names(below.text):
        return not below.level
    return line.level != BOLD and not _is_post(page, above.index - 1) and _is_post(page, below.index + 1)


def _is_post(page: Page, index: int) -> bool:
    """Whether the line at `index` says what somebody is and no more: posts stand below names, or above them."""
    if not 0 <= index < len(page.lines) or len(page.lines[index].text) > LONGEST_LABEL:
        return False
    text = page.lines[index].text
    return field_of(text) in PEOPLE_FIELDS or any(reading.start == 0 for reading in read_roles(text))


def _lesson(page: Page, line: Line) -> tuple[str, str, str] | None:
    """A part of a course that labels who gives it, in a cell or before a colon, with nothing but names behind."""
    head, colon, rest = line.text.partition(":")
    if len(head) > LONGEST_UNKNOWN or fold(head) not in _lessons():
        return None
    if colon and rest:
        return ("teacher", head, rest.strip()) if are_surely_names(rest) else None
    values = lines_behind(page, line, has_value=False) if line.box.tag in {"td", "th", "dt"} else []
    return ("teacher", head, "") if values and all(are_surely_names(value.text) for value in values) else None


@cache
def _lessons() -> frozenset[str]:
    return frozenset(map(fold, word_lists("kinds")["lessons"]))


def _several(line: Line, split: tuple[str, str, str]) -> tuple[tuple[str, str, str], list[Pair]]:
    """Takes a line with more than one label apart ("Call Number: 12611 Points: 3")."""
    name, label, rest = split
    found: list[Pair] = []
    people = name in PEOPLE_FIELDS
    inner = [(match, _inner_field(match[1], of_people=people)) for match in _INNER_LABEL.finditer(rest)]
    labels = [(match, field) for match, field in inner if field is not None]
    if not labels:
        return split, found
    ends = [match.start() for match, _ in labels[1:]] + [len(rest)]
    for (match, field), end in zip(labels, ends, strict=True):
        found.append(Pair(field, match[1], line, rest[match.end() : end].strip(" ,;|")))
    return (name, label, rest[: labels[0][0].start()].strip(" ,;|")), found


def _inner_field(label: str, *, of_people: bool) -> str | None:
    """The field of a label within a line; a role's word alone is one too, "other" where it makes nobody a contact.

    Behind a label `of_people` any other label is one of something else.
    """
    known = field_of(label)
    if known is not None:
        return known
    readings = read_roles(label)
    if len(readings) != 1 or len(readings[0].text) < len(label) - 1:
        return "other" if of_people and is_drawn_as_label(f"{label}:") else None
    return "teacher" if readings[0].kind == "teacher" else None if readings[0].contact else "other"


def _split(line: Line) -> tuple[str, str, str] | None:
    """(field, label, rest of the line) where the line begins with a known label or is one."""
    text = line.text
    if line.bold and len(line.bold) < len(text) and len(line.bold) <= LONGEST_LABEL:
        label = line.bold.rstrip(" :")
        known = field_of(label)
        rest = text[len(line.bold) :].lstrip(" :–-")
        if known and rest and not rest[0].islower():
            return known, label, rest
    head, colon, rest = at_colon(text)
    if colon and len(head) <= LONGEST_LABEL and not rest.startswith("//"):
        known = field_of(head)
        return (known, head.strip(), rest.strip()) if known else None
    if not colon and len(text) <= LONGEST_LABEL and (known := field_of(text)) and not _leads_on(line):
        # "Anna Vos, opleidingsmanager" says what she is and labels nobody else
        return (known, text, "") if "," not in text or all(map(field_of, text.split(","))) else None
    return _unmarked(text) if not colon and not line.level and len(text) <= LONGEST_UNMARKED else None


@lru_cache(maxsize=4_096)
def _unmarked(text: str) -> tuple[str, str, str] | None:
    """A label with its value behind it and no mark between: "Module code BEE2001", "Coördinator Jan Bakker"."""
    words = text.split()
    for length in (2, 1):
        label, rest = " ".join(words[:length]), " ".join(words[length:])
        first, point, _ = rest.partition(".")
        begins = rest[:1].isupper() or rest[:1].isdigit() or (bool(point) and is_shortened(first))
        name = field_of(label) if begins else None
        if name == "course_code" and _is_marked_code(rest):
            return name, label, rest
        if name is None or not is_sure_label(label):
            continue
        if (
            (name == "course_code" and code_likelihood(rest) >= LIKELY_CODE)
            or (name == "course_coordinator" and are_surely_names(rest))
            or (name == "credits" and _COUNTED.fullmatch(rest) is not None)
        ):
            return name, label, rest
    return None


def _is_marked_code(text: str) -> bool:
    """Whether a text can hardly be anything but a code, behind a word that may say other things too ("Code")."""
    return _IN_CAPITALS.fullmatch(text) is not None


def at_colon(text: str) -> tuple[str, str, str]:
    """A line cut at its first colon; one inside a word for both men and women is none: "Dozent:innen: A. Vos"."""
    if ":" not in text:
        return text, "", ""
    if text.count(":") == text.count(": ") + text.endswith(":") or _GENDERED.search(text) is None:
        return text.partition(":")
    end = _LABEL_END.search(text)
    return (text[: end.start()], ":", text[end.end() :]) if end is not None else (text, "", "")


def _leads_on(line: Line) -> bool:
    """Whether a line is a link, or links and nothing else: a way to other pages, and no label."""
    linked = sum(len(anchor.text) for anchor in line.anchors if anchor.url)
    return linked > 0 and linked >= len(line.text) - 3 * len(line.anchors)


def _pair(page: Page, line: Line, split: tuple[str, str, str], labels: dict[int, tuple[str, str, str]]) -> Pair:
    name, label, rest = split
    pair = Pair(name, label, line, rest, method=Method.HEADING if 0 < line.level < BOLD else Method.LABEL)
    behind = [value for value in lines_behind(page, line, has_value=bool(rest)) if not value.box.furniture]
    if not line.level:
        behind = _until_heading(behind)
    drawn = name in PEOPLE_FIELDS and not line.level
    pair.values = _until_label(behind, labels, drawn=drawn, inline=bool(rest))[:MOST_VALUE_LINES]
    if name == "course_name" and line.level and sum(map(_begins_with_code, pair.values)) >= FEWEST_COURSES:
        pair.field = "taught_courses"
    return pair


def _begins_with_code(line: Line) -> bool:
    """Whether a line begins with a course's code of one or two words: "BIOL 101 Cells and Molecules"."""
    words = line.text[:LONGEST_LABEL].split()[:2]
    return any(code_likelihood(" ".join(words[:size])) >= LIKELY_CODE for size in range(len(words), 0, -1))


def _until_heading(lines: list[Line]) -> list[Line]:
    for at, line in enumerate(lines):
        if 0 < line.level < BOLD:
            return lines[:at]
    return lines


def _until_label(
    lines: list[Line], labels: dict[int, tuple[str, str, str]], *, drawn: bool, inline: bool
) -> list[Line]:
    """The lines before the next label: a known one, or, where `drawn`, any that looks like one.

    Behind a label with its value `inline` others have theirs so too; else they stand alone, and "Logik: A. Vos" says
    of what somebody is it.
    """
    for at, line in enumerate(lines):
        known = line.index in labels or (at and _is_role_of_nobody(line.text))
        if known or (drawn and (inline or line.text.endswith(":")) and is_drawn_as_label(line.text)):
            return lines[:at]
    return lines


def is_drawn_as_label(text: str) -> bool:
    """Whether a line begins with words and a colon ("Huisvesting: B. Bos"): what follows is of something else.

    A name labels nothing, and a part of a course ("Blok 2:", "Werkcollege:") has the same sort of people.
    """
    head, colon, rest = at_colon(text)
    if not colon or rest.startswith("//") or not SHORTEST_LABEL <= len(head) <= LONGEST_UNKNOWN or "," in head:
        return False
    return (
        head[0].isalpha()
        and not has_digit(head)
        and not is_surely_name(head)
        and _shares().isdisjoint(fold(head).split())
    )


def up_to_label(text: str) -> str:
    """The value of a label up to where its line goes on with another: "A. Boer, Huisvesting: B. Kok"."""
    if ":" not in text:
        return text
    parts = ((mark.start(), text[mark.end() :]) for mark in _NEXT.finditer(text))
    return text[: next((start for start, rest in parts if is_drawn_as_label(rest)), None)]


@cache
def _shares() -> frozenset[str]:
    return frozenset(map(fold, word_lists("kinds")["shares"]))


def _is_role_of_nobody(text: str) -> bool:
    """Whether a line is the word for who is no contact ("Study adviser"): it is a label too, though of no field."""
    if len(text) > LONGEST_LABEL:
        return False
    readings = read_roles(text)
    return len(readings) == 1 and not readings[0].contact and len(readings[0].text) >= len(text) - 1
