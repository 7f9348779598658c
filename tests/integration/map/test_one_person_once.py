"""Who is who: one person once, and two persons two."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import col, select

from crm.identity import bearer, people
from crm.services import edits
from crm.statements import PersonSaid, RoleSaid, UnitSaid
from crm.tables import Lead, Person, Role, Sighting
from crm.words import EntityKind, Method

Make = Callable[..., Any]


@pytest.fixture
def database(sqlite_database: str) -> str:
    """Who is who is decided outside the database: one kind of it is enough."""
    return sqlite_database


def _staff(school: Any, *people: tuple[str, str | None]) -> list[PersonSaid]:
    return [school.teacher(name, "team", email=email) for name, email in people]


def test_initials_on_a_course_page_are_the_one_of_the_directory_whose_name_it_can_be(school: Any) -> None:
    school.crawl(
        school.course("DB-1", "Databases"),
        school.teacher("J. Smit", "vak/DB-1", "DB-1"),
        *_staff(school, ("Jan Smit", None)),
    )
    assert school.names() == ["Jan Smit"]
    role = school.session.exec(select(Role).where(Role.kind == "teacher")).one()
    assert role.person_id == school.person("Jan Smit").id


def test_initials_that_fit_two_stand_in_review_and_nobody_gets_their_courses(school: Any) -> None:
    school.crawl(
        school.course("DB-1", "Databases"),
        school.teacher("J. Smit", "vak/DB-1", "DB-1"),
        *_staff(school, ("Jan Smit", None), ("Joost Smit", None)),
    )
    assert school.names() == ["Jan Smit", "Joost Smit"]
    assert school.entity(school.person("J. Smit").id).in_review
    assert [role["kind"] for role in school.map()["roles"]] == ["staff", "staff"]


def test_initials_alone_everywhere_are_one_person_and_need_no_review(school: Any) -> None:
    school.crawl(
        school.course("DB-1", "Databases"),
        school.course("DB-2", "Meer databases"),
        school.teacher("J. Smit", "vak/DB-1", "DB-1"),
        school.teacher("J. Smit", "vak/DB-2", "DB-2"),
    )
    assert school.names() == ["J. Smit"]
    assert len(school.map()["roles"]) == 2


def test_one_name_with_two_mailboxes_is_two_people(school: Any) -> None:
    school.crawl(*_staff(school, ("Jan Smit", "j.smit@haz.example"), ("Jan Smit", "jan.smit2@haz.example")))
    assert school.names() == ["Jan Smit", "Jan Smit"]
    school.later()
    school.crawl(*_staff(school, ("Jan Smit", "j.smit@haz.example"), ("Jan Smit", "jan.smit2@haz.example")))
    assert school.names() == ["Jan Smit", "Jan Smit"]


def test_one_name_with_two_pages_of_their_own_is_two_people(school: Any) -> None:
    school.crawl(
        school.teacher("Jan Smit", "team", url=school.page("team/jan-smit")),
        school.teacher("Jan Smit", "team", url=school.page("team/jan-smit-2")),
    )
    assert school.names() == ["Jan Smit", "Jan Smit"]


def test_a_page_of_ones_own_in_two_languages_is_one_person(school: Any) -> None:
    school.crawl(
        school.teacher("Jan Smit", "team", url=school.page("nl/medewerkers/jan-smit")),
        school.teacher("Jan Smit", "staff", url=school.page("en/staff/jan-smit")),
    )
    assert school.names() == ["Jan Smit"]


def test_the_mailbox_of_a_department_makes_nobody_one(school: Any) -> None:
    school.crawl(*_staff(school, ("Jan Smit", "ict@haz.example"), ("Petra Bakker", "ict@haz.example")))
    assert school.names() == ["Petra Bakker", "Jan Smit"]


def test_the_mailbox_of_a_department_splits_nobody(school: Any) -> None:
    school.crawl(
        school.course("DB-1", "Databases"),
        school.teacher("Jan Smit", "vak/DB-1", "DB-1", email="ict@haz.example"),
        *_staff(school, ("Jan Smit", "j.smit@haz.example")),
    )
    assert school.names() == ["Jan Smit"]


def test_a_mailbox_finds_the_person_among_two_that_fit(school: Any) -> None:
    school.crawl(
        school.course("DB-1", "Databases"),
        school.teacher("J. Smit", "vak/DB-1", "DB-1", email="joost.smit@haz.example"),
        *_staff(school, ("Jan Smit", "jan.smit@haz.example"), ("Joost Smit", "joost.smit@haz.example")),
    )
    assert school.names() == ["Jan Smit", "Joost Smit"]
    role = school.session.exec(select(Role).where(Role.kind == "teacher")).one()
    assert role.person_id == school.person("Joost Smit").id


def test_namesakes_of_two_schools_stay_apart(make_school: Make) -> None:
    haz = make_school()
    roc = make_school(domain="roczeewijk.example", name="ROC Zeewijk")
    haz.crawl(haz.teacher("Jan Smit", "team"))
    roc.crawl(roc.teacher("Jan Smit", "team"))
    assert haz.names() == ["Jan Smit", "Jan Smit"]
    assert len({person["institution_id"] for person in haz.map()["people"]}) == 2


def test_two_that_turn_out_to_be_one_become_one_without_a_line_in_the_feed(school: Any) -> None:
    both = _staff(school, ("Jan Smit", None), ("Joost Smit", None))
    course, mention = school.course("DB-1", "Databases"), school.teacher("J. Smit", "vak/DB-1", "DB-1")
    school.crawl(course, mention, *both)
    school.later()
    counts = school.crawl(course, mention, both[0])
    assert school.names() == ["Jan Smit"]
    assert not school.session.exec(select(Person).where(Person.name == "J. Smit")).all()
    assert counts.people.gone == 1
    assert ("gone", "person", "Joost Smit", None, None, None) in school.feed()
    assert not [line for line in school.feed() if line[2] == "J. Smit"]


def test_of_two_that_become_one_the_person_with_a_lead_stays(school: Any) -> None:
    both = _staff(school, ("Jan Smit", None), ("Joost Smit", None))
    course, mention = school.course("DB-1", "Databases"), school.teacher("J. Smit", "vak/DB-1", "DB-1")
    school.crawl(course, mention, *both)
    met = school.person("J. Smit").id
    _lead(school, met)
    school.later()
    school.crawl(course, mention, both[0])
    assert school.names() == ["Jan Smit"]
    assert school.person("Jan Smit").id == met
    assert school.session.exec(select(Lead)).one().person_id == met


def test_two_that_are_both_worked_with_stay_two(school: Any) -> None:
    both = _staff(school, ("Jan Smit", None), ("Joost Smit", None))
    course, mention = school.course("DB-1", "Databases"), school.teacher("J. Smit", "vak/DB-1", "DB-1")
    school.crawl(course, mention, *both)
    _lead(school, school.person("J. Smit").id)
    edits.set_values(school.work(), EntityKind.PERSON, school.person("Jan Smit").id, {"phone": "020 555 01 23"})
    school.later()
    school.crawl(course, mention, both[0])
    assert len(school.session.exec(select(Person).where(col(Person.sort_key).startswith("smit"))).all()) == 3


def test_who_left_does_not_become_a_namesake_that_stays(school: Any) -> None:
    jan, other = (
        school.teacher("Jan Smit", "team/a", email="jan.smit@haz.example"),
        school.teacher("Jan Smit", "team/b", email="j.smit@haz.example"),
    )
    school.crawl(jan, other)
    left = school.session.exec(select(Person).where(Person.email == "jan.smit@haz.example")).one().id
    _lead(school, left)
    school.later()
    school.crawl(other)
    assert school.entity(left).gone_on == school.today
    assert school.session.exec(select(Person).where(Person.email == "j.smit@haz.example")).one().id != left


def test_a_person_who_moved_to_another_page_and_mailbox_keeps_their_identity(school: Any) -> None:
    school.crawl(school.teacher("Zoë van 't Hek", "team", email="z.vanthek@haz.example"))
    before = school.person("Zoë van 't Hek").id
    school.later()
    school.crawl(school.teacher("Zoë van 't Hek", "over-ons/team", email="zoe.vanthek@haz.example"))
    assert school.person("Zoë van 't Hek").id == before
    assert school.names() == ["Zoë van 't Hek"]


def test_somebody_who_is_only_doubtfully_a_contact_waits_in_review(school: Any) -> None:
    doubtful = RoleSaid(kind="dean", of="unit", name="Academie ICT", doubtful=True)
    school.crawl(PersonSaid(page=school.page("x"), on=school.today, name="Jan Smit", roles=[doubtful]))
    assert school.names() == []
    assert school.entity(school.person("Jan Smit").id).in_review


def test_an_unsure_reading_waits_in_review(school: Any) -> None:
    school.crawl(school.teacher("Jan Smit", "team", confidence=0.3))
    assert school.names() == []
    school.later()
    school.crawl(school.teacher("Jan Smit", "team", confidence=0.9))
    assert school.names() == ["Jan Smit"]


def test_a_role_of_what_the_map_does_not_hold_stands_at_the_unit_that_is_named(school: Any) -> None:
    director = RoleSaid(kind="programme_director", of="programme", name="HBO-ICT", words="opleidingsmanager HBO-ICT")
    school.crawl(
        UnitSaid(page=school.page("faculteit"), on=school.today, name="Faculteit ICT"),
        PersonSaid(page=school.page("x"), on=school.today, name="Jan Smit", unit="Faculteit ICT", roles=[director]),
    )
    role = school.session.exec(select(Role)).one()
    assert (role.of_kind, role.words) == ("unit", "opleidingsmanager HBO-ICT")


def test_a_role_on_a_name_that_several_courses_bear_waits_in_review(school: Any) -> None:
    teaches = RoleSaid(kind="teacher", of="course", name="Afstuderen")
    school.crawl(
        school.course("A-1", "Afstuderen"),
        school.course("B-1", "Afstuderen"),
        PersonSaid(page=school.page("team"), on=school.today, name="Jan Smit", roles=[teaches], method=Method.TEXT),
    )
    role = school.session.exec(select(Role)).one()
    assert school.entity(role.id).in_review


def test_every_sighting_of_a_crawl_names_its_source(school: Any) -> None:
    school.crawl(school.teacher("Jan Smit", "team"))
    assert {s.source_id for s in school.session.exec(select(Sighting))} == {school.source.id}


def _lead(school: Any, person_id: int) -> None:
    from crm.services import leads

    leads.add(school.work(), person_id)


def test_a_mailbox_that_changed_on_one_page_and_not_yet_on_another_makes_nobody_two(school: Any) -> None:
    old, elsewhere = (
        school.teacher("Jan Smit", "team", email="j.smit@haz.example"),
        school.teacher("Jan Smit", "vak/DB-1", email="j.smit@haz.example"),
    )
    school.crawl(old, elsewhere)
    school.later()
    school.crawl(school.teacher("Jan Smit", "team", email="jan.smit@haz.example"), elsewhere)
    assert school.names() == ["Jan Smit"]
    school.later()
    school.crawl(school.teacher("Jan Smit", "team", email="jan.smit@haz.example"), elsewhere)
    assert school.names() == ["Jan Smit"]


def test_a_site_that_moves_all_its_pages_keeps_everybody(school: Any) -> None:
    names = ["Jan Smit", "Petra Bakker", "Zoë van 't Hek"]
    school.crawl(school.course("DB-1", "Databases"), *(school.teacher(name, "team") for name in names))
    before = {person["id"] for person in school.map()["people"]}
    course = school.the_course("DB-1").id
    school.later()
    school.crawl(
        school.course(None, "Databases", "onderwijs/databases"), *(school.teacher(name, "mensen") for name in names)
    )
    assert {person["id"] for person in school.map()["people"]} == before
    assert [c["id"] for c in school.map()["courses"]] == [course]
    assert [line[0] for line in school.feed()] == ["changed"]


def test_a_teacher_of_what_is_called_as_a_course_teaches_that_course_and_makes_no_unit(school: Any) -> None:
    teaches = RoleSaid(kind="teacher", of="unit", name="Databases", words="docent Databases")
    school.crawl(
        school.course("DB-1", "Databases"),
        PersonSaid(page=school.page("team"), on=school.today, name="Jan Smit", roles=[teaches], method=Method.TEXT),
    )
    role = school.session.exec(select(Role)).one()
    assert (role.of_kind, role.of_id) == ("course", school.the_course("DB-1").id)
    assert school.names("units") == []


def test_a_faculty_that_only_its_staff_name_stands_on_the_map(school: Any) -> None:
    works = RoleSaid(kind="staff", of="unit", name="Faculteit ICT")
    school.crawl(PersonSaid(page=school.page("team"), on=school.today, name="Jan Smit", roles=[works]))
    assert school.names("units") == ["Faculteit ICT"]


def test_a_teacher_without_more_is_no_second_role_of_who_teaches_a_course(school: Any) -> None:
    bare = RoleSaid(kind="teacher", of="unit")
    school.crawl(
        school.course("DB-1", "Databases"),
        school.teacher("Jan Smit", "vak/DB-1", "DB-1"),
        PersonSaid(page=school.page("team"), on=school.today, name="Jan Smit", roles=[bare]),
        PersonSaid(page=school.page("team"), on=school.today, name="Petra Bakker", roles=[bare]),
    )
    assert [(role["person"], role["of_kind"]) for role in school.map()["roles"]] == [
        ("Petra Bakker", "institution"),
        ("Jan Smit", "course"),
    ]


def test_a_page_without_a_year_confirms_the_newest_offering(school: Any) -> None:
    school.crawl(
        school.course("DB-1", "Databases"),
        school.teacher("Jan Smit", "a", "DB-1", year="2025-2026"),
        school.teacher("Jan Smit", "b", "DB-1", year="2026-2027"),
        school.teacher("Jan Smit", "c", "DB-1"),
    )
    roles = {role["school_year"]: role["sources"]["sightings"] for role in school.map()["roles"]}
    assert roles == {"2025-2026": 1, "2026-2027": 2}


def test_of_whoever_has_no_readable_name_nothing_is_told(school: Any) -> None:
    school.crawl(*_staff(school, ("Jan Smit", "j.smit@haz.example")))
    asked = bearer(-1, "…", emails=("j.smit@haz.example",))
    assert asked.names == ()
    assert people.matches(school.session.connection(), asked) == []
    assert people.like(school.session.connection(), asked) == []
