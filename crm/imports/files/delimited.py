"""Text with separators: csv in whatever form a program wrote it."""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from crm.imports.files.sheet import MOST_COLUMNS, BadRow, Recognises, Rows, Sheet, SheetRow, with_header
from crm.imports.files.texts import Text
from crm.language import _

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 50
_MOST_LINES = 200
"""Lines of one record; more means that a quote was opened and never closed."""

csv.field_size_limit(1_000_000)


def sheet_of(text: Text, recognises: Recognises) -> Sheet | None:
    """The table in `text`; None where it holds nothing. The separator is told by the header and by even rows."""
    lines = text.lines
    given = _said(lines[0]) if lines else None
    if given is not None:
        lines = ["", *lines[1:]]
    delimiter = given or _delimiter(lines, recognises)
    return with_header("", lambda: _rows(lines, delimiter), recognises)


def _said(line: str) -> str | None:
    """The separator that Excel's first line says: "sep=;"."""
    bare = line.strip().strip('"').lower()
    return bare[4] if bare.startswith("sep=") and len(bare) == 5 else None


def _delimiter(lines: list[str], recognises: Recognises) -> str:
    def score(delimiter: str) -> tuple[int, float, int]:
        rows = [row.cells for row in islice(_rows(lines, delimiter), _SAMPLE) if isinstance(row, SheetRow)]
        rows = [row for row in rows if any(row)]
        widths = Counter(len(row) for row in rows)
        width, count = widths.most_common(1)[0] if widths else (1, 0)
        named = max((len({recognises(cell) for cell in row} - {None}) for row in rows), default=0)
        return named, count / len(rows) if width > 1 else 0.0, width

    return max(_DELIMITERS, key=score)


def _rows(lines: list[str], delimiter: str) -> Rows:
    """Every record, with its first line. One whose quote is never closed is bad, and reading goes on below it."""
    start = 0
    while start < len(lines):
        for row in _from(lines, start, delimiter):
            if isinstance(row, BadRow):
                start = row.line
                yield row
                break
            yield row
        else:
            return


def _swallows(below: list[str], delimiter: str, cells: int) -> bool:
    """Whether a record took in lines that are rows themselves: they have more separators than it came to cells."""
    return any(line.count(delimiter) >= cells for line in below)


def _from(lines: list[str], start: int, delimiter: str) -> Iterator[SheetRow | BadRow]:
    reader = csv.reader((f"{line}\n" for line in islice(lines, start, None)), delimiter=delimiter)
    line = start + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield BadRow(line, _("a field is too long: is a quote not closed?"), lines[line - 1])
            return
        after = start + reader.line_num + 1
        if after - line > _MOST_LINES or _swallows(lines[line : after - 1], delimiter, len(cells)):
            yield BadRow(line, _("a quote is opened here and not closed"), lines[line - 1])
            return
        if cells:
            yield SheetRow(line, [cell.strip() for cell in cells[:MOST_COLUMNS]])
        line = after
