"""Lines beside a heading that say how a programme is studied, how long and what it counts for in all."""

import pytest

from crawler.extraction.findings import PageKind

from .reading import read, table_rows

COURSES = "<h2>Vakken</h2><table><tr><th>Vak</th><th>EC</th></tr>{}</table>".format(
    table_rows([["Programmeren", "5"], ["Databases", "5"], ["Webdesign", "10"]])
)


@pytest.mark.parametrize(
    "beside",
    [
        "<p>Bachelor voltijd / deeltijd</p><h1>Creatieve Techniek</h1>",
        "<h1>Creatieve Techniek</h1><p>120 studiepunten • 2 jaar • dagonderwijs of avondonderwijs</p>",
        "<h1>Creatieve Techniek</h1><p>240 EC</p>",
        "<h1>Creatieve Techniek</h1><p>Duur: 4 jaar, voltijd</p>",
        "<h1>Kreative Technik</h1><p>7 Semester, Vollzeit oder berufsbegleitend</p>",
        "<h1>Creative Technology</h1><p>3 years full-time</p>",
    ],
)
def test_they_make_a_page_with_a_table_of_courses_a_programmes(beside: str) -> None:
    found = read(beside + COURSES, "techniek", "Creatieve Techniek")
    assert found.kind == PageKind.PROGRAMME
    assert len(found.programmes) == 1
    assert [course.name for course in found.courses] == ["Programmeren", "Databases", "Webdesign"]


@pytest.mark.parametrize("beside", ["<h1>Vakken</h1>", "<h1>Vakken</h1><p>Blok 1, 15 EC, voltijd</p>"])
def test_a_list_of_courses_without_them_stays_one(beside: str) -> None:
    assert read(beside + COURSES, "vakken", "Vakken").kind == PageKind.COURSE_LIST


def test_a_course_of_one_semester_is_no_programme() -> None:
    found = read(
        "<h1>Databases</h1><p>5 EC • 1 semester • voltijd</p><p>Docent: Anna Vos</p>", "databases", "Databases"
    )
    assert found.kind == PageKind.COURSE
