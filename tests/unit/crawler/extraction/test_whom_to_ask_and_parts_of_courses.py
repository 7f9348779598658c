"""Whom a sentence sends its reader to, groups that do not all teach, and pages that are a part of a course."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import FoundPerson, PageKind
from crawler.extraction.own_title import is_numbered_part
from crawler.extraction.recognisers.emails import find_emails

COURSE = "<title>Minor Bijen</title><h1>Minor Bijen</h1><p>Code: BIJ101</p><p>EC: 30</p>"


def people(page: str, address: str) -> dict[str, FoundPerson]:
    return {person.name: person for person in read_page(page, f"https://school.example/{address}").people}


def kinds(found: dict[str, FoundPerson]) -> dict[str, list[str]]:
    return {name: sorted({role.kind for role in person.roles}) for name, person in found.items()}


@pytest.mark.parametrize(
    "sentence",
    [
        "Neem voor meer informatie contact op met Anna Vos (a.vos@school.example).",
        "Meer weten? Mail Anna Vos: a.vos@school.example",
        "Aanmelden kan via Anna Vos (a.vos@school.example).",
        "Questions? Email Anna Vos (a.vos@school.example).",
        "For questions, contact Anna Vos at a.vos@school.example",
        "Bei Fragen wenden Sie sich bitte an Anna Vos (a.vos@school.example).",
    ],
)
def test_an_address_behind_the_name_does_not_hide_whom_to_ask(sentence: str) -> None:
    found = people(f"{COURSE}<p>{sentence}</p>", "minoren/bijen")
    assert kinds(found) == {"Anna Vos": ["contact"]}
    assert found["Anna Vos"].email == "a.vos@school.example"


def test_a_label_in_small_letters_behind_another_in_its_line_is_one() -> None:
    line = "Course coordinator: Anna Vos (a.vos@school.example), lecturers: Bram Kuiper, Cor Mol"
    assert kinds(people(f"{COURSE}<p>{line}</p>", "minoren/bijen")) == {
        "Anna Vos": ["course_coordinator", "teacher"],
        "Bram Kuiper": ["teacher"],
        "Cor Mol": ["teacher"],
    }


def test_a_professor_with_an_address_on_top_of_a_courses_page_teaches_it() -> None:
    page = "<title>INF201 Data</title><h1>INF201 Data</h1><p>Prof. Anna Vos, vos@uni.example</p><h3>Exam</h3><p>May</p>"
    assert kinds(people(page, "courses/inf201.html")) == {"Anna Vos": ["teacher"]}


def test_not_all_staff_teach() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{post}</td><td>{mail}@school.example</td></tr>"
        for name, post, mail in (
            ("Anna Vos", "Lecturer", "vos"),
            ("Bram Kuiper", "Head of Department", "kuiper"),
            ("Cor Mol", "Technician", "mol"),
        )
    )
    found = people(f"<title>Staff</title><h1>Staff</h1><table>{rows}</table>", "staff/")
    assert kinds(found) == {"Anna Vos": ["teacher"], "Bram Kuiper": ["staff"], "Cor Mol": ["staff"]}


def test_what_the_next_item_says_is_said_of_somebody_else() -> None:
    items = "<li>Anna Vos, Professor</li><li>Bram Kuiper, Lecturer</li><li>W. Xq, Professor Emeritus</li>"
    found = kinds(people(f"<title>Faculty</title><h1>Faculty</h1><ul>{items}</ul>", "faculty/"))
    assert found["Bram Kuiper"] == ["teacher"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Week 3: Bees", True),
        ("hw12", True),
        ("lab01b", True),
        ("Lecture 4 - Keys", True),
        ("Übungsblatt 2", True),
        ("Les 1: Variabelen", True),
        ("Lectures on bees", False),
        ("Lab 101", False),
        ("Psychology 1", False),
    ],
)
def test_parts_of_courses_are_numbered(text: str, part: bool) -> None:
    assert is_numbered_part(text) is part


def test_a_week_of_a_course_is_no_course() -> None:
    page = "<title>Week 1 - Bijen</title><h1>Week 1</h1><h2>Leerdoelen</h2><p>Bijen.</p><h2>Opdrachten</h2>"
    assert read_page(page, "https://school.example/courses/bijen/week1.html").kind == PageKind.OTHER


@pytest.mark.parametrize("at", ['"at"', "'at'", "“at”", "((at))", "|at|", "/at/"])
def test_the_word_for_at_may_be_set_off_in_more_ways(at: str) -> None:
    assert find_emails(f"email: a.vos {at} school.example") == ["a.vos@school.example"]
    assert find_emails(f"what is said {at} the end") == []


def test_a_persons_own_site_without_headings_is_theirs() -> None:
    page = (
        "<title>Anna Vos - University of Bees</title><ul><li>Home</li><li>Teaching</li></ul><p>Anna Vos</p>"
        "<p>Institute of Wax</p><p>University of Bees</p><p>12345 Hive</p><p>Germany</p>"
        '<p>email: vos "at" bees.uni.example</p><p>phone: +49 941 943 5917</p><p>About me</p><p>I study wax.</p>'
    )
    read = read_page(page, "https://vos.example/")
    assert read.kind == PageKind.PERSON
    assert [(person.name, person.email) for person in read.people] == [("Anna Vos", "vos@bees.uni.example")]


def test_a_professor_in_the_head_of_a_courses_page_teaches_it() -> None:
    page = "<title>CS 470</title><h1>Wise Machines</h1><h1>CS 470</h1><p>Professor Anna Vos</p><p>Slides</p>"
    assert kinds(people(page, "~vos/470/home.html")) == {"Anna Vos": ["teacher"]}


def test_names_below_a_heading_for_teachers_make_a_directory() -> None:
    names = ("Anna Vos", "Bram Kuiper", "Cor Mol", "Dirk de Wit", "Eva Prins", "Frank Bos", "Gijs Smit", "Hanna Visser")
    page = "<title>Ouderavond</title><h1>Docenten</h1>" + "".join(
        f"<p>{name}</p><p>HTML, Project</p>" for name in names
    )
    read = read_page(page, "https://school.example/docenten.html")
    assert read.kind == PageKind.DIRECTORY
    assert {person.name for person in read.people} == set(names)
    assert read.courses == []
