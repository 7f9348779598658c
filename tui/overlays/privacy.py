"""The privacy of somebody: what is held, on what ground, and what they may ask: access, an objection, erasure."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from crm.language import _, ngettext
from tui.actions import LEAD
from tui.days import spoken
from tui.overlays.sheet import Sheet, SheetLine, said
from tui.screens.working import Subject, Working
from tui.showing import shown
from tui.widgets.form import Field, FieldError, Form, Values
from tui.widgets.line import Block, Told
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.privacy.erasing import About, Erased
    from crm.privacy.objecting import Objected
    from crm.unit_of_work import Work
    from crm.views.grounds import Ground
    from crm.views.privacy import PrivacyCard
    from crm.words import Channel


class PrivacySheet(Sheet):
    """What is held of one person, and the keys for what they ask."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,v", "leave", show=False),
        Binding("B", "write", show=False),
        Binding("g", "ground", show=False),
        Binding("b", "object", show=False),
        Binding("delete", "erase", show=False),
    ]

    def __init__(self, place: Working, person: Subject) -> None:
        super().__init__(_("Privacy: {who}").format(who=shown(person.name)))
        self._place, self._person = place, person
        self._about: About | None = None

    def compose(self) -> ComposeResult:
        """The lines, and the keys."""
        keys = (
            ("g", _("a basis")),
            ("b", _("they object")),
            ("B", _("as a page")),
            ("del", _("erase")),
            ("esc", _("close")),
        )
        with Vertical() as panel:
            panel.border_title = Content(self._title)
            yield Rows[SheetLine](lambda row, width: row.line(width), passable=lambda row: row.heading)
            yield Block(id="sheet-more")
            yield Told([part for key, words in keys for part in ((f"   {key}", "key"), (f" {words}", ""))])

    def on_mount(self) -> None:
        """Reads what is held."""

        def read(session: "Session") -> "PrivacyCard":
            from crm.views.privacy import privacy_card

            return privacy_card(session, self._person.id)

        self.ask(read, self._show, group="privacy")

    def _show(self, card: "PrivacyCard") -> None:
        self._card = card
        self._lines = _lines(card, partial(spoken, today=self.werkplaats.clock.today()))
        self.tell(self._lines)

        def read(session: "Session") -> "About":
            from crm.privacy.erasing import about_in

            return about_in(session.connection(), str(self._person.id))

        self.ask(read, self._show_besides, group="privacy-besides")

    def _show_besides(self, about: "About") -> None:
        """What an erasure leaves to the office: it takes a look at every text, so it comes behind the rest."""
        from crm.privacy.erasing import before

        self._about = about
        besides = before(about)
        if besides:
            heading = said(_("Before you erase"), "key", heading=True)
            self.tell([*self._lines, heading, *(said(f"  {shown(line, 300)}") for line in besides)])

    def action_write(self) -> None:
        """Writes all that is held as a page, and says where."""

        def read(session: "Session") -> str:
            from crm.messages.facts import office_of
            from crm.privacy.access import access
            from crm.privacy.access_page import as_page
            from crm.settings import read_settings

            held = access(session, str(self._person.id))
            return as_page(held, office_of(read_settings()).facts(), self.werkplaats.clock.today())

        name = f"{_('access')}-{self._person.id}.html"
        self.ask(read, partial(self.write_page, name=name), group="privacy")

    def action_ground(self) -> None:
        """Asks on what ground they may be reached by a channel, with what shows it, and writes it down."""
        from crm.spoken import spoken_basis, spoken_channel
        from crm.words import Basis, Channel

        fields = [
            Field("words", _("Words"), hint=_("what was said or written, and when")),
            Field(
                "channel", _("Channel"), value=Channel.EMAIL, options=[(one, spoken_channel(one)) for one in Channel]
            ),
            Field("basis", _("Basis"), value=Basis.CONSENT, options=[(one, spoken_basis(one)) for one in Basis]),
        ]
        title = _("{who}: on what basis may they be reached?").format(who=shown(self._person.name))
        self.dismiss()
        self.app.push_screen(Form(title, fields, partial(_set_ground, self._place, self._person)))

    def action_object(self) -> None:
        """Asks what they said, and writes the objection down."""
        from crm.spoken import spoken_channel
        from crm.words import Channel

        to = [
            ("", _("everything")),
            *((each.value, _("only {channel}").format(channel=spoken_channel(each))) for each in Channel),
        ]
        fields = [
            Field("words", _("Words"), hint=_("what they said, and when")),
            Field("channel", _("To what"), value="", options=to),
        ]
        title = _("{who} objects: no message, no list any more").format(who=shown(self._person.name))
        self.dismiss()
        self.app.push_screen(Form(title, fields, partial(_object, self._place, self._person)))

    def action_erase(self) -> None:
        """Asks, and erases."""
        options = [("no", _("no")), ("yes", _("yes, for good"))]
        fields = [Field("sure", _("Erase"), value="no", options=options)]
        card = self._card
        if self._about is not None and self._about.alone:
            many = len(self._about.alone)
            label = ngettext("Name alone, {n} text", "Name alone, {n} texts", many).format(n=many)
            cut = [("none", _("leave it there")), ("all", _("cut it too"))]
            fields.append(Field("alone", label, value="none", options=cut, when=lambda given: given["sure"] == "yes"))
        title = ngettext(
            "Erase {name} for good: {n} row, with everything that was said?",
            "Erase {name} for good: {n} rows, with everything that was said?",
            card.rows,
        ).format(name=shown(card.name), n=card.rows)
        self.dismiss()
        self.app.push_screen(ErasingForm(title, fields, partial(_erase, self._place, self._person)))


class ErasingForm(Form):
    """The question whether somebody is to be erased."""

    def erase(self, place: Working, person: Subject, alone: str) -> None:
        """Erases them in a worker; then the form closes, and one is back where they are not."""
        from crm.privacy import erasing

        store, clock = self.werkplaats.store, self.werkplaats.clock

        def job() -> "Erased":
            done = erasing.erase(store.engine(), str(person.id), by=self.werkplaats.user, clock=clock, alone=alone)
            self.werkplaats.wrote()
            return done

        def done(erased: "Erased") -> None:
            self.dismiss()
            if place.NAME == LEAD:
                place.do_back()
            self.werkplaats.data_changed()
            self.werkplaats.say(" ".join(erasing.told(erased)))

        self._in_worker(job, done, "erase", None)


def ask_privacy(place: Working, person: Subject) -> None:
    """Shows the privacy of somebody."""
    place.app.push_screen(PrivacySheet(place, person))


def _set_ground(place: Working, person: Subject, form: Form, values: Values) -> None:
    from crm.services.basis import set_basis
    from crm.spoken import spoken_basis, spoken_channel
    from crm.words import Basis, Channel

    basis, channel = Basis(values["basis"]), Channel(values["channel"])
    if basis is not Basis.NONE and not values["words"].strip():
        raise FieldError("words", _("What was said or written, and when: that is the evidence."))

    def deed(work: "Work") -> None:
        set_basis(work, person.id, basis, values["words"], channel)

    told = _("basis for {channel}: {basis}").format(channel=spoken_channel(channel), basis=spoken_basis(basis))
    form.carry_out(deed, lambda _done: place.done([person], told))


def _object(place: Working, person: Subject, form: Form, values: Values) -> None:
    from crm.privacy.objecting import object_
    from crm.spoken import spoken_channel
    from crm.words import Channel

    to = Channel(values["channel"]) if values["channel"] else None
    told = _("objected: not contacted any more")
    if to is not None:
        told = _("objected to {channel}").format(channel=spoken_channel(to))

    def deed(work: "Work") -> "Objected":
        return object_(work, str(person.id), values["words"], to)

    form.carry_out(deed, lambda _done: place.done([person], told))


def _erase(place: Working, person: Subject, form: Form, values: Values) -> None:
    if values["sure"] != "yes":
        form.dismiss()
        place.werkplaats.say(_("Nothing was done."))
        return
    assert isinstance(form, ErasingForm)
    form.erase(place, person, values.get("alone", "none"))


def _lines(card: "PrivacyCard", day: "partial[str]") -> list[SheetLine]:
    told = (
        _("told on {day}").format(day=day(card.told_on))
        if card.told_on is not None
        else _("not told yet: by {day}").format(day=day(card.due))
    )
    lines = [said(_("Basis, by channel"), "key", heading=True)]
    for channel, ground in card.grounds.items():
        lines += _ground_lines(channel, ground, day)
    lines += [said(_("Privacy notice"), "key", heading=True), said(f"  {told}")]
    if card.objected:
        lines.append(said(f"  {_('objected: no message and no list')}", "late"))
    lines.append(said(_("Held"), "key", heading=True))
    lines += [said(f"  {count:>5}  {about}") for about, count in card.held]
    return lines


def _ground_lines(channel: "Channel", ground: "Ground", day: "partial[str]") -> list[SheetLine]:
    """On what ground one channel may be used, and that they do not want it."""
    from crm.spoken import spoken_basis, spoken_channel, spoken_stop

    label = f"{spoken_channel(channel):<10}"
    evidence = f": {shown(ground.evidence, 200)}" if ground.evidence else ""
    lines = [said(f"  {label}{spoken_basis(ground.basis)}{evidence}")]
    if ground.stopped is not None and ground.stopped_on is not None:
        wants = _("{what} on {day}: no message and no list")
        stopped = wants.format(what=spoken_stop(ground.stopped), day=day(ground.stopped_on))
        lines.append(said(f"  {'':<10}{stopped}", "late"))
    return lines
