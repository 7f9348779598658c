"""Labels, tables and titles of more makes: parts that open on a click, marks as cells, words for men and women."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.course_lines import course_title, is_title
from crawler.extraction.findings import PageFindings, PageKind

from .reading import roles


def read(body: str, path: str = "vakken/honing/", title: str = "") -> PageFindings:
    return read_page(f"<html><title>{title}</title><body>{body}</body></html>", f"https://school.example/{path}")


@pytest.mark.parametrize(
    "part",
    [
        "<button class=accordion>{}</button><div class=panel>{}</div>",
        "<details><summary>{}</summary>{}</details>",
        "<div class=item><button type=button class=collapsible-head>{}</button><div>{}</div></div>",
    ],
)
def test_what_opens_a_part_on_a_click_heads_it(part: str) -> None:
    courses = (("Honingkunde", "Anna Vos", 5), ("Wassen en waken", "Jan Bakker", 3), ("Imkerrecht", "Eva Mol", 5))
    body = "".join(
        part.format(name, f"<p>Je leert van alles.</p><p>Docent: {who}</p><p>Studiepunten: {ec}</p>")
        for name, who, ec in courses
    )
    found = read(f"<h1>Vakken jaar 2</h1>{body}", "studiegids/jaar2/")
    assert found.kind == PageKind.COURSE_LIST
    assert [(course.name, course.credits) for course in found.courses] == [(name, ec) for name, _, ec in courses]


def test_a_mark_in_a_cell_of_its_own_is_no_value() -> None:
    rows = (("Course Code", "BEE 301"), ("Credits", "4"), ("Instructor", "Anna Vos"))
    table = "".join(f"<tr><td>{label}</td><td>:</td><td>{value}</td></tr>" for label, value in rows)
    found = read(f"<h1>Bees and Law</h1><table>{table}</table>", "course/")
    (course,) = found.courses
    assert (course.code, course.credits) == ("BEE 301", 4)
    assert roles(found) == {"Anna Vos": {"teacher"}}


def test_the_title_of_a_book_is_not_the_courses() -> None:
    rows = (("ISBN", "978-0-00-000000-2"), ("Titel", "Honing voor iedereen"))
    table = "".join(f"<tr><td>{label}</td><td>:</td><td>{value}</td></tr>" for label, value in rows)
    found = read(f"<h1>Bijen en recht</h1><p>Studiepunten: 5</p><p>Docent: Eva Mol</p><table>{table}</table>")
    assert [course.name for course in found.courses] == ["Bijen en recht"]


def test_a_colon_inside_a_word_for_men_and_women_ends_no_label() -> None:
    found = read(
        "<h1>Wachslehre</h1><p>Dozent:innen: Dr. Eva Mol, Jan Bakker</p>"
        "<p>Modulverantwortliche:r: Prof. Dr. Anna Vos</p>"
        "<p>Prüfer:in: Prof. Dr. Anna Vos // Zweitprüfer bzw. Beisitzer Dr. Eva Mol</p><p>LP: 6</p>",
        "modul/wachs/",
    )
    assert set(roles(found)) == {"Eva Mol", "Jan Bakker", "Anna Vos"}


@pytest.mark.parametrize(
    ("label", "value", "counted"),
    [
        ("Hours/ECTS credits", "4/6", 6),
        ("Semesterwochenstunden/ECTS", "3/5", 5),
        ("Credits/Contact hours", "3 / 45", 3),
    ],
)
def test_of_two_figures_behind_two_labels_the_one_of_credits_counts(label: str, value: str, counted: float) -> None:
    found = read(f"<h1>Wax</h1><p><b>Course number:</b> 250099<br><b>{label}:</b> {value}</p>", "course/wax/")
    assert [course.credits for course in found.courses] == [counted]


def test_who_directs_a_course_coordinates_it() -> None:
    found = read(
        "<h1>BEE 410: Bees and Law</h1><p><b>Director(s):</b> Anna Vos, Eva Mol</p><p><b>Credits:</b> 6</p>",
        "course/410/",
    )
    assert all("course_coordinator" in kinds for kinds in roles(found).values())
    assert set(roles(found)) == {"Anna Vos", "Eva Mol"}


def test_the_second_part_of_a_title_behind_a_dash_is_its_own() -> None:
    found = read(
        "<h1>BEE 101 - Introduction to Bees - Honey and Wax</h1><p>Credits: 3</p><p>Instructor: Anna Vos</p>",
        "course/bee101/",
        "School of Bees",
    )
    assert [course.name for course in found.courses] == ["Introduction to Bees - Honey and Wax"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Introduction to Bees (PDF)", "Introduction to Bees"),
        ("Wax and Honey.pdf", "Wax and Honey"),
        ("Law of Bees [pdf, 200 KB]", "Law of Bees"),
        ("Writing for PDF readers", "Writing for PDF readers"),
    ],
)
def test_how_a_link_to_a_file_ends_is_none_of_a_title(written: str, title: str) -> None:
    assert course_title(written) == title


def test_days_with_their_hours_are_no_title() -> None:
    assert not is_title("Mittwoch 11-13h, SR C")
    assert not is_title("Di. 9.15 Uhr")
    assert is_title("Friday 13 and Other Dates")


def test_a_column_of_numbers_of_one_make_is_one_of_codes_in_any_language() -> None:
    names = (
        "Bin i staden",
        "Vaxets historia",
        "Honungens kemi",
        "Svärmar",
        "Biodlarens rätt",
        "Kupor",
        "Bin",
        "Blommor",
    )
    rows = "".join(
        f"<tr><td><a href=/k/{at}/>B-106.1{at}4</a></td><td>{name}</td></tr>" for at, name in enumerate(names)
    )
    found = read(f"<h1>Bin och vax</h1><table><tr><td>Nr</td><td>Vad</td></tr>{rows}</table>", "x/bin/")
    assert [course.name for course in found.courses] == list(names)
    assert found.courses[2].code == "B-106.124"


def test_rooms_with_their_names_are_no_courses() -> None:
    rows = "".join(f"<tr><td>B-2.{at}4</td><td>Lecture hall {name}</td></tr>" for at, name in enumerate("abcdefghij"))
    assert not read(f"<h1>Building</h1><table>{rows}</table>", "rooms/").courses


def test_what_a_course_is_about_names_nobody_below_its_teacher() -> None:
    entries = "".join(
        f"<h4>{name}</h4><p>Responsable : <b>{who}</b><br>{text} et mise en oeuvre des principes de la cire.</p>"
        for name, who, text in (
            ("Droit de la cire", "A. Bonvin", "Découverte"),
            ("Chimie du miel", "P. Girard", "Courte présentation"),
            ("Essaims", "L. Petit", "Introduction"),
        )
    )
    found = read(f"<h1>Liste des cours</h1>{entries}", "licence/ue/")
    assert set(roles(found)) == {"A. Bonvin", "P. Girard", "L. Petit"}
