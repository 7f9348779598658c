"""Cases put to teachers: once, within the places there are, answered and answered otherwise, and taken back whole."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, col, select

from crm.case_words import CaseState, ProposalState
from crm.clock import FixedClock
from crm.codes import LENGTH, SIGNS, code_of, codes_in, looks_like_codes, new_code
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.services import agreements, journal, leads, proposals
from crm.services.agreements import AgreementParts
from crm.services.proposal_answers import Answer, answer
from crm.services.proposals import Offer
from crm.tables import Activity, Case, CompanyActivity, Lead, Proposal
from crm.unit_of_work import Work
from crm.views.agreements import agreements_of
from crm.words import ActivityKind, Direction, Setting, Stage

PARTS = AgreementParts("adviesrapport", 1, "blok 3", "intake, eind", "docent")
YES, NO, MAYBE = ProposalState.ACCEPTED, ProposalState.DECLINED, ProposalState.MAYBE


@pytest.fixture
def people(school: Any, session: Session, working: Any) -> dict[str, int]:
    """Zoë and Bakker, leads at warm; Zoë teaches Datavisualisatie."""
    course = school.course("Datavisualisatie")
    zoe, bakker = school.person("Zoë van 't Hek", teaches=course), school.person("P. Bakker")
    session.commit()
    with working() as work:
        made = [leads.add(work, one).id or 0 for one in (zoe, bakker)]
        for lead in made:
            leads.advance(work, lead, Stage.WARM)
    return {"zoe": made[0], "bakker": made[1], "course": course}


@pytest.fixture
def case(make_case: Any, session: Session) -> int:
    made: int = make_case()
    session.commit()
    return made


def proposal_of(session: Session, number: int) -> Proposal:
    session.expire_all()
    return session.get_one(Proposal, number)


def propose(working: Any, case: int, lead: int, offer: Offer | None = None) -> int:
    with working() as work:
        return proposals.propose(work, case, lead, offer).id or 0


def answers(working: Any, number: int, state: ProposalState, note: str | None = None, **more: Any) -> None:
    with working() as work:
        answer(work, number, Answer(state, note, **more))


def test_a_code_with_one_slip_is_no_code() -> None:
    code = new_code(lambda _code: False)
    bare = code.replace("-", "")
    assert len(bare) == LENGTH
    assert code_of(code.lower().replace("-", " ")) == code
    assert codes_in(f"Re: ja {code.lower()} graag, en niet ABC-DEF") == [code]
    assert looks_like_codes(f"{code} ja; HBO-ICT, HGF-PJX en {code[:-1]}2 nee")[:2] == [code, "HGF-PJX"]
    slips = [bare[:place] + sign + bare[place + 1 :] for place in range(LENGTH) for sign in SIGNS]
    assert {code_of(slip) for slip in slips} == {None, code}
    swaps = [bare[:n] + bare[n + 1] + bare[n] + bare[n + 2 :] for n in range(LENGTH - 2)]
    assert {code_of(swap) for swap in swaps} <= {None, code}


def test_a_case_is_offered_with_the_teachers_own_course(session: Session, people: Any, case: int, working: Any) -> None:
    made = proposal_of(session, propose(working, case, people["zoe"], Offer(why="dashboards")))
    assert (made.course_id, made.agreement_id, made.setting) == (people["course"], None, Setting.COURSE)
    assert (made.state, made.why, code_of(made.code)) == (ProposalState.PREPARED, "dashboards", made.code)
    assert session.get_one(Case, case).state is CaseState.OFFERED
    [moved] = session.exec(select(CompanyActivity)).all()
    assert (moved.from_state, moved.to_state, moved.case_id) == (CaseState.FIT, CaseState.OFFERED, case)


def test_nobody_is_offered_a_case_twice(people: Any, case: int, working: Any) -> None:
    number = propose(working, case, people["zoe"])
    answers(working, number, NO, "geen tijd")
    with pytest.raises(RefusedError, match="al voorgelegd op 2026-11-23: nee"):
        propose(working, case, people["zoe"])


def test_a_case_is_offered_from_warm_on(session: Session, school: Any, people: Any, case: int, working: Any) -> None:
    smit = school.person("A. Smit")
    session.commit()
    with working() as work:
        lead = leads.add(work, smit).id or 0
    with pytest.raises(RefusedError, match="vanaf warm"):
        propose(working, case, lead)
    for stage, words in ((Stage.DECLINED, "afgevallen"), (Stage.DO_NOT_CONTACT, "benader")):
        with working() as work:
            leads.advance(work, people["zoe"], stage, note="wil niet")
        with pytest.raises(RefusedError, match=words):
            propose(working, case, people["zoe"])


@pytest.mark.parametrize("state", [CaseState.PLACED, CaseState.DONE, CaseState.WITHDRAWN])
def test_a_case_that_is_free_no_more_is_not_offered(
    session: Session, people: Any, make_case: Any, working: Any, state: CaseState
) -> None:
    gone = make_case(state=state, state_why="gestopt")
    session.commit()
    with pytest.raises(RefusedError, match="2026-11-23"):
        propose(working, gone, people["zoe"])


def test_no_more_is_offered_than_there_are_places(
    session: Session, people: Any, make_case: Any, case: int, working: Any
) -> None:
    second, third = make_case("Tweede"), make_case("Derde")
    session.commit()
    with working() as work:
        agreed = agreements.make(work, people["zoe"], PARTS).id
    first = propose(working, case, people["zoe"])
    assert proposal_of(session, first).agreement_id == agreed
    with pytest.raises(RefusedError, match="geen plek meer in Datavisualisatie, 2026-2027: 1 afgesproken"):
        propose(working, second, people["zoe"])
    answers(working, first, NO, "te groot")
    number = propose(working, second, people["zoe"])
    answers(working, number, YES)
    [line] = agreements_of(session, [people["zoe"]])
    assert (line.placed, line.places_left) == (1, 0)
    with pytest.raises(RefusedError, match="geen plek meer"):
        propose(working, third, people["zoe"])


def test_a_yes_beyond_the_places_is_refused(
    session: Session, people: Any, make_case: Any, case: int, working: Any
) -> None:
    second = make_case("Tweede")
    session.commit()
    with working() as work:
        agreements.make(work, people["zoe"], PARTS)
    first = propose(working, case, people["zoe"])
    answers(working, first, MAYBE, "in maart")
    number = propose(working, second, people["zoe"])
    answers(working, number, YES)
    with pytest.raises(RefusedError, match="geen plek meer in Datavisualisatie"):
        answers(working, first, YES)
    assert proposal_of(session, first).state is MAYBE


def test_without_an_agreement_a_few_cases_at_a_time(
    session: Session, people: Any, make_case: Any, working: Any
) -> None:
    made = [make_case(f"Zaak {n}") for n in range(4)]
    session.commit()
    for one in made[:3]:
        propose(working, one, people["bakker"])
    with pytest.raises(RefusedError, match="geen samenwerkingsafspraak"):
        propose(working, made[3], people["bakker"])


def test_a_yes_takes_the_case_from_others_and_undo_gives_it_back(
    session: Session, people: Any, case: int, working: Any
) -> None:
    first, second = propose(working, case, people["zoe"]), propose(working, case, people["bakker"])
    with working() as work:
        proposals.tell(work, second, ActivityKind.CALL)
    answers(working, first, YES, "mooi voor blok 3", on=date(2026, 11, 23))
    assert proposal_of(session, first).state is YES
    other = proposal_of(session, second)
    assert (other.state, other.note) == (ProposalState.WITHDRAWN, "een andere docent nam de casus")
    assert "niet meer vrij" in (session.get_one(Lead, people["bakker"]).next_what or "")
    with pytest.raises(RefusedError, match="ingetrokken: een andere docent"):
        answers(working, second, YES)
    with working() as work:
        journal.undo(work)
    assert (proposal_of(session, first).state, proposal_of(session, second).state) == (
        ProposalState.PREPARED,
        ProposalState.SENT,
    )
    assert session.get_one(Lead, people["bakker"]).next_what is None


def test_an_answer_is_on_the_timeline_and_a_later_one_says_what_was_first(
    session: Session, people: Any, case: int, working: Any
) -> None:
    number = propose(working, case, people["zoe"])
    answers(working, number, NO, "geen tijd", kind=ActivityKind.CALL)
    assert session.get_one(Case, case).state is CaseState.FIT
    answers(working, number, YES, "toch wel")
    said = select(Activity).where(Activity.lead_id == people["zoe"], Activity.direction == Direction.IN)
    notes = [one.note or "" for one in session.exec(said.order_by(col(Activity.id))).all()]
    code = proposal_of(session, number).code
    assert [f"[{code}]" in note for note in notes] == [True, True]
    assert notes[0].startswith("nee: ")
    assert notes[1].startswith("ja: ")
    assert "eerst nee, 2026-11-23" in notes[1]
    session.expire_all()
    assert session.get_one(Case, case).state is CaseState.OFFERED
    with pytest.raises(RefusedError, match="al zo beantwoord: ja"):
        answers(working, number, YES)


def test_a_case_goes_back_to_fit_only_when_nobody_has_it(
    session: Session, people: Any, case: int, working: Any
) -> None:
    first, second = propose(working, case, people["zoe"]), propose(working, case, people["bakker"])
    answers(working, first, NO)
    session.expire_all()
    assert session.get_one(Case, case).state is CaseState.OFFERED
    with working() as work:
        proposals.withdraw(work, second, "het bedrijf wacht liever")
    session.expire_all()
    assert session.get_one(Case, case).state is CaseState.FIT
    with working() as work:
        journal.undo(work)
    session.expire_all()
    assert session.get_one(Case, case).state is CaseState.OFFERED


@pytest.mark.parametrize(
    ("note", "again"),
    [
        ("later in blok 3", date(2027, 1, 11)),
        ("in maart nog eens vragen", date(2027, 3, 1)),
        ("na de toetsweek", date(2027, 2, 1)),
        ("weet ik nog niet", date(2027, 1, 4)),
    ],
)
def test_a_maybe_keeps_the_day_that_its_words_say(
    session: Session, people: Any, case: int, working: Any, note: str, again: date
) -> None:
    number = propose(working, case, people["zoe"])
    answers(working, number, MAYBE, note)
    assert proposal_of(session, number).again_on == again
    lead = session.get_one(Lead, people["zoe"])
    assert (lead.next_on, "zoals gevraagd" in (lead.next_what or "")) == (again, True)


def test_a_maybe_until_a_day_gone_by_is_wrong(people: Any, case: int, working: Any) -> None:
    number = propose(working, case, people["zoe"])
    with pytest.raises(UsageError, match="voorbij"):
        answers(working, number, MAYBE, again_on=date(2026, 11, 23))
    with pytest.raises(UsageError, match="misschien"):
        answers(working, number, YES, again_on=date(2026, 12, 23))


def test_a_case_that_was_withdrawn_meanwhile_is_said(session: Session, people: Any, case: int, working: Any) -> None:
    number = propose(working, case, people["zoe"])
    found = session.get_one(Case, case)
    found.state, found.state_why = CaseState.WITHDRAWN, "het bedrijf stopt"
    session.commit()
    with pytest.raises(RefusedError, match="ingetrokken op 2026-11-23: het bedrijf stopt"):
        answers(working, number, YES)
    answers(working, number, NO)


def test_told_by_phone_is_logged_once(
    session: Session, people: Any, case: int, working: Any, clock: FixedClock
) -> None:
    number = propose(working, case, people["zoe"])
    clock.moment = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    with working() as work:
        proposals.tell(work, number, ActivityKind.CALL, note="klinkt goed")
    made = proposal_of(session, number)
    assert (made.state, made.sent_on) == (ProposalState.SENT, date(2026, 11, 24))
    assert session.get_one(Lead, people["zoe"]).last_activity_on == date(2026, 11, 24)
    with working() as work, pytest.raises(RefusedError, match="al voorgelegd: nog geen antwoord"):
        proposals.tell(work, number, ActivityKind.CALL)


def test_what_is_not_there_is_said(people: Any, case: int, working: Any) -> None:
    lost: list[Callable[[Work], object]] = [
        lambda work: proposals.propose(work, 999, people["zoe"]),
        lambda work: proposals.propose(work, case, 999),
        lambda work: proposals.propose(work, case, people["zoe"], Offer(course_id=999)),
        lambda work: proposals.find(work, 999),
        lambda work: proposals.find_code(work, "999-999"),
    ]
    with working() as work:
        for one in lost:
            with pytest.raises(NotFoundError):
                one(work)
        with pytest.raises(RefusedError, match="Samenwerkingsafspraak 999"):
            proposals.propose(work, case, people["zoe"], Offer(agreement_id=999))
