"""No more mail: who unsubscribed, complained or objected, and what follows from it everywhere at once.

Unsubscribing is an objection to mail (GDPR art. 21, Tw 11.7): no list, no message and no reminder goes to the address,
nor to another of the same person; a call or a visit is still open. Who complains or objects is not approached at all:
the lead says *do not contact*.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.privacy.objecting import object_
from crm.privacy.suppression import suppress
from crm.services import leads
from crm.services.basis import set_basis
from crm.spoken import spoken_stop
from crm.tables import Lead, MailStop, Person, Sighting
from crm.text import clean
from crm.unit_of_work import Work
from crm.views.grounds import WEIGHT, mail_stops
from crm.words import ActivityKind, Basis, EntityKind, StopKind, SuppressedWhy


@dataclass(frozen=True, slots=True)
class Stopped:
    """What became of it. `people`: who has the address; none of them: it is kept so that it never comes in."""

    people: tuple[int, ...]
    new: bool


def stop(work: Work, email: str, kind: StopKind, *, on: date, source: str) -> Stopped:
    """Writes down that who reads `email` wants no more mail, or with a weightier `kind` no approach at all.

    `source`: the file and line that say so. Said before: only a weightier kind changes anything. An address of nobody
    here is put on the suppression list, and nothing else is kept of it. Raises SettingsError where that has no key.
    """
    address = email.strip().lower()
    held = work.session.get(MailStop, address)
    people = people_at(work.session, address)
    if held is None and not people:
        made = suppress(work, emails=[address], why=SuppressedWhy.UNSUBSCRIBED)
        return Stopped((), bool(made))
    if held is not None and WEIGHT[held.kind] >= WEIGHT[kind]:
        return Stopped(tuple(people), new=False)
    if held is None:
        first = people[0] if people else None
        held = MailStop(email=address, person_id=first, kind=kind, on=on, source=clean(source), by=work.by)
        work.session.add(held)
    held.kind, held.on, held.source, held.by = kind, on, clean(source), work.by
    work.session.flush()
    for person_id in people:
        _follow(work, person_id, kind, on, held.source)
    return Stopped(tuple(people), new=True)


def resume(work: Work, email: str, evidence: str) -> Sequence[int]:
    """Mail may go to `email` again, since who reads it asked for it: their words are the consent. Gives who they are.

    What else stopped mail to them holds from now on for the address alone of which it was said. Raises NotFoundError
    where no mail was stopped; RefusedError for who complained or objected, which no mailing undoes; UsageError without
    evidence.
    """
    address = email.strip().lower()
    people = people_at(work.session, address)
    stops = mail_stops(work.session, people, address)
    if not stops:
        raise NotFoundError(_("Mail to {email} was not stopped.").format(email=clean(email, 100)))
    weightiest = stops[0]
    if weightiest.kind is not StopKind.UNSUBSCRIBED:
        said = _("{email}: {what} on {day}. That holds, whatever a mailing says.")
        what, day = spoken_stop(weightiest.kind), weightiest.on.isoformat()
        raise RefusedError(said.format(email=weightiest.email, what=what, day=day))
    for person_id in people:
        set_basis(work, person_id, Basis.CONSENT, evidence)
    if not people and not clean(evidence):
        raise UsageError(_("A basis needs its evidence: what was said or written, and when (--evidence)."))
    for each in stops:
        if each.email == address:
            work.session.delete(each)
        else:
            each.person_id = None
    work.session.flush()
    work.words[:] = [_("Mail to {email} may go again").format(email=address)]
    return people


def people_at(session: Session, address: str) -> Sequence[int]:
    """Who has the address (in lower case) now, else of whom a page or list still says it."""
    now = select(Person.id).where(sa.func.lower(col(Person.email)) == address).order_by(col(Person.id))
    found = [known for known in session.exec(now) if known is not None]
    if found:
        return found
    said = (
        sa.select(col(Sighting.entity_id))
        .join(Person, col(Person.id) == col(Sighting.entity_id))
        .where(
            col(Sighting.kind) == EntityKind.PERSON,
            sa.func.lower(col(Sighting.says)["email"].as_string()) == address,
        )
        .distinct()
        .order_by(col(Sighting.entity_id))
    )
    return list(session.connection().scalars(said))


def _follow(work: Work, person_id: int, kind: StopKind, on: date, source: str) -> None:
    """What it means for the relation: a line in its timeline, or its end."""
    said = f"{spoken_stop(kind)} ({source})"
    if kind is StopKind.UNSUBSCRIBED:
        lead = work.session.exec(select(Lead).where(Lead.person_id == person_id)).first()
        if lead is not None and lead.id is not None:
            leads.log(work, lead.id, ActivityKind.NOTE, said, on=on)
        return
    object_(work, str(person_id), said)
