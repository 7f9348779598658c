"""What do student teams work on, and what comes next? Every sprint, the newest first."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from crm.language import _, ngettext
from tui.actions import SPRINTS, bindings_for, key_of
from tui.screens.sprint_deeds import SprintDeeds
from tui.screens.sprint_lines import heading, sprint_line, strip_lines
from tui.showing import Line
from tui.widgets.empty import Empty
from tui.widgets.heading import Heading
from tui.widgets.line import Block, Edges, Rule
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.coupled import Coupled
    from crm.views.sprints import SprintLine

GOING, ALL = "going", "all"


class SprintsPlace(SprintDeeds):
    """The sprints; left and right: those that go on, or all."""

    NAME = SPRINTS
    KEYS = ("enter", "yes", "add", "next", "stage", "help")
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(SPRINTS),
        Binding("left,right", "other", show=False),
    ]
    DEFAULT_CSS = """
    SprintsPlace #split { height: 1fr; }
    SprintsPlace #strip { height: 2; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shows = GOING
        self._all: Sequence[SprintLine] = ()
        self._coupled: Coupled | None = None

    def body(self) -> Iterable[Widget]:
        """How many, the list, and more of the one under the cursor."""
        yield Edges(id="head")
        yield Rule()
        with Horizontal(id="split"), Vertical():
            yield Heading(heading)
            yield Rows["SprintLine"](self._draw, moved=self.on_rows_moved, id="list")
            yield Empty(id="empty")
        yield Rule()
        yield Block(id="strip")

    @property
    def rows(self) -> "Rows[SprintLine]":
        """The list."""
        return self.query_one("#list", Rows)

    @property
    def sprint(self) -> "SprintLine | None":
        """The one under the cursor."""
        return self.rows.current if self.query("#list") else None

    def _draw(self, one: "SprintLine", width: int) -> Line:
        return sprint_line(one, width, self.werkplaats.clock.today())

    def reload(self) -> None:
        """Reads the sprints, and the figure they make."""
        today = self.werkplaats.clock.today()

        def read(session: "Session") -> "tuple[Sequence[SprintLine], Coupled]":
            from crm.views.coupled import coupled
            from crm.views.sprints import sprints

            return sprints(session), coupled(session, today)

        self.ask(read, self._take, group="list")

    def _take(self, found: "tuple[Sequence[SprintLine], Coupled]") -> None:
        self._all, self._coupled = found
        if all(one.is_over for one in self._all):
            self._shows = ALL
        self._show()

    def _show(self) -> None:
        shown = [one for one in self._all if self._shows == ALL or not one.is_over]
        self.query_one(Empty).teach(self._nothing() if not self._all else [], self.rows)
        self.rows.show([one.id for one in shown], {one.id: one for one in shown})
        going = sum(not one.is_over for one in self._all)
        words = {GOING: _("{n} go on").format(n=going), ALL: _("{n} in all").format(n=len(self._all))}
        left: Line = [(" ‹ ", "key")]
        for name, said in words.items():
            left += [(f" {said} ", "here" if name == self._shows else "dim")]
        left.append((f"  ← → {_('the others')}", "dim"))
        self.query_one("#head", Edges).tell(left, self._figure())
        self._tell_strip()
        self.refresh_frame()

    def _figure(self) -> Line:
        found = self._coupled
        if found is None:
            return []
        said = ngettext(
            "{n} business coupled, {m} in {year}", "{n} businesses coupled, {m} in {year}", found.in_all
        ).format(n=found.in_all, m=found.in_school_year, year=found.school_year)
        return [(f"{said} ", "strong")]

    @staticmethod
    def _nothing() -> list[Line]:
        return [
            [(_("No sprint yet."), "strong")],
            [(_("A case that a teacher said yes to becomes one: ‹a› starts it."), "")],
            [(key_of("import"), "key"), (f"  {_('takes in a list of those of before')}", "")],
        ]

    def on_rows_moved(self) -> None:
        """Says more of the one under the cursor."""
        self._tell_strip()
        self.refresh_keys()

    def on_rows_opened(self) -> None:
        """A double click does what enter does."""
        self.werkplaats.do("enter")

    def _tell_strip(self) -> None:
        one = self.sprint
        self.query_one("#strip", Block).tell(strip_lines(one, self.werkplaats.clock.today()) if one else [])

    def action_other(self) -> None:
        """Those that go on, or all."""
        self._shows = ALL if self._shows == GOING else GOING
        self._show()

    def do_add(self) -> None:
        """Asks which case that a teacher said yes to becomes a sprint, and when."""
        from tui.screens.sprint_starting import ask_start

        ask_start(self)

    def do_import(self) -> None:
        """Asks for a list of past sprints, and shows what taking it in would do."""
        from tui.screens.taking_in_sprints import ask_sprints

        ask_sprints(self)

    def do_enter(self) -> None:
        """To the sprint."""
        if self.sprint is not None:
            self.werkplaats.show_sprint(self.sprint.id)
