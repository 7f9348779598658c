"""Heads of columns and sentences that say who is what, and lists of courses with their hours and teachers' surnames."""

import pytest

from crawler.extraction.course_lines import course_title
from crawler.extraction.naming import names_in_value
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.word_lists import word_lists
from crm.words import RoleKind

from .reading import courses, read, roles, table_rows


def test_who_heads_a_column_heads_what_the_rows_are() -> None:
    rows = [
        ("Academie Gebouwde Omgeving", "ir. Tjeerd Wassenaar", "Linda Postmus MEd"),
        ("Academie Zorg", "dr. Fleur van Aalst", "-"),
    ]
    cells = table_rows(rows)
    head = "<tr><th>Academie</th><th>Directeur</th><th>Adjunct-directeur</th></tr>"
    found = roles(read(f"<h1>Organisatie</h1><table>{head}{cells}</table>", "over-ons/organisatie"))
    assert found == {"Tjeerd Wassenaar": {"dean"}, "Linda Postmus": {"dean"}, "Fleur van Aalst": {"dean"}}


def test_a_coordinator_of_a_table_of_courses_stays_a_courses() -> None:
    rows = [("Wiskunde 1", "WIS1", "A. Vos"), ("Wiskunde 2", "WIS2", "B. Mol"), ("Statistiek", "STA1", "A. Vos")]
    cells = table_rows(rows)
    page = f"<h1>Vakken</h1><table><tr><th>Vak</th><th>Code</th><th>Coördinator</th></tr>{cells}</table>"
    assert roles(read(page, "vakken"))["B. Mol"] == {"course_coordinator", "teacher"}


def test_a_cell_for_one_person_holds_no_two_surnames() -> None:
    rows = [("Prior, Helena", "Professor"), ("Rao, Amit", "Lecturer"), ("Vale, Thomas", "Adjunct Instructor")]
    cells = "".join(f"<tr><td>{name}</td><td>{title}</td><td>x334</td></tr>" for name, title in rows)
    page = f"<h1>Faculty Directory</h1><table><tr><th>Name</th><th>Title</th><th>Phone</th></tr>{cells}</table>"
    found = roles(read(page, "directory/faculty"))
    assert found == {"Helena Prior": {"teacher"}, "Amit Rao": {"teacher"}, "Thomas Vale": {"teacher"}}


def test_sentences_name_who_is_asked_leads_and_arranges() -> None:
    page = (
        "<h1>MA Heritage Studies</h1><p>One year, 180 credits.</p><p>The programme is led by Dr Beatrice Lowe. "
        "Core modules are taught by Dr Colm Reilly and Ms Tamsin Hart. Placements are arranged by our Placements "
        "Coordinator, Jo Barnard (j.barnard@uni.example).</p>"
    )
    found = roles(read(page, "programmes/ma-heritage", "MA Heritage Studies"))
    assert found == {
        "Beatrice Lowe": {"programme_director"},
        "Colm Reilly": {"teacher"},
        "Tamsin Hart": {"teacher"},
        "Jo Barnard": {"internship_coordinator"},
    }


def test_of_two_in_one_sentence_each_is_what_stands_beside_the_name() -> None:
    page = (
        "<h1>Minor Circulair bouwen</h1><p>Code: MIN-CIRC. Studiepunten: 30 EC.</p>"
        "<p>Neem contact op met minorcoördinator Wietske Algra, w.algra@hbo.example of loop binnen bij Aylin Demir "
        "(docent), telefoon 038-123 45 67.</p>"
    )
    found = read(page, "minoren/circulair-bouwen", "Minor Circulair bouwen")
    assert roles(found) == {"Wietske Algra": {"contact", "course_coordinator"}, "Aylin Demir": {"teacher"}}
    assert {person.name: person.phone for person in found.people} == {
        "Wietske Algra": None,
        "Aylin Demir": "038-123 45 67",
    }


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Rhetorik der Moderne, Di 14-16", "Rhetorik der Moderne"),
        ("Stimme und Körper, Mi 16-18 Uhr, HS 1", "Stimme und Körper"),
        ("Sprechkunst, Blockseminar", "Sprechkunst"),
        ("Die Nacht, Mittwoch", "Die Nacht, Mittwoch"),
    ],
)
def test_hours_behind_a_title_are_none_of_it(line: str, title: str) -> None:
    assert course_title(line) == title


def test_surnames_in_brackets_behind_every_entry_are_its_teachers() -> None:
    lists = (
        "<h3>Vorlesungen</h3><ul><li>Einführung in die Phonetik (Brandauer), Mo 10-12, HS 1</li>"
        "<li>Rhetorik der Moderne (Hölzl), Di 14-16</li></ul><h3>Seminare</h3><ul>"
        "<li>Stimme und Körper (Pichler/Wimmer), Mi 16-18</li><li>Sprechkunst (Kern, Ortner), Blockseminar</li></ul>"
    )
    title = "Lehrveranstaltungen im Wintersemester 2026/27"
    found = read(f"<h1>{title}</h1>{lists}", "lehre/wise", title)
    assert [name for _, name, _ in courses(found)] == [
        "Einführung in die Phonetik",
        "Rhetorik der Moderne",
        "Stimme und Körper",
        "Sprechkunst",
    ]
    assert roles(found) == {name: {"teacher"} for name in ("Brandauer", "Hölzl", "Pichler", "Wimmer", "Kern", "Ortner")}


def test_who_stands_in_for_somebody_is_said_before_the_name() -> None:
    page = (
        "<h1>Personen am Institut</h1><dl><dt>Geschäftsführende Direktorin</dt><dd>Dr. Ilse Brandauer</dd>"
        "<dt>Stellvertretender Institutsleiter</dt><dd>Dr. Georg Hölzl</dd>"
        "<dt>Lehrbeauftragte</dt><dd>Dr. Leo Kern</dd></dl>"
    )
    found = roles(read(page, "institut/personen", "Personen am Institut"))
    assert found == {"Ilse Brandauer": {"staff"}, "Georg Hölzl": {"staff"}, "Leo Kern": {"teacher"}}


def test_an_external_examiner_is_nobody_of_the_school() -> None:
    assert [reading.contact for reading in read_roles("External Examiner")] == [False]
    assert [reading.kind for reading in read_roles("our Placements Coordinator, Jo")] == ["internship_coordinator"]


def test_the_school_of_a_title_and_a_form_of_address_are_no_names() -> None:
    assert [named.natural for named in names_in_value("Dipl.-Ing. (FH) Ludger Timm (Labor)")] == ["Ludger Timm"]
    assert all(named.score >= 0.6 for named in names_in_value("Ms Tamsin Hart, Frau Volz"))


def test_a_paragraph_that_begins_with_a_title_says_whose_page_is_a_professors() -> None:
    page = (
        "<h1>Edwina Marsh</h1><div>Office</div><div>Hill Hall 12</div>"
        "<p>{} Edwina Marsh works on wax at Honey University. Her group belongs to the Department.</p>"
    )
    assert roles(read(page.format("Prof."), "people/marsh", "Edwina Marsh")) == {"Edwina Marsh": {"teacher"}}
    assert roles(read(page.format("Dr."), "people/marsh", "Edwina Marsh")) == {"Edwina Marsh": {"staff"}}


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("The department is headed by Prof. Edwina Marsh.", "Edwina Marsh", "staff"),
        ("Das Institut wird geleitet von Prof. Dr. Ilse Brandauer.", "Ilse Brandauer", "staff"),
        ("De faculteit wordt geleid door prof. dr. Fleur van Aalst.", "Fleur van Aalst", "dean"),
    ],
)
def test_a_sentence_says_who_heads_a_department(sentence: str, name: str, kind: str) -> None:
    assert roles(read(f"<h1>Wax and Honey</h1><p>{sentence}</p>", "about")) == {name: {kind}}


def test_phrases_make_nobody_what_no_person_can_be() -> None:
    assert set(word_lists("phrases")["roles"]) <= {kind.value for kind in RoleKind}


def test_whoever_is_said_to_be_something_else_teaches_not_with_the_staff_of_a_course() -> None:
    people = "<p>Professor: <a href='/marsh'>Edwina Marsh</a></p><p>Secretary: <a href='/hart'>Phyllis Hart</a></p>"
    found = read(f"<h1>BEE 101: Bees</h1><h2>Course Staff</h2>{people}", "bee101", "BEE 101")
    assert roles(found) == {"Edwina Marsh": {"teacher"}, "Phyllis Hart": set()}


def test_the_number_on_somebodys_own_page_may_stand_below_the_address_of_the_office() -> None:
    office = "".join(f"<div>{line}</div>" for line in ("Office", "Campus 2", "Room 1.14", "Wax Group", "Honey Centre"))
    page = f"<h1>Edwina Marsh</h1>{office}<div>Honey University</div><div>1234 Waxhaven</div><div>Phone</div>"
    found = read(f"{page}<div>+49 30 1234567</div><p>Bees and wax.</p>", "people/marsh", "Edwina Marsh")
    assert [person.phone for person in found.people] == ["+49 30 1234567"]


@pytest.mark.parametrize(
    ("heading", "code", "name"),
    [
        ("Honey and Wax BEE 353, Spring 2026, Dr. Hart", "BEE 353", "Honey and Wax"),
        ("Honigkunde (BIE-203), WS 2025/26, Prof. Volz", "BIE-203", "Honigkunde"),
        ("BEE 222: Honey, Hives and Wax, Fall 2026, Prof. Hart", "BEE 222", "Honey, Hives and Wax"),
    ],
)
def test_a_titled_name_behind_commas_is_no_part_of_a_courses_title(heading: str, code: str, name: str) -> None:
    found = courses(read(f"<h1>{heading}</h1><p>This course has homework and two exams.</p>", "bee", heading))
    assert [(course[0], course[1]) for course in found] == [(code, name)]


def test_names_that_share_a_bracket_stay_in_it() -> None:
    assert course_title("Wachs und Honig (Prof. Dr. Ilse Brandauer, Prof. Dr. Leo Kern)") == "Wachs und Honig"


def test_sections_are_no_name_of_a_course() -> None:
    page = "<h1>BEE 222 Sections 2 &amp; 3</h1><p>Welcome. Homework is due on Fridays; see the syllabus.</p>"
    assert [name for _, name, *_ in courses(read(page, "bee222", "BEE222-01 Page"))] in ([None], [""])


def test_a_list_of_names_on_a_courses_page_of_which_one_coordinates_teaches_it() -> None:
    people = "<ul><li><a href='/1'>Goossens Lieve</a>{}</li><li><a href='/2'>Maes Jo</a></li></ul>"
    page = "<h1>Wasbouwkunde (H01A2A)</h1><ul><li>6 studiepunten</li><li>Nederlands</li></ul>" + people
    found = roles(read(page.format(" (coördinator)"), "fiche/H01A2A", "Wasbouwkunde (H01A2A)"))
    assert found == {"Lieve Goossens": {"teacher", "course_coordinator"}, "Jo Maes": {"teacher"}}
    assert "Jo Maes" not in roles(read(page.format(" (alumnus)"), "fiche/H01A2A", "Wasbouwkunde (H01A2A)"))


def test_a_table_may_number_courses_in_parts_and_say_before_each_title_what_is_given() -> None:
    rows = [
        ("51.201", "VL Wachsphysik", "Haller, B.; Ott, S.", "6"),
        ("51.202", "Ü Wachsphysik", "Pfaff, J.", "3"),
        ("51.210", "S Aktuelle Fragen der Honigforschung", "Engel, R. u. Mitarb.", "4"),
    ]
    cells = table_rows(rows)
    head = "<tr><th>Nr.</th><th>Titel</th><th>Dozent/in</th><th>LP</th></tr>"
    found = read(f"<h1>Lehrveranstaltungen im WS 2026/27</h1><table>{head}{cells}</table>", "lehre/ws")
    assert courses(found) == [
        ("51.201", "Wachsphysik", 6),
        ("51.202", "Wachsphysik", 3),
        ("51.210", "Aktuelle Fragen der Honigforschung", 4),
    ]


def test_one_title_that_begins_with_a_letter_begins_with_no_sort_of_lesson() -> None:
    rows = [("INF1", "P Systems", "A. Vos"), ("INF2", "Netwerken", "B. Mol"), ("INF3", "Databases", "A. Vos")]
    cells = table_rows(rows)
    page = f"<h1>Vakken</h1><table><tr><th>Code</th><th>Vak</th><th>Docent</th></tr>{cells}</table>"
    assert [name for _, name, _ in courses(read(page, "vakken"))] == ["P Systems", "Netwerken", "Databases"]


def test_who_convenes_a_module_coordinates_it() -> None:
    page = (
        "<h1>BA Bee Studies</h1><h2>Modules</h2><ul>"
        "<li>BS1001 Bees in Society (20 credits), convened by Dr Owen Pugh</li>"
        "<li>BS1002 Reading Hives (20 credits), convened by Dr Beatrice Lowe</li></ul>"
    )
    found = roles(read(page, "courses/ba-bee-studies", "BA Bee Studies"))
    assert {name for name, kinds in found.items() if "course_coordinator" in kinds} == {"Owen Pugh", "Beatrice Lowe"}


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Lena Jost M.A., Tel. 0361 6700-123", ["Lena Jost"]),
        ("A. Vos, telefoon 020-5551234, B. Mol", ["A. Vos", "B. Mol"]),
        ("P. Bel 020-5551234", ["P. Bel"]),
        ("StR Dirk Anders", ["Dirk Anders"]),
        ("Associate Professors K. Lindqvist and M. Oyelaran", ["K. Lindqvist", "M. Oyelaran"]),
        ("Adjunct Instructors P. Novak, S. Greene", ["P. Novak", "S. Greene"]),
    ],
)
def test_words_for_telephones_and_titles_of_several_are_no_names(value: str, names: list[str]) -> None:
    assert [named.natural for named in names_in_value(value)] == names


def test_who_holds_a_chair_teaches() -> None:
    page = (
        "<h1>Team</h1><h2>Lehrstuhlinhaberin</h2><p><a href='/p/r'>Dr. Almut Reiser</a></p>"
        "<h2>Akademische Räte</h2><p>Jens Kolb</p>"
    )
    assert roles(read(page, "lehrstuhl/team", "Team"))["Almut Reiser"] == {"teacher"}
