"""What a page says becomes what the map takes in, with its page, day, method and words."""

from datetime import date

import pytest

from crawler.extraction.findings import (
    Evidence,
    FoundCourse,
    FoundPerson,
    FoundProgramme,
    FoundRole,
    FoundUnit,
    PageFindings,
)
from crawler.extraction.findings import Method as Found
from crawler.school_names import school_name
from crawler.statements import ReadPage, school_said
from crm.statements import SchoolSaid
from crm.words import Level, Method

DAY = date(2026, 11, 20)
PAGE = "http://gids.school.example/db1.html"


def said(findings: PageFindings) -> SchoolSaid:
    pages = [ReadPage(findings, DAY)]
    return school_said(
        pages, domain="school.example", name="School", url="http://x.example/", level=None, on=date(2026, 11, 23)
    )


def test_a_course_carries_its_page_its_day_and_its_most_trusted_method() -> None:
    found = PageFindings(
        PAGE,
        courses=[FoundCourse("Databases", code="ICT-DB-1", url="HTTP://gids.school.example:80/db1.html#top")],
        evidence=[
            Evidence("courses[0].name", "Databases", Found.HEADING),
            Evidence("courses[0].code", "Vakcode: ICT-DB-1", Found.LABEL),
            Evidence("courses[1].name", "of another", Found.FEED),
        ],
    )
    course = said(found).courses[0]
    assert (course.page, course.on, course.method) == (PAGE, DAY, Method.LABEL)
    assert course.evidence == {"name": "Databases", "code": "Vakcode: ICT-DB-1"}
    assert course.url == PAGE, "an address has one spelling everywhere"


def test_what_nothing_vouches_for_is_running_text() -> None:
    assert said(PageFindings(PAGE, courses=[FoundCourse("Databases")])).courses[0].method is Method.TEXT


@pytest.mark.parametrize(
    ("page", "own", "year"),
    [
        ("http://gids.school.example/2026-2027/db-1", None, "2026-2027"),
        ("http://gids.school.example/zoek?collegejaar=2026&code=db-1", None, "2026-2027"),
        ("http://gids.school.example/opleiding", "http://gids.school.example/gids-2026-27/db-1", "2026-2027"),
        ("http://gids.school.example/vakken/202627", None, None),
        ("http://gids.school.example/2010-11-05/db-1", None, None),
    ],
)
def test_a_course_and_who_teaches_it_are_of_the_school_year_in_the_address(
    page: str, own: str | None, year: str | None
) -> None:
    roles = [FoundRole("teacher", "course", url=own), FoundRole("staff", "unit")]
    found = PageFindings(page, courses=[FoundCourse("Databases", url=own)], people=[FoundPerson("An Bos", "An Bos")])
    found.people[0].roles = roles
    told = said(found)
    assert told.courses[0].school_year == year
    assert [role.school_year for role in told.people[0].roles] == [year, None]
    found.courses[0].school_year = "2024-2025"
    assert said(found).courses[0].school_year == "2024-2025", "what the page says comes first"


def test_a_course_without_name_and_code_is_none() -> None:
    assert said(PageFindings(PAGE, courses=[FoundCourse(None)])).courses == []


def test_who_has_no_role_is_not_told_to_the_map() -> None:
    people = [
        FoundPerson("Jan Smit", "Jan Smit"),
        FoundPerson("An Bos", "An Bos", roles=[FoundRole("teacher", "course")]),
    ]
    assert [person.name for person in said(PageFindings(PAGE, people=people)).people] == ["An Bos"]


def test_the_map_learns_the_full_name_that_the_site_gives_a_surname() -> None:
    roles = [FoundRole("teacher", "course")]
    people = [
        FoundPerson("Bakker", "Bakker", full_name="Anna Bakker", roles=roles),
        FoundPerson("Vos", "Vos", roles=roles),
    ]
    assert [person.name for person in said(PageFindings(PAGE, people=people)).people] == ["Anna Bakker", "Vos"]


def test_a_role_keeps_what_it_is_of() -> None:
    role = FoundRole(
        "teacher", "course", name="Databases", code="DB1", school_year="2026-2027", text="Docent", doubtful=True
    )
    person = FoundPerson("An Bos", "dr. An Bos", titles=["dr."], email="a.bos@school.example", roles=[role])
    told = said(PageFindings(PAGE, people=[person])).people[0]
    assert told.titles == ["dr."]
    assert (told.roles[0].code, told.roles[0].school_year, told.roles[0].words) == ("DB1", "2026-2027", "Docent")
    assert told.roles[0].doubtful


@pytest.mark.parametrize(
    ("email", "quote"), [("Stage@School.example", "Heeft u een opdracht?"), ("x@school.example", None)]
)
def test_an_invitation_belongs_to_whom_it_gives_the_address_of(email: str, quote: str | None) -> None:
    person = FoundPerson("An Bos", "An Bos", email=email, roles=[FoundRole("contact", "unit")])
    found = PageFindings(PAGE, people=[person], designated_address=("stage@school.example", "Heeft u een opdracht?"))
    assert said(found).people[0].designated_quote == quote


def test_units_and_programmes_are_told_too() -> None:
    found = PageFindings(
        PAGE,
        units=[FoundUnit("Faculteit ICT", parent="Hogeschool")],
        programmes=[FoundProgramme("HBO-ICT", level="hbo", unit="Faculteit ICT")],
    )
    told = said(found)
    assert (told.units[0].name, told.units[0].parent) == ("Faculteit ICT", "Hogeschool")
    assert told.programmes[0].level is Level.HBO


@pytest.mark.parametrize(
    ("given", "title", "name"),
    [
        ("Hogeschool aan Zee", "Home | Iets anders", "Hogeschool aan Zee"),
        ("HAZ", "Home | Iets anders", "HAZ"),
        ("www.haz.example", "Home | Hogeschool aan Zee", "Hogeschool aan Zee"),
        ("www.haz.example", "Welkom bij Hogeschool aan Zee", "Hogeschool aan Zee"),
        ("haz.example", "Hogeschool aan Zee", "Hogeschool aan Zee"),
        ("zandbank.example", "De Zandbank | MBO-college", "De Zandbank"),
        ("nebelhorn.example", "Fachschule Nebelhorn – Wir können das", "Fachschule Nebelhorn"),
        ("oever.example", "Studeren in Oever - Universiteit Oever - Dicht bij zee", "Universiteit Oever"),
        ("www.haz.example", "Welkom bij Hogeschool", "Hogeschool"),
        ("haz.example", "Home", "haz.example"),
        ("haz.example", None, "haz.example"),
    ],
)
def test_a_school_is_called_as_it_was_given_or_else_as_its_start_page_says(
    given: str, title: str | None, name: str
) -> None:
    assert school_name(given, title) == name


def test_a_course_in_another_language_is_that_of_the_first_and_says_that_it_translates_it() -> None:
    other = "http://gids.school.example/en/dikes"
    found = PageFindings(other, courses=[FoundCourse("Dikes", url=other)], people=[FoundPerson("An Bos", "An Bos")])
    found.people[0].roles = [FoundRole("teacher", "course", name="Dikes", url=other)]
    read = ReadPage(found, DAY, {other: PAGE})
    told = school_said([read], domain="school.example", name="School", url=PAGE, level=None, on=DAY)
    assert (told.courses[0].url, told.courses[0].translation, told.courses[0].name) == (PAGE, True, "Dikes")
    assert told.people[0].roles[0].url == PAGE
    assert not said(PageFindings(PAGE, courses=[FoundCourse("Dijken", url=PAGE)])).courses[0].translation
