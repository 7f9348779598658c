"""What a course counts for, in the forms in which catalogues, study guides and module handbooks say it."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import FoundCourse
from crawler.extraction.recognisers.credit_sentences import credits_of_course
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.title_credits import with_unit

TAUGHT = "<h3>Instructor</h3><p>Anna de Wit</p><h3>Description</h3><p>About bees in the wild and how they live.</p>"
NUMBERED = ((101, "Bees", 3), (102, "Trees", 4), (103, "Seas", 5))
WORDED = (("Bijenkunde", 5), ("Bomenleer", 6), ("Zeeleven", 3))


def read(page: str, address: str = "courses/bees.html") -> list[tuple[str | None, str | None, float | None]]:
    return [_facts(course) for course in read_page(page, f"https://uni.example/{address}").courses]


def _facts(course: FoundCourse) -> tuple[str | None, str | None, float | None]:
    return course.code, course.name, course.credits


@pytest.mark.parametrize(
    ("page", "counted"),
    [
        ("<h1>BIO 101 - Bees (3 hrs)</h1>", 3),
        ("<h1>BIO 101 Bees 4-0-4</h1>", 4),
        ("<h1>BIO 101 Bees</h1><p>Three credits</p>", 3),
        ("<h1>BIO 101 Bees</h1><p>3 hours. Three lectures.</p>", 3),
        ("<h1>BIO 101 Bees</h1><p>4 SH</p>", 4),
        ("<h1>BIO 101 Bees</h1><p>15 CATS</p>", 15),
        ("<h1>BIO 101 Bees</h1><p>Students earn 4 units for completing this course.</p>", 4),
        ("<h1>BIO 101 Bees</h1><p>Credits/Contact hours: 3 / 45</p>", 3),
    ],
)
def test_a_courses_own_page_says_what_it_counts_for(page: str, counted: float) -> None:
    assert read(page + TAUGHT) == [("BIO 101", "Bees", counted)]


def test_a_range_in_a_heading_is_no_single_number_and_none_of_the_name() -> None:
    found = read_page(f"<h1>BIO 490 Research (1-4 credits)</h1>{TAUGHT}", "https://uni.example/courses/x.html").courses
    assert [(c.name, c.credits, c.credits_text) for c in found] == [("Research", None, "1-4 credits")]


def test_a_figure_in_brackets_without_a_unit_may_number_the_course() -> None:
    assert with_unit("Programming (2)") == ("Programming (2)", None)


@pytest.mark.parametrize(
    "told",
    ["Students must have earned 12 credits.", "Wie dit volgt moet 30 studiepunten behalen.", "needs to earn 9 credits"],
)
def test_what_somebody_must_have_is_not_what_a_course_gives(told: str) -> None:
    assert credits_of_course(told) is None


def test_a_table_of_one_row_is_about_the_course_of_its_page() -> None:
    table = (
        "<table><tr><th>Credits</th><th>Semester</th><th>Instructor</th></tr>"
        "<tr><td>3</td><td>Fall</td><td>Anna de Wit</td></tr></table>"
    )
    assert read(f"<h1>BIO 101 Bees</h1>{table}<h3>Description</h3><p>About bees.</p>") == [("BIO 101", "Bees", 3)]


def test_hours_of_work_beside_credits_are_none() -> None:
    rows = (
        "<tr><td>Workload</td><td>150 h / 5 ECTS-Punkte</td></tr><tr><td>Dozentin</td><td>Prof. Dr. Anna Vos</td></tr>"
    )
    page = f"<h1>Bienen</h1><table>{rows}<tr><td>Sprache</td><td>Deutsch</td></tr></table>"
    assert read(page, "module/bienen.html") == [(None, "Bienen", 5)]


CATALOGUE = "<title>Courses</title><h1>Course catalog: Biology</h1>"


@pytest.mark.parametrize(
    "entry",
    [
        "<p><b>BIO {code} {name}</b> Life of things in the wild and their ways. Prerequisite: BIO 1. {counted} cr.</p>",
        "<p><b>BIO {code} {name} {counted}({counted}-0)</b> About things in the wild and their ways.</p>",
        "<div class=card><h3>{name}</h3><span>BIO {code}</span><span>{counted} credits</span><p>Wild.</p></div>",
    ],
)
def test_entries_of_a_catalogue(entry: str) -> None:
    page = CATALOGUE + "".join(entry.format(code=code, name=name, counted=counted) for code, name, counted in NUMBERED)
    assert read(page, "catalog/bio.html") == [(f"BIO {code}", name, counted) for code, name, counted in NUMBERED]


def test_a_column_c_behind_lectures_and_practice_counts_credits() -> None:
    rows = "".join(
        f"<tr><td>BIO{c}</td><td>{n}</td><td>3</td><td>0</td><td>0</td><td>{k}</td></tr>" for c, n, k in NUMBERED
    )
    head = "<tr><th>Code</th><th>Course Title</th><th>L</th><th>T</th><th>P</th><th>C</th></tr>"
    found = read(f"{CATALOGUE}<table>{head}{rows}</table>", "catalog/bio.html")
    assert found == [(f"BIO{code}", name, counted) for code, name, counted in NUMBERED]


@pytest.mark.parametrize(
    ("before", "entry", "behind"),
    [
        ("<ul>", "<li>{name} ({counted} EC)</li>", "</ul>"),
        ("<ul>", "<li>{name}: {counted} ECTS</li>", "</ul>"),
        ("<table>", "<tr><td>{name}</td><td>{counted} EC</td></tr>", "</table>"),
        ("", "<h3>{name}</h3><p>Hoorcollege en practicum, 4 uur, {counted} EC</p>", ""),
    ],
)
def test_lists_of_courses_without_codes(before: str, entry: str, behind: str) -> None:
    listed = before + "".join(entry.format(name=name, counted=counted) for name, counted in WORDED) + behind
    found = read(f"<title>Vakken</title><h1>Vakken jaar 1</h1>{listed}", "vakken/")
    assert found == [(None, name, counted) for name, counted in WORDED]


TABLE = (
    "<table><tr><th>Modulbezeichnung</th><td>{name}</td></tr><tr><th>Kürzel</th><td>BI{code}</td></tr>"
    "<tr><th>Kreditpunkte</th><td>{counted}</td></tr><tr><th>Dozent(in)</th><td>Prof. A. Vos</td></tr></table>"
)
HANDBOOK = "<title>Modulhandbuch</title><h1>Modulhandbuch Biologie</h1>"


@pytest.mark.parametrize(
    "entry",
    [
        "<h3>Modul BI{code}: {name}</h3><ul><li>Leistungspunkte: {counted}</li><li>Dozent: Prof. A. Vos</li></ul>",
        TABLE,
        "<p>Modulnummer: BI{code}</p><p>Modulbezeichnung: {name}</p><p>Leistungspunkte: {counted}</p>",
    ],
)
def test_every_module_of_a_handbook_is_a_course(entry: str) -> None:
    page = HANDBOOK + "".join(entry.format(code=code, name=name, counted=counted) for code, name, counted in NUMBERED)
    assert read(page, "modulhandbuch/") == [(f"BI{code}", name, counted) for code, name, counted in NUMBERED]


def test_a_numbered_module_is_a_part_of_a_course_and_has_no_code() -> None:
    page = "<title>INF 201 Databases</title><h1>INF 201 Databases</h1><h3>Module 1: Tables</h3><h3>Module 2: Keys</h3>"
    assert [course[0] for course in read(page + TAUGHT)] == ["INF 201"]


@pytest.mark.parametrize(
    ("value", "counted"),
    [
        ("8 LP (4 SWS V, 2 SWS Ü)", 8),
        ("4+2 SWS, 9 ECTS", 9),
        ("5 CP, 4 SWS", 5),
        ("2V+1Ü, 4 LP", 4),
        ("3+2", None),
        ("12 LP oder 15 LP", None),
    ],
)
def test_hours_a_week_beside_credits_are_none(value: str, counted: float | None) -> None:
    read_off = read_credits(value, bare=True)
    assert read_off is not None
    assert read_off.number == counted
