"""Which words of a page invite outsiders to bring assignments, and whose address they stand with."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.designated import invitation

PAGE = "https://school.example/samenwerken/"


@pytest.mark.parametrize(
    "text",
    [
        "Heeft u een opdracht voor onze studenten?",
        "Heeft uw bedrijf een klus of project voor onze leerlingen? Bel gerust.",
        "Wilt u uw gegevens door studenten laten bekijken?",
        "Mail mij gerust uw opdracht: mijn studenten zoeken elk blok tien bedrijven.",
        "Stuur ons uw casus!",
        "Does your company have a thesis topic or a project for our students?",
        "Would you like to work on a challenge with students?",
    ],
)
def test_a_sentence_that_asks_for_work_for_students_invites(text: str) -> None:
    assert invitation(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Heb je een vraag over je opdracht? Mail je docent.",
        "Lever je opdracht in voor vrijdag.",
        "Submit your assignment before Friday.",
        "Do you have questions about the project? Ask your lecturer.",
        "Heb je vragen over de opleiding? Mail ons.",
        "Bent u student en zoekt u een stageplaats? Kom langs.",
        "De studenten werken aan een opdracht van een bedrijf.",
    ],
)
def test_what_students_are_told_invites_nobody(text: str) -> None:
    assert invitation(text) is None


def test_a_quote_is_the_question_with_what_to_do() -> None:
    text = "Welkom. Heeft u een klus voor onze studenten? Meld u bij dr. A. de Wit, docent. Wij zijn open tot vijf."
    assert invitation(text) == "Heeft u een klus voor onze studenten? Meld u bij dr. A. de Wit, docent."


def test_mail_me_is_the_address_of_the_card() -> None:
    card = "<div><h3>{name}</h3><p>Docent</p><p>{mail}</p><p>{words}</p></div>"
    page = "<h1>Team</h1>" + card.format(
        name="Anna de Wit", mail="a.dewit@school.example", words="Mail mij uw opdracht!"
    )
    page += card.format(name="Bram Jansen", mail="b.jansen@school.example", words="Op maandag vrij.")
    found = read_page(page, PAGE)
    assert found.designated_address == ("a.dewit@school.example", "Mail mij uw opdracht!")


def test_an_address_under_the_next_heading_is_another_matter() -> None:
    page = (
        "<h1>Samenwerken</h1><p>Heeft u een opdracht voor onze studenten? Bel 020 555 01 23.</p>"
        "<h2>Pers</h2><p>pers@school.example</p>"
    )
    assert read_page(page, PAGE).designated_address is None
