"""Roles said in sentences, in lines with labels of their own, and by words that mean several things."""

from crawler.extraction import read_page
from crawler.extraction.naming import whole_name


def _roles(body: str, path: str = "page") -> dict[str, list[str]]:
    page = read_page(f"<main>{body}</main>", f"https://school.example/{path}", level="wo")
    return {person.name: sorted(role.kind for role in person.roles) for person in page.people}


def test_all_who_are_said_to_teach_a_course_do_with_their_titles() -> None:
    page = (
        "<h1>Organische Chemie</h1><p>6 EC, periode 2</p><p>Dit vak wordt gegeven door dr. Bram Jansen en "
        "dr. ir. Carla Smit. Voor vragen kun je terecht bij Dirk Mol.</p>"
    )
    assert _roles(page, "vak/chemie") == {
        "Bram Jansen": ["teacher"],
        "Carla Smit": ["teacher"],
        "Dirk Mol": ["contact"],
    }


def test_who_is_told_of_behind_those_who_teach_does_not_teach() -> None:
    page = "<h1>Logic (PH201)</h1><p>6 credits</p><p>Taught by Dr. Anna Vale, who wrote it with Ben Ward.</p>"
    assert _roles(page, "courses/logic") == {"Anna Vale": ["teacher"]}


def test_a_line_with_a_label_of_its_own_is_no_value_of_the_label_above() -> None:
    page = (
        "<h1>Contact</h1><p>Stagecoördinator: Carla Smit, c.smit@wo.example<br>"
        "Secretariaat: Dirk Mol, secretariaat@wo.example</p>"
    )
    assert _roles(page, "contact")["Carla Smit"] == ["internship_coordinator"]
    assert "internship_coordinator" not in _roles(page, "contact")["Dirk Mol"]


def test_teaching_fellows_help_with_a_course_and_teach_in_a_list_of_staff() -> None:
    course = "<h1>CS 101: Programming</h1><p>Instructor: Anna Vale</p><p>Teaching Fellows: Ben Ward, Cara Young</p>"
    staff = (
        "<h1>People</h1><h2>Academic staff</h2>"
        "<ul><li>Dr Anna Vale, Senior Lecturer</li><li>Dr Eve Hart, Reader</li></ul>"
        "<h2>Teaching Fellows</h2><ul><li>Dr Ben Ward</li><li>Dr Cara Young</li></ul>"
    )
    assert _roles(course, "courses/cs101")["Anna Vale"] == ["teacher"]
    assert not any("teacher" in kinds for name, kinds in _roles(course, "courses/cs101").items() if name != "Anna Vale")
    assert _roles(staff, "people")["Ben Ward"] == ["teacher"]


def test_a_coordinator_of_no_course_coordinates_none() -> None:
    page = (
        "<h1>Sustainability Steering Group: members</h1><h3>Mobility</h3><p>Coordinator: Dr. Anna Vale</p>"
        "<p>Dr. Ben Ward</p><p>Dr. Finn Cole</p><h3>Energy</h3><p>Coordinator: Dr. Eve Hart</p><p>Dr. Dana Reed</p>"
    )
    assert _roles(page, "team/members")["Anna Vale"] == ["staff"]


def test_a_professor_whose_chair_is_named_teaches_whatever_else_they_lead() -> None:
    page = (
        "<h1>Prof. Dr. Karin Adler</h1><p>Professur für Optik<br>Prodekanin</p><p>karin.adler@wo.example</p>"
        "<h2>Studium</h2><p>2001 in Jena</p>"
    )
    assert _roles(page, "people/adler") == {"Karin Adler": ["dean", "teacher"]}


def test_a_numbered_course_with_its_teacher_is_no_name() -> None:
    page = (
        "<h1>Lehrveranstaltungen</h1><ul><li>Optik I (Prof. Adler)</li><li>Optik II (Dr. Kolb)</li>"
        "<li>Laserphysik (Dr. Rist)</li></ul>"
    )
    assert _roles(page, "lehre") == {"Adler": ["teacher"], "Kolb": ["teacher"], "Rist": ["teacher"]}


def test_two_nouns_with_an_article_between_are_nobody() -> None:
    phrase, name = whole_name("Überschreitung der Modulgruppengrenze"), whole_name("Joke van der Modulen")
    assert phrase is None or phrase.score < 0.35
    assert name is not None
    assert name.score > 0.6


def test_who_runs_the_desk_on_a_page_of_contacts_is_staff() -> None:
    page = (
        "<h1>Kontakt</h1><p>Institut für Optik<br>Sekretariat: Ute Brandl, ute.brandl@wo.example</p>"
        "<p>Geschäftsführender Direktor: Prof. Dr. Udo Lang</p>"
    )
    assert _roles(page, "kontakt") == {"Ute Brandl": ["staff"], "Udo Lang": ["staff"]}


def test_a_post_elsewhere_is_none_of_those_who_teach_here() -> None:
    page = (
        "<h1>Team</h1><h2>Lehrbeauftragte</h2><ul><li>Jonas Buchner M.A., Referent für Denkmalpflege im Landesamt</li>"
        "<li>Dr. Pia Escher, Frankfurt</li><li>Dr. Ina Brecht, Jena</li></ul>"
    )
    assert _roles(page, "team") == {"Jonas Buchner": ["teacher"], "Pia Escher": ["teacher"], "Ina Brecht": ["teacher"]}


def test_each_of_two_in_a_sentence_is_what_stands_before_them_behind_an_address_too() -> None:
    page = (
        "<h1>HBO-ICT</h1><p>Duur: 4 jaar, 240 EC</p><p>Neem contact op met opleidingsmanager Bram Jansen "
        "(b.jansen@wo.example) of met stagecoördinator Carla Smit.</p>"
    )
    assert _roles(page, "opleidingen/ict")["Carla Smit"] == ["internship_coordinator"]
    assert "internship_coordinator" not in _roles(page, "opleidingen/ict")["Bram Jansen"]


def test_a_post_above_a_name_in_bold_is_theirs_and_nobody_elses() -> None:
    page = (
        "<h1>Leadership</h1><p>Dean<br><b>Anna Vale</b></p><p>Associate Dean for Education<br><b>Ben Ward</b></p>"
        "<p>Assistant to the Dean<br><b>Dana Reed</b></p><p>Director, Graduate Programs<br><b>Cara Young</b></p>"
    )
    assert _roles(page, "leadership") == {
        "Anna Vale": ["dean"],
        "Ben Ward": ["dean"],
        "Dana Reed": ["staff"],
        "Cara Young": ["programme_director"],
    }


def test_a_building_called_after_a_dean_makes_nobody_one() -> None:
    page = (
        "<h1>Econ 201 Microeconomics</h1><p>Professor Anna Vale<br>Office: Dean Hall 201<br>"
        "Email: vale@wo.example</p><p>Units: 4</p>"
    )
    assert _roles(page, "courses/econ201") == {"Anna Vale": ["teacher"]}


def test_surnames_alone_behind_instructor_in_a_paragraph_teach() -> None:
    page = (
        "<h1>Course catalogue</h1><p><b>PHIL 101 Introduction to Logic</b> (3 credits) The first one. "
        "Instructor: Vale</p>"
        "<p><b>PHIL 102 Ethics</b> (3 credits) Good and bad. Instructor: Ward</p>"
        "<p><b>PHIL 205 Metaphysics</b> (3 credits) Being. Instructors: Young and Reed</p>"
    )
    assert _roles(page, "catalogue") == {key: ["teacher"] for key in ("Vale", "Ward", "Young", "Reed")}


def test_a_programmes_title_is_nobodys_name() -> None:
    page = "<h1>Masterstudiengang Optik</h1><p>Studiengangsleiter: Prof. Dr. Udo Lang</p><p>120 ECTS</p>"
    assert _roles(page, "master") == {"Udo Lang": ["programme_director"]}


def test_several_posts_in_bold_above_one_name_are_all_theirs() -> None:
    page = (
        "<h1>Lehrstuhlteam</h1><h2>Ihre Ansprechperson</h2><p><b>Studiengangsbeauftragter</b></p>"
        "<p><b>Fachstudienberatung</b></p><p>Prof. Dr. Udo Lang</p><p>Raum 12</p><p>udo.lang@wo.example</p>"
        "<p><b>Sekretariat</b></p><p>Ute Brandl</p><p>Tel. 0951 8632387</p>"
    )
    assert _roles(page, "team") == {"Udo Lang": ["programme_coordinator"], "Ute Brandl": ["staff"]}


def test_a_desk_on_a_page_of_directions_is_staffed_by_whom_it_names() -> None:
    page = (
        "<h1>Kontakt und Anfahrt</h1><h3>Anschrift</h3><p>Marktstraße 29, 04109 Neustadt</p><h3>Sekretariat</h3>"
        "<p>Ute Brandl<br>Raum 207</p><p>Tel.: +49 341 9731570</p><h3>Anreise</h3><p>Mit der Linie 12.</p>"
    )
    assert _roles(page, "kontakt_anfahrt") == {"Ute Brandl": ["staff"]}


def test_who_heads_a_department_and_is_listed_among_its_teachers_teaches() -> None:
    def card(name: str, *lines: str) -> str:
        return f"<div class='card'><h3>{name}</h3>{''.join(f'<h4>{line}</h4>' for line in lines)}</div>"

    page = (
        f"<h2>Head of the Department</h2>{card('Ganesh Patel', 'Head of the Department')}<h2>Department Faculty</h2>"
        f"{card('Ganesh Patel', 'Game Theory')}{card('Rekha Sharma', 'Robotics')}{card('V L Raju Chintala', 'Vision')}"
    )
    assert _roles(page, "people/faculty") == {
        "Ganesh Patel": ["staff", "teacher"],
        "Rekha Sharma": ["teacher"],
        "V L Raju Chintala": ["teacher"],
    }
