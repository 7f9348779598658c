"""When the app proposes to go higher up: four reasons, and never silence."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from crm.clock import FixedClock
from crm.deciders import needs_programme, who_decides
from crm.going_up import says_they_must_ask
from crm.services import agreements, leads, steps_up
from crm.services.agreements import AgreementParts
from crm.views.going_up import proposals
from crm.views.today import today
from crm.words import ActivityKind, Direction, Level, RoleKind, Setting, Stage, Target

TODAY = date(2026, 11, 23)
PARTS = AgreementParts("adviesrapport", 4, "blok 3", "intake, eind", "docent")


class Team:
    """Teachers of one programme, each a lead."""

    def __init__(self, school: Any, session: Session, target: Target) -> None:
        self.ict = school.programme("HBO-ICT", target)
        course = school.course("Databases", self.ict)
        self.people = [school.person(name, teaches=course) for name in ("Zoë Hek", "P. Bakker", "A. Smit", "B. Wit")]
        self.director = school.person("K. Jansen", of=self.ict, role=RoleKind.PROGRAMME_DIRECTOR)
        session.commit()

    def at(self, working: Any, stage: Stage, count: int) -> list[int]:
        """So many of them stand at a stage."""
        made = []
        for person in self.people[:count]:
            with working() as work:
                made.append(leads.add(work, person).id or 0)
                if stage is not Stage.MAPPED:
                    leads.advance(work, made[-1], stage, note="overgeslagen")
        return made


@pytest.fixture
def team(school: Any, session: Session) -> Team:
    return Team(school, session, Target.YES)


def test_i_have_to_ask_goes_to_the_next_rung(session: Session, team: Team, working: Any, clock: FixedClock) -> None:
    [lead] = team.at(working, Stage.INFORMED, 1)
    with working() as work:
        leads.log(work, lead, ActivityKind.CALL, "vindt het leuk, maar moet het eerst aan haar manager vragen")
    [up] = proposals(session, TODAY)
    assert (up.reason, up.rung, up.to_person) == ("asked", RoleKind.PROGRAMME_DIRECTOR, "K. Jansen")
    assert up.why == "gezegd op 23 nov: “vindt het leuk, maar moet het eerst aan haar manager vragen”"
    assert up.about == f"up:asked:lead:{lead}"
    [line] = [line for line in today(session, owner="noor", clock=clock) if line.kind == "go_up"]
    assert (line.lead, line.what) == (lead, "Zoë Hek: ga ermee hogerop")
    assert line.why == f"{up.why[:1].upper()}{up.why[1:]}."
    assert proposals(session, TODAY, owner="sam") == []
    assert proposals(session, TODAY, lead_id=lead + 1) == []
    assert proposals(session, date(2027, 6, 1)) == [], "what was said long ago was said long ago"


def test_silence_is_no_reason(session: Session, team: Team, working: Any) -> None:
    made = team.at(working, Stage.INFORMED, 2)
    for lead in made:
        for day in (1, 8, 15):
            with working() as work:
                leads.log(
                    work,
                    lead,
                    ActivityKind.MAIL,
                    "herinnering, geen antwoord",
                    on=date(2026, 11, day),
                    direction=Direction.OUT,
                )
    assert proposals(session, TODAY) == []


def test_three_convinced_teachers_of_a_programme_are_a_reason(session: Session, team: Team, working: Any) -> None:
    team.at(working, Stage.EXAMPLES, 2)
    assert proposals(session, TODAY) == []
    session.rollback()
    with working() as work:
        third = leads.add(work, team.people[2]).id or 0
        leads.advance(work, third, Stage.AGREEMENT, note="mondeling")
    [up] = proposals(session, TODAY)
    assert (up.reason, up.why, up.lead_id) == ("convinced", "3 docenten van HBO-ICT zijn overtuigd", third)
    session.rollback()
    with working() as work:
        steps_up.take_up(work, up.lead_id, up.why, to=up.rung)
    assert proposals(session, TODAY) == [], "it has been taken up"


def test_who_leads_the_programme_and_knows_is_asked_no_more(session: Session, team: Team, working: Any) -> None:
    team.at(working, Stage.EXAMPLES, 3)
    with working() as work:
        above = leads.add(work, team.director).id or 0
        leads.advance(work, above, Stage.INFORMED, note="gesproken")
    assert proposals(session, TODAY) == []


def test_a_wanted_programme_that_hangs_on_one_person_is_a_reason(session: Session, team: Team, working: Any) -> None:
    [lead] = team.at(working, Stage.AGREEMENT, 1)
    assert proposals(session, TODAY) == []
    session.rollback()
    with working() as work:
        agreements.make(work, lead, PARTS)
    [up] = proposals(session, TODAY)
    assert (up.reason, up.why) == ("single", "HBO-ICT rust op Zoë Hek alleen")
    assert up.about == f"up:single:programme:{team.ict}"


def test_an_agreement_may_need_the_programme(session: Session, team: Team, working: Any) -> None:
    [lead] = team.at(working, Stage.INFORMED, 1)
    with working() as work:
        made = (
            agreements.make(work, lead, AgreementParts("scriptie", 1, "jan", "x", "y", setting=Setting.GRADUATION)).id
            or 0
        )
    [up] = proposals(session, TODAY)
    assert (up.reason, up.rung) == ("room", RoleKind.PROGRAMME_DIRECTOR)
    session.rollback()
    with working() as work:
        agreements.end(work, made, "toch niet")
        agreements.renew(work, agreements.make(work, lead, PARTS).id or 0)
    [up] = proposals(session, TODAY)
    assert (up.reason, "tweede jaar, 2027-2028" in up.why) == ("room", True)


@pytest.mark.parametrize(
    ("note", "asks"),
    [
        ("Dat moet ik even met mijn teamleider bespreken", True),
        ("leuk, ze vraagt het even na bij de directeur", True),
        ("daar ga ik niet over", True),
        ("She has to check with her dean first", True),
        ("it is not up to me", True),
        ("wil voorbeelden zien", False),
        ("moet nog antwoorden", False),
        ("vraagt om voorbeelden", False),
        ("", False),
    ],
)
def test_words_that_say_somebody_has_to_ask(note: str, asks: bool) -> None:
    assert says_they_must_ask(note) is asks


def test_who_decides_depends_on_setting_and_level() -> None:
    minor = who_decides(Setting.MINOR, Level.HBO)
    assert minor is not None
    assert (minor.said, minor.roles) == ("minorcoördinator", (RoleKind.COURSE_COORDINATOR,))
    honours, course = who_decides(Setting.HONOURS, Level.WO), who_decides(Setting.COURSE, Level.WO)
    assert honours == course
    assert who_decides(Setting.GRADUATION, Level.MBO) is None, "it rarely exists"
    assert who_decides(Setting.COURSE, None) is None
    assert [needs_programme(Setting.COURSE, Level.HBO), needs_programme(Setting.INTERNSHIP, Level.MBO)] == [False, True]
