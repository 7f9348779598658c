"""Labels that no vocabulary has, and labels drawn as headings or columns: what stands behind each is its own."""

import pytest

from crawler.extraction.findings import PageKind

from .reading import courses, read, roles

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


@pytest.mark.parametrize("code", ["MB 3.12", "V-12", "3.2.1", "A3.1"])
def test_the_number_of_a_module_is_its_code_where_a_label_says_so(code: str) -> None:
    found = read(f"<h1>Bienenkunde</h1><p>Modulnummer: {code}<br>ECTS-Punkte: 5</p>", "module/bienen")
    assert courses(found) == [(code, "Bienenkunde", 5.0)]


def test_headings_that_are_labels_tell_a_courses_name() -> None:
    facts = (("Vakcode", "BEE2031"), ("Vaknaam", "Bijen in de praktijk"), ("Studiepunten", "6"))
    page = "".join(f"<h4>{label}</h4><p>{value}</p>" for label, value in facts)
    assert courses(read(page, "gids/x1", "Studiegids")) == [("BEE2031", "Bijen in de praktijk", 6.0)]


def test_a_column_or_heading_for_a_role_says_nothing_of_the_title_above_it() -> None:
    table = "<table><tr><th>Course code<th>Credits<th>Lecturer<tr><td>GEO2401<td>7.5<td>Helen Marsh</table>"
    found = read(f"<h1>Coastal Mapping</h1>{table}", "guide/x1", "Coastal Mapping")
    assert (found.kind, roles(found)) == (PageKind.COURSE, {"Helen Marsh": {"teacher"}})
