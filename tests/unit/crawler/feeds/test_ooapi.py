"""OOAPI v5 and OEAPI v6: records of both versions, whatever is missing or wrong in them; lists to their end."""

import json
from typing import Any

import pytest

from crawler.answers import Answer
from crawler.extraction.findings import Method, PageFindings
from crawler.feeds.ooapi import OoapiReader, version_of
from crawler.feeds.ooapi_records import school_year_of, study_load
from crawler.feeds.reader import AHEAD
from crawler.feeds.references import join
from crawler.feeds.values import UnreadableFeedError
from crm.words import Level

BASE = "https://api.zeewijk.example/ooapi/v5"


def address(name: str, page: int = 1) -> str:
    return f"{BASE}/{name}?pageNumber={page}&pageSize=100"


def read(
    name: str, items: list[Any], *, page: int = 1, reader: OoapiReader | None = None, **envelope: Any
) -> PageFindings:
    said = {"pageSize": 100, "pageNumber": page, "hasPreviousPage": page > 1, "hasNextPage": False} | envelope
    return given(name, said | {"items": items}, page=page, reader=reader)


def given(name: str, said: object, *, page: int = 1, reader: OoapiReader | None = None) -> PageFindings:
    reader = reader or OoapiReader(level=Level.HBO)
    return reader.read(Answer(address(name, page), 200, {}, json.dumps(said).encode()))


def lists(found: PageFindings) -> list[str]:
    return [link.url for link in found.links if "/v5/" in link.url and link.url.count("/") == 5]


def dutch(words: str) -> list[dict[str, str]]:
    return [{"language": "en-GB", "value": f"{words} (en)"}, {"language": "nl-NL", "value": words}]


COURSE_5: dict[str, Any] = {
    "courseId": "c-1",
    "primaryCode": {"codeType": "identifier", "code": "ICT-DB-1"},
    "name": dutch("Databases"),
    "abbreviation": "DB",
    "studyLoad": {"studyLoadUnit": "ects", "value": 5},
    "teachingLanguage": "nld",
    "description": dutch("<p>Tabellen &amp; sleutels</p>"),
    "link": "https://www.zeewijk.example/vak/db",
    "coordinators": ["p-1"],
    "organization": "o-1",
    "programs": ["g-1"],
}
COURSE_6: dict[str, Any] = {
    "courseId": "c-2",
    "primaryCode": {"codeType": "identifier", "code": "ICT-UX-1"},
    "name": dutch("User Experience"),
    "teachingLanguages": ["en-GB", "nl-NL"],
    "studyLoad": [{"studyLoadUnit": "hour", "value": 140}, {"studyLoadUnit": "ects", "value": "7,5"}],
    "coordinators": [{"personId": "p-1", "givenName": "Jan", "surname": "Smit", "email": "j.smit@zeewijk.example"}],
    "instructorIds": ["p-2", "p-9"],
    "organisationId": "o-1",
    "programmeIds": ["g-1"],
}
PERSONS: list[dict[str, Any]] = [
    {
        "personId": "p-1", "givenName": "Jan", "surname": "Smit", "displayName": "dr. J. Smit", "titlePrefix": "dr.",
        "affiliations": ["employee"], "mail": "j.smit@zeewijk.example", "activeEnrollment": False,
    },
    {"personId": "p-2", "givenName": "Aagje", "surnamePrefix": "van der", "surname": "Wal", "affiliations": ["guest"]},
    {"personId": "p-9", "givenName": "Piet", "surname": "Leerling", "affiliations": ["student"], "mail": "p@z.example"},
    {"personId": "p-8", "givenName": "Kees", "surname": "Leerling", "affiliations": ["employee", "student"]},
    {"personId": "p-7", "givenName": "Mies", "surname": "Leerling", "activeEnrollment": True},
]  # fmt: skip


FACULTY = {"organizationId": "o-1", "organizationType": "faculty", "name": dutch("Faculteit ICT")}


def whole_feed() -> list[PageFindings]:
    return join(
        [
            read("courses", [COURSE_5, COURSE_6]),
            read("persons", PERSONS),
            read("organizations", [FACULTY]),
            read("programs", [{"programId": "g-1", "name": dutch("HBO-ICT"), "programType": "program"}]),
        ]
    )  # fmt: skip


def test_a_course_is_read_alike_from_both_versions() -> None:
    first, second = read("courses", [COURSE_5, COURSE_6]).courses
    assert (first.name, first.code, first.credits, first.language) == ("Databases", "ICT-DB-1", 5.0, "nl")
    assert first.description == "Tabellen & sleutels"
    assert first.url == "https://www.zeewijk.example/vak/db"
    assert (second.name, second.code, second.credits, second.language) == ("User Experience", "ICT-UX-1", 7.5, "en")


def test_every_value_of_a_feed_says_that_it_comes_from_one() -> None:
    evidence = read("courses", [COURSE_5]).evidence
    assert {each.field for each in evidence} >= {"courses[0].name", "courses[0].code"}
    assert {each.method for each in evidence} == {Method.FEED}


def test_numbers_become_the_names_that_other_answers_give() -> None:
    courses = whole_feed()[0]
    assert [course.unit for course in courses.courses] == ["Faculteit ICT", "Faculteit ICT"]
    assert [course.programme for course in courses.courses] == ["HBO-ICT", "HBO-ICT"]
    roles = {(p.name, r.kind, r.code) for p in courses.people for r in p.roles}
    assert roles == {
        ("Jan Smit", "course_coordinator", "ICT-DB-1"),
        ("Jan Smit", "course_coordinator", "ICT-UX-1"),
        ("Aagje van der Wal", "teacher", "ICT-UX-1"),
    }
    assert {p.email for p in courses.people if p.name == "Jan Smit"} == {"j.smit@zeewijk.example"}


def test_the_order_of_answers_makes_no_difference() -> None:
    answers = [read("persons", PERSONS), read("courses", [COURSE_5, COURSE_6])]
    one, two = join(answers), join(answers[::-1])
    assert one[1].to_json() == two[0].to_json()


def test_students_are_never_offered_whatever_they_do_besides() -> None:
    everybody = [person for page in whole_feed() for person in page.people]
    assert not [person.name for person in everybody if "Leerling" in person.name]
    expanded = COURSE_6 | {"instructors": [PERSONS[2]], "instructorIds": None}
    assert "Piet Leerling" not in [p.name for p in read("courses", [expanded]).people]


def test_staff_is_told_from_guests() -> None:
    people = {person.name: person for person in read("persons", PERSONS).people}
    assert [role.kind for role in people["Jan Smit"].roles] == ["staff"]
    assert people["Jan Smit"].titles == ["dr."]
    assert people["Aagje van der Wal"].roles == []


def test_a_programme_has_its_official_code_and_its_coordinator() -> None:
    record = {
        "programId": "g-1", "programType": "program", "name": dutch("HBO-ICT"), "level": "bachelor",
        "primaryCode": {"codeType": "identifier", "code": "HI"},
        "otherCodes": [None, {"codeType": "crohoCreboCode", "code": "30020"}],
        "coordinators": [{"personId": "p-1", "displayName": "Smit, J.", "affiliations": ["employee"]}],
    }  # fmt: skip
    found = read("programs", [record])
    assert (found.programmes[0].name, found.programmes[0].code, found.programmes[0].level) == (
        "HBO-ICT",
        "30020",
        "hbo",
    )
    assert [(p.name, r.kind, r.of) for p in found.people for r in p.roles] == [
        ("J. Smit", "programme_coordinator", "programme")
    ]


def test_vocational_programmes_say_their_level_themselves() -> None:
    record = {"programmeId": "g", "name": "Mediavormgever", "level": "secondary vocational education 4"}
    found = read("programmes", [record | {"primaryCode": {"codeType": "programme_code", "code": "25591"}}]).programmes
    assert (found[0].level, found[0].code) == ("mbo", "25591")


def test_a_minor_is_a_course() -> None:
    found = read("programs", [{"programId": "m", "programType": "minor", "name": "Minor Data", "studyLoad": "30 EC"}])
    assert [course.name for course in found.courses] == ["Minor Data"]
    assert found.programmes == []


def test_an_offering_gives_its_course_a_year_and_a_period() -> None:
    offering = {
        "offeringId": "x", "offeringType": "course", "startDate": "2027-02-01",
        "academicSession": {"name": dutch("Semester 2")}, "instructors": [PERSONS[1]],
    }  # fmt: skip
    pages = join([read("courses", [COURSE_5]), read("courses/c-1/offerings", [offering])])
    course = pages[1].courses[0]
    assert (course.code, course.name, course.school_year, course.periods) == (
        "ICT-DB-1", "Databases", "2026-2027", ["Semester 2"],
    )  # fmt: skip
    role = pages[1].people[0].roles[0]
    assert (role.kind, role.code, role.school_year) == ("teacher", "ICT-DB-1", "2026-2027")


@pytest.mark.parametrize("wrong", [None, 7, "x", [], {}, True, [None], {"language": "nl"}])
def test_a_wrong_type_in_any_field_spoils_nothing_but_that_field(wrong: object) -> None:
    for record, name in ((COURSE_5, "courses"), (COURSE_6, "courses"), (PERSONS[0], "persons")):
        for field in record:
            broken = {**record, field: wrong}
            found = read(name, [broken, None, wrong, {**record, "courseId": "other"}])
            assert found.courses or found.people
    assert (
        read("courses/c-1/offerings", [{"course": wrong, "academicSession": wrong, "startDate": wrong}]).problem is None
    )
    assert read(
        "programs", [{"name": "X", "coordinators": wrong, "primaryCode": wrong, "otherCodes": wrong}]
    ).programmes
    assert read("organizations", [{"name": wrong, "organizationType": wrong, "parent": wrong}]).problem is None


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"null", b"7", b'"x"', b'{"items": null}', b"[" * 100_000, b"\xff\xfe{"]
)
def test_what_is_no_page_of_a_list_is_refused(body: bytes) -> None:
    answer = Answer(address("courses"), 200, {}, body)
    with pytest.raises(UnreadableFeedError):
        OoapiReader(level=None).read(answer)


def test_a_body_beyond_the_bound_is_refused() -> None:
    body = b'{"items": [' + b" " * (50 * 1024 * 1024) + b"]}"
    with pytest.raises(UnreadableFeedError, match="50 MB"):
        OoapiReader(level=None).read(Answer(address("courses"), 200, {}, body))


def test_a_list_is_followed_until_it_says_it_ends() -> None:
    assert lists(read("courses", [COURSE_5], hasNextPage=True)) == [address("courses", 2)]
    assert lists(read("courses", [COURSE_5], hasNextPage=False)) == []
    assert lists(read("courses", [COURSE_5], hasNextPage=True, totalPages=4)) == [
        address("courses", n) for n in (2, 3, 4)
    ]
    assert lists(given("courses", [COURSE_5])) == []


def test_a_list_without_an_end_is_left() -> None:
    reader = OoapiReader(level=None)
    assert lists(read("courses", [], hasNextPage=True, reader=reader)) == [], "an empty page is the last"
    assert lists(read("courses", [COURSE_5], page=1, hasNextPage=True, reader=reader)) == [address("courses", 2)]
    assert lists(read("courses", [COURSE_5], page=2, hasNextPage=True, reader=reader)) == [], "the same page again"
    assert lists(read("courses", [COURSE_6], page=3, pageNumber=1, hasNextPage=True, reader=reader)) == []
    assert lists(read("courses", [COURSE_6], page=2_000, pageNumber=2_000, hasNextPage=True)) == []
    assert len(lists(read("courses", [COURSE_6], hasNextPage=True, totalPages=900_000))) == AHEAD


def test_a_page_that_fails_does_not_end_its_list() -> None:
    reader = OoapiReader(level=None)
    assert reader.beyond(address("courses", 2)) == [address("courses", 3)]
    assert reader.beyond(address("courses", 3)) == [address("courses", 4)]
    assert reader.beyond(address("courses", 4)) == [], "three in a row"


def test_the_doors_are_those_of_the_version() -> None:
    reader = OoapiReader(level=None)
    assert [door.partition("?")[0].rsplit("/", 1)[1] for door in reader.doors(BASE, b"")] == [
        "organizations", "programs", "courses", "persons",
    ]  # fmt: skip
    six = reader.doors("https://oeapi.zeewijk.example/v6/", b"")
    assert [door.partition("?")[0].rsplit("/", 1)[1] for door in six] == [
        "organisations", "programmes", "courses", "persons",
    ]  # fmt: skip
    assert len(reader.doors("https://api.zeewijk.example/", b"")) == 6


def test_offerings_are_spelled_as_the_record_spells_itself() -> None:
    def below(record: dict[str, Any]) -> list[str]:
        return [link.url.rsplit("/", 1)[1].partition("?")[0] for link in read("courses", [record]).links]

    assert below(COURSE_5) == ["offerings"]
    assert below(COURSE_6) == ["course-offerings"]


def test_what_the_address_asks_besides_is_kept_on_every_page() -> None:
    reader = OoapiReader(level=None)
    door = reader.doors(f"{BASE}/?consumer=werkplaats&expand=coordinators", b"")[2]
    assert door == f"{BASE}/courses?consumer=werkplaats&expand=coordinators&pageNumber=1&pageSize=100"
    body = json.dumps({"items": [COURSE_5], "hasNextPage": True}).encode()
    following = reader.read(Answer(door, 200, {}, body)).links
    assert all("consumer=werkplaats" in link.url for link in following)


def test_a_service_document_tells_the_version() -> None:
    document = json.dumps({"specification": "https://x.example/open-education-api/v6/spec.yaml"}).encode()
    assert version_of("https://api.zeewijk.example/", document) == 6
    assert version_of("https://api.zeewijk.example/v5", b"") == 5
    assert version_of("https://api.zeewijk.example/", b"{broken") is None


@pytest.mark.parametrize(
    ("load", "expected"),
    [
        ({"studyLoadUnit": "ects", "value": 5}, 5.0),
        ({"studyLoadUnit": "SP", "value": "2.5"}, 2.5),
        ({"studyLoadUnit": "hour", "value": 140}, None),
        ([{"studyLoadUnit": "sbu", "value": 84}, {"studyLoadUnit": "ects", "value": 3}], 3.0),
        ("5 EC", 5.0),
        (10, 10.0),
        (None, None),
        ({"studyLoadUnit": None, "value": None}, None),
    ],
)
def test_hours_are_no_credits(load: object, expected: float | None) -> None:
    assert study_load(load)[0] == expected


def test_a_day_tells_its_school_year() -> None:
    assert school_year_of("2026-09-01") == "2026-2027"
    assert school_year_of("2027-07-31T00:00:00Z") == "2026-2027"
    assert school_year_of("september") is None


def test_a_course_goes_by_the_schools_own_code_and_not_by_a_programmes() -> None:
    record = COURSE_5 | {"primaryCode": {"codeType": "crohoCreboCode", "code": "34479"}, "abbreviation": "INFOMQNM"}
    assert [course.code for course in read("courses", [record]).courses] == ["INFOMQNM"]
