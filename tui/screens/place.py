"""A place of the app: a full screen that answers one question, with the frame around it."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from crm.language import _
from crm.words import EntityKind
from tui.actions import REPORT, SPRINTS, Action
from tui.asking import Asks
from tui.showing import shown
from tui.widgets.frame import Keys, PlaceBar, Status
from tui.widgets.line import Block, Rule

WIDE = 120
"""Columns from which on the list stands left and the detail right."""


class Place(Screen[None], Asks):
    """One screen. It has a method `do_X` for each of its own actions; `why_not` says which cannot work now."""

    NAME: ClassVar[str] = ""
    """Its name in the action registry."""

    KEYS: ClassVar[tuple[str, ...]] = ("enter", "search", "palette", "undo", "help", "quit")
    """The six actions its footer shows."""

    DEFAULT_CSS = """
    #body { height: 1fr; }
    #said { display: none; max-height: 4; padding: 0 1; border-top: solid $tone-rule; }
    #said.-told { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.came_from: str | None = None
        """The place of the bar from which one was brought here to see something."""
        self._stale = False
        self._dim: tuple[bool, ...] = ()

    @property
    def bar_name(self) -> str:
        """The place that stands out in the bar: that of the number last pressed."""
        stack = self.app.screen_stack
        below = stack[: stack.index(self) + 1] if self in stack else []
        upon = (place.NAME for place in reversed(below) if isinstance(place, Place) and place.NAME in {REPORT, SPRINTS})
        return next(upon, self.app.current_mode)

    def compose(self) -> ComposeResult:
        """The frame, with the body of the place in it; as wide as it is now, so that it is styled only once."""
        self.set_class(self.app.size.width >= WIDE, "-wide", update=False)
        yield PlaceBar()
        yield Rule()
        with Vertical(id="body"):
            yield from self.body()
        yield Block(id="said")
        yield Status()
        yield Keys()

    def body(self) -> Iterable[Widget]:
        """What stands between the bar and the status line."""
        return ()

    # Data

    def on_mount(self) -> None:
        """Reads, once the first frame has been painted."""
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """Reads for the first time."""
        self.reload()

    def reload(self) -> None:
        """Reads anew what it shows; the cursor stays where it is."""

    def data_changed(self) -> None:
        """The data changed: reads anew now, or when one comes back to it."""
        if self.is_current:
            self.reload()
        else:
            self._stale = True

    def on_screen_resume(self) -> None:
        """Reads anew what changed while another place was open."""
        if self._stale:
            self._stale = False
            self.reload()
        self.refresh_frame()

    def gone(self, sentence: str) -> None:
        """What it shows is no more, its making was taken back: says so, and goes back to where one came from."""
        self.trouble(sentence)
        if self.is_current:
            self.app.pop_screen()

    def reveal(self, kind: EntityKind, id_: int) -> None:
        """Puts the cursor on a thing, where the place can show it."""

    # Actions

    def why_not(self, action: str) -> str | None:  # noqa: ARG002 - the interface
        """Why the action cannot work now, as a sentence; None when it can."""
        return None

    def label(self, action: Action) -> str:
        """The words of the action here."""
        return _(action.label)

    def says(self, action: Action) -> str:
        """What the action does here, in a sentence."""
        return _(action.says)

    def refresh_frame(self) -> None:
        """Draws the bar, the status line and the keys anew."""
        for widget in self.query("PlaceBar, Status, Keys"):
            widget.refresh()
        self._tell_words()

    def status_changed(self) -> None:
        """Draws the status line anew."""
        self.query_one(Status).refresh()
        self._tell_words()

    def _tell_words(self) -> None:
        """A sentence too long for the status line stands above it, in whole: it takes room, and covers nothing."""
        (words, tone), long = self.werkplaats.words, self.werkplaats.long_words
        for said in self.query("#said").results(Block):
            said.tell([[(shown(words), tone)]] if long else [])
            said.set_class(long, "-told")

    def on_resize(self) -> None:
        """What was too long for one line may fit it now."""
        self._tell_words()

    def crawls_changed(self) -> None:
        """Shows how the crawls are getting on."""
        self.status_changed()

    def refresh_keys(self) -> None:
        """Draws the keys anew when one of them can be used now that could not, or the other way round."""
        dim = tuple(self.why_not(name) is not None for name in self.KEYS)
        if dim != self._dim:
            self._dim = dim
            self.query_one(Keys).refresh()

    def do_back(self) -> None:
        """Out of a field to the list; or back to where one came from."""
        if self.leave_field():
            return
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        elif self.came_from is not None:
            self.werkplaats.go(self.came_from)
            self.came_from = None

    def leave_field(self) -> bool:
        """Puts the keys back on the list when they were in a field; whether they were."""
        return False
