"""What the office accounts for stays as it was when somebody goes: numbers, and nobody in them."""

from datetime import date, timedelta
from functools import partial

from sqlmodel import Session, select

from crm.case_words import CaseState, ProposalState
from crm.figures.report import read_report
from crm.privacy import erasing
from crm.privacy.sweeping import sweep
from crm.services import cases, leads, proposal_answers, proposals, sprints
from crm.services.cases import CaseParts
from crm.services.companies import CompanyParts
from crm.services.sprints import SprintParts
from crm.tables import Case, CompanyActivity, Institution, Lead, Message, PastFigure, Sprint
from crm.unit_of_work import Work, reading
from crm.words import ActivityKind, Basis, Direction, MessageState, Stage

from .conftest import EMAIL, NAME, Office

TABLES = (
    "coupled",
    "coupled_calendar",
    "years",
    "levels",
    "settings",
    "cases",
    "municipalities",
    "sectors",
    "schools",
    "routes",
    "templates",
)


def _figures(office: Office, school: int | None = None) -> dict[str, object]:
    """The report's rows; of the funnel all but who stands there now, which is to change."""
    with reading(office.engine) as session:
        report = read_report(session, office.clock.today(), institution_id=school)
        tables = {table.key: table for table in report.tables}
        assert any(row[1] for row in tables["routes"].rows)
        said: dict[str, object] = {key: tables[key].rows for key in TABLES if key in tables}
        said["funnel"] = [(row[0], *row[2:]) for row in tables["funnel"].rows]
        said["headlines"] = [(one.key, one.number) for one in report.headlines]
    return said


def _worked(office: Office) -> None:
    """She is written to, answers, agrees, says yes to one question and has another before her."""
    with reading(office.engine) as session:
        lead = session.exec(select(Lead.id).where(Lead.person_id == office.person())).one() or 0

    def told(work: Work) -> None:
        day = office.clock.today()
        sent = leads.log(work, lead, ActivityKind.MAIL, "eerste bericht", direction=Direction.OUT)
        work.session.add(
            Message(
                lead_id=lead,
                template="first_cold",
                language="nl",
                subject="x",
                body="y",
                basis=Basis.CONSENT,
                message_id="<1@x>",
                state=MessageState.SENT,
                sent_on=day,
                activity_id=sent.id,
                by="zoe",
                at=work.clock.now(),
            )
        )

    office.work(told)
    office.clock.moment += timedelta(days=4)
    office.work(lambda work: leads.log(work, lead, ActivityKind.MAIL, "graag", direction=Direction.IN))
    for stage in (Stage.WARM, Stage.INFORMED, Stage.EXAMPLES, Stage.AGREEMENT):
        with reading(office.engine) as session:
            at = session.get_one(Lead, lead).stage
        if at is not Stage.AGREEMENT and at is not Stage.SPRINT:
            office.work(partial(leads.advance, lead_id=lead, to=stage, note=f"{NAME} wil verder"))
        office.clock.moment += timedelta(days=3)
    made = [office.work(partial(_case, company=each)) for each in ("Slagerij Meeuw", "Kapper Schaar")]
    office.clock.moment += timedelta(days=5)
    first, _second = [office.work(partial(_proposed, case=case, lead=lead)) for case in made]
    yes = proposal_answers.Answer(ProposalState.ACCEPTED, f"{NAME}: graag")
    office.work(lambda work: proposal_answers.answer(work, first, yes))
    starts = office.clock.today()
    parts = SprintParts(starts=starts, ends=starts + timedelta(days=60), students=5)
    office.work(lambda work: sprints.start(work, first, parts))


def _case(work: Work, company: str) -> int:
    made, _maybe = cases.add(work, CompanyParts(company), CaseParts(f"Hoe wordt {company} digitaal?"))
    cases.move(work, made.id or 0, CaseState.FIT)
    return made.id or 0


def _proposed(work: Work, case: int, lead: int) -> int:
    return proposals.propose(work, case, lead).id or 0


def test_figures_stay_when_somebody_with_a_running_sprint_is_erased(peopled: Office) -> None:
    _worked(peopled)
    with reading(peopled.engine) as session:
        school = session.exec(select(Institution.id)).one()
    before, there = _figures(peopled), _figures(peopled, school)
    erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    assert _figures(peopled) == before
    assert _figures(peopled, school) == there
    assert peopled.traces() == []
    with reading(peopled.engine) as session:
        kept = session.exec(select(PastFigure)).all()
        assert {one.month.day for one in kept} == {1}, "no day by which somebody could be told"
        assert {(one.lead_id, one.person_id, one.students) for one in session.exec(select(Sprint))} == {
            (None, None, 4),
            (None, None, 5),
        }


def test_a_question_that_only_they_had_before_them_is_fit_to_offer_again(peopled: Office) -> None:
    _worked(peopled)
    erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    with reading(peopled.engine) as session:
        states = dict(session.exec(select(Case.title, Case.state)).all())
        assert sorted(states.values()) == [CaseState.FIT, CaseState.PLACED]
        told = session.exec(select(CompanyActivity).order_by(CompanyActivity.id.desc())).first()  # type: ignore[union-attr]  # a column
        assert told is not None
        assert (told.from_state, told.to_state, told.on) == (CaseState.OFFERED, CaseState.FIT, peopled.clock.today())


def test_figures_stay_when_an_old_lead_is_let_go(peopled: Office) -> None:
    with reading(peopled.engine) as session:
        bakker = session.exec(select(Lead.id).where(Lead.person_id == peopled.person("P. Bakker"))).one() or 0
    peopled.work(lambda work: leads.log(work, bakker, ActivityKind.CALL, "gebeld", direction=Direction.OUT))
    peopled.clock.moment += timedelta(days=30 * 25)
    before = _figures(peopled)
    assert sweep(peopled.engine, clock=peopled.clock).leads > 0
    assert _figures(peopled) == before
    with reading(peopled.engine) as session:
        since = read_report(session, peopled.clock.today(), since=date(2028, 1, 1))
    assert all(not row[1] for table in since.tables if table.key == "routes" for row in table.rows)
    assert _is_gone(peopled, bakker)


def _is_gone(office: Office, lead: int) -> bool:
    with Session(office.engine) as session:
        return session.get(Lead, lead) is None
