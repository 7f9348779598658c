"""What changed on the schools' sites? The feed of the last crawls, newest first."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from crm.language import _
from crm.words import EntityKind, Target
from tui.actions import CHANGES, bindings_for
from tui.screens.card_lines import card_lines, strip_lines
from tui.screens.changes_lines import Heading, feed_line, grouped, is_heading, totals
from tui.screens.known import without_scheme
from tui.screens.working import Subject, Working
from tui.showing import Line, fit, shown
from tui.widgets.empty import Empty, keyed
from tui.widgets.filter import Filter
from tui.widgets.line import Block, Rule, Told
from tui.widgets.resting import Resting
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.card import Card
    from crm.views.changes import ChangeLine
    from crm.views.standing import Step

MOST = 2_000
"""Changes read: who looks further back asks `werkplaats changes`."""

CARD_WIDTH = 47
"""Cells of a line in the pane beside the feed."""


class Changes(Working):
    """The change feed."""

    NAME = CHANGES
    KEYS = ("enter", "why", "open", "filter", "search", "help")
    AUTO_FOCUS = "#feed"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(CHANGES)
    DEFAULT_CSS = """
    Changes #filter-line { height: 1; }
    Changes #filter { width: 1fr; border: none; height: 1; padding: 0 1; }
    Changes #filter:focus { border: none; background: $panel; }
    Changes #counted { width: auto; min-width: 18; max-width: 30; text-align: right; padding: 0 1; }
    Changes #split { height: 1fr; }
    Changes #strip { height: 2; padding: 0 1; }
    Changes #card { display: none; width: 50; height: 1fr; padding: 0 1; border-left: solid $tone-rule; }
    Changes.-wide #card { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._changes: Sequence[ChangeLine] | None = None
        self._strip: Line = []
        self._resting = Resting(self, self._ask_card)

    def body(self) -> Iterable[Widget]:
        """Filter, feed, where it was read, and the thing it is about."""
        with Horizontal(id="filter-line"):
            yield Filter(placeholder=_("f filters: words of a change, a school"), id="filter")
            yield Told(id="counted")
        with Horizontal(id="split"):
            yield Rows["Heading | ChangeLine"](self._draw, passable=is_heading, id="feed")
            yield Empty(id="empty")
            yield Block(id="card")
        yield Rule()
        yield Block(id="strip")

    @property
    def feed(self) -> "Rows[Heading | ChangeLine]":
        """The feed."""
        return self.query_one("#feed", Rows)

    @property
    def change(self) -> "ChangeLine | None":
        """The change under the cursor."""
        line = self.feed.current
        return None if line is None or isinstance(line, Heading) else line

    def _draw(self, line: "Heading | ChangeLine", width: int) -> Line:
        return feed_line(line, width, self.werkplaats.clock.today())

    # Data

    def reload(self) -> None:
        """Reads the feed."""

        def read(session: "Session") -> "Sequence[ChangeLine]":
            from crm.views.changes import changes

            return changes(session, limit=MOST)

        self.ask(read, self._take, group="feed")

    def _take(self, changes: "Sequence[ChangeLine]") -> None:
        self._changes = changes
        self._show()

    def _show(self) -> None:
        lines = grouped(self._changes or (), self.query_one("#filter", Input).value)
        self.query_one(Empty).teach(self._nothing() if not lines else [], self.feed)
        self.feed.show(list(lines), lines)
        self.query_one("#counted", Told).tell([(fit(totals(list(lines.values())), 16, right=True), "dim")])

    def on_rows_moved(self) -> None:
        """Says where it was read, and of what it is."""
        self.refresh_keys()
        self._say_of_change()

    def _say_of_change(self) -> None:
        change, strip = self.change, self.query_one("#strip", Block)
        if change is None:
            self.query_one("#card", Block).tell([])
            strip.tell([])
            return
        page = shown(without_scheme(change.page or ""))
        touched: Line = [(_("This touches a lead. "), "key")] if change.lead_id is not None else []
        read: Line = [(_("Read at {source}").format(source=shown(change.source)), ""), (f"  {page}", "dim")]
        strip.tell([[*touched, *read]])
        self._strip = [*touched, *read]
        self._resting.moved()

    def _ask_card(self) -> None:
        change, pane = self.change, self.query_one("#card", Block)
        if change is None or change.id is None:
            pane.tell([])
            return
        kind, id_, clock = change.kind, change.id, self.werkplaats.clock

        def read(session: "Session") -> "Card":
            from crm.views.card import card

            step = _shown_as(session, kind, id_)
            return card(session, step.kind, step.id, clock=clock)

        def show(found: "Card") -> None:
            today = self.werkplaats.clock.today()
            pane.tell(card_lines(found, Target.UNDECIDED, CARD_WIDTH, today))
            known = strip_lines(found, Target.UNDECIDED, self.size.width - 2, today)[1]
            self.query_one("#strip", Block).tell([self._strip, known])

        self.ask(read, show, group="card", trouble=lambda _sentence: pane.tell([]))

    def _nothing(self) -> list[Line]:
        if self.query_one("#filter", Input).value:
            return [[(_("No change fits this filter. esc takes it away."), "")]]
        return [
            [(_("Here stands what changed on the schools' sites, from the second crawl of a school on."), "")],
            [],
            keyed(_("{schools} goes to the schools; there {crawl} crawls one.")),
        ]

    # Filter

    def do_filter(self) -> None:
        """Puts the keys in the filter."""
        self.set_focus(self.query_one("#filter", Input))

    def on_input_changed(self) -> None:
        """The feed follows every keystroke."""
        self._show()

    def on_input_submitted(self) -> None:
        """Back to the feed, which stays filtered."""
        self.set_focus(self.feed)

    def leave_field(self) -> bool:
        """Out of the filter; from the feed: takes the filter away."""
        field = self.query_one("#filter", Input)
        if field.has_focus:
            self.set_focus(self.feed)
        elif field.value:
            field.value = ""
        else:
            return False
        return True

    # Actions

    def things(self) -> Sequence[Subject]:
        """What the change is about."""
        change = self.change
        if change is None:
            return ()
        return [Subject(change.kind, change.id or 0, shown(change.name), change.lead_id, url=change.page)]

    def why_not(self, action: str) -> str | None:
        """What went from the map altogether cannot be gone to."""
        change = self.change
        if action in {"enter", "why"} and change is not None and change.id is None:
            return _("{name} is no longer on the map.").format(name=shown(change.name))
        return super().why_not(action)

    def on_rows_opened(self) -> None:
        """A double click does what enter does."""
        self.werkplaats.do("enter")

    def do_enter(self) -> None:
        """Goes to the thing: a person on a screen of their own, anything else on the map."""
        change = self.change
        if change is None or change.id is None:
            return
        kind, id_ = change.kind, change.id

        def show(step: "Step") -> None:
            self.werkplaats.show_thing(step.kind, step.id)

        self.ask(lambda session: _shown_as(session, kind, id_), show, group="enter")


def _shown_as(session: "Session", kind: EntityKind, id_: int) -> "Step":
    """The thing itself; of a role the person."""
    from crm.views.standing import way_to

    return next(step for step in reversed(way_to(session, kind, id_)) if step.kind is not EntityKind.ROLE)
