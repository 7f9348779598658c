"""A page of a course or programme that speaks of digital sprints is quoted; others are not."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import PageFindings

COURSE = """<html lang="nl"><head><title>Databases</title></head><body><nav>digitale sprint</nav><h1>Databases</h1>
<table><tr><th>Vakcode</th><td>ICT-DB-1</td></tr><tr><th>Studiepunten</th><td>5 EC</td></tr>
<tr><th>Docent</th><td>P. Bakker</td></tr></table><h2>Inhoud</h2><p>{text}</p></body></html>"""
URL = "https://studiegids.haz.example/ICT-DB-1.html"


def read(text: str) -> PageFindings:
    return read_page(COURSE.format(text=text).encode(), URL)


def test_the_sentence_is_quoted_and_kept() -> None:
    found = read("Je leert SQL. In blok 3 werk je in een Digitale Sprint aan de vraag van een bedrijf. Daarna toets.")
    assert found.sprint_quote == "In blok 3 werk je in een Digitale Sprint aan de vraag van een bedrijf."
    assert PageFindings.from_json(found.to_json()).sprint_quote == found.sprint_quote


@pytest.mark.parametrize("text", ["Je werkt in sprints.", "Een analoge sprint.", "De printsprint is digitaal."])
def test_other_sprints_are_none(text: str) -> None:
    assert read(text).sprint_quote is None, "and the menu does not count"
