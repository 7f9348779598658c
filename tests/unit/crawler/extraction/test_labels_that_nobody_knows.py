"""Labels that no vocabulary has: whom they name is not of the label before them."""

import pytest

from .reading import read, roles

FORMS = {
    "lines of a paragraph": "<p>{a}: {one}<br>{b}: {two}</p>",
    "lines of their own": "<p>{a}:<br>{one}<br>{b}:<br>{two}</p>",
    "one cell": "<table><tr><td>{a}: {one}<br>{b}: {two}</table>",
    "one line": "<p>{a}: {one}; {b}: {two}</p>",
    "with addresses": "<p>{a}: {one}, f.zout@roc.example<br>{b}: {two}, i.roos@roc.example</p>",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize("label", ["Conciërge", "Huisvesting", "Bibliotheek en media", "Hausmeister"])
def test_a_label_ends_where_the_next_one_begins_though_nobody_knows_it(form: str, label: str) -> None:
    page = form.format(a="Opleidingsmanager", one="F. Zout", b=label, two="Inge Roos")
    found = roles(read(f"<h2>College Handel</h2>{page}", "handel/"))
    assert found["F. Zout"] == {"programme_director"}
    assert found.get("Inge Roos", set()) == set()


@pytest.mark.parametrize("part", ["Blok 2", "Werkcollege", "Übung", "Section B"])
def test_a_part_of_a_course_has_teachers_too(part: str) -> None:
    found = roles(read(f"<h1>BEE101 Bijen</h1><p>Docenten: Anna Vos<br>{part}: Inge Roos</p>", "courses/bee101"))
    assert found == {"Anna Vos": {"teacher"}, "Inge Roos": {"teacher"}}


def test_what_stands_below_a_name_in_an_item_is_of_that_name() -> None:
    items = "".join(
        f"<li>{name}<br>{function}"
        for name, function in (("F. Zout", "Opleidingsmanager"), ("Inge Roos", "Huisvesting"), ("Anna Vos", "Docent"))
    )
    found = roles(read(f"<h2>Team</h2><ul>{items}</ul>", "team/"))
    assert found == {"F. Zout": {"programme_director"}, "Inge Roos": {"staff"}, "Anna Vos": {"teacher"}}


def test_a_long_word_in_brackets_says_what_somebody_is() -> None:
    items = "".join(f"<li>{name} (opleidingsmanager)" for name in ("Frits Zout", "Inge Roos", "Anna Vos"))
    found = roles(read(f"<h2>Team</h2><ul>{items}</ul>", "team/"))
    assert found == {name: {"programme_director"} for name in ("Frits Zout", "Inge Roos", "Anna Vos")}
