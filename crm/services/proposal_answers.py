"""The answer to a proposal: yes, no, or maybe; what it does to the case, the places and the lead."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from crm.calendar.reading import days_of
from crm.case_words import CaseState, ProposalState
from crm.errors import RefusedError, UsageError
from crm.language import _
from crm.services import case_states, leads
from crm.services.answering import answer_word, cadence_gives_way
from crm.services.asking_again import ask_again_on
from crm.services.proposals import (
    find,
    find_case,
    free_case,
    refuse_case,
    refuse_placed,
    said_case,
    take_back,
    withdraw_all,
)
from crm.tables import Case, Proposal
from crm.unit_of_work import Work
from crm.views.agreements import one_agreement
from crm.views.room import rooms_of
from crm.words import ActivityKind, Direction, Stage

ANSWERS = (ProposalState.ACCEPTED, ProposalState.DECLINED, ProposalState.MAYBE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a teacher answered. `again_on`: when to ask once more after a maybe; left out, it is read from the note.

    `kind` is by which way it came; None where the contact itself is logged already, and only its meaning is kept.
    """

    state: ProposalState
    note: str | None = None
    again_on: date | None = None
    on: date | None = None
    kind: ActivityKind | None = ActivityKind.MAIL


def answer(work: Work, proposal_id: int, given: Answer) -> Proposal:
    """Keeps an answer, logs it with the lead, and lets what was planned by cadence give way to it.

    A yes takes a place, and the case from others; a no gives it back when nobody else has it before them. A later
    answer takes the place of an earlier one, which stays on the timeline. Raises NotFoundError; UsageError for a day
    that cannot be; RefusedError for a proposal or case that is there no more, the same answer twice, no place left.
    """
    if given.state not in ANSWERS:
        raise UsageError(_("An answer is accepted, declined or maybe."))
    proposal = find(work, proposal_id)
    case = find_case(work, proposal.case_id)
    day, words = leads.past_day(work, given.on), leads.bounded_note(given.note)
    again = _again_on(work, proposal, given, words, day)
    _refuse(work, proposal, case, given.state, words, again)
    was, was_on = proposal.state, proposal.answered_on
    if given.state is ProposalState.ACCEPTED:
        _take_place(work, proposal)
    proposal.sent_on = proposal.sent_on or max(day, proposal.made_on)
    proposal.state, proposal.answered_on, proposal.again_on = given.state, day, again
    proposal.note = words
    work.session.flush()
    _log(work, proposal, case, given, was=was if was in ANSWERS and was is not given.state else None, was_on=was_on)
    _follow(work, proposal, case)
    lead = leads.find(work, proposal.lead_id)
    work.words[:] = [
        _("{name} on {what}: {answer}").format(
            name=leads.name_of(work, lead), what=said_case(work, case), answer=answer_word(proposal.state)
        )
    ]
    return proposal


def _refuse(
    work: Work, proposal: Proposal, case: Case, state: ProposalState, words: str | None, again: date | None
) -> None:
    if proposal.state is ProposalState.WITHDRAWN:
        raise RefusedError(_("That proposal was withdrawn: {why}.").format(why=proposal.note or "–"))
    if proposal.state is state and (words or proposal.note) == proposal.note and again == proposal.again_on:
        day = proposal.answered_on.isoformat() if proposal.answered_on is not None else "–"
        raise RefusedError(
            _("That was answered so on {day} already: {answer}.").format(day=day, answer=answer_word(state))
        )
    if state is not ProposalState.ACCEPTED:
        refuse_placed(work, proposal)
    if state is not ProposalState.DECLINED and proposal.state is not state:
        refuse_case(work, case, taken_by=proposal)


def _take_place(work: Work, proposal: Proposal) -> None:
    """A yes takes a place: of the agreement of the proposal, or of one made since. Raises RefusedError without any."""
    if proposal.state is ProposalState.ACCEPTED:
        return
    lead_id, today = proposal.lead_id, work.clock.today()
    if proposal.agreement_id is None:
        rooms = rooms_of(work.session, [lead_id], today)[lead_id].rooms
        if not rooms:
            return
        fit = [one.agreement for one in rooms if one.agreement.places_left > 0]
        line = next((one for one in fit if one.course_id == proposal.course_id), fit[0] if fit else rooms[0].agreement)
    else:
        line = one_agreement(work.session, proposal.agreement_id)
    if line.places_left < 1:
        name = leads.name_of(work, leads.find(work, lead_id))
        said = _("{name} has no place left in {course}, {year}: agree on more places first, or say no to another case.")
        if line.ended_on is not None:
            said = _("The agreement of {name} for {course}, {year} has ended: make another one first.")
        raise RefusedError(said.format(name=name, course=line.course_name or "–", year=line.school_year))
    proposal.agreement_id = line.id


def _again_on(work: Work, proposal: Proposal, given: Answer, words: str | None, day: date) -> date | None:
    """When to ask once more: as was said, else as the note says, else after so many days; on a day that suits them."""
    if given.state is not ProposalState.MAYBE:
        if given.again_on is not None:
            raise UsageError(_("Only a maybe has a day on which to ask again."))
        return None
    if given.again_on is not None:
        if given.again_on <= day:
            raise UsageError(_("{day} has gone by: when is it asked again?").format(day=given.again_on.isoformat()))
        return given.again_on
    lead = leads.find(work, proposal.lead_id)
    return ask_again_on(words or "", day, days_of(work.session, lead.person_id))


def _log(
    work: Work, proposal: Proposal, case: Case, given: Answer, *, was: ProposalState | None, was_on: date | None
) -> None:
    said = f"{answer_word(proposal.state)}: {said_case(work, case)} [{proposal.code}]"
    if was is not None:
        before = _("first {answer}").format(answer=answer_word(was))
        said += f" ({before}, {was_on.isoformat()})" if was_on is not None else f" ({before})"
    if proposal.again_on is not None:
        said += f", {_('ask again on {day}').format(day=proposal.again_on.isoformat())}"
    said += f": {proposal.note}" if proposal.note else ""
    kind = given.kind or ActivityKind.NOTE
    leads.log(work, proposal.lead_id, kind, said, on=given.on, direction=Direction.IN)


def _follow(work: Work, proposal: Proposal, case: Case) -> None:
    """What an answer sets going: the case, the others who had it before them, and what is planned for the lead."""
    lead = leads.find(work, proposal.lead_id)
    cadence_gives_way(work, lead)
    if proposal.state is ProposalState.DECLINED:
        free_case(work, case)
        return
    if case.state is not CaseState.OFFERED:
        case_states.enter(work, case, CaseState.OFFERED, why=leads.name_of(work, lead))
    if proposal.state is ProposalState.ACCEPTED:
        withdraw_all(work, proposal.case_id, _("another teacher took it"), but=proposal.id)
        _withdraw_beyond(work, proposal)
    elif proposal.again_on is not None and lead.next_on is None and lead.stage is not Stage.DO_NOT_CONTACT:
        words = _("mail: {what}, as they asked").format(what=said_case(work, case))
        leads.plan(work, proposal.lead_id, proposal.again_on, words)


def _withdraw_beyond(work: Work, taken: Proposal) -> None:
    """What was chosen for the next message, and for which no place is left now, is withdrawn: the newest first."""
    if taken.agreement_id is None:
        return
    waiting = select(Proposal).where(
        Proposal.agreement_id == taken.agreement_id, Proposal.state == ProposalState.PREPARED
    )
    left = one_agreement(work.session, taken.agreement_id).places_left
    for one in list(work.session.exec(waiting.order_by(col(Proposal.id))))[left:]:
        take_back(work, one, _("no place is left"))
        free_case(work, find_case(work, one.case_id))
