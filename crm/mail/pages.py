"""The plain words of an HTML mail, laid out as they are read: paragraphs apart, cells of a row beside one another."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_SPACE = re.compile(r"[\s\x00]+")
_GAPS = re.compile(r"[ ]*\n[ ]*")
_BLANK_LINES = re.compile(r"\n{3,}")

_KEPT = "\x00"
"""A blank that is no accident of the source, until all is laid out."""

LONGEST_CELL = 1_500
"""Characters of a cell that stands in a row with others; a longer one is the mail itself in a frame of tables."""

DEEPEST = 50
"""Tables and lists inside one another; deeper ones are read as if they stood in the last of these."""


@dataclass(slots=True)
class _Table:
    """A table that is being read. `pieces` is the text of the cell that is open, `rows` what was read before it."""

    rows: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    pieces: list[str] | None = None
    nests: bool = False
    """Another table stands in it: it only lays out."""


@dataclass(slots=True)
class _Link:
    """A mail link that is being read: its address, and the text that it shows."""

    address: str
    shown: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Writes down what a mail shows."""

    _APART = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre"))
    _LINES = frozenset(("div", "br", "hr", "li", "dt", "dd", "caption", "tr"))
    _SILENT = frozenset(("style", "script", "head", "title", "template"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._tables: list[_Table] = []
        self._lists: list[int | None] = []
        self._link: _Link | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line; a quoted mail and an item of a list are marked as such."""
        self._silent += tag in self._SILENT
        if tag in {"ul", "ol"} and len(self._lists) < DEEPEST:
            self._lists.append(0 if tag == "ol" else None)
        if tag == "table":
            self._open_table()
        elif tag in {"td", "th"}:
            self._open_cell()
        elif tag == "tr" and self._tables:
            self._close_row()
        elif tag in self._APART:
            self._put(f"\n\n{'> ' if tag == 'blockquote' else ''}")
        elif tag in self._LINES:
            self._put(f"\n{self._mark() if tag == 'li' else ''}")
        elif tag == "a":
            self._open_link(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """What is not shown ends; a block ends its line."""
        self._silent -= tag in self._SILENT and self._silent > 0
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag == "table" and self._tables:
            self._close_table()
        elif tag in {"td", "th"} and self._tables:
            self._close_cell()
        elif tag == "tr" and self._tables:
            self._close_row()
        elif tag in self._APART:
            self._put("\n\n")
        elif tag in self._LINES and tag != "br":
            self._put("\n")
        elif tag == "a":
            self._close_link()

    def handle_data(self, data: str) -> None:
        """Text; how its source is broken into lines says nothing."""
        if not self._silent and (text := _SPACE.sub(" ", data)):
            self._put(text)
            if self._link is not None:
                self._link.shown.append(text)

    def text(self) -> str:
        """All that was shown."""
        while self._tables:
            self._close_table()
        return _laid_out("".join(self._pieces)).replace(_KEPT, " ")

    def _put(self, text: str) -> None:
        table = self._tables[-1] if self._tables else None
        if table is None:
            self._pieces.append(text)
        elif table.pieces is not None:
            table.pieces.append(text)
        elif text.strip():
            table.rows.append(text)

    def _mark(self) -> str:
        if not self._lists:
            return "- "
        indent, number = 2 * _KEPT * (len(self._lists) - 1), self._lists[-1]
        if number is None:
            return f"{indent}- "
        self._lists[-1] = number + 1
        return f"{indent}{number + 1}. "

    def _open_table(self) -> None:
        if len(self._tables) >= DEEPEST:
            return
        if self._tables:
            self._tables[-1].nests = True
        self._tables.append(_Table())

    def _open_cell(self) -> None:
        if not self._tables:
            self._put(" ")
            return
        self._close_cell()
        self._tables[-1].pieces = []

    def _close_cell(self) -> None:
        table = self._tables[-1]
        if table.pieces is not None:
            table.cells.append(_laid_out("".join(table.pieces)).strip())
            table.pieces = None

    def _close_row(self) -> None:
        self._close_cell()
        table = self._tables[-1]
        cells, table.cells = table.cells, []
        if not any(cells):
            return
        beside = not table.nests and sum(map(bool, cells)) > 1 and all(len(cell) <= LONGEST_CELL for cell in cells)
        if beside:
            table.rows.append("\t".join(_SPACE.sub(" ", cell) for cell in cells).rstrip())
        else:
            table.rows.append("\n".join(cell for cell in cells if cell))

    def _close_table(self) -> None:
        self._close_row()
        table = self._tables.pop()
        between = "\n\n" if table.nests else "\n"
        self._put(f"\n\n{between.join(row.strip() for row in table.rows)}\n\n")

    def _open_link(self, address: str) -> None:
        self._link = None
        if address.lower().startswith("mailto:"):
            bare = address[len("mailto:") :].partition("?")[0].strip()
            self._link = _Link(bare) if "@" in bare and len(bare) <= 320 else None

    def _close_link(self) -> None:
        link, self._link = self._link, None
        if link is not None and "@" not in "".join(link.shown):
            self._put(f" ({link.address})")


def plain_of(page: str) -> str:
    """The words of an HTML mail: a line for each block, a blank one between paragraphs, a tab between cells.

    An item of a list has its number or a dash, a mail link its address behind it where it does not show it.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.text()


def _laid_out(text: str) -> str:
    lines = _GAPS.sub("\n", text.replace("\xa0", " "))
    return _BLANK_LINES.sub("\n\n", lines)
