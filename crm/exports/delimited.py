"""Rows of delimited text: for a Dutch spreadsheet, where no cell acts, and for machines, where no value changes."""

import csv
from collections.abc import Callable, Sequence

from crm.exports.columns import Cells, headings
from crm.exports.line import ExportLine, Lines
from crm.exports.machine import MAUTIC, Target
from crm.words import Recipients

FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"
"""A cell that begins with one of these may act as a formula in a spreadsheet; the wide ones do in some languages."""

_STARTS = frozenset(FORMULA_SIGNS)
_WIDE = tuple(f";{sign}" for sign in FORMULA_SIGNS if not sign.isascii())


def guarded(cell: str) -> str:
    """The cell as text that never acts: an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if cell[:1] in _STARTS else cell


class _Back:
    """Gives back what a csv writer writes: a row as text."""

    @staticmethod
    def write(text: str) -> str:
        return text


def spreadsheet_rows(recipients: Recipients) -> tuple[str, Callable[[Lines], list[str]]]:
    """Header and writer of a file that a Dutch Excel opens by double click: semicolons, byte order mark, CRLF."""
    writer = csv.writer(_Back(), delimiter=";", lineterminator="\r\n")
    cells = Cells(recipients)
    header: str = writer.writerow([guarded(heading) for heading in headings(recipients)])

    def row(told: Sequence[str]) -> str:
        text = _plain_row(told)
        if text is not None:
            return text
        written: str = writer.writerow([guarded(cell) for cell in told])
        return written

    return f"\ufeff{header}", lambda people: list(map(row, cells.of(people)))


def _plain_row(cells: Sequence[str]) -> str | None:
    """The row as the csv module would write it, where no cell has to be quoted or guarded; None where one may have to.

    Nearly all rows are like that, and a few looks at the whole row cost a third of one at each cell.
    """
    text = f";{';'.join(cells)}"
    if '"' in text or text.count(";") != len(cells) or "\n" in text or "\r" in text or "\t" in text:
        return None
    if ";=" in text or ";+" in text or ";-" in text or ";@" in text:
        return None
    if not text.isascii() and any(sign in text for sign in _WIDE):
        return None
    return f"{text[1:]}\r\n"


def machine_rows(target: Target, campaign: str) -> tuple[str, Callable[[Lines], list[str]]]:
    """Header and writer of rows of a file for the importer `target`."""
    if target is MAUTIC:
        return _php_row(target.header), lambda people: [_php_row(target.cells(line, campaign)) for line in people]
    writer = csv.writer(_Back(), delimiter=target.delimiter, lineterminator=target.newline)
    header: str = writer.writerow(target.header)
    longest = target.longest

    def row(line: ExportLine) -> str:
        cells = target.cells(line, campaign)
        if longest is not None:
            cells = [within(cell, longest) for cell in cells]
        written: str = writer.writerow(cells)
        return written

    return header, lambda people: list(map(row, people))


def within(text: str, longest: int) -> str:
    """`text` in at most `longest` bytes of UTF-8; cut between characters."""
    if len(text) * 4 <= longest:
        return text
    coded = text.encode()
    return text if len(coded) <= longest else coded[:longest].decode(errors="ignore").rstrip()


def _php_row(cells: Sequence[str]) -> str:
    return ",".join(_php_cell(cell) for cell in cells) + "\n"


def _php_cell(cell: str) -> str:
    r"""A cell as PHP's `str_getcsv` reads it with its usual escape, the backslash.

    Behind a backslash a quote neither ends the cell nor is doubled, and the backslash stays. So the quote of `\"` is
    written once, and a cell that would end in a backslash gets a space behind it, which Mautic trims.
    """
    if not any(sign in cell for sign in ',"\\') and cell == cell.strip():
        return cell
    quoted, escaped = [], False
    for sign in cell:
        quoted.append('""' if sign == '"' and not escaped else sign)
        escaped = sign == "\\" and not escaped
    return f'"{"".join(quoted)}{" " if cell.endswith(chr(92)) else ""}"'
