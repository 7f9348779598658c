"""What a page holds for its scripts to draw, lists and single records: read as they are drawn, and never more."""

import html
import json

import pytest

from crawler.extraction import read_page
from crawler.extraction.drawn_state import MOST_ROWS
from crawler.extraction.findings import PageFindings, PageKind

from .reading import courses, roles

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
        f"const courses = {json.dumps([{'code': 'BEE101', 'courseTitle': 'Introduction to Bees'}])}",
        'window.shop = {"name": "Anna Vos", "email": "a.vos@school.example"}',
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


COURSE = {
    "id": 12,
    "courseCode": "BEE210",
    "title": "Bees and Wax",
    "ects": 6,
    "teachers": [
        {"firstName": "Anna", "lastName": "Vos", "email": "a.vos@school.example"},
        {"firstName": "Jan", "infix": "de", "lastName": "Bakker"},
    ],
    "coordinator": {"name": "Eva Mol"},
    "author": {"name": "Tom Kuiper", "jobTitle": "Editor", "email": "t.kuiper@school.example"},
}
STORE = {
    "Course:12": {
        **{key: COURSE[key] for key in ("courseCode", "title", "ects", "coordinator")},
        "__typename": "Course",
        "teachers": [{"__ref": "Person:1"}, {"name": "Jan de Bakker"}],
    },
    "Person:1": {"__typename": "Person", "name": "Anna Vos", "email": "a.vos@school.example"},
}
PLACES = [
    ["Reactive", 1],
    {"course": 2},
    {"code": 3, "title": 4, "ects": 5, "teachers": 6, "coordinator": 11},
    "BEE210",
    "Bees and Wax",
    6,
    [7, 10],
    {"name": 8, "email": 9},
    "Anna Vos",
    "a.vos@school.example",
    {"name": 12},
    {"name": 13},
    "Jan de Bakker",
    "Eva Mol",
]
WRAPPED = {
    "course": [
        0,
        {
            "code": [0, "BEE210"],
            "title": [0, "Bees and Wax"],
            "ects": [0, 6],
            "teachers": [
                1,
                [
                    [0, {"name": [0, "Anna Vos"], "email": [0, "a.vos@school.example"]}],
                    [0, {"name": [0, "Jan de Bakker"]}],
                ],
            ],
            "coordinator": [0, {"name": [0, "Eva Mol"]}],
        },
    ]
}


WRITTEN = """{data:[{course:{code:'BEE210',title:'Bees and Wax',ects:6,teachers:[{name:'Anna Vos',
    email:'a.vos@school.example'},{name:'Jan de Bakker'}],coordinator:{name:'Eva Mol'}}}],error:null}"""


def streamed(value: object) -> str:
    """Two pieces that only together are a row."""
    row = "5:" + json.dumps(["$", "div", None, {"children": ["$", "$L6", None, value]}]) + "\n"
    return "".join(f"<script>self.__next_f.push([1,{json.dumps(part)}])</script>" for part in (row[:50], row[50:]))


def escaped(value: object) -> str:
    return json.dumps(value).replace('"', "&q;")


@pytest.mark.parametrize(
    "held",
    [
        f"<script id=__NEXT_DATA__ type=application/json>{json.dumps({'props': {'page': {'c': COURSE}}})}</script>",
        streamed({"course": COURSE}),
        f"<script>window.__INITIAL_STATE__ = {json.dumps({'course': COURSE})};(function(){{}})()</script>",
        f"<script>var state = JSON.parse({json.dumps(json.dumps({'course': COURSE}))})</script>",
        f"<script id=app-state type=application/json>{escaped({'api/12': {'body': COURSE}})}</script>",
        f"<script>window.__APOLLO_STATE__={json.dumps(STORE)}</script>",
        f"<script type=application/json id=__NUXT_DATA__>{json.dumps(PLACES)}</script>",
        f"<script>window.__NUXT__={WRITTEN}</script>",
        f'<div data-page="{html.escape(json.dumps({"component": "Course", "props": COURSE}))}"></div>',
        f"<div data-react-props='{json.dumps(COURSE)}'></div>",
        f'<astro-island props="{html.escape(json.dumps(WRAPPED))}"></astro-island>',
    ],
    ids=["next", "streamed", "set", "parsed", "angular", "apollo", "nuxt", "nuxt 2", "inertia", "react", "astro"],
)
def test_a_course_that_only_the_state_tells_is_read(held: str) -> None:
    page = f"<html><head><title>Courses</title></head><body><div id=root></div>{held}</body></html>"
    found = read_page(page, "https://school.example/courses/12")
    assert found.kind == PageKind.COURSE
    assert courses(found) == [("BEE210", "Bees and Wax", 6.0)]
    teacher, coordinator = {"teacher"}, {"course_coordinator"}
    assert roles(found) == {"Anna Vos": teacher, "Jan de Bakker": teacher, "Eva Mol": coordinator}
    assert {person.name: person.email for person in found.people}["Anna Vos"] == "a.vos@school.example"


def test_a_person_that_only_the_state_tells_is_read_and_who_looks_at_the_page_is_not() -> None:
    state = {
        "profile": {"displayName": "Dr. Anna Vos", "jobTitle": "Programme director", "mail": "a.vos@school.example"},
        "currentUser": {"name": "Tom Kuiper", "jobTitle": "Lecturer", "mail": "t.kuiper@school.example"},
    }
    found = read(f"window.state = {json.dumps(state)}")
    assert {person.name: person.email for person in found.people} == {"Anna Vos": "a.vos@school.example"}
    assert roles(found) == {"Anna Vos": {"programme_director"}}


def test_what_the_page_says_of_a_record_itself_counts() -> None:
    shown = "<h1>Bees and Wax</h1><p>Teacher: Anna Vos</p><p>Credits: 3 ECTS</p>"
    found = read(f"window.state = {json.dumps(COURSE)}", shown)
    assert [course.credits for course in found.courses] == [3.0]
    assert set(roles(found)) == {"Anna Vos"}


def test_a_state_whose_parts_name_each_other_is_left_where_it_goes_round() -> None:
    round_and_round = [{"course": 1, "title": 2}, {"course": 0, "title": 2}, "Bees"]
    store = {"A:1": {"__typename": "A", "next": {"__ref": "A:1"}}}
    wide = [{str(at): 1 for at in range(500)}, {str(at): 0 for at in range(500)}]
    for state in (round_and_round, store, wide):
        assert not read(json.dumps(state), sort=" type=application/json").courses
