"""What do businesses ask, and who waits longest? The cases by state, and the card of the one under the cursor."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from crm.case_words import CaseState
from crm.language import _, ngettext
from tui.actions import CASES, bindings_for, key_of
from tui.screens.case_deeds import CaseDeeds
from tui.screens.case_lines import case_line, heading, state_tone, state_word, strip_lines
from tui.showing import Line, fit, fitted
from tui.widgets.empty import Empty
from tui.widgets.filter import Filter
from tui.widgets.funnel import StepBar
from tui.widgets.heading import Heading
from tui.widgets.line import Block, Rule, Told
from tui.widgets.resting import Resting
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.cases import CaseLine
    from tui.screens.case_sections import Card

CARD_WIDTH = 61
"""Cells of a line in the pane beside the list."""

IN_BAR = tuple(state for state in CaseState if state is not CaseState.WITHDRAWN)
"""The states that always stand in the bar."""


class Cases(CaseDeeds):
    """The cases."""

    NAME = CASES
    KEYS = ("enter", "add", "import", "stage", "log", "help")
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(CASES),
        Binding("left", "state(-1)", show=False),
        Binding("right", "state(1)", show=False),
    ]
    DEFAULT_CSS = """
    Cases #filter-line { height: 1; }
    Cases #filter { width: 1fr; border: none; height: 1; padding: 0 1; }
    Cases #filter:focus { border: none; background: $panel; }
    Cases #counted { width: 18; text-align: right; padding: 0 1; }
    Cases #split { height: 1fr; }
    Cases #strip { height: 2; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Cases #card { display: none; width: 64; height: 1fr; padding: 0 1; border-left: solid $tone-rule; }
    Cases.-wide #card { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._state: CaseState | None = None
        self._all: Sequence[CaseLine] = ()
        self._resting = Resting(self, self._ask_card)

    def body(self) -> Iterable[Widget]:
        """Funnel, filter, list, and what there is to say of the row."""
        yield StepBar[CaseState](self.choose, tuple(CaseState), IN_BAR, state_word, state_tone)
        with Horizontal(id="filter-line"):
            yield Filter(placeholder=_("f filters: words of a question, a company, a partner"), id="filter")
            yield Told(id="counted")
        with Horizontal(id="split"):
            with Vertical():
                yield Heading(heading)
                yield Rows["CaseLine"](self._draw, moved=self.on_rows_moved, id="list")
                yield Empty(id="empty")
            yield Block(id="card")
        yield Rule()
        yield Block(id="strip")

    @property
    def rows(self) -> "Rows[CaseLine]":
        """The list."""
        return self.query_one("#list", Rows)

    @property
    def case(self) -> "CaseLine | None":
        """The case under the cursor."""
        return self.rows.current if self.query("#list") else None

    def _draw(self, case: "CaseLine", width: int) -> Line:
        return case_line(case, width, self.werkplaats.clock.today())

    # Data

    def reload(self) -> None:
        """Reads the cases."""

        def read(session: "Session") -> "Sequence[CaseLine]":
            from crm.views.cases import case_lines

            return case_lines(session)

        self.ask(read, self._take, group="list")

    def _take(self, found: "Sequence[CaseLine]") -> None:
        self._all = found
        counts = dict.fromkeys(CaseState, 0)
        for case in found:
            counts[case.state] += 1
        self.query_one(StepBar).show(counts, self._state)
        self._show()

    def _show(self) -> None:
        from crm.views.cases import fitting

        found = [one for one in self._all if self._state in {None, one.state}]
        found = fitting(found, self.query_one("#filter", Input).value)
        self.query_one(Empty).teach(self._nothing() if not found else [], self.rows)
        self.query_one(Heading).display = bool(found)
        self.rows.show([one.id for one in found], {one.id: one for one in found})
        said = ngettext("{n} case", "{n} cases", len(found)).format(n=len(found))
        self.query_one("#counted", Told).tell([(fit(said, 16, right=True), "dim")])
        self._say_of_row()
        self.refresh_keys()

    def _nothing(self) -> list[Line]:
        if self._all:
            return [[(_("No case fits. esc takes the filter away."), "")]]
        return [
            [(_("Here stands what businesses ask: from the mail of a bank to a team of students."), "")],
            [],
            [(key_of("import"), "key"), (f"  {_('takes in a sheet or a mail, or a mail that you paste')}", "")],
            [(key_of("add"), "key"), (f"  {_('adds one by hand: company and question will do')}", "")],
        ]

    def on_rows_moved(self) -> None:
        """Says of the row what there is to say."""
        self._say_of_row()
        self.refresh_keys()

    def _say_of_row(self) -> None:
        case, today = self.case, self.werkplaats.clock.today()
        self.query_one("#strip", Block).tell(strip_lines(case, today) if case is not None else [])
        if case is None:
            self.query_one("#card", Block).tell([])
        else:
            self._resting.moved()

    def _ask_card(self) -> None:
        case, clock, pane = self.case, self.werkplaats.clock, self.query_one("#card", Block)
        if case is None or not pane.display:
            return
        from tui.screens.case_sections import ask_later, read_card

        number = case.id

        def read(session: "Session") -> "Card":
            return read_card(session, number, clock)

        def show(card: "Card") -> None:
            tell(card)
            ask_later(self, card, lambda section, found: tell(card.with_found(section, found)))

        def tell(card: "Card") -> None:
            if self.case is None or self.case.id != number:
                return  # the cursor has gone on while it was read
            head: list[Line] = [
                [(card.case.company, "strong"), ("  ", ""), (state_word(card.case.state), state_tone(card.case.state))],
                [(f"{card.case.code}  ", "key"), (card.case.title, "dim")],
                [],
            ]
            lines = [*head, *(row.line(CARD_WIDTH) for row in card.rows(clock.today()).values())]
            pane.tell([fitted(line, CARD_WIDTH) for line in lines])

        self.ask(read, show, group="card", trouble=lambda _sentence: pane.tell([]))

    # Filter

    def choose(self, state: CaseState | None) -> None:
        """Shows the cases of a state; None shows them all."""
        self._state = state
        self._take(self._all)

    def action_state(self, by: int) -> None:
        """The next state of the bar, or the one before; beyond the edge all cases."""
        order: list[CaseState | None] = [None, *self.query_one(StepBar).stages()]
        self.choose(order[(order.index(self._state) + by) % len(order)])

    def do_gaps(self) -> None:
        """Shows what is short, and whom to call."""
        from tui.screens.case_gaps import show_gaps

        show_gaps(self)

    def do_filter(self) -> None:
        """Puts the keys in the filter."""
        self.set_focus(self.query_one("#filter", Input))

    def on_input_changed(self) -> None:
        """The list follows every keystroke."""
        self._show()

    def on_input_submitted(self) -> None:
        """Back to the list, which stays filtered."""
        self.set_focus(self.rows)

    def leave_field(self) -> bool:
        """Out of the filter; from the list: takes the filter, then the state away."""
        field = self.query_one("#filter", Input)
        if field.has_focus:
            self.set_focus(self.rows)
        elif field.value:
            field.value = ""
        elif self._state is not None:
            self.choose(None)
        else:
            return False
        return True

    # Actions

    def do_add(self) -> None:
        """Asks for a new case."""
        from tui.screens.case_asking import ask_case

        ask_case(self)

    def do_import(self) -> None:
        """Asks for a sheet or a mail, and shows what taking it in would do."""
        from tui.screens.taking_in_cases import ask_cases

        ask_cases(self)

    def do_enter(self) -> None:
        """Opens the card of the case."""
        from tui.screens.case import CasePlace

        if self.case is not None:
            self.app.push_screen(CasePlace(self.case.id))

    def on_rows_opened(self) -> None:
        """A double click does what enter does."""
        self.werkplaats.do("enter")
