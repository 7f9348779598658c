"""How do we stand? The funnel, and everyone in it."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from crm.language import _, current_language, ngettext
from crm.words import EntityKind, Stage
from tui.actions import LEADS, bindings_for
from tui.screens.lead_lines import Columns, heading, row_line, said_of
from tui.screens.lead_list import Counts, Listed, counted, glimpsed, listed_ids, listed_rows
from tui.screens.working import Subject, Working
from tui.showing import Line
from tui.widgets.beside import Beside
from tui.widgets.filter import Filter
from tui.widgets.funnel import FunnelBar
from tui.widgets.heading import Heading
from tui.widgets.line import Block, Edges, Rule
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.funnel_flow import Flow


REST_SECONDS = 0.15
"""How long the typing must rest before all of a list is read: until then its first screenful stands."""


OWN = {"en": "owner:me", "nl": "van:mij"}
"""How a filter says that it asks for one's own leads, in each language."""


class Leads(Working):
    """The funnel and its list."""

    NAME = LEADS
    KEYS = ("enter", "log", "next", "stage", "filter", "help")
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(LEADS),
        Binding("left", "stage(-1)", show=False),
        Binding("right", "stage(1)", show=False),
    ]
    DEFAULT_CSS = """
    Leads #filter-line { height: 1; }
    Leads #filter { width: 1fr; border: none; height: 1; padding: 0 1; }
    Leads #filter:focus { border: none; background: $panel; }
    Leads #counted { width: 32; }
    Leads #strip { height: 2; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Leads #strip.-trouble { text-wrap: wrap; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._stage: Stage | None = None
        self._counts: Counts | None = None
        self._rest: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """Funnel, filter, list, and what there is to say of the row."""
        yield FunnelBar(self.choose)
        with Horizontal(id="filter-line"):
            yield Filter(placeholder=_("f filters: name, school:…, course:…"), id="filter")
            yield Edges(id="counted")
        with Horizontal():
            with Vertical():
                yield Heading(lambda width: heading(self.columns(width)))
                yield Rows[Listed](self._draw, self._fetch, moved=self.on_rows_moved, id="list")
                yield Rule()
                yield Block(id="strip")
            yield Beside()

    @property
    def rows(self) -> Rows[Listed]:
        """The list."""
        return self.query_one("#list", Rows)

    @property
    def query_text(self) -> str:
        """What the list is asked: the filter, and the stage chosen in the bar."""
        typed = self.query_one("#filter", Input).value.strip()
        return f"{typed} stage:{self._stage.value}".strip() if self._stage is not None else typed

    def begin(self) -> None:
        """Reads what is in view first: past the database library if that has yet to be imported."""
        clock, height = self.werkplaats.clock, self.rows.size.height + 1
        self.glance(lambda connection: glimpsed(connection, height, clock), self._glimpsed, group="list")

    def _glimpsed(self, rows: Sequence[tuple[int, Listed]] | None) -> None:
        """Shows what was glimpsed, and reads that and the whole list anew; of nothing it asks as at any other time."""
        if not rows or self.query_text:
            self._ask_first()
            return
        self.rows.show([one for one, _row in rows], dict(rows))
        self._say_of_row()
        # painted first: the import in the worker would hold it up
        self.call_after_refresh(self._ask_whole, self._show)

    def _draw(self, row: Listed, width: int) -> Line:
        return row_line(row, self.columns(width), self.werkplaats.clock.today())

    def columns(self, width: int) -> Columns:
        """The columns of the list as it is asked now."""
        return Columns.of(width, one_stage=self._stage is not None, worked=self._stage is not Stage.MAPPED)

    def _fetch(self, session: "Session", ids: Sequence[int]) -> Sequence[tuple[int, Listed]]:
        return listed_rows(session, ids, self.werkplaats.clock)

    # Data

    def reload(self) -> None:
        """Reads the list anew; the counts come after it."""
        self._counts = None
        self._ask_whole(self._show)

    def _ask_first(self) -> None:
        """Another list is asked: its first rows are shown while all of it is being read."""
        self.query_one(Beside).wait()
        if self._rest is not None:
            self._rest.stop()
        text, clock, me = self.query_text, self.werkplaats.clock, self.werkplaats.user
        height = self.rows.size.height + 1

        def question(session: "Session") -> tuple[Sequence[int], Sequence[tuple[int, Listed]]]:
            ids = listed_ids(session, text, clock, me, limit=height)
            return ids, listed_rows(session, ids, clock)

        self.ask(question, self._show_first, group="list", trouble=self._misunderstood)

    def _show_first(self, found: tuple[Sequence[int], Sequence[tuple[int, Listed]]]) -> None:
        ids, rows = found
        self.rows.cursor = 0
        self.rows.show(ids, dict(rows))
        self.rows.scroll_home(animate=False)
        self._say_of_row()
        if len(ids) > self.rows.size.height:
            self._rest = self.set_timer(REST_SECONDS, partial(self._ask_whole, partial(self._show, fresh=True)))
        else:
            self._told_whole()

    def _ask_whole(self, show: Callable[[Sequence[int]], None]) -> None:
        text, clock, me = self.query_text, self.werkplaats.clock, self.werkplaats.user
        self.ask(lambda session: listed_ids(session, text, clock, me), show, group="list", trouble=self._misunderstood)

    def _show(self, ids: Sequence[int], *, fresh: bool = False) -> None:
        self.rows.show(ids, fresh=fresh)
        self._say_of_row()
        self._told_whole()

    def _told_whole(self) -> None:
        """The list is whole: says how long it is, and asks for the counts of the funnel."""
        self._tell_count()
        if self._counts is None:
            clock, me = self.werkplaats.clock, self.werkplaats.user
            self.ask(lambda session: counted(session, clock, me), self._show_counts, group="counts")

    def _show_counts(self, counts: Counts) -> None:
        self._counts = counts
        self.query_one(FunnelBar).tell(counts.stages, self._stage, counts.coupled)

    def _misunderstood(self, sentence: str) -> None:
        strip = self.query_one("#strip", Block)
        strip.add_class("-trouble")
        strip.tell([[("! ", "late"), (sentence, "late")]])
        row = self.rows.current
        self.query_one(Beside).follow(row.person_id if row is not None else None)

    def _tell_count(self) -> None:
        marks = len(self.rows.marks)
        pieces = [(_("{n} marked").format(n=marks), "key"), (" · ", "dim")] if marks else []
        count = len(self.rows.ids)
        said = ngettext("{n} person", "{n} people", count).format(n=f"{count:,}".replace(",", "."))
        self.query_one("#counted", Edges).tell([], [*pieces, (f"{said} ", "dim")])

    def _say_of_row(self) -> None:
        row, lines = self.rows.current, []
        if row is not None:
            lines = said_of(row, self.werkplaats.clock.today())
        elif not self.rows.ids:
            lines = self._nobody()
        strip = self.query_one("#strip", Block)
        strip.remove_class("-trouble")
        strip.tell(lines)
        self.query_one(Beside).follow(row.person_id if row is not None else None)

    def _nobody(self) -> list[Line]:
        if self.query_text:
            return [[(_("Nobody fits this filter. esc takes it away."), "dim")]]
        return [
            [(_("No leads yet. → shows everybody in the map; ‹k› there makes somebody a lead."), "")],
            [(_("Is the map empty too? ‹5› goes to the schools, ‹a› adds one."), "dim")],
        ]

    def on_rows_moved(self) -> None:
        """Says of the row what there is to say."""
        self._say_of_row()
        self.refresh_keys()

    def on_rows_opened(self) -> None:
        """A double click opens."""
        self.werkplaats.do("enter")

    def on_input_changed(self) -> None:
        """The list follows every keystroke."""
        self._ask_first()

    def on_input_submitted(self) -> None:
        """Back to the list, which stays filtered."""
        self.set_focus(self.rows)

    # Actions

    def subjects(self) -> Sequence[Subject]:
        """The marked people, else the one under the cursor."""
        rows = self.rows
        ids = [one for one in rows.ids if one in rows.marks] if rows.marks else [rows.current_id]
        found = [rows.row(one) for one in ids if one is not None]
        return [row.subject for row in found if row is not None]

    def choose(self, stage: Stage | None) -> None:
        """Shows who stands at `stage`; None shows every lead."""
        self._stage = stage
        self.query_one(FunnelBar).tell(
            self._counts.stages if self._counts else {}, stage, self._counts.coupled if self._counts else None
        )
        self.query_one(Heading).refresh()
        self._ask_first()

    def action_stage(self, by: int) -> None:
        """The next stage of the bar, or the one before; beyond the edge every lead."""
        order: list[Stage | None] = [None, *self.query_one(FunnelBar).stages()]
        self.choose(order[(order.index(self._stage) + by) % len(order)])

    def do_enter(self) -> None:
        """Opens the person."""
        row = self.rows.current
        if row is not None:
            self.werkplaats.show_thing(EntityKind.PERSON, row.person_id)

    def do_filter(self) -> None:
        """Puts the keys in the filter."""
        self.set_focus(self.query_one("#filter", Input))

    def leave_field(self) -> bool:
        """Out of the filter; from the list: takes marks, then the filter, then the stage away."""
        field = self.query_one("#filter", Input)
        if field.has_focus:
            self.set_focus(self.rows)
        elif self.rows.marks:
            self.rows.clear_marks()
            self._tell_count()
        elif field.value:
            field.value = ""
        elif self._stage is not None:
            self.choose(None)
        else:
            return False
        return True

    def do_mark(self) -> None:
        """Marks the row."""
        self.rows.toggle_mark()
        self._tell_count()

    def do_mine(self) -> None:
        """Only one's own leads, or everybody's: a term of the filter, so that it is seen and may be kept."""
        field = self.query_one("#filter", Input)
        words = field.value.split()
        mine = [word for word in words if word in OWN.values()]
        field.value = (
            " ".join(word for word in words if word not in OWN.values())
            if mine
            else f"{field.value} {OWN[current_language()]}".strip()
        )

    def do_lists(self) -> None:
        """Offers the kept lists, and keeps this filter under a name."""
        from tui.screens.planning_asking import ask_lists

        ask_lists(self, self.query_text, self._ask_list)

    def do_export(self) -> None:
        """Asks what contact list to write, beginning with this filter."""
        from tui.screens.exporting_asking import ask_export

        ask_export(self, self.query_text)

    def _ask_list(self, query: str) -> None:
        self._stage = None
        self.query_one("#filter", Input).value = query

    def do_funnel(self) -> None:
        """Shows how the funnel flows."""
        from tui.overlays.sheet import Sheet

        clock = self.werkplaats.clock
        sheet = Sheet(_("The funnel"))
        self.app.push_screen(sheet)

        def question(session: "Session") -> "Sequence[Flow]":
            from crm.views.funnel_flow import funnel_flow

            return funnel_flow(session, clock)

        def show(flows: "Sequence[Flow]") -> None:
            from tui.screens.planning_asking import flow_lines

            sheet.tell(flow_lines(flows))

        sheet.ask(question, show, group="flow")
