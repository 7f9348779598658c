"""Tables that write the surname first and the initial behind it: a surname that is a first name too is one there."""

from .reading import read, roles, table_rows

HEAD = "<tr><th>Code</th><th>Opleidingsonderdeel</th><th>Sp</th><th>Titularis</th></tr>"


def table(*names: str) -> list[str]:
    rows = table_rows([f"TI10{at}", f"Programmeren {at}", "6", name] for at, name in enumerate(names, 1))
    found = read(f"<h1>Studieprogramma</h1><table>{HEAD}{rows}</table>", "studieprogramma")
    return [person.name for person in found.people]


def test_a_surname_that_may_be_a_first_name_is_turned_with_the_others() -> None:
    assert table("Verhelst A.", "Cornelis H.", "Baert T.") == ["A. Verhelst", "H. Cornelis", "T. Baert"]


def test_alone_it_is_left() -> None:
    assert table("Anna Vos", "Cornelis H.", "Jan Mol") == ["Anna Vos", "Cornelis H.", "Jan Mol"]


def test_a_surname_behind_a_label_is_that_of_the_only_one_of_the_page_who_is_called_so() -> None:
    facts = "<dt>Modulverantwortung</dt><dd>Quandt</dd><dt>Dozenten</dt><dd>{}</dd><dt>Credits</dt><dd>5 CP</dd>"
    one = read(f"<h1>Datenbanken</h1><dl>{facts.format('Prof. Dr. M. Quandt, J. Vos')}</dl>", "modul")
    assert roles(one) == {"M. Quandt": {"course_coordinator", "teacher"}, "J. Vos": {"teacher"}}
    two = read(f"<h1>Datenbanken</h1><dl>{facts.format('M. Quandt, Eva Quandt')}</dl>", "modul")
    assert set(roles(two)) == {"Quandt", "M. Quandt", "Eva Quandt"}
