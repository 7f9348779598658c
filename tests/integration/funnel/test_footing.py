"""How firmly a programme stands: on whom, how high, since when; and what was said of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from crm.errors import NotFoundError, RefusedError, UsageError
from crm.services import agreements, embedding, journal, leads
from crm.services.agreements import AgreementParts
from crm.tables import Embedding
from crm.views.footing import Footing, footings, fragile_leads
from crm.words import EmbeddingLevel, EntityKind, RoleKind, Stage, Target

TODAY = date(2026, 11, 23)
PARTS = AgreementParts("adviesrapport", 4, "blok 3", "intake, eind", "docent")


@pytest.fixture
def team(school: Any, session: Session) -> dict[str, int]:
    """HBO-ICT is a target, with two teachers, a director and a board above; Verpleegkunde is none."""
    ict = school.programme("HBO-ICT", Target.YES)
    data = school.course("Databases", ict)
    made = {
        "ict": ict,
        "zoe": school.person("Zoë Hek", teaches=data),
        "bakker": school.person("P. Bakker", teaches=data),
        "director": school.person("K. Jansen", of=ict, role=RoleKind.PROGRAMME_DIRECTOR),
        "board": school.person("F. Zeeman"),
        "school": school.id,
    }
    school.role(made["board"], RoleKind.BOARD, school.id, EntityKind.INSTITUTION)
    school.programme("Verpleegkunde")
    session.commit()
    return made


def _informed(working: Any, person: int, stage: Stage = Stage.INFORMED, on: date = TODAY) -> int:
    with working() as work:
        lead = leads.add(work, person, on=on).id or 0
        leads.advance(work, lead, stage, note="gesproken", on=on)
    return lead


def _one(session: Session) -> Footing:
    session.rollback()
    [found] = footings(session, TODAY)
    return found


def test_only_targets_are_counted_and_nobody_yet_is_told(session: Session, team: Any) -> None:
    found = _one(session)
    assert (found.programme, dict(found.informed), found.single, found.rungs) == ("HBO-ICT", {}, None, ())
    assert found.embedded.level is EmbeddingLevel.NONE
    assert footings(session, TODAY, institution_id=team["ict"]) == []


def test_it_rests_on_who_holds_the_agreement_though_more_are_informed(
    session: Session, team: Any, working: Any
) -> None:
    lead = _informed(working, team["zoe"], on=date(2025, 10, 1))
    _informed(working, team["bakker"])
    assert _one(session).single is None
    with working() as work:
        made = agreements.make(work, lead, PARTS).id or 0
    found = _one(session)
    assert (found.single, len(found.informed), found.places) == ("Zoë Hek", 2, 4)
    assert found.years == {"2024-2025": (0, 0), "2025-2026": (1, 0), "2026-2027": (1, 1)}
    assert found.embedded.level is EmbeddingLevel.YEAR
    assert fragile_leads(session, TODAY) == {lead: "HBO-ICT"}
    session.rollback()
    with working() as work:
        agreements.end(work, made, "gestopt")
    assert _one(session).embedded.level is EmbeddingLevel.ONCE
    assert fragile_leads(session, TODAY) == {}


def test_the_levels_of_the_ladder_that_were_informed_count_up_to_the_board(
    session: Session, team: Any, working: Any
) -> None:
    _informed(working, team["zoe"])
    _informed(working, team["director"])
    _informed(working, team["board"], Stage.WARM)
    assert _one(session).rungs == (RoleKind.TEACHER, RoleKind.PROGRAMME_DIRECTOR)
    with working() as work:
        leads.advance(work, 3, Stage.INFORMED)
    assert _one(session).rungs[-1] is RoleKind.BOARD


def test_who_turned_away_counts_no_more(session: Session, team: Any, working: Any) -> None:
    lead = _informed(working, team["zoe"])
    with working() as work:
        leads.advance(work, lead, Stage.DECLINED, note="geen tijd")
    assert dict(_one(session).informed) == {}


def test_what_a_hand_says_stands_above_the_agreements_and_is_taken_back(
    session: Session, team: Any, working: Any
) -> None:
    with working() as work:
        embedding.say(work, team["ict"], EmbeddingLevel.MANAGER, "mail van K. Jansen, 3 nov", on=date(2026, 11, 3))
    found = _one(session).embedded
    assert (found.level, found.evidence, found.on) == (
        EmbeddingLevel.MANAGER,
        "mail van K. Jansen, 3 nov",
        date(2026, 11, 3),
    )
    session.rollback()
    with working() as work:
        journal.undo(work)
    assert _one(session).embedded.level is EmbeddingLevel.NONE


def test_what_a_crawl_proposes_waits_for_a_yes(session: Session, team: Any, working: Any) -> None:
    said = Embedding(
        entity_id=team["ict"],
        level=EmbeddingLevel.STUDY_GUIDE,
        evidence="je werkt in digitale sprints",
        page="https://x.example",
        proposed=True,
        on=TODAY,
        by="crawl",
    )
    session.add(said)
    session.commit()
    number = said.id or 0
    found = _one(session)
    assert found.embedded.level is EmbeddingLevel.NONE
    assert found.proposed is not None
    assert (found.proposed.level, found.proposed.page) == (EmbeddingLevel.STUDY_GUIDE, "https://x.example")
    session.rollback()
    with working() as work:
        embedding.accept(work, number)
    found = _one(session)
    assert (found.embedded.level, found.proposed) == (EmbeddingLevel.STUDY_GUIDE, None)
    session.rollback()
    with pytest.raises(RefusedError, match="al gezegd"), working() as work:
        embedding.accept(work, number)
    with working() as work:
        embedding.take_away(work, number)
    assert _one(session).embedded.level is EmbeddingLevel.NONE


def test_a_level_needs_evidence_and_a_place(team: Any, working: Any) -> None:
    with pytest.raises(UsageError, match="Waar blijkt"), working() as work:
        embedding.say(work, team["ict"], EmbeddingLevel.COVENANT, " ")
    with pytest.raises(UsageError, match="volgt uit"), working() as work:
        embedding.say(work, team["ict"], EmbeddingLevel.YEAR, "x")
    with pytest.raises(NotFoundError, match=str(team["zoe"])), working() as work:
        embedding.say(work, team["zoe"], EmbeddingLevel.COVENANT, "x")


def test_an_agreement_outside_a_course_counts_where_its_teacher_works(
    session: Session, team: Any, working: Any
) -> None:
    from crm.words import Setting

    lead = _informed(working, team["zoe"])
    with working() as work:
        agreements.make(work, lead, replace(PARTS, setting=Setting.GRADUATION))
    assert _one(session).single == "Zoë Hek"
