"""One sprint on a screen of its own: what it is about, its dated steps, and what was said of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from crm.language import _
from crm.spoken import spoken_sprint
from crm.words import EntityKind
from tui.actions import SPRINT, bindings_for
from tui.screens.case_lines import source_said
from tui.screens.sprint_deeds import SprintDeeds
from tui.screens.sprint_lines import SprintRow, card_rows, state_tone
from tui.showing import Line, shown
from tui.widgets.line import Block, Edges, Rule
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.sprints import SprintLine, StepLine


class SprintPlace(SprintDeeds):
    """A sprint with its steps; the cursor on a step chooses it."""

    NAME = SPRINT
    KEYS = ("yes", "next", "stage", "evaluate", "save", "help")
    AUTO_FOCUS = "#card"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(SPRINT)
    DEFAULT_CSS = """
    SprintPlace #strip { height: 2; padding: 0 1; }
    """

    def __init__(self, sprint_id: int) -> None:
        super().__init__()
        self._number = sprint_id
        self._sprint: SprintLine | None = None

    def body(self) -> Iterable[Widget]:
        """Whose it is and how it stands, the lines, and more of the one under the cursor."""
        yield Edges(id="head")
        yield Rule()
        yield Rows[SprintRow](lambda row, width: row.line(width), passable=lambda row: row.heading, id="card")
        yield Rule()
        yield Block(id="strip")

    @property
    def rows(self) -> Rows[SprintRow]:
        """The lines."""
        return self.query_one("#card", Rows)

    @property
    def sprint(self) -> "SprintLine | None":
        """The sprint."""
        return self._sprint

    @property
    def step(self) -> "StepLine | None":
        """The step under the cursor, else the first that is not done."""
        row = self.rows.current if self.query("#card") else None
        return row.step if row is not None and row.step is not None else super().step

    def reload(self) -> None:
        """Reads the sprint."""
        number = self._number

        def read(session: "Session") -> "SprintLine":
            from crm.views.sprints import one_sprint

            return one_sprint(session, number)

        self.ask(read, self._show, group="sprint", trouble=self.gone)

    def _show(self, one: "SprintLine") -> None:
        from crm.services.evaluations import questions

        self._sprint = one
        today = self.werkplaats.clock.today()
        state = one.state(today)
        left: Line = [(" ‹ ", "key"), (shown(one.company, 60), "strong"), (f"  {shown(one.title or '')}", "dim")]
        self.query_one("#head", Edges).tell(left, [(f"  {spoken_sprint(state)} ", state_tone(state))])
        lines = list(card_rows(one, list(questions()), today))
        first = not self.rows.ids
        self.rows.show(range(len(lines)), dict(enumerate(lines)))
        if first:
            self.rows.go_to(next((n for n, row in enumerate(lines) if row.step and row.step.done_on is None), 0))
        self._tell_strip()
        self.refresh_frame()

    def on_rows_moved(self) -> None:
        """Says more of the line under the cursor."""
        self._tell_strip()
        self.refresh_keys()

    def _tell_strip(self) -> None:
        row, one = self.rows.current, self._sprint
        told = row.told if row is not None else ""
        source = _("from {source}").format(source=source_said(one.source)) if one is not None else ""
        self.query_one("#strip", Block).tell([[(shown(told), "")], [(shown(source), "dim")]])

    def why_not(self, action: str) -> str | None:
        """Enter goes to the teacher; `i` needs a step that is not done."""
        if action == "enter" and self._sprint is not None and self._sprint.person_id is None:
            name = self._sprint.person
            if name is not None:
                return _("{name} is not on the map: ‹G› says who it is there.").format(name=shown(name, 40))
            return _("Nobody guides it: ‹G› chooses who.")
        if action == "edit" and (self.step is None or self.step.done_on is not None):
            return _("Put the cursor on a step that is not done.")
        return super().why_not(action)

    def do_enter(self) -> None:
        """To the teacher."""
        if self._sprint is not None and self._sprint.person_id is not None:
            self.werkplaats.show_thing(EntityKind.PERSON, self._sprint.person_id)

    def do_edit(self) -> None:
        """Asks for another day for the step."""
        from tui.screens.sprint_asking import ask_step_day

        if self._sprint is not None and self.step is not None:
            ask_step_day(self, self._sprint, self.step)
