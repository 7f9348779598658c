"""The places of a page by which a rule may find them: labels, columns, headings, class words, paths."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from crawler.extraction.blocks import BOLD, Box, Line, Page
from crawler.extraction.outline import Outline
from crawler.extraction.tables import cell_text, grids
from crawler.learning.rules import Anchor, Where
from crm.text import fold

LONGEST_LABEL = 48
"""Characters of a text that may be a label."""

MOST_LINES = 4_000
"""Lines of a page in which places are looked for."""

_PIECE = re.compile(r"\s+[|·•–—]\s+|;\s+|\s{2,}")
_LABELLED = re.compile(r"\s*([^:]{2,48}?)\s*:\s+(\S.*)", re.DOTALL)
_WORD = re.compile(r"[A-Za-z][\w-]*[A-Za-z]|[A-Za-z]")
_EDGE = " :.*-–\t\xa0"


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece of a page: its line, and the words of it that are meant. `told`: a label or header says what it is.

    `beside`: the label stands in the same line or row, and not only in the line above.
    """

    line: Line
    text: str
    told: bool = False
    beside: bool = False


class Spots:
    """All places of one page, by anchor, and the anchors of each line."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._at: dict[Anchor, list[Spot]] = defaultdict(list)
        self._of: dict[int, dict[Anchor, Spot]] = defaultdict(dict)
        self._lines = [line for line in page.lines[:MOST_LINES] if not line.box.furniture]
        self._label()
        self._columns()
        self._headings()
        self._mark_up()

    def at(self, anchor: Anchor) -> list[Spot]:
        """What stands at `anchor`, in page order."""
        if anchor.where is Where.WORDS:
            return [Spot(line, line.text) for line in self.page.lines if anchor.text in fold(line.text)]
        return self._at.get(anchor, [])

    def of(self, line: int) -> dict[Anchor, Spot]:
        """The anchors by which the line `line` can be found, each with the part of it that it finds."""
        return self._of.get(line, {})

    def _add(
        self, where: Where, text: str, line: Line, words: str, *, told: bool = False, beside: bool = False
    ) -> None:
        anchor, spot = Anchor(where, text), Spot(line, words.strip(), told, beside)
        if text and spot.text and anchor not in self._of[line.index]:
            self._of[line.index][anchor] = spot
            self._at[anchor].append(spot)

    # Labels

    def _label(self) -> None:
        for line in self._lines:
            for label, value in inline_labels(line):
                self._add(Where.LABEL, label, line, value, told=True, beside=True)
        seen: set[int] = set()
        for line in self._lines:
            cell = line.box.nearest("td", "th", "dt", "dd")
            if cell is not None and cell.parent is not None and id(cell.parent) not in seen:
                seen.add(id(cell.parent))
                self._cells(cell.parent)
        for before, line in pairwise(self._lines):
            label = _label_of(before.text)
            if label and not before.anchors and before.index + 1 == line.index and line.level in {0, 7}:
                for following in self._run(line):
                    self._add(Where.LABEL, label, following, following.text, told=True)

    def _run(self, line: Line) -> Iterator[Line]:
        """`line`, and the lines that go on with it: of the same box, or the next items of its list."""
        yield line
        for following in self.page.lines[line.index + 1 : line.index + 20]:
            same = following.box is line.box and not following.bold
            item = following.box.tag == "li" and following.box.parent is line.box.parent
            if not same and not item:
                return
            yield following

    def _cells(self, row: Box) -> None:
        """In a row each cell is a label of the next, and the first of all; a `dt` of the `dd` behind it."""
        label, first = "", ""
        for cell in row.kids:
            text = cell_text(self.page, cell)
            if cell.tag == "dt":
                label = _label_of(text)
                continue
            for line in self.page.inside(cell):
                for known in dict.fromkeys((label, first)):
                    self._add(Where.LABEL, known, line, line.text, told=True, beside=True)
            if cell.tag != "dd":
                label = _label_of(text)
                first = first or label

    # Columns, headings, title

    def _columns(self) -> None:
        for grid in grids(self.page):
            for cells in grid.rows[grid.first :] if grid.has_header else ():
                for header, cell in zip(grid.headers, cells, strict=False):
                    for line in self.page.inside(cell):
                        self._add(Where.COLUMN, fold(header), line, line.text, told=True)

    def _headings(self) -> None:
        heading = Outline(self.page).main_heading
        if heading is not None:
            self._add(Where.TITLE, f"h{heading.level}", heading, heading.spaced)
        for line in self._lines:
            if line.section >= 0 and not 0 < line.level < BOLD:
                above = fold(self.page.lines[line.section].text)
                if len(above) <= LONGEST_LABEL:
                    self._add(Where.HEADING, f"{above} » {_tags(line.box, 2)}", line, line.spaced)

    # Mark-up

    def _mark_up(self) -> None:
        for line in self._lines:
            box: Box | None = line.box
            below: list[str] = []
            nth = _nth_line(line)
            for _step in range(4):
                if box is None or box.tag in {"body", "html"}:
                    break
                for word in _WORD.findall(box.words):
                    path = " ".join([f"{box.tag}.{word}", *below])
                    self._add(Where.CLASS, path, line, line.spaced)
                    self._add(Where.CLASS, f"{path} #{nth}" if nth else "", line, line.spaced)
                below.insert(0, f"{box.tag}:{_nth(box)}" if len(below) < 2 and box.parent else box.tag)
                box = box.parent
            self._add(Where.PATH, _path(line), line, line.spaced)


def inline_labels(line: Line) -> Iterator[tuple[str, str]]:
    """The labels that stand in a line before their value: "Docent: A. Smit", a bold word, "6 EC | Lecturer: …"."""
    for piece in _PIECE.split(line.spaced):
        found = _LABELLED.fullmatch(piece)
        if found is not None and (label := _label_of(found[1])):
            yield label, found[2]
    if line.bold and len(line.bold) < len(line.text) and (label := _label_of(line.bold)):
        yield label, line.text[len(line.bold) :].strip(_EDGE)


def _label_of(text: str) -> str:
    """`text` as a label is compared, or "" where it can be none."""
    bare = text.strip(_EDGE)
    return fold(bare) if 1 < len(bare) <= LONGEST_LABEL and not bare[0].isdigit() else ""


def _tags(box: Box, most: int) -> str:
    tags = [box.tag]
    for outer in box.ancestors():
        if len(tags) >= most:
            break
        tags.insert(0, outer.tag)
    return " ".join(tags)


def _nth(box: Box) -> int:
    """Which of the boxes of its tag it is among its siblings, from 1."""
    if box.parent is None:
        return 1
    same = [kid for kid in box.parent.kids if kid.tag == box.tag]
    return same.index(box) + 1


def _nth_line(line: Line) -> int:
    """Which line of its own box it is, where that has several; 0 where it has one."""
    own = line.index - line.box.start
    return own + 1 if line.box.end - line.box.start > 1 else 0


def _path(line: Line) -> str:
    """Tags from the body down, with the place among siblings of the last four."""
    steps: list[str] = []
    box: Box | None = line.box
    while box is not None and box.tag not in {"body", "html"} and len(steps) < 12:
        steps.insert(0, f"{box.tag}:{_nth(box)}" if len(steps) < 4 else box.tag)
        box = box.parent
    nth = _nth_line(line)
    return " ".join(steps) + (f" #{nth}" if nth else "")
