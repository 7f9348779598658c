"""Heads by the thing that their line names, staff beside faculty, and what pages made by hand leave unmarked."""

import pytest

from crawler.extraction.naming import whole_name
from crawler.extraction.recognisers.emails import find_emails

from .reading import courses, read, roles, teachers


@pytest.mark.parametrize("mark", [" – ", ": ", " | ", ", "])
def test_below_a_word_for_heads_each_line_names_what_is_headed_and_by_whom(mark: str) -> None:
    items = f"<li>College Techniek &amp; ICT{mark}<b>Anna Vos</b></li><li>College Zorg{mark}Jan Bakker (a.i.)</li>"
    found = read(f"<h1>Bestuur en directie</h1><h2>Directeuren</h2><ul>{items}</ul>", "organisatie")
    assert roles(found) == {"Anna Vos": {"dean"}, "Jan Bakker": {"dean"}}


def test_a_word_for_heads_makes_nobody_of_what_is_no_thing_to_head() -> None:
    items = "<li>Assen – Anna Vos</li><li>Koffie – Jan Bakker</li>"
    assert roles(read(f"<h1>Bestuur en directie</h1><h2>Directeuren</h2><ul>{items}</ul>", "organisatie")) == {}


def test_staff_beside_faculty_teach_nothing() -> None:
    rows = "".join(
        f"<tr><td>{name}<td>Professor<td>{mail}"
        for name, mail in (("Karl Lindholm", "klindholm at bees.school.edu"), ("Anna Vos", "avos at bees.school.edu"))
    )
    found = read(
        f"<h1>Faculty &amp; Staff</h1><table><tr><td><b>Name</b><td><b>Title</b><td><b>E-mail</b>{rows}</table>"
        "<p><b>Staff</b><br>Jo Bakker, Administrative Assistant, 214 Wax Hall<br>Mia Roos, Lab Technician</p>",
        "people.html",
    )
    assert roles(found) == {
        "Karl Lindholm": {"teacher"},
        "Anna Vos": {"teacher"},
        "Jo Bakker": {"staff"},
        "Mia Roos": {"staff"},
    }
    assert {person.name: person.email for person in found.people if person.email} == {
        "Karl Lindholm": "klindholm@bees.school.edu",
        "Anna Vos": "avos@bees.school.edu",
    }


@pytest.mark.parametrize("text", ["look at www.school.edu", "Look at bees.school.edu", "more at school.edu"])
def test_a_word_and_a_site_are_no_address(text: str) -> None:
    assert find_emails(text) == []


@pytest.mark.parametrize(
    "people",
    [
        "<p><b>Professors Anna Vos and Mei-Ling Hsu</b><br>MW 11:00-12:15<br>Office hours M 2-4</p>",
        "<p>Instructors Anna Vos and Mei-Ling Hsu</p>",
    ],
)
def test_several_stand_behind_one_word_for_what_they_are(people: str) -> None:
    assert teachers(read(f"<h1>Bees (BEE 340)</h1>{people}", "courses/bee340")) == {"Anna Vos", "Mei-Ling Hsu"}


def test_code_name_and_credits_stand_below_each_other_on_a_page_without_headings() -> None:
    found = read(
        "<center><font size=6>BEE 215</font><br><b>Wax and Honey</b><br>Fall 2008 &#149; 3 units</center>"
        "<p>Instructor: Anna Vos</p>",
        "bee215.html",
    )
    assert courses(found) == [("BEE 215", "Wax and Honey", 3.0)]


def test_units_count_credits_in_a_line_with_other_labels() -> None:
    found = read(
        "<h1>Bees (BEE 340)</h1><p><b>Prerequisite:</b> junior standing. <b>Units:</b> 3. Satisfies area D4.</p>",
        "courses/bee340",
    )
    assert courses(found) == [("BEE 340", "Bees", 3.0)]


@pytest.mark.parametrize("behind", ["", " MSc", ", MSc", " (emeritus)"])
def test_a_call_name_in_brackets_stays_as_the_page_writes_it(behind: str) -> None:
    named = whole_name(f"dr. M.J. (Maaike) van den Bosch{behind}")
    assert named is not None
    assert named.natural == "M.J. (Maaike) van den Bosch"


@pytest.mark.parametrize(
    ("unit", "line", "kind"),
    [
        ("Department of Bees", "Chair: Anna Vos", "staff"),
        ("Department of Bees", "Anna Vos, Chair", "staff"),
        ("Department of Bees", "<b>Chair</b><br>Anna Vos", "staff"),
        ("Academie Bijen", "Directeur – Anna Vos", "dean"),
        ("Faculteit Bijenkunde", "Hoofd: Anna Vos", "dean"),
        ("Studiengang Bienenkunde", "Leitung: Prof. Dr. Anna Vos", "programme_director"),
    ],
)
def test_a_word_for_a_head_is_a_role_on_the_page_of_what_is_headed(unit: str, line: str, kind: str) -> None:
    found = roles(read(f"<h1>{unit}</h1><p>Welkom.</p><p>{line}</p><p>We houden bijen.</p>", "bees"))
    assert kind in found["Anna Vos"]


def test_it_is_none_where_the_page_is_about_nothing_that_is_headed() -> None:
    assert roles(read("<h1>Honigmarkt in Assen</h1><p>Chair: Anna Vos</p>", "markt")) == {}


@pytest.mark.parametrize("mark", [" – ", " | ", ", ", " → ", " / ", " - "])
def test_a_post_and_a_mark_stand_before_whoever_has_it(mark: str) -> None:
    found = roles(read(f"<h1>Bijenkunde</h1><p>Welkom.</p><p>Opleidingsmanager{mark}Anna Vos</p>", "bijenkunde"))
    assert found == {"Anna Vos": {"programme_director"}}


def test_a_line_below_a_desk_lists_all_who_work_there() -> None:
    found = read("<h1>Dekanat</h1><h2>Dekanatssekretariat</h2><p>Sabine Roos, Birgit Vos</p>", "dekanat")
    assert roles(found) == {"Sabine Roos": {"staff"}, "Birgit Vos": {"staff"}}


def test_a_row_of_one_cell_says_what_those_below_it_are() -> None:
    rows = "".join(
        f"<tr><th colspan=3>{group}</th></tr><tr><td>{name}</td><td>Room {n}</td><td>{n}@bees.example</td></tr>"
        for n, (group, name) in enumerate([("Professors", "Vos, Anna"), ("Secretaries", "Bakker, Jan")])
    )
    found = roles(read(f"<h1>People</h1><table>{rows}</table>", "people"))
    assert found["Anna Vos"] == {"teacher"}
    assert found["Jan Bakker"] != {"teacher"}


def test_a_dean_of_a_university_heads_a_faculty_and_one_of_a_college_counsels_students() -> None:
    table = (
        "<table><tr><td>Decaan</td><td>dr. Anna Vos</td></tr><tr><td>Secretaris</td><td>Jan Bakker</td></tr></table>"
    )
    asked = {
        school: roles(read(f"<h1>Bestuur</h1>{table}<footer><p>{school}, Dorpsstraat 1</p></footer>", "bestuur"))
        for school in ("Universiteit Rijnburg", "Hogeschool Zuiderdiep")
    }
    assert asked["Universiteit Rijnburg"]["Anna Vos"] == {"dean"}
    assert "dean" not in asked["Hogeschool Zuiderdiep"].get("Anna Vos", set())


def test_the_place_of_a_course_to_be_chosen_is_none() -> None:
    rows = [("Subject", "Credits"), ("Bees", "4"), ("Wax", "4"), ("Elective I", "3"), ("Free elective (2)", "3")]
    table = "".join(f"<tr><td>{name}</td><td>{credits_}</td></tr>" for name, credits_ in rows)
    found = read(f"<h1>Curriculum</h1><table>{table}</table>", "curriculum")
    assert [course.name for course in found.courses] == ["Bees", "Wax"]


def test_links_that_name_a_degree_are_programmes_each_degree_its_own() -> None:
    items = "".join(
        f"<li><a href={n}>{name} in Bees</a>" for n, name in enumerate(["Master of Science", "Doctor of Philosophy"])
    )
    found = read(f"<h1>What we offer</h1><ul>{items}</ul>", "offer")
    assert {(programme.name, programme.degree) for programme in found.programmes} == {
        ("Bees", "Master of Science"),
        ("Bees", "Doctor of Philosophy"),
    }
