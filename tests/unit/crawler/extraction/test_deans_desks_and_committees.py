"""Who leads, who assists, who guards: pages of deans, chairs, desks and committees in three languages."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import PageFindings
from crawler.extraction.recognisers.roles import read_roles


def _read(body: str, path: str = "organisation/") -> PageFindings:
    return read_page(f"<main>{body}</main>", f"https://school.example/{path}", level="wo")


def _roles(page: PageFindings) -> dict[str, list[str]]:
    return {person.name: [role.kind for role in person.roles] for person in page.people}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Inhaberin eines Lehrstuhls", ["teacher"]),
        ("Inhaber des Lehrgebiets Optik", ["teacher"]),
        ("Lehrstuhlleitung", ["teacher"]),
        ("Forschungsdekanin", ["dean"]),
        ("Assistentin des Präsidenten", ["staff"]),
        ("adviser to the vice-chancellor", ["staff"]),
        ("Dekanatsreferentin", ["staff"]),
        ("Assistant Dean", ["dean"]),
        ("Student Support Officer", [None]),
        ("Vorsitzende des Prüfungsausschusses", [None]),
    ],
)
def test_a_word_for_a_role_is_told_from_who_works_for_one(text: str, kinds: list[str | None]) -> None:
    assert [reading.kind for reading in read_roles(text, level="wo")] == kinds


def test_who_supports_students_is_no_student() -> None:
    assert [reading.group for reading in read_roles("Student Support Officer")] == ["service"]


def test_who_assists_is_no_dean_though_the_page_is_the_deans() -> None:
    page = _read(
        "<h1>Fakultätsleitung und Dekanat</h1><h2>Dekan</h2><p><b>Prof. Dr. Jürgen Wendland</b></p>"
        "<h2>Forschungsdekan</h2><p><b>Prof. Dr. Anke Seelig</b></p>"
        "<h2>Dekanatsreferentin</h2><p><b>Petra Holm</b></p><h2>Career Center</h2><p><b>Dr. Lena Brandt</b></p>"
    )
    assert _roles(page) == {
        "Jürgen Wendland": ["dean"],
        "Anke Seelig": ["dean"],
        "Petra Holm": ["staff"],
        "Lena Brandt": ["staff"],
    }


@pytest.mark.parametrize("at", ["@", "(at)", "(ät)", "{at}", "[AT]", " { at } "])
def test_a_desks_address_written_out_makes_nobody_a_dean(at: str) -> None:
    page = _read(
        "<h1>Team</h1><ul><li><h3>Dr. Lena Brandt</h3><p>Wissenschaftliche Mitarbeiterin</p>"
        f"<p>dekan{at}wald.example</p></li>"
        "<li><h3>Dr. Petra Holm</h3><p>Wissenschaftliche Mitarbeiterin</p></li></ul>",
        "team/",
    )
    assert _roles(page) == {"Lena Brandt": ["staff"], "Petra Holm": ["staff"]}


def test_those_who_guard_examinations_are_nobodys_contact_professors_or_not() -> None:
    page = _read(
        "<h1>Prüfungsausschuss</h1><h3>Vorsitzender</h3><p>Prof. Dr. Jürgen Wendland</p>"
        "<h3>Mitglieder</h3><p>Prof. Dr. Anke Seelig<br>Dr. Lena Brandt</p>"
    )
    assert set(_roles(page)) >= {"Jürgen Wendland", "Anke Seelig"}
    assert not any(_roles(page).values())


def test_several_study_advisers_under_one_term_are_nobodys_contact() -> None:
    page = _read(
        "<h1>Contactpersonen onderwijs</h1><dl>"
        "<dt>Onderwijsdirecteur</dt><dd>Dr. Bart Scholten, b.scholten@wo.example</dd>"
        "<dt>Studieadviseurs</dt><dd>Jikke Postma, j.postma@wo.example</dd><dd>Ruud Vos, r.vos@wo.example</dd>"
        "<dt>Stagecoördinator</dt><dd>Fenna de Boer, f.deboer@wo.example</dd></dl>"
    )
    assert _roles(page) == {
        "Bart Scholten": ["programme_director"],
        "Jikke Postma": [],
        "Ruud Vos": [],
        "Fenna de Boer": ["internship_coordinator"],
    }


def test_who_is_named_behind_a_programme_leads_it_and_the_programme_is_nobody() -> None:
    page = _read(
        "<h1>Studiendekanat</h1><p><b>Studiendekan:</b> Prof. Dr. Jürgen Wendland</p>"
        "<h2>Studiengangsverantwortliche</h2>"
        "<ul><li>B.Sc. Agrartechnik: Prof. Dr. Anke Seelig</li><li>M.Sc. Logik – Dr. Lena Brandt</li></ul>"
    )
    assert _roles(page) == {
        "Jürgen Wendland": ["dean"],
        "Anke Seelig": ["programme_director"],
        "Lena Brandt": ["programme_director"],
    }


def test_a_name_below_the_word_name_is_somebodys_where_it_is_a_name() -> None:
    page = _read(
        "<h1>Contact</h1><h4>Project Controller</h4><p><b>Name:</b> Laurens van Haren<br><b>Email:</b> "
        "<a href='mailto:l.vanharen@wo.example'>l.vanharen@wo.example</a></p><h4>Contract Manager</h4>"
        "<p><b>Name:</b> Noor Visser<br><b>Email:</b> <a href='mailto:n.visser@wo.example'>n.visser@wo.example</a></p>"
    )
    assert {person.name: person.email for person in page.people} == {
        "Laurens van Haren": "l.vanharen@wo.example",
        "Noor Visser": "n.visser@wo.example",
    }


def test_what_somebody_once_was_or_is_called_adds_nothing_to_a_post() -> None:
    page = _read(
        "<h1>Professor Imogen Hart</h1><p>Head of School</p><h2>Biography</h2>"
        "<p>Imogen worked as a postdoc with Jean Marchetti.</p>",
        "people/hart.html",
    )
    assert _roles(page)["Imogen Hart"] == ["dean"]


def test_a_page_that_is_one_persons_office_is_that_persons() -> None:
    page = _read(
        "<h1>Präsident der Universität</h1><h2>Prof. Dr. Jürgen Wendland</h2><p>Er ist seit 2020 im Amt.</p>"
        "<h2>Kontakt</h2><h4>Assistentin des Präsidenten</h4><p>Petra Holm</p>"
        "<h4>Persönliche Referentin des Präsidenten</h4><p>Dr. Lena Brandt</p>",
        "praesident/",
    )
    assert _roles(page) == {"Jürgen Wendland": ["board"], "Petra Holm": ["staff"], "Lena Brandt": ["staff"]}


def test_supervised_theses_are_their_students() -> None:
    page = _read(
        "<h1>Team</h1><h2>Lehrstuhlleitung</h2><ul><li>Prof. Dr. Anke Seelig</li></ul>"
        "<h2>Wissenschaftliche Mitarbeitende</h2><ul><li>Dr. Lena Brandt</li><li>Dr. Ulf Maas</li></ul>"
        "<h2>Masterarbeiten (Erstbetreuung seit 2022)</h2>"
        "<ul><li>Marc Nieland (MSc)</li><li>Paula Wald (MSc)</li></ul>",
        "team/",
    )
    assert {name: roles for name, roles in _roles(page).items() if roles} == {
        "Anke Seelig": ["teacher"],
        "Lena Brandt": ["staff"],
        "Ulf Maas": ["staff"],
    }


def test_courses_in_an_archive_keep_who_taught_them() -> None:
    course = "<h1>Logic (PH201)</h1><p>6 credits</p><p>Instructor: Anna de Wit</p>"
    assert _roles(_read(course, "courses/archives/2006/logic.html")) == {"Anna de Wit": ["teacher"]}


def test_a_teaching_group_drawn_in_a_cell_ends_the_group_above_it() -> None:
    def cell(text: str) -> str:
        return f"<tr><td>{text}</td></tr>"

    page = _read(
        f"<h1>People</h1><table>{cell('In Memoriam')}{cell('Noel Flint')}{cell('DPhil')}{cell('Emeritus Professor')}"
        f"{cell('Adjunct & Visiting Faculty')}{cell('Steven Hume')}{cell('PhD')}{cell('Adjunct Professor')}</table>",
        "people/",
    )
    assert _roles(page) == {"Noel Flint": [], "Steven Hume": ["teacher"]}
