"""What the office accounts for stays as it was when somebody goes: numbers, and nobody in them."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm.case_words import CaseState, ProposalState
from crm.errors import RefusedError
from crm.figures.leaving import keep_figures
from crm.figures.report import read_report
from crm.privacy import erasing
from crm.privacy.sweeping import sweep
from crm.services import cases, edits, leads, proposal_answers, proposals, scouts, sprints
from crm.services.cases import CaseParts
from crm.services.companies import CompanyParts
from crm.services.sprints import SprintParts
from crm.tables import Case, CompanyActivity, Escalation, Institution, Introduction, Lead, Message, PastFigure, Sprint
from crm.unit_of_work import Work, reading
from crm.words import ActivityKind, Basis, Direction, MessageState, RoleKind, Stage

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


def _taken_up(office: Office) -> dict[str, int]:
    """P. Bakker is taken up to her, she asks round and names A. Smit; she is taken up as well. Whose lead is which."""
    with reading(office.engine) as session:
        found = {one.person_id: one.id or 0 for one in session.exec(select(Lead))}
        hers, bakker = found[office.person()], found[office.person("P. Bakker")]

    def told(work: Work) -> int:
        session, day, now = work.session, office.clock.today(), work.clock.now()
        her = session.get_one(Lead, hers)
        above: dict[str, Any] = {
            "from_rung": RoleKind.TEACHER,
            "to_rung": RoleKind.DEAN,
            "why": "ruimte",
            "on": day,
            "at": now,
        }
        session.add(Escalation(lead_id=bakker, to_lead_id=hers, by="zoe", **above))
        upward = {**above, "to_rung": RoleKind.BOARD, "outcome": "vraagt het", "outcome_on": day}
        session.add(Escalation(lead_id=hers, to_lead_id=None, by="zoe", **upward))
        asking = scouts.send(work, hers, due=day + timedelta(days=14)).id
        smit = edits.add_person(work, "A. Smit", email="a.smit@haz.example", at="Hogeschool aan Zee").person_id
        named = scouts.introduce(work, smit, her.person_id, words=f"{NAME} noemde haar", scouting_id=asking).id or 0
        leads.log(work, named, ActivityKind.MAIL, "hallo", direction=Direction.OUT)
        return named

    return {"hers": hers, "bakker": bakker, "smit": office.work(told)}


def _upward(office: Office) -> tuple[object, object]:
    with reading(office.engine) as session:
        tables = {table.key: table for table in read_report(session, office.clock.today()).tables}
        return tables["steps_up"].rows, tables["routes"].rows


@pytest.mark.parametrize(
    "whom", [("Zoë van 't Hek",), ("A. Smit",), ("P. Bakker",), ("A. Smit", "Zoë van 't Hek", "P. Bakker")]
)
def test_what_steps_up_led_to_stays_whoever_of_them_is_erased(peopled: Office, whom: tuple[str, ...]) -> None:
    _taken_up(peopled)
    before = steps, _roads = _upward(peopled)
    assert steps == (("dean", 1, 0, 1, 0), ("board", 1, 1, 0, 0))
    for name in whom:
        erasing.erase(peopled.engine, name, by="zoe", clock=peopled.clock)
        assert _upward(peopled) == before, f"after {name}"


def test_what_steps_up_led_to_stays_when_all_their_leads_are_let_go_at_once(peopled: Office) -> None:
    found = _taken_up(peopled)
    peopled.clock.moment += timedelta(days=30 * 60)
    before = _upward(peopled)
    with reading(peopled.engine) as session:
        keep_figures(session.connection(), set(found.values()))
        session.connection().execute(sa.delete(Lead).where(col(Lead.id).in_(found.values())))
        tables = {table.key: table for table in read_report(session, peopled.clock.today()).tables}
        assert (tables["steps_up"].rows, tables["routes"].rows) == before


def test_who_was_named_by_somebody_erased_came_in_through_nobody_who_can_be_told(peopled: Office) -> None:
    found = _taken_up(peopled)
    erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    assert peopled.traces() == []
    with reading(peopled.engine) as session:
        came = session.get_one(Introduction, found["smit"])
        assert (came.via_person_id, came.scouting_id, came.words, came.scouted) == (None, None, None, True)
    smit, bakker = peopled.person("A. Smit"), peopled.person("P. Bakker")
    with pytest.raises(RefusedError, match="kwam al binnen via iemand die hier niet meer staat"):
        peopled.work(lambda work: scouts.introduce(work, smit, bakker))


def _is_gone(office: Office, lead: int) -> bool:
    with Session(office.engine) as session:
        return session.get(Lead, lead) is None
