"""Names that run into what follows them in their line: a role, a room, a life; and pages that are nothing but names."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import FoundPerson, PageKind
from crawler.extraction.recognisers.email_owners import belongs_to
from crawler.extraction.recognisers.emails import find_emails
from crm.names import parse

TEAM = "https://uni.example/team/"


def people(body: str, url: str = TEAM) -> dict[str, FoundPerson]:
    return {person.name: person for person in read_page(f"<html><body>{body}</body></html>", url).people}


def kinds(body: str, url: str = TEAM) -> dict[str, list[str]]:
    return {name: sorted(role.kind for role in person.roles) for name, person in people(body, url).items()}


def test_a_card_whose_name_and_role_are_one_line_has_both() -> None:
    said = [
        ("Prof. Dr. Ada Roth", "Ordinaria"),
        ("Dr. Bernd Keller", "Wissenschaftlicher Mitarbeiter"),
        ("Clara Vogt, B.Sc.", "Lehrbeauftragte"),
        ("Dora Lange", "Studentische Hilfskraft"),
        ("Emil Brandt, M.Sc.", "Tutor"),
    ]
    cards = "".join(
        f"<div><a href='/p{at}'><span>{n}</span>\n <span>{r}</span></a></div>" for at, (n, r) in enumerate(said)
    )
    assert kinds(f"<h1>Team</h1>{cards}") == {
        "Ada Roth": ["teacher"],
        "Bernd Keller": ["staff"],
        "Clara Vogt": ["teacher"],
        "Dora Lange": [],
        "Emil Brandt": [],
    }


def test_a_surname_that_is_a_word_for_a_role_stays_one() -> None:
    names = ["John Dean", "Bram Kuiper", "Cor Vos"]
    page = "<h1>Team</h1>" + "".join(f"<h3>{name}</h3><p>Lecturer</p>" for name in names)
    assert list(people(page)) == names


def test_a_room_or_number_ends_a_name() -> None:
    page = (
        "<h1>People</h1><h2>Scientists</h2><p>Dr. Ada Roth K183, R1.13, Essen -1908</p><p>Bernd Keller OH14, R.215</p>"
        "<p>Clara Vogt 0201 555 011</p><h2>Alumni</h2><p>Dora Lange OH14, R.2</p>"
    )
    assert kinds(page, "https://uni.example/people/") == {
        "Ada Roth": ["staff"],
        "Bernd Keller": ["staff"],
        "Clara Vogt": ["staff"],
        "Dora Lange": [],
    }


def test_what_somebody_is_stands_in_front_of_their_life() -> None:
    life = "has worked for many years with machines and people, in this country and abroad, and shows the results. " * 3
    page = (
        f"<h1>Faculty</h1><h2>Past and Present Faculty</h2><p><b>Xelim Drovath - Lecturer</b> Drovath {life}</p>"
        f"<p><b>Gwelan Rhabot - Art Department Chair, Professor of Art</b>, MFA in Sculpture (1997). Rhabot {life}</p>"
        f"<p><b>Janet Roth</b> - Associate Professor of Art, Master of Arts, University of X (1997). {life}</p>"
    )
    assert kinds(page, "https://uni.example/faculty/") == {
        "Xelim Drovath": ["teacher"],
        "Gwelan Rhabot": ["staff", "teacher"],
        "Janet Roth": ["teacher"],
    }


@pytest.mark.parametrize(("heading", "roles"), [("Past members", []), ("Past and present members", ["teacher"])])
def test_those_below_a_heading_are_gone_unless_some_still_are(heading: str, roles: list[str]) -> None:
    page = f"<h1>Team</h1><h2>{heading}</h2><p>Janet Roth, Lecturer</p><p>Ada Vogt, Lecturer</p>"
    assert kinds(page) == {"Janet Roth": roles, "Ada Vogt": roles}


def test_a_page_that_is_nothing_but_names_lists_people() -> None:
    names = ["Ada Roth", "Bernd Keller", "Clara Vogt", "Dora Lange", "Emil Brandt"]
    page = "<h1>Gruppe 4</h1>" + "".join(f'<h3><a href="/g/{at}">{name}</a></h3>' for at, name in enumerate(names))
    read = read_page(page, "https://uni.example/gruppe/")
    assert read.kind == PageKind.DIRECTORY
    assert [person.name for person in read.people] == names


def test_of_two_addresses_of_one_person_the_schools_counts() -> None:
    page = "<h1>Anna M. Vos</h1><p>Lecturer</p><p>anna.vos@gmail.com</p><p>annamvos@uni.example</p>"
    assert people(page, "https://uni.example/people/vos")["Anna M. Vos"].email == "annamvos@uni.example"


@pytest.mark.parametrize("local", ["anna.m.vos", "annamvos", "anna.vos", "amvos"])
def test_an_address_may_spell_a_middle_initial(local: str) -> None:
    name = parse("Anna M. Vos")
    assert name is not None
    assert belongs_to(f"{local}@uni.example", name) == 1.0


@pytest.mark.parametrize("sign", ["[$]", "(#)", "[*]"])
def test_a_sign_between_brackets_stands_for_at(sign: str) -> None:
    assert find_emails(f"E-Mail: Ada.Roth{sign}uni-essen.example") == ["Ada.Roth@uni-essen.example"]
    assert find_emails(f"print(x) {sign} more") == []


@pytest.mark.parametrize(
    ("address", "name", "fit"),
    [
        ("p.s.m.vermeer@uni.example", "Petra Vermeer", 0.85),
        ("r.j.p.vanderkolk@uni.example", "Ruud van der Kolk", 0.85),
        ("p.s.vermeer@uni.example", "P.J. Vermeer", 0.3),
        ("a.b.vermeer@uni.example", "Petra Vermeer", 0.3),
        ("annavermeer@uni.example", "Ada Vermeer", 0.3),
    ],
)
def test_an_address_may_have_more_initials_than_a_name_is_written_with(address: str, name: str, fit: float) -> None:
    parsed = parse(name)
    assert parsed is not None
    assert belongs_to(address, parsed) == fit


def test_an_a_between_slashes_is_an_at() -> None:
    assert find_emails("Mail: mvogt /a/ bees.uni.example") == ["mvogt@bees.uni.example"]
    assert find_emails("see https://uni.example/a/b") == []
