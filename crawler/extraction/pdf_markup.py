"""The rows of a PDF as mark-up: headings by the size of their letters, tables by their columns, paragraphs.

What the reader of pages knows of labels, tables and lists then holds for documents as well.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby

from crawler.extraction.labelling import COURSE_FIELDS, field_of
from crawler.extraction.pdf_rows import Cell, Row, Rows

FEWEST_PAGES = 4
"""Pages from which on what stands at the head or foot of most of them is furniture."""

FEWEST_CHAPTERS = 2
"""Chapters that describe a course from which on a document is read chapter by chapter."""

LARGER = 1.12
"""Times the size of the running text from which on a line is a heading by its size alone."""

SMALLER = 0.95
"""Times the size of the running text below which a line at the head or foot of a page may be furniture."""

FOOT = 50.0
"""Points from the page's foot below which any line may be."""

LONGEST_HEADING = 140
"""Characters."""

_NEAR = 4.0
"""Points by which the left edges of one column differ at most."""

_FULL = 0.88
"""Share of the text's width from which on a line was broken off by the margin and not by its writer."""

_PROSE = 42
"""Characters of a cell on the left that is no label: two such columns are a page set in columns."""

_UNREADABLE = re.compile(r"\(cid:\d+\)")
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}\s*$")
_NUMBER = re.compile(r"[\d.\-–|/ ]+|(?:pagina|page|seite)\s+\d+.{0,12}", re.IGNORECASE)
_FILE_NAME = re.compile(r"(?i)^microsoft word|\.(?:docx?|indd|pptx?|xlsx?|pdf)$|^untitled|^document\d*$")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (`level` 1 to 6), or a table or paragraph (0), with the page it stands on."""

    page: int
    level: int
    html: str
    label: str = ""
    """What its first cell or line begins with, which may be a label."""


@dataclass(slots=True)
class Chapter:
    """What stands below one heading of a document, as a page of its own."""

    title: str
    parts: list[Part] = field(default_factory=list)

    @property
    def pages(self) -> frozenset[int]:
        """The pages of the document that it covers."""
        return frozenset(part.page for part in self.parts)

    def markup(self) -> str:
        """It as a page; its own heading is the first."""
        highest = min((part.level for part in self.parts if part.level), default=1)
        body = "\n".join(_raised(part, highest - 1) for part in self.parts)
        head = f"<!doctype html><html><head><title>{escape(self.title)}</title></head>"
        return f"{head}<body>{body}</body></html>"


def chapters(rows: Rows, fallback_title: str) -> list[Chapter]:
    """A document as the chapters that describe a course each, where it has such; else as one.

    They begin at the headings of that level at which most chapters have a course's labels of their own: a guide of
    forty courses in four years is forty chapters, not four.
    """
    parts = _parts(rows.rows)
    title = rows.title if rows.title and not _FILE_NAME.search(rows.title) else fallback_title
    best = [Chapter(title, parts)]
    most = FEWEST_CHAPTERS - 1
    for level in sorted({part.level for part in parts if part.level}):
        cut = _cut(parts, level, title)
        described = sum(_is_described(chapter) for chapter in cut)
        if described > most:
            best, most = cut, described
    return best


def _cut(parts: list[Part], level: int, title: str) -> list[Chapter]:
    cut = [Chapter(title)]
    for part in parts:
        if 0 < part.level <= level:
            cut.append(Chapter(_bare(part.html)))
        cut[-1].parts.append(part)
    return [chapter for chapter in cut if chapter.parts]


def _is_described(chapter: Chapter) -> bool:
    """Whether a chapter has labels of a course, right below its own heading or further down."""
    fields = {field_of(part.label) for part in chapter.parts if part.label}
    return len(fields & COURSE_FIELDS) >= 2 or bool(fields & {"course_code", "credits"})


def _raised(part: Part, by: int) -> str:
    if not part.level:
        return part.html
    level = max(1, part.level - by)
    return f"<h{level}>{part.html[4:-5]}</h{level}>"


def _bare(heading: str) -> str:
    return unescape(heading[4:-5])


def _parts(rows: list[Row]) -> list[Part]:
    kept = _without_furniture(rows)
    body = _running_size(kept)
    levels = _levels(kept, body)
    found: list[Part] = []
    for _page, on_page in groupby(kept, key=lambda row: row.page):
        found += _page_parts(list(on_page), body, levels)
    return found


def texts(rows: Iterable[Row]) -> dict[int, str]:
    """The letters and digits of each page: where something stands is looked up in them."""
    pages: dict[int, list[str]] = {}
    for row in rows:
        pages.setdefault(row.page, []).extend(cell.text for cell in row.cells)
    return {page: letters(" ".join(words)) for page, words in pages.items()}


def letters(text: str) -> str:
    """A text's letters and digits, case aside: what stays the same however it is set."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _without_furniture(rows: list[Row]) -> list[Row]:
    pages, body = len({row.page for row in rows}), _running_size(rows)
    edges: Counter[str] = Counter()
    for _page, on_page in groupby(rows, key=lambda row: row.page):
        some = list(on_page)
        edge = [row for row in [*some[:2], *some[-2:]] if row.top < FOOT or row.cells[0].size < SMALLER * body]
        edges.update({_shape(row) for row in edge})
    repeated = {shape for shape, count in edges.items() if pages >= FEWEST_PAGES and count > pages / 2}
    return [row for row in (_clean(row) for row in rows) if row is not None and _shape(row) not in repeated]


def _clean(row: Row) -> Row | None:
    """A row without letters that have no meaning; None for a page's number or a line of a table of contents."""
    cells = [(cell, " ".join(_UNREADABLE.sub("", cell.text).split())) for cell in row.cells]
    kept = tuple(Cell(cell.left, cell.right, text, cell.size, cell.bold) for cell, text in cells if text)
    whole = " ".join(cell.text for cell in kept)
    return None if not kept or _NUMBER.fullmatch(whole) or _LEADERS.search(whole) else Row(row.page, row.top, kept)


def _shape(row: Row) -> str:
    return re.sub(r"\d+", "#", " ".join(cell.text for cell in row.cells)).casefold()


def _running_size(rows: list[Row]) -> float:
    sizes: Counter[float] = Counter()
    for row in rows:
        for cell in row.cells:
            sizes[round(cell.size)] += len(cell.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _levels(rows: list[Row], body: float) -> dict[int, int]:
    """Size of letters → level of heading, the largest first."""
    larger = {round(row.cells[0].size) for row in rows if row.cells[0].size >= LARGER * body}
    return {size: min(level, 5) for level, size in enumerate(sorted(larger, reverse=True), 1)}


def _heading(row: Row, body: float, levels: dict[int, int]) -> Part | None:
    """A row as a heading; None where it is none. Its number may stand apart ("2.1   Databases")."""
    first, rest = row.cells[0], row.cells[1:]
    if rest and (len(rest) > 1 or not re.fullmatch(r"[\dA-Z.]{1,8}", first.text)):
        return None
    text = " ".join(cell.text for cell in row.cells)
    if len(text) > LONGEST_HEADING or not any(letter.isalpha() for letter in text):
        return None
    if first.size >= LARGER * body:
        level = levels.get(round(first.size), 5)
    elif all(cell.bold for cell in row.cells) and not text.endswith((":", ".", ",", ";")) and ": " not in text:
        level = min(len(levels) + 1, 6)
    else:
        return None
    return Part(row.page, level, f"<h{level}>{escape(text)}</h{level}>")


def _page_parts(rows: list[Row], body: float, levels: dict[int, int]) -> Iterator[Part]:
    """The parts of one page, headings, tables and paragraphs, from top to bottom."""
    table: list[Row] = []
    lines: list[Row] = []
    for row in _in_columns(rows):
        if (heading := _heading(row, body, levels)) is not None:
            yield from _flushed(table, lines)
            yield heading
        elif len(row.cells) > 1 or (table and _goes_on(table, row)):
            yield from _flushed([], lines)
            table.append(row)
        else:
            yield from _flushed(table, [])
            lines.append(row)
    yield from _flushed(table, lines)


def _flushed(table: list[Row], lines: list[Row]) -> Iterator[Part]:
    if table:
        yield from _tables(table)
        table.clear()
    if lines:
        yield from _paragraphs(lines)
        lines.clear()


def _tables(rows: list[Row]) -> Iterator[Part]:
    """A table, told once with the label of every row: what its first column says."""
    yield Part(rows[0].page, 0, _table(rows), rows[0].cells[0].text)
    yield from (Part(row.page, 0, "", row.cells[0].text) for row in rows[1:])


def _in_columns(rows: list[Row]) -> list[Row]:
    """The rows of a page; one that is set in two columns of running text has the left one first."""
    prose = [row for row in rows if len(row.cells) == 2 and all(len(cell.text) >= _PROSE for cell in row.cells)]
    if len(prose) < 5:
        return rows
    edge = Counter(round(row.cells[1].left) for row in prose).most_common(1)[0][0]
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        for side, cells in (
            (left, [c for c in row.cells if c.left < edge - _NEAR]),
            (right, [c for c in row.cells if c.left >= edge - _NEAR]),
        ):
            if cells:
                side.append(Row(row.page, row.top, tuple(cells)))
    return left + right


def _goes_on(table: list[Row], row: Row) -> bool:
    """Whether a lone cell continues a cell of the row above: it stands below it, not below the label."""
    above = table[-1]
    cell = row.cells[0]
    return above.top - row.top < 2.2 * cell.size and any(
        abs(each.left - cell.left) <= _NEAR for each in [c for r in table for c in r.cells[1:]]
    )


def _table(rows: list[Row]) -> str:
    """A table of the rows, each cell under its column."""
    columns = _columns(rows)
    lines: list[list[str]] = []
    heads: list[bool] = []
    for row in rows:
        cells = [""] * len(columns)
        for cell in row.cells:
            at = min(range(len(columns)), key=lambda n: abs(columns[n] - cell.left))
            cells[at] = f"{cells[at]} {cell.text}".strip()
        if len(row.cells) == 1 and lines and not cells[0]:
            lines[-1] = [_joined(above, below, "<br>") for above, below in zip(lines[-1], cells, strict=True)]
        else:
            lines.append([escape(text) for text in cells])
            heads.append(all(cell.bold for cell in row.cells))
    whole = [
        "<tr>" + "".join(f"<{_tag(heads, n)}>{text}</{_tag(heads, n)}>" for text in line) + "</tr>"
        for n, line in enumerate(lines)
    ]
    return f"<table>{''.join(whole)}</table>"


def _tag(heads: list[bool], row: int) -> str:
    return "th" if row == 0 and heads[0] and not all(heads) else "td"


def _columns(rows: list[Row]) -> list[float]:
    """Left edges of the columns."""
    edges: list[float] = []
    for left in sorted(cell.left for row in rows for cell in row.cells):
        if not edges or left - edges[-1] > 3 * _NEAR:
            edges.append(left)
    return edges


def _joined(above: str, below: str, between: str) -> str:
    below = escape(below)
    if not below:
        return above
    if above.endswith((",", "-", "–")) or below[:1].islower():
        return f"{above} {below}"
    return f"{above}{between}{below}" if above else below


def _is_full(cell: Cell, margin: float) -> bool:
    """Whether a line was broken off by the margin, so that it goes on in the next."""
    return cell.right >= _FULL * margin and len(cell.text) >= _PROSE and not cell.text.endswith((":", "."))


def _paragraphs(rows: list[Row]) -> Iterator[Part]:
    """Lines that stand together; one that reaches the margin goes on in the next."""
    block = ""
    before: Row | None = None
    margin = max(row.cells[0].right for row in rows)
    for row in rows:
        cell = row.cells[0]
        if before is None:
            block = escape(cell.text)
        elif before.top - row.top > 1.9 * cell.size:
            yield Part(row.page, 0, f"<p>{block}</p>")
            block = escape(cell.text)
        elif _is_full(before.cells[0], margin):
            broken = block.endswith("-") and cell.text[:1].islower()
            block = f"{block[:-1] if broken else block + ' '}{escape(cell.text)}"
        else:
            block += f"<br>{escape(cell.text)}"
        before = row
        if ":" in cell.text:
            yield Part(row.page, 0, "", cell.text.partition(":")[0])
    if block:
        yield Part(rows[-1].page, 0, f"<p>{block}</p>")
