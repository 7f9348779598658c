"""Tables of courses that no header row explains: what a column holds is told by its cells.

A column that is mostly codes is the column of codes; the names stand in the one whose cells are titles, and small
figures behind them are credits. Merged rows ("Choose one of these:") and cells that are no code are passed over.
"""

import re
from collections.abc import Callable, Iterator

from crawler.extraction.blocks import Box, Line, Page
from crawler.extraction.course_labels import PageCourse
from crawler.extraction.course_lines import course_title, is_title, read_course_line
from crawler.extraction.findings import FoundCourse, Method
from crawler.extraction.naming import are_surely_names, is_surely_name
from crawler.extraction.own_title import is_condition, is_total
from crawler.extraction.recognisers.course_codes import code_likelihood
from crawler.extraction.recognisers.credits import MOST_CREDITS, read_credits
from crawler.extraction.recognisers.vocabulary import has_digit
from crawler.extraction.tables import Grid, cell_text
from crm.text import clean

FEWEST = 3
"""Rows with a code that make a list of courses."""

MOSTLY = 0.6
"""Share of a column's cells from which on it holds what they are."""

FEWEST_ALIKE = 8
"""Rows from which on a column of the same make, each of another number, is one of codes."""

MOST_LOOKED_AT = 60
"""Rows by which a column is judged."""

MOST_NOTES = 30
"""Lines below a table in which its notes may stand."""

LONGEST_FIGURE = 20
"""Characters of a cell with a figure and its unit."""

_SUBJECT = re.compile(r"[A-Z]{2,5} \d{3,4}[A-Z]?")
"""In a column of codes the subject may be a word that counts elsewhere ("ART 384")."""

_JOINED = re.compile(r"(?:or|and|of|en|oder|und|ou|et|&)\s+", re.IGNORECASE)
_FIGURE = re.compile(r"\d{1,2}(?:[.,]\d{1,2})?(?:\s?[-–]\s?\d{1,2}(?:[.,]\d)?)?(?:\s?\(\d+-\d+-\d+\))?")
_FOOTNOTES = re.compile(r"(?<=\D)\s(?:\d{1,2})(?:,\s?\d{1,2})*$")


def typed_courses(page: Page, tables: list[Grid], *, announced: bool = False) -> list[PageCourse]:
    """The courses of tables with a column of codes and one of names, in the order of their rows.

    A table of one or two rows is read as the others of its page that are drawn alike: that of a short term.

    `announced`: the page says that it lists courses; then titles with credits and their unit beside them are enough.
    """
    found: list[PageCourse] = []
    alike: dict[tuple[str, int], tuple[int, int, int | None]] = {}
    short: list[Grid] = []
    for grid in tables:
        columns = _columns(page, grid, announced=announced)
        courses = list(_rows(page, grid, *columns)) if columns is not None else []
        if columns is not None and len({course.course.code for course in courses}) >= FEWEST:
            found += courses
            alike.setdefault(_drawn(grid), columns)
        else:
            short.append(grid)
    for grid in short if announced and not found else ():
        found += _counted_rows(page, grid)
    for grid in short if alike else ():
        known = alike.get(_drawn(grid))
        if known is not None:
            found += [course for course in _rows(page, grid, *known) if _is_code(course.course.code or "")]
    return found


def _counted_rows(page: Page, grid: Grid) -> list[PageCourse]:
    """The courses of a table of names and what each counts for, with its unit: "Ecology | 5 EC"."""
    found = []
    rows = [(row, box) for row, box in zip(grid.rows, grid.row_boxes, strict=True) if len(_full(row)) > 1]
    for row, box in rows:
        cells = [_first(page, cell) for cell in _full(row)]
        stated = [
            read for cell in cells[1:] if len(cell) <= LONGEST_FIGURE and (read := read_credits(cell)) is not None
        ]
        if len(stated) != 1 or not _is_name(cells[0]) or is_total(cells[0]) or is_surely_name(cells[0]):
            continue
        titled = read_course_line(cells[0])
        name, code = (
            (titled.name, titled.code) if titled is not None and titled.name and titled.code else (cells[0], None)
        )
        course = FoundCourse(clean(course_title(name)), code=code, url=_address(page.lines[box.start : box.end]))
        course.credits, course.credits_text = stated[0].number, clean(stated[0].text, 200)
        found.append(PageCourse(course, box.start, box.end, [("name", clean(" | ".join(cells)), Method.LABEL)]))
    return found if len(found) >= FEWEST and len(found) * 10 >= len(rows) * 6 else []


def _drawn(grid: Grid) -> tuple[str, int]:
    """What tables that are drawn alike have in common: their class, and how many columns they have."""
    return grid.box.signature, max(map(len, grid.rows))


def _columns(page: Page, grid: Grid, *, announced: bool) -> tuple[int, int, int | None] | None:
    """The columns of codes, names and credits (if any), or None where there are none of codes and names.

    Numbers are codes in a table of some length, or where the page says that it lists courses and one column names
    who gives them.
    """
    rows = [row for row in grid.rows[grid.first :] if len(_full(row)) >= 2][:MOST_LOOKED_AT]
    width = max((len(row) for row in rows), default=0)
    texts = [
        [_first(page, row[at]) for row in rows if at < len(row) and row[at].end > row[at].start]
        for at in range(min(width, 8))
    ]
    codes = next(
        (at for at, cells in enumerate(texts[:4]) if _share(cells, _may_be_code) >= MOSTLY and len(cells) >= FEWEST),
        None,
    )
    alike = False
    if codes is None:
        taught = announced and any(_share(cells, are_surely_names) >= MOSTLY for cells in texts[1:])
        fewest = FEWEST if taught else FEWEST_ALIKE
        codes = next((at for at, cells in enumerate(texts[:3]) if _are_alike(cells, fewest)), None)
        alike = codes is not None and (taught or _are_linked(page, rows))
    elif _share(texts[codes], _is_code) < MOSTLY:
        alike = _are_alike(texts[codes]) and ("course_name" in grid.fields or _are_linked(page, rows))
    if codes is None or not (alike or _share(texts[codes], _may_be_code) >= MOSTLY):
        return None
    names = [
        (at, _share(cells, _is_name))
        for at, cells in enumerate(texts)
        if at != codes and len(cells) * 2 >= len(texts[codes])
    ]
    name, share = max(names, key=lambda entry: (entry[1] >= 0.6, -entry[0]), default=(0, 0.0))
    if share < 0.6 or _share(texts[name], is_surely_name) > 0.3:
        return None
    figures = (
        at
        for at, cells in enumerate(texts)
        if at > codes and at != name and len(cells) >= 2 and _share(cells, _is_figure) >= 0.8
    )
    counted = next(figures, None)
    sure = alike or counted is not None or _share(texts[codes], _is_code) >= MOSTLY
    return (codes, name, counted) if sure else None


def _rows(page: Page, grid: Grid, codes: int, names: int, figures: int | None) -> Iterator[PageCourse]:
    for row, box in zip(grid.rows[grid.first :], grid.row_boxes[grid.first :], strict=True):
        if max(codes, names) >= len(row) or row[codes].end <= row[codes].start or row[names].end <= row[names].start:
            continue
        code, name = _code(_first(page, row[codes])), _without_notes(page, grid, _first(page, row[names]))
        if (
            not (_may_be_code(code) or _SHAPED.fullmatch(code))
            or not _is_name(name)
            or is_condition(name)
            or is_total(name)
        ):
            continue
        course = FoundCourse(clean(course_title(name)), code=clean(code, 40))
        written = cell_text(page, row[figures]) if figures is not None and figures < len(row) else ""
        stated = read_credits(written.partition("(")[0], bare=True)
        if stated is not None:
            course.credits, course.credits_text = stated.number, clean(written, 200)
        course.url = _address(page.lines[box.start : box.end])
        yield PageCourse(course, box.start, box.end, [("name", clean(f"{code} | {name} | {written}"), Method.LABEL)])


def _without_notes(page: Page, grid: Grid, name: str) -> str:
    """A name without the numbers of notes; a first part, and one with a part before it on the page, is called so.

    "Programming 1" is a note only where one stands below the table.
    """
    match = _FOOTNOTES.search(name)
    if match is None:
        return name
    words, number = name[: match.start()], match.group().strip()
    if not number.isdecimal():
        return words
    notes = page.lines[grid.box.end : grid.box.end + MOST_NOTES]
    noted = any(re.match(rf"\(?{number}[).:\]]?\s*[^\W\d_]", line.text) for line in notes)
    before = f"{words} {int(number) - 1}"
    is_part = number == "1" or any(line.text.startswith(before) for line in page.lines)
    return name if is_part and not noted else words


_SHAPED = re.compile(r"[A-ZÄÖÜ]{1,4}[-.]?\d{1,4}(?:[-.]\d{1,5}){0,2}[A-Z]{0,2}|\d{5,8}|\d{2,3} \d{3}")
"""Letters and one to three numbers, or one of some length: what a code may look like of which nothing else is known."""

_DIGITS = re.compile(r"\d+")


def _are_alike(cells: list[str], fewest: int = FEWEST_ALIKE) -> bool:
    """Whether a column holds numbers of one make, each another one: "T-106.1041", "T-106.1043"."""
    shaped = [cell for cell in map(_code, cells) if _SHAPED.fullmatch(cell)]
    makes = {_DIGITS.sub("0", cell) for cell in shaped}
    return len(set(shaped)) >= fewest and 10 * len(shaped) >= 8 * len(cells) and len(makes) <= 2


def _are_linked(page: Page, rows: list[list[Box]]) -> bool:
    """Whether most rows lead somewhere, as those of a catalogue do."""
    leading = sum(_address(page.lines[row[0].start : row[-1].end]) is not None for row in rows)
    return leading >= MOSTLY * len(rows)


def _full(row: list[Box]) -> list[Box]:
    return [cell for cell in row if cell.end > cell.start]


def _first(page: Page, cell: Box) -> str:
    """The first line of a cell: what follows says more of it, or is a second course."""
    return page.lines[cell.start].text if cell.end > cell.start else ""


def _share(cells: list[str], test: Callable[[str], bool]) -> float:
    return sum(1 for cell in cells if test(cell)) / len(cells) if cells else 0.0


def _code(text: str) -> str:
    joined = _JOINED.match(text)
    return (text[joined.end() :] if joined is not None else text).partition(" & ")[0].strip(" *†‡#")


def _may_be_code(text: str) -> bool:
    if not has_digit(text):
        return False
    code = _code(text)
    return has_digit(code) and (code_likelihood(code) >= 0.3 or _SUBJECT.fullmatch(code) is not None)


def _is_code(text: str) -> bool:
    """Whether a cell is a code by its looks alone; a bare number may be anything where no credits stand beside it."""
    return code_likelihood(_code(text)) >= 0.5


def _is_name(text: str) -> bool:
    return len(text) > 2 and is_title(text) and code_likelihood(text) < 0.3 and read_credits(text) is None


def _is_figure(text: str) -> bool:
    """Whether a cell may be credits: with their unit, or a small number, whole or in quarters ("24.99" is a price)."""
    if len(text) <= LONGEST_FIGURE and has_digit(text) and not text[-1].isdigit() and read_credits(text) is not None:
        return True
    if _FIGURE.fullmatch(text.strip()) is None:
        return False
    figures = [float(figure.replace(",", ".")) for figure in re.findall(r"\d+(?:[.,]\d+)?", text.partition("(")[0])]
    return all(figure <= MOST_CREDITS and (figure * 4).is_integer() for figure in figures)


def _address(lines: list[Line]) -> str | None:
    return next((anchor.url for line in lines for anchor in line.anchors if anchor.url and anchor.text), None)
