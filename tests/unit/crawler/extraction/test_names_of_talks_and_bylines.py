"""Names on pages that list nobody: authors above where they published, speakers beside a date; and framed headings."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import PageKind
from crawler.extraction.references import is_reference


@pytest.mark.parametrize(
    ("line", "reference"),
    [
        ("A Vos, B Mol · AI and Bees", True),
        ("A Vos, B van der Mol, C Kok, D Lis· Accepted at Bees", True),
        ("AB de Vos, C Mol et al. · Journal of Wax", True),
        ("Anna Vos, Bram Mol · Docenten", False),
        ("A Vos · Docent", False),
    ],
)
def test_authors_by_bare_initials_above_a_dot_are_a_reference(line: str, reference: bool) -> None:
    assert is_reference(line) is reference


def test_a_page_of_publications_names_nobody() -> None:
    written = [("Bees pay for a view", "A Vos, B Mol, C Kok · AI and Bees"), ("Wax", "B Mol, C Kok · Bee Letters")]
    body = "".join(f"<p>{title}</p><p>{by} <a href='https://x.example/1'>Paper</a></p>" for title, by in written * 3)
    found = read_page(f"<h1>Research</h1><h2>Publications</h2>{body}", "https://uni.example/research.html")
    assert (found.kind, found.people) == (PageKind.OTHER, [])


def test_a_schedule_of_talks_is_no_directory() -> None:
    names = ("Anna Vos (OSU)", "Bram Mol (MIT)", "Clara Kok (CMU)", "David Roth (ETH)", "Emma Lis (EPFL)")
    rows = "".join(f"<tr><td>Sep {at}</td><td>{n}</td><td>On bees</td></tr>" for at, n in enumerate(names, 5))
    head = "<tr><th>Date</th><th>Speaker</th><th>Title</th></tr>"
    page = f"<h1>The bee seminar fall 2019</h1><h3>Schedule</h3><table>{head}{rows}</table>"
    assert read_page(page, "https://uni.example/seminar_fall2019/").kind == PageKind.OTHER


def test_a_heading_about_somebody_is_their_name_only() -> None:
    body = "<h1>Anna Vos</h1><h2>Vicerector Faculteit Bijen</h2><h1>Over Anna Vos</h1><p>Anna zwermt.</p>"
    found = read_page(f"<title>Persoonlijke pagina</title>{body}", "https://uni.example/anna-vos/")
    assert [person.name for person in found.people] == ["Anna Vos"]


def test_members_in_a_column_called_name_are_listed() -> None:
    names = ("Ada Roth", "Bernd Keller", "Clara Vogt", "Dora Lange")
    rows = "".join(f"<tr><td></td><td>Prof. Dr. {name}<br>Informatik</td></tr>" for name in names)
    page = f"<h1>Mitglieder</h1><table><tr><th>Bild</th><th>Name</th></tr>{rows}</table>"
    found = read_page(page, "https://uni.example/bienen/mitglieder.html")
    assert (found.kind, [person.name for person in found.people]) == (PageKind.DIRECTORY, list(names))
