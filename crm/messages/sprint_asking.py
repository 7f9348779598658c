"""The messages that ask business, teacher and team afterwards: ready to be read, sent from one's own mail program."""

from dataclasses import dataclass
from email.headerregistry import Address
from typing import Any

from sqlmodel import Session

from crm.case_words import Party, SprintState
from crm.clock import Clock
from crm.errors import RefusedError
from crm.language import _
from crm.messages.drafting import drafted
from crm.messages.facts import Office, Writing, manner_of
from crm.messages.mail_file import plain_mail
from crm.messages.phrases import greeting
from crm.messages.rendering import fill
from crm.messages.templates import template_named
from crm.names import parse
from crm.services.evaluations import questions_to
from crm.tables import Person
from crm.views.sprint_contact import contact_of
from crm.views.sprints import SprintLine

_TEMPLATES = {Party.COMPANY: "sprint-company", Party.TEACHER: "evaluation", Party.TEAM: "sprint-team"}
"""Party → the template that asks it, in each language."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A message that asks a party. The team is asked through its teacher: students are not in the database."""

    party: Party
    name: str
    email: str | None
    language: str
    subject: str
    body: str

    def json(self) -> dict[str, Any]:
        """As commands give it."""
        return {
            "party": self.party.value,
            "to": {"name": self.name, "email": self.email},
            "language": self.language,
            "subject": self.subject,
            "body": self.body,
        }


def asking(session: Session, line: SprintLine, party: Party, *, office: Office, clock: Clock) -> Asking:
    """The message to a party of a sprint, in the language in which they are written to. Nothing is written.

    Raises RefusedError for a sprint that has not begun, where nobody is known to ask, and for who wants no mail;
    MissingFactsError naming what
    the office has yet to say of itself; as `drafted` does.
    """
    if line.state(clock.today()) is SprintState.PLANNED:
        raise RefusedError(_("Sprint {id} has not begun: there is nothing to look back on yet.").format(id=line.id))
    if party is Party.COMPANY:
        return _to_company(session, line, office, clock)
    if line.lead_id is None:
        raise RefusedError(
            _("Sprint {id} has no teacher any more: `werkplaats sprint take-over` says who guides it now.").format(
                id=line.id
            )
        )
    language = _language(session, line.person_id)
    facts = {"business": line.company, "questions": [one.words[language] for one in questions_to(party)]}
    made = drafted(
        session,
        line.lead_id,
        _template(party, language),
        office=office,
        clock=clock,
        facts=facts,
        language=language,
    )
    return Asking(party, made.name, made.email, made.language, made.subject, made.body)


def unsent_mail(asked: Asking, message_id: str, *, office: str | None, office_email: str | None) -> bytes:
    """It as an unsent mail (`X-Unsent: 1`) for one's own mail program. Raises RefusedError without an address."""
    if asked.email is None:
        raise RefusedError(_("No e-mail address of {name} is known: copy the message.").format(name=asked.name))
    to = Address(asked.name, addr_spec=asked.email)
    return plain_mail(to, asked.subject, asked.body, message_id, office=office, office_email=office_email)


def _to_company(session: Session, line: SprintLine, office: Office, clock: Clock) -> Asking:
    from crm.exports.addresses import is_address
    from crm.views.grounds import refuse_stopped

    person = contact_of(session, line.company_id, line.case_id)
    if person is None:
        raise RefusedError(
            _("Nobody at {company} is known to ask: add whom the team talks to first.").format(company=line.company)
        )
    refuse_stopped(session, person)
    form, language = manner_of(session, person, ())
    how = Writing(form, language, clock.today())
    facts: dict[str, Any] = {
        "greeting": greeting(parse(person.name), person.name, how.form, how.language),
        "business": line.company,
        "questions": [one.words[language] for one in questions_to(Party.COMPANY)],
        **office.facts(),
    }
    filled = fill(template_named(_template(Party.COMPANY, language), language), how.form, facts)
    email = person.email if person.email and is_address(person.email) else None
    return Asking(Party.COMPANY, person.name, email, language, filled.subject, filled.body)


def _language(session: Session, person_id: int | None) -> str:
    person = session.get(Person, person_id) if person_id is not None else None
    return manner_of(session, person, ())[1] if person is not None else "nl"


def _template(party: Party, language: str) -> str:
    """The name of the template in that language; the user's own of that name goes before ours."""
    return f"{_TEMPLATES[party]}-{language}"
