"""Short lists of courses with credits, codes behind a bare word, and names that have a comma within."""

import pytest

from crawler.extraction.findings import PageKind

from .reading import courses, read, roles, table_rows


@pytest.mark.parametrize("unit", ["LP", "EC", "credits"])
def test_three_items_with_credits_are_a_programmes_courses(unit: str) -> None:
    names = ["Strategisches Management", "Data Engineering", "Wissenschaftliches Arbeiten"]
    items = "".join(f"<li>{name} (5 {unit})</li>" for name in names)
    head = "<h1>Digitale Transformation (M.Sc.)</h1><p>Berufsbegleitend, 4 Semester, 90 LP.</p>"
    found = read(f"{head}<h2>Module im ersten Semester</h2><ul>{items}</ul>", "ma", "Digitale Transformation (M.Sc.)")
    assert found.kind == PageKind.PROGRAMME
    assert courses(found) == [(None, name, 5.0) for name in names]


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ("<span>Code</span> <span>CB-MIN-DDM</span>", "CB-MIN-DDM"),
        ("Code CB-MIN-D1", "CB-MIN-D1"),
        ("Code of conduct", None),
        ("Code ABC", None),
    ],
)
def test_a_code_of_parts_behind_a_bare_word(item: str, code: str | None) -> None:
    found = read(f"<h1>Minor Data</h1><ul><li>{item}</li><li>Studiepunten 30 EC</li></ul>", "minor-data", "Minor Data")
    assert [course.code for course in found.courses] == [code]


@pytest.mark.parametrize("mark", [" / ", "; ", " & ", " und "])
def test_names_with_a_comma_within_and_another_mark_between(mark: str) -> None:
    rows = table_rows(
        [["40101", "Einführung", "Vollbrecht, Henrike"], ["40103", "Übung", f"Ahlers, Torben{mark}Brinkmöller, Jana"]]
    )
    head = "<tr><th>LV-Nr.</th><th>Titel</th><th>Dozent/in</th></tr>"
    found = read(f"<h1>Lehrveranstaltungen</h1><table>{head}{rows}</table>", "lehrveranstaltungen")
    assert set(roles(found)) == {"Henrike Vollbrecht", "Torben Ahlers", "Jana Brinkmöller"}
