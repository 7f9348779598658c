"""One-line widgets: the bar that leads to the places, a rule, a line of pieces, the keys, and what was just done."""

from collections.abc import Callable, Iterable

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from tui.showing import Line, Piece, apart, content, fitted


class PieceLine(Widget):
    """A line of pieces, drawn anew for the width it gets; a piece may do something when it is clicked."""

    DEFAULT_CSS = "PieceLine { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._spots: list[tuple[int, int, Callable[[], None]]] = []

    def line(self, width: int) -> Line:
        """What stands on it, in `width` cells."""
        raise NotImplementedError

    def render(self) -> Content:
        """The line, fitted."""
        self._spots = []
        return content(fitted(self.line(self.size.width), self.size.width))

    def spot(self, before: Iterable[Piece], pieces: Iterable[Piece], deed: Callable[[], None]) -> None:
        """From the end of `before`, a click on `pieces` does `deed`."""
        start = sum(cell_len(text) for text, _ in before)
        self._spots.append((start, start + sum(cell_len(text) for text, _ in pieces), deed))

    def on_click(self, event: events.Click) -> None:
        """Does what stands under the mouse."""
        for start, end, deed in self._spots:
            if start <= event.x < end:
                event.stop()
                deed()
                return


class Told(PieceLine):
    """A line that shows what it was last told."""

    def __init__(self, pieces: Iterable[Piece] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._pieces = list(pieces)

    def tell(self, pieces: Iterable[Piece]) -> None:
        """Shows these pieces."""
        self._pieces = list(pieces)
        self.refresh()

    def line(self, width: int) -> Line:  # noqa: ARG002 - the interface
        """What it was told."""
        return self._pieces


class Edges(PieceLine):
    """Two texts on one line, at either edge; the left one gives way."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._left: Line = []
        self._right: Line = []

    def tell(self, left: Line, right: Line) -> None:
        """Shows these. What stands there already is not painted again."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def line(self, width: int) -> Line:
        """Left and right."""
        return apart(self._left, self._right, width)


class Rule(PieceLine):
    """A line across."""

    def line(self, width: int) -> Line:
        """Dashes."""
        return [("─" * width, "rule")]


class Block(Widget):
    """Several lines of pieces under each other."""

    DEFAULT_CSS = "Block { height: auto; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._content = Content("")
        self._told: list[Line] = []

    def tell(self, lines: Iterable[Iterable[Piece]]) -> None:
        """Shows these lines; long ones go on below. One of fixed height costs no new layout, the same lines nothing."""
        told = [list(line) for line in lines]
        if told == self._told:
            return
        self._told = told
        self._content = Content("\n").join(content(line) for line in told)
        height = self.styles.height
        self.refresh(layout=height is None or height.is_auto)

    def render(self) -> Content:
        """The lines; of more than a strip has room for as many as fit, with a sign that there is more."""
        height, width = self.styles.height, self.size.width
        if height is None or height.cells is None or self.styles.text_wrap == "nowrap" or not width:
            return self._content
        drawn = self._content.wrap(width)
        if len(drawn) <= height.cells:
            return self._content
        *kept, last = drawn[: height.cells]
        return Content("\n").join([*kept, Content.assemble(last, " …").truncate(width, ellipsis=True)])
