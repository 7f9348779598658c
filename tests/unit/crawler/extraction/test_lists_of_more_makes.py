"""Lists of more makes: accordions, teachers behind a mark, units of a school, titles with a site's name."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import PageFindings, PageKind
from crawler.extraction.naming import names_in_value
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.recognisers.units import are_units

from .reading import teachers


def read(body: str, path: str = "lehre/", title: str = "") -> PageFindings:
    return read_page(f"<html><title>{title}</title><body>{body}</body></html>", f"https://school.example/{path}")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Prof. Dr. Waben, Dr. Hilde Honig", ["Waben", "Hilde Honig"]),
        ("Prof. Dr. Waben, Dr. Honig", ["Waben", "Honig"]),
        ("Prof. dr. Jansen, Anna", ["Anna Jansen"]),
        ("Jansen, dr. A.B.", ["A.B. Jansen"]),
    ],
)
def test_two_titles_are_two_people(text: str, names: list[str]) -> None:
    found = names_in_value(text)
    assert [name.natural for name in found] == names
    assert all(name.score >= 0.8 for name in found)


def test_surnames_with_titles_in_brackets_teach_what_stands_before_them() -> None:
    found = read(
        "<h1>Lehrveranstaltungen</h1><h4>Sommersemester 2026</h4><ul>"
        '<li>Vorlesung "Wachs und Waben" (Prof. Dr. Waben, Dr. Honig)</li>'
        '<li>Seminar "Schwarmkunde" (Dr. Honig)</li><li>Vorlesung "Imkerei 2" (Prof. Dr. Waben)</li></ul>'
    )
    assert found.kind == PageKind.COURSE_LIST
    assert teachers(found) == {"Waben", "Honig"}


def test_an_accordion_is_no_navigation_and_names_stand_behind_its_titles() -> None:
    entries = "".join(
        f'<dd class="accordion-navigation"><a href="#p{at}"><strong>{title}</strong> › {who}</a>'
        f"<div id=p{at}>What the course is about, in so many words. <a href=/s1/{at}/>Read more</a></div></dd>"
        for at, (title, who) in enumerate(
            (
                ("Honey and Law", "E. Bonvin"),
                ("Waxes", "C. Di Rosa"),
                ("Introduction aux abeilles", "E. Bonvin"),
                ("Swarms", "M. Vanzetti, E. Lorent"),
            )
        )
    )
    found = read(f"<h1>Master Apiculture</h1><h2>Syllabus of courses</h2><dl class=accordion>{entries}</dl>", "liste/")
    assert [course.name for course in found.courses] == [
        "Honey and Law",
        "Waxes",
        "Introduction aux abeilles",
        "Swarms",
    ]
    assert teachers(found) == {"E. Bonvin", "C. Di Rosa", "M. Vanzetti", "E. Lorent"}


def test_theses_with_their_authors_are_no_courses() -> None:
    entries = "".join(f"<li>{title} – {who}</li>" for title, who in (
        ("The honey of cities", "Eva Bonvin"), ("Wax and time", "Carla Rosa"),
        ("How swarms decide", "Mila Vanzetti"), ("On drones", "Emil Lorent"),
    ))  # fmt: skip
    found = read(f"<h1>Finished theses</h1><ul>{entries}</ul>", "theses/")
    assert found.kind != PageKind.COURSE_LIST
    assert not found.courses


def test_the_units_of_a_school_are_no_courses() -> None:
    assert not are_units(["Honey", "Department of Bees", "Wax", "Law"])
    rows = "".join(
        f"<tr><td>T30{at}0</td><td><a href=/courses/T30{at}0/>{name}</a></td></tr>"
        for at, name in enumerate(
            ("Department of Bees", "Department of Wax", "Honey Research Centre", "Department of Swarm Physics")
        )
    )
    found = read(
        f"<h1>Faculty of Insects</h1><table><tr><td>Code</td><td>Departments</td></tr>{rows}</table>", "courses/ins/"
    )
    assert found.kind != PageKind.COURSE_LIST
    assert not found.courses


def test_a_title_names_the_page_behind_the_sites_name() -> None:
    found = read(
        "<h4>Head</h4><h3>Prof. Dr. Hilde Waben</h3><h4>Members</h4><ul><li>Dr. Anna Vos</li><li>Dr. Eva Bakker</li>"
        "<li>Mila Jansen</li></ul>",
        "members/",
        "Group of Bee Studies: Members",
    )
    assert found.kind == PageKind.DIRECTORY
    assert {person.name for person in found.people} >= {"Anna Vos", "Eva Bakker", "Mila Jansen"}


def test_a_title_that_begins_with_a_dash_is_the_sites_alone() -> None:
    found = read(
        "<h1>Bienenkunde an der TH Imkerstadt</h1><h1>Modulbeschreibungen der alten Ordnung</h1><ul>"
        + "".join(
            f"<li><a href=/m/{at}/>{name}</a></li>" for at, name in enumerate(("Wachslehre", "Waben bauen", "Recht"))
        )
        + "</ul>",
        "bpo3/",
        "– Bienenkunde an der TH Imkerstadt – Module und mehr",
    )
    assert found.kind == PageKind.COURSE_LIST
    assert [course.name for course in found.courses] == ["Wachslehre", "Waben bauen", "Recht"]


def test_austrian_numbers_with_more_sorts_of_lessons() -> None:
    lines = (
        "250050-3/4 UE Übungen: Wachslehre",
        "250063 PJ+SE Projektseminar: Schwärme (Evaluationsergebnisse)",
        "803 378 PS Proseminar zu Honig und Recht (gemeinsam mit Anna Roth) (Evaluation results)",
        "878207 PJ, SE Bienen am Land",
    )
    found = read(f"<h2>Teaching</h2><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>", "teaching/")
    assert [course.code for course in found.courses] == ["250050-3/4", "250063", "803 378", "878207"]
    assert found.courses[2].name == "Honig und Recht"


def test_french_ranks_are_those_of_teachers() -> None:
    assert [reading.kind for reading in read_roles("MCF")] == ["teacher"]
    assert [reading.kind for reading in read_roles("PRAG")] == ["teacher"]
    assert not read_roles("mcf")
