"""The lines that can be a label's value, by the structure around it: a cell, a term, a heading, a box of its own."""

from bisect import bisect_left
from collections.abc import Sequence

from crawler.extraction.blocks import BOLD, Box, Line, Page
from crawler.extraction.labelling import field_of
from crawler.extraction.turns import value_behind

FEWEST_RECORDS = 3
"""Boxes of one make, of several lines each, that are records."""

MOST_VALUE_LINES = 60
"""Lines of one value that are read."""


def lines_behind(page: Page, line: Line, *, has_value: bool) -> list[Line]:
    """The lines that can be the value of a label in `line`, by the structure around it."""
    cell = line.box.nearest("td", "th", "dt", "li", "dd")
    if cell is not None and cell.tag in {"td", "th"} and line.index == cell.start and cell.parent is not None:
        if not has_value and (cell.end - cell.start == 1 or cell.tag == "th"):
            beside = _beside(page, cell)
            if beside:
                return beside
        return page.lines[line.index + 1 : min(cell.end, line.index + 1 + (40 if line.bold or line.level else 3))]
    if cell is not None and cell.tag == "dt" and cell.parent is not None:
        return _definitions(page, cell)
    if has_value:
        return _same_box(page, line)
    if line.level > 0:
        below = _section(page, line)
        if below:
            return below
    return _next_boxes(page, line)


def _same_box(page: Page, line: Line) -> list[Line]:
    """Further lines of the paragraph or item, or of the list inside it."""
    box = line.box
    return (
        page.lines[line.index + 1 : box.end]
        if box.end - box.start <= 40 and box.tag in {"p", "li", "dd", "div"}
        else []
    )


def _beside(page: Page, cell: Box) -> list[Line]:
    """The cells behind a label's cell in its row; if they are empty or none, the row below (a label over a list).

    Behind a header cell the value ends where the next header cell begins: rows of two labels and two values.
    """
    row = cell.parent
    if row is None:
        return []
    behind = [other for other in row.kids if other.start >= cell.end]
    headers = [at for at, other in enumerate(behind) if other.tag == "th"]
    if (cell.tag == "th" and headers and len(headers) < len(behind)) or _takes_turns(page, row, cell):
        own = behind[: headers[0] if headers else 1]
        return page.lines[own[0].start : own[-1].end] if own else []
    behind = [other for other in behind if other.end > other.start and not _is_mark(page, other)]
    if behind:
        return page.lines[behind[0].start : min(row.end, behind[0].start + 2 * MOST_VALUE_LINES)]
    return _row_below(page, row)


def _is_mark(page: Page, cell: Box) -> bool:
    """Whether a cell holds nothing but the mark between label and value: ":"."""
    return cell.end - cell.start == 1 and not any(map(str.isalnum, page.lines[cell.start].text))


def _row_below(page: Page, row: Box) -> list[Line]:
    """The only filled cell of the row below."""
    below = next(iter(_kids_behind(row.parent, row.end)), None) if row.parent is not None else None
    filled = [kid for kid in below.kids if kid.end > kid.start] if below is not None else []
    if below is None or len(filled) != 1:
        return []
    return page.lines[below.start : min(below.end, below.start + 2 * MOST_VALUE_LINES)]


def _takes_turns(page: Page, row: Box, cell: Box) -> bool:
    """Whether labels and values take turns in `row` or in a row beside it, `cell` standing where a label does."""
    at = row.kids.index(cell)
    if at % 2 or len(row.kids) < 4 or len(row.kids) % 2 or row.parent is None:
        return False
    here = bisect_left(row.parent.kids, row.start, key=lambda kid: kid.start)
    for other in row.parent.kids[max(0, here - 4) : here + 5]:
        if len(other.kids) != len(row.kids):
            continue
        texts = [
            " ".join([line.text for line in page.lines[kid.start : min(kid.end, kid.start + 3)]]) for kid in other.kids
        ]
        if texts[0] and all(field_of(text) for text in texts[0::2]):
            return not all(field_of(text) for text in texts[1::2])
    return False


def _definitions(page: Page, term: Box) -> list[Line]:
    """What stands behind a `<dt>` up to the next one."""
    lines: list[Line] = []
    for kid in _kids_behind(term.parent, term.end) if term.parent is not None else []:
        if kid.tag == "dt" and lines:
            break
        if kid.tag != "dt":
            lines += page.lines[kid.start : kid.end]
    return lines


def _section(page: Page, heading: Line) -> list[Line]:
    """The lines below a heading, up to the next of its level; below a bold line, in its box or the boxes behind it."""
    lines = []
    for line in page.lines[heading.index + 1 : heading.index + 1 + MOST_VALUE_LINES]:
        if line.level and line.level <= heading.level:
            break
        if line.box.furniture:
            break
        lines.append(line)
    if heading.level == BOLD and heading.box.parent is not None:
        fence = _fence(heading)
        lines = [line for line in lines if line.index < fence]
    return lines


def _fence(line: Line) -> int:
    """Where the box ends that holds the label and something more."""
    box: Box | None = line.box
    while box is not None and box.end <= line.index + 1 and box.parent is not None:
        box = box.parent
    return box.end if box is not None else line.index + 1


def _next_boxes(page: Page, line: Line) -> list[Line]:
    """A label in a box of its own: the box behind it where labels and values take turns, else the rest of the smallest
    box that holds more than it."""
    if _ends_record(line):
        return []
    value = value_behind(line)
    if value is not None:
        return page.lines[value.start : value.end]
    fence = _fence(line)
    box: Box | None = line.box
    while box is not None and box.end < fence and box.parent is not None:
        box = box.parent
    rest = page.lines[line.index + 1 : min(fence, line.index + 1 + 2 * MOST_VALUE_LINES)]
    if box is line.box:
        return rest[:3]
    if box is None or len(rest) <= 12:
        return rest
    nearest = next((kid for kid in _kids_behind(box, line.index + 1) if kid.end > kid.start), None)
    return page.lines[nearest.start : min(nearest.end, fence)] if nearest is not None else rest[:3]


def _ends_record(line: Line) -> bool:
    """Whether a label is the last line of a box behind which others of its make stand: what they hold is theirs."""
    box: Box | None = line.box
    while box is not None and box.end == line.index + 1 and box.parent is not None:
        if box.start < line.index:
            alike = [kid for kid in box.parent.kids if kid.signature == box.signature and kid.end - kid.start > 1]
            if len(alike) >= FEWEST_RECORDS and alike[-1] is not box:
                return True
        box = box.parent
    return False


def _kids_behind(box: Box, line: int) -> Sequence[Box]:
    """The first boxes in `box` that begin at `line` or below."""
    at = bisect_left(box.kids, line, key=lambda kid: kid.start)
    return box.kids[at : at + MOST_VALUE_LINES]
