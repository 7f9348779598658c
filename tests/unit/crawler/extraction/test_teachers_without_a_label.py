"""Teachers whom no label announces, students who help, columns of names, and pages whose menu was never closed."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import FoundPerson, PageKind

COURSE = "https://uni.example/courses/inf201.html"


def people(page: str, url: str = COURSE) -> dict[str, FoundPerson]:
    return {person.name: person for person in read_page(page, url).people}


def kinds(found: dict[str, FoundPerson]) -> dict[str, list[str]]:
    return {name: [role.kind for role in person.roles] for name, person in found.items()}


def test_who_has_office_hours_on_a_courses_homepage_teaches_it() -> None:
    page = (
        "<title>INF201 Databases</title><h1>INF201 Databases</h1><h3>Prof. Anna de Wit</h3><p>Room 12</p>"
        "<p>Office hours: Monday 2-3</p><p>dewit@uni.example</p><h3>Homework</h3><p>Weekly</p>"
    )
    found = people(page)
    assert kinds(found) == {"Anna de Wit": ["teacher"]}
    assert found["Anna de Wit"].email == "dewit@uni.example"


def test_office_hours_on_somebodys_own_page_make_no_course() -> None:
    page = "<h1>Prof. Anna de Wit</h1><p>Lecturer</p><p>Office hours: Monday 2-3</p><p>dewit@uni.example</p>"
    read = read_page(page, "https://uni.example/people/anna-de-wit")
    assert read.kind == PageKind.PERSON
    assert [(role.kind, role.of) for role in read.people[0].roles] == [("teacher", "unit")]


@pytest.mark.parametrize(
    "label", ["TAs", "Teaching Assistants", "Student-assistenten", "Grader", "Studentische Hilfskraft"]
)
def test_students_who_help_with_a_course_are_seen_and_are_no_contacts(label: str) -> None:
    page = (
        f"<h1>INF201 Databases</h1><p>Instructor: Anna de Wit</p><p>{label}: Bram Kuiper, Cor Vos</p>"
        "<h3>Exam</h3><p>Written</p>"
    )
    assert kinds(people(page)) == {"Anna de Wit": ["teacher"], "Bram Kuiper": [], "Cor Vos": []}


def test_teachers_in_brackets_behind_the_courses_of_a_list_teach_them() -> None:
    page = (
        "<h1>Vakken</h1><ul><li>Kansrekening (prof. dr. A. de Wit)</li><li>Statistiek (dr. B. Kuiper en C. Vos)</li>"
        "<li>Meetkunde (with E. Prins)</li><li>Algebra (vacature)</li></ul>"
    )
    found = people(page, "https://uni.example/onderwijs/vakken")
    assert kinds(found) == {"A. de Wit": ["teacher"], "B. Kuiper": ["teacher"], "C. Vos": ["teacher"]}


def test_a_column_that_mostly_holds_names_is_one_whatever_its_header() -> None:
    page = (
        "<h1>Medewerkers</h1><table><tr><th>Naam</th><th>Functie</th></tr>"
        "<tr><td>Wit, Anna de</td><td>Docent</td></tr><tr><td>KUIPER, Bram</td><td>Teamleider</td></tr>"
        "<tr><td>Mol, drs. D. (Dirk)</td><td>Conciërge</td></tr></table>"
    )
    found = people(page, "https://school.example/medewerkers")
    assert set(found) == {"Anna de Wit", "Bram Kuiper", "Dirk Mol"}
    assert kinds(found)["Anna de Wit"] == ["teacher"]


def test_a_column_of_courses_under_name_names_nobody() -> None:
    page = (
        "<h1>Courses</h1><table><tr><th>Name</th><th>Credits</th></tr><tr><td>Linear Algebra</td><td>6</td></tr>"
        "<tr><td>Max Havelaar</td><td>6</td></tr><tr><td>Data Structures</td><td>6</td></tr></table>"
    )
    assert people(page, "https://uni.example/courses") == {}


def test_a_professor_in_a_list_of_staff_teaches() -> None:
    page = (
        "<h1>Team</h1><h2>Lehrstuhlinhaberin</h2><h3>Univ.-Prof. Dr.-Ing. Karla Weber</h3><h2>Sekretariat</h2>"
        "<h3>Ute Brandt</h3><h2>Wissenschaftliche Mitarbeiter</h2><h3>Bernd Kraus, M.Sc.</h3>"
    )
    assert kinds(people(page, "https://uni.example/team")) == {
        "Karla Weber": ["teacher"],
        "Ute Brandt": ["staff"],
        "Bernd Kraus": ["staff"],
    }


def test_a_board_above_a_supervisory_board_is_still_the_board() -> None:
    page = (
        "<h1>College van Bestuur</h1><h3>drs. Anna de Wit</h3><p>Voorzitter</p><h3>mr. Bram Kuiper</h3><p>Lid</p>"
        "<h2>Raad van Toezicht</h2><h3>Cor Vos</h3><p>Voorzitter</p>"
    )
    found = people(page, "https://school.example/organisatie/college-van-bestuur")
    assert kinds(found) == {"Anna de Wit": ["board"], "Bram Kuiper": ["board"], "Cor Vos": []}


def test_two_spellings_of_one_person_are_one() -> None:
    page = (
        "<h1>Kansrekening</h1><dl><dt>Vakcode</dt><dd>WI101</dd>"
        "<dt>Coördinator</dt><dd>prof. dr. A.B. (Anna) de Wit</dd>"
        "<dt>Docenten</dt><dd>dr. Bram Kuiper</dd><dt>Examinator</dt><dd>A.B. de Wit</dd></dl>"
    )
    found = people(page, "https://uni.example/vak/wi101")
    assert kinds(found) == {"A.B. (Anna) de Wit": ["course_coordinator", "teacher"], "Bram Kuiper": ["teacher"]}


def test_two_people_who_may_both_be_meant_stay_apart() -> None:
    page = "<h1>Staff</h1><ul><li>A. Vos, lecturer</li><li>Anna Vos, lecturer</li><li>Arie Vos, lecturer</li></ul>"
    assert set(people(page, "https://uni.example/staff")) == {"A. Vos", "Anna Vos", "Arie Vos"}


def test_a_menu_that_was_never_closed_swallows_no_page() -> None:
    entries = "".join(
        f"<li><h5>{name}</h5><p>Associate Professor</p><p>Email: {mail}@uni.example</p></li>"
        for name, mail in (("Dr. Anna de Wit", "dewit"), ("Dr. Bram Kuiper", "kuiper"), ("Dr. Cor Vos", "vos"))
    )
    page = (
        f'<body><nav class="navbar"><ul><li><a href="/">Home</a></li></ul><div><h3>Faculty</h3><ul>{entries}</ul></div>'
    )
    assert {name: person.email for name, person in people(page, "https://uni.example/people/").items()} == {
        "Anna de Wit": "dewit@uni.example",
        "Bram Kuiper": "kuiper@uni.example",
        "Cor Vos": "vos@uni.example",
    }


def test_a_long_footer_stays_one() -> None:
    text = "<p>The school has its seat in the old town, where letters of all sorts reach it on any working day.</p>" * 6
    page = f"<h1>Databases</h1><p>Short.</p><footer>{text}<p>Dean: Anna de Wit</p></footer>"
    assert people(page, "https://uni.example/x") == {}


def test_who_is_quoted_with_a_year_is_nobody_of_the_page() -> None:
    page = (
        "<h1>Welcome</h1><p>All I have is truth.</p><p>Anna de Wit (1920)</p>"
        "<p>Associate Professor of letters</p><p>x@uni.example</p>"
    )
    assert people(page, "https://uni.example/") == {}


def test_a_doubtful_name_that_only_keeps_company_with_names_waits_in_review() -> None:
    page = "<h1>People</h1>" + "".join(
        f"<h3>{name}</h3>" for name in ("Anna de Wit", "Bram Kuiper", "Cor Vos", "Zyrmo Qvat")
    )
    found = people(page, "https://uni.example/people/")
    assert found["Zyrmo Qvat"].confidence < 0.5
    assert found["Anna de Wit"].confidence > 0.9


def test_what_stands_behind_a_name_labels_nobody_else() -> None:
    page = (
        "<h1>HBO-ICT</h1><p>voltijd</p><h2>Contactpersonen</h2>"
        "<p>Anna de Wit, opleidingsmanager<br>Bram Kuiper, studieadviseur<br>b.kuiper@school.example</p>"
    )
    found = people(page, "https://school.example/opleidingen/ict")
    assert "programme_director" in kinds(found)["Anna de Wit"]
    assert "programme_director" not in kinds(found)["Bram Kuiper"]


def test_a_heading_that_is_a_post_says_what_the_one_below_it_is() -> None:
    page = (
        "<h1>School of Computing</h1><p>Welcome.</p><h2>Head of School</h2><p>Prof. Anna de Wit</p>"
        "<h2>News</h2><p>Rain</p>"
    )
    assert kinds(people(page, "https://uni.example/computing/")) == {"Anna de Wit": ["dean"]}


def test_a_row_of_a_contact_table_says_the_post_first() -> None:
    page = (
        "<h1>Contact</h1><table><tr><td>Head of School</td><td>Prof. Anna de Wit</td><td>a.dewit@uni.example</td></tr>"
        "<tr><td>Admissions Tutor</td><td>Dr Cor Vos</td><td>c.vos@uni.example</td></tr></table>"
    )
    found = people(page, "https://uni.example/computing/contact")
    assert kinds(found) == {"Anna de Wit": ["dean"], "Cor Vos": []}
    assert found["Anna de Wit"].roles[0].name is None


def test_terms_that_are_names_are_told_what_they_are_by_their_own_definitions() -> None:
    page = (
        "<h1>People</h1><dl><dt>Anna de Wit</dt><dd>Professor, theory of lists</dd><dt>Bram Kuiper</dt>"
        "<dd>PhD student</dd><dt>Cor Vos</dt><dd>Visiting researcher</dd></dl>"
    )
    assert kinds(people(page, "https://uni.example/people")) == {
        "Anna de Wit": ["teacher"],
        "Bram Kuiper": [],
        "Cor Vos": [],
    }


def test_both_forms_of_a_german_label_in_one_announce_teachers() -> None:
    page = (
        "<h1>Datenbanken</h1><table><tr><th>Dozent(inn)en</th><td>Prof. Dr. Bernd Kraus, Lena Vogt M.Sc.</td></tr>"
        "<tr><th>ECTS</th><td>6</td></tr></table>"
    )
    assert kinds(people(page, "https://uni.example/module/db")) == {
        "Bernd Kraus": ["teacher"],
        "Lena Vogt": ["teacher"],
    }


def test_the_point_of_a_sentence_is_no_part_of_a_name() -> None:
    page = "<h1>Lectoraat AI</h1><p>Het lectoraat wordt geleid door lector dr. Anna de Wit.</p>"
    assert set(people(page, "https://school.example/lectoraten/ai")) <= {"Anna de Wit"}
