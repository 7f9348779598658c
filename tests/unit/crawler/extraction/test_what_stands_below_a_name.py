"""What is said below a name: the function behind its label, and never what the label of something else announces."""

from collections.abc import Callable

import pytest

from crawler.extraction.findings import PageFindings

from .reading import read, roles

Drawn = Callable[[list[tuple[str, str]]], str]


def terms(pairs: list[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<dt>{label}</dt><dd>{value}</dd>' for label, value in pairs)}</dl>"


def lines(pairs: list[tuple[str, str]]) -> str:
    return f"<div class=card>{''.join(f'<p><b>{label}:</b> {value}</p>' for label, value in pairs)}</div>"


def boxes(pairs: list[tuple[str, str]]) -> str:
    return (
        "<div class=card>"
        + "".join(f"<div class=what>{label}</div><div class=is>{value}</div>" for label, value in pairs)
        + "</div>"
    )


def rows(pairs: list[tuple[str, str]]) -> str:
    return (
        "<div class=card>"
        + "".join(f"<div class=row><div>{label}</div><div>{value}</div></div>" for label, value in pairs)
        + "</div>"
    )


def rows_with_a_mark(pairs: list[tuple[str, str]]) -> str:
    return (
        "<div class=card>"
        + "".join(f"<div class=row><div>{label}</div><div>{value}</div><div>i</div></div>" for label, value in pairs)
        + "</div>"
    )


every_form = pytest.mark.parametrize("drawn", [terms, lines, boxes, rows, rows_with_a_mark])


def directory(drawn: Drawn, *people: list[tuple[str, str]]) -> PageFindings:
    return read(f"<h1>Medewerkers Faculteit Techniek</h1>{''.join(map(drawn, people))}", "medewerkers", "Medewerkers")


def course(drawn: Drawn, *more: tuple[str, str]) -> PageFindings:
    facts = [
        ("Code", "LOG-4"),
        ("Studiepunten", "30 EC"),
        ("Afstudeercoördinator", "drs. K. Bos, k.bos@school.example"),
    ]
    return read(f"<h1>Afstuderen Logistiek</h1>{drawn([*facts, *more])}", "vakken/log-4", "LOG-4 Afstuderen Logistiek")


@every_form
def test_what_stands_behind_a_label_for_the_function_is_said_of_whoever_was_named(drawn: Drawn) -> None:
    found = directory(
        drawn,
        [("Naam", "Bos, Karel"), ("Functie", "Opleidingsmanager Logistiek"), ("E-mail", "k.bos@school.example")],
        [("Naam", "Mol, Tineke van der"), ("Kamer", "B1.04"), ("Functie", "Docent Inkoop")],
        [("Naam", "Uil, Ria"), ("Werkdagen", "maandag"), ("Functie", "Roosteraar"), ("E-mail", "r.uil@school.example")],
    )
    assert roles(found) == {"Karel Bos": {"programme_director"}, "Tineke van der Mol": {"teacher"}, "Ria Uil": set()}


@every_form
def test_what_stands_behind_the_label_of_something_else_is_said_of_nobody_above(drawn: Drawn) -> None:
    found = course(drawn, ("Examinator", "wordt per student aangewezen"), ("Aanmelden", "bij de decaan"))
    assert roles(found) == {"K. Bos": {"internship_coordinator"}}


@every_form
def test_a_label_nobody_knows_announces_something_else_too(drawn: Drawn) -> None:
    assert roles(course(drawn, ("Aanvragen", "de decaan beslist"))) == {"K. Bos": {"internship_coordinator"}}


@every_form
def test_the_function_below_whom_a_label_announces_is_theirs(drawn: Drawn) -> None:
    page = drawn([("Contactpersoon", "Karel Bos"), ("E-mail", "k.bos@school.example"), ("Functie", "Docent Inkoop")])
    found = read(f"<h1>Contact</h1>{page}", "opleidingen/logistiek/contact", "Logistiek")
    assert roles(found) == {"Karel Bos": {"contact", "teacher"}}


@every_form
def test_the_post_that_labels_the_next_name_is_not_of_the_one_before(drawn: Drawn) -> None:
    page = drawn([("Dean", "Karel Bos"), ("Secretary", "Ria Uil"), ("Vice dean", "Jan Kat")])
    found = roles(read(f"<h1>Faculty of Science</h1>{page}", "en/faculties/science", "Faculty of Science"))
    assert found["Karel Bos"] == found["Jan Kat"] == {"dean"}
    assert "dean" not in found.get("Ria Uil", set())


def test_words_with_a_colon_below_a_name_without_a_label_are_said_of_it() -> None:
    names = "<li>Karel Bos<br>Docent: Inkoop</li><li>Ria Uil<br>Docent: Wiskunde</li><li>Jan Kat<br>Docent: Engels</li>"
    found = read(f"<h1>Medewerkers</h1><ul>{names}</ul>", "medewerkers", "Medewerkers")
    assert roles(found) == {"Karel Bos": {"teacher"}, "Ria Uil": {"teacher"}, "Jan Kat": {"teacher"}}
