"""The assignment on one page: from case and agreement, in the course's language, outside text never mark-up."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from crm.case_words import CaseState, ProposalState
from crm.clock import FixedClock
from crm.language import language
from crm.services import agreements, leads, sprints
from crm.services.agreements import AgreementParts
from crm.services.sprints import SprintParts
from crm.tables import Agreement, Case, Company, Course, OutsideContact, Proposal
from crm.views.brief import brief_of

TODAY = date(2026, 11, 23)
HOSTILE = "Hoe verkopen wij <b>brood</b> | online? [x](javascript:alert(1))"


@pytest.fixture
def made(school: Any, session: Session, working: Any, clock: FixedClock) -> dict[str, int]:
    """A bakery's question in Databases, with an agreement on how it goes."""
    course = school.course("Databases")
    zoe = school.person("Zoë van 't Hek", teaches=course)
    joost = school.person("Joost Korenaar", email="joost@korenmolen.example")
    session.commit()
    with working() as work:
        lead = leads.add(work, zoe).id or 0
        agreed = agreements.make(
            work,
            lead,
            AgreementParts(
                "adviesrapport",
                2,
                "blok 3",
                "intake, tussenstand, eindpresentatie",
                "docent, wekelijks",
                needs="verkoopcijfers",
                confidentiality="niet naar buiten",
            ),
        )
        bakery = Company(
            name="Bakkerij Korenmolen", sort_key="x", municipality="Zeestad", owner="n", by="n", at=clock.now()
        )
        work.session.add(bakery)
        work.session.flush()
        work.session.add(OutsideContact(person_id=joost, company_id=bakery.id, on=TODAY, by="n"))
        case = Case(
            code="K7",
            company_id=bakery.id or 0,
            title="Webwinkel",
            question=HOSTILE,
            has="een kassasysteem",
            wants="een webwinkel",
            confidentiality="omzet blijft binnen",
            state=CaseState.OFFERED,
            state_since=TODAY,
            received_on=TODAY,
            source="x",
            owner="n",
            by="n",
            at=clock.now(),
        )
        work.session.add(case)
        work.session.flush()
        proposal = Proposal(
            code="K7-1",
            case_id=case.id or 0,
            lead_id=lead,
            course_id=course,
            agreement_id=agreed.id,
            state=ProposalState.ACCEPTED,
            made_on=TODAY,
            sent_on=TODAY,
            answered_on=TODAY,
            by="n",
            at=clock.now(),
        )
        work.session.add(proposal)
        work.session.flush()
        parts = SprintParts(date(2027, 2, 8), date(2027, 4, 2), "Team Oost", 5)
        sprint = sprints.start(work, proposal.id or 0, parts)
        return {"sprint": sprint.id or 0, "course": course, "agreement": agreed.id or 0}


def test_the_page_has_all_that_a_team_needs_in_dutch(session: Session, made: dict[str, int]) -> None:
    text = brief_of(session, made["sprint"], TODAY, "Bureau Sprint").text()
    for part in (
        "Een vraag van Bakkerij Korenmolen, voor Databases.",
        "Wat er is: een kassasysteem",
        "Wat het bedrijf geeft: verkoopcijfers",
        "Wat het bedrijf in handen wil hebben: een webwinkel",
        "8 februari 2027: kick-off (het bedrijf vertelt)",
        "eindpresentatie (het team)",
        "Contact: Joost Korenaar · joost@korenmolen.example",
        "Vertrouwelijkheid: omzet blijft binnen · niet naar buiten",
        "Het team: Team Oost · 5 studenten",
        "Bureau Sprint",
    ):
        assert part in text


@pytest.mark.parametrize("where", ["agreement", "course"])
def test_it_is_in_the_language_of_the_course_whatever_the_screen_speaks(
    session: Session, made: dict[str, int], where: str
) -> None:
    if where == "agreement":
        session.get_one(Agreement, made["agreement"]).language = "Engels, of Nederlands"
    else:
        session.get_one(Course, made["course"]).language = "en"
    session.commit()
    page = brief_of(session, made["sprint"], TODAY)
    assert (page.language, page.title) == ("en", "Assignment: Webwinkel")
    assert "8 February 2027: kick-off (the business tells)" in page.text()
    with language("en"):
        session.get_one(Course, made["course"]).language = "nl"
        session.get_one(Agreement, made["agreement"]).language = None
        assert brief_of(session, made["sprint"], TODAY).language == "nl"


@pytest.mark.parametrize(
    ("taught_in", "page"),
    [
        ("Frans en Duits", "nl"),
        ("Duits en Engels", "en"),
        ("English, or Dutch", "en"),
        ("Engels de, en", "en"),
        ("NL/EN", "nl"),
        ("Spaans", "nl"),
    ],
)
def test_a_small_word_between_two_languages_is_none(
    session: Session, made: dict[str, int], taught_in: str, page: str
) -> None:
    session.get_one(Course, made["course"]).language = taught_in
    session.commit()
    assert brief_of(session, made["sprint"], TODAY).language == page


def test_what_a_business_wrote_is_never_mark_up(session: Session, made: dict[str, int]) -> None:
    page = brief_of(session, made["sprint"], TODAY)
    html, markdown = page.html(), page.markdown()
    assert "<b>" not in html
    assert "&lt;b&gt;brood&lt;/b&gt;" in html
    assert 'lang="nl"' in html
    [row] = [line for line in markdown.splitlines() if "brood" in line]
    assert "\\<b\\>" in row
    assert "\\|" in row
    assert "\\[x\\]" in row
    assert "<br>" in markdown, "each date on a line of its own"


def test_without_case_or_agreement_it_says_what_is_known(session: Session, made: dict[str, int]) -> None:
    session.delete(session.get_one(Agreement, made["agreement"]))
    session.commit()
    text = brief_of(session, made["sprint"], TODAY).text()
    assert "Begeleiding: Zoë van 't Hek" in text
    assert "verkoopcijfers" not in text
