"""Tables drawn with blocks: rows of as many short cells below one of labels, or with a column of codes or credits.

Templates write `<div class="row"><div>Code</div><div>Vak</div><div>EC</div></div>` and leave the table to the style
sheet. Its boxes are named as those of a table, so that every later step reads it as one.
"""

from crawler.extraction.blocks import Box, Page
from crawler.extraction.labelling import field_of, is_sure_label
from crawler.extraction.recognisers.course_codes import code_likelihood
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.recognisers.vocabulary import has_digit

_DRAWN = frozenset({"div", "section", "article", "ul", "ol", "li", "header", "p", "a"})
"""Tags of blocks that such tables, their rows and their cells are drawn with."""

FEWEST_ROWS = 3
"""Rows of a table, with the one of its labels; of one that has the labels of another on the page, one less."""

FEWEST_CELLS, MOST_CELLS = 2, 12
"""Cells of a row."""

MOST_LINES = 4
"""Lines of a cell; longer ones are parts of a page beside each other."""

LONGEST_LABEL = 40
"""Characters of a column's label."""

LIKELY_CODE, MOSTLY = 0.5, 0.6
"""Likelihood of a cell that is a code by its looks, and the share of such cells that makes a column."""
MOST_BEFORE = 3
"""Columns among which that of the codes or credits stands."""


def draw_tables(page: Page) -> None:
    """Renames the boxes of tables drawn with blocks to `table`, `tr` and `td`, and adds the tables to the page's."""
    drawn: list[tuple[Box, list[Box]]] = []
    short: list[tuple[Box, list[Box]]] = []
    boxes = [page.root] if page.root is not None else []
    for box in boxes:
        filled = [kid for kid in box.kids if kid.kids]
        rows = _rows_alike(box, filled) if filled else []
        if len(rows) >= FEWEST_ROWS and (_is_header(page, rows) or _tells(page, rows)):
            drawn.append((box, rows))
        else:
            short += [(box, rows)] if rows else []
            boxes += filled
    if drawn:
        labels = {_texts(page, rows[0]) for _, rows in drawn}
        found = [box for box, rows in [*drawn, *short] if _texts(page, rows[0]) in labels]
        for box in found:
            _name(box)
        page.tables = sorted([*page.tables, *found], key=lambda table: table.start)


def _rows_alike(box: Box, filled: list[Box]) -> list[Box]:
    """The rows in a box that have as many cells as the first, where most have; two at least.

    `filled`: those of its boxes that hold others, as rows do.
    """
    if len(box.kids) < 2 or box.tag not in _DRAWN or box.furniture:
        return []
    rows = [row for kid in filled for row in _rows(kid)]
    alike = [row for row in rows if len(row.kids) == len(rows[0].kids)]
    return alike if len(alike) >= 2 and 2 * len(alike) > len(rows) else []


def _rows(box: Box) -> list[Box]:
    """`box` itself where it is a row of cells, else those in it: the head and the body of a table."""
    if _is_row(box):
        return [box]
    return [*box.kids] if box.tag in _DRAWN and all(map(_is_row, box.kids)) else []


def _is_row(box: Box) -> bool:
    """Whether a box holds nothing but some short cells beside each other."""
    kids = box.kids
    if not FEWEST_CELLS <= len(kids) <= MOST_CELLS or box.tag not in _DRAWN:
        return False
    at = box.start
    for kid in kids:
        if kid.start != at or kid.end - at > MOST_LINES or kid.tag not in _DRAWN:
            return False
        at = kid.end
    return at == box.end


def _is_header(page: Page, rows: list[Box]) -> bool:
    """Whether the first of `rows` has the labels of the columns: short lines, two of them known, one beyond doubt.

    Labels in the first of two columns make them pairs of labels and values.
    """
    texts = _texts(page, rows[0])
    if not texts[0] or any(len(text) > LONGEST_LABEL or any(map(str.isdigit, text[:4])) for text in texts):
        return False
    known = [text for text in texts if text and field_of(text)]
    if len(known) < FEWEST_CELLS or 3 * len(known) < 2 * len(texts) or not any(map(is_sure_label, known)):
        return False
    return not any(field_of(first) for row in rows[1:] if (first := _texts(page, row)[0]))


def _tells(page: Page, rows: list[Box]) -> bool:
    """Whether one of the first columns of `rows` is one of codes, or of credits."""
    texts = [_texts(page, row) for row in rows]
    first = range(min(MOST_BEFORE, len(texts[0])))
    return any(sum(_is_telling(text[at], at) for text in texts) >= MOSTLY * len(rows) for at in first)


def _is_telling(text: str, at: int) -> bool:
    """Whether a cell in column `at` is a code, or what the course in the first column counts for: "5 EC"."""
    if not has_digit(text) or len(text) > LONGEST_LABEL:
        return False
    return code_likelihood(text) >= LIKELY_CODE or (
        at > 0 and not text[-1].isdigit() and read_credits(text) is not None
    )


def _texts(page: Page, row: Box) -> tuple[str, ...]:
    """The cells of a row that are one line, and nothing for the others."""
    return tuple(page.lines[cell.start].text if cell.end == cell.start + 1 else "" for cell in row.kids)


def _name(box: Box) -> None:
    """Names a box, its rows and their cells as those of a table."""
    for kid in box.kids:
        rows = _rows(kid)
        if rows != [kid]:
            kid.tag = "tbody"
        for row in rows:
            row.tag = "tr"
            for cell in row.kids:
                cell.tag = "td"
    box.tag = "table"
