"""Labels, page words, groups, units and programmes."""

import pytest

from crawler.extraction.recognisers.labels import read_label
from crawler.extraction.recognisers.page_words import group_hint, link_score, text_hint, url_hint
from crawler.extraction.recognisers.units import read_programme, read_unit


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Docent(en):", "teacher"),
        ("Docent / Examinator", "teacher"),
        ("Dozent*innen", "teacher"),
        ("Enseignant·e·s", "teacher"),
        ("Verantwoordelijke docent", "course_coordinator"),
        ("Modulverantwortliche/r", "course_coordinator"),
        ("Course organiser", "course_coordinator"),
        ("Module convenor", "course_coordinator"),
        ("Andere docenten", "teacher"),
        ("Zugeordnete Personen", "teacher"),
        ("Prüfende", "teacher"),
        ("ECTS-Kreditpunkte", "credits"),
        ("Coursecode", "course_code"),
        ("Lesgevers in academiejaar 2026-2027", "teacher"),
        ("Cursusverantwoordelijke", "course_coordinator"),
        ("Veranstaltungs-Nr.", "course_code"),
        ("ggf. Lehrveranstaltungen", "course_name"),
        ("Contactdocent", "contact"),
        ("Conctactpersoon", "contact"),
        ("Aantal ECTS:", "credits"),
        ("Studiepunten (ECTS)", "credits"),
        ("Coördinerend onderdeel", "unit"),
        ("Penvoerende opleiding", "programme"),
        ("Voertaal", "language"),
        ("Collegejaar", "school_year"),
        ("Course code", "course_code"),
        ("Leerdoelen", "learning_outcomes"),
        ("Courses Taught:", "taught_courses"),
        ("Literatuur", "other"),
    ],
)
def test_a_label_names_its_field(text: str, field: str) -> None:
    reading = read_label(text)
    assert reading is not None
    assert reading.field == field
    assert 0.5 < reading.score <= 1


@pytest.mark.parametrize("text", ["decaan", "Mentor", "studieadviseur"])
def test_what_stands_below_a_name_as_its_role_is_no_label(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize("text", ["", ":", "De docent vertelt over het vak", "Jan Smit", "Databases", "x" * 500])
def test_sentences_and_names_are_no_labels(text: str) -> None:
    assert read_label(text) is None


def test_a_word_that_may_be_many_things_is_a_weak_label() -> None:
    reading = read_label("Naam")
    assert reading is not None
    assert reading.score <= 0.5


def test_an_address_hints_at_the_kind_of_its_page() -> None:
    one, many = url_hint("https://school.example/courses/databases/"), url_hint("https://school.example/courses/")
    assert one["course"] > one["course_list"]
    assert many["course_list"] > many["course"]
    assert url_hint("https://school.example/nieuws/2024/05/x")["news"] > 0.8
    assert dict(url_hint("https://[broken")) == {}
    assert text_hint("Onze docenten")["directory"] > 0.6


def test_links_to_courses_and_staff_come_before_news_and_login() -> None:
    base = "https://school.example"
    good = [
        link_score(f"{base}/opleidingen/ict", "ICT"),
        link_score(f"{base}/medewerkers", "Medewerkers"),
        link_score(f"{base}/studiegids", "Vakken"),
    ]
    silent = link_score(f"{base}/x1", "x")
    bad = [
        link_score(f"{base}/nieuws/2024/05/x", "Lees meer"),
        link_score(f"{base}/login"),
        link_score(f"{base}/agenda/?month=5", "Agenda"),
        link_score(f"{base}/gids.pdf", "Studiegids"),
        link_score("mailto:x@school.example"),
    ]
    assert min(good) > silent > max(bad)


@pytest.mark.parametrize(
    ("heading", "group"),
    [
        ("Onze docenten", "staff"),
        ("OTHER FACULTY", "staff"),
        ("PhD Students", "student"),
        ("PhD students in our group", "student"),
        ("Emeriti", "alumni"),
        ("Advisory Board", "outsider"),
        ("Alumni 2024", "alumni"),
        ("Secretariaat", "service"),
        ("Databases", None),
    ],
)
def test_a_heading_says_which_group_of_people_follows(heading: str, group: str | None) -> None:
    assert group_hint(heading) == group


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Faculteit Techniek", "faculty"),
        ("School of Law", "school"),
        ("Hogeschool Voorbeeld, Academie voor ICT", "academy"),
        ("lectoraat Data", "research"),
        ("MBO College Centrum", "college"),
        ("College van Bestuur", None),
        ("team building", None),
        ("selector", None),
    ],
)
def test_parts_of_a_school(text: str, kind: str | None) -> None:
    assert read_unit(text) == kind


@pytest.mark.parametrize(
    ("text", "level", "degree", "code"),
    [
        ("Bachelor Informatica", None, "bachelor", None),
        ("hbo-bachelor Communicatie", "hbo", "bachelor", None),
        ("Master of Science in Data", None, "master", None),
        ("Associate degree Cyber Security", "hbo", "associate degree", None),
        ("Software developer (crebo 25604)", "mbo", "mbo", "25604"),
        ("Medewerker ICT, niveau 3, BOL", "mbo", "mbo", None),
        ("Opleiding Informatica", None, None, None),
    ],
)
def test_programmes_have_a_level_a_degree_and_a_code(
    text: str, level: str | None, degree: str | None, code: str | None
) -> None:
    reading = read_programme(text)
    assert reading is not None
    assert (reading.level, reading.degree, reading.code) == (level, degree, code)


@pytest.mark.parametrize("text", ["Databases", "ma 12 maart", "ad hoc"])
def test_days_and_phrases_are_no_programmes(text: str) -> None:
    assert read_programme(text) is None
