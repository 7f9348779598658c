"""What would become of this file? Its columns, its first rows with their fate; then, on `y`, the import itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from crm.language import _
from tui.actions import IMPORT, Action, bindings_for
from tui.screens.place import Place
from tui.screens.taking_in_asking import ask_column, ask_keep
from tui.screens.taking_in_lines import Column, Fated, Heading, Item, column_items, counted, is_heading, item_line
from tui.showing import Line, shown
from tui.widgets.line import Block, Edges, Rule
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session

    from crm.imports.contacts import Opened
    from crm.imports.files import Book
    from crm.imports.importing import Imported, Ready
    from crm.imports.linkedin.importing import OpenedArchive
    from crm.imports.plan import Plan

MOST_SHOWN = 500
"""Rows of a result that are listed."""


@dataclass(slots=True)
class Preview:
    """A file as it lies open: a list of contacts, or a LinkedIn archive."""

    plan: "Plan"
    contacts: "Opened | None" = None
    archive: "OpenedArchive | None" = None
    examples: list[list[str]] = field(default_factory=list)
    whole: bool = False
    """Whether the plan is of every row."""


class TakingIn(Place):
    """One file, before and after it is taken in."""

    NAME = IMPORT
    KEYS: ClassVar[tuple[str, ...]] = ("yes", "edit", "mark", "undo", "back", "help")
    AUTO_FOCUS = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(IMPORT)
    DEFAULT_CSS = """
    TakingIn #remarks { height: auto; max-height: 7; padding: 0 1; }
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._preview: Preview | None = None
        self._done: Imported | None = None
        self._importing = False
        self._stop = False
        self._remarks_of_row = False
        """Whether a row with a reason was met since the file was looked at."""
        self._trouble = ""
        """Why the file cannot be taken in."""

    def body(self) -> Iterable[Widget]:
        """The file, its columns and rows, and what is to be known about it."""
        yield Edges(id="file")
        yield Rule()
        yield Rows[Item](item_line, passable=is_heading, id="rows")
        yield Block(id="remarks")

    @property
    def rows(self) -> Rows[Item]:
        """The list."""
        return self.query_one("#rows", Rows)

    # Data

    def begin(self) -> None:
        """Opens the file."""
        self.query_one("#file", Edges).tell([(f" {shown(self._path.name)}", "strong")], [(_("reading … "), "dim")])
        self._look()

    def _look(self) -> None:
        preview, path, user, today = self._preview, self._path, self.werkplaats.user, self.werkplaats.clock.today()
        told = partial(self.app.call_from_thread, self._tell_progress)

        def read(session: "Session") -> Preview:
            return looked_at(session, path, preview, user, told, today=today)

        self.ask(read, self._take, group="preview", trouble=self._cannot)

    def _cannot(self, sentence: str) -> None:
        self.query_one("#file", Edges).tell([(f" {shown(self._path.name)}", "strong")], [])
        self.query_one("#remarks", Block).tell([[("! ", "late"), (shown(sentence), "late")]])
        self._trouble = sentence
        self.werkplaats.say("")
        self.refresh_keys()

    def _take(self, preview: Preview) -> None:
        self._preview = preview
        self._show(preview.plan)
        self.werkplaats.say("")

    def _show(self, plan: "Plan") -> None:
        items: list[Item] = []
        preview = self._preview
        if self._done is None and preview is not None:
            items += self._columns(preview)
        lines = [line for line in plan.lines if line.person is not None or line.name or line.reason]
        words = _("What became of the rows") if self._done else _("What becomes of the rows")
        if preview is not None and not preview.whole and not self._done:
            words = _("What becomes of the first rows")
        items.append(Heading(words))
        marking = preview is not None and preview.archive is not None and self._done is None
        items += [Fated(line, marking and line.outcome.value == "left_out") for line in lines[:MOST_SHOWN]]
        self.rows.show(range(len(items)), dict(enumerate(items)), fresh=True)
        head = counted(plan) if self._done or (preview and preview.whole) else _("not imported yet")
        self.query_one("#file", Edges).tell([(f" {shown(plan.file)}", "strong")], [(f"{head} ", "dim")])
        remarks: list[Line] = [[(shown(remark), "late")] for remark in plan.remarks[:3]]
        self.query_one("#remarks", Block).tell(remarks)
        self._remarks_of_row = False
        self.refresh_keys()

    def _columns(self, preview: Preview) -> Iterable[Item]:
        yield Heading(_("Columns: ‹i› says what one holds"))
        from crm.imports.columns import field_word

        if preview.contacts is not None:
            for number, (sheet, fields) in enumerate(preview.contacts.sheets):
                if sheet.name:
                    yield Heading(shown(sheet.name))
                yield from column_items(number, fields, preview.examples[number], field_word)
        elif preview.archive is not None and preview.archive.connections is not None:
            found = preview.archive.connections
            since = {} if found.connected_on is None else {found.connected_on: _("connected since")}
            yield from column_items(0, found.fields, preview.examples[0], field_word, since)

    def on_rows_moved(self) -> None:
        """Which keys work depends on the row, of which what is to be known is shown."""
        self.refresh_keys()
        current = self.rows.current
        if isinstance(current, Fated):
            self._remarks_of_row = self._remarks_of_row or bool(current.row.reason)
            if told := self._told(current):
                self.query_one("#remarks", Block).tell(told)

    def _told(self, item: Fated) -> list[Line]:
        """What is to be known of a row; nothing while no row with a reason was met: what the file has to say stays."""
        row = item.row
        said = "; ".join(part for part in (row.name, row.reason, row.shows) if part)
        return [[(shown(said, 400), "late" if row.reason else "")]] if self._remarks_of_row else []

    # Actions

    def why_not(self, action: str) -> str | None:
        """Only a file that lies open can be taken in, a column be told, a row be marked."""
        current = self.rows.current if self.is_mounted and self.query("#rows") else None
        if action in {"yes", "edit", "mark"} and self._trouble:
            return self._trouble
        if action in {"yes", "edit", "mark"} and (self._importing or self._preview is None):
            return _("It is being read or imported: esc stops it.")
        if action in {"yes", "edit", "mark"} and self._done is not None:
            return _("It has been imported: ‹u› takes it back.")
        if action == "edit" and not isinstance(current, Column):
            return _("Put the cursor on a column first.")
        if action == "mark" and not (isinstance(current, Fated) and current.can_be_marked):
            return _("Only who would be left out can be marked, to come in all the same.")
        return super().why_not(action)

    def label(self, action: Action) -> str:
        """A yes here takes the file in."""
        return _("yes, import") if action.id == "yes" else super().label(action)

    def do_edit(self) -> None:
        """Asks what the column holds, and looks again what that makes of the rows."""
        column, preview = self.rows.current, self._preview
        if isinstance(column, Column) and preview is not None:
            ask_column(self, column.name, column.held, self._held(), partial(self._hold, preview, column))

    def _held(self) -> list[tuple[str, str]]:
        """What a column can hold: values with their words."""
        from crm.imports.columns import Field, field_word

        return [(each.value, field_word(each)) for each in Field]

    def _hold(self, preview: Preview, column: Column, held: str) -> None:
        from crm.imports.columns import Field

        chosen = Field(held) if held else None
        if preview.contacts is not None:
            fields = preview.contacts.fields[column.sheet]
            preview.contacts.fields[column.sheet] = fields.with_field(column.place, chosen)
        elif preview.archive is not None and preview.archive.connections is not None:
            connections = preview.archive.connections
            connections.fields = connections.fields.with_field(column.place, chosen)
        self._look()

    def do_mark(self) -> None:
        """Marks somebody who would be left out, to come in all the same; or takes the mark away."""
        current, preview = self.rows.current, self._preview
        if isinstance(current, Fated) and preview is not None and preview.archive is not None:
            preview.archive.toggle(current.row.name)
            self._look()

    def do_yes(self) -> None:
        """Takes the file in."""
        if self._preview is not None:
            self._go_on(self._preview, None)

    def _go_on(self, preview: Preview, ready: "Ready | None") -> None:
        self._importing, self._stop = True, False
        self.refresh_keys()

        def done(found: "Imported | Ready") -> None:
            from crm.imports.importing import Imported

            if isinstance(found, Imported):
                self._imported(found)
                return
            self._importing = False
            self.werkplaats.say("")
            ask_keep(self, found.plan, partial(self._go_on, preview, found))

        self.ask(lambda _session: self._import(preview, ready), done, group="import", trouble=self._not_imported)

    def _import(self, preview: Preview, ready: "Ready | None") -> "Imported | Ready":
        """In the worker: what was done, or what is ready to be written once the user agrees."""
        from crm.imports.importing import AskFirstError

        try:
            return self._carry_out(preview, ready)
        except AskFirstError as asking:
            return asking.ready

    def _carry_out(self, preview: Preview, ready: "Ready | None") -> "Imported":
        from crm.imports.importing import import_contacts
        from crm.imports.linkedin.importing import import_linkedin

        store, clock = self.werkplaats.store, self.werkplaats.clock
        how: dict[str, Any] = {"by": self.werkplaats.user, "clock": clock}
        how |= {"asks": True, "ready": ready, "progress": self._progress}
        if preview.archive is not None:
            return import_linkedin(store.engine(), preview.archive, **how)
        assert preview.contacts is not None
        return import_contacts(store.engine(), preview.contacts, **how)

    def _progress(self, what: str, done: int, of: int) -> None:
        from crm.imports.plan import StoppedError

        if self._stop or not self.is_attached:
            raise StoppedError(_("Stopped: nothing was imported."))
        self.app.call_from_thread(self._tell_progress, what, done, of)

    def _tell_progress(self, what: str, done: int, of: int) -> None:
        far = f" {done}/{of}" if of else f" {done}" if done else ""
        self.werkplaats.words = (_("{what}{far} · esc stops").format(what=what, far=far), "")
        self.refresh_frame()

    def _imported(self, done: "Imported") -> None:
        from crm.imports.reports import write_refused

        self._importing = False
        if done.action is None:
            self.werkplaats.say(done.plan.why_nothing())
            return
        self._done = done
        book = self._book()
        refused = write_refused(book, done.plan, self._path.absolute().parent) if book is not None else None
        self._show(done.plan)
        said = _("Imported. ‹u› takes it all back.")
        if refused is not None:
            said += " " + _("Refused rows: {file}").format(file=refused.name)
        self.werkplaats.say(said)
        self.werkplaats.data_changed()

    def _book(self) -> "Book | None":
        """The sheets whose refused rows are written beside the file."""
        preview = self._preview
        return preview.contacts.book if preview is not None and preview.contacts is not None else None

    def _not_imported(self, sentence: str) -> None:
        self._importing = False
        self.refresh_keys()
        self.trouble(sentence)

    def do_back(self) -> None:
        """Stops what is running; otherwise back to where one came from."""
        if self._importing:
            self._stop = True
            self.werkplaats.say(_("Stopping …"))
            return
        super().do_back()


def looked_at(
    session: "Session",
    path: Path,
    preview: Preview | None,
    user: str,
    progress: Any,  # noqa: ANN401 - a Progress
    *,
    today: "date",
) -> Preview:
    """The file with what taking it in would do: of a list the first rows, of an archive all."""
    from crm.imports.contacts import PREVIEWED, open_contacts, plan_contacts
    from crm.imports.linkedin.archive import is_archive
    from crm.imports.linkedin.importing import open_linkedin, plan_linkedin

    if (preview is not None and preview.archive is not None) or (preview is None and is_archive(path)):
        archive = preview.archive if preview is not None else open_linkedin(path)
        assert archive is not None
        found = archive.connections
        example = [next((row.cells for row in found.sheet.rows() if hasattr(row, "cells")), [])] if found else [[]]
        plan = plan_linkedin(session, archive, by=user, progress=progress)
        plan.lines.sort(key=lambda line: line.outcome.value == "left_out")
        return Preview(plan, archive=archive, examples=example, whole=True)
    opened = preview.contacts if preview is not None else open_contacts(path, session)
    assert opened is not None
    examples = [next((row.cells for row in sheet.rows() if hasattr(row, "cells")), []) for sheet in opened.book.sheets]
    plan = plan_contacts(session, opened, today=today, first=PREVIEWED)
    return Preview(plan, contacts=opened, examples=examples, whole=len(plan.lines) < PREVIEWED)
