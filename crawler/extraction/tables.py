"""Tables of a page: which ones list records under a header row, and which ones are label and value side by side."""

from dataclasses import dataclass, field

from crawler.extraction.blocks import Box, Line, Page
from crawler.extraction.labelling import field_of

MOST_ROWS = 5_000
"""Rows of one table that are read."""


@dataclass(slots=True, eq=False)
class Grid:
    """A table's cells. `fields` names its columns where a header row does; `first` is the first row below that."""

    box: Box
    rows: list[list[Box]] = field(default_factory=list)
    fields: list[str | None] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    first: int = 0
    row_boxes: list[Box] = field(default_factory=list)

    @property
    def has_header(self) -> bool:
        """True where a row above says what the columns hold."""
        return bool(self.headers)

    @property
    def records(self) -> list[list[Box]]:
        """The rows below the header that have a cell for each of its columns; none where there is no header."""
        width = len(self.headers)
        return [row for row in self.rows[self.first :] if len(row) == width]


def grids(page: Page) -> list[Grid]:
    """The tables of `page` that hold text, nested ones each on their own."""
    found = []
    for table in page.tables:
        if table.end > table.start and not table.furniture:
            grid = _grid(table)
            if grid.rows:
                _find_header(page, grid)
                if grid.headers:
                    _repeat_spanned(grid)
                found.append(grid)
    return found


def _grid(table: Box) -> Grid:
    grid = Grid(table)
    for kid in table.kids:
        rows = [kid] if kid.tag == "tr" else [row for row in kid.kids if row.tag == "tr"]
        for row in rows:
            cells = [cell for cell in row.kids if cell.tag in {"td", "th"}]
            if cells and row.end > row.start and len(grid.rows) < MOST_ROWS:
                grid.rows.append(cells)
                grid.row_boxes.append(row)
    return grid


def _repeat_spanned(grid: Grid) -> None:
    """Puts a cell that stands in several rows into each of those that are short of it."""
    width = len(grid.headers)
    spanned: dict[int, tuple[int, Box]] = {}
    for at in range(grid.first, len(grid.rows)):
        cells = grid.rows[at]
        row = list(cells)
        if spanned and len(cells) + len(spanned) <= width:
            for column in sorted(spanned):
                row.insert(column, spanned[column][1])
            grid.rows[at] = row
        spanned = {column: (left - 1, cell) for column, (left, cell) in spanned.items() if left > 1}
        spanned |= {column: (cell.rows - 1, cell) for column, cell in enumerate(row) if cell.rows > 1 and cell in cells}


def cell_text(page: Page, cell: Box) -> str:
    """The text of a cell on one line."""
    if cell.end == cell.start + 1:
        return page.lines[cell.start].text
    return " ".join([line.text for line in page.lines[cell.start : min(cell.end, cell.start + 20)]])


def _find_header(page: Page, grid: Grid) -> None:
    """Looks for the header in the first rows; a caption or title row above it may span the table."""
    for at, cells in enumerate(grid.rows[:3]):
        full = [cell for cell in cells if cell.end > cell.start]
        if len(full) < 2:
            continue
        below = [row for row in grid.rows[at + 1 :] if len(row) == len(cells)]
        if (len(cells) == 2 and _labels_below(page, below)) or _alternates(page, [cells, *below]):
            return
        texts = [cell_text(page, cell) for cell in cells]
        fields = [field_of(text) if 0 < len(text) <= 60 else None for text in texts]
        if below and _is_header(page, full, fields, texts):
            grid.headers, grid.fields, grid.first = texts, fields, at + 1
        return


def _labels_below(page: Page, rows: list[list[Box]]) -> bool:
    """Whether the first of two columns holds labels: then the table is one of pairs, whatever its first row is."""
    known = sum(1 for row in rows[:20] if field_of(cell_text(page, row[0])))
    return known >= 2 and known * 2 >= len(rows[:20])


def _alternates(page: Page, rows: list[list[Box]]) -> bool:
    """Whether labels and values take turns in the rows: label, value, label, value; labels differ from row to row."""
    if len(rows[0]) < 4 or len(rows[0]) % 2:
        return False
    texts = [[cell_text(page, cell) for cell in row] for row in rows[:20]]
    labelled = [row for row in texts if all(field_of(text) for text in row[0::2])]
    if len({row[0] for row in labelled}) < 2 or len(labelled) * 2 < len(texts):
        return False
    return not all(field_of(text) for row in labelled for text in row[1::2])


MOST_KNOWN = 5
"""Labels in a first row that make it a header though others beside them are none: a wide table."""


def _is_header(page: Page, full: list[Box], fields: list[str | None], texts: list[str]) -> bool:
    if any(len(text) > 60 or any(c.isdigit() for c in text[:4]) for text in texts):
        return False
    known = sum(1 for name in fields if name)
    if all(cell.tag == "th" for cell in full):
        return True
    bold = all(_is_bold(page.lines[cell.start]) for cell in full)
    head = full[0].parent is not None and full[0].parent.parent is not None and full[0].parent.parent.tag == "thead"
    told = (known >= 2 and known * 3 >= len(full) * 2) or (known >= MOST_KNOWN and known * 3 >= len(full))
    return bold or head or told


def _is_bold(line: Line) -> bool:
    return bool(line.bold) and len(line.bold) >= len(line.text) - 1
