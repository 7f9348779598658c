"""The connections of an archive as rows of contacts; in an unknown language the columns are told by their content."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from crm.errors import FileError, UsageError
from crm.imports.columns import ColumnFields, Field, field_word, said_mapping
from crm.imports.days import day_in
from crm.imports.files import Sheet, SheetRow
from crm.imports.files.delimited import sheet_of
from crm.imports.files.texts import text_of
from crm.imports.linkedin.archive import Archive, vocabulary
from crm.language import _
from crm.services.profiles import profile_key
from crm.text import fold

SAMPLE = 60


@dataclass(slots=True)
class Connections:
    """The sheet of connections: what its columns hold, and which says since when."""

    sheet: Sheet
    fields: ColumnFields
    connected_on: int | None
    remarks: list[str] = field(default_factory=list)


def connections_of(archive: Archive, mapping: str = "") -> Connections | None:
    """The connections of `archive`; None where it has none. `mapping` says what columns hold, over their names.

    Raises FileError for an empty file; UsageError for a mapping that fits nothing, or where no column holds a name.
    """
    if "connections" not in archive.parts:
        return None
    name = archive.name("connections")
    text = text_of(archive.content("connections"), name)
    sheet = sheet_of(text, _recognised)
    if sheet is None:
        raise FileError(_("{file} holds no rows.").format(file=name))
    fields = ColumnFields(tuple(sheet.header), tuple(_field(column) for column in sheet.header))
    when = next((n for n, column in enumerate(sheet.header) if _recognised(column) == "connected_on"), None)
    found = Connections(sheet, fields, when, [*text.remarks])
    if not (fields.names_people and len({each for each in fields.fields if each}) > 1):
        found.fields, found.connected_on = _by_content(sheet)
        if found.fields.names_people:
            found.remarks.append(_told(name, found.fields))
    if mapping:
        found.fields = said_mapping(mapping, found.fields)
    if not found.fields.names_people:
        raise UsageError(
            _("No column of {file} is known to hold a name: it has {columns}. Say which: --map 'Column=name'.").format(
                file=name, columns=", ".join(sheet.header[:15])
            )
        )
    return found


def _recognised(header: str) -> str | None:
    folded = fold(header)
    return next((wanted for wanted, names in vocabulary()["connections"].items() if folded in names), None)


def _field(header: str) -> Field | None:
    wanted = _recognised(header)
    return Field(wanted) if wanted in set(Field) else None


def _told(file: str, fields: ColumnFields) -> str:
    """The mapping in words, so that whoever reads it can say where it is wrong."""
    pairs = zip(fields.header, fields.fields, strict=True)
    said = ", ".join(f"{name} = {field_word(each)}" for name, each in pairs if each is not None)
    return _("The columns of {file} are in an unknown language and were told by what they hold: {mapping}.").format(
        file=file, mapping=said
    )


def _by_content(sheet: Sheet) -> tuple[ColumnFields, int | None]:
    """What columns hold by what stands in them; the order is LinkedIn's: first name, surname, …, company, position."""
    rows = [row.cells for row in islice(sheet.rows(), SAMPLE) if isinstance(row, SheetRow)]
    width = len(sheet.header)
    fields: list[Field | None] = [None] * width
    when = None
    words: list[int] = []
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row) and row[column]]
        if _mostly(cells, lambda cell: profile_key(cell) is not None):
            fields[column] = Field.PROFILE
        elif _mostly(cells, lambda cell: "@" in cell):
            fields[column] = Field.EMAIL
        elif _mostly(cells, lambda cell: day_in(cell, month_first=True) is not None or _years(cell)):
            when = column
        elif cells:
            words.append(column)
    order = (Field.FIRST_NAME, Field.LAST_NAME, Field.ORGANISATION, Field.ROLE)
    if len(words) >= 2 and Field.PROFILE in fields:
        for column, each in zip(words, order, strict=False):
            fields[column] = each
    return ColumnFields(tuple(sheet.header), tuple(fields)), when


def _mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(bool(holds(cell)) for cell in cells) * 10 >= len(cells) * 8


def _years(cell: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}\W+[^\W\d_]{3,12}\W+\d{4}", cell))
