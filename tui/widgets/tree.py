"""A tree that is drawn on demand: a thing's parts are read when it opens, and only the lines in view are painted.

It is a list (`tui.widgets.rows`) of the things that stand open. Each is known by its path, so that the cursor, and
what is open, stay where they are when the data changes or the filter does. The same person may stand in two places.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.showing import Line, Piece
from tui.widgets.rows import GUTTER, Rows

if TYPE_CHECKING:
    from sqlmodel import Session

Key = tuple[str, int]
"""Kind and id of a thing."""

Path = tuple[Key, ...]
"""The keys from a root down to a thing; () stands above all roots."""

UNFOLDED = 120
"""Lines up to which a filtered tree opens by itself: what was searched for is in sight without a key."""


class Part(Protocol):
    """What a tree holds."""

    @property
    def key(self) -> Key:
        """Kind and id."""
        ...

    @property
    def has_children(self) -> bool:
        """Whether it can be opened."""
        ...


P = TypeVar("P", bound=Part)
Found = Mapping[Path, Sequence[P]]
"""Path → the parts right under it."""


@dataclass(slots=True)
class Branch(Generic[P]):
    """A part where it stands in the tree."""

    part: P
    path: Path
    open: bool = False
    reading: bool = False

    @property
    def depth(self) -> int:
        """0 for a root."""
        return len(self.path) - 1

    @property
    def stem(self) -> Piece:
        """What is drawn before it: how deep it stands, and whether it is open."""
        glyph = "…" if self.reading else "▾" if self.open else "▸" if self.part.has_children else " "
        return f"{'  ' * self.depth}{glyph} ", "dim"


@dataclass(slots=True)
class Growth(Generic[P]):
    """Which paths are open and what is known to stand under them; gives the lines from top to bottom."""

    under: dict[Path, Sequence[P]] = field(default_factory=dict)
    open: set[Path] = field(default_factory=set)
    reading: set[Path] = field(default_factory=set)
    _numbers: dict[Path, int] = field(default_factory=dict)

    def number(self, path: Path) -> int:
        """The number of a path: the same as long as the tree lives."""
        return self._numbers.setdefault(path, len(self._numbers))

    def lines(self) -> dict[int, Branch[P]]:
        """Every line that stands open, in order, by the number of its path."""
        return {self.number(branch.path): branch for branch in self._below(())}

    def _below(self, path: Path) -> Iterator[Branch[P]]:
        for part in self.under.get(path, ()):
            here = (*path, part.key)
            is_open = here in self.open and here in self.under
            yield Branch(part, here, is_open, here in self.reading)
            if is_open:
                yield from self._below(here)


def read_paths(load: "Callable[[Key | None], Sequence[P]]", paths: Sequence[Path]) -> dict[Path, Sequence[P]]:
    """What stands under each of `paths` and above all roots; a path that is no longer there has nothing under it."""
    found: dict[Path, Sequence[P]] = {(): load(None)}
    for path in sorted(paths, key=len):
        above = found.get(path[:-1])
        if above is not None and any(part.key == path[-1] for part in above):
            found[path] = load(path[-1])
    return found


def unfold(load: "Callable[[Key | None], Sequence[P]]", most: int = UNFOLDED) -> dict[Path, Sequence[P]]:
    """The tree from the roots down, level by level, until it has some `most` lines."""
    found: dict[Path, Sequence[P]] = {(): load(None)}
    level: list[Path] = [(part.key,) for part in found[()] if part.has_children]
    lines = len(found[()])
    while level:
        below: list[Path] = []
        for path in level:
            if lines >= most:
                return found
            found[path] = load(path[-1])
            lines += len(found[path])
            below += [(*path, part.key) for part in found[path] if part.has_children]
        level = below
    return found


class Tree(Rows[Branch[P]]):
    """Things that open. `parts` reads what stands right under one (None: the roots); `draw` says what is on a line.

    `trouble` hears the sentence when a filter is not understood; the tree then stays as it was.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "fold", show=False),
        Binding("right", "open", show=False),
    ]

    class Grown(Message):
        """It has read, and shows, something new."""

        def __init__(self, tree: "Tree[P]") -> None:
            super().__init__()
            self.tree = tree

    def __init__(
        self,
        draw: Callable[[Branch[P], int], Line],
        parts: "Callable[[Session, Key | None], Sequence[P]]",
        *,
        trouble: Callable[[str], None] | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(draw, id=id)
        self._parts = parts
        self._told = trouble
        self._growth: Growth[P] = Growth()
        self._kept_open: set[Path] | None = None

    @property
    def lines(self) -> Mapping[int, Branch[P]]:
        """Every line that stands open, in order."""
        return self._rows

    def above(self, branch: Branch[P]) -> Branch[P] | None:
        """What a branch stands under; None for a root."""
        return self._rows.get(self._growth.number(branch.path[:-1])) if branch.depth else None

    # Reading

    def reload(self) -> None:
        """Reads anew all that stands open; the cursor stays on what it is on."""
        paths = list(self._growth.open)
        self._ask_tree(lambda session: read_paths(partial(self._parts, session), paths), self._take_all)

    def unfold(self, parts: "Callable[[Session, Key | None], Sequence[P]]") -> None:
        """Reads through `parts` (a filter) from here on, and opens what that leaves as far as it is little.

        What stood open before comes back with `fold_back`.
        """
        if self._kept_open is None:
            self._kept_open = set(self._growth.open)
        self._parts = parts
        self._ask_tree(lambda session: unfold(partial(parts, session)), self._take_unfolded)

    def fold_back(self, parts: "Callable[[Session, Key | None], Sequence[P]]") -> None:
        """Reads through `parts` again (no filter), with open what stood open before it was filtered.

        What the cursor is on stays in sight.
        """
        self._parts = parts
        branch = self.current
        if self._kept_open is not None:
            above = {branch.path[:depth] for depth in range(1, len(branch.path))} if branch is not None else set()
            self._growth.open = self._kept_open | above
            self._kept_open = None
        self.reload()

    def _ask_tree(self, question: "Callable[[Session], Found[P]]", then: Callable[[Found[P]], None]) -> None:
        self.ask(question, then, group="tree", trouble=self._told)

    def _take_unfolded(self, found: Found[P]) -> None:
        self._growth.open = {path for path in found if path}
        self._take_all(found)

    def _take_all(self, found: Found[P]) -> None:
        self._growth.under = dict(found)
        self._growth.reading.clear()
        self._draw_lines()

    def _draw_lines(self) -> None:
        lines = self._growth.lines()
        self.show(list(lines), lines)
        self.post_message(self.Grown(self))

    # Opening and closing

    def toggle(self) -> None:
        """Opens what the cursor is on, or closes it."""
        branch = self.current
        if branch is None or not branch.part.has_children:
            return
        if branch.open:
            self._close(branch.path)
        else:
            self._open(branch.path)

    def action_open(self) -> None:
        """Opens; when it is open already, goes to its first part."""
        branch = self.current
        if branch is None or not branch.part.has_children:
            return
        if branch.open:
            self.action_move(1)
        else:
            self._open(branch.path)

    def action_fold(self) -> None:
        """Closes; when it is closed already, goes to what it stands under."""
        branch = self.current
        if branch is None:
            return
        if branch.open:
            self._close(branch.path)
        elif branch.depth:
            self.go_to(self._growth.number(branch.path[:-1]))

    def _close(self, path: Path) -> None:
        self._growth.open.discard(path)
        self._draw_lines()

    def _open(self, path: Path) -> None:
        if path in self._growth.under:
            self._growth.open.add(path)
            self._draw_lines()
        elif path not in self._growth.reading:
            self._growth.reading.add(path)
            self._draw_lines()
            key, parts = path[-1], self._parts
            self.ask(lambda session: parts(session, key), partial(self._take_under, path), group=f"under {path}")

    def _take_under(self, path: Path, found: Sequence[P]) -> None:
        self._growth.reading.discard(path)
        self._growth.under[path] = found
        self._growth.open.add(path)
        self._draw_lines()

    def reveal(self, path: Path) -> None:
        """Opens all that stands above `path`, and puts the cursor on it (or as near as there is)."""
        above = [path[:depth] for depth in range(1, len(path))]
        paths = [*self._growth.open, *above]

        def take(found: Found[P]) -> None:
            self._growth.open |= {one for one in above if one in found}
            self._take_all(found)
            for depth in range(len(path), 0, -1):
                if self.go_to(self._growth.number(path[:depth])):
                    return

        self._ask_tree(lambda session: read_paths(partial(self._parts, session), paths), take)

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """A click on the little triangle opens or closes."""
        index = event.y + round(self.scroll_y)
        branch = self._rows.get(self._ids[index]) if 0 <= index < len(self._ids) else None
        if branch is not None and event.x - GUTTER in {2 * branch.depth, 2 * branch.depth + 1}:
            event.prevent_default()
            self.focus()
            self._place(index)
            self.toggle()
