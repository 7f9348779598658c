"""What the row of a table says of the person in one of its cells: the header over it, and what else stands there."""

from crawler.extraction.blocks import Line, Page
from crawler.extraction.labelling import field_of, is_sure_label


def header_over(page: Page, line: Line) -> str | None:
    """The first row's text in the column of a table in which `line` stands."""
    cell = line.box.nearest("td")
    row = cell.parent if cell is not None else None
    table = line.box.nearest("table")
    if cell is None or row is None or table is None or cell not in row.kids:
        return None
    parts = (kid for part in table.kids for kid in ([part] if part.tag == "tr" else part.kids))
    first = next((kid for kid in parts if kid.tag == "tr"), None)
    if first is None or first is row or len(first.kids) != len(row.kids):
        return None
    lines = page.inside(first.kids[row.kids.index(cell)])
    return lines[0].text if len(lines) == 1 and len(lines[0].text) <= 60 else None


def subject_in_row(page: Page, line: Line) -> str | None:
    """What stands in a row of people under "Vak": who has a subject teaches it."""
    cell = line.box.nearest("td")
    for other in cell.parent.kids if cell is not None and cell.parent is not None else ():
        lines = page.inside(other) if other is not cell else []
        header = header_over(page, lines[0]) if len(lines) == 1 and len(lines[0].text) <= 60 else None
        if header and field_of(header) in {"course_name", "taught_courses"} and is_sure_label(header):
            return lines[0].text
    return None


def is_second_cell(line: Line) -> bool:
    """Whether a line stands in the second cell of a row whose first is a single line: that says what the row is of."""
    cell = line.box.nearest("td")
    filled = [kid for kid in cell.parent.kids if kid.end > kid.start] if cell is not None and cell.parent else []
    return len(filled) > 1 and filled[1] is cell and filled[0].end - filled[0].start == 1


def group_row_above(page: Page, line: Line) -> Line | None:
    """The line of the row that is alone in its row, above that of `line` in its table: it heads the rows below it."""
    row, table = line.box.nearest("tr"), line.box.nearest("table")
    if row is None or table is None or row.parent is None or sum(kid.end > kid.start for kid in row.kids) < 2:
        return None
    rows = row.parent.kids
    for above in reversed(rows[: rows.index(row)]):
        filled = [kid for kid in above.kids if kid.end > kid.start]
        if len(filled) == 1:
            alone = page.lines[filled[0].start]
            return alone if filled[0].end == filled[0].start + 1 else None
    return None
