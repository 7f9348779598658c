"""The map is the fold over sightings: what is believed, what a hand typed, and that repetition does not matter."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from crm.errors import NotFoundError, UsageError
from crm.query import parse
from crm.services import edits, embedding, folding
from crm.tables import ContactBasis, Course, Embedding, Person, SearchText, Sighting, all_tables
from crm.views.contacts import contact_ids, contact_rows
from crm.views.map import course_map
from crm.views.why import why
from crm.words import Basis, EntityKind, Method


def _whole(school: Any) -> list[tuple[Any, ...]]:
    """Every row of the map, its sightings and its feed; the crawls themselves are not among them."""
    others = {"source", "crawl_run", "page", "journal_entry", "journal_row"}
    connection = school.session.connection()
    tables = [table for table in sorted(all_tables(), key=lambda each: each.name) if table.name not in others]
    return [tuple(row) for table in tables for row in connection.execute(sa.select(table))]


def test_a_more_trusted_method_is_believed(school: Any) -> None:
    school.crawl(
        school.course("DB-1", "Databases", "a", credits=3, method=Method.TEXT),
        school.course("DB-1", "Databases", "b", credits=5, method=Method.LABEL),
    )
    assert school.the_course("DB-1").credits == 5


def test_among_equals_the_newest_is_believed(school: Any) -> None:
    old = school.course("DB-1", "Databases", "a", credits=3)
    school.later(1)
    school.crawl(old, school.course("DB-1", "Databases", "b", credits=5))
    assert school.the_course("DB-1").credits == 5


def test_the_newest_offering_gives_the_values_of_a_course(school: Any) -> None:
    school.crawl(
        school.course(
            "DB-1", "Databases", "2025-2026/db", credits=3, school_year="2025-2026", method=Method.SCHEMA_ORG
        ),
        school.course("DB-1", "Databases", "2026-2027/db", credits=5, school_year="2026-2027"),
    )
    course = school.the_course("DB-1")
    assert (course.credits, course.school_year) == (5, "2026-2027")


def test_a_name_in_full_is_shown_before_initials(school: Any) -> None:
    school.crawl(
        school.teacher("J. Smit", "a", email="j.smit@haz.example"),
        school.teacher("Jan Smit", "b", email="j.smit@haz.example", method=Method.TEXT),
    )
    assert school.names() == ["Jan Smit"]


def test_a_crawl_never_overwrites_a_manual_value(school: Any) -> None:
    page = school.teacher("Jan Smit", "team", email="j.smit@haz.example", method=Method.FEED)
    school.crawl(page)
    id_ = school.person("Jan Smit").id
    edits.set_values(school.work(), EntityKind.PERSON, id_, {"email": "jan.smit@haz.example", "phone": "020 555 01 23"})
    school.later()
    school.crawl(school.teacher("Jan Smit", "team", email="smit@haz.example", phone="020 555 01 99"))
    person = school.session.get_one(Person, id_)
    assert (person.email, person.phone) == ("jan.smit@haz.example", "020 555 01 23")


def test_a_corrected_name_stands_and_still_is_the_same_person(school: Any) -> None:
    school.crawl(school.teacher("J. Smidt", "team"))
    id_ = school.person("J. Smidt").id
    edits.set_values(school.work(), EntityKind.PERSON, id_, {"name": "Johanna Smit"})
    school.later()
    school.crawl(school.teacher("J. Smidt", "team"))
    assert school.names() == ["Johanna Smit"]
    assert school.person("Johanna Smit").sort_key.startswith("smit")


def test_a_value_that_a_hand_emptied_stays_empty(school: Any) -> None:
    school.crawl(school.teacher("Jan Smit", "team", phone="020 555 01 23"))
    edits.set_values(school.work(), EntityKind.PERSON, school.person("Jan Smit").id, {"phone": ""})
    school.later()
    school.crawl(school.teacher("Jan Smit", "team", phone="020 555 01 23"))
    assert school.person("Jan Smit").phone is None


def test_the_last_correction_holds(school: Any) -> None:
    school.crawl(school.teacher("Jan Smit", "team"))
    id_ = school.person("Jan Smit").id
    for phone in ("020 555 01 99", "020 555 01 23"):
        edits.set_values(school.work(), EntityKind.PERSON, id_, {"phone": phone})
    assert school.person("Jan Smit").phone == "020 555 01 23"


def test_a_correction_does_not_keep_somebody_on_the_map_whom_no_page_names(school: Any) -> None:
    school.crawl(school.teacher("Jan Smit", "team"))
    id_ = school.person("Jan Smit").id
    edits.set_values(school.work(), EntityKind.PERSON, id_, {"phone": "020 555 01 23"})
    school.later()
    school.crawl()
    assert school.entity(id_).gone_on == school.today
    assert school.session.get_one(Person, id_).phone == "020 555 01 23"


def test_a_name_renamed_by_hand_still_holds_what_pages_put_under_the_old_one(school: Any) -> None:
    said = (school.programme("HBO-ICT", unit="Faculteit ICT"), school.course("DB-1", "Databases", programme="HBO-ICT"))
    school.crawl(*said)
    unit, programme = school.map()["units"][0], school.map()["programmes"][0]
    edits.set_values(school.work(), EntityKind.UNIT, unit["id"], {"name": "Faculteit Digitaal"})
    edits.set_values(school.work(), EntityKind.PROGRAMME, programme["id"], {"name": "Informatica"})
    school.later()
    school.crawl(*said)
    assert school.map()["programmes"][0]["unit_id"] == unit["id"]
    assert school.map()["courses"][0]["programme_ids"] == [programme["id"]]
    assert school.session.get_one(SearchText, school.the_course("DB-1").id).place == "Informatica · Hogeschool aan Zee"


def test_refreshing_twice_changes_nothing_and_adds_nothing(school: Any) -> None:
    said = (
        school.programme("HBO-ICT", unit="Faculteit ICT"),
        school.course("DB-1", "Databases", programme="HBO-ICT", credits=5, periods=["blok 1", "blok 2"]),
        school.teacher("J. Smit", "vak/DB-1", "DB-1"),
        school.teacher("Jan Smit", "team", email="j.smit@haz.example", titles=["dr."]),
    )
    school.crawl(*said)
    before = _whole(school)
    counts = school.crawl(*said)
    assert _whole(school) == before
    assert (counts.courses.new, counts.people.new, counts.people.changed) == (0, 0, 0)


def test_a_value_of_which_the_page_says_something_else_now_has_ended_and_is_kept(school: Any) -> None:
    school.crawl(school.teacher("Jan Smit", "team", phone="020 555 01 23"))
    school.later()
    school.crawl(school.teacher("Jan Smit", "team", phone="020 555 01 99"))
    phones = why(school.session, EntityKind.PERSON, school.person("Jan Smit").id)["fields"]["phone"]
    assert [(r["value"], r["chosen"], r["ended_on"]) for r in phones] == [
        ("020 555 01 99", True, None),
        ("020 555 01 23", False, school.today.isoformat()),
    ]


def test_a_course_without_a_name_on_its_page_has_that_of_the_listing(school: Any) -> None:
    school.crawl(
        school.course("DB-1", None, credits=5),
        school.course(None, "Databases", "vakken", url=school.page("vak/DB-1"), method=Method.TEXT),
    )
    assert [(c["name"], c["code"], c["credits"]) for c in school.map()["courses"]] == [("Databases", "DB-1", 5)]


def test_a_course_that_nobody_names_is_called_by_its_code(school: Any) -> None:
    school.crawl(school.course("DB-1", None))
    assert school.names("courses") == ["DB-1"]


def test_the_courses_of_a_list_that_all_bear_its_address_are_several(school: Any) -> None:
    rows = [school.course(None, name, "vakken") for name in ("Databases", "Webontwikkeling", "UX-onderzoek")]
    school.crawl(*rows)
    assert school.names("courses") == ["Databases", "UX-onderzoek", "Webontwikkeling"]


def test_a_bachelor_is_not_the_master_of_the_same_name(school: Any) -> None:
    school.crawl(
        school.programme("Psychologie", "ba", degree="Bachelor of Science"),
        school.programme("Psychologie", "ma", degree="MSc"),
    )
    assert school.names("programmes") == ["Psychologie", "Psychologie"]


def test_units_that_stand_above_each_other_in_a_ring_do_not_hold_us(school: Any) -> None:
    from crm.statements import UnitSaid

    school.crawl(
        UnitSaid(page=school.page("a"), on=school.today, name="Domein A", parent="Domein B"),
        UnitSaid(page=school.page("b"), on=school.today, name="Domein B", parent="Domein A"),
    )
    assert sorted(u["parent_id"] is None for u in school.map()["units"]) == [False, True]


def test_refolding_makes_the_columns_again_from_the_sightings(school: Any) -> None:
    school.crawl(school.course("DB-1", "Databases", credits=5))
    course = school.the_course("DB-1")
    school.session.connection().execute(sa.update(Course.__table__).values(name="x", credits=None))  # type: ignore[attr-defined] # the table
    folding.refold(school.session, [course.id])
    assert (school.the_course("DB-1").name, school.the_course("DB-1").credits) == ("Databases", 5)


def _found(school: Any, words: str) -> list[str]:
    rows = contact_rows(school.session, contact_ids(school.session, parse(words), clock=school.clock))
    return [row.name for row in rows]


def test_a_list_finds_a_teacher_by_their_course_as_long_as_they_teach_it(school: Any) -> None:
    course, other = school.course("DB-1", "Databases"), school.teacher("P. Bakker", "team")
    school.crawl(course, other, school.teacher("J. Smit", "vak/DB-1", "DB-1"))
    assert _found(school, "databases") == ["J. Smit"]
    school.later()
    school.crawl(course, other, school.teacher("P. Bakker", "vak/DB-1", "DB-1"), school.teacher("J. Smit", "team"))
    assert _found(school, "databases") == ["P. Bakker"]


def test_a_teacher_is_found_by_the_name_a_hand_gave_their_course(school: Any) -> None:
    school.crawl(school.course("DB-1", "Databases"), school.teacher("J. Smit", "vak/DB-1", "DB-1"))
    edits.set_values(school.work(), EntityKind.COURSE, school.the_course("DB-1").id, {"name": "Gegevensbeheer"})
    assert (_found(school, "gegevens"), _found(school, "databases")) == (["J. Smit"], [])


def test_a_role_in_doubt_makes_nobody_found_by_its_course(school: Any) -> None:
    doubtful = school.teacher("J. Smit", "vak/DB-1", "DB-1")
    doubtful.roles[0].doubtful = True
    school.crawl(school.course("DB-1", "Databases"), doubtful, school.teacher("J. Smit", "team"))
    assert (_found(school, "smit"), _found(school, "databases")) == (["J. Smit"], [])


def test_a_sighting_without_a_page_is_refused_by_the_database(school: Any) -> None:
    school.crawl(school.teacher("Jan Smit", "team"))
    with pytest.raises(IntegrityError):
        school.session.connection().execute(sa.update(Sighting.__table__).values(page=""))  # type: ignore[attr-defined] # the table


@pytest.mark.parametrize("missing", ["page", "method", "first_seen", "last_seen", "entity_id"])
def test_a_sighting_without_page_method_or_day_is_refused_by_the_database(school: Any, missing: str) -> None:
    school.crawl(school.teacher("Jan Smit", "team"))
    with pytest.raises(IntegrityError):
        school.session.connection().execute(sa.update(Sighting.__table__).values({missing: None}))  # type: ignore[attr-defined] # the table


def test_a_crawled_sighting_without_a_source_is_refused_by_the_database(school: Any) -> None:
    school.crawl(school.teacher("Jan Smit", "team"))
    with pytest.raises(IntegrityError):
        school.session.connection().execute(sa.update(Sighting.__table__).values(source_id=None))  # type: ignore[attr-defined] # the table


def test_a_page_that_invites_assignments_is_a_basis_for_its_address(school: Any) -> None:
    quote = "Heeft u een opdracht voor onze studenten? Mail het stagebureau."
    invited = school.teacher("Jan Smit", "stage", email="stage@haz.example", designated_quote=quote)
    school.crawl(invited)
    basis = school.session.exec(select(ContactBasis)).one()
    assert (basis.basis, basis.evidence, basis.page, basis.by) == (
        "designated_address",
        quote,
        school.page("stage"),
        "crawl",
    )
    school.later()
    school.crawl(school.teacher("Jan Smit", "stage", email="stage@haz.example"))
    assert school.session.exec(select(ContactBasis)).all() == []


def test_a_basis_that_a_person_set_is_left_as_it_is(school: Any) -> None:
    school.crawl(school.teacher("Jan Smit", "stage", email="stage@haz.example"))
    id_ = school.person("Jan Smit").id
    said = ContactBasis(person_id=id_, basis=Basis.NONE, by="zoe", on=date(2026, 11, 23))
    school.session.add(said)
    school.session.flush()
    school.crawl(school.teacher("Jan Smit", "stage", email="stage@haz.example", designated_quote="Mail ons"))
    assert school.session.exec(select(ContactBasis)).one().basis == "none"


def test_hostile_text_is_stripped_and_bounded_on_the_way_in(school: Any) -> None:
    school.crawl(school.course("DB-1", "Data\x1b[31mbases\u202e " + "x" * 100_000))
    name = course_map(school.session)["courses"][0]["name"]
    assert name.startswith("Databases xxx")
    assert len(name) == 500


def test_an_unknown_field_is_named_with_those_there_are(school: Any) -> None:
    school.crawl(school.teacher("Jan Smit", "team"))
    with pytest.raises(UsageError, match="email"):
        edits.set_values(school.work(), EntityKind.PERSON, school.person("Jan Smit").id, {"emial": "x@haz.example"})


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "jan"), ("url", "geen adres"), ("name", ""), ("unit", "Nergens")],
)
def test_a_value_that_cannot_be_is_refused(school: Any, field: str, value: str) -> None:
    school.crawl(school.teacher("Jan Smit", "team"))
    with pytest.raises(UsageError):
        edits.set_values(school.work(), EntityKind.PERSON, school.person("Jan Smit").id, {field: value})


def test_a_thing_that_is_not_there_is_said(school: Any) -> None:
    with pytest.raises(NotFoundError):
        edits.set_values(school.work(), EntityKind.COURSE, 12, {"name": "Databases"})
    with pytest.raises(NotFoundError):
        why(school.session, EntityKind.COURSE, 12)


def test_what_a_page_says_of_digital_sprints_is_proposed_and_goes_with_it(school: Any, session: Session) -> None:
    said = "In blok 3 werk je in een digitale sprint."
    school.crawl(
        school.programme("HBO-ICT"), school.course("DB-1", "Databases", programme="HBO-ICT", sprint_quote=said)
    )
    [held] = session.exec(select(Embedding)).all()
    assert (held.evidence, held.page, held.proposed, held.by) == (said, school.page("vak/DB-1"), True, "crawl")
    school.later()
    school.crawl(
        school.programme("HBO-ICT", sprint_quote="Wij doen digitale sprints."), school.course("DB-1", "Databases")
    )
    session.expire_all()
    assert [one.evidence for one in session.exec(select(Embedding))] == ["Wij doen digitale sprints."]
    school.later()
    school.crawl(school.programme("HBO-ICT"))
    session.expire_all()
    assert session.exec(select(Embedding)).all() == []


def test_what_somebody_said_yes_to_stays_when_no_page_says_it_any_more(school: Any, session: Session) -> None:
    school.crawl(school.programme("HBO-ICT", sprint_quote="Wij doen digitale sprints."))
    work = school.work()
    embedding.accept(work, session.exec(select(Embedding.id)).one() or 0)
    school.later()
    school.crawl(school.programme("HBO-ICT"))
    session.expire_all()
    assert [(one.proposed, one.by) for one in session.exec(select(Embedding))] == [(False, "zoe")]


def test_what_the_first_language_calls_a_course_stands_whatever_was_read_last(school: Any) -> None:
    own = school.course(None, "Dijken en kades", "nl/dijken")
    other = school.course(None, "Dikes and Quays", "en/dikes", url=own.url, translation=True, credits=5)
    school.crawl(own, other)
    assert school.names("courses") == ["Dijken en kades"]
    school.later()
    other.on = school.today
    school.crawl(own, other)
    assert school.names("courses") == ["Dijken en kades"]
    assert school.map()["courses"][0]["credits"] == 5, "what only the other says counts"
    assert school.feed() == []
