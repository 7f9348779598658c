"""The same four people in many forms of mark-up: each keeps the role and the address that are theirs."""

import pytest

from .reading import read

PEOPLE = [
    ("Anna de Vries", "Docent wiskunde", "a.devries@hs.example", {"teacher"}),
    ("Jürgen Müller", "Opleidingsmanager", "j.mueller@hs.example", {"programme_director"}),
    ("Cem Yilmaz", "Stagecoördinator", "", {"internship_coordinator"}),
    ("Dirk O'Neill", "Docent", "d.oneill@hs.example", {"teacher"}),
]
"""One of them has no address, and stands right before the next."""


def _link(address: str) -> str:
    return f"<a href='mailto:{address}'>{address}</a>" if address else ""


def _icon(address: str) -> str:
    return f"<a href='mailto:{address}'><i class=mail></i></a>" if address else ""


def _each(form: str) -> str:
    return "".join(form.format(name=n, role=r, mail=_link(m), icon=_icon(m)) for n, r, m, _ in PEOPLE)


FORMS = {
    "lines of one paragraph": f"<p>{_each('{name}<br>{role}<br>{mail}<br><br>')}</p>",
    "bold lines": f"<p>{_each('<b>{name}</b><br>{role}<br>{mail}<br><br>')}</p>",
    "blocks beside each other": f"<div>{_each('<div>{name}</div><div>{role}</div><div>{mail}</div>')}</div>",
    "terms": f"<dl>{_each('<dt>{name}</dt><dd>{role}</dd><dd>{mail}</dd>')}</dl>",
    "roles as terms": f"<dl>{_each('<dt>{role}</dt><dd>{name} {mail}</dd>')}</dl>",
    "the role above the name": _each("<div class=card><span>{role}</span><h3>{name}</h3>{icon}</div>"),
    "cards with a foot": _each(
        "<article><header><h2>{name}</h2></header><p>{role}</p><footer>{mail}</footer></article>"
    ),
    "the address outside the card": _each("<figure><figcaption>{name}<br>{role}</figcaption></figure><p>{icon}</p>"),
    "rows": f"<table>{_each('<tr><td>{name}</td><td>{role}</td><td>{mail}</td></tr>')}</table>",
    "two in a row": "<table><tr>"
    + _each("<td>{name}<br>{role}<br>{mail}</td>").replace("</td><td>Cem", "</td></tr><tr><td>Cem")
    + "</table>",
    "what opens": _each("<details><summary>{name} – {role}</summary><p>{mail}</p></details>"),
    "elements of the site's own": _each("<x-card><x-name>{name}</x-name><x-role>{role}</x-role>{mail}</x-card>"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_everybody_keeps_their_role_and_address(form: str) -> None:
    found = read(f"<main><h1>Team</h1>{form}</main><footer>info@hs.example</footer>", "team", "Team")
    assert {person.name: person.email or "" for person in found.people} == {name: mail for name, _, mail, _ in PEOPLE}
    assert {person.name: {role.kind for role in person.roles} for person in found.people} == {
        name: kinds for name, _, _, kinds in PEOPLE
    }


def test_an_address_that_spells_somebody_else_is_nobody_s_who_stands_near() -> None:
    found = read(
        "<main><h1>Team</h1><h2>Docenten</h2><div><h3>Anna de Vries</h3><p>Docent</p></div>"
        "<div><h3>Jan Bakker</h3><p>Docent</p><p><a href='mailto:johanna.kessler@hs.example'>mail</a></p></div></main>",
        "team",
    )
    assert [(person.name, person.email) for person in found.people] == [("Anna de Vries", None), ("Jan Bakker", None)]


def test_a_line_that_is_a_name_and_what_they_head_names_them_on_any_page() -> None:
    found = read(
        "<h1>Dairy Science</h1><p><b>Anna Vos, Dean</b><br>Jan Bakker, Associate Dean for Students<br>210 Wax Hall</p>"
        "<p>Founded in 1974.</p>",
        "college",
    )
    assert {person.name: {role.kind for role in person.roles} for person in found.people} == {
        "Anna Vos": {"dean"},
        "Jan Bakker": {"dean"},
    }
