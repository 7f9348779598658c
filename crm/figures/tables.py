"""A table of figures: what a page shows as a plot, a file as rows, a command as JSON and a screen as bars."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from crm.language import _, current_language

Cell = str | int | float | date | None


class Kind(StrEnum):
    """What a column holds. `SHARE`: from 0 to 1; `DAYS`: a median; `MARK`: from 1 to 10."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    DAYS = "days"
    MARK = "mark"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in files and JSON, its heading, what it holds, and the words for values that are codes."""

    key: str
    label: str
    kind: Kind = Kind.COUNT
    words: Mapping[str, str] = field(default_factory=dict)

    def said(self, cell: Cell) -> str:
        """A cell as it is read by people; "–" where there is no figure, "unknown" where there is no name."""
        if cell is None:
            return _("unknown") if self.kind is Kind.TEXT else "–"
        if self.kind is Kind.SHARE:
            return f"{round(float(str(cell)) * 100)}%"
        if isinstance(cell, float):
            return _comma(f"{cell:.1f}".removesuffix(".0"))
        return self.words.get(str(cell), str(cell))


@dataclass(frozen=True, slots=True)
class Figures:
    """A table under a name that files and JSON know it by.

    `bars` are the columns that a plot shows, against the first column; `over_time`: its rows are years.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    bars: tuple[str, ...] = ()
    over_time: bool = False
    note: str = ""

    @property
    def half(self) -> bool:
        """Whether half the width of a page does."""
        texts = sum(column.kind is Kind.TEXT for column in self.columns)
        return len(self.columns) <= 5 and texts <= 1 and not (self.over_time and self.bars)

    def column(self, key: str) -> tuple[Column, list[Cell]]:
        """The column `key` and its cells, from the first row down."""
        number = [column.key for column in self.columns].index(key)
        return self.columns[number], [row[number] for row in self.rows]

    def json(self) -> list[dict[str, Any]]:
        """The rows as commands give them."""
        keys = [column.key for column in self.columns]
        return [{key: _plain(cell) for key, cell in zip(keys, row, strict=True)} for row in self.rows]

    def shown(self) -> list[list[str]]:
        """The rows as people read them."""
        return [[column.said(cell) for column, cell in zip(self.columns, row, strict=True)] for row in self.rows]


def share(part: int, whole: int) -> float | None:
    """`part` of `whole`, from 0 to 1; None of nothing."""
    return part / whole if whole else None


def middle(counts: Iterable[tuple[int | None, int]]) -> float | None:
    """The median of numbers that are given with how often each is there; those that are None are no numbers."""
    found = sorted((number, times) for number, times in counts if number is not None and times)
    total = sum(times for _number, times in found)
    if not total:
        return None
    return (_at(found, (total - 1) // 2) + _at(found, total // 2)) / 2


def _at(found: list[tuple[int, int]], place: int) -> int:
    for number, times in found:
        if place < times:
            return number
        place -= times
    raise IndexError(place)


def _comma(number: str) -> str:
    return number.replace(".", ",") if current_language() == "nl" else number


def _plain(cell: Cell) -> str | int | float | None:
    if isinstance(cell, date):
        return cell.isoformat()
    return round(cell, 3) if isinstance(cell, float) else cell
