"""An answer that comes in from outside, by file or mail: applied once, refused with its reason, never lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crm.case_words import ProposalState
from crm.errors import RefusedError, UsageError
from crm.imports.plan import Outcome
from crm.language import _
from crm.services.answering import answer_word
from crm.services.proposal_answers import Answer, answer
from crm.services.proposals import with_code
from crm.tables import AnswerTaken, Lead, Proposal
from crm.text import clean
from crm.understanding.case_answers import CaseAnswer
from crm.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an answer, why, and whose it is."""

    outcome: Outcome
    reason: str = ""
    person: int | None = None
    lead: int | None = None
    name: str = ""
    """Which case it answers."""
    shows: str = ""
    """What was answered, and with which words."""


def take(work: Work, code: str, given: Answer, key: str, *, lead_id: int | None = None) -> Taken:
    """Applies an answer to the proposal of that code. `key` names this very answer: once taken it counts no more.

    With `lead_id` it must be a proposal to that lead. An answer older than the one that stands is left out. What the
    domain refuses comes back as refused, with its reason.
    """
    proposal = with_code(work, code)
    if proposal is None:
        return Taken(Outcome.REFUSED, _("no proposal has the code {code}").format(code=clean(code, 40) or "–"))
    if lead_id is not None and proposal.lead_id != lead_id:
        return Taken(Outcome.REFUSED, _("the code {code} is of a case put to somebody else").format(code=proposal.code))
    return _applied(work, proposal, given, key)


def take_all(
    work: Work, found: Mapping[str, CaseAnswer | None], key: str, on: date, lead_id: int
) -> list[tuple[str, Taken]]:
    """Applies what a lead said of each code, as `take` does, and says what became of it.

    A code of theirs of which no answer is told is refused; what only looks like one is left out.
    """
    told = []
    for code, said in found.items():
        if said is not None:
            given = Answer(said.state, said.note, on=on, kind=None)
            told.append((code, take(work, code, given, f"{key}:{code}", lead_id=lead_id)))
        elif (proposal := with_code(work, code)) is not None and proposal.lead_id == lead_id:
            told.append((code, Taken(Outcome.REFUSED, _("it does not say yes, no or later"))))
    return told


def _applied(work: Work, proposal: Proposal, given: Answer, key: str) -> Taken:
    lead = work.session.get_one(Lead, proposal.lead_id)
    assert proposal.id is not None
    if work.session.get(AnswerTaken, key) is not None or _stands(proposal, given):
        return Taken(Outcome.SAME, _("counted already"), lead.person_id, lead.id)
    day = given.on or work.clock.today()
    if proposal.answered_on is not None and day < proposal.answered_on:
        said = _("older than the answer of {day}: {answer}").format(
            day=proposal.answered_on.isoformat(), answer=answer_word(proposal.state)
        )
        return Taken(Outcome.LEFT_OUT, said, lead.person_id, lead.id)
    was = proposal.state
    try:
        answer(work, proposal.id, given)
    except (RefusedError, UsageError) as error:
        return Taken(Outcome.REFUSED, str(error), lead.person_id, lead.id)
    work.session.add(AnswerTaken(key=key, proposal_id=proposal.id, on=day, by=work.by))
    work.session.flush()
    if was in {ProposalState.PREPARED, ProposalState.SENT}:
        return Taken(Outcome.ADDED, "", lead.person_id, lead.id)
    return Taken(Outcome.UPDATED, _("first {answer}").format(answer=answer_word(was)), lead.person_id, lead.id)


def _stands(proposal: Proposal, given: Answer) -> bool:
    """Whether that very answer stands already: nothing is said with it that is not known."""
    if proposal.state is not given.state:
        return False
    return (given.note or proposal.note) == proposal.note and given.again_on in {None, proposal.again_on}
