"""Courses where no label says which is which: below headings, in rows, as a search's only answer."""

import pytest

from crawler.extraction.findings import PageFindings, PageKind
from crawler.extraction.own_title import read_own_title

from .reading import read


def facts(found: PageFindings) -> list[tuple[str | None, str | None, float | None]]:
    return [(course.name, course.code, course.credits) for course in found.courses]


def test_headings_with_credits_below_each_are_a_list_of_courses() -> None:
    found = read(
        """<h1>Übersicht Veranstaltungen</h1><h2>Semester eins</h2>
        <h2>Mathematik I</h2><p>Prof. Dr. Erna Kluge</p><p>7 ECTS</p><p>mehr</p>
        <h2>Theoretische Informatik</h2><p>Dr. Uwe Brand</p><p>5 ECTS</p>
        <h2>Grundlagen der Gestaltung</h2><p>Ina Roth</p><p>2,5 ECTS</p>"""
    )
    assert found.kind is PageKind.COURSE_LIST
    assert facts(found) == [
        ("Mathematik I", None, 7.0),
        ("Theoretische Informatik", None, 5.0),
        ("Grundlagen der Gestaltung", None, 2.5),
    ]


def test_a_module_handbook_holds_a_course_under_each_heading() -> None:
    module = """<h3>{name}</h3><table><tr><th colspan=2>{code} {name}</th></tr>
        <tr><td>Dozent(in)</td><td>Dr. Uwe Brand</td></tr><tr><td>Kreditpunkte</td><td>{credits}</td></tr></table>"""
    modules = [("Rechnernetze", "INF-201", 5), ("Datenbanken", "INF-202", 8), ("Compilerbau", "INF-203", 6)]
    body = "".join(module.format(name=name, code=code, credits=number) for name, code, number in modules)
    found = read(f"<h1>Modulhandbuch Informatik</h1><h2>Pflichtmodule</h2>{body}")
    assert facts(found) == [(name, code, float(number)) for name, code, number in modules]


def test_the_headings_of_one_course_are_no_courses() -> None:
    found = read(
        """<h1>Databases</h1><p>5 EC</p><h2>Inhoud</h2><p>Tabellen.</p><h2>Werkcolleges</h2><p>2 EC</p>
        <h2>Project</h2><p>In groepen.</p><h2>Docent</h2><p>Anna de Wit</p>""",
        "vakken/databases",
    )
    assert found.kind is PageKind.COURSE
    assert facts(found) == [("Databases", None, 5.0)]


def test_facts_below_the_heading_need_no_label() -> None:
    found = read("<h1>Oude letterkunde</h1><p>4 studiepunten | Nederlands | Eerste semester</p>", "vak/x")
    (course,) = found.courses
    assert (course.credits, course.language) == (4.0, "nl")


def test_the_credits_of_a_programme_below_its_heading_are_no_course() -> None:
    found = read("<h1>Bachelor Informatica</h1><p>180 studiepunten</p>", "opleidingen/informatica")
    assert found.kind is PageKind.PROGRAMME
    assert found.courses == []


def test_a_code_that_stands_alone_below_the_heading_is_the_course_s() -> None:
    found = read("<h1>Protein Science</h1><h3>AM_1056</h3><div>Studiepunten</div><div>6 EC</div>", "courses/x")
    assert facts(found) == [("Protein Science", "AM_1056", 6.0)]


def test_a_title_loses_the_words_that_a_system_puts_around_it() -> None:
    body = "<table><tr><td>ECTS: 6</td></tr><tr><td>Docent</td><td>Anna de Wit</td></tr></table>"
    assert facts(read(body, "vak/a", "Studiegids: TN2545 Systemen en signalen")) == [
        ("Systemen en signalen", "TN2545", 6.0)
    ]
    labels = "<table><tr><th>Sprache</th><td>Deutsch</td></tr><tr><th>Credits</th><td>5</td></tr></table>"
    assert facts(read(f"<h1>Filmanalyse - Einzelansicht</h1>{labels}", "veranstaltung/b"))[0][0] == "Filmanalyse"


ANSWER = """<h2>{title}</h2><div>Fall 2026</div><table><tr><td>HIST 210A - Modern Europe</td></tr>
    <tr><td>A survey of the century.</td></tr><tr><td>1.500 Credits</td></tr><tr><td>Levels: Undergraduate</td></tr>
    </table>"""


def test_the_only_line_with_a_code_and_credits_below_it_is_the_course() -> None:
    found = read(ANSWER.format(title="Detailed Information"), "detail")
    assert found.kind is PageKind.COURSE
    assert facts(found) == [("Modern Europe", "HIST 210A", 1.5)]


def test_the_only_answer_of_a_schedule_is_a_list_of_one() -> None:
    found = read(ANSWER.format(title="Class Schedule Listing"), "detail")
    assert found.kind is PageKind.COURSE_LIST
    assert facts(found) == [("Modern Europe", "HIST 210A", 1.5)]


def test_a_row_of_two_labels_and_two_values_is_two_pairs() -> None:
    found = read(
        """<h1>Übung zu Analysis</h1><table>
        <tr><th>Veranstaltungsnummer</th><td>51002</td><th>Kurztext</th><td></td></tr>
        <tr><th>Credits</th><td></td><th>Belegung</th><td>9 Plätze</td></tr>
        <tr><th>Sprache</th><td>Deutsch</td><th>Dozent</th><td>Erna Kluge</td></tr></table>""",
        "veranstaltung/51002",
    )
    (course,) = found.courses
    assert (course.code, course.credits, course.credits_text) == ("51002", None, None)
    assert [person.name for person in found.people] == ["Erna Kluge"]


def test_of_two_columns_for_credits_the_one_with_figures_counts() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>3 SWS</td><td>{number}</td><td>Erna Kluge</td></tr>"
        for name, number in [("Hydromechanik I", 6), ("Wasserbau II", 4), ("Küstenschutz", 5)]
    )
    found = read(
        "<h1>Lehrveranstaltungen</h1><table><tr><th>Veranstaltung</th><th>Umfang</th><th>LP</th><th>Dozent/in</th></tr>"
        f"{rows}</table>"
    )
    assert [course.credits for course in found.courses] == [6.0, 4.0, 5.0]


def test_a_line_that_comes_back_under_every_section_is_no_course() -> None:
    sections = "".join(
        f"<tr><th>Calculus I - {number} - MATH 100 - A0{number % 10}</th></tr>"
        "<tr><td>Attributes: Undergrad Course - 1.5 units</td></tr>"
        for number in range(10_001, 10_007)
    )
    found = read(f"<h1>Sections Found</h1><table>{sections}</table>")
    assert [(course.name, course.code) for course in found.courses] == [("Calculus I", "MATH 100")]


def test_a_label_behind_the_title_is_not_the_title() -> None:
    found = read(
        "<h1>Class Schedule</h1><table>"
        "<tr><th>C Programming - 28821 - CS 15900 - L01 Link Id: A2 Linked Sections Required(A1)</th></tr>"
        "<tr><th>Data Structures - 28830 - CS 25100 - L01 Link Id: A2 Linked Sections Required(A1)</th></tr></table>"
    )
    assert [course.name for course in found.courses] == ["C Programming", "Data Structures"]


@pytest.mark.parametrize(
    ("heading", "path", "name", "code"),
    [
        ("186.866 Algorithmen und Datenstrukturen", "course/186866", "Algorithmen und Datenstrukturen", "186.866"),
        ("EE4C06 Networking", "vak/ee4c06.html", "Networking", "EE4C06"),
        ("Undergraduate Course: Medieval Towns (HIST10428)", "x", "Medieval Towns", "HIST10428"),
        ("Informatics 1: Objects - Part A (INFR08025)", "x", "Informatics 1: Objects - Part A", "INFR08025"),
        ("Math 101: Calculus I", "m101", "Calculus I", "Math 101"),
        ("Syllabus, CMPSC 64, Fall 2026", "cs64/syllabus", None, "CMPSC 64"),
        ("Week 12: Sorting", "weeks/12", "Week 12: Sorting", None),
        ("2026 in cijfers", "jaar/2026", "2026 in cijfers", None),
    ],
)
def test_a_title_gives_name_and_code(heading: str, path: str, name: str | None, code: str | None) -> None:
    read_title = read_own_title(heading, f"https://school.example/{path}")
    assert (read_title.name if read_title else heading, read_title.code if read_title else None) == (name, code)


def test_of_two_main_headings_the_one_that_the_title_repeats_is_the_page_s() -> None:
    found = read(
        """<h1>Catalogue : School of Stones</h1><h1>Postgraduate Course: Medieval Towns (HIST10428)</h1>
        <p>ECTS Credits: 10</p><p>Course organiser: Anna Stone</p>""",
        "hist10428",
        "Course Catalogue - Medieval Towns (HIST10428)",
    )
    assert facts(found) == [("Medieval Towns", "HIST10428", 10.0)]


def test_labels_and_values_may_take_turns_in_a_row() -> None:
    found = read(
        """<h1>Medieval Towns</h1><table>
        <tr><td>School</td><td>School of Stones</td><td>College</td><td>College of Arts</td></tr>
        <tr><td>SCQF Credits</td><td>20</td><td>ECTS Credits</td><td>10</td></tr>
        <tr><td>Course organiser</td><td>Anna Stone</td><td>Language</td><td>English</td></tr></table>""",
        "courses/x",
    )
    (course,) = found.courses
    assert (course.credits, course.language) == (10.0, "en")
    assert [person.name for person in found.people] == ["Anna Stone"]


def test_a_row_of_headers_that_comes_back_is_no_row_of_pairs() -> None:
    rows = "".join(
        f"<tr><td colspan=4>{name}</td></tr><tr><td>Number</td><td>Area</td><td>Semester</td><td>Location</td></tr>"
        f"<tr><td>{code}</td><td>Thought</td><td>Spring 2026</td><td>Online</td></tr>"
        for name, code in [("Borders", "GHC101"), ("Narratives", "GHC102"), ("Oceans", "GHC103")]
    )
    found = read(f"<h1>Courses on offer</h1><table>{rows}</table>")
    assert [course.code for course in found.courses] == ["GHC101", "GHC102", "GHC103"]


def test_a_row_of_totals_is_no_course() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{number}</td></tr>"
        for name, number in [("Databases", 5), ("Netwerken", 5), ("Totaal", 10)]
    )
    found = read(f"<h1>Vakken</h1><table><tr><th>Vak</th><th>EC</th></tr>{rows}</table>")
    assert [course.name for course in found.courses] == ["Databases", "Netwerken"]


def test_the_page_of_a_tutorial_keeps_its_word_but_a_list_does_not() -> None:
    own = read("<h1>Übung zu Analysis für Informatiker</h1><p>Credits: 3</p><p>Dozent: Erna Kluge</p>", "vorlesung/a")
    assert own.courses[0].name == "Übung zu Analysis für Informatiker"


PROGRAMME = """<h1>{title}</h1><p>{text}</p><h2>Vakken</h2>
    <ul><li>Nederlands</li><li>Engels</li><li>Rekenen (5 EC)</li></ul>"""


def test_items_below_a_word_for_courses_are_the_programme_s() -> None:
    found = read(PROGRAMME.format(title="Kok", text="Crebonummer 25180"), "opleidingen/kok")
    assert found.kind is PageKind.PROGRAMME
    assert facts(found) == [("Nederlands", None, None), ("Engels", None, None), ("Rekenen", None, 5.0)]


def test_a_degree_or_the_number_of_a_register_makes_a_programme() -> None:
    assert read("<h1>BSc (Hons) Geography</h1><p>UCAS code F800. Three years.</p>", "study/geo").kind == "programme"
    numbered = read("<h1>Verpleegkunde</h1><p>Duurt vier jaar. CROHO 34560.</p>", "opleidingen/verpleegkunde")
    assert numbered.kind is PageKind.PROGRAMME


def test_a_page_below_a_programme_that_is_about_something_else_is_other() -> None:
    found = read("<h1>Contact</h1><p>Studieadviseur: Anna de Wit</p>", "opleidingen/geschiedenis/contact")
    assert found.kind is PageKind.OTHER
