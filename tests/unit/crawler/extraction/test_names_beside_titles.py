"""Who is named beside the title of a course, below a term or with a rank; names as the south of India writes them."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import PageFindings, PageKind
from crawler.extraction.naming import whole_name

from .reading import teachers


def read(body: str, path: str = "wachs/", title: str = "") -> PageFindings:
    return read_page(f"<html><title>{title}</title><body>{body}</body></html>", f"https://school.example/{path}")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr. Lakshmi R", "Lakshmi R"),
        ("Lakshmi Priya N V", "Lakshmi Priya N V"),
        ("Dr.S.Priya", "S. Priya"),
        ("Smt. Kavitha M.", "Kavitha M."),
        ("Anna Vos", "Anna Vos"),
        ("Anna B. Vos", "Anna B. Vos"),
        ("Mol J.", "J. Mol"),
        ("van den Berg A", "A. van den Berg"),
    ],
)
def test_initials_behind_a_name_stay_there(text: str, name: str) -> None:
    found = whole_name(text)
    assert found is not None
    assert found.natural == name


def test_a_byline_below_the_title_names_who_gives_the_course() -> None:
    found = read(
        "<h1>Wachs und Waben</h1><p>bei Prof. Dr. A. Vos, WS 2026/27</p>"
        "<h2>Lernziele</h2><p>Was Wachs ist.</p><h2>Prüfung</h2><p>Eine Klausur.</p>"
    )
    assert found.kind == PageKind.COURSE
    assert teachers(found) == {"A. Vos"}


def test_a_term_below_the_title_makes_it_a_course() -> None:
    found = read(
        "<h1>Seminar Wachs und Waben</h1><h3>Sommersemester 2026</h3><p>Prof. Dr. Waben</p>"
        "<h4>Termine</h4><p>Donnerstags.</p><h4>Literatur</h4><p>Waben, Wachs.</p>"
    )
    assert found.kind == PageKind.COURSE
    assert teachers(found) == {"Waben"}


def test_surnames_in_brackets_behind_one_with_a_title_teach() -> None:
    found = read(
        "<h1>Lehrveranstaltungen</h1><h4>Sommersemester 2026</h4><ul>"
        '<li>Vorlesung "Wachs und Waben" (Prof. Dr. Mol, Vos)</li>'
        '<li>Seminar "Schwarmkunde" (Dr. Honig)</li><li>Vorlesung "Imkerei 2" (Prof. Dr. Mol)</li></ul>',
        "lehre/",
    )
    assert teachers(found) == {"Mol", "Vos", "Honig"}


def test_a_rank_right_below_a_name_labels_nobody_else() -> None:
    found = read(
        "<h1>Staff</h1>"
        "<p>Anna Vos</p><p>Professor</p><p>Wax and how it melts in summer</p>"
        "<p>Jan Bakker</p><p>Lecturer</p><p>The law of bees, old and new</p>",
        "staff/",
    )
    assert {person.name for person in found.people} == {"Anna Vos", "Jan Bakker"}


def test_the_name_of_a_site_before_a_colon_is_no_part_of_the_course() -> None:
    found = read(
        "<h1>Ecology of bees</h1><p>Teacher: Anna Vos</p><p>ECTS: 6</p><h2>Learning outcomes</h2><p>You know bees.</p>",
        "bee1/",
        "Group of Bees: Ecology of bees",
    )
    assert [course.name for course in found.courses] == ["Ecology of bees"]
