"""Whose page it is by the words around a name, and pages of one's own site that are about something else."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import FoundPerson, PageKind
from crawler.extraction.naming import names_in_value, whole_name
from crawler.extraction.own_page import is_own, page_owner


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Welcome to Anna Vos's home page", "Anna Vos"),
        ("Welcome to Anna Vos's WWW Home Page", "Anna Vos"),
        ("The Home Page of Anna Vos", "Anna Vos"),
        ("Persoonlijke pagina van Anna Vos", "Anna Vos"),
        ("Home Page - Anna Vos", "Anna Vos"),
    ],
)
def test_the_name_between_the_words_of_a_title_is_the_owners(title: str, name: str) -> None:
    owner = page_owner(title)
    assert owner is not None
    assert owner.natural == name


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("Sabra's Home Page", True),
        ("Welcome to Sabra's homepage!", True),
        ("The department's home page", False),
        ("INF 101 Home Page", False),
        ("Databases home page", False),
    ],
)
def test_a_page_is_somebodys_own_by_a_first_name_that_nobody_knows(title: str, own: bool) -> None:
    assert is_own(title) is own


def test_a_page_with_a_first_name_only_is_a_persons() -> None:
    page = "<title>Sabra's Home Page</title><h1>Sabra's Home Page</h1><p>I study bees.</p><p>My photographs</p>"
    assert read_page(page, "https://uni.example/~sabra/").kind == PageKind.PERSON


def test_a_name_nobody_knows_is_borne_out_by_an_address_with_the_first_name() -> None:
    page = (
        "<title>Tavos Dimelu</title><h1>Tavos Dimelu</h1><p>Department of Computing</p>"
        "<p>Email: tavos@cs.uni.example</p><h2>About me</h2><p>I was born on an island.</p>"
    )
    read = read_page(page, "https://www-cs.uni.example/users/tavos/")
    assert read.kind == PageKind.PERSON
    assert [person.name for person in read.people] == ["Tavos Dimelu"]


def test_a_heading_that_the_title_holds_with_other_words_is_whom_the_page_is_about() -> None:
    page = (
        "<title>Anna de Wit CSE Faculty</title><h2>Some pointers</h2><p>Weather</p><h3>Anna de Wit</h3><p>Room 12</p>"
        "<p>wit@uni.example</p>"
    )
    assert read_page(page, "https://uni.example/~wit/").kind == PageKind.PERSON


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("publikationen.html", "Publikationen"),
        ("vortraege.html", "2024"),
        ("talks.html", "Talks"),
        ("tagungen.html", "Tagungen"),
    ],
)
def test_what_somebody_wrote_on_their_own_site_is_no_person_page(address: str, heading: str) -> None:
    page = f"<title>Prof. Dr. Anna Vos</title><h1>Anna Vos</h1><h3>{heading}</h3><h4>Bees and trees</h4><p>Leipzig</p>"
    assert read_page(page, f"https://vos.example/{address}").kind == PageKind.OTHER
    start = "<title>Prof. Dr. Anna Vos</title><h1>Anna Vos</h1><h3>Willkommen</h3><p>Leipzig</p>"
    assert read_page(start, "https://vos.example/").kind == PageKind.PERSON


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Anna G. Moor, Ph.D.", "Anna G. Moor"),
        ("Pieter A. Mol, II, CISSP, CEH, PMP", "Pieter A. Mol"),
        ("Anna Mol, J.D.", "Anna Mol"),
        ("Anna Mol, D.Sc., CISSP, NET+", "Anna Mol"),
        ("MOL, Anna C.", "Anna C. Mol"),
        ("MOL, Ama Boatema", "Ama Boatema Mol"),
        ("VAN DIJK, Anna", "Anna van Dijk"),
        ("JOHANNA A. AL-MOLI", "Johanna A. Al-Moli"),
        ("De Vries, J.D.", "J.D. de Vries"),
        ("Jansen, A.B. (Anna)", "Anna Jansen"),
    ],
)
def test_degrees_behind_a_name_are_none_of_it_and_middle_initials_stay(written: str, name: str) -> None:
    named = whole_name(written)
    assert named is not None
    assert named.natural == name


@pytest.mark.parametrize("line", ["B.S., Physics", "M.P.S., Cybersecurity", "B.A. UCLA", "Ph.D., Harbour College"])
def test_a_degree_with_its_subject_or_school_names_nobody(line: str) -> None:
    assert whole_name(line) is None
    assert names_in_value(line) == ()


FACULTY = (
    "<title>Faculty | Harbour College</title><h3>Faculty</h3>"
    "<h4>Anna G. Moor, Ph.D. | Program Director</h4><p>B.S., Physics, Harbour</p><p>Dr. Anna G. Moor builds boats.</p>"
    "<h4>Bram Kuiper | Graduate Faculty</h4><p>M.S. Logistics</p>"
    "<h4>Maansi Raswit, JD | Adjunct Instructor</h4><p>Law of the sea</p>"
)


def roles(people: list[FoundPerson]) -> dict[str, list[str]]:
    return {person.name: [role.kind for role in person.roles] for person in people}


def test_what_stands_behind_a_bar_is_what_somebody_is_below_a_heading_for_all() -> None:
    read = read_page(FACULTY, "https://uni.example/faculty.html")
    assert read.kind == PageKind.DIRECTORY
    assert roles(read.people) == {
        "Anna G. Moor": ["programme_director"],
        "Bram Kuiper": ["teacher"],
        "Maansi Raswit": ["teacher"],
    }


def test_a_professors_title_in_any_place_of_the_page_tells_that_somebody_teaches() -> None:
    page = "<title>Prof. Dr. Anna Vos</title><h1>Anna Vos</h1><h3>Prof. Dr. Anna Vos</h3><p>vos@uni.example</p>"
    assert roles(read_page(page, "https://vos.example/").people) == {"Anna Vos": ["teacher"]}
