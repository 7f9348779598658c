"""Labels and values that take turns: in a list of terms, in rows of cells or boxes, in boxes of two makes."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice

from crawler.extraction.blocks import Box, Line

LONGEST_VALUE = 12
"""Lines of a value that names somebody."""

WINDOW = 6
"""Boxes before and behind a value that show whether two makes take turns there."""

OUTWARD = 3
"""Boxes around a line of which one may be a label or its value."""

MOST_CELLS = 5
"""Boxes of a row, the empty ones among them, of which the first two that are filled are a label and its value."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A label and where others like it are looked for: among the boxes in `outer`, or first in those of its rows."""

    label: Box
    outer: Box
    row: Box | None = None

    def begins(self, line: Line) -> bool:
        """Whether another label stands in `line`."""
        own = next((box for box in _around(line) if box.parent is self.outer), None)
        if own is None or own.start != line.index:
            return False
        if self.row is not None:
            cells = _cells_in(own) if own.signature == self.row.signature else []
            return bool(cells) and _is_short(cells[0])
        return _is_alike(own, self.label) and _is_short(own)


def turn_of(line: Line) -> Turn | None:
    """The label whose value `line` stands in, where labels and values take turns."""
    for value in _around(line):
        outer = value.parent
        if outer is None or value.end - value.start > LONGEST_VALUE:
            return None
        found = _in_rows(outer, value) or _in_terms(outer, value) or _in_makes(outer, value)
        if found is not None:
            return found if _is_short(found.label) else None
    return None


def value_behind(line: Line) -> Box | None:
    """The value of the label in `line`, where boxes of two makes take turns."""
    for label in _around(line):
        outer = label.parent
        if outer is None or label.start != line.index or not _is_short(label):
            return None
        near, at = _near(outer, label)
        turn = _in_makes(outer, near[at + 1]) if at + 1 < len(near) else None
        if turn is not None and turn.label is label:
            return near[at + 1]
    return None


def _around(line: Line) -> list[Box]:
    return [line.box, *islice(line.box.ancestors(), OUTWARD)]


def _is_short(label: Box) -> bool:
    return label.end - label.start == 1


def _is_alike(box: Box, label: Box) -> bool:
    return box.tag == "dt" if label.tag == "dt" else box.signature == label.signature


def _cells_in(row: Box) -> list[Box]:
    """The filled boxes of a row: a label, its value, and perhaps a mark or a remark. Empty where there are others."""
    filled = [kid for kid in row.kids if kid.end > kid.start] if len(row.kids) <= MOST_CELLS else []
    return filled if len(filled) > 1 else []


def _near(outer: Box, kid: Box) -> tuple[list[Box], int]:
    """The filled boxes around one of those in `outer`, and its place among them."""
    first = bisect_left(outer.kids, kid.start, key=lambda each: each.start)
    at = next(at for at in range(first, len(outer.kids)) if outer.kids[at] is kid)
    near = [each for each in outer.kids[max(0, at - WINDOW) : at + WINDOW + 1] if each.end > each.start]
    return near, near.index(kid)


def _in_rows(row: Box, value: Box) -> Turn | None:
    """A value that is the second box of a row, beside other rows of that make."""
    cells = _cells_in(row)
    if not cells or cells[1] is not value or row.parent is None:
        return None
    near, at = _near(row.parent, row)
    alike = [each for each in near[max(0, at - 1) : at + 2] if each.signature == row.signature and _cells_in(each)]
    return Turn(cells[0], row.parent, row) if len(alike) > 1 else None


def _in_terms(outer: Box, value: Box) -> Turn | None:
    """A definition, by its term: several may have the same one."""
    if value.tag != "dd":
        return None
    near, at = _near(outer, value)
    term = next((each for each in reversed(near[:at]) if each.tag == "dt"), None)
    return Turn(term, outer) if term is not None else None


def _in_makes(outer: Box, value: Box) -> Turn | None:
    """A value of one make behind a label of another, where the first in `outer` is a label too, and they go on so."""
    near, at = _near(outer, value)
    if not at or len(near) < 4 or near[at - 1].signature == value.signature:
        return None
    label = near[at - 1]
    first = next(each for each in outer.kids if each.end > each.start)
    turns = all(each.signature == (value, label)[abs(place - at) % 2].signature for place, each in enumerate(near))
    return Turn(label, outer) if turns and first.signature == label.signature else None
