"""Figures in a terminal: a table's name with its first figure, its bars, and its rows with every column."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crm.language import _
from tui.showing import Line, fit, shown

if TYPE_CHECKING:
    from crm.figures.tables import Cell, Column, Figures

LABEL, VALUE, LONGEST = 22, 7, 48
"""Cells of what a bar is of, at most, of its figure, and of the longest bar."""

TONES = ("key", "stage-agreement", "dim")
"""Of the bars beside each other: the first, the second, the third."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a group of tables."""

    title: str


def name_line(row: "Heading | Figures", width: int) -> Line:
    """A table by its name; a group's title stands out."""
    if isinstance(row, Heading):
        return [(fit(row.title, width), "key")]
    return [(fit(f" {row.title}", width), "" if row.rows else "dim")]


def bar_lines(table: "Figures", width: int, most: int) -> list[Line]:
    """The table at a glance, in at most `most` lines: its title, what the bars are, a bar for each row and figure."""
    lines: list[Line] = [[(fit(table.title, width), "strong")]]
    if not table.rows:
        return [*lines, [], *([(line, "dim")] for line in wrap(_filled_by(table.key), max(width, 20)))]
    keys = table.bars or _counts(table)
    series = [table.column(key) for key in keys]
    lines += [_legend(series), []]
    room = max((most - len(lines) - 1) // len(series), 1)
    numbers = range(len(table.rows))
    shown_rows = numbers[-room:] if table.over_time else numbers[:room]
    first = table.columns[0]
    label = min(max(cell_len(first.said(table.rows[number][0])) for number in shown_rows) + 1, LABEL)
    highest = max((_size(cells[number]) for _column, cells in series for number in shown_rows), default=0)
    for number in shown_rows:
        name = first.said(table.rows[number][0])
        for which, (column, cells) in enumerate(series):
            lines.append(_bar(name if not which else "", column, cells[number], highest, (label, width), TONES[which]))
    if len(shown_rows) < len(table.rows):
        lines.append([(_("enter: all {n} rows").format(n=len(table.rows)), "dim")])
    return lines


def _filled_by(key: str) -> str:
    """What fills a table that has nothing yet."""
    said = {
        "cases": _("Nothing yet. ‹6› shows what businesses ask; there ‹a› adds a question."),
        "partners": _("Nothing yet. A case that a partner sent counts here."),
        "templates": _("Nothing yet. ‹m› on a lead writes a message; what was sent counts here."),
        "steps_up": _("Nothing yet. ‹e› on a lead takes it higher up."),
        "coverage": _("Nothing yet. ‹3› shows the programmes; there ‹t› marks those you are after."),
        "fragile": _("Nothing hangs on one person."),
        "marks": _("Nothing yet. Today asks for marks once a sprint has ended."),
    }
    return said.get(
        key,
        _("Nothing yet. A case that a teacher takes becomes a sprint; `import sprints FILE` takes in those of before."),
    )


def _bar(name: str, column: "Column", cell: "Cell", highest: float, cells: tuple[int, int], tone: str) -> Line:
    label, width = cells
    room = min(max(width - label - VALUE, 4), LONGEST)
    long = round(room * _size(cell) / highest) if highest else 0
    if not long and _size(cell):
        long = 1
    return [(fit(name, label), ""), ("█" * long, tone), (f" {column.said(cell)}", "")]


def _legend(series: "Sequence[tuple[Column, list[Cell]]]") -> Line:
    """What the bars are, each beside its colour, in the order in which they stand."""
    line: Line = []
    for (column, _cells), tone in zip(series, TONES, strict=False):
        line += [("█ ", tone), (f"{column.label}   ", "dim")]
    return line


def _counts(table: "Figures") -> tuple[str, ...]:
    """Of a table without bars of its own, its first column of figures."""
    from crm.figures.tables import Kind

    return next(((column.key,) for column in table.columns if column.kind is not Kind.TEXT), ())


def _size(cell: "Cell") -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def columns_of(table: "Figures", width: int) -> list[int]:
    """Cells of each column: for what stands in it and, where there is room, its heading. The first has the rest."""
    whole, broken = _widths(table, whole=True), _widths(table, whole=False)
    widths = whole if sum(whole) <= width else broken
    widths[0] = max(width - sum(widths[1:]), 12)
    return widths


def _widths(table: "Figures", *, whole: bool) -> list[int]:
    from crm.figures.tables import Kind

    cells = table.shown()
    widths = []
    for number, column in enumerate(table.columns):
        widest = max((cell_len(shown(row[number])) for row in cells), default=0)
        heading = cell_len(column.label) if whole else max(cell_len(word) for word in column.label.split())
        widths.append(min(max(widest, heading, 4), 40 if whole or column.kind is Kind.TEXT else 12) + 2)
    return widths


def heading_lines(table: "Figures", width: int) -> list[Line]:
    """The names of the columns, on two lines where one is not enough."""
    widths = columns_of(table, width)
    split = [_halves(column.label, cells - 2) for column, cells in zip(table.columns, widths, strict=True)]
    return [
        [
            (_cell(half[line], cells, first=not number), "dim")
            for number, (half, cells) in enumerate(zip(split, widths, strict=True))
        ]
        for line in (0, 1)
    ]


def row_line(table: "Figures", number: int, width: int) -> Line:
    """A row with every column."""
    from crm.figures.tables import Kind

    widths = columns_of(table, width)
    pieces: Line = []
    for place, (column, cell, cells) in enumerate(zip(table.columns, table.rows[number], widths, strict=True)):
        text = column.said(cell)
        left = not place or column.kind is Kind.TEXT
        pieces.append((_cell(text, cells, first=left), "strong" if not place else ""))
    return pieces


def _cell(text: str, cells: int, *, first: bool) -> str:
    return fit(text, cells) if first else fit(text, cells - 2, right=True) + "  "


def _halves(label: str, width: int) -> tuple[str, str]:
    """A heading over two lines, the lower one filled first."""
    if cell_len(label) <= width:
        return "", label
    upper: list[str] = []
    words = label.split()
    while len(words) > 1 and cell_len(" ".join(words)) > width:
        upper.append(words.pop(0))
    return " ".join(upper), " ".join(words)
