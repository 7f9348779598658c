"""What the law asks of the office: who has to be told that they are held, what may be let go, and the register."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from crm.language import _
from crm.spoken import spoken_page
from crm.words import EntityKind
from tui.days import spoken
from tui.overlays.sheet import Sheet, SheetLine, said
from tui.showing import Line, fit, shown
from tui.widgets.form import Field, Form, Values
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session

    from crm.privacy.notices import Due
    from crm.privacy.sweeping import Swept


@dataclass(frozen=True, slots=True)
class DueLine(SheetLine):
    """Somebody who has to be told."""

    person: int = 0


class OfficePrivacySheet(Sheet):
    """Who has to be told, and what the sweep would let go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,N", "leave", show=False),
        Binding("B", "register", show=False),
        Binding("delete", "sweep", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(_("Privacy of the office"))

    def keys(self) -> Line:
        """The keys that work here."""
        keys = (("enter", _("open")), ("del", _("let go")), ("B", _("the register")), ("esc", _("close")))
        return [part for key, words in keys for part in ((f"   {key}", "key"), (f" {words}", ""))]

    def on_mount(self) -> None:
        """Reads who is due, and what would go."""
        store, clock = self.werkplaats.store, self.werkplaats.clock

        def job() -> "tuple[list[Due], Swept]":
            from crm.privacy.notices import due_notices
            from crm.privacy.sweeping import sweep

            due = store.read(lambda session: due_notices(session, clock.today()))
            return due, sweep(store.engine(), clock=clock, dry_run=True)

        self._in_worker(job, lambda found: self.tell(_lines(*found, clock.today())), "office-privacy", None)

    def action_open(self) -> None:
        """Goes to the person."""
        row = self.query_one(Rows).current
        if isinstance(row, DueLine):
            self.dismiss()
            self.werkplaats.show_thing(EntityKind.PERSON, row.person)

    def action_sweep(self) -> None:
        """Asks, and lets go."""
        options = [("no", _("no")), ("yes", _("yes, for good"))]
        fields = [Field("sure", _("Let go"), value="no", options=options)]
        self.dismiss()
        self.app.push_screen(SweepingForm(_("Let go of what is no longer needed?"), fields, _sweep))

    def action_register(self) -> None:
        """Writes the register of processing as a page, and says where."""

        def read(session: "Session") -> str:
            from crm.messages.facts import office_of
            from crm.privacy.register import as_html, register
            from crm.settings import read_settings

            return as_html(register(session, office_of(read_settings()).facts(), self.werkplaats.clock.today()))

        self.ask(read, partial(self.write_page, name=f"{_('register')}.html"), group="office-privacy")


class SweepingForm(Form):
    """The question whether what is no longer needed is to be let go."""

    def sweep(self) -> None:
        """Lets go in a worker; then the form closes."""
        store, clock = self.werkplaats.store, self.werkplaats.clock

        def job() -> "Swept":
            from crm.privacy.sweeping import sweep

            done = sweep(store.engine(), clock=clock)
            self.werkplaats.wrote()
            return done

        def done(swept: "Swept") -> None:
            self.dismiss()
            self.werkplaats.data_changed()
            told = ", ".join(f"{count} {label}" for label, count in swept.told())
            self.werkplaats.say(_("Let go: {what}.").format(what=told) if told else _("There is nothing to let go of."))

        self._in_worker(job, done, "sweep", None)


def _sweep(form: Form, values: Values) -> None:
    if values["sure"] != "yes":
        form.dismiss()
        form.werkplaats.say(_("Nothing was done."))
        return
    assert isinstance(form, SweepingForm)
    form.sweep()


def _lines(due: "list[Due]", swept: "Swept", today: "date") -> list[SheetLine]:
    day = partial(spoken, today=today)
    lines = [said(_("To be told that they are held"), "key", heading=True)]
    for one in due:
        more = _("Found on {day}: {page}").format(day=day(one.found), page=shown(spoken_page(one.page), 200))
        tone = "late" if one.due < today else ""
        lines.append(DueLine(partial(_due_line, one, day(one.due), tone), more=more, person=one.person))
    if not due:
        lines.append(said(f"  {_('nobody now')}"))
    lines.append(said(_("The sweep would let go of"), "key", heading=True))
    lines += [said(f"  {count:>6}  {label}") for label, count in swept.told()] or [said(f"  {_('nothing now')}")]
    return lines


def _due_line(one: "Due", by: str, tone: str, width: int) -> Line:
    when = 14
    name = min(max((width - when) // 2, 16), 34)
    todo = _("goes with the sweep") if one.swept else _("write the first message")
    return [
        (fit(f"  {by}", when), tone),
        (fit(shown(one.name), name), "strong"),
        (fit(todo, width - when - name), "dim"),
    ]
