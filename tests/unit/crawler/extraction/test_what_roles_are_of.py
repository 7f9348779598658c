"""Of what a role is: its object, the heading above, the page, and what the site itself calls so."""

from crawler.extraction import read_page, read_site
from crawler.extraction.findings import FoundPerson

SITE = "https://school.example"
COURSE = (
    "<h1>{name}</h1><table><tr><th>Code</th><td>{code}</td></tr><tr><th>Studiepunten</th><td>5 EC</td></tr></table>"
)


def _roles(person: FoundPerson) -> list[tuple[str, str, str | None]]:
    return [(role.kind, role.of, role.name) for role in person.roles]


def _team(*entries: tuple[str, str], heading: str = "Team van de Faculteit ICT") -> str:
    cards = "".join(f"<div class='card'><h3>{name}</h3><p>{title}</p></div>" for name, title in entries)
    return f"<h1>{heading}</h1>{cards}"


def _site(*pages: tuple[str, str]) -> list[list[FoundPerson]]:
    read = read_site([read_page(page, f"{SITE}/{path}", level="hbo") for path, page in pages])
    return [page.people for page in read]


def test_a_teachers_object_is_a_course_a_programme_or_a_unit_by_what_the_site_lists() -> None:
    team = _team(
        ("Anna de Wit", "Docent Databases en Datavisualisatie"),
        ("Bram Jansen", "Docent Verpleegkunde"),
        ("Carla Smit", "Docent Beeld en studio"),
    )
    found = _site(
        ("medewerkers/", team),
        ("vakken/db/", COURSE.format(name="Databases", code="ICT-DB-1")),
        ("vakken/dv/", COURSE.format(name="Datavisualisatie", code="ICT-DV-2")),
        ("vakken/bs/", COURSE.format(name="Beeld en studio", code="MV-BS-1")),
        (
            "opleidingen/",
            (
                "<h1>Opleidingen</h1><ul><li><a href='/opleidingen/vp/'>Verpleegkunde</a></li>"
                "<li><a href='/opleidingen/lo/'>Logopedie</a></li></ul>"
            ),
        ),
    )[0]
    assert [_roles(person) for person in found] == [
        [("teacher", "course", "Databases"), ("teacher", "course", "Datavisualisatie")],
        [("teacher", "programme", "Verpleegkunde")],
        [("teacher", "course", "Beeld en studio")],
    ]


def test_several_courses_unknown_to_the_site_are_several_too() -> None:
    team = _team(("Anna de Wit", "Docent Nederlands en Engels"), ("Bram Jansen", "Docent Rekenen"))
    person = _site(("medewerkers/", team))[0][0]
    assert _roles(person) == [("teacher", "course", "Nederlands"), ("teacher", "course", "Engels")]


def test_what_stands_on_a_programmes_page_is_of_that_programme() -> None:
    page = "<h1>Bachelor Bedrijfskunde</h1><p>Opleidingsmanager: Anna de Wit</p><p>Stagecoördinator: Bram Jansen</p>"
    found = _site(("opleidingen/bedrijfskunde/", page))[0]
    assert [_roles(person) for person in found] == [
        [("programme_director", "programme", "Bedrijfskunde")],
        [("internship_coordinator", "programme", "Bedrijfskunde")],
    ]


def test_what_stands_on_a_facultys_page_is_of_that_faculty() -> None:
    page = "<h1>Faculteit Zorg</h1><dl><dt>Academiedirecteur</dt><dd>dr. I. Wolf-van der Zee</dd></dl>"
    [[person]] = _site(("zorg/", page))
    assert _roles(person) == [("dean", "unit", "Faculteit Zorg")]


def test_a_heading_above_says_of_what_those_below_it_are() -> None:
    page = (
        "<h1>Medewerkers</h1><h2>Faculteit Zorg</h2><ul><li>Anna de Wit, docent</li><li>Bram Jansen, docent</li></ul>"
        "<h2>Team Logistiek</h2><ul><li>Carla Smit, teamleider</li><li>Dirk de Boer, docent</li></ul>"
    )
    found = _site(("medewerkers/", page))[0]
    assert [role for person in found for role in _roles(person)] == [
        ("teacher", "unit", "Faculteit Zorg"),
        ("teacher", "unit", "Faculteit Zorg"),
        ("programme_director", "unit", "Team Logistiek"),
        ("teacher", "unit", "Team Logistiek"),
    ]


def test_the_word_for_a_unit_makes_a_role_one_of_that_unit() -> None:
    team = _team(("Wendy Kuipers", "Stagecoördinator Faculteit Techniek"), heading="Medewerkers")
    [person] = _site(("medewerkers/", team))[0]
    assert _roles(person) == [("internship_coordinator", "unit", "Faculteit Techniek")]


def test_somebody_may_be_several_things() -> None:
    team = _team(
        ("K. Jansen-de Wit", "Opleidingscoördinator HBO-ICT en docent Projectweken"),
        ("Bram Jansen", "Docent Rekenen"),
    )
    person = _site(("medewerkers/", team))[0][0]
    assert set(_roles(person)) == {
        ("programme_coordinator", "programme", "HBO-ICT"),
        ("teacher", "course", "Projectweken"),
    }


def test_guides_of_students_and_what_is_past_are_no_contacts() -> None:
    team = _team(("Anna de Wit", "SLB'er en mentor"), ("Bram Jansen", "Roosteraar"), ("Carla Smit", "Docent Databases"))
    now, past = _site(("medewerkers/", team), ("archief/medewerkers-2019/", team))
    assert [bool(person.roles) for person in now] == [False, False, True]
    assert not any(person.roles for person in past)


def test_a_table_of_mentors_makes_no_contacts() -> None:
    rows = "".join(f"<tr><td>SD{n}</td><td>{name}</td></tr>" for n, name in enumerate(("Anna de Wit", "Bram Jansen")))
    page = f"<h1>Begeleiding</h1><table><tr><td>Klas</td><td>Mentor</td></tr>{rows}</table>"
    assert not any(person.roles for person in _site(("begeleiding/", page))[0])


def test_a_place_without_a_person_is_nobody() -> None:
    page = (
        "<h1>HBO-ICT</h1><p>Opleidingsmanager: vacature</p><p>Docent: N.N.</p>"
        "<p>Opleidingscoördinator: J. Smit, vacature</p>"
    )
    found = _site(("opleidingen/hbo-ict/", page))[0]
    assert [person.name for person in found if person.roles] == ["J. Smit"]


def test_a_board_is_of_the_school() -> None:
    page = (
        "<h1>Organisatie</h1><p>Het College van Bestuur bestaat uit drs. Anna de Wit (voorzitter), "
        "prof. dr. R.A. Vermeer (rector magnificus) en Bram Jansen.</p>"
    )
    found = _site(("organisatie/", page))[0]
    assert [(person.name, _roles(person)) for person in found] == [
        ("Anna de Wit", [("board", "institution", None)]),
        ("R.A. Vermeer", [("board", "institution", None)]),
        ("Bram Jansen", [("board", "institution", None)]),
    ]


def test_labels_in_one_line_are_each_for_their_own_name() -> None:
    page = (
        "<h1>MSc Informatie</h1><p>Opleidingsdirecteur: dr. Willem ten Have. Scriptiecoördinator: dr. Noor Haddad.</p>"
    )
    found = _site(("opleidingen/informatie/", page))[0]
    assert [(person.name, _roles(person)) for person in found] == [
        ("Willem ten Have", [("programme_director", "programme", "Informatie")]),
        ("Noor Haddad", [("internship_coordinator", "programme", "Informatie")]),
    ]


def test_who_leads_the_course_that_is_a_degree_coordinates_the_programme() -> None:
    page = (
        "<h1>BSc (Hons) Computing</h1><p>UCAS code G400. Three years full time. Course Leader: Anna Vos</p>"
        "<h2>Modules</h2><p>COM101 Programming (20 credits)</p><p>COM102 Databases (20 credits)</p>"
    )
    (person,) = read_page(page, f"{SITE}/courses/bsc-computing", level="wo").people
    assert _roles(person) == [("programme_coordinator", "programme", "Computing")]
