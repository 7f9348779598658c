"""Roles and labels as colleges write them whose principal, HOD and coordinators go by short names."""

import pytest

from crawler.extraction.findings import PageKind
from crawler.extraction.recognisers.roles import read_roles

from .reading import read, roles


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("HOD, Department of Physics", ["staff"]),
        ("Principal", ["dean"]),
        ("Dr. A. Vos, Principal", ["dean"]),
        ("Principal Lecturer", ["teacher"]),
        ("Principal Investigator", []),
        ("the principal components of data", []),
        ("Professor and Dean R & D", ["teacher", "staff"]),
        ("Dean SDW", [None]),
        ("Dean, Faculty of Arts", ["dean"]),
        ("M.Tech. Coordinator", ["programme_coordinator"]),
        ("Second Year Coordinator", ["course_coordinator"]),
    ],
)
def test_what_somebody_is_called(text: str, kinds: list[str | None]) -> None:
    assert [reading.kind for reading in read_roles(text)] == kinds


def test_what_somebody_studied_and_whose_child_they_are_names_nobody() -> None:
    cards = "".join(
        f"<div><h4>{name}</h4><dl><dt>Designation</dt><dd>Assistant Professor</dd><dt>Qualification</dt>"
        f"<dd>Ph.D. (Pursuing), M.Tech. (Thermal), B.E. (Mech.)</dd><dt>Father's Name</dt><dd>{father}</dd></dl>"
        f"<p>Email : <a href=mailto:{mail}@school.example>{mail}@school.example</a></p></div>"
        for name, father, mail in [("Dr. A. Vos", "Karel Vos", "anna.vos"), ("Mr. B. Mol", "Joop Mol", "ben.mol")]
    )
    found = read(f"<h1>Faculty</h1>{cards}", "people/faculty")
    assert roles(found) == {"A. Vos": {"teacher"}, "B. Mol": {"teacher"}}
    assert [person.email for person in found.people] == ["anna.vos@school.example", "ben.mol@school.example"]


def test_a_page_titled_by_a_name_and_a_role_is_that_persons_below_whatever_banner() -> None:
    text = "<h1>Welcome to</h1><h1>Heath College</h1><ul><li>Home<li>Hostel</ul>{}<div>Designation</div><div>: {}</div>"
    title = "Anna Vos , Junior Lecturer in Physics"
    found = read(text.format(f"<div>{title}</div>", "Junior Lecturer in Physics"), "biodata/vos.html", title)
    assert found.kind == PageKind.PERSON
    assert roles(found) == {"Anna Vos": {"teacher"}}


def test_a_title_that_the_page_does_not_repeat_makes_it_nobodys() -> None:
    found = read("<h1>Hostel</h1><p>Rooms for 200 students.</p>", "hostel.html", "Anna Vos, Lecturer in Physics")
    assert found.kind == PageKind.OTHER
    assert not found.people


@pytest.mark.parametrize("mark", [", ", "; ", " | ", " · "])
def test_whom_an_unknown_label_in_the_same_line_names_has_not_the_role_before_it(mark: str) -> None:
    found = read(f"<h1>Team ICT</h1><p>Opleidingsmanager: Anja Boer{mark}Huisvesting: Bert Kok</p>", "team")
    assert "programme_director" in roles(found)["Anja Boer"]
    assert not roles(found).get("Bert Kok")


def test_a_part_of_the_course_in_the_same_line_has_teachers_as_well() -> None:
    found = read("<h1>Databases</h1><p>Docent: Anja Boer, Werkcollege: Bert Kok</p><p>Studiepunten: 5</p>", "vak")
    assert roles(found) == {"Anja Boer": {"teacher"}, "Bert Kok": {"teacher"}}
