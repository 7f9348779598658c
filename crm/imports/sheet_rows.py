"""The rows of a sheet one by one, each with the line in which the import says what becomes of it."""

from collections.abc import Callable, Iterator
from itertools import islice

from crm.imports.files import BadRow, Sheet, SheetRow
from crm.imports.plan import Line, Outcome, Progress
from crm.language import _


def rows_with_lines(
    sheet: Sheet, lines: list[Line], *, first: int | None = None, told: Callable[[int], None] | None = None
) -> Iterator[tuple[Line, SheetRow]]:
    """The rows of a sheet, with `first` so many from the top; each adds its line to `lines`.

    One that could not be read as a row is refused there, and left out. `told` hears of each how many lines there are.
    """
    for row in islice(sheet.rows(), first):
        line = Line(row.line, Outcome.ADDED, sheet=sheet.name)
        lines.append(line)
        if told is not None:
            told(len(lines))
        if isinstance(row, BadRow):
            line.refuse(row.reason, [row.text])
        else:
            yield line, row


def now_and_then(progress: Progress, every: int) -> Callable[[int], None]:
    """Tells how many rows were read, after each `every` of them."""

    def told(count: int) -> None:
        if count % every == 0:
            progress(_("Reading"), count, 0)

    return told
