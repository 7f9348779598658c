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
