"""Which courses a page describes or lists."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.course_lines import course_title, read_course_line
from crawler.extraction.findings import PageKind


def test_a_table_under_a_header_lists_courses_with_their_teachers() -> None:
    page = (
        "<h1>Vakken</h1><table><tr><th>Vak</th><th>Code</th><th>EC</th><th>Docent</th></tr>"
        "<tr><td><a href='db'>Databases</a></td><td>ICT-DB-1</td><td>5</td><td>Anna de Wit</td></tr>"
        "<tr><td><a href='ux'>User experience</a></td><td>ICT-UX-1</td><td>2,5</td><td>Bram Kuiper</td></tr>"
        "<tr><td><a href='sec'>Security</a></td><td>ICT-SEC-2</td><td>5</td><td>Anna de Wit</td></tr></table>"
    )
    found = read_page(page, "https://school.example/vakken/")
    assert found.kind == PageKind.COURSE_LIST
    assert [(c.name, c.code, c.credits, c.url) for c in found.courses][1] == (
        "User experience",
        "ICT-UX-1",
        2.5,
        "https://school.example/vakken/ux",
    )
    roles = {person.name: [role.code for role in person.roles] for person in found.people}
    assert roles == {"Anna de Wit": ["ICT-DB-1", "ICT-SEC-2"], "Bram Kuiper": ["ICT-UX-1"]}


def test_many_titled_blocks_are_many_courses_and_not_one() -> None:
    page = "<h1>Chemistry</h1>" + "".join(
        f"<div class=block><p><b>CHEM {n}&nbsp;&nbsp;&nbsp;Topic {name}&nbsp;&nbsp;&nbsp;{ec} Credit Hours</b></p>"
        "<p>About it.</p></div>"
        for n, name, ec in ((100, "Alpha", 3), (110, "Beta", "0 or 4"), (225, "Gamma", 4))
    )
    found = read_page(page, "https://school.example/catalog/chem/")
    assert found.kind == PageKind.COURSE_LIST
    assert [(c.code, c.name, c.credits) for c in found.courses] == [
        ("CHEM 100", "Topic Alpha", 3.0),
        ("CHEM 110", "Topic Beta", None),
        ("CHEM 225", "Topic Gamma", 4.0),
    ]
    assert found.courses[1].credits_text is not None
    assert "0 or 4" in found.courses[1].credits_text


def test_links_into_a_folder_of_courses_are_a_list() -> None:
    page = "<h1>Minoren</h1><ul>" + "".join(
        f'<li><a href="minoren/{slug}.html">{name}</a></li>'
        for slug, name in (("recht", "Gezondheidsrecht"), ("spaans", "Zakelijk Spaans"), ("taal", "Taal en cultuur"))
    )
    found = read_page(page, "https://school.example/index.html")
    assert [course.name for course in found.courses] == ["Gezondheidsrecht", "Zakelijk Spaans", "Taal en cultuur"]


def test_a_course_described_to_machines_is_read_with_its_instructor() -> None:
    page = """<h1>Welkom</h1><script type="application/ld+json">{"@context": "https://schema.org", "@type": "Course",
      "name": "Databases", "courseCode": "ICT-DB-1", "numberOfCredits": 5,
      "author": {"@type": "Person", "name": "Jan Jansen"},
      "hasCourseInstance": {"@type": "CourseInstance", "instructor": {"@type": "Person", "name": "Anna de Wit",
      "email": "mailto:a.dewit@school.example"}}}</script>"""
    found = read_page(page, "https://school.example/databases")
    assert (found.kind, found.courses[0].code, found.courses[0].credits) == (PageKind.COURSE, "ICT-DB-1", 5.0)
    assert [(p.name, p.email, [r.kind for r in p.roles]) for p in found.people] == [
        ("Anna de Wit", "a.dewit@school.example", ["teacher"])
    ]


def test_a_code_not_yet_known_is_none() -> None:
    rows = "<tr><th>Code</th><td>Nog niet bekend</td></tr><tr><th>Aantal ECTS</th><td>5</td></tr>"
    page = f"<h1>Databases</h1><table>{rows}</table>"
    assert read_page(page, "https://school.example/minoren/databases").courses[0].code is None


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Entscheidungstheorie Sommersemester 2008", "Entscheidungstheorie"),
        ("Databases 2026-2027", "Databases"),
        ('Übung zur Vorlesung "Decision Theory" (Dr. A. Weber)', "Decision Theory"),
        ("Seminar Statistical challenges (Prof. Dr. A. Weber)", "Statistical challenges"),
        ("Lecture notes", "Lecture notes"),
    ],
)
def test_a_courses_name_is_without_term_and_sort_of_lesson(written: str, title: str) -> None:
    assert course_title(written) == title


@pytest.mark.parametrize(
    ("line", "name", "code", "points"),
    [
        ("CHEM 090  Introduction to Chemistry  3 Credit Hours", "Introduction to Chemistry", "CHEM 090", 3.0),
        ("Introduction To Theory - 22505 - COM 10200 - 002", "Introduction To Theory", "COM 10200", None),
        ("Composition I (3)", "Composition I", None, 3.0),
        ("Databases (ICT-DB-1)", "Databases", "ICT-DB-1", None),
    ],
)
def test_a_titled_line_is_taken_apart(line: str, name: str, code: str | None, points: float | None) -> None:
    read = read_course_line(line)
    assert read is not None
    assert (read.name, read.code, read.credits.number if read.credits else None) == (name, code, points)
