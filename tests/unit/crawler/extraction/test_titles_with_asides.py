"""Codes in the head of a course's page, brackets that are none of a title, sections' numbers, programmes."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.course_lines import course_title
from crawler.extraction.findings import PageFindings, PageKind
from crawler.extraction.headline import read_head
from crawler.extraction.programme_names import ends_as_programme, is_curriculum_word
from crawler.extraction.recognisers.course_codes import code_likelihood


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("BIO/CS/EE 188ab. Computation in Cells", "BIO/CS/EE 188ab", "Computation in Cells"),
        ("V22.0036 - Computer Architecture - Fall 1996", "V22.0036", "Computer Architecture"),
        ("198:206 - DISCRETE STRUCTURES II", "198:206", "DISCRETE STRUCTURES II"),
        ("Computational Geometry 22C:196", "22C:196", "Computational Geometry"),
        ("Introduction to Operating Systems - CPS 110, Fall 1996", "CPS 110", "Introduction to Operating Systems"),
        ("CS284b: Seminar on Shapes", "CS284b", "Seminar on Shapes"),
        ("22c:5 Problem Solving", "22c:5", "Problem Solving"),
    ],
)
def test_codes_of_more_forms_in_a_head(text: str, code: str, name: str) -> None:
    head = read_head(text)
    assert head is not None
    assert (head.code, head.name) == (code, name)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Systems Architecture (core)", "Systems Architecture"),
        ("Modeling and Simulation (core) (prerequisite BIO 669)", "Modeling and Simulation"),
        ("Star Studies (in English)", "Star Studies"),
        ("Pop und Theorie (gemeinsam mit Dr. Anna Vos)", "Pop und Theorie"),
        ("Statistiek (verplicht)", "Statistiek"),
        ("Statistics (advanced)", "Statistics (advanced)"),
        ("SEMINAR IN ALGEBRA", "SEMINAR IN ALGEBRA"),
        ("Seminar: Bees", "Bees"),
    ],
)
def test_what_brackets_say_besides_is_none_of_a_title(written: str, title: str) -> None:
    assert course_title(written) == title


def test_a_sections_number_behind_a_code_is_none_of_it() -> None:
    rows = "".join(
        f"<tr><td>HLT {number} ({section})</td><td>{name}</td><td>Monday</td><td>TBD</td></tr>"
        for number, section, name in (
            (658, 6365, "Health Data"),
            (664, 7863, "Health Law and Ethics"),
            (674, 7871, "Better Care"),
            (723, 6739, "Public Health"),
        )
    )
    page = (
        "<h3>Schedule of classes</h3><table><tr><th>COURSE/CLASS NUMBER</th><th>COURSE TITLE</th><th>DAY</th>"
        f"<th>ROOM</th></tr>{rows}</table>"
    )
    read = read_page(page, "https://uni.example/schedule.html")
    assert [(course.code, course.name) for course in read.courses][:2] == [
        ("HLT 658", "Health Data"),
        ("HLT 664", "Health Law and Ethics"),
    ]


def own(page: str, address: str) -> PageFindings:
    return read_page(page, f"https://uni.example/{address}")


def test_words_around_a_code_are_not_what_the_course_is_called() -> None:
    page = "<title>CS414 Home Page</title><h2>CS414: Systems Programming</h2><h3>Syllabus</h3><h3>Notes</h3>"
    read = own(page, "courses/CS414.html")
    assert [(course.code, course.name) for course in read.courses] == [("CS414", "Systems Programming")]


def test_a_heading_that_holds_the_title_is_the_fuller_name() -> None:
    page = (
        "<title>Parallel Computing</title><h2>Introduction to Parallel Computing (4 cr.) -- Spring 1996</h2>"
        "<h3>Instructor</h3><p>Anna de Wit</p><h3>Syllabus</h3><p>Machines</p><h3>Assignments</h3><p>Weekly</p>"
    )
    read = own(page, "~wit/c690.html")
    assert [(course.name, course.credits) for course in read.courses] == [("Introduction to Parallel Computing", 4)]


def test_units_with_a_mark_count_for_credits() -> None:
    page = (
        "<title>CS108</title><h1>CS108</h1><h2>Object-Oriented Design</h2><h3>Other Information</h3>"
        "<dl><dt>Units</dt><dd>4*</dd></dl><h3>Instructor</h3><p>Clausing</p>"
    )
    read = own(page, "classes/cs108/")
    assert [(course.name, course.credits) for course in read.courses] == [("Object-Oriented Design", 4)]
    assert [(person.name, [role.kind for role in person.roles]) for person in read.people] == [
        ("Clausing", ["teacher"])
    ]


def test_a_name_among_the_headings_on_top_of_a_courses_page_is_its_teachers() -> None:
    page = (
        "<title>CS314 Home Page</title><h1>CS314: Digital Systems</h1><h2>Anna de Wit</h2><h3>Fall 1997</h3>"
        "<h3>Assignments</h3><p>Weekly</p>"
    )
    people = own(page, "courses/CS314/").people
    assert [(person.name, [role.kind for role in person.roles]) for person in people] == [("Anna de Wit", ["teacher"])]


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("Healthcare IT Degree Requirements:", True),
        ("Required Core Courses (18 credits):", True),
        ("Elective Security Courses (12 credits) Choose 4", True),
        ("Courses", False),
        ("About our courses", False),
    ],
)
def test_headings_over_what_a_degree_asks_for(heading: str, known: bool) -> None:
    assert is_curriculum_word(heading) is known


def test_how_one_is_admitted_to_a_degree_is_no_programme() -> None:
    assert not ends_as_programme("Admissions: Master's Degree", alone=True)
    assert ends_as_programme("Logistics Degree", alone=True)


def test_a_programme_that_lists_its_courses_is_a_programme() -> None:
    courses = "".join(
        f"<li>SEC {number} {name}</li>" for number, name in enumerate(("Locks", "Keys", "Doors", "Walls"), 620)
    )
    page = (
        "<title>Master's of Professional Studies | Security</title><h3>Master's of Professional Studies: Security</h3>"
        "<h4>Master's Degree in Security Program Requirements:</h4><p>Ten courses</p>"
        f"<h4>Required Core Courses (12 credits):</h4><ul>{courses}</ul><h4>Program Learning Outcomes</h4><p>Care</p>"
    )
    assert own(page, "security/programmaster.html").kind == PageKind.PROGRAMME


def test_where_something_was_published_is_no_course() -> None:
    volumes = "".join(
        f"<div><p>On bees</p><div>Volume / Issue Vol. {number}(3)</div></div>" for number in (160, 16, 37, 4, 9)
    )
    assert own(f"<title>Research</title><h1>Publications</h1>{volumes}", "research/").courses == []


CODES = [
    "2XP90",
    "6CXS3PRJ",
    "201700999",
    "FYX-2001",
    "MXT-10433",
    "WMXS001-05",
    "MA-XNF 1201",
    "ART-XIST 230",
    "PHXS*1080",
    "EX.601.226",
    "M.Xnf.1101",
]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("title", ["{code} Bees and Trees", "{code}: Bees and Trees", "Bees and Trees ({code})"])
def test_codes_of_more_schools_in_a_title(code: str, title: str) -> None:
    head = title.format(code=code)
    page = f"<title>{head}</title><h1>{head}</h1><p>Instructor: Anna de Wit</p><h2>Description</h2><p>Bees.</p>"
    assert [(course.code, course.name) for course in own(page, "courses/x.html").courses] == [(code, "Bees and Trees")]


@pytest.mark.parametrize("text", ["D-10115", "CH-8001", "1234 AB", "Fall-2001", "2nd", "4GB"])
def test_postcodes_terms_and_counts_stay_no_codes(text: str) -> None:
    assert code_likelihood(text) < 0.5


def test_codes_with_a_year_in_front_begin_the_lines_of_a_list() -> None:
    names = ("Bees and Trees", "Seas of the North", "Honey Making")
    items = "".join(f"<li>20170011{number} {name}</li>" for number, name in enumerate(names))
    found = own(f"<title>Courses</title><h1>Courses</h1><ul>{items}</ul>", "courses/").courses
    assert [(course.code, course.name) for course in found] == [(f"20170011{n}", name) for n, name in enumerate(names)]
