"""A list that is drawn on demand: it holds ids, reads the rows in view from the database, and paints those.

A hundred thousand rows cost one integer each. The cursor stays on its row when the data changes under it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from tui.asking import Asks
from tui.showing import Line, fitted
from tui.tones import TONES

if TYPE_CHECKING:
    from sqlmodel import Session

Row = TypeVar("Row")

GUTTER = 3
"""Cells before each row: the cursor, the mark, a space."""

MARGIN = 120
"""Rows read beyond either edge of the view, once less than a page of them is left there: few reads, none waited for."""

KEPT = 4_000
"""Rows kept; more are forgotten and read again when they come into view. Marked ones stay: one acts on them."""


class Rows(ScrollView, Asks, Generic[Row], can_focus=True):
    """Rows by id. `fetch` reads the rows of some ids; `draw` says what stands on one, in so many cells.

    Without `fetch`, the rows are given to `show`. `passable` rows (headings) are stepped over. Where two lists stand
    side by side only the one with the keys is lit (`lit_without_focus=False`). `moved` is called at once when the user
    moves the cursor, in place of the message: what it paints is then painted together with the row.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(1)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--row", "rows--cursor"}
    DEFAULT_CSS = """
    Rows {
        height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; scrollbar-gutter: stable; background: $background;
        scrollbar-background: $background; scrollbar-color: $tone-rule; scrollbar-background-hover: $background;
        scrollbar-background-active: $background; scrollbar-color-hover: $tone-dim; scrollbar-color-active: $tone-key;
        & > .rows--row { background: $background; color: $foreground; }
        & > .rows--cursor { background: $row-cursor; color: $foreground; text-style: bold; }
    }
    """

    class Moved(Message):
        """The cursor came to another row (or none)."""

        def __init__(self, rows: "Rows[Any]") -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> "Rows[Any]":
            """The list."""
            return self.rows

    class Opened(Moved):
        """A row was double clicked."""

    def __init__(
        self,
        draw: Callable[[Row, int], Line],
        fetch: "Callable[[Session, Sequence[int]], Sequence[tuple[int, Row]]] | None" = None,
        *,
        passable: Callable[[Row], bool] | None = None,
        lit_without_focus: bool = True,
        moved: Callable[[], None] | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._fetch = fetch
        self._passable = passable
        self._always_lit = lit_without_focus
        self._moved = moved
        self._ids: Sequence[int] = ()
        self._rows: dict[int, Row] = {}
        self._strips: dict[tuple[int, bool, bool], Strip] = {}
        self._width = 0
        self._styles: dict[tuple[str, bool], RichStyle] = {}
        self._old: set[int] = set()
        self._absent: set[int] = set()
        self._wanted: frozenset[int] = frozenset()
        self.cursor = 0
        self.marks: set[int] = set()

    # What it holds

    @property
    def ids(self) -> Sequence[int]:
        """All ids, in order."""
        return self._ids

    @property
    def current_id(self) -> int | None:
        """The id under the cursor."""
        return self._ids[self.cursor] if 0 <= self.cursor < len(self._ids) else None

    @property
    def current(self) -> Row | None:
        """The row under the cursor, when it has been read."""
        return None if self.current_id is None else self._rows.get(self.current_id)

    def row(self, one: int) -> Row | None:
        """The row of an id, when it has been read."""
        return self._rows.get(one)

    def show(
        self, ids: Sequence[int], rows: Mapping[int, Row] | None = None, *, fresh: bool = False, drawn: bool = False
    ) -> None:
        """Shows these ids from here on; the cursor stays on its id, or else at its place.

        Rows that were read before stand until they have been read again; with `fresh` they are as good as new. With
        `drawn` a row that is as it was is not drawn anew: for a list that draws a row from nothing but the row.
        """
        before, top = self.current_id, self.cursor - round(self.scroll_y)
        self._ids = ids
        if rows is not None:
            if drawn:
                self._forget({one for one, row in rows.items() if row != self._rows.get(one)})
            self._rows, self._old = dict(rows), set()
        elif not fresh:
            self._old = set(self._rows)
        if not drawn:
            self._strips.clear()
        self._wanted = frozenset()
        self._absent = set()
        if self.marks:
            self.marks &= set(ids)
        self._lengthen()
        if before is not None and not (self.cursor < len(ids) and ids[self.cursor] == before):
            try:
                self.cursor = ids.index(before)
                self.scroll_to(y=max(0, self.cursor - top), animate=False)
            except ValueError:
                self.cursor = min(self.cursor, max(len(ids) - 1, 0))
        self._step_over(1)
        self._see_cursor()
        self.refresh()
        self._load()
        self.post_message(self.Moved(self))

    def reread(self) -> None:
        """Reads the rows in view again; they stand until then."""
        self._old = set(self._rows)
        self._load()

    def _forget(self, changed: set[int]) -> None:
        """Drawings of rows that have changed."""
        self._strips = {key: strip for key, strip in self._strips.items() if key[0] not in changed}

    def _lengthen(self) -> None:
        """Scrolls over as many lines as there are rows.

        Textual lays the whole screen out again for another virtual size; here nothing moves but the scrollbar.
        """
        self.set_reactive(ScrollView.virtual_size, Size(self.size.width, len(self._ids)))
        self._scroll_update(self.virtual_size)

    def go_to(self, one: int) -> bool:
        """Puts the cursor on the row of this id; whether it is here."""
        try:
            self._place(self._ids.index(one))
        except ValueError:
            return False
        return True

    def toggle_mark(self) -> None:
        """Marks the row under the cursor, or takes its mark off, and goes one down."""
        if self.current_id is not None:
            self.marks ^= {self.current_id}
            self.refresh_line(self.cursor)
            self._place(self.cursor + 1)

    def clear_marks(self) -> None:
        """Takes all marks off."""
        self.marks = set()
        self.refresh()

    # Moving

    def action_move(self, by: int) -> None:
        """Down or up by so many rows."""
        self._place(self.cursor + by, 1 if by > 0 else -1)

    def action_page(self, by: int) -> None:
        """Down or up by a screenful."""
        self._place(self.cursor + by * max(self.size.height - 1, 1), 1 if by > 0 else -1)

    def action_edge(self, end: int) -> None:
        """To the first row (0) or the last (1)."""
        self._place(len(self._ids) - 1 if end else 0, -1 if end else 1)

    def _place(self, index: int, way: int = 1) -> None:
        index = max(0, min(index, len(self._ids) - 1))
        old = self.cursor
        self.cursor = index
        self._step_over(way)
        if self.cursor == old or not self._ids:
            return
        self.refresh_line(old)
        self.refresh_line(self.cursor)
        self._see_cursor()
        self._load()
        if self._moved is not None:
            self._moved()
        else:
            self.post_message(self.Moved(self))

    def _step_over(self, way: int) -> None:
        """Leaves a heading in the direction `way`, or the other way at the edge."""
        if self._passable is None:
            return
        for step in (way, -way):
            index = self.cursor
            while 0 <= index < len(self._ids):
                row = self._rows.get(self._ids[index])
                if row is None or not self._passable(row):
                    self.cursor = index
                    return
                index += step

    def _see_cursor(self) -> None:
        top, height = round(self.scroll_y), max(self.size.height, 1)
        if self.cursor < top:
            first = 0 if self._passable is not None and self.cursor <= 1 else self.cursor
            self.scroll_to(y=first, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    # Reading

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The rows that came into view are read."""
        super().watch_scroll_y(old_value, new_value)
        self._load()

    def _load(self) -> None:
        """Reads the rows in view at once, and those a page up or down when what is in view has been painted."""
        top, height = round(self.scroll_y), max(self.size.height, 1)
        if self._lacks(top, top + height):
            self._read()
        elif self._lacks(top - height, top + 2 * height):
            self.call_after_refresh(self._read)

    def _lacks(self, first: int, last: int) -> bool:
        """Whether one of these rows is neither here nor on its way."""
        if self._fetch is None:
            return False
        near = self._ids[max(0, first) : last]
        return any(
            (one not in self._rows or one in self._old) and one not in self._wanted
            for one in near
            if one not in self._absent
        )

    def _read(self) -> None:
        top, height = round(self.scroll_y), max(self.size.height, 1)
        around = self._ids[max(0, top - MARGIN) : top + height + MARGIN]
        missing = [one for one in around if one not in self._rows or one in self._old]
        fetch = self._fetch
        if fetch is not None and missing and not self._wanted.issuperset(missing):
            self._wanted = frozenset(missing)
            self.ask(lambda session: fetch(session, missing), self._take, group="page")

    def _take(self, found: Sequence[tuple[int, Row]]) -> None:
        if len(self._rows) > KEPT:
            self._rows = {one: self._rows[one] for one in self.marks if one in self._rows}
            self._strips.clear()
        came = {one for one, _row in found}
        changed = {one for one, row in found if row != self._rows.get(one)}
        self._rows.update(found)
        self._forget(changed)
        self._old -= self._wanted
        self._absent |= self._wanted - came
        self._wanted = frozenset()
        top = round(self.scroll_y)
        if not changed.isdisjoint(self._ids[top : top + self.size.height]):
            self.refresh()
        if self.current_id in changed:
            self.post_message(self.Moved(self))
        self._load()

    # Painting

    def on_resize(self, _event: events.Resize) -> None:
        """Another height shows other rows."""
        self._lengthen()
        self._see_cursor()
        self._load()

    def notify_style_update(self) -> None:
        """Colours changed: lines are drawn anew."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def on_focus(self) -> None:
        """The cursor shows."""
        self._repaint()

    def on_blur(self) -> None:
        """The cursor dims."""
        self._repaint()

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The strip of the line at `y` in the view."""
        index = y + round(self.scroll_y)
        width = self.scrollable_content_region.width
        if index >= len(self._ids):
            return Strip.blank(width, self._style("", at_cursor=False))
        if width != self._width:
            self._strips.clear()
            self._width = width
        one = self._ids[index]
        at_cursor = index == self.cursor
        key = (one, at_cursor, one in self.marks)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strip(one, width, at_cursor=at_cursor)
            if one in self._rows:
                if len(self._strips) > KEPT:
                    self._strips.clear()
                self._strips[key] = strip
        return strip

    def _strip(self, one: int, width: int, *, at_cursor: bool) -> Strip:
        row = self._rows.get(one)
        lit = at_cursor and (self._always_lit or self.has_focus)
        line: Line = [
            ("▌" if at_cursor else " ", "key" if self.has_focus else "dim"),
            ("x" if one in self.marks else " ", "key"),
            (" ", ""),
        ]
        if row is not None:
            line += self._draw(row, max(width - GUTTER - 1, 1))
        segments = [Segment(text, self._style(tone, at_cursor=lit)) for text, tone in fitted(line, width)]
        return Strip(segments, width)

    def _style(self, tone: str, *, at_cursor: bool) -> RichStyle:
        style = self._styles.get((tone, at_cursor))
        if style is None:
            base = self.get_visual_style("rows--cursor" if at_cursor else "rows--row")
            style = (base + Style.parse(TONES[tone], self.app.theme_variables)).rich_style
            self._styles[tone, at_cursor] = style
        return style

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a second one opens."""
        index = event.y + round(self.scroll_y)
        if not 0 <= index < len(self._ids):
            return
        self.focus()
        self._place(index)
        if event.chain == 2:
            self.post_message(self.Opened(self))
