"""How warm somebody is, and through whom somebody whom nobody knows can be reached."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.query import parse
from crm.services import leads
from crm.tables import Acquaintance, ContactImport, Network, Person, Programme, Unit
from crm.views.card import card
from crm.views.contacts import contact_ids
from crm.views.known_here import count_known
from crm.views.lead import lead_json
from crm.views.leads import leads_json
from crm.views.ways import ways_in
from crm.warmth import scores, warmth_of
from crm.words import ActivityKind, Direction, EntityKind, ImportKind, RoleKind, Stage


@pytest.fixture
def knows(session: Session, clock: FixedClock) -> Any:
    """Ties a person to somebody's network: connected in March 2019, messages both ways in September 2026."""
    made: dict[str, Network] = {}

    def tie(person: int, whose: str = "Marlies Hoekman", **values: Any) -> None:
        if whose not in made:
            made[whose] = Network(name=whose, owner=whose.split(maxsplit=1)[0].lower())
            session.add(made[whose])
            session.flush()
        network = made[whose].id
        assert network is not None
        run = ContactImport(
            kind=ImportKind.LINKEDIN, file="Connections.csv", network_id=network, at=clock.now(), by="noor"
        )
        session.add(run)
        session.flush()
        assert run.id is not None
        told: dict[str, Any] = {"connected_on": date(2019, 3, 4), "sent": 3, "received": 4}
        told |= {"last_sent_on": date(2026, 9, 1), "last_received_on": date(2026, 9, 2)} | values
        session.add(
            Acquaintance(
                network_id=network,
                person_id=person,
                page="Connections.csv, line 12",
                import_id=run.id,
                seen_on=clock.today(),
                **told,
            )
        )
        session.commit()

    return tie


@pytest.fixture
def team(school: Any, session: Session) -> dict[str, int]:
    """Ada and Bo teach one course; Cas another of the same programme; Dee is its dean; Eva elsewhere in the school."""
    ict, care = school.programme("HBO-ICT"), school.programme("Verpleegkunde")
    course = school.course("Databases", ict)
    people = {
        "Ada": school.person("Ada Pelgrim", teaches=course),
        "Bo": school.person("Bo Haanstra", teaches=course),
        "Cas": school.person("Cas Boukes", teaches=school.course("UX-onderzoek", ict)),
        "Dee": school.person("Dee Ritsema", of=ict, role=RoleKind.DEAN),
        "Eva": school.person("Eva Wijnalda", of=care),
    }
    session.commit()
    return people


def test_a_network_makes_somebody_warm_and_says_why(
    session: Session, team: dict[str, int], knows: Any, clock: FixedClock
) -> None:
    knows(team["Ada"])
    warm = warmth_of(session, list(team.values()), clock.today())
    assert set(warm) == {team["Ada"]}
    assert 30 <= warm[team["Ada"]].score <= 70
    assert warm[team["Ada"]].texts[0] == "schreef Marlies Hoekman 4 berichten, het laatst 2 sep"
    assert scores(session, clock.today()) == {team["Ada"]: warm[team["Ada"]].score}


def test_it_cools_by_itself(session: Session, team: dict[str, int], knows: Any, clock: FixedClock) -> None:
    knows(team["Ada"])
    now, later = (scores(session, day)[team["Ada"]] for day in (clock.today(), date(2028, 11, 23)))
    assert later < now


def test_the_log_of_a_lead_counts(session: Session, team: dict[str, int], working: Any, clock: FixedClock) -> None:
    with working() as work:
        lead = leads.add(work, team["Ada"]).id or 0
    with working() as work:
        leads.log(work, lead, ActivityKind.MAIL, "eerste bericht", on=date(2026, 11, 2))
    cold = scores(session, clock.today())[team["Ada"]]
    with working() as work:
        leads.log(work, lead, ActivityKind.MAIL, "wil graag", on=date(2026, 11, 9), direction=Direction.IN)
    with working() as work:
        leads.log(work, lead, ActivityKind.VISIT, "kennisgemaakt", on=date(2026, 11, 16))
    session.expire_all()
    (row,) = leads_json(session, clock=clock)
    assert row["warmth"] > 40 > cold
    assert lead_json(session, lead, clock=clock)["reasons"] == [
        "bezocht door noor, 16 nov",
        "antwoordde noor, 9 nov",
        "aangeschreven door noor, 2 nov",
    ]


def test_who_objects_is_cold_at_once(session: Session, team: dict[str, int], working: Any, clock: FixedClock) -> None:
    with working() as work:
        lead = leads.add(work, team["Ada"]).id or 0
    with working() as work:
        leads.log(work, lead, ActivityKind.VISIT, "kennisgemaakt")
    with working() as work:
        leads.advance(work, lead, Stage.DO_NOT_CONTACT, note="wil niet")
    assert scores(session, clock.today()) == {team["Ada"]: 0}


def test_the_way_in_is_the_nearest_colleague_first(
    session: Session, team: dict[str, int], knows: Any, clock: FixedClock
) -> None:
    knows(team["Dee"], received=40)
    knows(team["Cas"], "Sam de Wit", received=9)
    knows(team["Ada"])
    knows(team["Eva"], received=90)
    ways = ways_in(session, team["Bo"], clock.today())
    assert [(way.name, way.whose) for way in ways] == [
        ("Ada Pelgrim", "Marlies Hoekman"),
        ("Dee Ritsema", "Marlies Hoekman"),
        ("Cas Boukes", "Sam de Wit"),
    ]
    first, second = ways[0].hops
    assert (first.page, first.on) == ("Connections.csv, line 12", date(2026, 9, 2))
    assert second.text == "geeft ook Databases"
    assert second.on == date(2026, 11, 22)


def test_one_school_alone_ties_nobody(session: Session, team: dict[str, int], knows: Any, clock: FixedClock) -> None:
    knows(team["Eva"])
    assert ways_in(session, team["Bo"], clock.today()) == []


def test_a_way_in_is_told_only_of_whom_nobody_knows(
    session: Session, team: dict[str, int], knows: Any, working: Any, clock: FixedClock
) -> None:
    knows(team["Ada"])
    with working() as work:
        known, unknown = (leads.add(work, team[name]).id or 0 for name in ("Ada", "Bo"))
    assert lead_json(session, known, clock=clock)["way_in"] == []
    (way,) = lead_json(session, unknown, clock=clock)["way_in"]
    assert (way["via"], way["whose"]) == ({"id": team["Ada"], "name": "Ada Pelgrim"}, "Marlies Hoekman")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("warm:30..", {"Ada"}),
        ("warmte:..0", {"Bo", "Cas", "Dee", "Eva"}),
        ("-warm:30..", {"Bo", "Cas", "Dee", "Eva"}),
        ("knows:marlies", {"Ada"}),
        ("knows:me", set()),
        ("kent:iemand", {"Ada"}),
        ("via:pelgrim", {"Bo", "Cas", "Dee"}),
        ("via:iemand", {"Bo", "Cas", "Dee"}),
        ("via:boukes", set()),
    ],
)
def test_the_query_language_asks_for_warmth_and_ways(
    session: Session, team: dict[str, int], knows: Any, clock: FixedClock, query: str, found: set[str]
) -> None:
    knows(team["Ada"])
    ids = contact_ids(session, parse(query), clock=clock, me="noor")
    assert {name for name, person in team.items() if person in ids} == found


def test_a_place_says_whom_we_know_there(
    session: Session, school: Any, team: dict[str, int], knows: Any, clock: FixedClock
) -> None:
    knows(team["Ada"], received=0, last_received_on=None)
    knows(team["Cas"])
    programme = session.exec(select(Programme.id).where(Programme.name == "HBO-ICT")).one()
    other = session.exec(select(Programme.id).where(Programme.name == "Verpleegkunde")).one()
    assert programme is not None
    assert other is not None
    assert count_known(session, EntityKind.PROGRAMME, [programme, other]) == {programme: 2}
    assert count_known(session, EntityKind.INSTITUTION, [school.id]) == {school.id: 2}
    known = card(session, EntityKind.PROGRAMME, programme, clock=clock).known
    assert [one.name for one in known] == ["Cas Boukes", "Ada Pelgrim"]
    assert known[0].warmth > known[1].warmth > 0
    assert card(session, EntityKind.PROGRAMME, other, clock=clock).known == ()


def test_a_unit_ties_its_members(session: Session, school: Any, knows: Any, clock: FixedClock) -> None:
    unit = school.entity(EntityKind.UNIT, "ict")
    session.add(Unit(id=unit, institution_id=school.id, name="Academie ICT", sort_key="academie ict"))
    session.flush()
    one, other = school.person("Ada Pelgrim"), school.person("Bo Haanstra")
    for person in (one, other):
        session.get_one(Person, person).unit_id = unit
    session.commit()
    knows(one)
    (way,) = ways_in(session, other, clock.today())
    assert way.hops[1].text == "van hetzelfde team: Academie ICT"
