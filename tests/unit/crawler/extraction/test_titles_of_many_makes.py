"""Titles and lists of further makes: greetings, broken headings, codes behind names, numbers of other schools."""

import pytest

from crawler.extraction.course_lines import course_title, read_course_line
from crawler.extraction.findings import PageKind

from .reading import courses, read


def names(body: str, path: str = "courses.html", title: str = "Courses") -> list[str | None]:
    return [course.name for course in read(body, path, title).courses]


def test_a_name_with_its_code_in_brackets_and_the_teacher_behind_is_a_course_of_a_list() -> None:
    found = read(
        "<h1>Vakken van de afdeling</h1><p>Vertalerbouw (VB301), dr. L. Hazelaar<br>Besturingssystemen (VB305), prof. "
        "dr. S. Tjepkema<br>Gegevensbanken (VB310): drs. J. Loman en ing. F. Tolsma</p>",
        "lijst.html",
        "Vakken",
    )
    assert found.kind == PageKind.COURSE_LIST
    assert courses(found) == [
        ("VB301", "Vertalerbouw", None),
        ("VB305", "Besturingssystemen", None),
        ("VB310", "Gegevensbanken", None),
    ]


def test_what_follows_a_code_in_brackets_and_names_nobody_is_no_teacher() -> None:
    assert read_course_line("Wax (BEE 101), see the notes of the exam") != read_course_line("Wax (BEE 101), dr. A. Vos")


@pytest.mark.parametrize(
    ("greeting", "title"),
    [
        (
            "Welkom op de pagina van het vak <b>Digitale Techniek</b> (201200041). Het wordt gegeven in kwartiel 2.",
            "Vak",
        ),
        ("Welkom op de homepage van het college Digitale Techniek (201200041).", "Vak"),
        ("Dit is de website van het vak Digitale Techniek (201200041), voor het tweede jaar.", "Vak"),
    ],
)
def test_a_sentence_that_greets_says_what_the_course_is_called(greeting: str, title: str) -> None:
    found = read(f"<p>{greeting}</p><h3>Colleges</h3><p>Op maandag.</p><h3>Tentamen</h3><p>In mei.</p>", "dt/", title)
    assert courses(found) == [("201200041", "Digitale Techniek", None)]


def test_a_sentence_on_top_gives_code_and_name_of_a_site() -> None:
    found = read(
        "<p>This is the home page of BEE 217, Waxes and Optics, taught by Professor Irma Mol in the autumn of 1999.</p>"
        "<p><a href=h.html>Homework</a></p>",
        "bee217/",
        "BEE 217",
    )
    assert courses(found) == [("BEE 217", "Waxes and Optics", None)]


def test_a_bold_line_on_top_is_the_title_in_full() -> None:
    found = read(
        "<center><b><font size=5>Einführung in die Wachskunde</font></b><br>Vorlesung im 3. Semester<br>Sommersemester "
        "2001</center><p>Dozent: Dr. Arno Mol</p>",
        "wachs/",
        "Homepage Wachskunde",
    )
    assert [course.name for course in found.courses] == ["Einführung in die Wachskunde"]


@pytest.mark.parametrize(
    ("heading", "title", "name"),
    [
        ("Inleiding<br>Taalwetenschap", "LET-T1", "Inleiding Taalwetenschap"),
        ("Bijenkunde<br>Voor imkers en tuinders", "Bijenkunde", "Bijenkunde"),
        ("Bijenkunde<br>Universiteit Honingveld", "", "Bijenkunde"),
        ("Bijenkunde<br>dr. Ans Mol", "", "Bijenkunde"),
    ],
)
def test_a_heading_of_one_word_goes_on_in_its_second_line(heading: str, title: str, name: str) -> None:
    facts = "<table><tr><td>Code:</td><td>LET-T1</td></tr><tr><td>ECTS:</td><td>6</td></tr></table>"
    assert courses(read(f"<h1>{heading}</h1>{facts}", "vak/", title)) == [("LET-T1", name, 6.0)]


def test_code_year_and_credits_stand_behind_a_name_in_the_heading() -> None:
    found = read(
        "<h3>Macro-economie 1 (EBB850A05) 2013/2014, 5 ECTS</h3><p><b>Docenten:</b> dr. T. Mol</p>",
        "macro.html",
        "Macro-economie 1 (EBB850A05) 2013/2014",
    )
    assert courses(found) == [("EBB850A05", "Macro-economie 1", 5.0)]


def test_code_and_credits_stand_below_a_title_that_is_only_larger() -> None:
    found = read(
        "<center><font size=6>Algebra</font><br><font size=4>WISB121 - 7,5 ECTS</font></center><p>Docent: G. Mol</p>",
        "alg.html",
        "Algebra",
    )
    assert courses(found) == [("WISB121", "Algebra", 7.5)]


def test_a_term_in_a_list_of_labels_is_their_value_whatever_word_it_is() -> None:
    found = read(
        "<h3>Modulbeschreibung</h3><dl><dt>Modulname</dt><dd>Kosten- und Leistungsrechnung</dd><dt>Modul-Nr.</dt>"
        "<dd>BW-2.1</dd><dt>Credits</dt><dd>6</dd></dl>",
        "modul.html",
        "Modulbeschreibung",
    )
    assert courses(found) == [("BW-2.1", "Kosten- und Leistungsrechnung", 6.0)]


def test_credits_with_their_unit_are_read_in_a_table_without_a_header() -> None:
    rows = "".join(
        f"<tr><td>M{number}</td><td>{name}</td><td>{counted} CP</td><td>Prof. Mol</td></tr>"
        for number, name, counted in (
            (1, "Grundlagen der Logistik", 10),
            (2, "Wachsflusstechnik", 5),
            (3, "Planung", 8),
        )
    )
    found = read(f"<h1>Module im Studiengang Logistik</h1><table>{rows}</table>", "module.html", "Module")
    assert [course.credits for course in found.courses] == [10.0, 5.0, 8.0]


def test_numbers_of_german_and_austrian_lists_are_codes() -> None:
    listed = "".join(
        f"<p><b>{number}</b> <b>{sort} {name}</b><br>Mi 10-12<br>Dr. Hanno Mol</p><p>Mit Referat.</p>"
        for number, sort, name in (
            ("51 234", "PS", "Einführung in die Ethnologie"),
            ("51 235", "Ü", "Ethnographisches Schreiben"),
            ("51 240", "HS", "Feldforschung in der Stadt"),
        )
    )
    found = read(f"<h2>Kommentiertes Vorlesungsverzeichnis SS 1998</h2>{listed}", "kvv.html", "KVV")
    assert courses(found)[:2] == [
        ("51 234", "Einführung in die Ethnologie", None),
        ("51 235", "Ethnographisches Schreiben", None),
    ]
    listed = "".join(
        f"<p><b>185.A{number} {name}</b><br>VU 2.0, 3 ECTS<br>Vortragende: A. Mol</p>"
        for number, name in ((12, "Semantik"), (13, "Typsysteme"), (20, "Übersetzerbau"))
    )
    found = read(f"<h1>Lehrveranstaltungen WS 2009</h1>{listed}", "lehre.html", "Lehre")
    assert courses(found)[0] == ("185.A12", "Semantik", 3.0)
    listed = "".join(f"<li>Modul 214{number} Wachskunde {number}</li>" for number in (10, 20, 30))
    found = read(f"<h1>Module</h1><ul>{listed}</ul>", "module.html", "Module")
    assert courses(found)[0] == ("21410", "Wachskunde 10", None)


def test_terms_of_a_list_of_descriptions_are_the_courses() -> None:
    body = "<h1>Modules</h1><dl><dt>Tekenen</dt><dd>Je leert kijken.</dd><dt>Kleurenleer</dt><dd>Over kleur.</dd>"
    assert names(f"{body}<dt>Kunstgeschiedenis 1</dt><dd>Van grot tot gotiek.</dd></dl>", "dl.html", "Modules") == [
        "Tekenen",
        "Kleurenleer",
        "Kunstgeschiedenis 1",
    ]


def test_surnames_behind_most_titles_of_a_list_are_none_of_them() -> None:
    def listed(*behind: str) -> list[str | None]:
        titles = zip((110, 221, 340), ("Introduction to Wax", "Digital Logic", "Files and Combs"), behind, strict=True)
        items = "".join(f"<li><a href='{code}/'>BEE {code}</a>: {name} ({who})</li>" for code, name, who in titles)
        return names(f"<h1>Courses</h1><ul>{items}</ul>")

    assert listed("Wells", "Marsh", "Wells") == ["Introduction to Wax", "Digital Logic", "Files and Combs"]
    assert listed("Java", "Java", "Java") == [
        "Introduction to Wax (Java)",
        "Digital Logic (Java)",
        "Files and Combs (Java)",
    ]


def test_degrees_behind_titles_are_no_subjects_and_a_school_in_brackets_no_name() -> None:
    items = "".join(f"<li>{name}</li>" for name in ("Wax Studies (BA)", "Bee Grammar (MA)", "Hive Design (MA)"))
    assert names(f"<h3>Courses</h3><h4>University of Wax</h4><ul>{items}</ul>", "teaching.html", "Teaching") == [
        "Wax Studies",
        "Bee Grammar",
        "Hive Design",
    ]
    assert course_title("Web security (Honeywood University)") == "Web security"
    assert course_title("Course Planning and Classroom Management") == "Course Planning and Classroom Management"


def test_items_of_one_list_are_courses_with_a_link_or_without() -> None:
    items = (
        "<li><a href='/s'>Security and Bees</a></li><li>Hive security</li><li>Wax security</li><li>Comb networks</li>"
    )
    assert names(f"<h2>Teaching</h2><p>I teach:</p><ul>{items}</ul>", "onderwijs.htm", "Teaching") == [
        "Security and Bees",
        "Hive security",
        "Wax security",
        "Comb networks",
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Wax Algorithms (BEES 3104, Spring 2018)",
        "Wax Algorithms (BEES 3104, Spring 2018, Section 002)",
        "Wax Algorithms (BEES 3104)",
    ],
)
def test_a_term_stands_beside_the_code_in_brackets(title: str) -> None:
    facts = "<p>Time: Tuesday<br>Instructor: Anna Mol</p><p>This course is about wax.</p>"
    assert courses(read(f"<h1>{title}</h1>{facts}", "c/index.html")) == [("BEES 3104", "Wax Algorithms", None)]
    assert courses(read(facts, "c/index.html", title)) == [("BEES 3104", "Wax Algorithms", None)]


def test_a_term_stands_before_the_code_of_a_course_in_a_list() -> None:
    found = read(
        "<h2>Past courses</h2><p>Fall 2024 BEES 3352: Hive Networks (undergraduate)</p><p>Fall 2022, BEES 5352: Comb "
        "Analysis</p><p>Spring 2021 BEES 3104: Wax Algorithms</p>",
        "teaching.htm",
        "Teaching",
    )
    assert courses(found) == [
        ("BEES 3352", "Hive Networks", None),
        ("BEES 5352", "Comb Analysis", None),
        ("BEES 3104", "Wax Algorithms", None),
    ]


def test_titles_with_codes_are_read_in_a_table_whose_first_row_says_nothing_of_columns() -> None:
    found = read(
        "<h1>Courses</h1><table><tr><td><b>FALL 1999</b></td><td><b>NO CLASSES</b></td></tr>"
        "<tr><td>SPRING 2000</td><td>BEE 341: LOVE AND HONEY<br>BEE 115: PHILOSOPHY OF THE HIVE</td></tr>"
        "<tr><td>PAST</td><td>BEE 297: CULTURE OF BEES</td></tr></table>",
        "courses.htm",
        "Courses",
    )
    assert [course.code for course in found.courses] == ["BEE 341", "BEE 115", "BEE 297"]


def test_a_number_and_the_sort_of_lesson_stand_before_the_name_of_an_austrian_course() -> None:
    found = read(
        "<h1>040123 VO Bienenökonomie (2020W)</h1><p>6.00 ECTS (4.00 SWS), SPL 4</p><h3>Lehrende</h3><p>Hannes Mol</p>",
        "course.html?lv=1",
        "040123 VO Bienenökonomie (2020W)",
    )
    assert courses(found) == [("040123", "Bienenökonomie", 6.0)]


def test_numbers_with_the_sort_of_lesson_written_out_are_codes_of_a_list() -> None:
    items = "".join(
        f"<li>193000{number} Vorlesung <a href={number}>{name}</a> (Katrin Mol)</li>"
        for number, name in (("01", "Bienenlogik"), ("02", "Wachsprogrammierung"), ("11", "Diskrete Waben"))
    )
    found = read(f"<h2>Lehrveranstaltungen Bachelor Bienenkunde</h2><ul>{items}</ul>", "vv.html", "Verzeichnis")
    assert courses(found)[0] == ("19300001", "Bienenlogik", None)


def test_tables_of_a_module_handbook_are_titled_by_a_row_of_their_own() -> None:
    tables = "".join(
        f"<table><tr><th colspan=2>{name}</th></tr><tr><td>Kürzel</td><td>{code}</td></tr><tr><td>Leistungspunkte</td>"
        f"<td>{counted}</td></tr><tr><td>Inhalte</td><td>Grundlagen.</td></tr></table>"
        for code, name, counted in (("INF-01", "Wabenkunde", 8), ("INF-02", "Wachsarchitektur", 6))
    )
    found = read(f"<h1>Modulhandbuch</h1>{tables}", "mhb.html", "Modulhandbuch Informatik")
    assert courses(found) == [("INF-01", "Wabenkunde", 8.0), ("INF-02", "Wachsarchitektur", 6.0)]


def test_a_part_that_is_numbered_keeps_its_number_in_a_table_and_a_note_goes() -> None:
    def table(*called: str) -> str:
        cells = (f"<tr><td>TI10{at}</td><td>{name}</td><td>4</td></tr>" for at, name in enumerate(called))
        return f"<table>{''.join(cells)}</table>"

    first, second = table("Programmeren 1", "Techniek", "Engels"), table("Programmeren 2", "Web", "Data")
    body = f"<h3>Blok A</h3>{first}<h3>Blok B</h3>{second.replace('TI10', 'TI11')}"
    found = names(f"<h1>Jaar 1</h1>{body}", "jaar1.html", "Jaaroverzicht")
    assert found == ["Programmeren 1", "Techniek", "Engels", "Programmeren 2", "Web", "Data"]
    noted = table("Waxes 1", "Bees", "Combs")
    found = names(f"<h1>Courses</h1>{noted}<p>1 Offered every other year.</p>", "courses.html", "Courses")
    assert found == ["Waxes", "Bees", "Combs"]


def test_a_name_in_two_languages_is_the_one_of_the_title_and_a_word_for_the_sort_is_no_name() -> None:
    facts = "<table><tr><th>Modulnummer</th><td>IN0007</td></tr><tr><th>Credits</th><td>6</td></tr></table>"
    found = read(f"<h1>Waben und Wachs / Combs and Wax</h1>{facts}", "m.html", "IN0007: Waben und Wachs")
    assert courses(found) == [("IN0007", "Waben und Wachs", 6.0)]
    found = read("<h1>Keuzedeel Imkerij (K0072)</h1><p>240 uur</p>", "k.html", "Keuzedeel Imkerij (K0072)")
    assert courses(found) == [("K0072", "Imkerij", None)]


def test_the_label_of_a_code_is_no_name_and_a_bold_line_on_top_is_one() -> None:
    found = read(
        "<font size=5><b>Bijenkunde 1</b></font><p><b>Code:</b> BK101<br><b>Docent:</b> drs. A. Mol<br><b>Omvang:</b> "
        "4 studiepunten</p>",
        "bk101.html",
        "BK101",
    )
    assert courses(found) == [("BK101", "Bijenkunde 1", 4.0)]


def test_what_a_course_counts_for_is_no_second_part_of_its_name() -> None:
    found = read("<h3>BK112 - Waslogica - 3 studiepunten</h3><p>Docent: dr. A. Mol</p>", "w.html", "BK112 Waslogica")
    assert courses(found) == [("BK112", "Waslogica", 3.0)]
