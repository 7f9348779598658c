"""One case on a screen of its own: the question, the business, and what happened."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from crm.language import _
from tui.actions import CASE, bindings_for
from tui.days import late
from tui.screens.case_deeds import CaseDeeds
from tui.screens.case_lines import state_tone, state_word, waits_said
from tui.showing import Line, shown
from tui.widgets.line import Block, Edges, Rule
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.cases import CaseLine
    from tui.screens.case_sections import Card, CardRow


class CasePlace(CaseDeeds):
    """A case with all its sections (`tui.screens.case_sections`)."""

    NAME = CASE
    KEYS = ("back", "stage", "log", "next", "edit", "help")
    AUTO_FOCUS = "#card-rows"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(CASE)
    DEFAULT_CSS = """
    CasePlace #strip { height: 2; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, case_id: int) -> None:
        super().__init__()
        self._number = case_id
        self._card: Card | None = None

    def body(self) -> Iterable[Widget]:
        """Whose it is and how it stands, the sections, and more of the line under the cursor."""
        yield Edges(id="head")
        yield Rule()
        yield Rows["CardRow"](lambda row, width: row.line(width), passable=lambda row: row.heading, id="card-rows")
        yield Rule()
        yield Block(id="strip")

    @property
    def case(self) -> "CaseLine | None":
        """The case."""
        return None if self._card is None else self._card.case

    @property
    def row(self) -> "CardRow | None":
        """The line under the cursor."""
        return self.query_one("#card-rows", Rows).current if self.query("#card-rows") else None

    def reload(self) -> None:
        """Reads the card."""
        number, clock = self._number, self.werkplaats.clock

        def read(session: "Session") -> "Card":
            from tui.screens.case_sections import read_card

            return read_card(session, number, clock)

        self.ask(read, self._show, group="card", trouble=self.gone)

    def _show(self, card: "Card") -> None:
        from tui.screens.case_sections import ask_later

        self._card = card if self._card is None else card.with_later_of(self._card)
        self._tell()
        ask_later(self, card, self._show_later)

    def _show_later(self, section: str, found: object) -> None:
        if self._card is not None:
            self._card = self._card.with_found(section, found)
            self._tell()

    def _tell(self) -> None:
        card = self._card
        if card is None:
            return
        case, today = card.case, self.werkplaats.clock.today()
        self.query_one("#head", Edges).tell(
            [
                (" ‹ ", "key"),
                (shown(case.company, 60), "strong"),
                (f"  {case.code} ", "key"),
                (shown(case.title), "dim"),
            ],
            [("  ", ""), (state_word(case.state), state_tone(case.state)), (" ", "")],
        )
        rows = card.rows(today)
        self.query_one("#card-rows", Rows).show(list(rows), rows, fresh=True)
        self._tell_strip()
        self.refresh_frame()

    def on_rows_moved(self) -> None:
        """Says more of the line under the cursor."""
        self._tell_strip()
        self.refresh_keys()

    def _tell_strip(self) -> None:
        case, row, today = self.case, self.row, self.werkplaats.clock.today()
        if case is None:
            return
        lines: list[Line] = [list(line) for line in row.told] if row is not None and row.told else []
        if not lines:
            lines = [[(waits_said(case, today), "late" if case.age(today) == "very_old" else "")]]
            if case.next_what and case.next_on is not None:
                said = _("Next: {what}, {day}").format(what=shown(case.next_what, 60), day=late(case.next_on, today))
                lines.append([(said, "late" if case.next_on < today else "")])
        self.query_one("#strip", Block).tell(lines)

    def why_not(self, action: str) -> str | None:
        """A line that nothing can be done with is not opened."""
        if action == "enter" and (self.row is None or self.row.about is None):
            return _("There is nothing to open here.")
        return super().why_not(action)

    def do_enter(self) -> None:
        """Opens what the line is about: a teacher's own screen, a sprint."""
        row = self.row
        if row is not None and row.about is not None:
            row.about.open_in(self)
