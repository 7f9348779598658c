"""Files that people hand over, as rows of cells: csv, workbooks, vCards. Nothing of the database is known here."""

from crm.imports.files.opening import open_book
from crm.imports.files.sheet import BadRow, Book, Sheet, SheetRow

__all__ = ["BadRow", "Book", "Sheet", "SheetRow", "open_book"]
