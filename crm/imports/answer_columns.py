"""The columns of a file of answers, and its rows as they are read: by whom each is taken is told by what it holds."""

import hashlib
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from crm.imports.files import Sheet, SheetRow
from crm.resources import data_path
from crm.text import clean, fold

_EMPTY = frozenset(("", "0", "false", "no", "nee", "n", "null", "none"))
"""What stands, folded, in a column that says nothing of this row."""

LONGEST_CELL = 2_000
"""Characters read of a cell."""


class AnswerField(StrEnum):
    """What a column of a file of answers can hold."""

    CODE = "code"
    ANSWER = "answer"
    NOTE = "note"
    ON = "on"
    UNTIL = "until"
    EMAIL = "email"
    EVENT = "event"
    CAMPAIGN = "campaign"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row: its line in the file, and the cells by what their column holds. `written`: all of them as they stand."""

    line: int
    cells: dict[AnswerField, str]
    sheet: str = ""
    written: tuple[str, ...] = ()

    def get(self, field: AnswerField) -> str:
        """What the column of that field holds; "" for nothing."""
        return self.cells.get(field, "")

    @property
    def key(self) -> str:
        """What makes it this row, wherever it stands: a hash of what it says."""
        said = "\n".join(f"{field}={fold(text)}" for field, text in sorted(self.cells.items()) if text)
        return f"row:{hashlib.sha256(said.encode()).hexdigest()}"


@cache
def _names() -> dict[str, AnswerField]:
    told = tomllib.loads(data_path("imports/answers.toml").read_text(encoding="utf-8"))["columns"]
    known: dict[str, AnswerField] = {}
    for field in AnswerField:
        for word in (*told[field.value], field.value):
            known.setdefault(fold(word), field)
    return known


@cache
def _implied() -> dict[str, str]:
    """Columns whose being filled says what happened, as mail tools have them in their lists."""
    told = tomllib.loads(data_path("imports/answers.toml").read_text(encoding="utf-8"))["implied"]
    return {fold(word): event for event, words in told.items() for word in words}


def recognised(header: str) -> AnswerField | None:
    """What a column of this name holds, or None."""
    return _names().get(fold(header)) if len(header) <= 60 else None


def row_of(sheet: Sheet, row: SheetRow) -> AnswerRow:
    """A row of a sheet; of several columns of one field the first that is filled."""
    cells: dict[AnswerField, str] = {}
    for name, cell in zip(sheet.header, row.cells, strict=False):
        field, text = recognised(name), clean(cell, LONGEST_CELL)
        if field is not None and text and field not in cells:
            cells[field] = text
        implied = _implied().get(fold(name)) if len(name) <= 60 else None
        if implied is not None and fold(text) not in _EMPTY and AnswerField.EVENT not in cells:
            cells[AnswerField.EVENT] = implied
    return AnswerRow(row.line, cells, sheet.name, tuple(row.cells))
