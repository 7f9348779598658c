"""Tables that a style sheet makes of blocks: rows of cells below labels, or with a column of codes or credits."""

import pytest

from .reading import courses, read, roles

BEES = [("BEE101", "Bijen houden", "5"), ("BEE102", "Honing", "10"), ("BEE103", "Raten bouwen", "5")]


def _row(cells: tuple[str, ...], row: str = "<div class=tr>{}</div>", cell: str = "<div>{}</div>") -> str:
    return row.format("".join(map(cell.format, cells)))


LABELS = ("Code", "Vak", "EC")
FORMS = {
    "rows of one block": _row(LABELS) + "".join(map(_row, BEES)),
    "a head and a body": f"<div>{_row(LABELS)}</div><div>{''.join(map(_row, BEES))}</div>",
    "items of a list": "<ul>" + "".join(_row(row, "<li>{}</li>", "<p>{}</p>") for row in [LABELS, *BEES]) + "</ul>",
    "without labels": "".join(map(_row, BEES)),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_each_row_is_a_course_with_its_credits(form: str) -> None:
    found = read(f"<h1>Studieprogramma</h1><div class=table>{form}</div>", "programma/")
    assert courses(found) == [(code, name, float(counted)) for code, name, counted in BEES]


def test_a_table_of_one_row_is_one_where_another_has_its_labels() -> None:
    labels = ("Vak", "EC", "Niveau")
    first = "".join(map(_row, [labels, ("Bijen houden BEE101", "5", "100"), ("Honing BEE102", "10", "100")]))
    last = "".join(map(_row, [labels, ("Raten bouwen BEE103", "15", "300")]))
    found = read(f"<h1>Vakken</h1><h2>1e jaar</h2><div>{first}</div><h2>2e jaar</h2><div>{last}</div>", "vakken/")
    found_courses = [(code, counted) for code, _, counted in courses(found)]
    assert found_courses == [("BEE101", 5.0), ("BEE102", 10.0), ("BEE103", 15.0)]


def test_people_stand_in_such_rows_with_what_they_are() -> None:
    rows = [("Naam", "Functie", "E-mail"), ("Anna Vos", "Docent", "a.vos@roc.example")]
    rows += [("Frits Zout", "Conciërge", "f.zout@roc.example"), ("Inge Roos", "Decaan", "i.roos@roc.example")]
    found = read(f"<h1>Team</h1><div>{''.join(map(_row, rows))}</div>", "team/")
    assert [(person.name, person.email) for person in found.people] == [(name, mail) for name, _, mail in rows[1:]]
    assert roles(found)["Anna Vos"] == {"teacher"}
    assert "teacher" not in roles(found)["Frits Zout"]


def test_a_label_beside_each_value_is_no_row_of_labels() -> None:
    pairs = [("Functie", "Docent"), ("E-mail", "anna.vos@roc.example"), ("Campus", "K3.05"), ("Doceert", "Honing")]
    found = read(f"<h1>Anna Vos</h1><div>{''.join(map(_row, pairs))}</div>", "team/anna-vos")
    assert roles(found) == {"Anna Vos": {"teacher"}}
    assert found.people[0].email == "anna.vos@roc.example"
