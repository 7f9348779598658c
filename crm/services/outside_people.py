"""The people the office talks to at companies and partners: persons as any other, and each once."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col, select

from crm import names
from crm.errors import UsageError
from crm.exports.addresses import is_address
from crm.language import _
from crm.services import edits, folding, person_names
from crm.services.addresses import email_key
from crm.services.known import ADDED
from crm.services.mentions import DOUBTED
from crm.tables import Company, Entity, OutsideContact, Partner, Person
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import BY_HAND, EntityKind


@dataclass(frozen=True, slots=True)
class ContactSaid:
    """What is said of somebody at a company or partner. `words`: what they are there."""

    name: str
    email: str | None = None
    phone: str | None = None
    words: str | None = None


def checked(said: ContactSaid) -> ContactSaid:
    """The same, its name as names are written. Raises UsageError for what is no name or no address."""
    parsed = names.parse(clean(said.name))
    if parsed is None:
        raise UsageError(_("{name} is no person's name.").format(name=clean(said.name, 100)))
    email = clean(said.email or "", 320).strip("<>").removeprefix("mailto:") or None
    if email is not None and not is_address(email):
        raise UsageError(_("{given} is no e-mail address.").format(given=email))
    return ContactSaid(parsed.natural, email, clean(said.phone or "", 40) or None, clean(said.words or "", 200) or None)


def take_in(
    work: Work,
    said: ContactSaid,
    *,
    company_id: int | None = None,
    partner_id: int | None = None,
    page: str = BY_HAND,
) -> Person:
    """The person that is meant, as a contact of the company or partner; made where nobody is known.

    It is somebody known: who is a contact there already by that name, whose mailbox it is, or who is one without asking
    (`crm.identity`). `page` says where it was said: by hand, or a file or mail and its line.

    Raises UsageError for what is no name or no address; RefusedError for who asked to be erased.
    """
    given = checked(said)
    doubtful = edits.refuse_erased(work, given.name, dict(_says(given)), None, at=_name(work, company_id, partner_id))
    person = _contact_there(work, given, company_id, partner_id) or _by_mailbox(work, given) or _certain(work, given)
    says = _says(given)
    if person is None:
        person = _new(work, given, page, confidence=DOUBTED if doubtful else 1.0)
    else:
        fresh = {name: value for name, value in says.items() if name != "name" and getattr(person, name) is None}
        if fresh:
            entity = work.session.get_one(Entity, person.id)
            edits.sight(work, entity, edits.EDITED, fresh, page=page)
    assert person.id is not None
    folding.refold(work.session, [person.id])
    work.session.refresh(person)
    _tie(work, person.id, given, company_id, partner_id)
    return person


def _says(given: ContactSaid) -> dict[str, str]:
    told = (("name", given.name), ("email", given.email), ("phone", given.phone))
    return {name: value for name, value in told if value}


def _new(work: Work, given: ContactSaid, page: str, *, confidence: float) -> Person:
    by = f"email:{email_key(given.email, '-')}" if given.email else f"name:{person_names.full_key(given.name)}"
    entity = edits.new_entity(work, EntityKind.PERSON, f"person:-:{by}")
    person = Person(id=entity.id, name=given.name, sort_key=person_names.sort_key(given.name))
    work.session.add(person)
    work.session.flush()
    edits.sight(work, entity, ADDED, _says(given), page=page, confidence=confidence)
    return person


def _contact_there(work: Work, given: ContactSaid, company_id: int | None, partner_id: int | None) -> Person | None:
    """Who is a contact there by that name and has no other address."""
    where = _there(company_id, partner_id)
    there = select(Person).join(OutsideContact, col(OutsideContact.person_id) == col(Person.id)).where(where)
    found = [
        one
        for one in work.session.exec(there.order_by(col(Person.id)))
        if person_names.compatible(one.name, given.name)
        and not (given.email and one.email and one.email.lower() != given.email.lower())
    ]
    return found[0] if len(found) == 1 else None


def _by_mailbox(work: Work, given: ContactSaid) -> Person | None:
    if given.email is None:
        return None
    same = select(Person).where(sa.func.lower(Person.email) == given.email.lower()).order_by(col(Person.id))
    return next((p for p in work.session.exec(same) if person_names.compatible(p.name, given.name)), None)


def _certain(work: Work, given: ContactSaid) -> Person | None:
    """Who this is without asking, as the matcher of crawls and imports has it."""
    from crm.identity import bearer, people

    work.session.flush()
    asked = bearer(
        -1,
        given.name,
        emails=(given.email,) if given.email else (),
        phones=(given.phone,) if given.phone else (),
    )
    found = next((match for match in people.matches(work.session.connection(), asked) if match.certain), None)
    return work.session.get(Person, found.id) if found is not None else None


def _tie(work: Work, person_id: int, given: ContactSaid, company_id: int | None, partner_id: int | None) -> None:
    where = _there(company_id, partner_id)
    held = work.session.exec(select(OutsideContact).where(OutsideContact.person_id == person_id, where)).first()
    if held is None:
        on: date = work.clock.today()
        held = OutsideContact(person_id=person_id, company_id=company_id, partner_id=partner_id, on=on, by=work.by)
        work.session.add(held)
    if given.words and not held.words:
        held.words = given.words
    work.session.flush()


def _name(work: Work, company_id: int | None, partner_id: int | None) -> str | None:
    """What the company or partner is called."""
    there = work.session.get(Company, company_id) if company_id is not None else work.session.get(Partner, partner_id)
    return there.name if there is not None else None


def _there(company_id: int | None, partner_id: int | None) -> sa.ColumnElement[bool]:
    if company_id is not None:
        return col(OutsideContact.company_id) == company_id
    return col(OutsideContact.partner_id) == partner_id
