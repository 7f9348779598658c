"""Messages with cases: which cases went in, and that they were sent."""

from datetime import date

from sqlmodel import Session, col, select

from crm.case_words import ProposalState
from crm.codes import codes_in
from crm.errors import RefusedError
from crm.language import _
from crm.services.proposals import mark_sent
from crm.tables import Digest, Message, Proposal
from crm.unit_of_work import Work


def handed_over(work: Work, message: Message, body: str) -> Digest:
    """A message with cases goes to the mail program: the cases whose code stands in it are in this digest.

    There is one at a time to a teacher: one that was made before and never sent gives way. Raises RefusedError for a
    text in which no case is left.
    """
    prepared = select(Proposal).where(Proposal.lead_id == message.lead_id, Proposal.state == ProposalState.PREPARED)
    every = list(work.session.exec(prepared.order_by(col(Proposal.id))))
    codes = set(codes_in(body))
    listed = [one for one in every if one.code in codes]
    if not listed:
        raise RefusedError(_("No case stands in this message: put back one with its code, or propose one."))
    digest = unsent(work.session, message.lead_id)
    if digest is None:
        digest = Digest(lead_id=message.lead_id, on=work.clock.today(), by=work.by)
        work.session.add(digest)
    digest.message_id, digest.on, digest.by = message.id, work.clock.today(), work.by
    work.session.flush()
    for one in every:
        one.digest_id = digest.id if one in listed else None
    work.session.flush()
    return digest


def unsent(session: Session, lead_id: int) -> Digest | None:
    """The digest to a lead that was made and not sent."""
    return session.exec(select(Digest).where(Digest.lead_id == lead_id, col(Digest.sent_on).is_(None))).first()


def sent(work: Work, message: Message, on: date) -> Digest | None:
    """A message with cases was sent on that day: so were the cases in it. None for a message without any."""
    digest = unsent(work.session, message.lead_id)
    if digest is None or digest.message_id != message.id:
        return None
    digest.sent_on = on
    mark_sent(work, work.session.exec(select(Proposal).where(Proposal.digest_id == digest.id)).all(), on)
    return digest
