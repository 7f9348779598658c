"""Fiches, whose title is what they are; lessons that label who gives them; credits with more behind them."""

import pytest

from .reading import courses, read, teachers


@pytest.mark.parametrize("title", ["ECTS-fiche", "Studiefiche", "Modulhandbuch"])
def test_what_a_document_is_is_no_name_of_its_course(title: str) -> None:
    found = read(
        "<b>Academiejaar 2025-26</b><h2>Bijenproject 2</h2><div><span>Code: </span><span>BI2-PRJ2</span></div>"
        "<div><span>Studieomvang: </span><span>8 studiepunten</span></div><div>Docent: Anna Vos</div>",
        "fiche",
        title,
    )
    assert courses(found) == [("BI2-PRJ2", "Bijenproject 2", 8.0)]


def test_lessons_label_who_gives_them_where_nothing_but_names_stands_behind() -> None:
    found = read(
        "<h1>Bienenkunde</h1><table><tr><th>Modulnummer</th><td>BIE-101</td></tr>"
        "<tr><th>Leistungspunkte</th><td>6 LP</td></tr><tr><th>Vorlesung</th><td>Prof. Dr. Anna Vos</td></tr>"
        "<tr><th>Übung</th><td>Dr. Jan Bakker<br>Mia Roos, M.Sc.</td></tr>"
        "<tr><th>Praktikum</th><td>Halle 3</td></tr></table>",
        "lehre/bienen",
    )
    assert teachers(found) == {"Anna Vos", "Jan Bakker", "Mia Roos"}


@pytest.mark.parametrize("bar", [" | ", " · ", " • "])
def test_a_bar_ends_what_a_course_counts_for(bar: str) -> None:
    line = bar.join(["<b>Credits:</b> 3", "<b>Lecture:</b> 2", "<b>Lab:</b> 3"])
    assert courses(read(f"<h1>BEE 4120 - Wax</h1><p>{line}</p>", "wax")) == [("BEE 4120", "Wax", 3.0)]


def test_who_gives_a_listed_course_stands_behind_its_credits() -> None:
    entries = "".join(
        f"<dt><b>BEE {code}</b> &nbsp; <b>{title}</b><dd>Readings. <br>3 credits{who}"
        for code, title, who in ((500, "Wax", ". Prof. Anna Vos"), (510, "Honey", ". Jan Bakker"), (520, "Hives", ""))
    )
    found = read(f"<h1>Graduate Courses</h1><dl>{entries}</dl>", "courses")
    assert teachers(found) == {"Anna Vos", "Jan Bakker"}
    assert [credits_ for _, _, credits_ in courses(found)] == [3.0, 3.0, 3.0]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Praktikum Smart Hive", "Praktikum Smart Hive"),
        ("Seminar Bienenflug", "Seminar Bienenflug"),
        ("Seminar: Bienenflug", "Bienenflug"),
        ("Seminar Aktuelle Fragen der Bienenkunde", "Aktuelle Fragen der Bienenkunde"),
    ],
)
def test_a_sort_is_part_of_a_short_title_that_nothing_sets_it_off_from(written: str, name: str) -> None:
    rows = f"<tr><th>Nr.</th><th>Titel</th><th>LP</th></tr><tr><td>BIE-1</td><td>{written}</td><td>4</td></tr>"
    more = "<tr><td>BIE-2</td><td>Honig</td><td>4</td></tr><tr><td>BIE-3</td><td>Wachs</td><td>4</td></tr>"
    assert courses(read(f"<h1>Lehre</h1><table>{rows}{more}</table>", "lehre"))[0] == ("BIE-1", name, 4.0)
