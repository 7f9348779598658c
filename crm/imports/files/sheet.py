"""What every file comes down to: sheets of rows of cells, each with the line it stands on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from crm.language import _
from crm.text import clean

Recognises = Callable[[str], str | None]
"""What a column of that name holds, or None."""

LOOKED_THROUGH = 30
"""Rows from the top in which the header is looked for."""

MOST_COLUMNS = 500
"""Columns of a sheet that are read: no address book has more."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. `line` is its first line in the file, counted from 1."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read as one, and why, in a sentence."""

    line: int
    reason: str
    text: str = ""


Rows = Iterator[SheetRow | BadRow]


@dataclass(slots=True)
class Sheet:
    """One table of a file: its header and the rows below. `rows()` reads them once more each time it is called."""

    name: str
    """Of a workbook with several sheets which one; empty otherwise."""
    header: list[str]
    """Names of the columns, each once."""
    header_line: int
    """0 where the file has none."""
    read: Callable[[], Rows]

    def rows(self) -> Rows:
        """The rows below the header, empty ones left out."""
        for row in self.read():
            if row.line > self.header_line and (isinstance(row, BadRow) or any(row.cells)):
                yield row


@dataclass(slots=True)
class Book:
    """A file: its name without folder, its sheets, and what is to be known about it."""

    file: str
    sheets: list[Sheet]
    remarks: list[str] = field(default_factory=list)
    size: int = 0
    """Bytes, for the progress bar."""

    def page(self, sheet: Sheet, line: int) -> str:
        """Where a row stands, as its sightings name it: "list.xlsx, Blad1, line 12"."""
        return f"{self.file}, {sheet.name}, line {line}" if sheet.name else f"{self.file}, line {line}"


def with_header(name: str, read: Callable[[], Rows], recognises: Recognises) -> Sheet | None:
    """The sheet of `read` with its header: among the first rows the one that names most; None where all is empty.

    Where no row names anything, the first that holds several cells is taken, so that a mapping can be made by hand.
    """
    top: list[SheetRow] = []
    for row in read():
        if isinstance(row, SheetRow) and any(row.cells):
            top.append(row)
        if len(top) >= LOOKED_THROUGH:
            break
    if not top:
        return None
    named = [len({field for cell in row.cells if cell and (field := recognises(cell))}) for row in top]
    most = max(named)
    if most:
        chosen = top[named.index(most)]
    else:
        chosen = next((row for row in top if sum(map(bool, row.cells)) > 1), top[0])
        if any("@" in cell for cell in chosen.cells):
            header = [_("column {n}").format(n=number) for number in range(1, len(chosen.cells) + 1)]
            return Sheet(name, header, 0, read)
    return Sheet(name, _each_once(chosen.cells), chosen.line, read)


def _each_once(cells: list[str]) -> list[str]:
    """Names of columns, numbered where one comes again; a nameless one by its place."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for place, cell in enumerate(cells, start=1):
        name = clean(cell, 60) or _("column {n}").format(n=place)
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names
