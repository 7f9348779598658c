"""The figures as csv files, one a table, as a Dutch Excel opens them by double click."""

import csv
import io
from pathlib import Path

from crm.errors import FileError
from crm.exports.formats import guarded
from crm.exports.whole_file import whole_file
from crm.figures.report import Report
from crm.figures.tables import Cell, Column, Figures
from crm.language import _, current_language
from crm.spoken import spoken_reason


def write_tables(report: Report, folder: Path) -> list[Path]:
    """Writes each table into `folder`, which is made when it is not there; each file is written whole or not at all.

    Raises FileError when the folder cannot be made, WerkplaatsError when a file cannot be written.
    """
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        told = _("{path} cannot be made: {why}.").format(path=folder, why=spoken_reason(error))
        raise FileError(told) from error
    written = []
    for table in report.tables:
        path = folder / f"{table.key}.csv"
        with whole_file(path) as file:
            file.write(_csv(table).encode("utf-8-sig"))
        written.append(path)
    return written


def _csv(table: Figures) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.label for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(column, cell) for column, cell in zip(table.columns, row, strict=True)])
    return text.getvalue()


def _cell(column: Column, cell: Cell) -> str:
    """A number as Excel takes it in this language, a code in words, nothing where nothing is known."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        number = f"{cell:.3f}".rstrip("0").rstrip(".")
        return number.replace(".", ",") if current_language() == "nl" else number
    return guarded(column.words.get(str(cell), str(cell)))
