"""Lists that a page's script holds and draws: read as the tables they become, and never more than that."""

import json

import pytest

from crawler.extraction import read_page
from crawler.extraction.drawn_lists import MOST_ROWS
from crawler.extraction.findings import PageFindings, PageKind

from .reading import courses

COURSES = [
    {"code": "BEE101", "courseTitle": "Introduction to Bees", "credits": 6, "instructor": "Anna Vos"},
    {"code": "BEE102", "courseTitle": "Wax and Law", "credits": 3, "instructor": "Jan Bakker"},
    {"code": "BEE201", "courseTitle": "Swarms", "credits": 6, "instructor": "Eva Mol"},
]


def read(script: str, shown: str = "", sort: str = "") -> PageFindings:
    page = f"<html><body><h1>Our courses</h1><div id=app>{shown}</div><script{sort}>{script}</script></body></html>"
    return read_page(page, "https://school.example/courses/")


@pytest.mark.parametrize(
    ("script", "sort"),
    [
        (f"const courses = {json.dumps(COURSES)}; draw(courses);", ""),
        (json.dumps({"props": {"page": {"courses": COURSES}}}), ' type="application/json"'),
        (
            """var data = [{code:'BEE101', name:'Introduction to Bees', credits: 6, teacher: 'Anna Vos',}, // first
            {code:"BEE102", name:`Wax and Law`, credits: 3, teacher: "Jan Bakker"}, /* new */
            {code:'BEE201', name:'Swarms', credits: 6, teacher: 'Eva Mol'},];""",
            "",
        ),
    ],
)
def test_a_list_in_a_script_is_read(script: str, sort: str) -> None:
    found = read(script, sort=sort)
    assert found.kind == PageKind.COURSE_LIST
    assert courses(found) == [
        ("BEE101", "Introduction to Bees", 6.0),
        ("BEE102", "Wax and Law", 3.0),
        ("BEE201", "Swarms", 6.0),
    ]
    assert [person.name for person in found.people] == ["Anna Vos", "Jan Bakker", "Eva Mol"]
    assert {role.kind for person in found.people for role in person.roles} == {"teacher"}


def test_people_of_a_script_are_read_with_their_addresses() -> None:
    people = [
        {"name": "Dr. Anna Vos", "position": "Associate professor", "email": "a.vos@school.example"},
        {"name": "Jan Bakker", "position": "Lecturer", "email": "j.bakker@school.example"},
        {"name": "Eva Mol", "position": "PhD student", "email": "e.mol@school.example"},
    ]
    found = read(f"window.staff = {json.dumps(people)}")
    assert [(person.name, person.email) for person in found.people] == [
        ("Anna Vos", "a.vos@school.example"),
        ("Jan Bakker", "j.bakker@school.example"),
        ("Eva Mol", "e.mol@school.example"),
    ]


def test_what_the_page_shows_itself_is_not_read_twice() -> None:
    shown = "".join(f"<li>{row['code']} {row['courseTitle']}</li>" for row in COURSES)
    found = read(f"const courses = {json.dumps(COURSES)}", f"<ul>{shown}</ul>")
    assert len(found.courses) == 3
    assert not found.people


@pytest.mark.parametrize(
    "script",
    [
        "const menu = [{title:'Courses', href:'/c'}, {title:'People', href:'/p'}, {title:'News', href:'/n'}]",
        "const slides = [{name:'Anna Vos', image:'a.png'}, {name:'Jan Bakker', image:'b.png'}, {name:'Eva Mol'}]",
        f"const courses = {json.dumps(COURSES)[:-1]}",
        f"const courses = {json.dumps(COURSES)[:-1]}, {{code: build(), credits: 3}}]",
        f"const courses = {json.dumps(COURSES[:2])}",
    ],
)
def test_menus_and_what_is_no_list_are_left(script: str) -> None:
    found = read(script)
    assert not found.courses
    assert not found.people


@pytest.mark.parametrize(
    "script",
    [
        "[{a:" + "/* " * 100_000,
        "[{a:" + "b" * 500_000,
        "[{a:`" + "\\`" * 200_000,
        "[{a" + " " * 500_000,
        "[{a:" * 100_000 + "1" + "}]" * 100_000,
        "[{a:1},{" * 60_000,
        '[{a:"' * 100_000,
    ],
)
def test_a_strange_script_is_read_at_once_and_harms_nothing(script: str) -> None:
    assert not read(script, "<p>BEE101 Introduction to Bees (6 ECTS)</p>").people


def test_a_long_list_is_bounded() -> None:
    rows = [{"code": f"BEE{at}", "title": f"Bees of the {at}th hive", "credits": 6} for at in range(1_000, 4_000)]
    assert len(read(f"const courses = {json.dumps(rows)}").courses) <= MOST_ROWS
