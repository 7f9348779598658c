"""Higher up and down again: steps, scouts, and who was named; with what the map refuses."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.services import journal, leads, scouts, steps_up
from crm.tables import Escalation, Lead, Person
from crm.views.lead import lead_json
from crm.views.steps_up import open_scoutings, open_steps
from crm.words import Consent, EntityKind, RoleKind, Stage


@pytest.fixture
def people(school: Any, session: Session) -> dict[str, int]:
    """Zoë teaches in HBO-ICT; above her a programme director and a board member; the rungs between are empty."""
    ict = school.programme("HBO-ICT")
    course = school.course("Datavisualisatie", ict)
    made = {
        "zoe": school.person("Zoë van 't Hek", teaches=course),
        "bakker": school.person("P. Bakker", teaches=course),
        "director": school.person("K. Jansen", of=ict, role=RoleKind.PROGRAMME_DIRECTOR),
        "board": school.person("F. Zeeman"),
        "intern": school.person("T. Stagehoek", of=ict, role=RoleKind.INTERNSHIP_COORDINATOR),
        "head": school.person("H. Afdeling"),
        "ict": ict,
    }
    school.role(made["board"], RoleKind.BOARD, school.id, EntityKind.INSTITUTION)
    session.commit()
    return made


@pytest.fixture
def lead(people: dict[str, int], working: Any) -> int:
    with working() as work:
        return leads.add(work, people["zoe"]).id or 0


def _lead_of(session: Session, person: int) -> Lead | None:
    return session.exec(select(Lead).where(Lead.person_id == person)).first()


def test_going_up_passes_over_empty_rungs_and_makes_a_lead(
    session: Session, people: Any, lead: int, working: Any, clock: FixedClock
) -> None:
    with working() as work:
        steps_up.take_up(work, lead, "drie docenten doen mee", consent=Consent.ASKED)
    told = lead_json(session, lead, clock=clock)
    [step] = told["escalations"]
    assert (step["from"], step["to"], step["why"], step["outcome"], step["consent"]) == (
        "teacher",
        "programme_director",
        "drie docenten doen mee",
        None,
        "asked",
    )
    assert told["stage"] == "mapped", "the lead below goes on"
    above = _lead_of(session, people["director"])
    assert above is not None
    assert (above.next_what, above.next_on) == ("mailen: drie docenten doen mee", clock.today())
    upper = lead_json(session, above.id or 0, clock=clock)
    assert ("escalation", "van Zoë van 't Hek: drie docenten doen mee") in {
        (line["kind"], line["note"]) for line in upper["timeline"]
    }


def test_one_undo_takes_the_whole_step_back(session: Session, people: Any, lead: int, working: Any) -> None:
    with working() as work:
        steps_up.take_up(work, lead, "moet vragen", rest_until=date(2026, 12, 7))
    assert session.get_one(Lead, lead).stage is Stage.RESTING
    session.rollback()
    with working() as work:
        assert journal.undo(work).what.startswith("Met Zoë van 't Hek hogerop, naar K. Jansen")
    session.expire_all()
    assert session.get_one(Lead, lead).stage is Stage.MAPPED
    assert _lead_of(session, people["director"]) is None
    assert session.exec(select(Escalation)).all() == []


def test_two_leads_may_lead_to_one_above(session: Session, people: Any, lead: int, working: Any) -> None:
    with working() as work:
        other = leads.add(work, people["bakker"]).id or 0
        steps_up.take_up(work, lead, "moet vragen")
        steps_up.take_up(work, other, "moet ook vragen")
    above = _lead_of(session, people["director"])
    assert above is not None
    assert len(lead_json(session, above.id or 0)["escalations"]) == 2
    assert [step.person for step in open_steps(session, "noor")] == ["Zoë van 't Hek", "P. Bakker"]


def test_a_rung_that_is_named_may_be_empty(session: Session, people: Any, lead: int, working: Any) -> None:
    with working() as work:
        step = steps_up.take_up(work, lead, "wie is dit?", to=RoleKind.DEAN)
        assert step.to_lead_id is None
    [told] = lead_json(session, lead)["escalations"]
    assert (told["to"], told["to_person"]) == ("dean", None)


def test_a_board_may_be_asked_without_a_teacher_below(session: Session, people: Any, working: Any) -> None:
    with working() as work:
        board = leads.add(work, people["board"]).id or 0
    assert lead_json(session, board)["ladder"] == []
    session.rollback()
    with pytest.raises(RefusedError, match="niemand boven F"), working() as work:
        steps_up.take_up(work, board, "nog hoger")


@pytest.mark.parametrize(
    ("to", "words"),
    [(RoleKind.TEACHER, "staat niet boven"), (RoleKind.STAFF, "geen trede")],
    ids=["their own rung", "a side door"],
)
def test_only_a_rung_above_is_gone_up_to(lead: int, working: Any, to: RoleKind, words: str) -> None:
    with pytest.raises(UsageError, match=words), working() as work:
        steps_up.take_up(work, lead, "x", to=to)


def test_who_has_no_school_has_nothing_above_them(session: Session, people: Any, lead: int, working: Any) -> None:
    session.get_one(Person, people["zoe"]).institution_id = None
    session.commit()
    with pytest.raises(RefusedError, match="bij geen school op de kaart"), working() as work:
        steps_up.take_up(work, lead, "x")
    assert session.exec(select(Escalation)).all() == []


def test_nobody_is_gone_up_to_twice_before_something_came_of_it(
    session: Session, people: Any, lead: int, working: Any
) -> None:
    with working() as work:
        step = steps_up.take_up(work, lead, "moet vragen").id or 0
    with pytest.raises(RefusedError, match=f"`lead outcome {step}`"), working() as work:
        steps_up.take_up(work, lead, "nog eens")
    with working() as work:
        steps_up.came_of(work, step, "noemt drie collega's")
    with working() as work:
        steps_up.may_be_named(work, step, Consent.YES)
        steps_up.take_up(work, lead, "nu om ruimte")
    told = lead_json(session, lead)
    assert [one["outcome"] for one in told["escalations"]] == [None, "noemt drie collega's"]
    assert "leverde op: noemt drie collega's" in {line["note"] for line in told["timeline"]}
    assert [one.why for one in open_steps(session)] == ["nu om ruimte"]


def test_who_objected_is_not_gone_up_to(people: Any, lead: int, working: Any) -> None:
    with working() as work:
        above = leads.add(work, people["director"]).id or 0
        leads.advance(work, above, Stage.DO_NOT_CONTACT, note="wil niet")
    with pytest.raises(RefusedError, match=r"K\. Jansen"), working() as work:
        steps_up.take_up(work, lead, "x")
    with pytest.raises(NotFoundError, match="geen stap hogerop 4711"), working() as work:
        steps_up.came_of(work, 4711, "x")


def test_side_doors_stand_beside_the_ladder_and_on_no_rung(
    session: Session, school: Any, people: Any, lead: int
) -> None:
    from crm.tables import Role

    role = school.role(people["head"], RoleKind.STAFF, people["ict"], EntityKind.PROGRAMME)
    session.get_one(Role, role).words = "afdelingshoofd Informatica"
    porter = school.person("C. Conciërge", of=people["ict"], role=RoleKind.STAFF)
    session.commit()
    told = lead_json(session, lead)
    assert [door["person"]["name"] for door in told["side_doors"]] == ["T. Stagehoek", "H. Afdeling"]
    assert porter not in {door["person"]["id"] for door in told["side_doors"]}
    assert [(rung["rung"], (rung["person"] or {}).get("name")) for rung in told["ladder"]] == [
        ("course_coordinator", None),
        ("programme_coordinator", None),
        ("programme_director", "K. Jansen"),
        ("dean", None),
        ("board", "F. Zeeman"),
    ]
    assert told["decides"] == "module- of semestercoördinator, met het team"
    assert [rung["rung"] for rung in told["ladder"] if rung["decides"]] == ["course_coordinator"]


def test_a_scout_comes_back_with_names(session: Session, people: Any, working: Any, clock: FixedClock) -> None:
    with working() as work:
        above = leads.add(work, people["director"]).id or 0
        asking = (
            scouts.send(work, above, due=date(2026, 12, 4), whom="docenten jaar 2", entity_id=people["ict"]).id or 0
        )
    [waiting] = open_scoutings(session)
    assert (waiting.place, waiting.whom, waiting.due) == ("HBO-ICT", "docenten jaar 2", date(2026, 12, 4))
    session.rollback()
    with working() as work:
        named = scouts.introduce(
            work, people["bakker"], people["director"], words="zoekt opdrachten", scouting_id=asking
        )
        scouts.came_back(work, asking, "één naam")
        number = named.id or 0
    told = lead_json(session, number, clock=clock)
    assert told["via"] == {"id": people["director"], "name": "K. Jansen"}
    assert ("introduction", "via K. Jansen: zoekt opdrachten") in {(t["kind"], t["note"]) for t in told["timeline"]}
    assert [(one["named"], one["outcome"]) for one in lead_json(session, above)["scoutings"]] == [(1, "één naam")]
    assert open_scoutings(session) == []
    session.rollback()
    with pytest.raises(RefusedError, match="al binnen via K"), working() as work:
        scouts.introduce(work, people["bakker"], people["zoe"])
    with working() as work:
        journal.undo(work)
    assert _lead_of(session, people["bakker"]) is None


def test_asking_round_needs_a_day_to_come_and_a_place(people: Any, lead: int, working: Any) -> None:
    with pytest.raises(UsageError, match="2026-11-22 is voorbij"), working() as work:
        scouts.send(work, lead, due=date(2026, 11, 22))
    with pytest.raises(NotFoundError, match="geen opleiding of onderdeel"), working() as work:
        scouts.send(work, lead, due=date(2026, 12, 1), entity_id=people["zoe"])
    with pytest.raises(RefusedError, match="zichzelf"), working() as work:
        scouts.introduce(work, people["zoe"], people["zoe"])
