"""Parts that tabs show; names shortened in a column of their own; codes among facts; titles in quotes."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.course_lines import course_title
from crawler.extraction.findings import PageFindings


def read(body: str, path: str) -> PageFindings:
    return read_page(f"<html><body>{body}</body></html>", f"https://school.example/{path}")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('<ul class="nav nav-tabs"><li><a href="#a">Algemeen</a></li>', '<li><a href="#b">Docenten</a></li></ul>'),
        ('<a role="tab" aria-controls="a">Algemeen</a>', '<a role="tab" aria-controls="b">Docenten</a>'),
        (
            '<button data-bs-toggle="tab" data-bs-target="#a">Algemeen</button>',
            '<button data-bs-toggle="tab" data-bs-target="#b">Docenten</button>',
        ),
    ],
)
def test_what_a_tab_is_called_heads_what_it_shows(first: str, second: str) -> None:
    found = read(
        f"<h1>Honingkunde</h1>{first}{second}<div id=a><p>Over honing.</p><dl><dt>EC</dt><dd>5</dd></dl></div>"
        "<div id=b><ul><li>Anna Vos</li><li>Jan Bakker</li></ul></div>",
        "vak/honing/",
    )
    assert {person.name: {role.kind for role in person.roles} for person in found.people} == {
        "Anna Vos": {"teacher"},
        "Jan Bakker": {"teacher"},
    }


def test_tabs_that_lead_nowhere_harm_nothing() -> None:
    tabs = '<ul class="nav-tabs"><li><a href="#x">A</a></li><li><a href="#">B</a></li><li><a href="/c">C</a></li></ul>'
    assert [c.name for c in read(f"<h1>Wax</h1>{tabs}<p>Course code: BEE101</p>", "vak/wax/").courses] == ["Wax"]


def test_shortened_names_in_a_column_of_their_own_are_nobody() -> None:
    found = read(
        "<h1>Docententeam</h1><table><tr><th>Afkorting</th><th>Naam</th><th>Vak</th><th>E-mail</th></tr>"
        "<tr><td>VOS</td><td>Dhr. A. Vos</td><td>Wiskunde</td><td>a.vos@school.example</td></tr>"
        "<tr><td>BAK</td><td>Mw. J. Bakker</td><td>Nederlands</td><td>j.bakker@school.example</td></tr>"
        "<tr><td>MOL</td><td>Mw. drs. E. Mol</td><td>Engels</td><td>e.mol@school.example</td></tr></table>",
        "docenten/",
    )
    assert [person.name for person in found.people] == ["A. Vos", "J. Bakker", "E. Mol"]


def test_the_code_among_the_facts_below_a_title_is_the_course_s() -> None:
    found = read(
        "<h1>Introduction to Bees</h1><p>BEE101 &middot; 6 EC &middot; Fall</p><p>In this course you learn.</p>",
        "courses/bees/",
    )
    assert [(course.code, course.name, course.credits) for course in found.courses] == [
        ("BEE101", "Introduction to Bees", 6.0)
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("„Wachslehre“, Vorlesung, Mo 10-12", "Wachslehre"),
        ("„Wachs“, oder: was Bienen tun", "„Wachs“, oder: was Bienen tun"),
        ("UE 2 : Droit de la cire", "Droit de la cire"),
    ],
)
def test_a_title_in_quotes_before_its_sort_of_lesson_is_that(text: str, title: str) -> None:
    assert course_title(text) == title
