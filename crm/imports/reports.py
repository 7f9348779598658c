"""What an import leaves as files: what became of each row, and the refused rows, ready to be mended."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from crm.errors import WerkplaatsError
from crm.exports.delimited import guarded
from crm.exports.whole_file import whole_file
from crm.imports.files import Book
from crm.imports.plan import Line, Outcome, Plan
from crm.language import _

HEADER = ("line", "outcome", "person", "reason")
"""Columns of a report: fixed, for programs rely on it."""

_MOST_NUMBERS = 1_000


def write_report(path: Path, plan: Plan) -> None:
    """Writes a line for each row that was read: comma, UTF-8, no byte order mark; whole or not at all.

    Raises WerkplaatsError when it cannot be written.
    """
    with whole_file(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows((each.line, each.outcome.value, each.person or "", _reason(each)) for each in plan.lines)
        text.detach()


def _reason(line: Line) -> str:
    return "; ".join(part for part in (line.reason, *line.conflicts) if part)


def reason_column() -> str:
    """The name of the extra column of a file of refused rows; known as one to leave out."""
    return _("refused because")


def write_refused(book: Book, plan: Plan, folder: Path) -> Path | None:
    """The refused rows under the header of their sheet, with the reason behind them, to be mended and imported again.

    A file in `folder` that Excel opens by double click, beside those that are there; None where no row is refused.
    Raises WerkplaatsError when it cannot be written.
    """
    refused = [line for line in plan.lines if line.outcome is Outcome.REFUSED]
    if not refused:
        return None
    path = _free(folder, Path(book.file).stem)
    with whole_file(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        several = len({line.sheet for line in refused}) > 1
        for sheet in book.sheets:
            own = [line for line in refused if line.sheet == sheet.name]
            if own:
                _write_sheet(writer.writerow, sheet.header, own, sheet.name if several else "")
        text.detach()
    return path


def _write_sheet(write: object, header: Sequence[str], lines: Iterable[Line], sheet: str) -> None:
    assert callable(write)
    write([*header, reason_column()])
    for line in lines:
        cells = [*line.cells, *[""] * (len(header) - len(line.cells))]
        where = _("line {n}").format(n=line.line) if not sheet else f"{sheet}, {_('line {n}').format(n=line.line)}"
        write([*(guarded(cell) for cell in cells), f"{where}: {line.reason}"])


def _free(folder: Path, stem: str) -> Path:
    """A name in `folder` that nothing has yet: what somebody mended already is never written over."""
    word = _("refused")
    for number in range(1, _MOST_NUMBERS):
        path = folder / (f"{stem}.{word}.csv" if number == 1 else f"{stem}.{word}-{number}.csv")
        if not path.exists():
            return path
    raise WerkplaatsError(_("{folder} is full of refused rows: take some away.").format(folder=folder))
