"""A file is told by what is in it, never by its name alone."""

import io
import zipfile
from pathlib import Path

from crm.errors import FileError
from crm.imports.files import delimited, vcards, workbooks
from crm.imports.files.sheet import Book, Recognises, Sheet
from crm.imports.files.texts import read_bytes, text_of
from crm.language import _
from crm.text import clean

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Office before 2007 begin, and files of today with a password."""


def open_book(path: Path, recognises: Recognises) -> Book:
    """The file at `path` as sheets: csv in any form, xlsx (xls, ods), or vCards.

    `recognises` says what a column of some name holds; by it the header and the separator are found. Raises FileError,
    which names the file and what to do.
    """
    content = read_bytes(path)
    file = clean(path.name, 200)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _refuse_other_archive(content, file)
        sheets, remarks = workbooks.sheets_of(content, file, recognises)
        return _book(file, sheets, remarks, len(content))
    if content.startswith(_OLD_WORKBOOK):
        sheets, remarks = workbooks.sheets_of(content, file, recognises)
        return _book(file, sheets, remarks, len(content))
    if content.startswith(b"%PDF"):
        raise FileError(_("{file} is a PDF: give the csv, xlsx or vcf file it was made from.").format(file=file))
    text = text_of(content, file)
    if vcards.is_vcard(text):
        return _book(file, [vcards.sheet_of(text)], text.remarks, len(content))
    sheet = delimited.sheet_of(text, recognises)
    return _book(file, [sheet] if sheet is not None else [], text.remarks, len(content))


def _book(file: str, sheets: list[Sheet], remarks: list[str], size: int) -> Book:
    if not sheets:
        raise FileError(_("{file} holds no rows.").format(file=file))
    return Book(file, sheets, remarks, size)


def _refuse_other_archive(content: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {Path(name).name.lower() for name in archive.namelist()}
            encrypted = any(part.flag_bits & 1 for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise FileError(_("{file} is damaged: get it once more.").format(file=file)) from error
    if "workbook.xml" in names or "content.xml" in names or "workbook.bin" in names:
        return
    if encrypted:
        raise FileError(_("{file} has a password: unpack it first and give what was in it.").format(file=file))
    if "connections.csv" in names:
        raise FileError(_("{file} is a LinkedIn export: `werkplaats import linkedin` reads it.").format(file=file))
    raise FileError(_("{file} is a zip and no workbook: unpack it and give the file in it.").format(file=file))
