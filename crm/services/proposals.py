"""Cases put to teachers: proposed once, told, answered, withdrawn; and what that does to the case and to the lead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from sqlmodel import col, select

from crm.case_words import OPEN_CASES, CaseState, ProposalState
from crm.codes import code_of, new_code
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import LANGUAGES, _
from crm.matching.words import language_of
from crm.services import case_states, leads
from crm.services.agreements import OF_A_COURSE
from crm.services.answering import answer_word, cadence_gives_way
from crm.services.funnel import stage_name
from crm.services.own_courses import own_courses
from crm.spoken import spoken_setting
from crm.tables import Case, Company, Course, Lead, Manner, Proposal
from crm.text import clean
from crm.unit_of_work import Work
from crm.views.agreements import AgreementLine
from crm.views.room import ALIVE, Room, rooms_of
from crm.words import FUNNEL, ActivityKind, Direction, Setting, Stage

if TYPE_CHECKING:
    from crm.views.matching.facts import CourseFacts

LONGEST_WHY = 300
"""Characters kept of why a case was thought to fit."""


@dataclass(frozen=True, slots=True)
class Offer:
    """How a case is offered. Left out: in the first of `among` where it can be, which is the order of the match.

    Without those it is the teacher's own agreement of this year or a later one, else their course.
    """

    course_id: int | None = None
    agreement_id: int | None = None
    among: "Sequence[CourseFacts]" = ()
    """Their courses, and their agreements in none; the best first."""
    setting: Setting | None = None
    why: str | Mapping[str, str] | None = None
    """Why it is thought to fit: in words to the teacher, or by language, of which theirs is taken."""


def find(work: Work, proposal_id: int) -> Proposal:
    """The proposal numbered `proposal_id`. Raises NotFoundError."""
    found = work.session.get(Proposal, proposal_id)
    if found is None:
        raise NotFoundError(
            _("There is no proposal {id}: `werkplaats proposal list` lists them.").format(id=proposal_id)
        )
    return found


def find_code(work: Work, code: str) -> Proposal:
    """The proposal whose code this is, however it was typed. Raises NotFoundError."""
    found = with_code(work, code)
    if found is None:
        raise NotFoundError(
            _("No proposal has the code {code}: look it up in the message that was sent.").format(code=clean(code, 40))
        )
    return found


def with_code(work: Work, code: str) -> Proposal | None:
    """The proposal whose code this is, however it was typed; None where none has it."""
    written = code_of(code)
    return work.session.exec(select(Proposal).where(Proposal.code == written)).first() if written else None


def find_case(work: Work, case_id: int) -> Case:
    """The case numbered `case_id`. Raises NotFoundError."""
    found = work.session.get(Case, case_id)
    if found is None:
        raise NotFoundError(_("There is no case {id}: `werkplaats case list` lists them.").format(id=case_id))
    return found


def propose(work: Work, case_id: int, lead_id: int, offer: Offer | None = None) -> Proposal:
    """Chooses a case for a teacher: it waits for the next message to them. The case counts as offered from here on.

    From the stage warm on. Raises NotFoundError; RefusedError for who is not to be offered one, a case that is placed,
    done, withdrawn or taken, the same case twice, or more cases than there are places.
    """
    case, lead, wanted = find_case(work, case_id), leads.find(work, lead_id), offer or Offer()
    refuse_lead(work, lead)
    refuse_case(work, case)
    before = work.session.exec(select(Proposal).where(Proposal.case_id == case_id, Proposal.lead_id == lead_id)).first()
    if before is not None:
        raise RefusedError(
            _("{name} was offered this case on {day} already: {answer}.").format(
                name=leads.name_of(work, lead), day=before.made_on.isoformat(), answer=answer_word(before.state)
            )
        )
    wanted, room = _where(work, lead, case, wanted)
    agreed = room.agreement if room is not None else None
    why, why_language = _why(work, lead, wanted.why)
    proposal = Proposal(
        code=new_code(
            lambda code: work.session.exec(select(Proposal.id).where(Proposal.code == code)).first() is not None
        ),
        case_id=case_id,
        lead_id=lead_id,
        course_id=_course(work, lead, wanted, agreed),
        agreement_id=agreed.id if agreed is not None else None,
        setting=wanted.setting or (agreed.setting if agreed is not None else case.setting or Setting.COURSE),
        why=why,
        why_language=why_language,
        made_on=work.clock.today(),
        by=work.by,
        at=work.clock.now(),
    )
    work.session.add(proposal)
    if case.state is not CaseState.OFFERED:
        case_states.enter(work, case, CaseState.OFFERED, why=leads.name_of(work, lead))
    work.session.flush()
    work.say(_("Proposed to {name}: {what}").format(name=leads.name_of(work, lead), what=said_case(work, case)))
    return proposal


def tell(
    work: Work, proposal_id: int, kind: ActivityKind, *, note: str | None = None, on: date | None = None
) -> Proposal:
    """Keeps that a proposal was put to the teacher by call, visit or message: it is logged, and its cadence begins.

    Raises NotFoundError, RefusedError for one that was told already, UsageError for a day that is still to come.
    """
    proposal = find(work, proposal_id)
    if proposal.state is not ProposalState.PREPARED:
        raise RefusedError(
            _("That proposal was put to them already: {answer}.").format(answer=answer_word(proposal.state))
        )
    case = find_case(work, proposal.case_id)
    refuse_case(work, case, taken_by=proposal)
    day = leads.past_day(work, on)
    said = _("offered: {what} [{code}]").format(what=said_case(work, case), code=proposal.code)
    leads.log(work, proposal.lead_id, kind, f"{said}: {note}" if note else said, on=day)
    mark_sent(work, [proposal], day)
    lead = leads.find(work, proposal.lead_id)
    work.words[:] = [_("Put to {name}: {what}").format(name=leads.name_of(work, lead), what=said_case(work, case))]
    return proposal


def mark_sent(work: Work, proposals: Iterable[Proposal], on: date) -> None:
    """These went out on that day, in a message or a talk that is logged itself."""
    for proposal in proposals:
        if proposal.state is ProposalState.PREPARED:
            proposal.state, proposal.sent_on = ProposalState.SENT, max(on, proposal.made_on)
    work.session.flush()


def withdraw(work: Work, proposal_id: int, why: str) -> Proposal:
    """Takes a proposal back, for a reason; the case is fit to offer again when nobody else has it before them.

    Raises NotFoundError; UsageError without a reason; RefusedError for one that was withdrawn or has its sprint.
    """
    proposal = find(work, proposal_id)
    reason = clean(why, leads.LONGEST_NOTE)
    if not reason:
        raise UsageError(_("Why is it withdrawn?") + " (--why)")
    if proposal.state is ProposalState.WITHDRAWN:
        raise RefusedError(_("That proposal was withdrawn already: {why}.").format(why=proposal.note or "–"))
    refuse_placed(work, proposal)
    take_back(work, proposal, reason)
    free_case(work, find_case(work, proposal.case_id))
    lead = leads.find(work, proposal.lead_id)
    what = said_case(work, find_case(work, proposal.case_id))
    work.words[:] = [_("Withdrawn from {name}: {what}").format(name=leads.name_of(work, lead), what=what)]
    return proposal


def withdraw_all(work: Work, case_id: int, why: str, *, but: int | None = None) -> list[Proposal]:
    """Takes back every proposal of a case that is alive, save `but`: the case was withdrawn, or somebody took it."""
    alive = select(Proposal).where(
        Proposal.case_id == case_id, col(Proposal.state).in_(ALIVE), Proposal.id != (but or 0)
    )
    found = list(work.session.exec(alive.order_by(col(Proposal.id))))
    for proposal in found:
        take_back(work, proposal, why)
    return found


def take_back(work: Work, proposal: Proposal, why: str) -> None:
    """A proposal is withdrawn. Whoever had it before them is told: that is planned where nothing else is."""
    was = proposal.state
    proposal.state, proposal.answered_on, proposal.again_on, proposal.note = ProposalState.WITHDRAWN, None, None, why
    work.session.flush()
    case, lead = find_case(work, proposal.case_id), leads.find(work, proposal.lead_id)
    said = _("withdrawn: {what} [{code}]").format(what=said_case(work, case), code=proposal.code)
    leads.log(work, proposal.lead_id, ActivityKind.NOTE, f"{said}: {why}", direction=Direction.OUT)
    cadence_gives_way(work, lead)
    if was is not ProposalState.PREPARED and lead.next_on is None and lead.stage is not Stage.DO_NOT_CONTACT:
        what = _("mail: {what} is not free any more").format(what=said_case(work, case))
        leads.plan(work, proposal.lead_id, work.clock.today(), what)


def free_case(work: Work, case: Case) -> None:
    """A case that nobody has before them any more is fit to offer again."""
    alive = select(Proposal.id).where(Proposal.case_id == case.id, col(Proposal.state).in_(ALIVE)).limit(1)
    if case.state is CaseState.OFFERED and work.session.exec(alive).first() is None:
        case_states.enter(work, case, CaseState.FIT, why=_("nobody has it before them"))


def refuse_lead(work: Work, lead: Lead) -> None:
    """Raises RefusedError for a lead that no case may be put to: from warm on, not declined, resting or objecting."""
    name = leads.name_of(work, lead)
    if lead.stage is Stage.DO_NOT_CONTACT:
        raise RefusedError(_("{name} is not to be contacted.").format(name=name))
    if lead.stage not in FUNNEL or lead.stage is Stage.MAPPED:
        raise RefusedError(
            _("{name} stands at {stage}: a case is proposed from {warm} on.").format(
                name=name, stage=stage_name(lead.stage), warm=stage_name(Stage.WARM)
            )
        )


def refuse_case(work: Work, case: Case, *, taken_by: Proposal | None = None) -> None:
    """Raises RefusedError for a case that is free no more; `taken_by` may be the very one who took it."""
    if case.state not in OPEN_CASES:
        said = {
            CaseState.PLACED: _("This case was placed on {day}."),
            CaseState.DONE: _("This case was done on {day}."),
        }.get(case.state, _("This case was withdrawn on {day}: {why}."))
        raise RefusedError(said.format(day=case.state_since.isoformat(), why=case.state_why or "–"))
    taken = select(Proposal).where(Proposal.case_id == case.id, Proposal.state == ProposalState.ACCEPTED)
    yes = work.session.exec(taken).first()
    if yes is not None and (taken_by is None or yes.id != taken_by.id):
        name = leads.name_of(work, leads.find(work, yes.lead_id))
        day = (yes.answered_on or yes.made_on).isoformat()
        raise RefusedError(_("{name} said yes to this case on {day}.").format(name=name, day=day))


def refuse_placed(work: Work, proposal: Proposal) -> None:
    """Raises RefusedError where a sprint was made of the proposal: that is stopped or moved, not taken back here."""
    from crm.tables import Sprint

    made = work.session.exec(select(Sprint.id).where(Sprint.proposal_id == proposal.id)).first()
    if made is not None:
        raise RefusedError(_("Sprint {id} was made of this proposal: stop that first.").format(id=made))


def said_case(work: Work, case: Case) -> str:
    """A case in a few words: its title and whose it is."""
    company = work.session.get(Company, case.company_id)
    return " · ".join(part for part in (clean(case.title, 80), clean(company.name, 60) if company else "") if part)


def _why(work: Work, lead: Lead, why: str | Mapping[str, str] | None) -> tuple[str | None, str | None]:
    """Why it is thought to fit, in words to the teacher, and their language: of typed words what it looks to be."""
    named = None
    if isinstance(why, Mapping):
        kept = work.session.get(Manner, lead.person_id)
        named = (kept.language if kept is not None else None) or LANGUAGES[0]
        why = why.get(named)
    words = clean(why or "", LONGEST_WHY)
    return (words, named or language_of(words)) if words else (None, None)


def _where(work: Work, lead: Lead, case: Case, wanted: Offer) -> tuple[Offer, Room | None]:
    """The offer with its course or agreement, and the agreement it goes in: the first one that has room.

    Raises RefusedError where there is no place left.
    """
    if wanted.course_id is None and wanted.agreement_id is None:
        setting = wanted.setting or case.setting
        for one in wanted.among:
            if one.agreement_id is not None and setting not in {None, one.setting}:
                continue
            here = replace(wanted, course_id=one.id, agreement_id=one.agreement_id)
            try:
                return here, _room(work, lead, case, here)
            except RefusedError:
                continue
    return wanted, _room(work, lead, case, wanted)


def _room(work: Work, lead: Lead, case: Case, wanted: Offer) -> Room | None:
    """The agreement it goes in; None for a lead that has none. Raises RefusedError where there is no place left."""
    assert lead.id is not None
    here = rooms_of(work.session, [lead.id], work.clock.today())[lead.id]
    name = leads.name_of(work, lead)
    if wanted.agreement_id is not None:
        chosen = next((one for one in here.rooms if one.agreement.id == wanted.agreement_id), None)
        if chosen is None:
            raise RefusedError(
                _("Agreement {id} is none of {name} that stands for this school year or a later one.").format(
                    id=wanted.agreement_id, name=name
                )
            )
    elif not here.rooms or (wanted.course_id is not None and here.outside_courses):
        if here.loose < 1:
            raise RefusedError(
                _("{name} has no agreement, and as many cases before them as may be: wait for an answer.").format(
                    name=name
                )
            )
        return None
    else:
        setting = wanted.setting or case.setting
        chosen = here.choose(setting, wanted.course_id)
        if chosen is None:
            raise RefusedError(
                _("{name} has no agreement for {setting} or that course: name one, or make it.").format(
                    name=name, setting=spoken_setting(setting or Setting.COURSE)
                )
                + " (--agreement)"
            )
    if chosen.left < 1:
        line = chosen.agreement
        raise RefusedError(
            _("{name} has no place left in {course}, {year}: {n} agreed, all placed or on offer.").format(
                name=name, course=line.course_name or spoken_setting(line.setting), year=line.school_year, n=line.number
            )
        )
    return chosen


def _course(work: Work, lead: Lead, wanted: Offer, agreed: AgreementLine | None) -> int | None:
    """The course it is offered for: as was said, else the agreement's, which may be in none; else their own."""
    if wanted.course_id is not None:
        if work.session.get(Course, wanted.course_id) is None:
            raise NotFoundError(
                _("There is no course {id}: `werkplaats search` shows the numbers.").format(id=wanted.course_id)
            )
        return wanted.course_id
    if agreed is not None and (agreed.course_id is not None or agreed.setting not in OF_A_COURSE):
        return agreed.course_id
    ranked = (one.id for one in wanted.among if one.id is not None)
    own = (one.id for one in own_courses(work.session, lead.person_id, work.clock.today()))
    return next(chain(ranked, own), None)
