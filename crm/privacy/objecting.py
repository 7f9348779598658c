"""An objection (GDPR art. 21): from now on no export, no message and no next step. It is kept, to be honoured.

Who objects to one channel alone stays out of what goes by that one: no mail and no list of addresses, or no call and no
list of numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from crm.case_words import ProposalState
from crm.language import _
from crm.messages import sending
from crm.privacy import suppression
from crm.privacy.subjects import not_on_the_map, person_of, subject
from crm.services import leads
from crm.services.basis import object_to
from crm.spoken import spoken_channel
from crm.tables import Draft, Lead, MailStop, Message, Person, Proposal
from crm.text import LONGEST, clean
from crm.unit_of_work import Work
from crm.words import ActivityKind, Channel, MessageState, Stage, StopKind, SuppressedWhy


@dataclass(frozen=True, slots=True)
class Objected:
    """Whose objection was written down. `person` None: an address of nobody here, which is kept away."""

    person: int | None
    name: str
    lead: int | None = None


def object_(work: Work, said: str, evidence: str = "", channel: Channel | None = None) -> Objected:
    """Writes down that whom `said` (number, e-mail address or name) means objects, with the words that show it.

    The lead, made where there is none, goes to *do not contact*; the basis of every channel to *none*; what was
    prepared for them is dropped. With a `channel` it is said of that one alone. An address of nobody here is put on the
    suppression list. Raises as `person_of` does.
    """
    connection = work.session.connection()
    person_id = person_of(connection, said)
    if person_id is None:
        other, why = not_on_the_map(connection, said), SuppressedWhy.UNSUBSCRIBED
        suppression.suppress(work, emails=other.emails, names=other.names, places=other.places, why=why)
        work.log({"suppressed": 1})
        work.words[:] = [_("An address of nobody here is kept away")]
        return Objected(None, clean(said))
    who = subject(connection, person_id)
    words = clean(evidence, LONGEST) or _("objected on {day}").format(day=work.clock.today().isoformat())
    name = work.session.get_one(Person, person_id).name
    if channel is not None:
        lead_id = _object_to_one(work, person_id, who.emails, channel, words)
        told = _("{name} objected to {channel}").format(name=name, channel=spoken_channel(channel))
        work.words[:] = [told]
        return Objected(person_id, name, lead_id)
    lead = leads.of_person(work, person_id)
    assert lead.id is not None
    if lead.stage is not Stage.DO_NOT_CONTACT:
        leads.advance(work, lead.id, Stage.DO_NOT_CONTACT, note=words)
    for each in Channel:
        object_to(work, person_id, each, words)
    _drop_what_was_prepared(work, lead.id, person_id)
    _stop_mail(work, person_id, who.emails, StopKind.OBJECTED, words)
    work.words[:] = [_("{name} objected: not contacted any more").format(name=name)]
    return Objected(person_id, name, lead.id)


def _object_to_one(work: Work, person_id: int, emails: Iterable[str], channel: Channel, words: str) -> int | None:
    """One channel alone: the lead goes on by the others. Gives its number."""
    object_to(work, person_id, channel, words)
    lead = work.session.exec(select(Lead).where(Lead.person_id == person_id)).first()
    if lead is not None and lead.id is not None:
        leads.log(work, lead.id, ActivityKind.NOTE, f"{spoken_channel(channel)}: {words}")
    if channel is Channel.EMAIL:
        _stop_mail(work, person_id, emails, StopKind.UNSUBSCRIBED, words)
        if lead is not None and lead.id is not None:
            _drop_what_was_prepared(work, lead.id, person_id)
    return lead.id if lead is not None else None


def _stop_mail(work: Work, person_id: int, emails: Iterable[str], kind: StopKind, words: str) -> None:
    for email in emails:
        if work.session.get(MailStop, email) is None:
            today = work.clock.today()
            stop = MailStop(email=email, person_id=person_id, kind=kind, on=today, source=words, by=work.by)
            work.session.add(stop)
    work.session.flush()


def _drop_what_was_prepared(work: Work, lead_id: int, person_id: int) -> None:
    waiting = select(Message.id).where(
        Message.lead_id == lead_id, col(Message.state).in_((MessageState.DRAFT, MessageState.HANDED_OVER))
    )
    for message_id in work.session.exec(waiting).all():
        if message_id is not None:
            sending.drop(work, message_id)
    for draft in work.session.exec(select(Draft).where(Draft.about == sending.typed_key(person_id))).all():
        work.session.delete(draft)
    put = select(Proposal).where(Proposal.lead_id == lead_id, Proposal.state == ProposalState.PREPARED)
    for proposal in work.session.exec(put).all():
        proposal.state = ProposalState.WITHDRAWN
    work.session.flush()
