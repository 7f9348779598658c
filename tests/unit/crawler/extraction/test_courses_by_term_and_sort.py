"""Courses below a term, with their sort of lesson or remarks in the title, and those whose code a sentence tells."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.course_lines import course_title, read_course_line
from crawler.extraction.findings import PageFindings, PageKind
from crawler.extraction.terms import is_season


def read(body: str, url: str = "https://uni.example/teaching/25ws.html", title: str = "") -> PageFindings:
    return read_page(f"<html><head><title>{title}</title></head><body>{body}</body></html>", url)


def names(found: PageFindings) -> list[str | None]:
    return [course.name for course in found.courses]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Honigkunde – Proseminar", "Honigkunde"),
        ("Bees and Logic - Lecture and Exercises", "Bees and Logic"),
        ("Bees and Logic – Seminar (Summer 2025)", "Bees and Logic"),
        ("Theorien der Imkerei (Seminare, regelmäßig seit WiSe 22/23)", "Theorien der Imkerei"),
        ("Imkerei (Schwärme und mehr", "Imkerei (Schwärme und mehr"),
        ("Programming with Bees: Core Skills [Python][MSc]", "Programming with Bees: Core Skills"),
        ("Spezialvorlesung “Bienen und Statistik”", "Bienen und Statistik"),
        ("Bachelor-Wahlmodul Algorithmen auf Waben", "Algorithmen auf Waben"),
        ("Front-End Design", "Front-End Design"),
    ],
)
def test_a_title_is_without_its_sort_and_remarks(written: str, title: str) -> None:
    assert course_title(written) == title


def test_facts_in_the_first_bracket_are_those_of_the_course() -> None:
    line = read_course_line("Algorithmen auf Waben (2V+1Ü; 4 LP), für Diplom auch als 3V+1Ü (6 LP, SpG 4/6/7)")
    assert line is not None
    assert line.credits is not None
    assert (line.name, line.credits.number) == ("Algorithmen auf Waben", 4.0)


def test_links_below_a_term_are_what_is_given_then() -> None:
    links = "".join(f"<li><a href='25ws/{at}.html'>{name}</a></li>" for at, name in enumerate(("Bees", "Hives", "Wax")))
    found = read(f"<h1>Bee Group</h1><h1>Winter 2025</h1><ul>{links}</ul>", title="Winter 2025 - Bee Group")
    assert (found.kind, names(found)) == (PageKind.COURSE_LIST, ["Bees", "Hives", "Wax"])


def test_the_weeks_of_a_course_below_a_term_are_no_courses() -> None:
    links = "".join(f"<li><a href='weeks/{at}.html'>Week {at}: bees</a></li>" for at in range(1, 5))
    assert read(f"<h1>Winter 2025</h1><ul>{links}</ul>").kind == PageKind.OTHER


@pytest.mark.parametrize(("text", "season"), [("Winter 2025", True), ("WS 2024/25", True), ("2025", False)])
def test_a_year_alone_is_no_season(text: str, season: bool) -> None:
    assert is_season(text) is season


def test_linked_terms_of_a_definition_list_are_courses_wherever_they_lead() -> None:
    terms = [("a.example/x/", "Quickstart Bees"), ("b.example/y/", "Bees and Maps [Java]"), ("c.example/z/", "Wax")]
    body = "".join(f"<dt><a href='https://{to}'>{name}</a></dt><dd>What it is about.</dd>" for to, name in terms)
    found = read(f"<h1>Courses</h1><dl>{body}</dl>", "https://uni.example/courses/")
    assert (found.kind, names(found)) == (PageKind.COURSE_LIST, ["Quickstart Bees", "Bees and Maps", "Wax"])


def test_an_index_of_lists_lists_no_courses() -> None:
    links = "".join(f"<li><a href='{name}/'>{name}</a></li>" for name in ("Core courses", "Electives", "Minors"))
    assert read(f"<h1>Courses of the school</h1><ul>{links}</ul>", "https://uni.example/study/").courses == []


def test_a_course_of_two_departments_goes_by_the_first_code() -> None:
    rows = "<tr><td>Units</td><td>3 Ltr (CR/NC and other options)</td></tr><tr><td>Instructors</td><td>A. Vos</td></tr>"
    body = f"<div>BEE342/MED253</div><h1>Building for Bees</h1><h2>Course logistics</h2><table>{rows}</table>"
    course = read(body, "https://uni.example/2025/", "Building for Bees (BEE342/MED253)").courses[0]
    assert (course.code, course.name, course.credits) == ("BEE342", "Building for Bees", 3.0)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Die Vorlesung entspricht Master-Modul INF-MSc-606. Sie ist anrechenbar.", "INF-MSc-606"),
        ("Voraussetzung ist das Modul INF-BSc-101.", None),
        ("Das Modul INF-BSc-101 und das Modul INF-BSc-102 bauen darauf auf.", None),
    ],
)
def test_a_sentence_may_tell_the_code_of_the_course(said: str, code: str | None) -> None:
    body = f"<h1>Vorlesung “Bienenkunde”</h1><p>{said}</p><p>Dozentin: Prof. Dr. Ada Roth</p>"
    found = read(body, "https://uni.example/lehre/bienenkunde/", "Vorlesung “Bienenkunde”")
    assert [(course.name, course.code) for course in found.courses] == [("Bienenkunde", code)]


def test_credits_behind_a_label_may_run_on_with_the_description() -> None:
    lines = [("BEE 665", "Experiments in Wax"), ("BEE 666", "Experiments in Honey"), ("BEE 667", "Stories of Bees")]
    told = "This course has a different theme each semester and can be repeated. " * 4
    body = "".join(f"<p><b>{code}</b> - {name} Units: 3 &gt; {told}</p>" for code, name in lines)
    found = read(f"<h1>Curriculum</h1>{body}", "https://uni.example/curriculum/")
    assert [(course.code, course.name, course.credits) for course in found.courses] == [
        (code, name, 3.0) for code, name in lines
    ]


def test_the_line_on_top_that_repeats_code_and_title_tells_the_credits() -> None:
    title = "<span>BEE 101</span> <span>Criminal Wax</span> <span>3 Units</span>"
    body = f"<div>{title}</div><p><b>Description</b>: This course studies wax.</p><p><b>Prerequisite</b>: None.</p>"
    course = read(body, "https://uni.example/courses/bee101.html", "BEE 101: Criminal Wax").courses[0]
    assert (course.code, course.name, course.credits) == ("BEE 101", "Criminal Wax", 3.0)


def test_a_letter_with_a_number_is_the_code_of_a_module_that_is_called_so() -> None:
    course = read("<h1>Modul B12: Bienenkunde</h1><p>Leistungspunkte: 5 CP</p>", "https://uni.example/m/b12").courses[0]
    assert (course.code, course.name, course.credits) == ("B12", "Bienenkunde", 5.0)


def test_numbers_and_sorts_in_front_of_titles_are_none_of_them() -> None:
    assert course_title("2. Honey and Wax") == "Honey and Wax"
    assert course_title("3D Printing with Wax") == "3D Printing with Wax"
    items = "".join(f"<li>{item}</li>" for item in ("V: Einführung in die Imkerei", "S: Wachs", "S: Honig und Recht"))
    found = read(f"<h1>Lehre</h1><h2>Wintersemester 2024/25</h2><ul>{items}</ul>", "https://uni.example/lehre")
    assert names(found) == ["Einführung in die Imkerei", "Wachs", "Honig und Recht"]


def test_one_item_that_says_more_is_of_the_list_it_stands_in() -> None:
    items = "".join(f"<li>{item}</li>" for item in ("Inleiding imkeren", "Honing en was", "Zwermen (met Bram Mol)"))
    found = read(f"<h1>Onderwijs</h1><p>Ik geef:</p><ul>{items}</ul>", "https://uni.example/onderwijs")
    assert names(found) == ["Inleiding imkeren", "Honing en was", "Zwermen"]


def test_plain_lines_above_codes_alone_are_titles_of_cards() -> None:
    said = [("Wax and Physics", "AB_450063"), ("Orogenesis of Hives", "AM_450190"), ("Swarms", "AM_450273")]
    cards = "".join(f"<div><div>{name}</div><div>{code}</div><div>6EC</div></div>" for name, code in said)
    found = read(f"<h1>View courses in all periods</h1>{cards}", "https://uni.example/register")
    assert [(course.code, course.name, course.credits) for course in found.courses] == [
        (code, name, 6.0) for name, code in said
    ]


def test_numbers_with_the_sort_of_lesson_behind_them_are_courses_though_a_title_comes_back() -> None:
    said = [("250081 VO", "Wax Geometry"), ("250105-1 SE", "Topics in Honey"), ("250034 SE", "Topics in Honey")]
    body = "".join(f"<ul><li>{number} {name}<br>Wed. 13:15-14:45</li></ul>" for number, name in said)
    found = read(f"<h2>Teaching</h2><h2>Lehrveranstaltungen an der Uni Bienenstadt</h2>{body}", "https://uni.example/t")
    assert [(course.code, course.name) for course in found.courses] == [
        (number.split()[0], name) for number, name in said
    ]


def test_the_part_of_the_site_right_above_a_title_is_no_title() -> None:
    facts = "<p><b>LVA Nummer:</b> 250026<br><b>LVA Typ:</b> VO</p>"
    page = f"<h2>Courses</h2><h2>Wachs und Waben</h2><h3>Sommersemester 2010</h3>{facts}"
    course = read(page, "https://uni.example/courses/SoSem10-wax.html").courses[0]
    assert (course.code, course.name) == ("250026", "Wachs und Waben")
