"""Courses where no label says which is which: below headings, in rows, as a search's only answer."""

from crawler.extraction import read_page
from crawler.extraction.findings import PageFindings, PageKind


def read(body: str, path: str = "page", title: str = "") -> PageFindings:
    return read_page(
        f"<html><head><title>{title}</title></head><body>{body}</body></html>", f"https://school.example/{path}"
    )


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
