"""Course pages and lists made by hand: code and name in plain lines, below announcements, beside terms."""

import pytest

from crawler.extraction.course_lines import course_title
from crawler.extraction.findings import PageKind

from .reading import courses, read

ANNOUNCED = (
    "<b>Announcements</b><ul><li><b>BEE 202: Lecture Notes 2014-15 (written down by a student)</b></li>"
    + "".join(f"<li>Homework #{number} is posted, due: Nov. {number}</li>" for number in range(1, 14))
    + "</ul>"
)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Seminar II", "Seminar II"),
        ("Seminar III (Research progress)", "Seminar III (Research progress)"),
        ("Seminar: Inseln im Moor", "Inseln im Moor"),
        ("Graph Theory (F2008/9, S2013/14, Sum2015)", "Graph Theory"),
        ("Graph Theory (S2004, S2005), S2021/22", "Graph Theory"),
        ("Europe in Crisis (1914-1945)", "Europe in Crisis (1914-1945)"),
        ("Exkursion in die Heide (geblockt)", "Exkursion in die Heide"),
    ],
)
def test_a_numbered_seminar_is_called_so_and_terms_in_brackets_are_no_name(written: str, title: str) -> None:
    assert course_title(written) == title


def test_the_name_stands_in_the_first_line_of_a_page_without_headings() -> None:
    for opening in ("<p>BEE 340: THE THOUGHT OF BEES</p>", "<center><b>BEE 340: THE THOUGHT OF BEES</b></center>"):
        found = read(f"{opening}<p>FALL 2003</p><p>Office hours: MWF</p><p>How do bees think?</p>", "bee340-f03.htm")
        assert courses(found) == [("BEE 340", "THE THOUGHT OF BEES", None)]
        assert found.kind == PageKind.COURSE


def test_a_message_about_a_course_is_not_what_it_is_called() -> None:
    found = read(
        "<p>BEE 201 Grade Distribution is posted: see below.</p><p>BEE 201 final exams are graded</p><p>Fall 2004</p>"
        "<p>BEE 201 : Wax Theory I</p><p>Course Outline: the first course on wax.</p>",
        "bee201/outline.htm",
        "Fall 2004",
    )
    assert courses(found) == [("BEE 201", "Wax Theory I", None)]


@pytest.mark.parametrize("title", ["BEE 202 Wax Theory II", "BEE 202 Spring 2012", "BEE 202 UHW"])
def test_the_name_stands_below_the_code_where_that_is_repeated_under_announcements(title: str) -> None:
    found = read(
        f"<p>Homework Sets</p>{ANNOUNCED}<h1>University of Honeywood</h1><p>BEE 202</p><p>Wax Theory II</p>"
        "<p>Instructors: A. Mol, J. Vos.</p>",
        "bee202/spring/index.html",
        title,
    )
    assert courses(found) == [("BEE 202", "Wax Theory II", None)]


def test_a_page_of_grades_is_no_course() -> None:
    found = read(
        "<p><b>BEE 301 Fall 2008-2009 Grade Reporting Page</b></p><p>Learn your grades, distribution of grades</p>",
        "bee301/fall/index.html",
    )
    assert (found.kind, courses(found)) == (PageKind.OTHER, [])


def test_a_number_in_two_parts_is_the_code_where_title_and_heading_begin_with_it() -> None:
    found = read(
        "<h1>192.031 Wabentheorie</h1><div>2022W, VU, 4.0h, 6.0EC</div><h2>Vortragende Personen</h2><p>Anna Mol</p>",
        "course?id=8",
        "192.031 Wabentheorie | Honigfeld",
    )
    assert courses(found) == [("192.031", "Wabentheorie", 6.0)]


def test_a_file_name_is_no_name_of_a_course() -> None:
    found = read(
        "<p><b>Syllabus</b></p><p>Instructor: Anna Mol</p><p>This course is about wax.</p>", "x.htm", "115syll_s99"
    )
    assert [course.name for course in found.courses if course.name] == []


def test_a_table_is_titled_by_its_first_row_with_the_code_a_label_gives() -> None:
    found = read(
        "<table><tr><td colspan=2><b>Modul UT-301: Umweltrecht</b></td></tr><tr><td>Modulnummer</td><td>UT-301</td>"
        "</tr><tr><td>Leistungspunkte</td><td>5</td></tr><tr><td>Lehrveranstaltungen:</td><td>a) Vorlesung b) Übung"
        "</td></tr></table>",
        "m301.html",
        "Modulhandbuch",
    )
    assert courses(found) == [("UT-301", "Umweltrecht", 5.0)]


def test_empty_brackets_behind_a_code_are_none_of_it() -> None:
    found = read(
        "<h1>Bijen en instituties</h1><dl><dt>Vakcode</dt><dd>B_BEI ()</dd><dt>Studiepunten</dt><dd>6</dd></dl>",
        "vak/1",
    )
    assert courses(found) == [("B_BEI", "Bijen en instituties", 6.0)]


def test_headings_are_the_courses_where_only_one_of_them_has_a_list_of_readings() -> None:
    names = ["Dynamical Systems", "Measure Theory", "Number Theory", "Great Books", "Topology"]
    readings = "<ul><li>The Wax Ethics</li><li>Songs of the Hive</li><li>A Honey Portrait</li></ul>"
    body = "".join(f"<h2>{name}</h2><p>I taught this twice.</p>{readings * (name == 'Great Books')}" for name in names)
    found = read(f"<h1>Teaching</h1>{body}", "teaching.htm", "Anna Mol - Teaching")
    assert [course.name for course in found.courses] == names


def test_headings_of_the_first_rank_that_announce_courses_are_none() -> None:
    found = read(
        "<h1>Short courses</h1><p>Join us.</p><h1>Our course programme</h1><p>All about bees.</p>"
        "<h1>Register now</h1><p>Here.</p>",
        "short-courses.html",
    )
    assert courses(found) == []


def test_a_course_under_two_codes_and_one_with_a_link_a_term_are_listed() -> None:
    terms = ", ".join(f'<a href="/wax/{year}/">F20{year}/{year + 1}</a>' for year in range(10, 40))
    found = read(
        "<h1>Courses</h1><p>BEE 341 &amp; WAX 340.07: LOVE AND HONEY</p><p>BEE 115: PHILOSOPHY OF THE HIVE</p>"
        f"<p>BEE 201 : Wax Theory I ({terms})</p><p>BEE 297: CULTURE OF BEES</p>",
        "courses.htm",
    )
    assert courses(found) == [
        ("BEE 341", "LOVE AND HONEY", None),
        ("BEE 115", "PHILOSOPHY OF THE HIVE", None),
        ("BEE 201", "Wax Theory I", None),
        ("BEE 297", "CULTURE OF BEES", None),
    ]
