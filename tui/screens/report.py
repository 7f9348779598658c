"""What came of it? The figures at a glance, each with all its rows behind it, and as a page to hand on."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from crm.language import _
from tui.actions import REPORT, bindings_for
from tui.days import spoken
from tui.screens.place import Place
from tui.screens.report_lines import Heading, bar_lines, heading_lines, name_line, row_line
from tui.showing import Line
from tui.widgets.line import Block, Edges, Rule, Told
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.figures.report import Report
    from crm.figures.tables import Figures


class ReportPlace(Place):
    """The tables at the left, the bars of the one under the cursor at the right."""

    NAME = REPORT
    KEYS = ("enter", "save", "back", "search", "palette", "help")
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(REPORT)
    DEFAULT_CSS = """
    ReportPlace #headlines { height: 1; padding: 0 1; }
    ReportPlace #split { height: 1fr; }
    ReportPlace #list { width: 36; }
    ReportPlace #bars { width: 1fr; height: 1fr; border-left: solid $tone-rule; padding: 0 1; }
    ReportPlace.-wide #list { width: 56; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._report: Report | None = None

    def body(self) -> Iterable[Widget]:
        """The figures that stand on top, the list of tables, and the bars."""
        yield Edges(id="head")
        yield Told(id="headlines")
        yield Rule()
        with Horizontal(id="split"):
            yield Rows["Heading | Figures"](
                name_line, passable=lambda row: isinstance(row, Heading), moved=self._show_bars, id="list"
            )
            yield Block(id="bars")

    @property
    def rows(self) -> "Rows[Heading | Figures]":
        """The list of tables."""
        return self.query_one("#list", Rows)

    @property
    def table(self) -> "Figures | None":
        """The table under the cursor."""
        row = self.rows.current if self.query("#list") else None
        return None if row is None or isinstance(row, Heading) else row

    # Data

    def reload(self) -> None:
        """Counts."""
        today = self.werkplaats.clock.today()
        if self._report is None:
            self._tell_head(_("counting …"))

        def read(session: "Session") -> "Report":
            from crm.figures.report import read_report

            return read_report(session, today)

        self.ask(read, self._show, group="report")

    def _show(self, report: "Report") -> None:
        self._report = report
        rows: list[Heading | Figures] = []
        for group in report.groups:
            rows += [Heading(group.title), *group.tables]
        self.rows.show(range(len(rows)), dict(enumerate(rows)))
        self._tell_head(_("figures of {day}").format(day=spoken(report.period.until)))
        self.query_one("#headlines", Told).tell(self._headlines(report))
        self._show_bars()
        self.refresh_frame()

    def _tell_head(self, right: str) -> None:
        self.query_one("#head", Edges).tell([(" ‹ ", "key"), (_("What came of it"), "strong")], [(f"{right} ", "dim")])

    def _headlines(self, report: "Report") -> Line:
        """The figures on top; as many as there is room for."""
        line: Line = []
        for one in report.headlines:
            more: Line = [(str(one.number), "stage-agreement"), (f" {one.label}   ", "")]
            if sum(cell_len(text) for text, _tone in [*line, *more]) <= self.size.width:
                line += more
        return line

    def _show_bars(self) -> None:
        table, block = self.table, self.query_one("#bars", Block)
        size = block.content_size
        block.tell(bar_lines(table, max(size.width, 20), max(size.height, 6)) if table is not None else [])
        self.refresh_keys()

    def on_resize(self) -> None:
        """The bars follow the window."""
        if self._report is not None:
            self.query_one("#headlines", Told).tell(self._headlines(self._report))
            self.call_after_refresh(self._show_bars)

    # Actions

    def why_not(self, action: str) -> str | None:
        """A table opens when it has rows; a page needs the figures."""
        if action in {"enter", "save"} and self._report is None:
            return _("The figures are being counted.")
        if action == "enter" and (self.table is None or not self.table.rows):
            return _("There is nothing in this table yet.")
        return super().why_not(action)

    def do_enter(self) -> None:
        """Shows all rows of the table."""
        if self.table is not None:
            self.app.push_screen(TablePlace(self.table))

    def on_rows_opened(self) -> None:
        """A double click does what enter does."""
        self.werkplaats.do("enter")

    def do_save(self) -> None:
        """Asks where the page goes, and for whom."""
        from tui.screens.report_saving import ask_page

        if self._report is not None:
            ask_page(self, self._report)


class TablePlace(Place):
    """One table with all its rows and columns."""

    NAME = REPORT
    KEYS = ("back", "save", "search", "palette", "help", "quit")
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(REPORT)
    DEFAULT_CSS = """
    TablePlace #columns { height: 2; padding: 0 3; }
    """

    def __init__(self, table: "Figures") -> None:
        super().__init__()
        self._table = table

    def body(self) -> Iterable[Widget]:
        """Its title, the names of its columns, and the rows."""
        yield Edges(id="head")
        yield Rule()
        yield Block(id="columns")
        yield Rows[int](lambda number, width: row_line(self._table, number, width), id="list")

    def reload(self) -> None:
        """Shows what was counted: figures do not change under the reader."""
        numbers = range(len(self._table.rows))
        self.query_one("#list", Rows).show(numbers, {number: number for number in numbers})
        self.query_one("#head", Edges).tell(
            [(" ‹ ", "key"), (self._table.title, "strong")], [(f"{self._table.note} ", "dim")]
        )
        self.on_resize()

    def on_resize(self) -> None:
        """The columns follow the width."""
        if self.query("#columns"):
            width = self.query_one("#list", Rows).size.width - 4
            self.query_one("#columns", Block).tell(heading_lines(self._table, max(width, 20)))

    def why_not(self, action: str) -> str | None:
        """A page is made of all tables together."""
        if action == "save":
            return _("esc goes back to all figures; there the page is made.")
        if action == "enter":
            return _("There is nothing behind a figure.")
        return super().why_not(action)
