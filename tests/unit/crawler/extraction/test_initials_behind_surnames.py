"""Tables that write the surname first and the initial behind it: a surname that is a first name too is one there."""

from .reading import read, table_rows

HEAD = "<tr><th>Code</th><th>Opleidingsonderdeel</th><th>Sp</th><th>Titularis</th></tr>"


def table(*names: str) -> list[str]:
    rows = table_rows([f"TI10{at}", f"Programmeren {at}", "6", name] for at, name in enumerate(names, 1))
    found = read(f"<h1>Studieprogramma</h1><table>{HEAD}{rows}</table>", "studieprogramma")
    return [person.name for person in found.people]


def test_a_surname_that_may_be_a_first_name_is_turned_with_the_others() -> None:
    assert table("Verhelst A.", "Cornelis H.", "Baert T.") == ["A. Verhelst", "H. Cornelis", "T. Baert"]


def test_alone_it_is_left() -> None:
    assert table("Anna Vos", "Cornelis H.", "Jan Mol") == ["Anna Vos", "Cornelis H.", "Jan Mol"]
