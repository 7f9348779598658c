"""Behind `m` on a case: the receipt to the business goes to the mail program, and then: was it sent?"""

from typing import TYPE_CHECKING

from crm.language import _
from tui.showing import shown
from tui.widgets.form import Field, Form, Values

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.messages.receipts import Receipt
    from crm.unit_of_work import Work
    from crm.views.cases import CaseLine
    from tui.screens.case_deeds import CaseDeeds


def send_receipt(place: "CaseDeeds", case: "CaseLine") -> None:
    """Opens the receipt that waits for the business; of one that went to the mail program it asks whether it went."""

    def read(session: "Session") -> "tuple[Receipt, str] | None":
        from crm.messages.facts import office_of
        from crm.messages.receipts import receipt, receipts
        from crm.settings import read_settings

        waiting = receipts(session, company_id=case.company_id)
        if not waiting or waiting[0].id is None:
            return None
        return receipt(session, waiting[0].id, office_of(read_settings())), waiting[0].message_id

    def show(found: "tuple[Receipt, str] | None") -> None:
        if found is None:
            place.werkplaats.say(_("No receipt to {name} waits.").format(name=shown(case.company, 60)))
        elif found[0].state.value == "handed_over":
            _ask_sent(place, case, found[0])
        else:
            _open(place, case, *found)

    place.ask(read, show, group="receipt")


def _open(place: "CaseDeeds", case: "CaseLine", ready: "Receipt", message_id: str) -> None:
    from crm.errors import WerkplaatsError
    from crm.messages.facts import office_of
    from crm.messages.mail_file import write_outbox
    from crm.messages.receipts import hand_over, mailto, unsent_mail
    from crm.settings import read_settings

    try:
        content = unsent_mail(ready, message_id, office_of(read_settings()))
    except WerkplaatsError as error:
        place.werkplaats.say(str(error), "late")
        return
    target = mailto(ready) or str(write_outbox(content, place.werkplaats.clock.now()))
    if not place.werkplaats.open_mail(target):
        said = _("No mail program could be opened here: `werkplaats case receipt {id} --output F.eml`.")
        place.werkplaats.say(said.format(id=ready.id), "late")
        return

    def deed(work: "Work") -> None:
        hand_over(work, ready.id)

    said = _("receipt to {name} opened in your mail; m again once you sent it").format(name=shown(ready.name, 60))
    place.act(deed, lambda _none: place.told(case, said))


def _ask_sent(place: "CaseDeeds", case: "CaseLine", ready: "Receipt") -> None:
    options = [("sent", _("yes, it was sent")), ("drop", _("it need not be sent")), ("", _("not yet"))]
    field = Field("sent", _("Receipt"), value="sent", options=options)

    def submit(form: Form, values: Values) -> None:
        if not values["sent"]:
            form.dismiss()
            return

        def deed(work: "Work") -> None:
            from crm.messages.receipts import close

            close(work, ready.id, sent=values["sent"] == "sent")

        said = _("receipt sent") if values["sent"] == "sent" else _("receipt dropped")
        form.carry_out(deed, lambda _none: place.told(case, said))

    place.app.push_screen(Form(_("Receipt to {name}").format(name=shown(ready.name, 60)), [field], submit))
