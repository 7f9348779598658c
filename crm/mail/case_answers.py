"""A mail that answers cases: by the codes in its subject or its words, or because the message it answers held one."""

from datetime import date

from sqlmodel import col, select

from crm.case_words import ProposalState
from crm.clock import OFFICE_ZONE
from crm.imports.plan import Outcome
from crm.mail.parsing import Mail
from crm.services.answers_taken import take_all
from crm.tables import Digest, Lead, Message, Proposal
from crm.understanding.case_answers import CaseAnswer, read_answer, read_answers
from crm.understanding.newest import newest_of
from crm.unit_of_work import Work

_OPEN = (ProposalState.SENT, ProposalState.MAYBE)


def answers_in(work: Work, mail: Mail, lead: Lead) -> tuple[bool, str]:
    """Applies what a mail of a lead answers to cases that were put to them: whether any was, and what was not and why.

    The mail itself is logged already; of each answer its meaning is kept beside it.
    """
    day = mail.at.astimezone(OFFICE_ZONE).date()
    words = newest_of(mail.words).text
    found = read_answers(mail.subject, words, day) or _of_the_only_case(work, mail, lead, words)
    return _take_all(work, found, mail.id, day, lead)


def answers_in_subject(work: Work, message_id: str, subject: str, on: date, lead: Lead) -> bool:
    """Applies what the subject of a mail of that day answers, of which no words were kept; whether it answers any."""
    return _take_all(work, read_answers(subject, "", on), message_id, on, lead)[0]


def _take_all(
    work: Work, found: dict[str, CaseAnswer | None], message_id: str, day: date, lead: Lead
) -> tuple[bool, str]:
    told = take_all(work, found, f"mail:{message_id}", day, lead.id or 0)
    taken = any(one.outcome in {Outcome.ADDED, Outcome.UPDATED, Outcome.SAME} for _code, one in told)
    return taken, "; ".join(f"{code}: {one.reason}" for code, one in told if one.reason)


def _of_the_only_case(work: Work, mail: Mail, lead: Lead, words: str) -> dict[str, CaseAnswer | None]:
    """A plain yes, no or later to a message that held one case: it is the answer to that."""
    said = read_answer(words, mail.at.astimezone(OFFICE_ZONE).date())
    if said is None or not mail.thread:
        return {}
    answered = (
        select(Proposal)
        .join(Digest, col(Digest.id) == col(Proposal.digest_id))
        .join(Message, col(Message.id) == col(Digest.message_id))
        .where(Proposal.lead_id == lead.id, col(Message.message_id).in_(mail.thread))
    )
    inside = work.session.exec(answered).all()
    return {one.code: said for one in inside if len(inside) == 1 and one.state in _OPEN}
