"""What waits in review: what pages say without making it sure, and one key to decide each."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from crm.language import _, ngettext
from crm.words import EntityKind
from tui.actions import REVIEW, bindings_for
from tui.days import short
from tui.screens.known import without_scheme
from tui.screens.working import Subject, Working
from tui.showing import Line, fit, shown
from tui.widgets.empty import Empty
from tui.widgets.line import Block, Edges, Rule
from tui.widgets.rows import Rows
from tui.wording import kind_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.services.review import Decision
    from crm.unit_of_work import Work
    from crm.views.review import ReviewLine

KIND, NAME = 11, 26
"""Cells of the columns; what it would be has the rest."""


class ReviewPlace(Working):
    """The review list."""

    NAME = REVIEW
    KEYS = ("yes", "no", "later", "read", "undo", "help")
    AUTO_FOCUS = "#waiting"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(REVIEW)
    DEFAULT_CSS = """
    ReviewPlace #split { height: 1fr; }
    ReviewPlace #strip { height: 3; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[ReviewLine] | None = None

    def body(self) -> Iterable[Widget]:
        """How many wait, the list, and the reason and words of the one under the cursor."""
        yield Edges(id="head")
        yield Rule()
        with Horizontal(id="split"):
            yield Rows["ReviewLine"](self._draw, id="waiting")
            yield Empty(id="empty")
        yield Rule()
        yield Block(id="strip")

    @property
    def rows(self) -> "Rows[ReviewLine]":
        """The list."""
        return self.query_one("#waiting", Rows)

    @staticmethod
    def _draw(line: "ReviewLine", width: int) -> Line:
        rest = max(width - KIND - NAME - 1, 1)
        said = line.what or line.school
        return [
            (fit(kind_word(line.kind), KIND), "dim"),
            (fit(line.name, NAME), "strong"),
            (" ", ""),
            (fit(said, rest), ""),
        ]

    # Data

    def reload(self) -> None:
        """Reads what waits."""
        today = self.werkplaats.clock.today()

        def read(session: "Session") -> "list[ReviewLine]":
            from crm.views.review import review

            return review(session, today)

        self.ask(read, self._show, group="review")

    def _show(self, found: "Sequence[ReviewLine]") -> None:
        self._found = found
        self.query_one(Empty).teach(self._nothing() if not found else [], self.rows)
        self.rows.show([line.id for line in found], {line.id: line for line in found})
        count = ngettext("{n} waits", "{n} wait", len(found)).format(n=len(found))
        self.query_one("#head", Edges).tell(
            [(" ‹ ", "key"), (_("Review: what pages say without making it sure"), "strong")], [(f"{count} ", "dim")]
        )
        self._tell_strip()
        self.refresh_frame()

    @staticmethod
    def _nothing() -> list[Line]:
        return [
            [(_("Nothing waits. Here stands what a page says without making it sure, before it is on the map:"), "")],
            [(_("a name that fits two people, a word that may be a role, what a new look of a site brought."), "")],
        ]

    def on_rows_moved(self) -> None:
        """Says why it waits."""
        self._tell_strip()
        self.refresh_keys()

    def _tell_strip(self) -> None:
        line, strip = self.rows.current, self.query_one("#strip", Block)
        if line is None:
            strip.tell([])
            return
        page = shown(without_scheme(line.page))
        day = short(line.seen, self.werkplaats.clock.today())
        words: Line = [(f"“{shown(line.words, 150)}”", "strong")] if line.words else []
        where: Line = [(_("{page}, seen {day}").format(page=page, day=day), "dim"), (f"  {line.school}", "dim")]
        strip.tell([[(line.reason, "")], words or where, where if words else []])

    # Actions

    def things(self) -> Sequence[Subject]:
        """What the cursor is on; of a role its holder."""
        line = self.rows.current if self.is_mounted and self.query("#waiting") else None
        if line is None:
            return ()
        kind, id_ = (line.kind, line.id)
        if kind is EntityKind.ROLE and line.person_id is not None:
            kind, id_ = EntityKind.PERSON, line.person_id
        return [Subject(kind, id_, shown(line.name), url=line.page if line.page.startswith("http") else None)]

    def why_not(self, action: str) -> str | None:
        """A decision needs something to decide about."""
        if action in {"yes", "no", "later"} and not self.things():
            return _("Nothing waits in review.")
        return super().why_not(action)

    def on_rows_opened(self) -> None:
        """A double click does what enter does."""
        self.werkplaats.do("enter")

    def do_enter(self) -> None:
        """Shows the page that says so as text: there one sees whether it is so."""
        self.werkplaats.do("read")

    def do_yes(self) -> None:
        """It is so."""
        from crm.services.review import Decision

        self._decide(Decision.YES, _("on the map"))

    def do_no(self) -> None:
        """It is not so."""
        from crm.services.review import Decision

        self._decide(Decision.NO, _("stays off the map"))

    def do_later(self) -> None:
        """Another day."""
        from crm.services.review import Decision

        self._decide(Decision.LATER, _("asked again in two weeks"))

    def _decide(self, decision: "Decision", said: str) -> None:
        line = self.rows.current
        if line is None:
            return
        id_ = line.id

        def deed(work: "Work") -> str:
            from crm.services.review import decide

            return decide(work, id_, decision)

        self.act(deed, lambda name: self.werkplaats.say_done(shown(name), said))
