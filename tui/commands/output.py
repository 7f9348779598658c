"""How an answer looks in a terminal: plain tables, outside text without its markup, progress on stderr."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def console() -> "Console":
    """Where answers go: stdout, as wide as the terminal (200 columns where there is none), markup off."""
    import sys

    from rich.console import Console

    width = None if sys.stdout.isatty() else 200
    return Console(markup=False, emoji=False, highlight=False, soft_wrap=True, width=width)


def say(text: str) -> None:
    """Prints one line of the answer."""
    console().print(text)


def tell(text: str) -> None:
    """Says something beside the answer, on stderr; in a terminal no word is broken at its edge."""
    from rich.console import Console

    told = Console(stderr=True, markup=False, emoji=False, highlight=False)
    told.print(text, soft_wrap=not told.is_terminal)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints rows under their column names; None is shown as nothing. No row: nothing at all."""
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    if shown.row_count:
        console().print(shown)


def moment(at: datetime | None) -> str:
    """A moment as the office's clock shows it, to the minute; nothing for None."""
    from crm.clock import OFFICE_ZONE

    return "" if at is None else f"{at.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"
