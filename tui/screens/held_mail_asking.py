"""Mail that may not be from whom it says: asked one by one whether it is."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _
from tui.screens.place import Place
from tui.showing import shown
from tui.widgets.form import Field, Form, Values

if TYPE_CHECKING:
    from crm.mail.taking_in import Held
    from crm.unit_of_work import Work


def ask_held(place: Place) -> None:
    """Asks of each mail that waits whether it is theirs; who leaves leaves the others waiting."""
    from crm.mail.taking_in import held_mails

    place.ask(held_mails, partial(_next, place), group="held mail")


def _next(place: Place, held: "Sequence[Held]") -> None:
    if not held:
        place.werkplaats.say(_("No mail waits: everything that came in was believed or settled."))
        return
    first = held[0]
    options = [("yes", _("yes, log it")), ("no", _("no, it is not theirs"))]
    fields = [
        Field("believed", _("Is it theirs?"), options=options),
    ]
    title = _("{name}, from {sender}: “{subject}” ({why})").format(
        name=shown(first.name, 40), sender=shown(first.sender, 60), subject=shown(first.subject, 60), why=first.why
    )
    place.app.push_screen(Form(title, fields, partial(_settle, place, held)))


def _settle(place: Place, held: "Sequence[Held]", form: Form, values: Values) -> None:
    believed = values["believed"] == "yes"

    def deed(work: "Work") -> str:
        from crm.mail.taking_in import settle_held

        settle_held(work, held[0].message_id, believed=believed)
        return "; ".join(work.words)

    def done(said: str) -> None:
        place.werkplaats.say(_("{said}. ‹u› takes it back.").format(said=said))
        if held[1:]:
            _next(place, held[1:])

    form.carry_out(deed, done)
