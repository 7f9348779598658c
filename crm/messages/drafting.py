"""A message to one lead, ready to be read before it goes: whole, lawful, and with what must be known beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm.clock import Clock
from crm.errors import MissingFactsError, NotFoundError, RefusedError
from crm.language import _
from crm.messages.attachments import File, files_of
from crm.messages.cases import case_facts, refuse_unlisted
from crm.messages.facts import Office, Writing, agreed_facts, lead_facts, manner_of, office_of
from crm.messages.fields import FACTS
from crm.messages.notice import NEEDS, Found, Notice, notice
from crm.messages.phrases import greeting
from crm.messages.rendering import bounded, fill, missing_said, needs
from crm.messages.steps import rules
from crm.messages.templates import Template, template_named
from crm.messages.told import told_on
from crm.names import parse
from crm.spoken import spoken_day
from crm.tables import Lead, Person
from crm.tables.crawled import SIGHTING
from crm.unit_of_work import Work
from crm.views.grounds import Ground, ground, refuse_stopped
from crm.views.lead import held_roles, person_values
from crm.views.team import Written, last_written
from crm.words import BY_HAND, Formality, MessageStep, Method, Stage


@dataclass(frozen=True, slots=True)
class Drafted:
    """A message as it would go, with the ground for sending it and who of us wrote to this team last.

    `lead_id` 0: the person is no lead yet. `noticed`: it carries what GDPR art. 14 asks. `email` None: no address is
    known that mail arrives at (`email_trouble` says why), and the message can only be copied.
    """

    lead_id: int
    person_id: int
    name: str
    email: str | None
    template: str
    title: str
    step: MessageStep
    language: str
    form: Formality
    subject: str
    body: str
    basis: Ground
    noticed: bool
    last_written: Written | None
    files: tuple[File, ...] = ()
    notice: Notice | None = field(default=None, repr=False)
    email_trouble: str = ""

    def edited(self, subject: str, body: str) -> "Drafted":
        """The same with other words. What art. 14 asks is put back where the new words have lost a part of it."""
        from crm.messages.rendering import LONGEST_SUBJECT, tidied
        from crm.text import clean

        words = tidied("\n".join(clean(line, 5_000) for line in body.split("\n")))
        if self.notice is not None and self.notice.missing_from(words):
            words = f"{words}\n\n{self.notice.text}"
        return replace(self, subject=clean(subject, LONGEST_SUBJECT) or self.subject, body=words)


def draft_for(work: Work, lead_id: int, template: str, facts: Mapping[str, Any] | None = None) -> Drafted:
    """The message of `template` (its name, or its step) to a lead, for another service: `facts` win over the known.

    Raises as `drafted` does; writes nothing.
    """
    from crm.settings import read_settings

    office = office_of(read_settings())
    return drafted(work.session, lead_id, template, facts=facts, office=office, clock=work.clock)


def drafted(
    session: Session,
    lead_id: int,
    template: str,
    *,
    office: Office,
    clock: Clock,
    facts: Mapping[str, Any] | None = None,
    form: Formality | None = None,
    language: str | None = None,
) -> Drafted:
    """The message of `template` (its name, or its step in the person's language) to a lead. Nothing is written.

    `facts` win over what is known; `form` and `language` over how the person is written to.

    Raises NotFoundError for a lead or template that is not there, RefusedError for somebody who is not to be contacted
    or a first message without what the law asks, MissingFactsError naming what is still to be told, TemplateError.
    """
    lead, person = _lead(session, lead_id)
    return drafted_to(
        session, lead, person, template, office=office, clock=clock, facts=facts, form=form, language=language
    )


def drafted_to(
    session: Session,
    lead: Lead,
    person: Person,
    template: str,
    *,
    office: Office,
    clock: Clock,
    facts: Mapping[str, Any] | None = None,
    form: Formality | None = None,
    language: str | None = None,
) -> Drafted:
    """As `drafted`, to the lead of a person, or to one that would be made first (`lead_or_new`)."""
    if lead.stage is Stage.DO_NOT_CONTACT:
        raise RefusedError(_("{name} is not to be contacted: no message is made.").format(name=person.name))
    refuse_stopped(session, person)
    own_form, own_language = manner_of(session, person, held_roles(session, lead.person_id, clock.today()))
    chosen = template_named(template, language or own_language)
    formal = rules().steps[chosen.step].formal
    how = Writing(form or _form(session, person, own_form, formal=formal), chosen.language, clock.today())
    told = {name: bounded(value) for name, value in (facts or {}).items() if value}
    _refuse_unknown(told)
    agreed = agreed_facts(session, lead.person_id, how.today) if chosen.step is MessageStep.AGREEMENT else {}
    known = {**lead_facts(session, lead, person, how), **agreed, **office.facts(), **told}
    if chosen.step is MessageStep.CASES:
        known |= _cases(session, lead, person, chosen, how, known)
    if told.get("first_name"):
        known["greeting"] = greeting(parse(told["first_name"]), told["first_name"], how.form, how.language)
    files = files_of(chosen)
    known["attached"] = bool(files)
    due = None if told_on(session, lead.id) else _notice(session, chosen, how, known, person)
    known["notice"] = due.text if due is not None else ""
    filled = fill(chosen, how.form, known)
    body = filled.body
    if chosen.step is MessageStep.CASES:
        refuse_unlisted(chosen, body, known)
    if due is not None:
        body = _with_notice(chosen, body, due)
    address, trouble = _address(session, person, clock.today())
    return Drafted(
        lead_id=lead.id or 0,
        person_id=lead.person_id,
        name=person.name,
        email=address,
        template=chosen.name,
        title=chosen.title,
        step=chosen.step,
        language=chosen.language,
        form=how.form,
        subject=filled.subject,
        body=body,
        basis=ground(session, lead.person_id),
        noticed=due is not None,
        last_written=last_written(session, lead.person_id),
        files=files,
        notice=due,
        email_trouble=trouble,
    )


def _cases(
    session: Session, lead: Lead, person: Person, template: Template, how: Writing, known: Mapping[str, Any]
) -> dict[str, Any]:
    """The cases that are ready for them; an address that answers go to is needed first, with all else that lacks."""
    if not known.get("office_email"):
        own = [name for name in needs(template, how.form) if not known.get(name) and FACTS[name].asked]
        missing = tuple(dict.fromkeys([*own, "office_email"]))
        raise MissingFactsError(missing_said(missing), missing)
    return case_facts(session, lead, person, how.language, str(known["office_email"]), how.today)


def lead_or_new(session: Session, person_id: int, *, by: str, clock: Clock) -> tuple[Lead, Person]:
    """The lead of a person; without one, what it would be, which is not in the database (its `id` is None).

    Raises NotFoundError for an unknown person.
    """
    person = session.get(Person, person_id)
    if person is None:
        raise NotFoundError(_("There is no person {id}: `werkplaats search NAME` finds them.").format(id=person_id))
    lead = session.exec(select(Lead).where(Lead.person_id == person_id)).first()
    day = clock.today()
    new = Lead(person_id=person_id, owner=by, stage_activity_id=0, stage_since=day, made_at=clock.now())
    return lead or new, person


def _lead(session: Session, lead_id: int) -> tuple[Lead, Person]:
    found = session.exec(
        select(Lead, Person).join(Person, col(Person.id) == col(Lead.person_id)).where(Lead.id == lead_id)
    ).first()
    if found is None:
        raise NotFoundError(_("There is no lead {id}: `werkplaats leads` lists them.").format(id=lead_id))
    return found


def _form(session: Session, person: Person, own: Formality, *, formal: bool) -> Formality:
    """As is kept of the person; where nothing is, a step that is formal by itself says u."""
    from crm.tables import Manner

    kept = session.get(Manner, person.id)
    return Formality.FORMAL if formal and (kept is None or kept.form is None) else own


def _refuse_unknown(facts: Mapping[str, Any]) -> None:
    from difflib import get_close_matches

    from crm.errors import UsageError

    for name in facts:
        if name not in FACTS:
            close = get_close_matches(name, FACTS, 1, 0.5)
            meant = _(" Did you mean {name}?").format(name=close[0]) if close else ""
            raise UsageError(_("There is no field {field}.").format(field=name) + meant)


def _notice(session: Session, template: Template, how: Writing, known: Mapping[str, Any], person: Person) -> Notice:
    """What art. 14 asks to be told to this person.

    Raises MissingFactsError with all that the message lacks, for then everything is asked at once.
    """
    found = found_where(session, person)
    lacks = [name for name in NEEDS if not known.get(name)]
    if found.page is None and not known.get("found_where"):
        lacks.append("found_where")
    if lacks:
        own = [name for name in needs(template, how.form) if not known.get(name) and FACTS[name].asked]
        missing = tuple(dict.fromkeys([*own, *lacks]))
        raise MissingFactsError(
            _("A first message must say who writes and where somebody was found (GDPR art. 14).")
            + " "
            + missing_said(missing),
            missing,
        )
    return notice(known, found, how.form, how.language, how.today)


def found_where(session: Session, person: Person) -> Found:
    """The page and day that say somebody's address, else their name, else that they are there at all; no page where all
    of it was typed by hand.
    """
    assert person.id is not None
    values = person_values(session, person.id)
    told = [values[name] for name in ("email", "name") if values[name].page not in {None, BY_HAND}]
    if told:
        source = next((value for value in told if value.method is not Method.MANUAL), told[0])
        return Found(source.page, source.method, source.seen_on)
    theirs = sa.select(SIGHTING.c.page, SIGHTING.c.method, SIGHTING.c.last_seen).where(
        SIGHTING.c.entity_id == person.id, SIGHTING.c.page != BY_HAND
    )
    first = session.connection().execute(theirs.order_by(SIGHTING.c.first_seen, SIGHTING.c.id).limit(1)).first()
    return Found(None, None, None) if first is None else Found(first.page, first.method, first.last_seen)


def _with_notice(template: Template, body: str, due: Notice) -> str:
    """The body, with what art. 14 asks in it.

    A first contact whose template leaves a part out is refused; any other message gets it at its end.
    """
    missing = due.missing_from(body)
    if not missing:
        return body
    if rules().steps[template.step].first:
        raise RefusedError(
            _(
                "{file}: a first message must carry what GDPR art. 14 asks; this one leaves out: {parts}. "
                "Put {notice} where it is to stand."
            ).format(file=template.path, parts=", ".join(missing), notice="{{ notice }}")
        )
    return f"{body}\n\n{due.text}"


def _address(session: Session, person: Person, today: date) -> tuple[str | None, str]:
    """The address that mail goes to, and why there is none."""
    from crm.exports.addresses import is_address
    from crm.messages.bounces import bounced

    if not person.email:
        return None, _("No e-mail address of {name} is known: copy the message.").format(name=person.name)
    if not is_address(person.email):
        return None, _("{email} is no e-mail address: correct it first.").format(email=person.email)
    when = bounced(session, person.email)
    if when is not None:
        said = _("Mail to {email} came back on {day}: look for another address, or copy the message.")
        return None, said.format(email=person.email, day=spoken_day(when, today))
    return person.email, ""
