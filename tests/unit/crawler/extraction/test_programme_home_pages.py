"""The home page of a programme is told by its degree, whichever words link it, and by what it tells of studying."""

import pytest

from crawler.extraction.findings import PageKind
from crawler.extraction.programme_names import leading_degree

from .reading import read


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("Bachelor in de grafische media", "Bachelor"),
        ("Ph.D. Program in Bee Science", "Ph.D."),
        ("Master of Arts and Culture", None),
        ("Bijenkunde", None),
    ],
)
def test_a_degree_leads_a_title_that_keeps_it_as_its_name(text: str, degree: str | None) -> None:
    assert leading_degree(text) == degree


def test_a_flemish_bachelor_with_its_courses_is_a_programme() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>BIJ{number}</td><td>{counted}</td></tr>"
        for number, name, counted in ((101, "Bijenkunde", 6), (102, "Wasleer", 5), (103, "Honingrecht", 3))
    )
    found = read(
        "<h1>Bachelor in de imkerij</h1><p>180 studiepunten</p><h2>1ste jaar</h2><table><tr><th>Opleidingsonderdeel"
        f"</th><th>Code</th><th>SP</th></tr>{rows}</table>",
        "imkerij/",
        "Programma Bachelor in de imkerij",
    )
    assert found.kind == PageKind.PROGRAMME
    assert [programme.name for programme in found.programmes] == ["Bachelor in de imkerij"]
    assert [course.code for course in found.courses] == ["BIJ101", "BIJ102", "BIJ103"]


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("Imkerij", ["Is dit iets voor jou?", "Studieprogramma", "Toelating en aanmelding", "Na je studie"]),
        ("Bienenkunde", ["Inhalte und Aufbau", "Zulassung und Bewerbung", "Berufsfelder", "Studienverlauf"]),
        ("Ph.D. Program in Bee Science", ["Admission", "Requirements for the degree"]),
    ],
)
def test_the_headings_of_a_programme_tell_its_home_page(title: str, headings: list[str]) -> None:
    body = "".join(f"<h2>{heading}</h2><p>Meer daarover.</p>" for heading in headings)
    assert read(f"<h1>{title}</h1>{body}", "studeren/", title).kind == PageKind.PROGRAMME


def test_an_open_day_and_a_contact_page_of_a_programme_are_none() -> None:
    for heading in ("Open dag", "Contact"):
        found = read(f"<h1>{heading}</h1><p>Opleiding Imkerij, Heideweg 1.</p>", "x/", f"{heading} opleiding Imkerij")
        assert found.kind == PageKind.OTHER
