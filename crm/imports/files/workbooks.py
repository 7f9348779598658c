"""Workbooks: xlsx, xlsm, xls and ods. Values are read; macros and formulas never run."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from crm.errors import FileError
from crm.imports.files.sheet import MOST_COLUMNS, Recognises, Rows, Sheet, SheetRow, with_header
from crm.language import _

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_UNPACKED = 400 * 1024 * 1024
"""Bytes that a workbook may unpack to: a million rows of contacts take some 200 MB."""

MOST_TIMES = 150
"""Times its own size that a part of more than a few megabytes may unpack to; sheets of text pack 10 to 20 times."""


def sheets_of(content: bytes, file: str, recognises: Recognises) -> tuple[list[Sheet], list[str]]:
    """The sheets of a workbook that hold a table, and what is to be known about it.

    Raises FileError for a workbook with a password, one that is damaged, or one that unpacks to far more than it is.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    remarks = _checked(content, file)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = [sheet for name in book.sheet_names if (sheet := _sheet(book.get_sheet_by_name(name), recognises))]
    except PasswordError as error:
        raise FileError(
            _("{file} has a password: open it in your spreadsheet program and save it without one.").format(file=file)
        ) from error
    except CalamineError as error:
        raise FileError(
            _("{file} is no workbook that can be read: save it again as xlsx.").format(file=file)
        ) from error
    if len(found) > 1:
        named = [sheet for sheet in found if any(recognises(name) for name in sheet.header)]
        if named and len(named) < len(found):
            left = ", ".join(sheet.name for sheet in found if sheet not in named)
            remarks.append(_("Sheets without names of columns are left out: {sheets}.").format(sheets=left))
            found = named
    if len(found) == 1:
        found[0].name = ""
    return found, remarks


def refuse_bomb(archive: zipfile.ZipFile, file: str, most: int) -> None:
    """Raises FileError for an archive that unpacks to more than `most` bytes, or to very many times its size."""
    total = 0
    for part in archive.infolist():
        total += part.file_size
        bomb = part.file_size > 5_000_000 and part.file_size > part.compress_size * MOST_TIMES
        if total > most or bomb:
            raise FileError(
                _("{file} unpacks to far more than it should ({part}): it is not opened.").format(
                    file=file, part=part.filename[:100]
                )
            )


def _checked(content: bytes, file: str) -> list[str]:
    if not content.startswith(b"PK"):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bomb(archive, file, MOST_UNPACKED)
            macros = any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
    except zipfile.BadZipFile as error:
        raise FileError(_("{file} is damaged: get it once more.").format(file=file)) from error
    return [_("The workbook holds macros: they were not run.")] if macros else []


def _sheet(sheet: "CalamineSheet", recognises: Recognises) -> Sheet | None:
    if not sheet.height or not sheet.width:
        return None
    filled = _merged(sheet)
    return with_header(sheet.name, lambda: _rows(sheet, filled), recognises)


Filled = dict[int, list[tuple[int, int, int]]]
"""Row → the cells in it that a merged range covers: column, and the row and column whose value they show."""


def _merged(sheet: "CalamineSheet") -> Filled:
    filled: Filled = {}
    for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[:20_000]:
        if bottom - top > 100_000 or right - left > MOST_COLUMNS:
            continue
        for row in range(top, bottom + 1):
            cells = filled.setdefault(row, [])
            cells += [(column, top, left) for column in range(left, right + 1) if (row, column) != (top, left)]
    return filled


def _rows(sheet: "CalamineSheet", filled: Filled) -> Rows:
    """The rows that hold something. A merged range shows its value in each of its cells."""
    first_row, first_column = sheet.start or (0, 0)
    corners: dict[tuple[int, int], str] = {}
    wanted = {(top, left) for cells in filled.values() for _column, top, left in cells}
    for number, values in enumerate(_values(sheet), start=first_row):
        if not any(value != "" for value in values) and number not in filled:
            continue
        cells = [_text(value) for value in values[:MOST_COLUMNS]]
        for column, cell in enumerate(cells, start=first_column):
            if (number, column) in wanted:
                corners[number, column] = cell
        for column, top, left in filled.get(number, ()):
            place = column - first_column
            if 0 <= place < len(cells) and not cells[place]:
                cells[place] = corners.get((top, left), "")
        yield SheetRow(number + 1, cells)


def _values(sheet: "CalamineSheet") -> Iterator[list[Any]]:
    return iter(sheet.iter_rows())


def _text(value: str | float | bool | date | time | timedelta) -> str:  # noqa: FBT001 - a cell
    """The cell as text: whole numbers without a point, days and moments in ISO form."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
