"""Courses whose names and credits stand among other words: teachers in brackets, sorts, sections, wide tables."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.course_lines import course_title
from crawler.extraction.findings import PageFindings, PageKind
from crawler.extraction.recognisers.course_codes import code_likelihood
from crawler.extraction.titled_lines import read_titled


def read(body: str, path: str = "page", title: str = "", level: str | None = None) -> PageFindings:
    return read_page(
        f"<html><head><title>{title}</title></head><body>{body}</body></html>",
        f"https://school.example/{path}",
        level=level,
    )


def facts(found: PageFindings) -> list[tuple[str | None, str | None, float | None]]:
    return [(course.code, course.name, course.credits) for course in found.courses]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Kansrekening (prof. dr. A. de Wit)", "Kansrekening"),
        ("Lineaire algebra (dr. B. Jansen en mw. dr. C. Visser)", "Lineaire algebra"),
        ("Statistik für Biologen (PD Dr. Anna Weber)", "Statistik für Biologen"),
        ("Databases (gevorderden)", "Databases (gevorderden)"),
        ("Programming (Python)", "Programming (Python)"),
    ],
)
def test_a_title_does_not_hold_who_teaches(text: str, title: str) -> None:
    assert course_title(text) == title


@pytest.mark.parametrize(
    ("code", "is_code"),
    [("7204C0312", True), ("1012WX", False), ("2024", False), ("12A3", False)],
)
def test_digits_around_letters_are_a_code(code: str, is_code: bool) -> None:
    assert (code_likelihood(code) >= 0.5) is is_code


def test_paragraphs_of_a_programme_that_begin_with_a_code_in_bold_are_its_courses() -> None:
    courses = "".join(
        f"<p><strong>7204C031{at} {name}</strong><br>6 EC, blok {at}. Docent: {who}.<br>Wat er leeft.</p>"
        for at, name, who in [
            (1, "Zeebiologie", "A. de Wit"),
            (2, "Bodem en water", "B. Jansen"),
            (3, "Statistiek 1", "N.N"),
        ]
    )
    found = read(f"<h1>BSc Biologie</h1><p>Zes weken op zee.</p><h2>Vakken</h2>{courses}", "opleidingen/bsc-biologie")
    assert found.kind == PageKind.PROGRAMME
    assert facts(found) == [
        ("7204C0311", "Zeebiologie", 6.0),
        ("7204C0312", "Bodem en water", 6.0),
        ("7204C0313", "Statistiek 1", 6.0),
    ]
    roles = {(person.name, role.kind, role.of, role.name) for person in found.people for role in person.roles}
    assert roles == {
        ("A. de Wit", "teacher", "course", "Zeebiologie"),
        ("B. Jansen", "teacher", "course", "Bodem en water"),
    }


def test_a_few_items_under_a_heading_for_courses_count_where_each_says_its_credits() -> None:
    items = (
        '<li><a href="/vakken/a">Zeebiologie</a>, 6 EC</li>'
        '<li><a href="/vakken/b">Bodem en water</a> (12 EC, blok 2)</li>'
    )
    found = read(f"<h1>BSc Biologie</h1><h2>Vakken</h2><ul>{items}</ul>", "opleidingen/bsc-biologie")
    assert facts(found) == [(None, "Zeebiologie", 6.0), (None, "Bodem en water", 12.0)]
    assert [course.url for course in found.courses] == [
        "https://school.example/vakken/a",
        "https://school.example/vakken/b",
    ]
    bare = read("<h1>BSc Biologie</h1><h2>Vakken</h2><ul><li>Aan zee</li><li>In het bos</li></ul>", "opleidingen/bsc-b")
    assert bare.courses == []


def test_a_page_with_a_programmes_number_is_a_programme_though_it_lists_teachers() -> None:
    found = read(
        "<h2>Bloemist</h2><p>Crebo 25001, niveau 3, twee jaar.<p><b>Docenten</b>"
        "<dl><dt>Anna de Wit<dd>Plantkunde<dt>Bram Jansen<dd>Etaleren</dl><p>Teamleider: Carla Visser",
        "groen/bl.htm",
        level="mbo",
    )
    assert found.kind == PageKind.PROGRAMME
    assert [programme.name for programme in found.programmes] == ["Bloemist"]


@pytest.mark.parametrize(
    ("heading", "name"), [("Keuzedeel Dakgroen aanleggen", "Dakgroen aanleggen"), ("Keuzedeel 3", "Keuzedeel 3")]
)
def test_the_word_for_a_sort_of_course_is_none_of_its_title(heading: str, name: str) -> None:
    found = read(
        f"<h1>{heading}</h1><p>Code: K0999</p><p>Studiebelasting: 240 uur</p><p>Docent: Anna de Wit</p>",
        "keuzedelen/k0999.htm",
    )
    assert [(course.code, course.name) for course in found.courses] == [("K0999", name)]


@pytest.mark.parametrize("below", ["1 Course Basics", "2.1. Meetings", "12 Main Hall, 9:30 am, MWF"])
def test_a_part_of_a_page_is_no_name_of_its_course(below: str) -> None:
    found = read(
        f"<h1>BIO 367-001 Syllabus - Fall 2015</h1><h2>{below}</h2><h3>Schedule</h3><p>Instructor: Anna de Wit</p>"
        "<h3>Grading</h3><p>Homework 40%, final exam 60%.</p>",
        "BIO367.html",
        "BIO 367-001 Syllabus - Fall 2015",
    )
    assert [(course.code, course.name) for course in found.courses] == [("BIO 367", None)]


def test_a_wide_table_with_subjects_and_numbers_apart_and_a_column_of_units() -> None:
    head = (
        "Subject|Catalog Number|Course Title|Units|Format|Days|Start Time|End Time|Campus|Instructor|Prerequisite|Rank"
    )
    rows = [
        "BIOL|310|Life at Sea|3|Hybrid|MW|1:00PM|4:10PM|Main|Wit, Anna de||a",
        "BIOL|320|Soil and Water|4|In Person|TuTh|9:00AM|11:10AM|Main|Jansen, Bram||b",
        "GEOL|201|Stones|3|Online|MW|1:00PM|4:10PM|Main|Visser, Carla||c",
    ]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in [head, *rows])
    found = read(f"<h1>Courses</h1><table>{body}</table>", "winter/courses.html")
    assert found.kind == PageKind.COURSE_LIST
    assert facts(found) == [
        ("BIOL 310", "Life at Sea", 3.0),
        ("BIOL 320", "Soil and Water", 4.0),
        ("GEOL 201", "Stones", 3.0),
    ]


def test_an_index_of_subjects_lists_no_courses() -> None:
    subjects = ["Animal Science (ASCI, DSCI)", "Soil Science (SOIL)", "Forestry (FOR/FORE)", "Botany (BOT)"]
    items = "".join(f'<li><a href="/courses/{at}">{subject}</a></li>' for at, subject in enumerate(subjects))
    assert read(f"<h1>Courses A-Z</h1><ul>{items}</ul>", "coursesaz").courses == []


def test_credits_before_a_second_course_of_the_line_are_the_firsts() -> None:
    both = read_titled("BIO 211 Ecology (4 hr) or BIO 141 Short Ecology (5 hr)")
    assert both is not None
    assert both.credits is not None
    assert (both.name, both.credits.number) == ("Ecology", 4.0)


def test_credits_of_a_title_are_not_spoilt_by_a_line_below_its_code_elsewhere() -> None:
    body = (
        "<h1>Courses</h1><p>BIO 211 Ecology (4 hr)</p><p>BIO 212 Genetics (4 hr)</p><p>BIO 213 Evolution (3 hr)</p>"
        "<h2>Minor</h2><p>BIO 211 Ecology</p><p>12 credits</p><p>BIO 212 Genetics</p><p>BIO 213 Evolution</p>"
    )
    assert facts(read(body, "courses")) == [
        ("BIO 211", "Ecology", 4.0),
        ("BIO 212", "Genetics", 4.0),
        ("BIO 213", "Evolution", 3.0),
    ]


@pytest.mark.parametrize("unit", ["s.h.", "sem. hrs", "semester hrs", "credit hrs", "Cr. Hrs."])
def test_short_units_behind_a_title(unit: str) -> None:
    read_line = read_titled(f"CHEM 101 General Chemistry (3 {unit})")
    assert read_line is not None
    assert read_line.credits is not None
    assert (read_line.name, read_line.credits.number) == ("General Chemistry", 3.0)


def test_a_menu_of_all_parts_of_a_school_does_not_say_which_one_a_programme_is_of() -> None:
    menu = '<a href="/t/">College Techniek</a><br><a href="/g/">College Groen</a>'
    body = "<h2>Bloemist</h2><p>Crebo 25001, niveau 3.<p>Je leert binden en etaleren."
    both = read(f"<table><tr><td>{menu}<td>{body}</table>", "groen/bl.htm", level="mbo")
    assert [programme.unit for programme in both.programmes] == [None]
    one = read(f'{body}<p><a href="/g/">College Groen</a>', "groen/bl.htm", level="mbo")
    assert [programme.unit for programme in one.programmes] == ["College Groen"]


def test_items_that_say_what_is_given_when_are_the_courses_and_not_the_schools_above_them() -> None:
    lists = "".join(
        f"<h4>{school}</h4><ul>{''.join(f'<li>{name} ({sort}, {term})</li>' for name, sort, term in given)}</ul>"
        for school, given in [
            ("TH Seestadt", [("Netze", "Seminar", "WiSe 25/26"), ("Organisation und Macht", "Vorlesung", "SoSe 25")]),
            ("Hochschule am Deich", [("Arbeit und Wandel", "Seminar", "SoSe 22"), ("Methoden", "Übung", "SoSe 21")]),
            (
                "Institut für Küste",
                [("Industrie am Meer", "Vorlesung", "WiSe 14/15"), ("Wissen", "Seminar", "SoSe 13")],
            ),
        ]
    )
    found = read(f"<h1>Anna Weber</h1><h2>Lehrveranstaltungen</h2>{lists}", "lehre.html", "Lehre")
    assert found.kind == PageKind.COURSE_LIST
    names = ["Netze", "Organisation und Macht", "Arbeit und Wandel", "Methoden", "Industrie am Meer", "Wissen"]
    assert [course.name for course in found.courses] == names


def test_a_line_that_repeats_the_courses_name_says_what_it_counts_for() -> None:
    found = read(
        "<h1>B609: Models of Life</h1><ul><li>Class: Models of Life -- 3 units</li><li>Course: Earth Science B609</li>"
        "<li>Instructor: Anna de Wit</li><li>Office hours: Mondays</li><li>Grading: exam</li></ul>",
        "classes/b609/",
        "Models of Life",
    )
    assert facts(found) == [("B609", "Models of Life", 3.0)]


def test_a_searchs_only_answer_may_have_a_topic_behind_a_colon() -> None:
    found = read(
        "<h2>Detailed Class Information</h2><table><tr><th>TOPICS: Life at Sea - 14113 - BIO 187 - A03</th></tr>"
        "<tr><td>Associated Term: First Term<br>Levels: Undergraduate<br>1.500 Credits<br>View Catalog Entry</td></tr>"
        "</table>",
        "sections/14113.html",
        "Detailed Class Information",
    )
    assert facts(found) == [("BIO 187", "TOPICS: Life at Sea", 1.5)]


def test_a_title_stands_right_below_a_heading_that_is_a_code() -> None:
    body = (
        "<h1>BIO 730</h1><p>{below}</p><h2>Lecture Notes</h2><ul><li>Lecture 1: Bees</li></ul><p>Instructor: A. Wit</p>"
    )
    assert facts(read(body.format(below="Principles of Marine Life"), "730.html")) == [
        ("BIO 730", "Principles of Marine Life", None)
    ]
    assert facts(
        read(body.format(below="Here you find the notes of what was told in class this year"), "730.html")
    ) == [("BIO 730", None, None)]


def test_a_heading_that_goes_on_elsewhere_is_no_name() -> None:
    found = read(
        "<center><b>BIO 101</b></center><p>Course Outline</p><p>Assignment 4 is out.</p><p>Instructor: Anna de Wit</p>"
        "<h3>Please report any problems with this document to<br>a.wit@school.example</h3>",
        "classes/101/",
        "Bio 101",
    )
    assert [course.name for course in found.courses] == [None]
