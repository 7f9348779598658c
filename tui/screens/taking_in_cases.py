"""What would become of this sheet, or of this mail? Every question with its company, before anything is written."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Label

from crm.codes import looks_like_codes
from crm.errors import UsageError
from crm.language import _
from tui.screens.place import Place
from tui.screens.taking_in import Preview, TakingIn
from tui.screens.taking_in_answers import AnswersTakingIn, holds_answers
from tui.screens.taking_in_asking import Paths, existing
from tui.screens.taking_in_lines import Column, Fated, Heading, Item, column_items
from tui.showing import Line, shown
from tui.typed_path import typed_path
from tui.widgets.form import Field, Form, Values
from tui.widgets.words import Words

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.imports.cases.opening import OpenedCases
    from crm.imports.cases.rows import CaseRow
    from crm.imports.files import Book
    from crm.imports.importing import Imported, Ready


LONGEST_PATH = 1_000
"""Characters of a pasted line that may be a path."""


class CasesTakingIn(TakingIn):
    """One file of cases, or a mail that was pasted."""

    DEFAULT_CSS = """
    CasesTakingIn #remarks { height: 4; max-height: 4; padding: 0 1; }
    """
    KEYS: ClassVar[tuple[str, ...]] = ("yes", "edit", "undo", "back", "help")

    def __init__(self, path: Path | None, text: str = "") -> None:
        super().__init__(path or Path(_("pasted text")))
        self._text = text
        self._opened: OpenedCases | None = None

    def _look(self) -> None:
        path, text, opened = self._path, self._text, self._opened
        user, clock = self.werkplaats.user, self.werkplaats.clock

        def read(session: "Session") -> "tuple[OpenedCases, Preview]":
            from crm.imports.cases.importing import plan_cases
            from crm.imports.cases.opening import OpenedCases, open_cases, pasted
            from crm.settings import read_settings

            found = opened
            if found is None:
                ours = read_settings().ours
                found = OpenedCases(mail=pasted(text)) if text else open_cases(path, session, ours)
                if found.mail is not None:
                    found.refuse_useless()
            plan = plan_cases(session, found, by=user, clock=clock)
            examples = [
                next((row.cells for row in sheet.rows() if hasattr(row, "cells")), []) for sheet in found.book.sheets
            ]
            return found, Preview(plan, examples=examples, whole=True)

        def take(read: "tuple[OpenedCases, Preview]") -> None:
            self._opened = read[0]
            self._take(read[1])

        self.ask(read, take, group="preview", trouble=self._cannot)

    def _columns(self, preview: Preview) -> Iterable[Item]:
        from crm.imports.cases.vocabulary import field_word

        if self._opened is None or self._opened.sheets is None:
            return
        yield Heading(_("Columns: ‹i› says what one holds"))
        for number, (sheet, columns) in enumerate(self._opened.sheets.sheets):
            if sheet.name:
                yield Heading(shown(sheet.name))
            yield from column_items(number, columns, preview.examples[number], field_word)

    def _held(self) -> list[tuple[str, str]]:
        from crm.imports.cases.vocabulary import CaseField, field_word

        return [(each.value, field_word(each)) for each in CaseField]

    def _hold(self, _preview: Preview, column: Column, held: str) -> None:
        from dataclasses import replace

        from crm.imports.cases.vocabulary import CaseField

        if self._opened is None or self._opened.sheets is None:
            return
        sheets = self._opened.sheets
        fields = [*sheets.columns[column.sheet].fields]
        fields[column.place] = CaseField(held) if held else None
        sheets.columns[column.sheet] = replace(sheets.columns[column.sheet], fields=tuple(fields), how="said")
        self._look()

    def _carry_out(self, _preview: Preview, ready: "Ready | None") -> "Imported":
        from crm.imports.cases.importing import import_cases

        assert self._opened is not None
        how: dict[str, Any] = {"by": self.werkplaats.user, "clock": self.werkplaats.clock}
        how |= {"asks": True, "ready": ready, "progress": self._progress}
        return import_cases(self.werkplaats.store.engine(), self._opened, **how)

    def _book(self) -> "Book | None":
        return self._opened.book if self._opened is not None and self._opened.sheets is not None else None

    def _told(self, item: Fated) -> list[Line]:
        """The whole question, and who is reached."""
        row = self._row_of(item)
        if row is None:
            return super()._told(item)
        told: list[Line] = [[(shown(row.company.name, 60), "strong"), (f"  {_reached(row)}", "dim")]]
        told.append([(shown(row.case.question, 220), "")])
        if row.line.reason or row.line.values_refused:
            told.append([("! ", "late"), (shown("; ".join([row.line.reason, *row.line.values_refused]), 200), "late")])
        return told

    def _row_of(self, item: Fated) -> "CaseRow | None":
        from crm.imports.cases.importing import CasesPlan

        plan = self._done.plan if self._done is not None else self._preview.plan if self._preview is not None else None
        rows: Sequence[CaseRow] = plan.rows if isinstance(plan, CasesPlan) else ()
        return next((row for row in rows if row.line is item.row), None)


def _reached(row: "CaseRow") -> str:
    person = row.contact
    told = (person.name, person.email, person.phone) if person is not None else (row.mail,)
    through = (
        _("through {name}").format(name=row.partner or row.partner_mail) if row.partner_mail or row.partner else ""
    )
    return " · ".join(shown(one, 60) for one in (*told, through) if one)


class CasesForm(Form):
    """Asks for the path of a sheet or mail; or for the mail itself, pasted."""

    DEFAULT_CSS = """
    CasesForm #line-text { height: auto; }
    """

    def head(self) -> Iterable[Widget]:
        """The field for a mail that is pasted, above the path."""
        with Horizontal(id="line-text"):
            yield Label(_("Paste a mail"), markup=False)
            yield Words(id="field-text")

    def _keys(self) -> Line:
        return [("tab", "key"), (f" {_('next field')}   ", ""), *super()._keys()]

    def typed_into(self) -> Words:
        """Letters that come early are the mail's."""
        return self.query_one(Words)

    @property
    def values(self) -> Values:
        """The path, and the text."""
        return super().values | {"text": self.query_one(Words).text.strip()}


def named_file(text: str) -> Path | None:
    """The file whose path was pasted, or dropped on the terminal; None where the text is no path of one."""
    bare = text.strip()
    if not bare or "\n" in bare or len(bare) > LONGEST_PATH:
        return None
    path = typed_path(bare)
    return path if path.is_file() else None


def refuse_useless(text: str) -> None:
    """Raises UsageError for a pasted text in which nothing is asked, while it can still be changed."""
    from crm.imports.cases.opening import OpenedCases, pasted

    OpenedCases(mail=pasted(text)).refuse_useless()


def ask_cases(place: Place) -> None:
    """Asks for a sheet, a mail as a file, or a mail that is pasted; then shows what would become of it.

    A reply with the codes of cases, and a table of answers, are shown as the answers they hold.
    """
    field = Field("path", _("or a file"), hint=_("a sheet, a mail (.eml), or answers; → completes"), suggester=Paths())

    def submit(form: Form, values: Values) -> None:
        if not values["text"] and not values["path"]:
            raise UsageError(_("Paste a mail, or type the path of a file."))
        text = values["text"]
        path = named_file(text) or (None if text else existing(values["path"]))
        text = "" if path is not None else text
        answers = holds_answers(path) if path is not None else bool(looks_like_codes(text))
        if path is None and not answers:
            refuse_useless(text)
        form.dismiss()
        place.app.push_screen((AnswersTakingIn if answers else CasesTakingIn)(path, text))

    place.app.push_screen(CasesForm(_("Import cases"), [field], submit))
