"""What a role word makes of somebody depends on level, country and what stands beside it."""

import pytest

from crawler.extraction.recognisers.roles import RoleReading, read_roles


def _one(text: str, **where: str) -> RoleReading:
    readings = read_roles(text, **where)
    assert len(readings) == 1, readings
    return readings[0]


@pytest.mark.parametrize(
    ("text", "kind", "thing"),
    [
        ("opleidingsmanager HBO-ICT", "programme_director", "HBO-ICT"),
        ("Opleidingscoördinatoren", "programme_coordinator", None),
        ("Docent Databases", "teacher", "Databases"),
        ("docente Nederlands en Engels", "teacher", "Nederlands en Engels"),
        ("hoofddocent", "teacher", None),
        ("wiskundedocent", "teacher", "wiskunde"),
        ("ICT-docent", "teacher", "ICT"),
        ("Assistant Professor", "teacher", None),
        ("Professor of Anthropology, Delta University", "teacher", "Anthropology"),
        ("Dozent*in für Informatik", "teacher", "Informatik"),
        ("Chargé(e) d'enseignement", "teacher", None),
        ("Modulverantwortliche/r", "course_coordinator", None),
        ("Coördinator minor Data Science", "course_coordinator", "Data Science"),
        ("co-directeur du master", "programme_director", "master"),
        ("doyenne", "dean", None),
        ("vice-decaan onderwijs", "dean", None),
        ("Hoofd van de Academie voor ICT", "dean", "Academie voor ICT"),
        ("stagecoördinator", "internship_coordinator", None),
        ("afdelingshoofd", "staff", None),
        ("Institutsleiterin", "staff", None),
        ("wiss. Mitarbeiterin", "staff", None),
        ("Course organiser", "course_coordinator", None),
        ("Course leader for GEO2401", "course_coordinator", "GEO2401"),
        ("Course Leader MSc Finance", "programme_coordinator", "Finance"),
        ("Course Director BA History", "programme_coordinator", "History"),
        ("School Manager", "staff", None),
        ("Verwaltungsleiterin", "staff", None),
        ("Vizepräsidentin", "board", None),
        ("Kanzler", "board", None),
        ("Office of the Dean", "staff", None),
        ("Secretaresse van de decaan", "staff", None),
        ("Referentin des Präsidenten", "staff", None),
        ("lid van het College van Bestuur", "board", None),
        ("Teaching Director", "programme_director", None),
        ("Director of Graduate Programs", "programme_director", None),
        ("Vice Chair for Undergraduate Studies", "programme_director", None),
        ("Leiterin des Studiengangs", "programme_director", "Studiengangs"),
        ("Studiengangssprecher", "programme_director", None),
        ("Programme Convenor", "programme_coordinator", None),
        ("Koordinatorin des Masterstudiengangs", "programme_coordinator", "Masterstudiengangs"),
        ("studierichtingscoördinator", "programme_coordinator", None),
        ("faculteitsdecaan", "dean", None),
        ("Inhaberin der Professur für Wachskunde", "teacher", "Wachskunde"),
        ("Geschäftsführende Direktorin", "staff", None),
        ("Fachgebietsleiter", "staff", None),
        ("Praktikumskoordinatorin", "internship_coordinator", None),
        ("Director of Field Education", "internship_coordinator", None),
        ("Akademische Direktorin", "teacher", None),
    ],
)
def test_a_role_word_and_what_it_is_of(text: str, kind: str, thing: str | None) -> None:
    reading = _one(text)
    assert (reading.kind, reading.object, reading.contact) == (kind, thing, True)


@pytest.mark.parametrize(
    "text", ["selector", "voorzitter", "directeur", "coördinator", "manager van de kantine", "docentenkamer", ""]
)
def test_inside_a_word_or_alone_it_is_nothing(text: str) -> None:
    assert read_roles(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "docent-stagiair",
        "student-assistent",
        "studentassessor",
        "gastmedewerker",
        "Ehemalige",
        "PhD student",
        "promovendus",
        "emeritus hoogleraar",
        "gastdocent",
        "oud-docent",
        "former dean",
        "studieadviseur",
        "SLB'er",
        "webmaster",
        "studentendecaan",
        "lid Raad van Toezicht",
        "auteur",
    ],
)
def test_students_outsiders_and_desks_are_no_contact(text: str) -> None:
    reading = _one(text)
    assert not reading.contact
    assert reading.kind is None
    assert reading.rung is None


def test_the_level_decides_decaan() -> None:
    assert _one("decaan", level="wo").kind == "dean"
    assert _one("decaan", level="mbo").kind is None
    assert _one("decaan", level="hbo").kind is None
    assert _one("decaan", level="hbo", beside="Faculteit Techniek").kind == "dean"
    assert _one("decaan").doubtful


def test_the_country_decides_lector() -> None:
    assert _one("lector", country="BE").kind == "teacher"
    assert _one("lector", level="hbo", country="NL").kind == "staff"
    assert _one("lector").doubtful


def test_a_lone_coordinator_is_doubtful_beside_a_course() -> None:
    reading = _one("coördinator", beside="Minor Data Science")
    assert (reading.kind, reading.doubtful) == ("course_coordinator", True)


def test_several_roles_of_one_person() -> None:
    readings = read_roles("Dean, School of General Education; Professor of Anthropology")
    assert [(reading.kind, reading.object) for reading in readings] == [
        ("dean", "School of General Education"),
        ("teacher", "Anthropology"),
    ]
    assert [reading.contact for reading in read_roles("SLB'er en docent")] == [False, True]


def test_an_academic_suffix_is_no_role_and_an_abbreviation_needs_its_capitals() -> None:
    assert _one("Jan Smit, PhD, Associate Professor").text == "Associate Professor"
    assert _one("UD").kind == "teacher"
    assert read_roles("ud") == []


def test_positions_are_those_of_the_text() -> None:
    text = "Jörg Müller – opleidingsmanager HBO-ICT"
    reading = _one(text)
    assert text[reading.start : reading.end] == "opleidingsmanager" == reading.text


def test_team_leaders_stand_below_managers_on_one_rung() -> None:
    leader, manager = _one("teamleider", level="mbo"), _one("opleidingsmanager")
    assert leader.rung is not None
    assert manager.rung is not None
    assert 4 <= leader.rung < manager.rung < 5
