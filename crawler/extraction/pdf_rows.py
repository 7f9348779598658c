"""The text of a PDF as rows of cells, read in a process of its own that cannot take more than it is given.

    python -m crawler.extraction.pdf_rows < FILE.pdf        a line of JSON a page

A PDF is a program for drawing: a hostile one unpacks to gigabytes or never ends. The process has limits on memory and
on time that the kernel holds; whatever it had read by then counts.
"""

import io
import json
import logging
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfminer.layout import LTTextLine

MOST_PAGES = 500
"""Pages that are read of one document."""

MOST_CELLS = 3_000
"""Pieces of text that are taken of one page; a page of dense tables has some hundreds."""

MOST_CPU = 20
"""Seconds of processor time for one document: some hundred pages."""

MOST_SECONDS = 40.0
"""Seconds that are waited for a document, on a computer that has more to do."""

MOST_MEMORY = 1_500 * 1024 * 1024
"""Bytes of memory for one document."""

LOCKED = 10
"""Exit code for a document that asks a password."""

_SAME_ROW = 0.45
"""Share of a line's height by which two pieces of one row may differ."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text that stands together. `left` and `right` in points from the page's left edge."""

    left: float
    right: float
    text: str
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one line of a page, from left to right. `top` in points from the page's foot."""

    page: int
    """From 1."""
    top: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a document, as far as it could be read, and why not further (None where it was read to its end)."""

    rows: list[Row]
    title: str | None = None
    trouble: str | None = None
    """`locked`, `damaged`, or `long` where it took too long or too much."""


def rows_of(body: bytes) -> Rows:
    """The rows of the PDF in `body`. Never raises for what it holds."""
    command = [sys.executable, "-m", "crawler.extraction.pdf_rows"]
    try:
        done = subprocess.run(  # noqa: S603 - this very module; the body goes to its stdin
            command, input=body, capture_output=True, timeout=MOST_SECONDS, check=False
        )
        output, code = done.stdout, done.returncode
    except subprocess.TimeoutExpired as error:
        output, code = error.stdout or b"", -1
    rows: list[Row] = []
    title: str | None = None
    for line in output.split(b"\n"):
        try:
            said = json.loads(line) if line else {}
        except ValueError:
            continue  # the line that was being written when it was ended
        title = said.get("title", title)
        rows += [Row(said["page"], top, tuple(Cell(*cell) for cell in cells)) for top, cells in said.get("rows", ())]
    if code == 0:
        return Rows(rows, title)
    return Rows(rows, title, "locked" if code == LOCKED else "damaged" if code > 0 else "long")


def main() -> int:
    """Reads the document on stdin."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU, MOST_CPU + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    logging.disable(logging.CRITICAL)
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        for said in _pages(sys.stdin.buffer.read()):
            sys.stdout.write(json.dumps(said, ensure_ascii=True) + "\n")
            sys.stdout.flush()
    except PDFPasswordIncorrect:
        return LOCKED
    except MemoryError:
        return -1
    except Exception:  # noqa: BLE001 - whatever a document makes its reader raise, it is the document that is damaged
        return 1
    return 0


def _pages(body: bytes) -> Iterator[dict[str, Any]]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(io.BytesIO(body)))
    yield {"title": _title(document.info)}
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams(boxes_flow=None, line_margin=0.0))
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > MOST_PAGES:
            return
        interpreter.process_page(page)
        cells = [found for line in _lines(device.get_result()) if (found := _cell(line)) is not None][:MOST_CELLS]
        yield {"page": number, "rows": _rows(cells)}


def _title(infos: Iterable[dict[str, Any]]) -> str | None:
    from pdfminer.utils import decode_text

    for info in infos:
        said = info.get("Title")
        if isinstance(said, bytes) and said:
            return decode_text(said)[:300]
    return None


def _lines(item: Any) -> "Iterator[LTTextLine]":  # noqa: ANN401 - the layout's tree is untyped
    from pdfminer.layout import LTTextContainer, LTTextLine

    for each in item:
        if isinstance(each, LTTextLine):
            yield each
        elif isinstance(each, LTTextContainer):
            yield from _lines(each)


def _cell(line: "LTTextLine") -> tuple[float, tuple[float, float, str, float, bool], float] | None:
    """Middle, cell and height of a line of the layout."""
    from pdfminer.layout import LTChar

    text = " ".join(line.get_text().split())
    letters = [each for each in line if isinstance(each, LTChar)]
    if not text or not letters:
        return None
    size = sorted(each.size for each in letters)[len(letters) // 2]
    bold = sum("bold" in each.fontname.lower() or "black" in each.fontname.lower() for each in letters)
    cell = (round(line.x0, 1), round(line.x1, 1), text[:4_000], round(size, 1), bold * 2 > len(letters))
    return (line.y0 + line.y1) / 2, cell, line.height


def _rows(cells: list[tuple[float, Any, float]]) -> list[tuple[float, list[Any]]]:
    """Cells on one height make a row, from left to right; rows from top to bottom."""
    rows: list[tuple[float, float, list[Any]]] = []
    for middle, cell, height in sorted(cells, key=lambda each: -each[0]):
        if rows and abs(rows[-1][0] - middle) <= _SAME_ROW * min(rows[-1][1], height):
            rows[-1][2].append(cell)
        else:
            rows.append((middle, height, [cell]))
    return [(round(middle, 1), sorted(row)) for middle, _height, row in rows]


if __name__ == "__main__":
    sys.exit(main())
