"""A lector teaches in Flanders: the address or the words of a page tell that it is from there."""

import pytest

from crawler.extraction import read_page

from .reading import roles

PEOPLE = "<h1>Wie is wie</h1><p>Anna Vos, lector</p><p>Jan Mol, lector</p>"


@pytest.mark.parametrize(
    ("host", "more", "kind"),
    [
        ("school.example", "", "staff"),
        ("school.be", "", "teacher"),
        ("school.example", "<p>Bekijk de ECTS-fiches van elk opleidingsonderdeel.</p>", "teacher"),
        ("school.example", "<p>Bekijk de studiegids van elk vak.</p>", "staff"),
    ],
)
def test_what_a_lector_is(host: str, more: str, kind: str) -> None:
    found = read_page(f"<html><body>{PEOPLE}{more}</body></html>", f"https://{host}/wie-is-wie", level="hbo")
    assert roles(found) == {"Anna Vos": {kind}, "Jan Mol": {kind}}
