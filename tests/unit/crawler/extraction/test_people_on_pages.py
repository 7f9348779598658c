"""Who stands on a page, how they are reached, and what they are."""

from crawler.extraction import read_page
from crawler.extraction.findings import FoundPerson, PageKind

DIRECTORY = "https://school.example/medewerkers/"


def people(page: str, url: str = DIRECTORY) -> dict[str, FoundPerson]:
    return {person.name: person for person in read_page(page, url).people}


def card(name: str, role: str, rest: str = "") -> str:
    return f'<div class="card"><h3>{name}</h3><p>{role}</p>{rest}</div>'


def test_each_card_of_a_directory_is_a_person_with_their_own_address() -> None:
    page = "<h1>Medewerkers</h1>" + "".join(
        card(name, "Docent", f'<a href="mailto:{mail}@school.example">mail</a><p>020 555 01 {at}0</p>')
        for at, (name, mail) in enumerate(
            [("Anna de Wit", "a.dewit"), ("Bram Kuiper", "b.kuiper"), ("Cor Vos", "c.vos")], 1
        )
    )
    found = people(page)
    assert {name: person.email for name, person in found.items()} == {
        "Anna de Wit": "a.dewit@school.example",
        "Bram Kuiper": "b.kuiper@school.example",
        "Cor Vos": "c.vos@school.example",
    }
    assert found["Bram Kuiper"].phone == "020 555 01 20"
    assert all([role.kind for role in person.roles] == ["teacher"] for person in found.values())


def test_a_directory_without_cards_is_cut_at_the_next_name() -> None:
    page = (
        "<h1>Medewerkers</h1><h3>Anna de Wit</h3><p>Docent</p><p>a.dewit@school.example</p>"
        "<h3>Bram Kuiper</h3><p>Opleidingsmanager</p><p>b.kuiper@school.example</p>"
        "<h3>Cor Vos</h3><p>Docent</p>"
    )
    found = people(page)
    assert found["Cor Vos"].email is None
    assert [role.kind for role in found["Bram Kuiper"].roles] == ["programme_director"]


def test_an_address_goes_to_the_person_it_spells_and_not_to_the_nearest() -> None:
    page = "<h1>Medewerkers</h1><p>Anna de Wit, Bram Kuiper</p>" + "".join(
        card(name, "Docent") for name in ("Anna de Wit", "Bram Kuiper", "Cor Vos")
    )
    found = people(page + "<p>Vragen? b.kuiper@school.example</p>")
    assert found["Bram Kuiper"].email == "b.kuiper@school.example"
    assert found["Cor Vos"].email is None


def test_the_address_of_a_desk_is_nobodys() -> None:
    page = "<h1>Medewerkers</h1>" + "".join(card(name, "Docent") for name in ("Anna de Wit", "Bram Kuiper", "Cor Vos"))
    found = people(page + card("Dirk Mol", "Docent", "<p>secretariaat@school.example</p>"))
    assert found["Dirk Mol"].email is None


def test_students_are_seen_but_are_no_contacts() -> None:
    page = "<h1>PhD students</h1>" + "".join(
        card(name, "", f"<p>{name.split()[0].lower()}@school.example</p>")
        for name in ("Anna Mol", "Bram Vos", "Cor Wit")
    )
    found = people(page, "https://school.example/people/students/")
    assert len(found) == 3
    assert all(person.roles == [] for person in found.values())


def test_first_names_alone_are_people_on_cards_of_teachers() -> None:
    page = "<h1>Onze docenten</h1>" + "".join(
        card(name, f"Docent {subject}") for name, subject in (("Koen", "Web"), ("Els", "Engels"), ("Tom", "Rekenen"))
    )
    assert sorted(people(page, "https://school.example/docenten.html")) == ["Els", "Koen", "Tom"]


def test_names_in_the_footer_are_nobody() -> None:
    footer = "<footer><p>Gemaakt door Jan Jansen, jan.jansen@school.example</p></footer>"
    page = f"<h1>Databases</h1><p>Over tabellen.</p>{footer}"
    assert people(page, "https://school.example/databases.html") == {}


def test_a_page_about_one_person_is_that_persons() -> None:
    page = "<h1>Prof. dr. A. de Wit</h1><p>Hoogleraar Recht</p><a href='mailto:a.dewit@school.example'>mail</a>"
    found = read_page(page, "https://school.example/medewerkers/a-de-wit")
    assert found.kind == PageKind.PERSON
    assert (found.people[0].name, found.people[0].titles) == ("A. de Wit", ["prof.", "dr."])


def test_initials_that_look_like_titles_stay_initials() -> None:
    page = "<h1>Databases</h1><p>Cursuscode: ICT-DB-1</p><p>Docent: drs R.A. de Leeuw</p>"
    assert list(people(page, "https://school.example/vakken/databases")) == ["R.A. de Leeuw"]


def test_whoever_coordinates_a_course_that_nobody_else_teaches_teaches_it() -> None:
    page = "<h1>Databases</h1><p>Cursuscode: ICT-DB-1</p><p>Verantwoordelijk docent: Anna de Wit</p>"
    [person] = read_page(page, "https://school.example/vakken/databases").people
    assert {(role.kind, role.of, role.name) for role in person.roles} == {
        ("course_coordinator", "course", "Databases"),
        ("teacher", "course", "Databases"),
    }


def test_a_contact_teacher_is_both() -> None:
    page = "<h1>Databases</h1><p>Aantal ECTS: 5</p><p>Code: ICT-DB-1</p><p>Contactdocent: Anna de Wit</p>"
    [person] = read_page(page, "https://school.example/minoren/databases").people
    assert [role.kind for role in person.roles] == ["teacher", "contact"]


def test_an_invitation_to_bring_assignments_keeps_its_words() -> None:
    page = "<h1>Stagebureau</h1><p>Heeft u een opdracht voor onze studenten? Mail stagebureau@school.example.</p>"
    found = read_page(page, "https://school.example/bedrijven/")
    assert found.designated_address == (
        "stagebureau@school.example",
        "Heeft u een opdracht voor onze studenten? Mail stagebureau@school.example.",
    )


def test_a_hidden_decoy_is_no_part_of_an_address() -> None:
    page = '<h1>Anna de Wit</h1><p>Docent</p><p>a.dewit<span style="display:none">nospam</span>@school.example</p>'
    [person] = read_page(page, "https://school.example/medewerkers/anna-de-wit").people
    assert person.email == "a.dewit@school.example"


def test_a_role_before_a_colon_or_is_says_what_somebody_is() -> None:
    page = (
        "<h1>HBO-ICT</h1><p>Docent en opleidingscoördinator HBO-ICT is Sem over de Linden.</p>"
        "<p>Opleidingsmanager: mevr. A. de Wit</p>"
    )
    found = people(page, "https://school.example/opleidingen/hbo-ict/")
    assert {role.kind for role in found["Sem over de Linden"].roles} == {"teacher", "programme_coordinator"}
    assert [role.kind for role in found["A. de Wit"].roles] == ["programme_director"]


def test_the_name_of_a_school_is_nobody() -> None:
    assert (
        people("<b>ROC Duinrand</b><h2>College Techniek</h2><p>Welkom.</p>", "https://school.example/techniek/") == {}
    )


def test_what_a_student_studied_makes_nobody_staff() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{mail}@school.example</td><td>{subject}</td></tr>"
        for name, mail, subject in (
            ("Anna Mol", "a.mol", "Organic Crop Management (University of Zeestad)"),
            ("Pim Verkade", "p.verkade", "Computer Science"),
            ("Lotte Zuidema", "l.zuidema", "Data Engineering"),
        )
    )
    found = people(f"<h1>Students</h1><table>{rows}</table>", "https://school.example/students/")
    assert {name: person.roles for name, person in found.items()} == {
        "Anna Mol": [],
        "Pim Verkade": [],
        "Lotte Zuidema": [],
    }


def test_supervisors_on_a_students_page_are_not_thereby_teachers() -> None:
    page = "<h1>Anna Mol</h1><p>a.mol@school.example</p><p><b>Supervisors:</b> Bram Vos</p>"
    found = people(page, "https://school.example/people/students/anna-mol/")
    assert all(person.roles == [] for person in found.values())


def test_a_shortened_form_of_address_ends_no_sentence() -> None:
    page = "<h1>Team ICT</h1><ul><li>Dhr. A. Hoekstra</li><li>Mevr. B. Hiemstra</li><li>Mej. C. Vos</li></ul>"
    assert set(people(page)) == {"A. Hoekstra", "B. Hiemstra", "C. Vos"}


def test_a_title_written_out_before_a_name_is_what_somebody_is_and_no_reason_to_lose_them() -> None:
    found = people(
        "<h1>Our people</h1>"
        + card("Professor Alasdair Whitcombe", "Room 2.11")
        + card("Emeritus Professor Sir Hugh Tarrant", "Room 2.12")
        + card("Dr Priya Raman", "Technical Manager")
        + card("Professor Business", "Vacant")
    )
    assert {name: [role.kind for role in person.roles] for name, person in found.items()} == {
        "Alasdair Whitcombe": ["teacher"],
        "Hugh Tarrant": [],
        "Priya Raman": ["staff"],
    }


def test_a_teacher_named_in_running_text_is_a_stranger_unless_the_reader_is_sent_to_them() -> None:
    url = "https://school.example/people/1"
    told = people("<h1>Dr Rosalind Okonjo</h1><p>Came after a PhD with Professor Martin Gellatly at Durham.</p>", url)
    asked = people("<h1>Stage</h1><p>Voor vragen kun je terecht bij docent Bram Kuiper in lokaal 2.11.</p>", url)
    assert set(told) == {"Rosalind Okonjo"}
    assert set(asked) == {"Bram Kuiper"}


def test_who_coordinates_the_courses_of_a_list_that_names_no_teachers_teaches_them() -> None:
    table = (
        "<table><tr><th>Code</th><th>Vak</th><th>EC</th><th>{}</th></tr>"
        "<tr><td>ICT-PR1</td><td>Programmeren</td><td>5</td><td>J. Bosveld</td></tr>"
        "<tr><td>ICT-DB1</td><td>Databases</td><td>5</td><td>R. de Haan</td></tr></table>"
    )
    page = "<h1>Curriculum HBO-ICT</h1>" + table.format("Verantwoordelijk docent")
    found = people(page, "https://school.example/curriculum")
    assert {role.kind for role in found["J. Bosveld"].roles} == {"course_coordinator", "teacher"}
    assert {role.code for role in found["R. de Haan"].roles} == {"ICT-DB1"}


def test_brackets_behind_one_of_several_teachers_make_that_one_the_coordinator() -> None:
    page = (
        "<h1>Analyse 1 (X0A22A)</h1><p>6 studiepunten</p>"
        "<p>Docenten: <a href='/p/1'>Piet Vanhecke</a> (coördinator) | <a href='/p/2'>Griet Lemmens</a></p>"
    )
    found = people(page, "https://school.example/vakken/x0a22a")
    assert {name: [role.kind for role in person.roles] for name, person in found.items()} == {
        "Piet Vanhecke": ["teacher", "course_coordinator"],
        "Griet Lemmens": ["teacher"],
    }


def test_names_right_below_the_titles_of_listed_courses_are_their_teachers() -> None:
    page = "<h1>Modulübersicht</h1>" + "".join(
        f"<div><h2>{title}</h2><p>{who}</p><p>Pflichtfach</p><p>{points} ECTS</p></div>"
        for title, who, points in (
            ("Mathematik I", "Prof. Dr. Walter Brandt", 7),
            ("Betriebssysteme", "Stefan Krüger, Anna Lehmann", 5),
            ("Theoretische Informatik", "Martin Vogel<br>Sabine Hofmann", 5),
        )
    )
    found = people(page, "https://school.example/studium/module")
    assert {name: [(role.kind, role.name) for role in person.roles] for name, person in found.items()} == {
        "Walter Brandt": [("teacher", "Mathematik I")],
        "Stefan Krüger": [("teacher", "Betriebssysteme")],
        "Anna Lehmann": [("teacher", "Betriebssysteme")],
        "Martin Vogel": [("teacher", "Theoretische Informatik")],
        "Sabine Hofmann": [("teacher", "Theoretische Informatik")],
    }


def test_names_that_are_headings_right_below_a_courses_title_teach_it() -> None:
    page = "<h1>Compiler und Interpreter</h1><h2>Walter Brandt</h2><h2>Anna Lehmann</h2>{}<p>Syntax und Semantik.</p>"
    labelled = people(page.format("<p>Kürzel: CI4711</p><p>ECTS: 5</p>"), "https://school.example/wpf/compiler")
    assert [(name, [role.kind for role in person.roles]) for name, person in labelled.items()] == [
        ("Walter Brandt", ["teacher"]),
        ("Anna Lehmann", ["teacher"]),
    ]
    assert not people(page.format(""), "https://school.example/wpf/compiler")


def test_a_number_beside_somebodys_own_address_is_theirs_far_from_the_name_too() -> None:
    url = "https://school.example/people/vos"
    below = (
        "<h1>Prof. Dr. Cor Vos</h1><p>Institut für Informatik</p><p>Anschrift:</p><p>Weg 1</p><p>51643 Dorf</p>"
        "<p>Raum: 3241</p><p>Telefon: 020 555 01 23</p><p>c.vos@school.example</p>"
    )
    above = "<p>020 555 01 23</p><p>Room 1</p><p>c.vos@school.example</p><h1>Cor Vos</h1><p>Lecturer</p>"
    desk = below.replace("c.vos@", "info@")
    assert [people(page, url)["Cor Vos"].phone for page in (below, above, desk)] == [
        "020 555 01 23",
        "020 555 01 23",
        None,
    ]


def test_who_has_a_subject_in_a_teams_table_teaches_it_and_who_has_a_function_does_not() -> None:
    rows = (
        ("Naam", "Vak"), ("Anna de Wit", "Programmeren"), ("Bram Kuiper", "Nederlands"),
        ("Cor Vos", "Teamleider"), ("Dirk Mol", ""),
    )  # fmt: skip
    table = "".join(f"<tr><td>{name}</td><td>{subject}</td></tr>" for name, subject in rows)
    found = people(f"<h1>Team ICT</h1><table>{table}</table>", "https://school.example/team-ict")
    assert {name: [(role.kind, role.of) for role in person.roles] for name, person in found.items()} == {
        "Anna de Wit": [("teacher", "course")],
        "Bram Kuiper": [("teacher", "course")],
        "Cor Vos": [("programme_director", "unit")],
        "Dirk Mol": [("staff", "unit")],
    }
