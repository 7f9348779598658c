"""A label and its value are found however a page draws them."""

import pytest

from crawler.extraction import read_page

DRAWINGS = {
    "two cells": "<table><tr><th>Studiepunten</th><td>5</td></tr>"
    "<tr><th>Docent</th><td>drs. A. Bakker</td></tr></table>",
    "cells with a spacer between": "<table><tr><td>Studiepunten</td><td><img src=t.gif></td><td>5</td></tr>"
    "<tr><td>Docent</td><td></td><td>drs. A. Bakker</td></tr></table>",
    "terms": "<dl><dt>Studiepunten</dt><dd>5</dd><dt>Docent</dt><dd>drs. A. Bakker</dd></dl>",
    "bold words": "<p><strong>Studiepunten:</strong> 5<br><strong>Docent:</strong> drs. A. Bakker</p>",
    "a line each": "<ul><li>Studiepunten: 5</li><li>Docent: drs. A. Bakker</li></ul>",
    "headings": "<h2>Studiepunten</h2><p>5</p><h2>Docent</h2><p>drs. A. Bakker</p>",
    "boxes in a grid": "<div><div><span>Studiepunten</span></div><div>5</div></div>"
    "<div><div><span>Docent</span></div><div>drs. A. Bakker</div></div>",
}


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_credits_and_teacher_are_read_from(drawing: str) -> None:
    page = f"<h1>Databases</h1><p>Cursuscode: ICT-DB-1</p>{DRAWINGS[drawing]}"
    found = read_page(page, "https://school.example/vakken/databases")
    assert found.courses[0].credits == 5
    assert [(p.name, [r.kind for r in p.roles]) for p in found.people] == [("A. Bakker", ["teacher"])]


def test_the_evidence_quotes_the_words_of_the_page() -> None:
    page = "<h1>Databases</h1><p>Cursuscode: ICT-DB-1</p><p>Studiepunten: 7,5 EC</p>"
    found = read_page(page, "https://school.example/vakken/databases")
    quotes = {evidence.field: evidence.text for evidence in found.evidence}
    assert found.courses[0].credits == 7.5
    assert quotes["courses[0].credits_text"] == "Studiepunten: 7,5 EC"


def test_a_label_in_the_menu_announces_nothing() -> None:
    page = "<nav><a href=/docent>Docent</a><p>Jan Jansen</p></nav><h1>Databases</h1><p>Cursuscode: ICT-DB-1</p>"
    assert read_page(page, "https://school.example/vakken/databases").people == []


def test_what_stands_behind_an_empty_label_is_not_its_value() -> None:
    page = "<table><tr><td>Contactpersoon</td><td>B. Kuiper</td></tr><tr><td>Docenten</td><td></td></tr></table>"
    found = read_page(f"<p>Cursuscode: ICT-DB-1</p>{page}", "https://school.example/vakken/databases")
    assert [[role.kind for role in person.roles] for person in found.people] == [["contact"]]


@pytest.mark.parametrize("value", ["Vacature", "N.N.", "zie Blackboard", "team ICT", "nog niet bekend"])
def test_a_value_that_names_nobody_is_no_teacher(value: str) -> None:
    page = f"<h1>Databases</h1><p>Cursuscode: ICT-DB-1</p><p>Docent: {value}</p>"
    assert read_page(page, "https://school.example/vakken/databases").people == []


def test_a_word_for_who_is_no_contact_ends_the_value_above_it() -> None:
    boxes = "".join(
        f"<div>{text}</div>"
        for text in (
            "Opleidingscoördinator",
            "Eline Postma",
            "Studieadviseur",
            "Koen Feenstra",
            "Telefoon",
            "020 5550123",
        )
    )
    found = read_page(f"<h1>HBO-ICT</h1><div>{boxes}</div>", "https://school.example/opleidingen/hbo-ict")
    held = {person.name: [role.kind for role in person.roles] for person in found.people}
    assert held.get("Eline Postma") == ["programme_coordinator"]
    assert not held.get("Koen Feenstra")


def test_a_job_title_that_ends_a_card_says_nothing_of_the_next_card() -> None:
    people = (("Hanneke Wiersma", "Hoogleraar"), ("Matthijs van der Wal", "Docent"), ("Lars Ouwehand", "Promovendus"))
    cards = "".join(f"<div class=kaart><div>{name}</div><p>{title}</p></div>" for name, title in people)
    found = read_page(f"<h1>Medewerkers</h1><div>{cards}</div>", "https://school.example/medewerkers")
    held = {person.name: [role.kind for role in person.roles] for person in found.people}
    assert held["Matthijs van der Wal"] == ["teacher"]
    assert held.get("Lars Ouwehand", []) == []
