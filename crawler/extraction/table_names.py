"""The people in the columns of tables, in one cell each or in parts, and below the titles of courses."""

import re
from collections.abc import Iterator

from crawler.extraction.blocks import Box, Page
from crawler.extraction.findings import Method
from crawler.extraction.labelling import PEOPLE_FIELDS, field_of, roles_of_label, roles_over
from crawler.extraction.mention import LABELLED_NAME, SURNAME, Mention, address_of, is_lone, with_bracket
from crawler.extraction.name_columns import Alike, are_details, column_by_content, columns_alike, name_parts, shortened
from crawler.extraction.naming import LONGEST_VALUE, are_surely_names, whole_name
from crawler.extraction.recognisers.role_objects import sort_of_thing
from crawler.extraction.recognisers.role_words import words_of
from crawler.extraction.tables import Grid
from crawler.extraction.value_names import in_brackets, lists_names, value_names

_PARTS_OF_LABEL = re.compile(r"\s*(?:[&/,;+]|\b(?:und|en|and|et)\b)\s*")
"""Between the parts of a header that says two things: "Module & lecturer"."""


_OF_PROGRAMMES = frozenset({"programme_director", "programme_coordinator"})
"""Columns of a table whose rows are programmes: there "Coordinator" alone is a programme's too."""


def in_columns(page: Page, tables: list[Grid]) -> list[Mention]:
    """The people in columns of `tables` that hold names, by their header or by what stands in them, table by table."""
    mentions, alike = [], columns_alike(page, tables)
    for grid in tables:
        parted = name_parts(grid)
        mentions += _in_parts(page, grid, parted)
        columns = list(_columns(page, grid, alike, apart={*parted, *shortened(grid)}))
        titles = [at for at, name in enumerate(grid.fields) if name in {"course_name", "taught_courses"}]
        mentions += _below_titles(page, grid)
        details = bool(columns) and are_details(page, grid)
        for row in grid.records:
            mentions += [mention for at in titles for line in page.inside(row[at]) for mention in in_brackets(line)]
            for at, name, roles in columns:
                mentions += _in_cell(page, row[at], grid.headers[at], name, roles, details=details)
    return mentions


def _columns(page: Page, grid: Grid, alike: Alike, *, apart: set[int]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """The columns of people but for those `apart`: where each stands, its field and the roles that its header gives."""
    sort = _sort_of_rows(grid)
    for at, (known, header) in enumerate(zip(grid.fields, grid.headers, strict=True)):
        if at in apart:
            continue
        name = known
        if name not in PEOPLE_FIELDS:
            name = "person_name" if roles_over((), header, sort) else column_by_content(page, grid, at, alike)
        if name in PEOPLE_FIELDS:
            yield at, name, roles_over(roles_of_label(name, header), header, sort)


def _sort_of_rows(grid: Grid) -> str | None:
    """The sort of thing that each row of a table is: a programme where it has a director, else what the header says."""
    if _OF_PROGRAMMES.intersection(name for name in grid.fields if name):
        return "programme"
    return sort_of_thing(words_of(grid.headers[0])) if grid.has_header else None


def _in_cell(
    page: Page, cell: Box, header: str, field: str, given: tuple[str, ...], *, details: bool
) -> Iterator[Mention]:
    """The people in a cell of a column for them, whose header gives roles.

    `details`: its table says of each row what somebody is.
    """
    for line in page.lines[cell.start : cell.end]:
        single = field == "person_name"
        for named, whole in value_names(line.text, line, prose=len(line.text) > 200, single=single):
            if named.score < (SURNAME if is_lone(named) else LABELLED_NAME):
                continue
            roles = with_bracket(given, line.text, named.raw)
            yield Mention(
                line,
                named,
                Method.LABEL,
                roles=() if roles == ("contact",) and details else roles,
                words=header,
                whole=whole or field == "person_name" or details,
                url=address_of(line, named.raw),
                end=cell.end,
            )


def _below_titles(page: Page, grid: Grid) -> Iterator[Mention]:
    """The people below a course's title in its cell; the column's header may say what they are to the course."""
    at = grid.fields.index("course_name") if "course_name" in grid.fields else -1
    if at < 0:
        return
    header = grid.headers[at]
    said = next((name for part in _PARTS_OF_LABEL.split(header) if (name := field_of(part)) in PEOPLE_FIELDS), None)
    roles = roles_of_label(said, header) if said is not None else ("teacher",)
    for row in grid.records:
        for line in page.lines[row[at].start + 1 : row[at].end]:
            if len(line.text) <= LONGEST_VALUE and (are_surely_names(line.text) or lists_names(line.text)):
                for named, whole in value_names(line.text, line, prose=False):
                    url = address_of(line, named.raw)
                    yield Mention(line, named, Method.LABEL, roles=roles, words=header, whole=whole, url=url)


def _in_parts(page: Page, grid: Grid, parts: list[int]) -> list[Mention]:
    """The people whose names stand in several cells of a row each, which are columns `parts` in the order of a name."""
    mentions = []
    for row in grid.records if parts else ():
        cells = [row[at] for at in parts]
        said = [line for cell in cells for line in page.lines[cell.start : cell.end]]
        named = whole_name(" ".join(line.text for line in said)) if said and cells[-1].end > cells[-1].start else None
        if named is not None:
            line = max(said, key=lambda line: line.index)
            mentions.append(
                Mention(line, named, Method.LABEL, words=grid.headers[parts[0]], whole=True, end=row[-1].end)
            )
    return mentions


def parted_lines(tables: list[Grid]) -> set[int]:
    """The lines of cells that hold a part of a name each, or a name shortened: none of them is one."""
    cells = [row[at] for grid in tables for at in (*name_parts(grid), *shortened(grid)) for row in grid.records]
    return {index for cell in cells for index in range(cell.start, cell.end)}
