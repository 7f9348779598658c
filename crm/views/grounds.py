"""On what ground somebody may be reached by a channel, and whether they said that they do not want it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm.errors import RefusedError
from crm.language import _
from crm.query.grounds import standing
from crm.spoken import spoken_stop
from crm.tables import ContactBasis, MailStop, Person
from crm.words import Basis, Channel, StopKind

WEIGHT = {kind: number for number, kind in enumerate(StopKind)}
"""How much each kind ends: of two that are said of one person the weightier holds."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Why somebody is not reached by a channel, and since when."""

    kind: StopKind
    on: date


@dataclass(frozen=True, slots=True)
class Ground:
    """On which basis a channel may be used and what shows it, and since when they do not want it, which goes before."""

    basis: Basis
    evidence: str = ""
    page: str | None = None
    by: str | None = None
    on: date | None = None
    stopped: StopKind | None = None
    stopped_on: date | None = None


def grounds(session: Session, person_id: int) -> dict[Channel, Ground]:
    """The ground for every channel. A designated address is none once they have another."""
    stands = sa.or_(*map(standing, Channel))
    said = sa.select(ContactBasis, stands).join(Person, col(Person.id) == col(ContactBasis.person_id))
    held = {row.channel: (row, holds) for row, holds in session.execute(said.where(col(Person.id) == person_id))}
    mail = _mail_stop(session, person_id, session.get_one(Person, person_id).email)
    found = {}
    for channel in Channel:
        row, holds = held.get(channel, (None, False))
        stop = _stop(channel, mail, row)
        stopped = (stop.kind, stop.on) if stop is not None else (None, None)
        if row is None or not holds:
            found[channel] = Ground(Basis.NONE, stopped=stopped[0], stopped_on=stopped[1])
        else:
            found[channel] = Ground(row.basis, row.evidence, row.page, row.by, row.on, *stopped)
    return found


def ground(session: Session, person_id: int, channel: Channel = Channel.EMAIL) -> Ground:
    """The ground for one channel."""
    return grounds(session, person_id)[channel]


def stop_of(
    session: Session, person_id: int | None, email: str | None, channel: Channel = Channel.EMAIL
) -> Stop | None:
    """Why a person, or whoever has an address, is not reached by a channel; None where they may be.

    Who unsubscribed does not want mail; who complained or objected does not want anything.
    """
    said = session.get(ContactBasis, (person_id, channel)) if person_id else None
    return _stop(channel, _mail_stop(session, person_id, email), said)


def mail_stops(session: Session, people: Sequence[int], email: str | None) -> list[MailStop]:
    """All that stops mail to an address, or to one of `people` at whatever address, the weightiest first."""
    theirs = sa.or_(col(MailStop.person_id).in_(people), col(MailStop.email) == (email or "").strip().lower())
    return sorted(session.exec(select(MailStop).where(theirs)), key=lambda stop: (-WEIGHT[stop.kind], stop.on))


def _mail_stop(session: Session, person_id: int | None, email: str | None) -> MailStop | None:
    return next(iter(mail_stops(session, [person_id] if person_id else [], email)), None)


def _stop(channel: Channel, mail: MailStop | None, said: ContactBasis | None) -> Stop | None:
    if mail is not None and (channel is Channel.EMAIL or mail.kind is not StopKind.UNSUBSCRIBED):
        return Stop(mail.kind, mail.on)
    if said is None or not said.objected:
        return None
    return Stop(StopKind.UNSUBSCRIBED if channel is Channel.EMAIL else StopKind.OBJECTED, said.on)


def stopped_among(session: Session, person_ids: Sequence[int]) -> dict[int, StopKind]:
    """Of these people those to whom no mail goes, and why: said of them, or of their address, the weightiest."""
    theirs = (col(MailStop.person_id) == col(Person.id), col(MailStop.email) == sa.func.lower(col(Person.email)))
    chosen = sa.select(col(Person.id), col(MailStop.kind)).join(MailStop, sa.or_(*theirs))
    found = session.connection().execute(chosen.where(col(Person.id).in_(person_ids)))
    said = sa.select(col(ContactBasis.person_id)).where(
        col(ContactBasis.channel) == Channel.EMAIL,
        col(ContactBasis.objected),
        col(ContactBasis.person_id).in_(person_ids),
    )
    objected = dict.fromkeys(session.connection().scalars(said), StopKind.UNSUBSCRIBED)
    return {**objected, **{row.id: row.kind for row in sorted(found, key=lambda row: WEIGHT[row.kind])}}


def refuse_stopped(session: Session, person: Person) -> None:
    """Raises RefusedError for who wants no more mail, saying since when."""
    stopped = stop_of(session, person.id, person.email)
    if stopped is not None:
        said = _("{name}: {what} on {day}. No mail is made; a call or a visit still can be.")
        day = stopped.on.isoformat()
        raise RefusedError(said.format(name=person.name, what=spoken_stop(stopped.kind), day=day))
