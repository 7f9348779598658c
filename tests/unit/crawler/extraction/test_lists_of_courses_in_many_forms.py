"""The same four courses in many forms of mark-up: each has its code, name, credits and teacher, once."""

import pytest

from .reading import courses, read, teachers

COURSES = [
    ("BEE101", "Bijen houden", "5", "Anna Vos"),
    ("BEE102", "Honing en was", "5", "Jan Bakker"),
    ("BEE210", "Raten", "10", "Mia Roos"),
    ("BEE305", "Project Bijenkorf", "10", "Anna Vos"),
]


def _each(form: str) -> str:
    return "".join(form.format(code=c, name=n, ec=e, who=t) for c, n, e, t in COURSES)


WHOLE = {
    "rows": f"<table>{_each('<tr><td>{name} ({code})</td><td>{ec} EC</td><td>{who}</td></tr>')}</table>",
    "the code below the name": "<table><tr><th>Vak</th><th>EC</th><th>Docent</th></tr>"
    + _each("<tr><td><a href=x>{name}</a><br><small>{code}</small></td><td>{ec}</td><td>{who}</td></tr>")
    + "</table>",
    "items": f"<ul>{_each('<li><b>{code} {name}</b> – {ec} EC – {who}</li>')}</ul>",
    "cards": _each(
        "<div class=card><span>{code}</span><h4><a href=x>{name}</a></h4><span>{ec} EC</span><p>{who}</p></div>"
    ),
    "descriptions": _each("<p><b>{code}. {name}.</b> ({ec}) Over bijen en wat zij doen. Docent: {who}.</p>"),
    "terms": f"<dl>{_each('<dt>{code}</dt><dd>{name} ({ec} EC). Docent: {who}.</dd>')}</dl>",
}


@pytest.mark.parametrize("form", WHOLE.values(), ids=WHOLE.keys())
def test_each_course_stands_there_once_with_all_that_is_said_of_it(form: str) -> None:
    found = read(f"<h1>Vakken</h1>{form}", "vakken", "Vakken")
    assert courses(found) == [(code, name, float(ec)) for code, name, ec, _ in COURSES]
    assert teachers(found) == {who for *_, who in COURSES}


@pytest.mark.parametrize("mark", [": ", " – ", ", ", " | "])
def test_names_that_most_titles_of_a_list_end_in_are_their_teachers(mark: str) -> None:
    found = read(f"<h1>Vakken</h1><ul>{_each('<li>{name}' + mark + '{who}</li>')}</ul>", "vakken", "Vakken")
    assert [name for _, name, _ in courses(found)] == [name for _, name, *_ in COURSES]
    assert teachers(found) == {who for *_, who in COURSES}


def test_one_title_may_end_in_whom_it_is_about() -> None:
    items = "".join(
        f"<li>BEE {n} {name}</li>" for n, name in enumerate(["Wax", "Honey", "Great Keepers: Anna Vos"], 301)
    )
    found = read(f"<h1>Courses</h1><ul>{items}</ul>", "courses", "Courses")
    assert courses(found)[2] == ("BEE 303", "Great Keepers: Anna Vos", None)
    assert teachers(found) == set()


@pytest.mark.parametrize("text", ["5 LP. Dozentin: Anna Vos", "5 LP | Anna Vos", "5 CP · Anna Vos"])
def test_a_mark_ends_a_short_unit_of_credits(text: str) -> None:
    found = read(f"<h1>Bienenkunde (BIE-101)</h1><p>{text}</p>", "modul/bienen")
    assert courses(found) == [("BIE-101", "Bienenkunde", 5.0)]
