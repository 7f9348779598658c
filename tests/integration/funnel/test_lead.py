"""One lead: everything known, and where from."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from crm.clock import FixedClock
from crm.errors import NotFoundError
from crm.services import basis, leads
from crm.tables import Entity
from crm.views.journal import journal, journal_json
from crm.views.lead import lead_detail, lead_json
from crm.words import ActivityKind, Basis, Channel, Direction, EntityKind, Method, RoleKind, Stage


@pytest.fixture
def zoe(school: Any, session: Session) -> int:
    """Teaches Datavisualisatie; taught Databases last year; S. Oudejans is her dean."""
    ict = school.programme("HBO-ICT")
    course = school.course("Datavisualisatie", ict)
    made: int = school.person("Zoë van 't Hek", email="z.vanthek@haz.example", teaches=course)
    school.role(made, RoleKind.TEACHER, school.course("Databases", ict), EntityKind.COURSE, year="2025-2026")
    school.person("S. Oudejans", of=ict, role=RoleKind.DEAN)
    session.commit()
    return made


@pytest.fixture
def lead(zoe: int, working: Any) -> int:
    """A lead that was called."""
    with working() as work:
        made = leads.add(work, zoe).id or 0
    with working() as work:
        leads.advance(work, made, Stage.WARM)
    with working("sam") as work:
        leads.log(work, made, ActivityKind.CALL, "wil voorbeelden zien", on=date(2026, 11, 12))
    return made


def test_every_value_shows_its_page_and_day(session: Session, lead: int, clock: FixedClock) -> None:
    email = lead_detail(session, lead, clock=clock).values["email"]
    assert (email.value, email.page, email.seen_on, email.method) == (
        "z.vanthek@haz.example",
        "https://hogeschoolaanzee.example/team",
        date(2026, 11, 22),
        Method.LABEL,
    )


def test_a_teacher_of_last_year_is_not_yet_confirmed(session: Session, lead: int, clock: FixedClock) -> None:
    roles = {role.name: role.confirmed for role in lead_detail(session, lead, clock=clock).roles}
    assert roles == {"Datavisualisatie": True, "Databases": False}


def test_the_ladder_keeps_its_empty_rungs(session: Session, lead: int, clock: FixedClock) -> None:
    rungs = [(rung.rung, rung.name) for rung in lead_detail(session, lead, clock=clock).ladder]
    assert (RoleKind.DEAN, "S. Oudejans") in rungs
    assert (RoleKind.BOARD, None) in rungs


def test_the_timeline_is_newest_first_by_the_day_it_happened(session: Session, lead: int, clock: FixedClock) -> None:
    timeline = lead_detail(session, lead, clock=clock).timeline
    assert [(line.kind, line.on.day, line.by) for line in timeline] == [
        (ActivityKind.STAGE, 23, "noor"),
        (ActivityKind.STAGE, 23, "noor"),
        (ActivityKind.CALL, 12, "sam"),
    ]
    assert timeline[0].to_stage is Stage.WARM
    assert timeline[2].direction is Direction.OUT


def test_the_basis_for_mail_is_shown(session: Session, zoe: int, lead: int, clock: FixedClock, working: Any) -> None:
    assert lead_detail(session, lead, clock=clock).bases[Channel.EMAIL].basis is Basis.NONE
    session.rollback()
    with working() as work:
        basis.set_basis(work, zoe, Basis.RELATION, "werkte mee in 2025")
    session.expire_all()
    ground = lead_detail(session, lead, clock=clock).bases[Channel.EMAIL]
    assert (ground.basis, ground.evidence, ground.by) == (Basis.RELATION, "werkte mee in 2025", "noor")


def test_who_is_gone_from_the_site_shows_as_gone(session: Session, zoe: int, lead: int, clock: FixedClock) -> None:
    session.get_one(Entity, zoe).gone_on = date(2026, 11, 20)
    session.flush()
    assert lead_detail(session, lead, clock=clock).gone_on == date(2026, 11, 20)


def test_a_lead_in_json_has_the_keys_that_others_rely_on(session: Session, lead: int, clock: FixedClock) -> None:
    told = lead_json(session, lead, clock=clock)
    assert {
        "id",
        "person",
        "institution",
        "courses",
        "stage",
        "owner",
        "warmth",
        "next",
        "last_activity",
        "score",
    } <= set(told)
    assert (told["examples"], told["agreements"], told["escalations"], told["way_in"]) == ([], [], [], [])
    assert told["reasons"] == ["gebeld door sam, 12 nov"]
    assert {key: told["timeline"][2][key] for key in ("at", "kind", "note", "by")} == {
        "at": "2026-11-12",
        "kind": "call",
        "note": "wil voorbeelden zien",
        "by": "sam",
    }
    dean = next(rung for rung in told["ladder"] if rung["rung"] == "dean")
    assert dean["person"]["name"] == "S. Oudejans"


def test_an_unknown_lead_is_named(session: Session, clock: FixedClock) -> None:
    with pytest.raises(NotFoundError, match="4711"):
        lead_detail(session, 4711, clock=clock)


def test_the_journal_says_who_did_what_newest_first(session: Session, lead: int) -> None:
    lines = journal(session)
    assert [line.by for line in lines] == ["sam", "noor", "noor"]
    assert lines[-1].what == "Zoë van 't Hek is nu een lead"
    assert journal(session, limit=1) == lines[:1]
    assert journal(session, since=date(2026, 11, 23)) == lines
    assert journal(session, since=date(2026, 11, 24)) == []
    assert set(journal_json(lines)[0]) == {"action", "at", "by", "what", "undone"}
