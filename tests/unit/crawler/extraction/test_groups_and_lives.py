"""Under which heading somebody stands, what lines of their life say, and whose page it is."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.career import is_past
from crawler.extraction.findings import FoundPerson, PageKind
from crawler.extraction.naming import is_place, whole_name
from crawler.extraction.own_page import page_owner
from crawler.extraction.references import is_reference

LAB = "https://lab.example/people.html"


def people(page: str, url: str = LAB) -> dict[str, FoundPerson]:
    return {person.name: person for person in read_page(page, url).people}


def kinds(found: dict[str, FoundPerson]) -> dict[str, list[str]]:
    return {name: [role.kind for role in person.roles] for name, person in found.items()}


def entry(name: str, role: str = "", level: int = 3) -> str:
    return f"<h{level}>{name}</h{level}><p>{role}</p>" if role else f"<h{level}>{name}</h{level}>"


def test_a_heading_over_a_group_speaks_for_all_below_it() -> None:
    found = people(
        "<h1>People</h1><h2>Principal investigator</h2>"
        + entry("Anna de Wit", "Full professor")
        + "<h2>PhD students</h2>"
        + entry("Bram Kuiper")
        + entry("Cor Vos", "Teaches the lab course as an instructor")
        + "<h2>Alumni</h2>"
        + entry("Dirk Mol", "Postdoc, now assistant professor elsewhere")
        + entry("Els Prins", "Research engineer")
        + "<h2>External collaborators</h2>"
        + entry("Fien Bos", "Professor")
    )
    assert kinds(found) == {
        "Anna de Wit": ["teacher"],
        "Bram Kuiper": [],
        "Cor Vos": [],
        "Dirk Mol": [],
        "Els Prins": [],
        "Fien Bos": [],
    }


@pytest.mark.parametrize(
    "heading",
    [
        "Studentische Hilfskräfte",
        "Ehemalige Mitarbeitende",
        "Graduated Ph.D. students",
        "Doctoraatsstudenten",
        "Oud-collega's",
    ],
)
def test_groups_of_students_and_of_those_who_left_are_known_in_each_language(heading: str) -> None:
    found = people(f"<h1>Team</h1><h2>{heading}</h2>" + "".join(map(entry, ("Anna de Wit", "Bram Kuiper", "Cor Vos"))))
    assert kinds(found) == {"Anna de Wit": [], "Bram Kuiper": [], "Cor Vos": []}


def test_who_teaches_under_a_compound_for_teachers_is_a_teacher() -> None:
    found = people(
        "<h1>Team</h1><h2>Sprachdozenten</h2>" + "".join(map(entry, ("Anna Weber", "Bernd Kraus", "Carla Voss")))
    )
    assert kinds(found) == {name: ["teacher"] for name in ("Anna Weber", "Bernd Kraus", "Carla Voss")}


@pytest.mark.parametrize(
    "line",
    [
        "2009-2013 PhD student",
        "1998 - 2004 Lecturer in logic",
        "Ph.D., University of Westmark, 1994",
        "Former dean",
        "Voormalig docent",
    ],
)
def test_lines_of_a_career_tell_what_somebody_was(line: str) -> None:
    assert is_past(line)


@pytest.mark.parametrize("line", ["Lecturer since 2014", "2019 - present: Professor", "Docent 2026-2027", "Professor"])
def test_what_still_goes_on_is_not_past(line: str) -> None:
    assert not is_past(line)


def test_a_job_of_the_past_beside_a_name_gives_no_role_and_takes_none() -> None:
    found = people(
        "<h1>Staff</h1>"
        + entry("Anna de Wit", "Lecturer</p><p>2001-2006 student assistant")
        + entry("Bram Kuiper", "Lecturer")
        + entry("Cor Vos", "Lecturer")
    )
    assert kinds(found)["Anna de Wit"] == ["teacher"]


def test_the_heading_of_a_home_page_may_greet_and_the_title_name_its_owner() -> None:
    page = (
        "<title>Home Page of Marit Hoekstra</title><h1>Welcome!</h1>"
        "<p>Associate Professor</p><p>hoekstra@uni.example</p>"
    )
    read = read_page(page, "https://uni.example/~hoekstra/")
    assert read.kind == PageKind.PERSON
    assert [(p.name, p.email, [r.kind for r in p.roles]) for p in read.people] == [
        ("Marit Hoekstra", "hoekstra@uni.example", ["teacher"])
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Home page of Anna de Wit", "Anna de Wit"),
        ("Anna de Wit's Home Page", "Anna de Wit"),
        ("Profiel Bram Kuiper", "Bram Kuiper"),
        ("Homepage von Bernd Kraus", "Bernd Kraus"),
    ],
)
def test_a_title_says_whose_page_it_is(title: str, name: str) -> None:
    owner = page_owner(title)
    assert owner is not None
    assert owner.natural == name


def test_the_home_page_of_a_thing_has_no_owner() -> None:
    assert page_owner("Home page of the Compiler Project") is None


def test_a_name_that_no_list_knows_is_one_where_an_address_spells_it() -> None:
    page = "<title>Zyrmund Qvatse</title><h1>Zyrmund Qvatse</h1><p>zqvatse@uni.example</p>"
    read = read_page(page, "https://uni.example/zq.html")
    assert [(p.name, p.email) for p in read.people] == [("Zyrmund Qvatse", "zqvatse@uni.example")]


def test_authors_of_publications_are_nobody_of_the_page() -> None:
    page = "<h1>Publications of our people</h1>" + "".join(
        f"<p>{text}</p>"
        for text in (
            "Vos, C., & Mol, D. (2019). On the shape of lists. Journal of Trees, 3, 12-20.",
            "Bos, F., Prins, E. and Mol, D. (2020). Lists of shapes. Proc. of the Symposium on Trees, pp. 1-9.",
            "D. Mol, C. Vos, Shapes of trees, Proc. of the Symposium on Lists, 2021, pp. 4-8",
        )
    )
    assert people(page, "https://lab.example/publications.html") == {}


def test_a_line_of_names_is_no_reference() -> None:
    assert not is_reference("A. de Wit, B. Kuiper, C. Vos, D. Mol, E. Prins, F. Bos")
    assert not is_reference("Anna de Wit, docent wiskunde sinds 2012, kamer B1.20, telefoon 020 555 01 10")


@pytest.mark.parametrize("text", ["Cotterell, Inc.", "Van Dijk B.V.", "Kraus GmbH", "Inhaberin der Professur"])
def test_firms_and_posts_are_no_names(text: str) -> None:
    named = whole_name(text)
    assert named is None or named.score < 0.6


def test_a_place_with_its_postal_code_is_no_name() -> None:
    assert is_place("San Miguel, CA 92407")
    assert is_place("1012 AB Amsterdam")
    assert not is_place("Anna de Wit, M.Sc. 2002")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Prof. Xiaoming (Jerry) Wu", "Xiaoming (Jerry) Wu"),
        ("Robert L. Bosscher Jr.", "Robert L. Bosscher"),
        ("J.M. (Jan) van der Berg", "J.M. (Jan) van der Berg"),
    ],
)
def test_a_name_stands_as_written_with_its_call_name_and_initials(written: str, name: str) -> None:
    named = whole_name(written)
    assert named is not None
    assert named.natural == name


def test_the_foot_of_a_card_is_part_of_the_card() -> None:
    page = "<h1>People</h1>" + "".join(
        f'<div class="card"><p>{name}</p><p>Lecturer</p>'
        f'<div class="card-footer"><a href="mailto:{mail}@lab.example"><i></i></a></div></div>'
        for name, mail in (("Anna de Wit", "dewit"), ("Bram Kuiper", "kuiper"), ("Cor Vos", "vos"))
    )
    assert {name: person.email for name, person in people(page).items()} == {
        "Anna de Wit": "dewit@lab.example",
        "Bram Kuiper": "kuiper@lab.example",
        "Cor Vos": "vos@lab.example",
    }


def test_entries_are_told_by_the_level_of_their_headings_whatever_boxes_they_stand_in() -> None:
    page = (
        '<h1>Members</h1><div class="a"><h4>Anna de Wit</h4></div><section class="b"><div><h4>Bram Kuiper</h4></div>'
        '</section><article class="c"><h4>Cor Vos</h4></article>'
    )
    assert set(people(page)) == {"Anna de Wit", "Bram Kuiper", "Cor Vos"}


def test_all_who_teach_a_course_are_named_behind_one_phrase() -> None:
    page = "<h1>INF201 Databases</h1><p>The class is taught by Anna de Wit and Bram Kuiper.</p><p>Exam: written</p>"
    assert kinds(people(page, "https://uni.example/courses/inf201.html")) == {
        "Anna de Wit": ["teacher"],
        "Bram Kuiper": ["teacher"],
    }


def test_an_assistant_among_the_staff_of_a_course_is_a_student() -> None:
    page = (
        "<h1>INF201 Databases</h1><h3>Staff</h3><ul><li>Anna de Wit, instructor</li>"
        "<li>Bram Kuiper, teaching assistant</li></ul><h3>Exam</h3><p>Written</p>"
    )
    assert kinds(people(page, "https://uni.example/courses/inf201.html")) == {
        "Anna de Wit": ["teacher"],
        "Bram Kuiper": [],
    }
