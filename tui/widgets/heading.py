"""The names of the columns over the rows of a list."""

from collections.abc import Callable

from tui.showing import Line
from tui.widgets.line import PieceLine
from tui.widgets.rows import GUTTER


class Heading(PieceLine):
    """`names` gives them for so many cells: as many as a row has."""

    def __init__(self, names: Callable[[int], Line]) -> None:
        super().__init__()
        self._names = names

    def line(self, width: int) -> Line:
        """Names over the columns of the rows."""
        return [(" " * GUTTER, ""), *self._names(width - GUTTER - 2)]
