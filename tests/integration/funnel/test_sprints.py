"""A sprint from the proposal to its end: its steps, what moves along, who takes over, what is taken back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from crm.calendar.days import OnesDays
from crm.calendar.school import SchoolCalendar
from crm.case_words import CaseState, ProposalState, SprintState, SprintStepKind
from crm.clock import FixedClock
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.exports.follow_ups import follow_ups
from crm.services import agreements, companies, journal, leads, sprint_steps, sprints
from crm.services.agreements import AgreementParts
from crm.services.sprints import SprintParts
from crm.tables import Activity, Case, Company, CompanyActivity, Entity, Lead, Person, Proposal, Role, Sprint
from crm.text import fold
from crm.views.coupled import coupled
from crm.views.sprints import one_sprint, sprints_of_lead
from crm.views.today import today
from crm.views.today_lines import TodayLine
from crm.words import Level, Setting, Stage

BLOCK_3 = SprintParts(date(2027, 2, 8), date(2027, 4, 2), team="Team Oost", students=5)
AGREED = AgreementParts(
    type="adviesrapport", number=2, planning="blok 3", process="intake, eindpresentatie", supervision="docent"
)


@pytest.fixture
def zoe(school: Any, session: Session) -> dict[str, int]:
    """Zoë teaches Databases, and a colleague of hers beside her."""
    course = school.course("Databases", school.programme("HBO-ICT"))
    people = {name: school.person(name, teaches=course) for name in ("Zoë van 't Hek", "B. de Wit")}
    session.commit()
    return {"course": course, "school": school.id, "zoe": people["Zoë van 't Hek"], "wit": people["B. de Wit"]}


class Offered:
    """A bakery's question, put to Zoë, who accepted."""

    def __init__(self, working: Any, zoe: dict[str, int], clock: FixedClock) -> None:
        with working() as work:
            lead = leads.add(work, zoe["zoe"])
            bakery = Company(
                name="Bakkerij Korenmolen",
                sort_key=fold("Bakkerij Korenmolen"),
                owner="noor",
                by="noor",
                at=clock.now(),
            )
            work.session.add(bakery)
            work.session.flush()
            case = Case(
                code="K7",
                company_id=bakery.id or 0,
                title="Webwinkel",
                question="Hoe verkopen wij brood online?",
                state=CaseState.OFFERED,
                state_since=clock.today(),
                received_on=clock.today(),
                source="met de hand",
                owner="noor",
                by="noor",
                at=clock.now(),
            )
            work.session.add(case)
            work.session.flush()
            proposal = Proposal(
                code="K7-1",
                case_id=case.id or 0,
                lead_id=lead.id or 0,
                course_id=zoe["course"],
                state=ProposalState.ACCEPTED,
                made_on=clock.today(),
                sent_on=clock.today(),
                answered_on=clock.today(),
                by="noor",
                at=clock.now(),
            )
            work.session.add(proposal)
            work.session.flush()
            self.lead, self.case, self.proposal = lead.id or 0, case.id or 0, proposal.id or 0


@pytest.fixture
def offered(working: Any, zoe: dict[str, int], clock: FixedClock) -> Offered:
    return Offered(working, zoe, clock)


@pytest.fixture
def sprint(working: Any, offered: Offered) -> int:
    with working() as work:
        return sprints.start(work, offered.proposal, BLOCK_3).id or 0


def _days(session: Session, sprint: int) -> dict[str, date]:
    session.expire_all()
    return {one.kind.value: one.on for one in one_sprint(session, sprint).steps}


def test_a_sprint_starts_with_its_dated_steps_places_the_case_and_moves_the_lead(
    session: Session, offered: Offered, zoe: dict[str, int], sprint: int
) -> None:
    line = one_sprint(session, sprint)
    assert (line.company, line.course, line.school, line.level) == (
        "Bakkerij Korenmolen",
        "Databases",
        "Hogeschool aan Zee",
        Level.HBO,
    )
    assert (line.school_year, line.students, line.person_id) == ("2026-2027", 5, zoe["zoe"])
    assert [one.kind.value for one in line.steps] == ["intake", "kick_off", "halfway", "final", "evaluation"]
    days = OnesDays(SchoolCalendar(Level.HBO))
    assert all(days.is_sensible(one.on) for one in line.steps)
    assert line.steps[1].on == BLOCK_3.starts
    assert session.get_one(Case, offered.case).state is CaseState.PLACED
    kept = session.exec(select(CompanyActivity)).one()
    assert (kept.from_state, kept.to_state) == (CaseState.OFFERED, CaseState.PLACED)
    lead = session.get_one(Lead, offered.lead)
    assert lead.stage is Stage.SPRINT
    assert session.get_one(Activity, lead.stage_activity_id).note == "sprint van Bakkerij Korenmolen"


def test_starting_is_one_action_that_undo_takes_back_whole(
    session: Session, working: Any, offered: Offered, sprint: int
) -> None:
    with working() as work:
        journal.undo(work)
    assert session.exec(select(Sprint)).all() == []
    assert session.get_one(Case, offered.case).state is CaseState.OFFERED
    assert session.get_one(Lead, offered.lead).stage is Stage.MAPPED


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (SprintParts(date(2027, 4, 2), date(2027, 2, 8)), "vóór"),
        (SprintParts(date(2027, 2, 8), date(2029, 2, 8)), "hoogstens"),
        (SprintParts(date(2027, 2, 8), date(2027, 4, 2), students=0), "studenten"),
    ],
    ids=["ends before it starts", "years long", "nobody in the team"],
)
def test_days_and_numbers_that_cannot_be_are_refused(
    session: Session, working: Any, offered: Offered, parts: SprintParts, words: str
) -> None:
    with pytest.raises(UsageError, match=words), working() as work:
        sprints.start(work, offered.proposal, parts)
    assert session.exec(select(Sprint)).all() == []


def test_only_a_proposal_that_was_accepted_becomes_a_sprint_and_only_once(
    session: Session, working: Any, offered: Offered
) -> None:
    with pytest.raises(NotFoundError, match="case show"), working() as work:
        sprints.start(work, 999, BLOCK_3)
    with working() as work:
        proposal = work.session.get_one(Proposal, offered.proposal)
        proposal.state, proposal.answered_on = ProposalState.SENT, None
    with pytest.raises(RefusedError, match="niet aangenomen"), working() as work:
        sprints.start(work, offered.proposal, BLOCK_3)
    with working() as work:
        proposal = work.session.get_one(Proposal, offered.proposal)
        proposal.state, proposal.answered_on = ProposalState.ACCEPTED, work.clock.today()
    with working() as work:
        sprints.start(work, offered.proposal, BLOCK_3)
    with pytest.raises(RefusedError, match="al sprint"), working() as work:
        sprints.start(work, offered.proposal, BLOCK_3)


def test_a_sprint_that_runs_and_moves_to_later_is_planned_again(session: Session, working: Any, sprint: int) -> None:
    with working() as work:
        sprints.find(work, sprint).state = SprintState.RUNNING
    with working() as work:
        moved = sprints.move(work, sprint, BLOCK_3.starts + timedelta(days=14))
        assert moved.state is SprintState.PLANNED
    assert coupled(session, date(2026, 11, 23)).in_all == 0


def test_the_steps_move_along_but_for_those_that_are_done_or_fixed(session: Session, working: Any, sprint: int) -> None:
    before = _days(session, sprint)
    with working() as work:
        found = sprints.find(work, sprint)
        sprint_steps.do(work, found, SprintStepKind.INTAKE)
        sprint_steps.put_on(work, found, SprintStepKind.HALFWAY, date(2027, 3, 9))
    with working() as work:
        sprints.move(work, sprint, BLOCK_3.starts + timedelta(days=14))
    after = _days(session, sprint)
    assert (after["intake"], after["halfway"]) == (before["intake"], date(2027, 3, 9))
    assert after["kick_off"] > before["kick_off"]
    assert after["final"] > before["final"]
    with working() as work:
        sprint_steps.let_go(work, sprints.find(work, sprint), SprintStepKind.HALFWAY)
    assert _days(session, sprint)["halfway"] not in {date(2027, 3, 9), before["halfway"]}


def test_a_step_is_done_once_and_a_kick_off_that_was_done_makes_it_run(
    session: Session, working: Any, clock: FixedClock, sprint: int
) -> None:
    assert one_sprint(session, sprint).state(clock.today()) is SprintState.PLANNED
    with working() as work:
        sprint_steps.do(work, sprints.find(work, sprint), SprintStepKind.KICK_OFF, note="acht mensen")
    session.expire_all()
    assert one_sprint(session, sprint).kept_state is SprintState.RUNNING
    with pytest.raises(RefusedError, match="al gedaan"), working() as work:
        sprint_steps.do(work, sprints.find(work, sprint), SprintStepKind.KICK_OFF)


def test_one_that_was_planned_runs_once_its_kick_off_has_been(session: Session, sprint: int) -> None:
    line = one_sprint(session, sprint)
    assert line.state(BLOCK_3.starts - timedelta(days=1)) is SprintState.PLANNED
    assert line.state(BLOCK_3.starts) is SprintState.RUNNING


def test_of_a_sprint_that_began_before_today_what_lies_behind_is_done(
    session: Session, working: Any, clock: FixedClock, offered: Offered
) -> None:
    with working() as work:
        made = sprints.start(work, offered.proposal, SprintParts(date(2026, 11, 9), date(2027, 1, 15))).id or 0
    steps = {one.kind.value: one.done_on for one in one_sprint(session, made).steps}
    assert steps["intake"] is not None
    assert steps["kick_off"] == date(2026, 11, 9)
    assert (steps["halfway"], steps["final"]) == (None, None)


def test_an_intake_that_should_have_been_is_for_the_first_school_day(
    session: Session, working: Any, clock: FixedClock, offered: Offered
) -> None:
    with working() as work:
        made = sprints.start(work, offered.proposal, SprintParts(date(2026, 11, 30), date(2027, 1, 15))).id or 0
    assert _days(session, made)["intake"] == clock.today()


def test_a_result_ends_the_sprint_and_the_case_and_the_lead_is_back_where_it_stood(
    session: Session, working: Any, offered: Offered, zoe: dict[str, int]
) -> None:
    with working() as work:
        leads.advance(work, offered.lead, Stage.EXAMPLES, note="kent ons")
        made = agreements.make(work, offered.lead, AGREED).id
        leads.advance(work, offered.lead, Stage.AGREEMENT)
    with working() as work:
        sprint = sprints.start(work, offered.proposal, BLOCK_3)
        assert sprint.agreement_id == made
    with pytest.raises(UsageError, match="resultaat"), working() as work:
        sprints.finish(work, sprint.id or 0, "  ")
    with working() as work:
        sprints.finish(work, sprint.id or 0, "een webwinkel", link="https://brood.example/", hours=12)
    assert session.get_one(Case, offered.case).state is CaseState.DONE
    assert session.get_one(Lead, offered.lead).stage is Stage.AGREEMENT
    with pytest.raises(RefusedError, match="voorbij"), working() as work:
        sprints.move(work, sprint.id or 0, BLOCK_3.starts)


def test_an_agreement_that_is_full_takes_no_other_sprint(session: Session, working: Any, offered: Offered) -> None:
    with working() as work:
        made = agreements.make(work, offered.lead, replace(AGREED, number=1))
        bakery = work.session.get_one(Case, offered.case).company_id
        kept = {"company_id": bakery, "source": "x", "by": "noor", "at": work.clock.now(), "school_year": "2026-2027"}
        work.session.add(Sprint(agreement_id=made.id, state=SprintState.RUNNING, **kept))
    with pytest.raises(RefusedError, match="geen plaats"), working() as work:
        sprints.start(work, offered.proposal, BLOCK_3)


def test_a_sprint_that_stops_says_why_and_its_case_may_be_offered_again(
    session: Session, working: Any, offered: Offered, sprint: int
) -> None:
    with pytest.raises(UsageError, match="reden"), working() as work:
        sprints.stop(work, sprint, "")
    with working() as work:
        sprints.stop(work, sprint, "de bakkerij is verkocht")
    assert one_sprint(session, sprint).ended_why == "de bakkerij is verkocht"
    assert session.get_one(Case, offered.case).state is CaseState.FIT
    assert session.get_one(Proposal, offered.proposal).state is ProposalState.WITHDRAWN
    assert session.get_one(Lead, offered.lead).stage is Stage.MAPPED


def test_another_teacher_takes_it_over_and_the_course_keeps_it(
    session: Session, working: Any, offered: Offered, zoe: dict[str, int], sprint: int
) -> None:
    with working() as work:
        sprints.take_over(work, sprint, zoe["wit"])
    line = one_sprint(session, sprint)
    assert (line.person, line.course) == ("B. de Wit", "Databases")
    assert session.get_one(Lead, line.lead_id).stage is Stage.SPRINT
    assert session.get_one(Lead, offered.lead).stage is Stage.MAPPED
    assert sprints_of_lead(session, [offered.lead]) == []
    with pytest.raises(RefusedError, match="al van"), working() as work:
        sprints.take_over(work, sprint, zoe["wit"])


def test_the_sprint_stays_when_its_teacher_is_no_more(
    session: Session, offered: Offered, zoe: dict[str, int], sprint: int
) -> None:
    session.delete(session.get_one(Lead, offered.lead))
    session.delete(session.get_one(Person, zoe["zoe"]))
    session.commit()
    line = one_sprint(session, sprint)
    assert (line.person_id, line.lead_id, line.course, line.company) == (None, None, "Databases", "Bakkerij Korenmolen")


def _inside(setting: Setting, starts: date, ends: date, days: OnesDays) -> Sequence[date]:
    rules = sprint_steps.templates()[setting]
    return [sprint_steps.planned_on(one, starts, ends, days) for one in rules if one.kind in sprint_steps.INSIDE]


@pytest.mark.parametrize("setting", list(Setting))
@pytest.mark.parametrize("level", list(Level))
def test_steps_are_in_order_on_school_days_and_inside_the_sprint(setting: Setting, level: Level) -> None:
    days = OnesDays(SchoolCalendar(level))
    for n in range(0, 300, 5):
        starts = date(2026, 9, 1) + timedelta(days=n)
        ends = starts + timedelta(days=60)
        found = _inside(setting, starts, ends, days)
        assert list(found) == sorted(found)
        assert all(starts <= day <= ends for day in found)
        assert all(days.is_sensible(day) for day in found), (starts, found)


def test_a_week_of_projects_in_an_exam_week_keeps_its_steps_in_that_week() -> None:
    days = OnesDays(SchoolCalendar(Level.HBO))
    mondays = (date(2026, 9, 7) + timedelta(weeks=n) for n in range(40))
    exams = [day for day in mondays if days.is_working_day(day) and not days.is_sensible(day)]
    assert exams
    for monday in exams:
        friday = monday + timedelta(days=4)
        found = _inside(Setting.PROJECT_WEEK, monday, friday, days)
        assert all(monday <= day <= friday and day.weekday() < 5 for day in found)


Lines = Callable[[date], list[TodayLine]]


@pytest.fixture
def lines(session: Session, clock: FixedClock) -> Lines:
    """What Today says of sprints to "noor" on a day."""

    def on(day: date) -> list[TodayLine]:
        session.rollback()
        found = today(session, owner="noor", clock=clock, day=day)
        return [line for line in found if line.kind.startswith("sprint")]

    return on


def test_today_shows_the_first_step_that_is_not_done_from_a_few_days_before(
    session: Session, working: Any, sprint: int, lines: Lines
) -> None:
    intake = _days(session, sprint)["intake"]
    assert lines(intake - timedelta(days=7)) == []
    [line] = lines(intake - timedelta(days=1))
    assert (line.kind, line.what, line.sprint, line.step, line.late) == (
        "sprint_step",
        "Bakkerij Korenmolen: intake",
        sprint,
        "intake",
        0,
    )
    assert lines(intake + timedelta(days=2))[0].late == 2
    with working() as work:
        sprint_steps.do(work, sprints.find(work, sprint), SprintStepKind.INTAKE)
    [line] = lines(BLOCK_3.starts)
    assert (line.step, "het bedrijf" in line.why) == ("kick_off", True)
    assert today_of_another(session, line) == []


def today_of_another(session: Session, line: TodayLine) -> list[TodayLine]:
    """What "sam" sees of it."""
    clock = FixedClock(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    return [one for one in today(session, owner="sam", clock=clock, day=line.on) if one.about == line.about]


def test_today_asks_what_came_of_a_sprint_that_is_over_and_then_for_the_evaluation(
    working: Any, sprint: int, lines: Lines, session: Session
) -> None:
    over = BLOCK_3.ends + timedelta(days=1)
    assert "sprint_end" in {line.kind for line in lines(over)}
    with working() as work:
        sprints.finish(work, sprint, "een webwinkel")
    assert lines(over) == []
    [line] = lines(_days(session, sprint)["evaluation"])
    assert line.step == "evaluation"


def test_today_asks_who_takes_over_from_a_teacher_who_no_longer_gives_the_course(
    session: Session, working: Any, zoe: dict[str, int], sprint: int, lines: Lines
) -> None:
    role = session.exec(select(Role).where(Role.person_id == zoe["zoe"])).one()
    session.get_one(Entity, role.id).gone_on = date(2026, 11, 22)
    session.commit()
    [line] = lines(date(2026, 12, 1))
    assert (line.kind, line.takes_over, "B. de Wit" in line.why) == ("sprint_teacher", zoe["wit"], True)
    with working() as work:
        sprints.take_over(work, sprint, zoe["wit"])
    assert lines(date(2026, 12, 1)) == []


def test_today_asks_who_takes_over_from_a_teacher_who_is_no_more(
    session: Session, offered: Offered, zoe: dict[str, int], sprint: int, lines: Lines
) -> None:
    session.delete(session.get_one(Lead, offered.lead))
    session.delete(session.get_one(Person, zoe["zoe"]))
    session.commit()
    [line] = lines(date(2026, 12, 1))
    assert (line.kind, line.lead, line.takes_over) == ("sprint_teacher", None, zoe["wit"])


def test_the_calendar_holds_the_steps_of_sprints_and_what_is_planned_with_their_business(
    session: Session, offered: Offered, working: Any, sprint: int
) -> None:
    with working() as work:
        business = one_sprint(work.session, sprint).company_id
        companies.plan(work, business, date(2027, 1, 12), "bellen over de data")
        sprint_steps.do(work, sprints.find(work, sprint), SprintStepKind.INTAKE)
    days = _days(session, sprint)
    told = {one.uid: (one.on, one.what) for one in follow_ups(session, "NOOR")}
    assert told[f"company-{business}@werkplaats"] == (date(2027, 1, 12), "Bakkerij Korenmolen: bellen over de data")
    steps = {uid: on for uid, (on, _what) in told.items() if uid.startswith("sprint-")}
    open_steps = ("kick_off", "halfway", "final", "evaluation")
    assert steps == {f"sprint-{sprint}-{kind}@werkplaats": days[kind] for kind in open_steps}
    assert follow_ups(session, "sam") == []
    session.rollback()
    with working() as work:
        sprints.stop(work, sprint, "bedrijf haakt af")
    assert not [one for one in follow_ups(session, None) if one.uid.startswith("sprint-")]
