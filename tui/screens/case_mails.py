"""Mail to a business and to who forwarded its question: the receipts, and what became of a partner's questions.

Each goes to one's own mail program, and then: was it sent? Behind `m` on a case, and `y` on the line of Today.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Label

from crm.errors import MissingFactsError, RefusedError
from crm.language import _
from tui.screens.letter_asking import ask_facts
from tui.showing import shown
from tui.widgets.form import Field, Form, Values
from tui.widgets.picker import Choice, picking

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.tables import OutsideMessage
    from crm.unit_of_work import Work
    from crm.views.cases import CaseLine
    from tui.screens.place import Place


class Sort(StrEnum):
    """What a mail is."""

    RECEIPT = "receipt"
    NEWS = "news"
    """What became of the questions of a partner."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that can be sent. `id`: of the receipt or the partner; `opened`: it went to the mail program before."""

    sort: Sort
    id: int
    name: str
    opened: bool = False
    message_id: str = ""

    @property
    def words(self) -> str:
        """What it is, and to whom."""
        said = _("receipt to {name}") if self.sort is Sort.RECEIPT else _("what became of the questions of {name}")
        return said.format(name=shown(self.name, 60))


@dataclass(frozen=True, slots=True)
class _Ready:
    """A mail in words: what the mail program opens, as a file and where it is short enough as an address."""

    content: bytes
    address: str | None


SENT, NOT_YET, NEEDLESS, NEEDLESS_ALL = "sent", "", "drop", "drop_all"


def choose_mail(place: "Place", case: "CaseLine") -> None:
    """Offers the mails that can be sent about a case: with one it is that."""

    def show(found: Sequence[Mail]) -> None:
        if len(found) == 1:
            _write(place, found[0], [])
            return
        choices = [Choice(one.words, partial(_drawn, one), partial(_write, place, one, [])) for one in found]
        nothing = _("No receipt to {name} waits, and no partner sent its question.")
        title = _("Mail about this case: {who}").format(who=shown(case.company, 50))
        hint = _("enter opens it in your mail program")
        place.app.push_screen(picking(title, hint, choices, nothing.format(name=shown(case.company, 60))))

    place.ask(partial(_of_case, case), show, group="mails")


def review_receipts(place: "Place") -> None:
    """Goes through the receipts of one's own that nobody said were sent, one after the other."""
    me = place.werkplaats.user

    def read(session: "Session") -> list[Mail]:
        from crm.messages.receipts import receipts

        return [_receipt(session, one) for one in receipts(session) if one.by.lower() == me.lower()]

    def show(found: list[Mail]) -> None:
        if found:
            _write(place, found[0], found[1:])
        else:
            place.werkplaats.say(_("No receipt waits."))

    place.ask(read, show, group="mails")


def _of_case(case: "CaseLine", session: "Session") -> list[Mail]:
    from crm.messages.receipts import receipts

    waiting = receipts(session, company_id=case.company_id)
    if case.partner_id is None:
        return [_receipt(session, one) for one in waiting]
    waiting += receipts(session, partner_id=case.partner_id)
    return [*(_receipt(session, one) for one in waiting), Mail(Sort.NEWS, case.partner_id, case.partner or "")]


def _receipt(session: "Session", one: "OutsideMessage") -> Mail:
    from crm.messages.receipts import called

    return Mail(Sort.RECEIPT, one.id or 0, called(session, one), one.state.value == "handed_over", one.message_id)


def _drawn(one: Mail, _width: int) -> list[tuple[str, str]]:
    return [(one.words, "strong"), (f"  {_('opened before')}" if one.opened else "", "dim")]


def _write(place: "Place", one: Mail, more: Sequence[Mail]) -> None:
    """Opens a mail in the mail program, asking first what the office has yet to say of itself; then the rest."""

    def read(session: "Session") -> "_Ready | tuple[str, ...] | str":
        try:
            return _ready(session, one, place)
        except MissingFactsError as error:
            return error.facts
        except RefusedError as error:
            return str(error)

    def show(found: "_Ready | tuple[str, ...] | str") -> None:
        if isinstance(found, _Ready):
            _open(place, one, more, found)
        elif isinstance(found, str):
            _ask_sent(place, one, more, found)
        else:
            ask_facts(place, one.name, found, lambda _given: _write(place, one, more))

    if one.opened:
        _ask_sent(place, one, more, _("It was opened in your mail program before."))
    else:
        place.ask(read, show, group="mails")


def _ready(session: "Session", one: Mail, place: "Place") -> _Ready:
    from crm.messages.facts import office_of
    from crm.messages.receipts import mailto, receipt, unsent_mail
    from crm.services import partner_news
    from crm.settings import read_settings
    from crm.views.partner_news import partner_news as read_news

    office = office_of(read_settings())
    if one.sort is Sort.RECEIPT:
        made = receipt(session, one.id, office)
        return _Ready(unsent_mail(made, one.message_id, office), mailto(made))
    news = read_news(session, str(one.id), place.werkplaats.clock.today())
    return _Ready(partner_news.mail(partner_news.letter(news, office), office), None)


def _open(place: "Place", one: Mail, more: Sequence[Mail], ready: _Ready) -> None:
    from crm.messages.mail_file import write_outbox

    said = _("It is open in your mail program: send it there.")
    if ready.address is None or not place.werkplaats.open_mail(ready.address):
        path = write_outbox(ready.content, place.werkplaats.clock.now())
        if not place.werkplaats.open_mail(str(path)):
            said = _("No mail program could be opened. The mail is in {file}.").format(file=path)

    def deed(work: "Work") -> None:
        from crm.messages.receipts import hand_over
        from crm.services import partner_news

        if one.sort is Sort.RECEIPT:
            hand_over(work, one.id)
        else:
            partner_news.was_made(work, one.id)

    place.act(deed, lambda _none: _ask_sent(place, one, more, said))


def _ask_sent(place: "Place", one: Mail, more: Sequence[Mail], said: str) -> None:
    options = [(SENT, _("yes, it was sent")), (NOT_YET, _("not yet"))]
    if one.sort is Sort.RECEIPT:
        options.append((NEEDLESS, _("it need not be sent")))
    if more:
        options.append((NEEDLESS_ALL, _("none of these need be sent")))

    def submit(form: Form, values: Values) -> None:
        how = values["sent"]
        if how == NOT_YET:
            form.dismiss()
            _go_on(place, more)
            return
        rest = [] if how == NEEDLESS_ALL else more
        done = _told(one, how, len(more))
        form.carry_out(partial(_close, one, how, more), lambda _none: _after(place, one, done, rest))

    left = f" ({_('{n} more').format(n=len(more))})" if more else ""
    field = Field("sent", _("Sent?"), value=SENT, options=options)
    place.app.push_screen(SentForm(f"{one.words}{left}", [field], submit, said))


def _close(one: Mail, how: str, more: Sequence[Mail], work: "Work") -> None:
    from crm.messages.receipts import close
    from crm.services import partner_news

    if one.sort is Sort.NEWS:
        partner_news.was_sent(work, one.id)
        return
    close(work, one.id, sent=how == SENT)
    for other in more if how == NEEDLESS_ALL else ():
        close(work, other.id, sent=False)
    if how == NEEDLESS_ALL:
        work.words[:] = [_("{n} receipts dropped").format(n=len(more) + 1)]


def _told(one: Mail, how: str, more: int) -> str:
    if how == NEEDLESS_ALL:
        return _("{n} receipts dropped").format(n=more + 1)
    if how == NEEDLESS:
        return _("receipt dropped")
    return _("receipt sent") if one.sort is Sort.RECEIPT else _("told what became of their questions")


def _after(place: "Place", one: Mail, said: str, more: Sequence[Mail]) -> None:
    place.werkplaats.say_done(shown(one.name, 60), said)
    _go_on(place, more)


def _go_on(place: "Place", more: Sequence[Mail]) -> None:
    if more:
        _write(place, more[0], more[1:])


class SentForm(Form):
    """Asks whether a mail was sent, below what became of it."""

    DEFAULT_CSS = """
    SentForm #said { width: 1fr; height: auto; }
    """

    def __init__(self, title: str, fields: Sequence[Field], submit: Callable[[Form, Values], None], said: str) -> None:
        super().__init__(title, fields, submit)
        self._said_first = said

    def head(self) -> Iterable[Widget]:
        """Where the mail is now."""
        yield Label(self._said_first, id="said", markup=False)
