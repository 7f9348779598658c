"""Looking back on a sprint: keeping what somebody answered, and the mail that asks them."""

from functools import partial
from typing import TYPE_CHECKING

from crm.case_words import Party
from crm.errors import UsageError
from crm.language import _
from crm.services.evaluations import ASKED, Answer, Question, questions_to
from crm.spoken import spoken_party
from tui.showing import shown
from tui.widgets.form import Field, Form, Values
from tui.widgets.picker import Choice, picking

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.messages.sprint_asking import Asking
    from crm.unit_of_work import Work
    from crm.views.sprints import SprintLine
    from tui.screens.sprint_deeds import SprintDeeds


def look_back(place: "SprintDeeds", one: "SprintLine") -> None:
    """What can be done: an answer to each question kept, or a party asked by mail."""
    choices = [_asking(place, one, party) for party in ASKED]
    said = {(answer.party, answer.question): answer for answer in one.answers}
    for party in ASKED:
        for question in questions_to(party):
            answer = said.get((party, question.key))
            known = "" if answer is None else " ".join(str(part) for part in (answer.mark, answer.words) if part)
            choices.append(_answer(place, one, question, known))

    title = _("Looking back: {who}").format(who=shown(one.company, 60))
    place.app.push_screen(picking(title, _("enter does it"), choices))


def _answer(place: "SprintDeeds", one: "SprintLine", question: Question, known: str) -> Choice:
    words = f"{spoken_party(question.party)}: {question.said}"
    mark = "✓ " if known else "  "
    return Choice(
        words,
        lambda _width: [(mark, "good"), (words, "dim" if known else "")],
        partial(_ask_answer, place, one, question),
        shown(known),
    )


def _ask_answer(place: "SprintDeeds", one: "SprintLine", question: Question) -> None:
    fields = [
        *([Field("mark", _("Mark"), hint=_("1 to 10"))] if question.mark else []),
        Field("words", _("Words"), hint=_("in their own words")),
        Field("quote", _("May be quoted"), options=[("no", _("no")), ("yes", _("yes"))]),
    ]

    def submit(form: Form, values: Values) -> None:
        from crm.services import evaluations

        answer = Answer(_mark(values.get("mark", "")), values["words"] or None, values["quote"] == "yes")

        def deed(work: "Work") -> None:
            evaluations.keep(work, one.id, question.party, question.key, answer)

        form.carry_out(
            deed, lambda _none: place.told(one, _("answer of {who} kept").format(who=spoken_party(question.party)))
        )

    place.app.push_screen(Form(question.said, fields, submit))


def _mark(text: str) -> int | None:
    if not text:
        return None
    if not text.isdigit():
        raise UsageError(_("A mark is a whole number from 1 to 10, not {text}.").format(text=text))
    return int(text)


def _asking(place: "SprintDeeds", one: "SprintLine", party: Party) -> Choice:
    words = _("mail to {who}").format(who=spoken_party(party))
    more = _("opens in your mail program: read it, and send it there")
    return Choice(words, lambda _width: [("m ", "key"), (words, "strong")], partial(_mail, place, one, party), more)


def _mail(place: "SprintDeeds", one: "SprintLine", party: Party) -> None:
    def read(session: "Session") -> "tuple[Asking, bytes]":
        from crm.messages.facts import office_of
        from crm.messages.mail_file import new_message_id
        from crm.messages.sprint_asking import asking, unsent_mail
        from crm.settings import read_settings

        office = office_of(read_settings())
        asked = asking(session, one, party, office=office, clock=place.werkplaats.clock)
        mail = unsent_mail(asked, new_message_id(office.email), office=office.name, office_email=office.email)
        return asked, mail

    def show(found: "tuple[Asking, bytes]") -> None:
        from crm.messages.mail_file import write_outbox

        asked, mail = found
        path = write_outbox(mail, place.werkplaats.clock.now())
        if place.werkplaats.open_mail(str(path)):
            said = _("The mail to {name} is open in your mail program: send it there.").format(
                name=shown(asked.name, 60)
            )
        else:
            said = _("No mail program could be opened. The mail is in {file}.").format(file=path)
        place.werkplaats.say(said)

    place.ask(read, show, group="asking")
