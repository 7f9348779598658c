"""What a programme gives in its parts, without code or credits: below "Leerjaar 1", and in tables of hours a week."""

import pytest

from crawler.extraction.findings import PageFindings, PageKind

from .reading import read, table_rows

PARTS = {"Leerjaar 1": ["Bijen houden", "Honing", "Nederlands"], "Leerjaar 2": ["Raten bouwen", "Burgerschap"]}
SUBJECTS = [name for names in PARTS.values() for name in names]


def _names(found: PageFindings) -> list[str | None]:
    return [course.name for course in found.courses]


def _drawn(part: str, inside: str, each: str, between: str = "") -> str:
    return "".join(
        part.format(head=head, names=inside.format(between.join(map(each.format, names))))
        for head, names in PARTS.items()
    )


FORMS = {
    "lists": _drawn("<h2>{head}</h2>{names}", "<ul>{}</ul>", "<li>{}</li>"),
    "lines": _drawn("<h3>{head}</h3>{names}", "<p>{}</p>", "{}", "<br>"),
    "lists in a list": f"<ul>{_drawn('<li>{head}{names}</li>', '<ul>{}</ul>', '<li>{}</li>')}</ul>",
    "what opens": _drawn("<details><summary>{head}</summary>{names}</details>", "<ul>{}</ul>", "<li>{}</li>"),
    "cards": _drawn("<div class=card><h4>{head}</h4>{names}</div>", "{}", "<div>{}</div>"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_below_the_parts_of_a_programme_stand_its_courses(form: str) -> None:
    found = read(f"<h1>Imker</h1><p>Niveau 4</p>{form}", "imker", "Imker")
    assert found.kind == PageKind.PROGRAMME
    assert _names(found) == SUBJECTS


@pytest.mark.parametrize("head", ["Semester {}", "{}. Ausbildungsjahr", "Year {}", "Blok {}: verdieping"])
def test_parts_are_called_by_their_number(head: str) -> None:
    parts = "".join(f"<h2>{head.format(n)}</h2><ul><li>Wachs {n}a</li><li>Honig {n}b</li></ul>" for n in (1, 2))
    assert _names(read(f"<h1>Imker</h1>{parts}", "imker")) == ["Wachs 1a", "Honig 1b", "Wachs 2a", "Honig 2b"]


def test_parts_that_are_told_of_in_sentences_list_nothing() -> None:
    parts = "".join(
        f"<h2>Jaar {n}</h2><ul><li>Je leert bijen houden.</li><li>Je loopt stage.</li></ul>" for n in (1, 2)
    )
    found = read(f"<h1>Imker</h1>{parts}", "imker")
    assert found.courses == []


@pytest.mark.parametrize("heads", [("Fach", "Wochenstunden"), ("Vak", "Uren"), ("Lernfeld", "1. Jahr")])
def test_a_table_of_hours_a_week_lists_the_subjects_of_its_programme(heads: tuple[str, str]) -> None:
    rows = [heads, ("Bienenkunde", "4"), ("Honig und Wachs", "2"), ("Deutsch", "1"), ("Summe", "7")]
    found = read(f"<h1>Imker/-in</h1><h2>Stundentafel</h2><table>{table_rows(rows)}</table>", "imker", "Imker/-in")
    assert found.kind == PageKind.PROGRAMME
    assert _names(found) == ["Bienenkunde", "Honig und Wachs", "Deutsch"]


def test_a_table_of_times_is_none_of_subjects() -> None:
    rows = [("Fach", "Zeit"), ("Bienenkunde", "Mo 10-12"), ("Honig", "Di 8-10"), ("Deutsch", "Mi 9-11")]
    found = read(f"<h1>Stundenplan</h1><table>{table_rows(rows)}</table>", "plan")
    assert found.kind != PageKind.PROGRAMME
