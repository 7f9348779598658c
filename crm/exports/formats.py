"""The kinds of file: Excel-NL csv and xlsx for people, JSON for machines. Each writes lines to an open file."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import IO, Any

from crm.exports.columns import cells, headings
from crm.exports.contacts import ExportLine
from crm.language import _

FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"
"""A cell that begins with one of these may act as a formula in a spreadsheet; the wide ones do in some languages."""

LONGEST_CELL = 32_767
"""Characters a cell of a spreadsheet can hold."""


class ExportFormat(StrEnum):
    """The kinds of file that can be written."""

    CSV = "csv"
    EXCEL = "excel"
    JSON = "json"


def write(kind: ExportFormat, file: IO[bytes], lines: Iterable[ExportLine]) -> None:
    """Writes `lines` to `file` as `kind`."""
    writers: dict[ExportFormat, Callable[[IO[bytes], Iterable[ExportLine]], None]] = {
        ExportFormat.CSV: _csv,
        ExportFormat.EXCEL: _excel,
        ExportFormat.JSON: _json,
    }
    writers[kind](file, lines)


def guarded(cell: str) -> str:
    """The cell as text that never acts: an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if cell[:1] and cell[0] in FORMULA_SIGNS else cell


def _csv(file: IO[bytes], lines: Iterable[ExportLine]) -> None:
    """As a Dutch Excel opens it by double click: semicolons, a byte order mark, CRLF."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings())
    for line in lines:
        writer.writerow([guarded(cell) for cell in cells(line)])
    text.detach()


def _excel(file: IO[bytes], lines: Iterable[ExportLine]) -> None:
    """Every cell is text: written as a string, whatever it looks like."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    sheet = book.add_worksheet(_("Contacts"))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headings()) - 1, 22)
    bold = book.add_format({"bold": True})
    for number, heading in enumerate(headings()):
        sheet.write_string(0, number, heading, bold)
    for row, line in enumerate(lines, start=1):
        for number, cell in enumerate(cells(line)):
            sheet.write_string(row, number, cell[:LONGEST_CELL])
    book.close()


def _json(file: IO[bytes], lines: Iterable[ExportLine]) -> None:
    """One list of objects; values as they are, lists as lists."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="\n", write_through=True)
    text.write("[")
    for number, line in enumerate(lines):
        text.write(",\n " if number else "\n ")
        json.dump(_object(line), text, ensure_ascii=False)
    text.write("\n]\n")
    text.detach()


def _object(line: ExportLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "titles": line.titles or None,
        "given": line.given or None,
        "prefix": line.prefix or None,
        "surname": line.surname,
        "email": line.email,
        "school": line.school or None,
        "roles": [kind.value for kind in line.roles],
        "courses": list(line.courses),
        "stage": line.stage.value,
        "basis": line.basis.value,
        "source": {"page": line.page or None, "seen_on": line.seen_on.isoformat() if line.seen_on else None},
    }
