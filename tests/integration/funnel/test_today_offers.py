"""Today says which case waits for an answer, for another question, for its sprint, and when cases are to be sent."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from crm.case_words import CaseState, ProposalState
from crm.clock import FixedClock
from crm.services import leads, mail_stops, proposals
from crm.services.proposal_answers import Answer, answer
from crm.tables import Digest
from crm.views.today import today
from crm.views.today_lines import TodayLine
from crm.words import ActivityKind, EntityKind, RoleKind, Stage, StopKind

Lines = Callable[[int], dict[str, TodayLine]]


@pytest.fixture
def lines(session: Session, clock: FixedClock) -> Lines:
    """The lines of noor's day so many days on, by kind."""

    def on(days: int) -> dict[str, TodayLine]:
        session.rollback()
        day = clock.today() + timedelta(days=days)
        return {line.kind: line for line in today(session, owner="noor", clock=clock, day=day)}

    return on


@pytest.fixture
def put(school: Any, session: Session, make_case: Any, working: Any) -> int:
    """A case put to Zoë by phone."""
    zoe = school.person("Zoë van 't Hek", email="z@haz.example", teaches=school.course("Datavisualisatie"))
    case = make_case("Webwinkel", company="Korenmolen")
    session.commit()
    with working() as work:
        lead = leads.add(work, zoe).id or 0
        leads.advance(work, lead, Stage.WARM)
        made = proposals.propose(work, case, lead).id or 0
        proposals.tell(work, made, ActivityKind.CALL)
    return made


def give(working: Any, put: int, state: ProposalState, note: str | None = None) -> None:
    with working() as work:
        answer(work, put, Answer(state, note))


def test_an_offer_without_an_answer_is_asked_after(put: int, lines: Lines) -> None:
    assert "offer_remind" not in lines(6)
    found = lines(7)
    assert found["offer_remind"].what == "Zoë van 't Hek: nog geen antwoord op Webwinkel · Korenmolen"
    assert "23 nov" in found["offer_remind"].why
    assert not {"no_next", "second", "ring"} & set(found), "the case is what comes next"


def test_a_yes_without_a_sprint_asks_for_one(put: int, lines: Lines, working: Any) -> None:
    give(working, put, ProposalState.ACCEPTED, "twee teams")
    found = lines(0)["offer_start"]
    assert found.what == "Zoë van 't Hek: start de sprint van Webwinkel · Korenmolen"
    assert "“twee teams”" in found.why
    assert "no_next" not in lines(0)


def test_a_line_names_the_course_of_the_case_and_not_another_of_the_teacher(
    session: Session, school: Any, make_case: Any, lines: Lines, working: Any
) -> None:
    algebra, shops = school.course("Algebra"), school.course("Webwinkels bouwen")
    zoe = school.person("Zoë van 't Hek", email="z@haz.example", teaches=algebra)
    school.role(zoe, RoleKind.TEACHER, shops, EntityKind.COURSE)
    case = make_case("Webwinkel", company="Korenmolen")
    session.commit()
    with working() as work:
        lead = leads.add(work, zoe).id or 0
        leads.advance(work, lead, Stage.WARM)
        made = proposals.propose(work, case, lead, proposals.Offer(course_id=shops)).id or 0
        proposals.tell(work, made, ActivityKind.CALL)
    assert lines(7)["offer_remind"].where == "Webwinkels bouwen · Hogeschool aan Zee"
    give(working, made, ProposalState.ACCEPTED)
    assert lines(0)["offer_start"].where == "Webwinkels bouwen · Hogeschool aan Zee"


def test_a_maybe_comes_back_on_its_day(session: Session, put: int, lines: Lines, working: Any) -> None:
    give(working, put, ProposalState.MAYBE, "in maart")
    ahead = (date(2027, 3, 1) - date(2026, 11, 23)).days
    assert not {"offer_again", "no_next"} & set(lines(ahead - 1))
    assert "mail" in lines(ahead), "it was planned as the next step"
    with working() as work:
        leads.plan(work, 1, None, None)
    assert lines(ahead)["offer_again"].what.startswith("Zoë van 't Hek: opnieuw vragen naar Webwinkel")


def test_one_message_in_between_is_no_round(
    session: Session, school: Any, make_case: Any, lines: Lines, working: Any
) -> None:
    people = [school.person(f"{name} Jansen", email=f"{name}@haz.example") for name in ("a", "b", "c")]
    make_case("Kassa")
    session.commit()
    with working() as work:
        for person in people:
            leads.advance(work, leads.add(work, person).id or 0, Stage.WARM)
    session.add(Digest(lead_id=1, on=date(2026, 11, 23), sent_on=date(2026, 11, 23), by="noor"))
    session.commit()
    found = lines(1)["digest"]
    assert found.what == "Casussen versturen: 1 wacht op een docent"
    assert "2 docenten mogen bericht krijgen" in found.why
    session.add(Digest(lead_id=2, on=date(2026, 11, 23), sent_on=date(2026, 11, 23), by="noor"))
    session.commit()
    assert "digest" not in lines(1)


def test_cases_are_sent_once_a_fortnight(
    session: Session, put: int, make_case: Any, lines: Lines, working: Any
) -> None:
    make_case("Nieuw", state=CaseState.NEW)
    session.commit()
    assert "digest" not in lines(0), "no case is free and fit to offer"
    make_case("Kassa")
    session.add(Digest(lead_id=1, on=date(2026, 11, 23), sent_on=date(2026, 11, 23), by="noor"))
    session.commit()
    assert "digest" not in lines(13)
    found = lines(14)["digest"]
    assert found.what == "Casussen versturen: 1 wacht op een docent"
    assert "1 docent mag bericht krijgen: Zoë van 't Hek." in found.why
    with working() as work:
        mail_stops.stop(work, "z@haz.example", StopKind.UNSUBSCRIBED, on=date(2026, 11, 23), source="lijst.csv:2")
    assert "digest" not in lines(14), "nobody is left to whom they may be mailed"
