"""What would become of this list of past sprints? Every row with its business, before anything is written."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crm.language import _
from tui.screens.place import Place
from tui.screens.taking_in import Preview, TakingIn
from tui.screens.taking_in_asking import Paths, existing
from tui.screens.taking_in_lines import Column, Heading, Item, column_items
from tui.showing import shown
from tui.widgets.form import Field, Form, Values

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.imports.files import Book
    from crm.imports.importing import Imported, Ready
    from crm.imports.sprints.rows import SprintField
    from crm.imports.vocabulary import OpenedSheets


class SprintsTakingIn(TakingIn):
    """One list of past sprints."""

    _opened: "OpenedSheets[SprintField] | None" = None

    def _look(self) -> None:
        path, opened, user, clock = self._path, self._opened, self.werkplaats.user, self.werkplaats.clock

        def read(session: "Session") -> "tuple[OpenedSheets[SprintField], Preview]":
            from crm.imports.contacts import silent
            from crm.imports.sprints.importing import open_sprints
            from crm.imports.sprints.planning import plan_sprints

            found = opened or open_sprints(path, session)
            plan = plan_sprints(session, found, by=user, clock=clock, progress=silent)
            examples = [
                next((row.cells for row in sheet.rows() if hasattr(row, "cells")), []) for sheet in found.book.sheets
            ]
            return found, Preview(plan, examples=examples, whole=True)

        def take(read: "tuple[OpenedSheets[SprintField], Preview]") -> None:
            self._opened = read[0]
            self._take(read[1])

        self.ask(read, take, group="preview", trouble=self._cannot)

    def _columns(self, preview: Preview) -> Iterable[Item]:
        from crm.imports.sprints.rows import field_word

        if self._opened is None:
            return
        yield Heading(_("Columns: ‹i› says what one holds"))
        for number, (sheet, columns) in enumerate(self._opened.sheets):
            if sheet.name:
                yield Heading(shown(sheet.name))
            yield from column_items(number, columns, preview.examples[number], field_word)

    def _held(self) -> list[tuple[str, str]]:
        from crm.imports.sprints.rows import SprintField, field_word

        return [(each.value, field_word(each)) for each in SprintField]

    def _hold(self, _preview: Preview, column: Column, held: str) -> None:
        from crm.imports.sprints.rows import SprintField

        if self._opened is None:
            return
        columns = self._opened.columns[column.sheet]
        fields = [*columns.fields]
        fields[column.place] = SprintField(held) if held else None
        self._opened.columns[column.sheet] = replace(columns, fields=tuple(fields), how="said")
        self._look()

    def _carry_out(self, _preview: Preview, ready: "Ready | None") -> "Imported":
        from crm.imports.sprints.importing import import_sprints

        assert self._opened is not None
        how: dict[str, Any] = {"by": self.werkplaats.user, "clock": self.werkplaats.clock}
        how |= {"asks": True, "ready": ready, "progress": self._progress}
        return import_sprints(self.werkplaats.store.engine(), self._opened, **how)

    def _book(self) -> "Book | None":
        return self._opened.book if self._opened is not None else None


def ask_sprints(place: Place) -> None:
    """Asks for the list, and shows what would become of it."""
    hint = _("a sheet (csv, xlsx) with a row for each sprint; → completes")
    field = Field("path", _("File"), hint=hint, suggester=Paths())

    def submit(form: Form, values: Values) -> None:
        path = existing(values["path"])
        form.dismiss()
        place.app.push_screen(SprintsTakingIn(path))

    place.app.push_screen(Form(_("Import past sprints"), [field], submit))
