"""The one way by which text from outside reaches the screen: plain, on one line, bounded, never mark-up.

A line of the screen is a list of pieces: a text and the tone it has (`tui.tones`). Nothing here reads brackets,
escapes or direction marks as anything but characters to drop or to show.
"""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from crm.text import LONGEST, clean
from tui.tones import TONES

Piece = tuple[str, str]
"""A text and its tone."""

Line = list[Piece]
"""What stands on one line of the screen."""


def shown(text: object, longest: int = LONGEST) -> str:
    """`text` as it may stand on the screen: one line, at most `longest` characters; "" for None."""
    return "" if text is None else clean(str(text), longest)


def fit(text: object, width: int, *, right: bool = False) -> str:
    """`text` in exactly `width` terminal cells: cut with "…", or filled with spaces (on the left with `right`)."""
    if width <= 0:
        return ""
    plain = shown(text, longest=max(width + 1, 8))
    size = cell_len(plain)
    if size > width:
        kept = set_cell_size(plain, width - 1).rstrip() + "…"
        return kept + " " * (width - cell_len(kept))
    return " " * (width - size) + plain if right else plain + " " * (width - size)


def fitted(line: Iterable[Piece], width: int) -> Line:
    """`line` in exactly `width` cells: the piece that crosses the edge is cut, the rest filled."""
    left = width
    pieces: Line = []
    for text, tone in line:
        if left <= 0:
            break
        size = cell_len(text)
        piece = text if size <= left else cut(text, left)
        pieces.append((piece, tone))
        left -= cell_len(piece)
    if left > 0:
        pieces.append((" " * left, ""))
    return pieces


def cut(text: str, width: int) -> str:
    """`text` (already shown) in exactly `width` cells, its end replaced by "…" when it is longer."""
    return set_cell_size(text, width - 1) + "…" if width > 1 and cell_len(text) > width else set_cell_size(text, width)


def apart(left: Sequence[Piece], right: Sequence[Piece], width: int) -> Line:
    """`left` at the left edge and `right` at the right one, in `width` cells; the left gives way."""
    room = width - sum(cell_len(text) for text, _ in right)
    return [*fitted(left, max(room, 0)), *fitted(right, min(width, width - max(room, 0)))]


def content(line: Iterable[Piece]) -> Content:
    """`line` as Textual content, without any mark-up being read."""
    return Content.assemble(*((text, TONES.get(tone, "")) for text, tone in line))


def stacked(lines: Iterable[Iterable[Piece]]) -> Content:
    """Several lines, one under the other."""
    return Content("\n").join(content(line) for line in lines)
