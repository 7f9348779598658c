"""A contact list from the screen: of whom, for what; what it would hold and who stays out; then it is written."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from crm.language import _, ngettext
from crm.words import Basis, Channel, Recipients
from tui.overlays.sheet import Sheet, SheetLine, said
from tui.screens.place import Place
from tui.showing import Line, fit, shown
from tui.typed_path import typed_path
from tui.widgets.form import Field, Form, Values

if TYPE_CHECKING:
    from crm.exports import ExportResult, ExportWish
    from crm.exports.exporting import Preview
    from crm.unit_of_work import Work

SHOWN = 12
"""People of the list that are shown before it is written."""

SHOWN_OUT = 200
"""People who stay out that are shown, each with the reason."""

NAME, EMAIL = 30, 34
"""Cells of a name and of an address."""

USUAL = "usual"

LISTED = (Channel.EMAIL, Channel.PHONE)
"""The channels of which there are lists."""


def ask_export(place: Place, query: str) -> None:
    """Asks what the list shall be; `query` is the filter of where one came from. It is seen before it is written."""
    from crm.exports import ExportFormat
    from crm.exports.folder import export_folder
    from crm.spoken import spoken_channel

    fields = [
        Field("query", _("Which people"), value=query, hint=_("empty: everybody; words and field:value")),
        Field("format", _("Sort of file"), options=[(one.value, one.value) for one in ExportFormat]),
        Field("of", _("Of whom"), options=[(one.value, recipients_word(one)) for one in Recipients]),
        Field("basis", _("Basis"), options=basis_options()),
        Field("reason", _("Why without basis"), hint=_("is kept"), when=lambda values: values["basis"] == Basis.NONE),
        Field("campaign", _("Campaign"), hint=_("Newsletter December; is kept with who was in it")),
        Field("file", _("File"), hint=_("empty: a name of its own, in {folder}").format(folder=export_folder())),
        Field("channel", _("To reach by"), options=[(one.value, spoken_channel(one)) for one in LISTED]),
    ]
    place.app.push_screen(Form(_("Contact list"), fields, partial(_look, place)))


def recipients_word(one: Recipients) -> str:
    """Whom a list is of, as it is said on screen."""
    return {
        Recipients.PEOPLE: _("schools"),
        Recipients.TEACHERS: _("teachers"),
        Recipients.COMPANIES: _("businesses"),
        Recipients.PARTNERS: _("partners"),
    }[one]


def basis_options() -> list[tuple[str, str]]:
    """The grounds to choose among: all but none, one of them, or even without."""
    from crm.spoken import spoken_basis

    single = (Basis.CONSENT, Basis.RELATION, Basis.DESIGNATED_ADDRESS)
    return [
        (USUAL, _("any")),
        *((one.value, spoken_basis(one)) for one in single),
        (Basis.NONE.value, _("even without")),
    ]


def wish_of(values: Values) -> "ExportWish":
    """What was asked for, from the form."""
    from crm.exports import ExportFormat, ExportWish

    chosen = values["basis"]
    bases = None if chosen == USUAL else frozenset(Basis) if chosen == Basis.NONE else frozenset({Basis(chosen)})
    return ExportWish(
        ExportFormat(values["format"]),
        values["query"],
        Recipients(values["of"]),
        bases,
        values.get("reason", ""),
        values["campaign"],
        Channel(values["channel"]),
    )


def _look(place: Place, form: Form, values: Values) -> None:
    from crm.exports import preview
    from crm.exports.folder import in_export_folder
    from crm.unit_of_work import Work

    wish, werkplaats = wish_of(values), place.werkplaats
    named = typed_path(values["file"]) if values["file"] else _named(wish, werkplaats.clock.today().isoformat())
    path = in_export_folder(named)

    def show(found: "Preview") -> None:
        form.dismiss()
        sheet = ListSheet(path, partial(_write, place, wish, path))
        place.app.push_screen(sheet)
        sheet.call_after_refresh(sheet.tell, preview_lines(found, wish.channel))

    form.ask(
        lambda session: preview(Work(session=session, by=werkplaats.user, clock=werkplaats.clock), wish, first=SHOWN),
        show,
        group="preview",
        trouble=form.trouble,
    )


def _named(wish: "ExportWish", day: str) -> Path:
    """A name for the file, by its sort and the day."""
    endings = {"excel": "xlsx", "vcard": "vcf", "json": "json"}
    return Path(f"{_('list')}-{wish.format.value}-{day}.{endings.get(wish.format.value, 'csv')}")


def preview_lines(found: "Preview", channel: Channel = Channel.EMAIL) -> list[SheetLine]:
    """How many it holds, the first of them, and who stays out with the reason."""
    from crm.exports.contacts import LeftOut, left_out_word

    lines = [
        said(
            ngettext("{n} person in it", "{n} people in it", found.written).format(n=found.written), "key", heading=True
        )
    ]
    for one in found.first:
        old = _("old") if one.old else ""
        address = one.phone if channel is Channel.PHONE else one.email
        words = f"  {fit(one.name, NAME)} {fit(address, EMAIL)} {fit(one.salutation, NAME)} {old}"
        lines.append(said(words, more=one.organisation))
    if found.written > len(found.first):
        lines.append(said(f"  {_('and {n} more').format(n=found.written - len(found.first))}", "dim"))
    counts = [f"{left_out_word(LeftOut(why))} {n}" for why, n in found.left_out.items() if n]
    lines.append(said(_("Stays out: {why}").format(why=" · ".join(counts) or _("nobody")), "key", heading=True))
    for person in found.out[:SHOWN_OUT]:
        words = f"  {fit(person.name, NAME)} {fit(person.email, EMAIL)} {left_out_word(person.why)}"
        lines.append(said(words, "dim", more=person.organisation))
    return lines


class ListSheet(Sheet):
    """What a list would hold: `y` writes it, escape leaves everything as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "write", show=False)]

    def __init__(self, path: Path, write: "partial[None]") -> None:
        super().__init__(_("y writes {file}").format(file=shown(str(path), 60)))
        self._write = write

    def keys(self) -> Line:
        """It is written, or not."""
        return [("   y", "key"), (f" {_('write it')}   ", ""), ("esc", "key"), (f" {_('leave it')}", "")]

    def action_write(self) -> None:
        """Writes it."""
        self.dismiss()
        self._write()


def _write(place: Place, wish: "ExportWish", path: Path) -> None:
    from crm.exports import export
    from tui.wording import written_said

    def deed(work: "Work") -> "ExportResult":
        return export(
            work,
            format=wish.format,
            path=path,
            query=wish.query,
            basis=wish.basis,
            reason=wish.reason,
            recipients=wish.recipients,
            campaign=wish.campaign,
            channel=wish.channel,
        )

    def done(result: "ExportResult") -> None:
        files = ", ".join(str(file.absolute()) for file in result.files)
        words = written_said(result.written, files)
        place.werkplaats.say(words)

    place.werkplaats.say(_("The list is being written …"))
    place.act(deed, done)
