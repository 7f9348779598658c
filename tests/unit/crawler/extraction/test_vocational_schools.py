"""Schools with a Kollegium and a Schulleitung: who is on their lists, and what they are."""

import pytest

from crawler.extraction.findings import PageFindings, PageKind

from .reading import read, roles, table_rows

HEAD = ["Kürzel", "Name", "Fächer", "Funktion"]
ROWS = [
    ["AL", "Althoff, Margret", "D, Ge", "Schulleiterin"],
    ["KO", "Kohlhaas, Jens", "Inf, M", "Bildungsgangleiter FI"],
    ["MU", "Muth, Sabine", "E, Pol", ""],
]
STAFF = {"Margret Althoff": {"dean"}, "Jens Kohlhaas": {"programme_director"}, "Sabine Muth": {"teacher"}}


def college(body: str, path: str = "kollegium") -> PageFindings:
    return read(body, path, "BK Heide")


@pytest.mark.parametrize("columns", [(0, 1, 2, 3), (1, 3), (1, 2, 3), (0, 1, 3)])
def test_a_list_of_teachers_with_their_subjects(columns: tuple[int, ...]) -> None:
    head = "".join(f"<th>{HEAD[at]}</th>" for at in columns)
    rows = table_rows([row[at] for at in columns] for row in ROWS)
    found = college(f"<h1>Unser Kollegium</h1><table><tr>{head}</tr>{rows}</table>")
    assert found.kind == PageKind.DIRECTORY
    assert roles(found) == STAFF
    assert not found.courses


def test_teachers_in_a_list_with_their_subjects_in_brackets() -> None:
    found = college(
        "<h1>Lehrerinnen und Lehrer</h1><ul><li>Margret Althoff (Deutsch, Politik)<li>Jens Kohlhaas (Informatik)</ul>"
    )
    assert set(roles(found)) == {"Margret Althoff", "Jens Kohlhaas"}


def test_who_heads_the_school_stands_below_headings_and_titles_are_no_part_of_names() -> None:
    found = college(
        "<h1>Schulleitung</h1><h3>Schulleiterin</h3><p>OStD' Margret Althoff<br>althoff@school.example</p>"
        "<h3>Stellvertretender Schulleiter</h3><p>StD Ulrich Benn</p><h3>Abteilungsleitung</h3><p>StR Karl Nohn</p>",
        "schulleitung",
    )
    assert roles(found) == {"Margret Althoff": {"dean"}, "Ulrich Benn": {"dean"}, "Karl Nohn": {"staff"}}
    assert found.people[0].email == "althoff@school.example"
    assert [person.titles for person in found.people] == [["OStD'"], ["StD"], ["StR"]]


def test_bildungsgange_are_programmes_and_their_pages_are_about_them() -> None:
    links = {"kinderpflege": "Kinderpflege", "fi": "Fachinformatiker/-in", "kfm": "Kaufleute für Büromanagement"}
    items = "".join(f"<li><a href=/bildungsgaenge/{at}>{name}</a>" for at, name in links.items())
    found = college(f"<h1>Unsere Bildungsgänge</h1><h2>Berufsschule</h2><ul>{items}</ul>", "bildungsgaenge/")
    assert [programme.name for programme in found.programmes] == list(links.values())
    own = college(
        "<h1>Fachinformatiker/-in</h1><p>Dauer: 3 Jahre</p><p>Abschluss: Berufsschulabschluss</p>"
        "<h3>Aufnahmevoraussetzungen</h3><p>Vertrag</p><p>Bildungsgangleitung: StR Jens Kohlhaas</p>",
        "bildungsgaenge/fi",
    )
    assert own.kind == PageKind.PROGRAMME
    assert [programme.name for programme in own.programmes] == ["Fachinformatiker/-in"]
    assert [(role.kind, role.name) for role in own.people[0].roles] == [("programme_director", "Fachinformatiker/-in")]


def test_a_page_below_the_name_of_the_school_is_about_what_its_title_says() -> None:
    banner = "<h1>BK Heide Berufsbildende Schulen</h1><h2>Informatik</h2>"
    byline = "<dl><dt>Details</dt><dd>Geschrieben von Hagen Ritter</dd></dl>"
    facts = "<p><b>Lehrkräfte:</b></p><p>Jens Kohlhaas</p><p>Nadine Muth</p><p><b>Themen:</b></p><p>Datenbanken</p>"
    more = "<p><b>Lehrbuch:</b></p><p>Wabenkunde, 3. Auflage</p><p>Klausuren: 2 im Halbjahr</p>"
    found = read(banner + byline + facts + more, "fach", "Informatik")
    assert found.kind == PageKind.COURSE
    assert [course.name for course in found.courses] == ["Informatik"]
    assert set(roles(found)) == {"Jens Kohlhaas", "Nadine Muth"}


def test_an_address_behind_the_next_term_is_not_that_of_who_stands_before_it() -> None:
    found = read(
        "<h1>Wie is wie</h1><dl><dt>Opleidingscommissie</dt><dd>Dr. E. Prins (voorzitter)</dd>"
        "<dt>Examencommissie</dt><dd>ecik@school.example</dd></dl>",
        "wie-is-wie",
    )
    assert [person.email for person in found.people if person.name == "E. Prins"] in ([], [None])


def test_a_heading_that_ends_in_the_name_of_the_title_is_about_that_person() -> None:
    text = "<p>Mijn naam is Tycho Nanninga en ik ben docent bij de opleiding Software developer.</p>"
    found = read(f"<h1>Even voorstellen: Tycho Nanninga</h1>{text}", "tycho", "Tycho Nanninga - ROC Heide")
    assert found.kind == PageKind.PERSON
    assert roles(found) == {"Tycho Nanninga": {"teacher"}}


def test_a_timetable_whose_column_says_that_it_names_seminars() -> None:
    head = "<tr><th>Tag</th><th>Uhrzeit</th><th>Seminarbezeichnung</th><th>Dozent</th><th>Raum</th></tr>"
    rows = table_rows(
        [
            ["Mo.", "08:00 - 10:00", "V+Ü Datenanalyse", "Krawietz", "H05"],
            ["Di.", "10:00 - 12:00", "S Schwarmkunde", "Mol", "H06"],
        ]
    )
    found = read(f"<table>{head}{rows}</table>", "lehre", "Lehre")
    assert found.kind == PageKind.COURSE_LIST
    assert [course.name for course in found.courses] == ["Datenanalyse", "Schwarmkunde"]
