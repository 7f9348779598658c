"""Courses told by their codes: in the head of their own page, at the start of lines, in a column without a header."""

import pytest

from crawler.extraction.course_lines import read_course_line
from crawler.extraction.findings import PageFindings, PageKind
from crawler.extraction.headline import read_head
from crawler.extraction.own_title import is_sub_page

from .reading import read


def facts(found: PageFindings) -> list[tuple[str | None, str | None, float | None]]:
    return [(course.code, course.name, course.credits) for course in found.courses]


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("GSU COS BIO 212: Cell Biology---Home Page", "BIO 212", "Cell Biology"),
        ("Welcome to BIO 291, Introduction to Genetics", "BIO 291", "Introduction to Genetics"),
        ("31C:178 / 055:134", "31C:178", None),
        ("K201/K597 -- Introduction to Statistics", "K201", "Introduction to Statistics"),
        ("17-416 Foundations of Cartography", "17-416", "Foundations of Cartography"),
        ("Cart330 (T1, 1996/97) Home Page", "Cart330", None),
        ("BIO 330 (Algorithms of Life) --- Fall 95", "BIO 330", "Algorithms of Life"),
        ("(Earth Science 23)", "Earth Science 23", None),
        ("Course materials for BIO 775, Fall '96", "BIO 775", None),
        ("BIO 404/504 Project Management", "BIO 404/504", "Project Management"),
        ("Geographic Information Systems", None, None),
        ("Error 404: page not found", None, None),
        ("Week 12: Genetics", None, None),
        ("Conference 2019 in Utrecht", None, None),
    ],
)
def test_the_head_of_a_course_page(text: str, code: str | None, name: str | None) -> None:
    head = read_head(text)
    assert (head.code if head else None, head.name if head else None) == (code, name)


def test_title_and_heading_that_agree_on_a_code_are_a_course() -> None:
    found = read(
        "<h2>HCC SCI BIO 112 Intro to Cells -- A. Vermeer -- Summer I 1995</h2><p>Grades</p>",
        "bio112/index.html",
        "HCC SCI BIO 112: Intro to Cells---Home Page",
    )
    assert found.kind is PageKind.COURSE
    assert facts(found) == [("BIO 112", "Intro to Cells", None)]


def test_a_name_stands_under_the_code_or_over_it_in_brackets() -> None:
    under = read(
        "<center><b>BIO 451</b><br>Introduction to Databases<br>Instructor:</center>", "bio451", "BIO 451 Home"
    )
    over = read(
        "<h2>River Networks</h2><h4>(Earth Science 78)</h4><p>Times: arrange</p>", "guide/es_78.html", "River Networks"
    )
    assert facts(under) == [("BIO 451", "Introduction to Databases", None)]
    assert facts(over) == [("Earth Science 78", "River Networks", None)]
    assert under.kind is over.kind is PageKind.COURSE


def test_what_stands_below_a_course_is_no_course() -> None:
    found = read("<h1>Bio 178</h1><h2>Homework</h2><p>Due on Friday.</p>", "homework.html", "Homework")
    assert found.kind is PageKind.OTHER
    assert is_sub_page("Quizzes for BIO 178")
    assert not is_sub_page("Homework and society")


def test_a_page_with_the_codes_of_several_courses_on_top_is_about_none_of_them() -> None:
    found = read(
        "<p>BIO 115: Persons</p><p>BIO 200: Ancient Animals</p><p>BIO 202: Medieval Plants</p><p>BIO 214: Ethics</p>",
        "courses.html",
        "Courses",
    )
    assert found.kind is PageKind.COURSE_LIST
    assert [code for code, _, _ in facts(found)] == ["BIO 115", "BIO 200", "BIO 202", "BIO 214"]


@pytest.mark.parametrize(
    ("text", "code", "name", "number"),
    [
        ("BIO 142. Ecology II. 4 units", "BIO 142", "Ecology II", 4.0),
        ("BIO 201H Modern Topics in Birds & Bees (1 hr)", "BIO 201H", "Modern Topics in Birds & Bees", 1.0),
        ("BIO 650: Applied Botany [3]", "BIO 650", "Applied Botany", 3.0),
        ("601. Methods of Field Work I. (3-0). Credit 3.", "601", "Methods of Field Work I", 3.0),
        ("BIO 112 Intro 3-0-4", "BIO 112", "Intro", 4.0),
        ("EARTH SC 2K03 OPTICAL MINERALOGY", "EARTH SC 2K03", "OPTICAL MINERALOGY", None),
        ("BIO/GEO 101 Landscapes", "BIO/GEO 101", "Landscapes", None),
        ("BIO 450 Operating Rooms 3 or 4 Credit Hours", "BIO 450", "Operating Rooms", None),
        ("BIO 1300 (15240) Introduction To Cells Open (12/35)", "BIO 1300", "Introduction To Cells", None),
        ("BIO 565. Applied Systems. | Course Catalogue", "BIO 565", "Applied Systems", None),
        ("BI-104 Datenbanken 4 SWS / 6 ECTS", "BI-104", "Datenbanken", 6.0),
        ("IN1305 Programmeren 6 sp", "IN1305", "Programmeren", 6.0),
    ],
)
def test_a_line_that_begins_with_a_code(text: str, code: str, name: str, number: float | None) -> None:
    line = read_course_line(text)
    assert line is not None
    assert (line.code, line.name, line.credits.number if line.credits else None) == (code, name, number)


def test_a_short_number_is_a_code_beside_others_of_its_subject() -> None:
    lines = ["BIO 96. Basic Biology. 3 units", *(f"BIO 14{n}. Ecology {n}. 4 units" for n in range(3))]
    found = read("<h1>Courses</h1>" + "".join(f"<p>{line}</p>" for line in lines), "courses")
    assert facts(found)[0] == ("BIO 96", "Basic Biology", 3.0)


def test_conditions_are_no_courses() -> None:
    found = read(
        """<h1>Course descriptions</h1><p>BIO 100 Cells</p><p>No prerequisites</p><p>BIO 102 Plants</p>
        <p>BIO 100 must be completed prior to taking this course.</p><p>BIO 120 Animals</p>
        <p>MATH 120 and BIO 102 must be completed.</p>"""
    )
    assert [name for _, name, _ in facts(found)] == ["Cells", "Plants", "Animals"]


CURRICULUM = """<tr><td colspan=2>Select from the following:</td><td>8</td></tr>
<tr><td>BIO 302</td><td>Contemporary Birds <sup>2</sup></td><td>4</td></tr><tr><td>or GEO 345</td><td>Rivers</td></tr>
<tr><td>BIO/GEO 458</td><td>Gender of Bees</td><td>4</td></tr><tr><td>ART 384</td><td>Drawing Plants</td><td>2</td></tr>
<tr><td colspan=2>Total units</td><td>24</td></tr>"""


def test_a_column_of_codes_needs_no_header() -> None:
    found = read(f"<h1>Bird Studies Minor</h1><h2>Required Courses</h2><table>{CURRICULUM}</table>", "catalog/birds")
    assert facts(found) == [
        ("BIO 302", "Contemporary Birds", 4.0),
        ("GEO 345", "Rivers", None),
        ("BIO/GEO 458", "Gender of Bees", 4.0),
        ("ART 384", "Drawing Plants", 2.0),
    ]
    assert found.kind is PageKind.PROGRAMME


def test_a_column_of_numbers_is_of_codes_only_beside_credits() -> None:
    books = "".join(f"<tr><td>{n}345</td><td>The Hobby Horse {n}</td><td>24.99</td></tr>" for n in range(1, 6))
    found = read(f"<h1>Tables</h1><table>{books}</table>")
    assert found.courses == []


@pytest.mark.parametrize("name", ["Course catalog", "Courses A-Z"])
def test_a_list_of_courses_with_groups_stays_one(name: str) -> None:
    body = "".join(f"<p>BIO 1{n}2 Ecology {n} (3 credits)</p>" for n in range(8))
    found = read(f"<h1>{name}</h1><h2>Electives</h2>{body}", "courses")
    assert found.kind is PageKind.COURSE_LIST


def test_a_code_alone_with_its_title_behind_it() -> None:
    cards = "".join(
        f"<div class=card><div><b>BIO 11{n}</b><span>{name} (3 credits)</span></div><p>About it.</p></div>"
        for n, name in enumerate(["Cells", "Plants", "Rivers", "Birds"])
    )
    found = read(f"<h1>Courses</h1>{cards}", "courses")
    assert facts(found) == [(f"BIO 11{n}", name, 3.0) for n, name in enumerate(["Cells", "Plants", "Rivers", "Birds"])]


def test_rooms_with_their_addresses_are_no_courses() -> None:
    rooms = "".join(
        f"<tr><td><p><b>HGB-D {n}39</b></p><p>Lindenstraße 39</p></td><td>Tuesday</td></tr>" for n in range(4)
    )
    assert read(f"<h1>Statistik II</h1><table>{rooms}</table>").courses == []


def test_a_site_named_above_the_heading_of_its_page() -> None:
    items = "".join(f"<li>{name} (Seminar, WiSe 25/26)</li>" for name in ["Ethik der Bienen", "Logik", "Freiheit"])
    more = "".join(f"<li>{name} (Vorlesung, SoSe 26)</li>" for name in ["Erkenntnis", "Wille", "Kausalität"])
    found = read(
        f"<h1>Dr. Ada Roth</h1><h2>Lehre</h2><h3>Winter</h3><ul>{items}</ul><h3>Sommer</h3><ul>{more}</ul>",
        "lehre",
        "Lehre – Dr. Ada Roth",
    )
    names = ["Ethik der Bienen", "Logik", "Freiheit", "Erkenntnis", "Wille", "Kausalität"]
    assert found.kind is PageKind.COURSE_LIST
    assert [name for _, name, _ in facts(found)] == names


def test_an_index_of_subjects_lists_no_courses() -> None:
    subjects = "".join(
        f'<li><a href="/courses/{n}">{n} ({n[:3].upper()})</a></li>' for n in ["Biology", "Geology", "Art"]
    )
    assert read(f"<h1>Courses A-Z</h1><ul>{subjects}</ul>", "courses").courses == []


def test_a_school_year_behind_a_subject_is_no_code() -> None:
    assert read_head("Computer Science 14-15") is None


def test_credits_in_a_heading_below_that_of_the_course() -> None:
    found = read("<h1>BIO 101: Ecology</h1><h2>Units of credit: 4</h2><p>About bees.</p>", "bio101", "BIO 101: Ecology")
    assert facts(found) == [("BIO 101", "Ecology", 4.0)]


def test_pages_below_a_course_are_none_of_its_own() -> None:
    body = "<h1>BIO 101 Homework</h1><p>Homework of the course.</p><ul><li>Problem 1</li></ul>"
    assert read(body, "bio101/homework", "BIO 101 Homework").kind is PageKind.OTHER
