"""Receipts: to each business whose question came in, and to who forwarded it; drafted, then sent from one's own mail.

A receipt answers who asked: it is no unsolicited message (Telecommunicatiewet 11.7), and says whence the address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from typing import Any, Protocol

from sqlmodel import Session, col, select

from crm.errors import NotFoundError, RefusedError
from crm.exports.addresses import is_address
from crm.language import LANGUAGES, _
from crm.messages.facts import Office, manner_of
from crm.messages.mail_file import LONGEST_MAILTO, mailto_address, new_message_id, plain_mail
from crm.messages.phrases import business_greeting, greeting
from crm.messages.rendering import fill
from crm.messages.templates import Template, templates
from crm.names import parse
from crm.services import companies
from crm.services.leads import past_day
from crm.services.outside_people import ContactSaid
from crm.services.outside_people import take_in as take_in_person
from crm.tables import Case, Company, OutsideMessage, Partner, Person
from crm.unit_of_work import Work
from crm.words import ActivityKind, Formality, MessageState

TO_COMPANY, TO_PARTNER = "receipt-company", "receipt-partner"
"""The templates, without their language."""

WAITING = (MessageState.DRAFT, MessageState.HANDED_OVER)
"""A receipt that nobody said was sent."""


class Brought(Protocol):
    """A case that came in: its number, an address there that is nobody's, and who forwarded it."""

    made: int | None
    mail: str
    partner_name: str
    partner_mail: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt ready to be read. `email` None: no address is known, and it can only be copied."""

    id: int
    name: str
    company_id: int | None
    email: str | None
    language: str
    subject: str
    body: str
    state: MessageState


def draft_receipts(work: Work, brought: Sequence[Brought]) -> list[int]:
    """Keeps a receipt for each business whose case came in, and for each partner who forwarded some.

    Its words are made when it is opened, so that an office that has not said yet who it is takes in cases all the same.
    """
    made: list[int] = []
    cases = {row.made: row for row in brought if row.made is not None}
    found = list(work.session.exec(select(Case).where(col(Case.id).in_(cases)).order_by(col(Case.id))))
    for company_id in dict.fromkeys(case.company_id for case in found):
        own = [case for case in found if case.company_id == company_id]
        person = next((case.person_id for case in own if case.person_id is not None), None)
        mail = next((cases[case.id].mail for case in own if case.id is not None and cases[case.id].mail), None)
        made.append(_keep(work, own, TO_COMPANY, company_id=company_id, person_id=person, email=mail))
    for partner_id in dict.fromkeys(case.partner_id for case in found if case.partner_id is not None):
        own = [case for case in found if case.partner_id == partner_id]
        row = next(cases[case.id] for case in own if case.id is not None)
        person = _who_forwarded(work, partner_id, row)
        mail = row.partner_mail or None
        made.append(_keep(work, own, TO_PARTNER, partner_id=partner_id, person_id=person, email=mail))
    return made


def _who_forwarded(work: Work, partner_id: int, row: Brought) -> int | None:
    """The person who forwarded the cases, kept as a contact of the partner; None where the mail names nobody."""
    if not row.partner_mail or parse(row.partner_name) is None:
        return None
    try:
        return take_in_person(work, ContactSaid(row.partner_name, row.partner_mail), partner_id=partner_id).id
    except RefusedError:
        return None


def _keep(work: Work, own: Sequence[Case], template: str, **to: Any) -> int:  # noqa: ANN401 - columns of the row
    from crm.settings import read_settings

    language = next((case.language for case in own if case.language in LANGUAGES), LANGUAGES[0])
    codes = ", ".join(case.code for case in own)
    kept = OutsideMessage(
        template=template,
        language=language,
        subject=codes,
        message_id=new_message_id(read_settings().office_email),
        by=work.by,
        at=work.clock.now(),
        **to,
    )
    work.session.add(kept)
    work.session.flush()
    assert kept.id is not None
    return kept.id


def find(session: Session, number: int) -> OutsideMessage:
    """The receipt of that number. Raises NotFoundError."""
    found = session.get(OutsideMessage, number)
    if found is None or found.template not in {TO_COMPANY, TO_PARTNER}:
        raise NotFoundError(_("There is no receipt {id}: `werkplaats case receipts` lists them.").format(id=number))
    return found


def receipt(session: Session, number: int, office: Office) -> Receipt:
    """A receipt in words. Raises NotFoundError; MissingFactsError naming what the office has yet to say of itself."""
    kept = find(session, number)
    person = session.get(Person, kept.person_id) if kept.person_id is not None else None
    form, language = manner_of(session, person, ()) if person is not None else (Formality.FORMAL, kept.language)
    language = kept.language if kept.language != LANGUAGES[0] else language
    company = session.get(Company, kept.company_id) if kept.company_id is not None else None
    whose, cases = called(session, kept), _cases(session, kept)
    facts = {
        "greeting": greeting(parse(person.name), person.name, form, language)
        if person is not None
        else business_greeting(whose, form, language),
        "formal": form is Formality.FORMAL,
        "business": whose,
        "via": _via(session, cases) if company is not None else "",
        "cases": [_told(session, case) for case in cases],
        **office.facts(),
    }
    filled = fill(_template(kept.template, language), form, facts)
    email = (person.email if person is not None else None) or kept.email
    name = person.name if person is not None else whose
    good = email if email and is_address(email) else None
    return Receipt(number, name, kept.company_id, good, language, filled.subject, filled.body, MessageState(kept.state))


def called(session: Session, kept: OutsideMessage) -> str:
    """The business or partner that a receipt is to."""
    company = session.get(Company, kept.company_id) if kept.company_id is not None else None
    partner = session.get(Partner, kept.partner_id) if kept.partner_id is not None else None
    return company.name if company is not None else partner.name if partner is not None else ""


def _cases(session: Session, kept: OutsideMessage) -> list[Case]:
    """The cases it is about: kept by their codes in the subject until it has one."""
    codes = kept.subject.split(", ")
    return list(session.exec(select(Case).where(col(Case.code).in_(codes)).order_by(col(Case.id))))


def _via(session: Session, cases: Sequence[Case]) -> str:
    partner = next((case.partner_id for case in cases if case.partner_id is not None), None)
    found = session.get(Partner, partner) if partner is not None else None
    return found.name if found is not None else ""


def _told(session: Session, case: Case) -> dict[str, str]:
    company = session.get(Company, case.company_id)
    return {
        "code": case.code,
        "title": case.title,
        "question": case.question,
        "company": company.name if company is not None else "",
    }


def _template(name: str, language: str) -> Template:
    """The user's own before ours."""
    every = templates()
    wanted = (name, f"{name}-{language}")
    own = next((one for one in every if one.own and one.name in wanted), None)
    return own or next(one for one in every if one.name == f"{name}-{language}")


def receipts(session: Session, *, company_id: int | None = None, partner_id: int | None = None) -> list[OutsideMessage]:
    """The receipts that nobody said were sent, oldest first: of all, or to one company or partner."""
    asked = select(OutsideMessage).where(
        col(OutsideMessage.state).in_(WAITING), col(OutsideMessage.template).in_((TO_COMPANY, TO_PARTNER))
    )
    if company_id is not None:
        asked = asked.where(OutsideMessage.company_id == company_id)
    if partner_id is not None:
        asked = asked.where(OutsideMessage.partner_id == partner_id)
    return list(session.exec(asked.order_by(col(OutsideMessage.id))))


def unsent_mail(ready: Receipt, message_id: str, office: Office) -> bytes:
    """It as an unsent mail (`X-Unsent: 1`) for one's own mail program. Raises RefusedError without an address."""
    if ready.email is None:
        raise RefusedError(_("No e-mail address of {name} is known: copy the message.").format(name=ready.name))
    to = Address(ready.name, addr_spec=ready.email)
    return plain_mail(to, ready.subject, ready.body, message_id, office=office.name, office_email=office.email)


def mailto(ready: Receipt) -> str | None:
    """It as a `mailto:` address; None where there is no address, or it would be too long for one."""
    if ready.email is None:
        return None
    address = mailto_address(ready.email, ready.subject, ready.body)
    return address if len(address) <= LONGEST_MAILTO else None


def hand_over(work: Work, number: int) -> OutsideMessage:
    """Notes that a receipt went to the mail program. Raises NotFoundError."""
    kept = find(work.session, number)
    kept.state = MessageState.HANDED_OVER
    work.session.flush()
    work.say(_("Receipt {id} went to the mail program").format(id=number))
    return kept


def close(work: Work, number: int, *, sent: bool, on: date | None = None) -> OutsideMessage:
    """Notes that a receipt was sent on the day `on` (default today), which is a mail to the company, or was dropped.

    Raises NotFoundError; RefusedError for one that was closed; UsageError for a day still to come.
    """
    kept = find(work.session, number)
    if kept.state not in WAITING:
        raise RefusedError(_("Receipt {id} was sent or dropped already.").format(id=number))
    day = past_day(work, on)
    kept.state = MessageState.SENT if sent else MessageState.DROPPED
    kept.sent_on = day if sent else None
    if sent and kept.company_id is not None:
        note = _("receipt: {codes}").format(codes=kept.subject)
        companies.log(work, kept.company_id, ActivityKind.MAIL, note, on=day, person_id=kept.person_id)
    work.session.flush()
    said = _("Receipt {id} sent") if sent else _("Receipt {id} dropped")
    work.words[:] = [said.format(id=number)]
    return kept
