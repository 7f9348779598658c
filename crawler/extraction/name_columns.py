"""Columns of names: what the cells of a column say where its header does not."""

from collections import Counter
from functools import cache, lru_cache

from crawler.extraction.blocks import Page
from crawler.extraction.labelling import is_sure_label
from crawler.extraction.mention import SURE_NAME
from crawler.extraction.naming import names_in_value
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.shapes import LEAST_ALIKE
from crawler.extraction.tables import Grid
from crawler.extraction.word_lists import word_lists
from crm.text import fold

MOST_CELLS = 40
"""Cells of a column by which it is told what the column holds."""

LONGEST_CELL = 60
"""Characters of a cell that may be a name."""


@cache
def _headers(part: str) -> frozenset[str]:
    """The headers of columns that hold one part of a name."""
    return frozenset(word_lists("name_columns")[part])


def is_bare_header(text: str) -> bool:
    """Whether a header or label says "Name" and not whose: it stands over courses and people alike."""
    return fold(text).strip(" .:") in _headers("last_beside_first")


def shortened(grid: Grid) -> list[int]:
    """The columns of a table of names that hold them shortened ("VOS" for A. Vos): those are no people of their own."""
    headers = [fold(header).strip(" .:") for header in grid.headers]
    named = any(header in _headers("last_beside_first") for header in headers)
    return [at for at, header in enumerate(headers) if header in _headers("short")] if named else []


def name_parts(grid: Grid) -> list[int]:
    """The columns that hold a name in parts, in the order of a name: title, first name, what is between, surname."""
    headers = [fold(header).strip(" .:") for header in grid.headers]
    first = _only(headers, _headers("first"))
    last = _only(headers, _headers("last"))
    if last is None:
        last = _only(headers, _headers("last_beside_first"))
    if first is None or last is None:
        return []
    found = [_only(headers, _headers("titles")), first, _only(headers, _headers("between")), last]
    return [at for at in found if at is not None]


def _only(headers: list[str], words: frozenset[str]) -> int | None:
    found = [at for at, header in enumerate(headers) if header in words]
    return found[0] if len(found) == 1 else None


def are_details(page: Page, grid: Grid) -> bool:
    """Whether a table says of each row what somebody is: a column "Contact" in it holds how they are reached."""
    for at in range(len(grid.headers)):
        texts = _texts_of(page, grid, at)
        said = sum(any(r.start == 0 or r.end == len(text) for r in read_roles(text)) for text in texts)
        if len(texts) >= LEAST_ALIKE and said * 2 >= len(texts):
            return True
    return False


def _texts_of(page: Page, grid: Grid, at: int) -> list[str]:
    """What the cells of a column say that hold one line."""
    cells = [row[at] for row in grid.rows[grid.first : grid.first + MOST_CELLS] if at < len(row) == len(grid.headers)]
    return [page.lines[cell.start].text for cell in cells if cell.end == cell.start + 1]


Alike = dict[str, list[str]]
"""Header of columns → what stands below it in all tables of a page."""


def columns_alike(page: Page, tables: list[Grid]) -> Alike:
    """The cells below each header that stands over several tables: one of a single row tells by the others."""
    counted = Counter(header for grid in tables for header in set(grid.headers) if header)
    alike: Alike = {header: [] for header, count in counted.items() if count > 1}
    for grid in tables if alike else ():
        for at, header in enumerate(grid.headers):
            if header in alike:
                alike[header] += _texts_of(page, grid, at)
    return alike


def column_by_content(page: Page, grid: Grid, at: int, alike: Alike) -> str | None:
    """`person_name` for a column under "Naam", "Name" or nothing that mostly holds names, one a cell."""
    known = grid.fields[at]
    if known is not None and (known != "course_name" or is_sure_label(grid.headers[at])):
        return None
    texts = _texts_of(page, grid, at)
    cells = sum(1 for row in grid.rows[grid.first : grid.first + MOST_CELLS] if at < len(row) == len(grid.headers))
    if 0 < len(texts) == cells < LEAST_ALIKE:
        texts = alike.get(grid.headers[at], texts)[: 2 * MOST_CELLS]
        cells = len(texts)
    if len(texts) < LEAST_ALIKE or len(texts) * 10 < cells * 6:
        return None
    return "person_name" if _are_names(tuple(texts)) else None


@lru_cache(maxsize=32)
def _are_names(texts: tuple[str, ...]) -> bool:
    """Whether most cells are a name each. What stands in a column of many tables is asked once for each of them."""
    found = [names_in_value(text) for text in texts if len(text) <= LONGEST_CELL]
    good = sum(len(names) == 1 and names[0].score >= SURE_NAME for names in found)
    return good * 10 >= len(texts) * 6
