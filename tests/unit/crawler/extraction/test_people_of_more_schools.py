"""People on pages of Flemish, German and old English make: names turned round, heads of one rank, labels run on."""

from crawler.extraction.findings import FoundPerson
from crawler.extraction.naming import names_in_value, told_sentences, whole_name

from .reading import courses, read, roles, table_rows


def people(body: str, path: str = "page", title: str = "") -> dict[str, FoundPerson]:
    return {person.name: person for person in read(body, path, title).people}


def test_names_of_a_page_stand_all_the_same_way_round() -> None:
    items = "".join(f"<li>{name}</li>" for name in ("Peeters An", "Goethuys Hans", "Claes Wim", "De Jonckheer Gunther"))
    found = people(f"<h1>Team</h1><h2>Leerkrachten</h2><ul>{items}</ul>", "team")
    assert set(found) == {"An Peeters", "Hans Goethuys", "Wim Claes", "Gunther De Jonckheer"}


def test_names_stay_as_they_are_where_others_surely_begin_with_the_first_name() -> None:
    items = "".join(f"<li>{name}</li>" for name in ("Peeters An", "Goethuys Hans", "Katrijn Smets", "Pieter Aerts"))
    assert "Goethuys Hans" in people(f"<h1>Team</h1><h2>Leerkrachten</h2><ul>{items}</ul>", "team")


def test_who_works_for_a_course_teaches_it() -> None:
    rows = [
        ("Opleidingsonderdeel:", "Netten 1"),
        ("Code:", "B-ELM-34512"),
        ("Studiepunten:", "4"),
        ("Verantwoordelijk docent:", "Van den Bossche Geert"),
        ("Medewerker(s):", "De Smet Katrijn; Vercauteren Pieter"),
    ]
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    found = roles(read(f"<h1>ECTS-fiche</h1><table>{table}</table>"))
    assert found["Katrijn de Smet"] == found["Pieter Vercauteren"] == {"teacher"}
    assert found["Geert van den Bossche"] == {"course_coordinator"}


def test_a_label_and_a_name_with_its_title_are_a_pair_with_and_without_a_space_between() -> None:
    facts = "<div>{}<b>{}</b></div>"
    page = "<h1>Webtechnologie</h1>" + "".join(
        facts.format(label, value)
        for label, value in (
            ("<span>Code</span>", "X_400555"),
            ("<span>EC</span>", "6"),
            ("<span>Docenten</span>", "dr. P. Zandstra, ing. L.M. Achterberg"),
            ("Coördinator ", "drs. W. Hiemstra"),
        )
    )
    found = roles(read(page))
    assert found == {
        "P. Zandstra": {"teacher"},
        "L.M. Achterberg": {"teacher"},
        "W. Hiemstra": {"course_coordinator"},
    }


def test_a_heading_of_the_same_rank_below_a_name_says_what_that_person_is() -> None:
    page = "<h3>Wietse Zwaagstra</h3><h3>Professor, Department of Computer Science</h3><p>He came in 1984.</p>"
    assert roles(read(page, "~wietse/", "Wietse Zwaagstra")) == {"Wietse Zwaagstra": {"teacher"}}


def test_nobody_is_a_contact_for_their_own_address_on_their_own_page() -> None:
    page = (
        "<h1>Wietse Zwaagstra</h1><p>Assistant Professor</p><h2>Contact information</h2>"
        "<p>Wietse Zwaagstra<br>Email: zwaagstra@uni.example</p>"
    )
    assert roles(read(page, "~wietse/", "Wietse Zwaagstra")) == {"Wietse Zwaagstra": {"teacher"}}


def test_a_sentence_that_sends_its_reader_on_says_what_those_are_whom_it_names() -> None:
    page = (
        "<h1>Opleiding Logistiek</h1><h2>Contact</h2><p>Vragen? Ga naar opleidingsmanager Carlijn Verhoef "
        "(c.verhoef@hbo.example). De stages regelt Peter-Paul Hamers, stagecoördinator, telefoon 038-123 45 67. Vragen "
        "over de inhoud beantwoordt curriculumcoördinator Niels ten Have. Hij werkte met Anna Vos, decaan in Oost.</p>"
    )
    found = roles(read(page, "opleidingen/logistiek"))
    assert found["Carlijn Verhoef"] >= {"programme_director"}
    assert found["Peter-Paul Hamers"] == {"internship_coordinator"}
    assert found["Niels ten Have"] == {"programme_coordinator"}
    assert "Anna Vos" not in found


def test_a_sentence_ends_behind_a_bracket_and_a_figure_too() -> None:
    text = "Mail Anna (a.vos@hbo.example). Bel 038-123 45 67. Tot dan."
    assert told_sentences(text) == ["Mail Anna (a.vos@hbo.example)", "Bel 038-123 45 67", "Tot dan."]


def test_a_coordinator_in_a_table_of_programmes_is_a_programmes() -> None:
    rows = [
        ("MSc AI", "Master Artificial Intelligence", "dr. A. Vos", "Nina Boeve, D. Lepel MSc"),
        ("BSc IN", "Bachelor Informatica", "B. Mol", "Nina Boeve"),
    ]
    cells = table_rows(rows)
    head = "".join(f"<th>{name}</th>" for name in ("Code", "Name", "Program director", "Coordinator"))
    found = roles(read(f"<h1>Programmes</h1><table><tr>{head}</tr>{cells}</table>"))
    assert found == {
        "A. Vos": {"programme_director"},
        "B. Mol": {"programme_director"},
        "Nina Boeve": {"programme_coordinator"},
        "D. Lepel": {"programme_coordinator"},
    }


def test_whoever_coordinates_is_what_the_page_or_the_heading_above_is_about() -> None:
    programme = (
        "<h1>Bachelor Aardwetenschappen</h1><p>De opleiding duurt drie jaar en je haalt er 180 EC.</p>"
        "<p>Coördinator: Wout Smeding</p><h2>Toelating</h2><p>Vwo met wiskunde.</p>"
    )
    assert roles(read(programme, "opleidingen/aardwetenschappen")) == {"Wout Smeding": {"programme_coordinator"}}
    school = "<h1>Organisation</h1><h2>Graduate School of Informatics</h2><p>Director: dr. Paola Groot</p>"
    assert roles(read(school, "organisation")) == {"Paola Groot": {"dean"}}
    course = "<h1>Bachelorproject (6 EC)</h1><p>Code: AW-B-301</p><p>Coördinator: Wout Smeding</p>"
    assert roles(read(course, "vakken/AW-B-301"))["Wout Smeding"] == {"course_coordinator", "teacher"}


def test_an_address_that_spells_what_the_heading_says_is_of_the_unit_and_not_of_its_secretary() -> None:
    page = (
        "<h1>Lehrstuhl für Waldbau</h1><h2>Leitung</h2><p>Prof. Dr. Jörg Tannert<br>joerg.tannert@uni.example</p>"
        "<h2>Sekretariat</h2><p>Anke Volz<br>Raum 2.13<br>waldbau@uni.example</p>"
        "<h2>Verwaltung</h2><p>Ines Harms<br>Raum 2.14<br>ixh4711@uni.example</p>"
    )
    found = {name: person.email for name, person in people(page, "lehrstuhl/team").items()}
    assert found["Jörg Tannert"] == "joerg.tannert@uni.example"
    assert found.get("Anke Volz") is None
    assert found["Ines Harms"] == "ixh4711@uni.example"


def test_a_decaan_is_a_dean_on_the_page_of_a_faculty() -> None:
    page = (
        "<h1>Faculteitsbestuur</h1><p><b>Prof. dr. Annemiek Lubbers</b><br>Decaan<br>a.lubbers@uni.example</p>"
        "<p><b>Prof. dr. Youssef Benali</b><br>Vice-decaan onderwijs<br>y.benali@uni.example</p>"
        "<p><b>Drs. Ineke Vaandrager</b><br>Directeur bedrijfsvoering<br>i.vaandrager@uni.example</p>"
    )
    found = people(page, "faculteit/bestuur", "Faculteitsbestuur")
    assert [role.kind for role in found["Annemiek Lubbers"].roles] == ["dean"]


def test_a_phrase_with_several_small_words_and_a_prize_are_no_names() -> None:
    assert whole_name("Wissenschaftler aus der Medienindustrie aus den Disziplinen") is None
    assert whole_name("Anna van der Berg van den Hout") is not None
    prize = names_in_value("Marie-Heim-Vögtlin-Stipendium des Schweizer Nationalfonds")
    assert all(named.score < 0.1 for named in prize)


def test_a_german_diploma_is_a_title() -> None:
    named = whole_name("Dipl.-Forstw. Malte Eicher")
    assert named is not None
    assert named.natural == "Malte Eicher"


def test_a_table_without_a_header_names_who_gives_each_course() -> None:
    rows = [
        ("53 101", "<b>Einführung in die Linguistik</b><br>Prosem., 2st., Mo 10-12, R 112", "W. Hartung"),
        ("53 102", "<b>Syntaxtheorien</b><br>HS, 2st., Di 14-16, R 204", "E. Lang-Weiss"),
        ("53 103", "<b>Kolloquium für Examenskandidaten</b><br>n. V.", "W. Hartung, E. Lang-Weiss"),
    ]
    cells = table_rows(rows)
    title = "Lehrveranstaltungen im Wintersemester 1999/2000"
    found = read(f"<h2>{title}</h2><table>{cells}</table><p>Stand: 4.10.99, B. Tipper</p>", "lehre/ws9900", title)
    assert [(code, name) for code, name, _ in courses(found)] == [
        ("53 101", "Einführung in die Linguistik"),
        ("53 102", "Syntaxtheorien"),
        ("53 103", "Kolloquium für Examenskandidaten"),
    ]
    assert roles(found) == {"W. Hartung": {"teacher"}, "E. Lang-Weiss": {"teacher"}}


def test_numbers_beside_titles_and_names_are_no_courses_where_the_page_lists_none() -> None:
    rows = [("53 101", "Die Bienen", "W. Hartung"), ("53 102", "Die Wespen", "E. Lang"), ("53 103", "Rosen", "A. Vos")]
    cells = table_rows(rows)
    assert courses(read(f"<h2>Archiv</h2><table>{cells}</table>", "archiv", "Archiv")) == []


def test_a_heading_courses_over_paragraphs_with_codes_announces_a_list() -> None:
    page = (
        "<h1>Biology</h1><p><b>Professors:</b> R. Archer, H. Yamamoto; <b>Visiting Assistant Professor:</b> L. Moreau; "
        "<b>Emeriti:</b> S. Caldwell</p><h2>Courses</h2><p><b>BIOL 101 Cells and Molecules.</b> (4) The cell.</p>"
        "<p><b>BIOL 215 Field Ecology.</b> (4) Offered in spring.</p><p><b>BIOL 330 Genomics.</b> (3) As above.</p>"
    )
    found = read(page, "catalog/biology", "Biology - Course Catalog")
    assert courses(found) == [
        ("BIOL 101", "Cells and Molecules", 4),
        ("BIOL 215", "Field Ecology", 4),
        ("BIOL 330", "Genomics", 3),
    ]
    assert roles(found) == {"R. Archer": {"teacher"}, "H. Yamamoto": {"teacher"}, "L. Moreau": {"teacher"}}


def test_a_term_says_what_those_behind_it_are_and_nobody_before_it() -> None:
    page = (
        "<h1>Dekanat</h1><dl><dt>Dekanin</dt><dd>Prof. Dr. Hannelore Stolz</dd><dt>Studiendekanin</dt>"
        "<dd>Prof. Dr. Vera Lindt, Tel. 2200, studiendekanat-3@uni.example</dd><dt>Fakultätsgeschäftsführer</dt>"
        "<dd>Dr. Bernd Rossow</dd><dt>Gleichstellungsbeauftragte</dt><dd>Dr. Nina Hall</dd></dl>"
    )
    found = roles(read(page, "fakultaet/dekanat", "Dekanat der Fakultät III"))
    assert found["Hannelore Stolz"] == found["Vera Lindt"] == {"dean"}
    assert found["Bernd Rossow"] == {"staff"}
    assert "dean" not in found.get("Nina Hall", set())
