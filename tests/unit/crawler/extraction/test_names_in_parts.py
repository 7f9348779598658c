"""Names whose parts stand in columns of their own, labels with no mark behind them, and what a programme gives when."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import PageFindings, PageKind


def read(body: str, path: str = "people/") -> PageFindings:
    return read_page(f"<html><body>{body}</body></html>", f"https://school.example/{path}")


def table(head: str, *rows: str) -> str:
    lines = ["".join(f"<th>{cell}</th>" for cell in head.split("|"))]
    lines += ["".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows]
    return f"<h1>Staff</h1><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            table("Surname|First name|Position", "Vos|Anna|Lecturer", "de Wit|Tom|Secretary", "BAKKER|Jan|Professor"),
            ["Anna Vos", "Tom de Wit", "Jan Bakker"],
        ),
        (
            table("Nom|Prénom|Statut", "VOS|Anna|Professeur", "BAKKER|Eva|Doctorante", "KUIPER|Jan|MCF"),
            ["Anna Vos", "Eva Bakker", "Jan Kuiper"],
        ),
        (
            table("Voornaam|Tussenvoegsel|Achternaam|Functie", "Anna||Vos|docent", "Tom|de|Wit|docent"),
            ["Anna Vos", "Tom de Wit"],
        ),
        (
            table("Titel|Nachname|Vorname|Fach", "Prof. Dr.|Vos|Anna|Wachs", "|Kuiper|Jan|Recht"),
            ["Anna Vos", "Jan Kuiper"],
        ),
    ],
)
def test_the_parts_of_a_name_in_several_columns_are_one_person(body: str, names: list[str]) -> None:
    assert [person.name for person in read(body).people] == names


def test_the_address_of_a_row_is_of_the_person_whose_parts_stand_in_it() -> None:
    found = read(
        table("Name|Vorname|Titel|E-Mail", "Vos|Anna|Prof. Dr.|av@school.example", "Mol|Jan|Dr.|jm@school.example")
    )
    assert [(person.name, person.titles, person.email) for person in found.people] == [
        ("Anna Vos", ["prof.", "dr."], "av@school.example"),
        ("Jan Mol", ["dr."], "jm@school.example"),
    ]


def test_labels_with_no_mark_behind_them_are_read() -> None:
    found = read(
        "<h1>Wax and Law</h1><p><span>Module code</span> <span>BEE2001</span></p>"
        "<p><span>Module leader</span> <span>Dr Anna Vos</span></p><p><span>Credits</span> <span>20</span></p>",
        "module/",
    )
    assert [(course.code, course.name, course.credits) for course in found.courses] == [
        ("BEE2001", "Wax and Law", 20.0)
    ]
    assert {role.kind for role in found.people[0].roles} == {"course_coordinator", "teacher"}


def test_short_titles_below_parts_of_a_programme_are_its_courses() -> None:
    found = read(
        "<h1>HBO-ICT Bijen</h1><p>Deze opleiding duurt vier jaar.</p><h2>Jaar 1</h2>"
        "<h3>Periode 1</h3><ul><li>Honingkunde</li><li>Wassen en waken</li></ul>"
        "<h3>Periode 2</h3><ul><li>Imkerrecht</li><li>Zwermen in de stad</li></ul>",
        "opleiding/bijen/",
    )
    assert found.kind == PageKind.PROGRAMME
    assert [course.name for course in found.courses] == [
        "Honingkunde",
        "Wassen en waken",
        "Imkerrecht",
        "Zwermen in de stad",
    ]


def test_sentences_below_parts_of_a_programme_are_no_courses() -> None:
    found = read(
        "<h1>HBO-ICT Bijen</h1><p>Deze opleiding duurt vier jaar.</p><h2>Jaar 1</h2><ul>"
        "<li>Je leert hoe bijen leven en wat zij de hele dag in en om hun kast doen.</li>"
        "<li>Je werkt samen met imkers in de stad.</li><li>Je maakt kennis met de wet.</li></ul>",
        "opleiding/bijen/",
    )
    assert not found.courses
