"""Lists, counts and filters of the funnel, on both kinds of database."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.query import parse
from crm.services import basis, leads
from crm.tables import Change, CrawlRun, Entity, Lead, Programme
from crm.views.contacts import contact_ids, contact_rows, people_asked
from crm.views.leads import Order, count_approached, count_by_stage, lead_ids, lead_rows, leads_json
from crm.words import ActivityKind, Basis, ChangeKind, Direction, EntityKind, RoleKind, RunState, Stage, Target


@pytest.fixture
def people(school: Any, session: Session, working: Any) -> dict[str, int]:
    """Zoë (informed, called), Bakker (mapped, written to), Tahiri (no lead), Oudejans (dean, no lead)."""
    ict = school.programme("HBO-ICT")
    arts = school.programme("Kunst en Techniek")
    data = school.course("Datavisualisatie", ict)
    web = school.course("Webontwikkeling", ict)
    paint = school.course("Schilderen", arts)
    made = {
        "zoe": school.person("Zoë van 't Hek", email="z.vanthek@haz.example", teaches=data),
        "bakker": school.person("P. Bakker", email="p.bakker@haz.example", teaches=web),
        "tahiri": school.person("Yasmine Tahiri", teaches=paint),
        "oudejans": school.person("S. Oudejans", of=ict, role=RoleKind.DEAN),
    }
    session.commit()
    with working("noor") as work:
        zoe = leads.add(work, made["zoe"]).id or 0
        leads.advance(work, zoe, Stage.WARM)
        leads.advance(work, zoe, Stage.INFORMED)
        leads.log(work, zoe, ActivityKind.CALL, "wil voorbeelden zien", on=date(2026, 11, 12))
        leads.plan(work, zoe, date(2026, 11, 19), "terugbellen")
    with working("sam") as work:
        bakker = leads.add(work, made["bakker"]).id or 0
        leads.log(work, bakker, ActivityKind.MAIL, "eerste bericht", on=date(2026, 11, 20))
    with working("sam") as work:
        basis.set_basis(work, made["bakker"], Basis.CONSENT, "mail van 3 november")
    return made


QUERIES = {
    "": {"zoe", "bakker", "tahiri", "oudejans"},
    "zoe": {"zoe"},
    "ZOË HEK": {"zoe"},
    "hek zo": {"zoe"},
    '"van \'t hek"': {"zoe"},
    "-zoe": {"bakker", "tahiri", "oudejans"},
    "data": {"zoe"},
    "webontw": {"bakker"},
    "hek data": {"zoe"},
    "bakker data": set(),
    "-data": {"bakker", "tahiri", "oudejans"},
    "data stage:informed": {"zoe"},
    "stage:informed": {"zoe"},
    "stage:mapped": {"bakker", "tahiri", "oudejans"},
    "-stage:mapped": {"zoe"},
    "-stage:declined": {"zoe", "bakker", "tahiri", "oudejans"},
    "stage:approached": {"bakker"},
    "school:zee": {"zoe", "bakker", "tahiri", "oudejans"},
    "school:amsterdam": set(),
    "-school:zee": set(),
    "level:hbo": {"zoe", "bakker", "tahiri", "oudejans"},
    "level:wo,mbo": set(),
    "role:dean": {"oudejans"},
    "rol:docent": {"zoe", "bakker", "tahiri"},
    "course:data": {"zoe"},
    "vak:data,web": {"zoe", "bakker"},
    "opleiding:ict": {"zoe", "bakker", "oudejans"},
    "name:bakker": {"bakker"},
    "owner:me": {"zoe"},
    "owner:SAM": {"bakker"},
    "owner:none": {"tahiri", "oudejans"},
    "due:late": {"zoe"},
    "due:week": {"zoe"},
    "due:tomorrow": set(),
    "due:none": {"bakker"},
    "due:2026-11-01..2026-11-30": {"zoe"},
    "due:..2026-11-18": set(),
    "has:email": {"zoe", "bakker"},
    "-has:email": {"tahiri", "oudejans"},
    "has:lead has:next": {"zoe"},
    "has:basis": {"bakker"},
    "basis:none": {"zoe", "tahiri", "oudejans"},
    "basis:consent": {"bakker"},
    "days:0..": {"zoe", "bakker"},
    "days:1..": set(),
    "changed:30d": set(),
    "target:undecided": {"zoe", "bakker", "tahiri", "oudejans"},
    "target:yes": set(),
    "stage:informed owner:me zoe course:data": {"zoe"},
}


def test_a_query_finds_whom_it_asks_for(session: Session, people: dict[str, int], clock: FixedClock) -> None:
    named = {known: name for name, known in people.items()}
    found = {query: contact_ids(session, parse(query), clock=clock, me="noor") for query in QUERIES}
    assert {query: {named[known] for known in ids} for query, ids in found.items()} == QUERIES


def test_words_that_find_nobody_are_taken_for_misspelt(
    session: Session, people: dict[str, int], clock: FixedClock
) -> None:
    assert contact_ids(session, parse("tahrii"), clock=clock) == [people["tahiri"]]
    assert lead_ids(session, parse("bakkre"), clock=clock) == lead_ids(session, parse("bakker"), clock=clock) != []


def test_the_first_few_who_teach_a_course_are_found_as_all_are(
    session: Session, people: dict[str, int], clock: FixedClock
) -> None:
    assert contact_ids(session, parse("web"), clock=clock, limit=1) == [people["bakker"]]
    assert len(lead_ids(session, parse("web"), clock=clock)) == 1


def test_targets_come_down_to_people(session: Session, people: dict[str, int], clock: FixedClock) -> None:
    for programme in session.exec(select(Programme)):
        programme.target = Target.YES if programme.name == "HBO-ICT" else Target.NO
    session.commit()
    assert set(contact_ids(session, parse("target:yes"), clock=clock)) == {
        people["zoe"],
        people["bakker"],
        people["oudejans"],
    }
    assert contact_ids(session, parse("target:no"), clock=clock) == [people["tahiri"]]


def test_what_is_no_target_is_not_counted_unless_asked(
    session: Session, people: dict[str, int], clock: FixedClock
) -> None:
    assert count_by_stage(session, clock=clock)[Stage.MAPPED] == 3
    for programme in session.exec(select(Programme)):
        programme.target = Target.NO
    session.commit()
    assert sum(count_by_stage(session, clock=clock).values()) == 0
    assert count_by_stage(session, parse("target:no"), clock=clock)[Stage.MAPPED] == 3


def test_who_is_no_lead_counts_as_mapped(session: Session, people: dict[str, int], clock: FixedClock) -> None:
    counts = count_by_stage(session, clock=clock)
    assert (counts[Stage.MAPPED], counts[Stage.INFORMED], counts[Stage.WARM]) == (3, 1, 0)


def test_approached_ends_with_an_answer(
    session: Session, people: dict[str, int], clock: FixedClock, working: Any
) -> None:
    assert count_approached(session, clock=clock) == 1
    session.rollback()
    (bakker,) = lead_ids(session, parse("bakker"), clock=clock)
    session.rollback()
    with working() as work:
        leads.log(work, bakker, ActivityKind.MAIL, "graag!", direction=Direction.IN)
    assert count_approached(session, clock=clock) == 0
    session.rollback()
    with working() as work:
        leads.log(work, bakker, ActivityKind.MAIL, "nogmaals")
    assert count_approached(session, clock=clock) == 1


def test_a_change_of_a_course_touches_who_teaches_it(
    session: Session, school: Any, people: dict[str, int], clock: FixedClock
) -> None:
    run = CrawlRun(source_id=school.source.id, state=RunState.FINISHED, started_at=clock.now(), heard_at=clock.now())
    session.add(run)
    session.flush()
    course = session.exec(select(Entity.id).where(Entity.identity.endswith("Datavisualisatie"))).one()
    session.add(
        Change(
            run_id=run.id or 0,
            change=ChangeKind.CHANGED,
            kind=EntityKind.COURSE,
            entity_id=course,
            name="Datavisualisatie",
            field="period",
            old="3",
            new="4",
            on=date(2026, 11, 1),
        )
    )
    session.commit()
    assert contact_ids(session, parse("changed:30d"), clock=clock) == [people["zoe"]]
    assert contact_ids(session, parse("changed:7d"), clock=clock) == []
    assert contact_ids(session, parse("changed:2026-11-01..2026-11-01"), clock=clock) == [people["zoe"]]


def test_who_is_in_review_or_gone_is_in_no_list(session: Session, people: dict[str, int], clock: FixedClock) -> None:
    session.get_one(Entity, people["tahiri"]).in_review = True
    session.get_one(Entity, people["oudejans"]).gone_on = date(2026, 11, 1)
    session.commit()
    assert set(contact_ids(session, clock=clock)) == {people["zoe"], people["bakker"]}


def test_a_lead_stays_when_its_person_is_gone_from_the_site(
    session: Session, people: dict[str, int], clock: FixedClock
) -> None:
    session.get_one(Entity, people["zoe"]).gone_on = date(2026, 11, 1)
    session.commit()
    assert len(lead_ids(session, clock=clock)) == 2
    assert count_by_stage(session, clock=clock)[Stage.INFORMED] == 1


def test_leads_come_in_the_order_that_is_asked(session: Session, people: dict[str, int], clock: FixedClock) -> None:
    wanted = {Order.NAME: "P. Bakker", Order.NEXT: "Zoë van 't Hek", Order.STAGE: "Zoë van 't Hek"}
    first = {order: lead_rows(session, lead_ids(session, None, order, limit=1))[0].name for order in wanted}
    assert first == wanted


def test_every_order_holds_every_lead_and_can_be_cut_short(
    session: Session, people: dict[str, int], clock: FixedClock
) -> None:
    for order in Order:
        whole = lead_ids(session, None, order, clock=clock)
        assert len(whole) == 2
        assert lead_ids(session, None, order, clock=clock, limit=1) == whole[:1]


def test_a_row_says_what_the_list_shows(session: Session, people: dict[str, int], clock: FixedClock) -> None:
    (row,) = lead_rows(session, lead_ids(session, parse("zoe"), clock=clock), clock=clock)
    assert (row.courses, row.programmes, row.institution) == (
        ("Datavisualisatie",),
        ("HBO-ICT",),
        "Hogeschool aan Zee",
    )
    assert (row.days, row.next_on, row.next_what, row.approached) == (11, date(2026, 11, 19), "terugbellen", False)


def test_a_row_that_is_gone_meanwhile_is_left_out(session: Session, people: dict[str, int], clock: FixedClock) -> None:
    ids = lead_ids(session, clock=clock)
    assert [row.id for row in lead_rows(session, [*ids, 4711], clock=clock)] == ids
    assert contact_rows(session, [4711]) == []


def test_leads_in_json_have_the_keys_that_others_rely_on(
    session: Session, people: dict[str, int], clock: FixedClock
) -> None:
    (zoe,) = leads_json(session, "stage:informed", clock=clock)
    score = zoe.pop("score")
    assert isinstance(score, float)
    assert zoe == {
        "id": session.exec(select(Lead.id).where(Lead.person_id == people["zoe"])).one(),
        "person": {"id": people["zoe"], "name": "Zoë van 't Hek", "email": "z.vanthek@haz.example"},
        "institution": "Hogeschool aan Zee",
        "courses": ["Datavisualisatie"],
        "stage": "informed",
        "owner": "noor",
        "warmth": 17,
        "next": {"on": "2026-11-19", "what": "terugbellen"},
        "last_activity": "2026-11-12",
    }


def test_a_lead_weighs_more_the_later_it_gets(session: Session, people: dict[str, int], clock: FixedClock) -> None:
    (before,) = leads_json(session, "zoe", clock=clock)
    later = FixedClock(clock.moment.replace(day=28))
    (after,) = leads_json(session, "zoe", clock=later)
    assert after["score"] > before["score"]


def test_a_query_narrows_other_views_by_a_select_of_people(
    session: Session, people: dict[str, int], clock: FixedClock
) -> None:
    chosen = people_asked(session, parse("role:dean"), clock=clock)
    assert list(session.connection().execute(chosen).scalars()) == [people["oudejans"]]


def test_a_contact_row_says_role_stage_and_basis(session: Session, people: dict[str, int], clock: FixedClock) -> None:
    rows = {row.id: row for row in contact_rows(session, list(people.values()))}
    assert rows[people["oudejans"]].roles == (RoleKind.DEAN,)
    assert (rows[people["tahiri"]].stage, rows[people["tahiri"]].lead_id) == (Stage.MAPPED, None)
    assert (rows[people["bakker"]].basis, rows[people["zoe"]].basis) == (Basis.CONSENT, Basis.NONE)
