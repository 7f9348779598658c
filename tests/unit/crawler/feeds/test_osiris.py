"""OSIRIS: the search that is asked by POST, and the record of a course with its groups of people."""

import json
from datetime import date
from typing import Any

import pytest

from crawler.answers import Answer
from crawler.extraction.findings import PageFindings
from crawler.feeds.osiris import OsirisReader
from crawler.feeds.profiles import profiles
from crawler.feeds.references import join
from crawler.feeds.values import UnreadableFeedError
from crm.words import Level

HOST = "https://zeewijk.osiris-student.example"
START = f"{HOST}/onderwijscatalogus/extern/start"
SOURCE: dict[str, Any] = {
    "id_cursus": 4711,
    "cursus": "ICT-DB-1",
    "cursus_lange_naam": "Databases",
    "collegejaar": "2026-2027",
    "faculteit_naam": "Faculteit ICT",
    "coordinerend_onderdeel_oms": "HBO-ICT",
    "punten": 5,
    "voertalen": [{"voertaal_omschrijving": "Nederlands"}],
    "docenten": [{"docent": "J. Smit"}, {"docent": "Zuidema, A."}],
    "blokken_nested": [{"periode_omschrijving": "Blok 2"}],
}
RECORD: dict[str, Any] = {
    "items": [
        {"rubriek": "rubriek-cursus", "velden": [
            {"veld": "cursus", "waarde": "ICT-DB-1"},
            {"veld": "cursus_lange_naam", "waarde": "Databases"},
            {"veld": "x", "titel": "Studiepunten (ECTS)", "waarde": "5 EC"},
            {"veld": "item-inhoud-3", "titel": "Inhoud", "waarde": "<p>" + "Tabellen en sleutels. " * 6 + "</p>"},
        ]},
        {"rubriek": "rubriek-docenten", "velden": [{"veld": "docenten", "titel": "Docent(en)", "waarde": [
            {"omschrijving": "Verantwoordelijk docent", "velden": [{"docent": "dr. A. Zuidema"}]},
            {"omschrijving": "Docent", "velden": [{"docent": "J. Smit"}, {"docent": None}, None]},
            {"omschrijving": "Contactpersoon", "velden": [{"docent": "L. Ouwehand"}]},
            {"omschrijving": "Student-assistent", "velden": [{"docent": "P. Leerling"}]},
            {"omschrijving": "Sleutelbewaarder", "velden": [{"docent": "N. Haddad"}]},
        ]}]},
    ]
}  # fmt: skip


@pytest.fixture
def reader() -> OsirisReader:
    labels = next(profile.labels for profile in profiles() if profile.name == "osiris")
    return OsirisReader(level=Level.HBO, today=date(2026, 11, 23), labels=labels)


def listed(reader: OsirisReader, sources: list[Any], *, total: object = None, url: str | None = None) -> PageFindings:
    said = {"hits": {"total": len(sources) if total is None else total, "hits": [{"_source": s} for s in sources]}}
    return reader.read(Answer(url or reader.doors(START, b"")[0], 200, {}, json.dumps(said).encode()))


def recorded(reader: OsirisReader, record: object = None) -> PageFindings:
    body = json.dumps(RECORD if record is None else record).encode()
    return reader.read(Answer(f"{HOST}/student/osiris/owc/cursussen/4711", 200, {}, body))


def test_the_search_is_a_post_with_the_header_that_it_cannot_do_without(reader: OsirisReader) -> None:
    door = reader.doors(START, b"")[0]
    asked = reader.asked(door)
    assert asked.method == "POST"
    assert asked.url == f"{HOST}/student/osiris/student/cursussen/zoeken"
    assert asked.headers["taal"] == "NL"
    said = json.loads(asked.body)
    assert (said["from"], said["size"]) == (0, 100)
    assert said["post_filter"]["bool"]["must"][0]["terms"] == {"collegejaar": ["2026-2027"]}
    record = reader.asked(f"{HOST}/student/osiris/owc/cursussen/4711")
    assert (record.method, record.headers["taal"]) == ("GET", "NL")


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 8, 1), ["2026-2027"]),
        (date(2027, 2, 1), ["2026-2027"]),
        (date(2027, 6, 1), ["2026-2027", "2027-2028"]),
    ],
)
def test_before_the_summer_next_year_is_asked_too(today: date, years: list[str]) -> None:
    doors = OsirisReader(level=None, today=today, labels={}).doors(START, b"")
    assert [door.partition("collegejaar=")[2][:9] for door in doors] == years


def test_a_year_that_is_over_is_not_asked_again(reader: OsirisReader) -> None:
    now = reader.doors(START, b"")[0]
    assert not reader.is_past(now)
    assert reader.is_past(now.replace("2026-2027", "2025-2026"))
    assert reader.is_past(f"{HOST}/student/osiris/owc/cursussen/4711?collegejaar=2025-2026")
    assert not reader.is_past(f"{HOST}/student/osiris/owc/cursussen/4711"), "nothing says of which year"


def test_a_list_gives_courses_with_their_teachers(reader: OsirisReader) -> None:
    found = listed(reader, [SOURCE])
    course = found.courses[0]
    assert (course.name, course.code, course.credits, course.language) == ("Databases", "ICT-DB-1", 5.0, "nl")
    assert (course.school_year, course.periods, course.unit) == ("2026-2027", ["Blok 2"], "Faculteit ICT")
    assert course.url == f"{HOST}/onderwijscatalogus/extern/cursus?cursuscode=ICT-DB-1&collegejaar=2026"
    assert [(p.name, p.roles[0].kind, p.roles[0].code) for p in found.people] == [
        ("J. Smit", "teacher", "ICT-DB-1"),
        ("A. Zuidema", "teacher", "ICT-DB-1"),
    ]
    record = f"{HOST}/student/osiris/owc/cursussen/4711?collegejaar=2026-2027"
    assert record in [link.url for link in found.links]
    assert reader.asked(record).url == f"{HOST}/student/osiris/owc/cursussen/4711"


def test_a_record_tells_who_is_what(reader: OsirisReader) -> None:
    found = recorded(reader)
    assert {(p.name, r.kind, r.doubtful) for p in found.people for r in p.roles} == {
        ("A. Zuidema", "course_coordinator", False),
        ("J. Smit", "teacher", False),
        ("L. Ouwehand", "contact", False),
        ("N. Haddad", "contact", True),
    }
    assert found.courses[0].credits == 5.0
    assert str(found.courses[0].description).startswith("Tabellen en sleutels.")


def test_a_record_that_does_not_name_its_course_is_named_by_the_list(reader: OsirisReader) -> None:
    bare = {"items": [RECORD["items"][1]]}
    pages = join([recorded(reader, bare), listed(reader, [SOURCE])])
    assert (pages[0].courses[0].name, pages[0].courses[0].code) == ("Databases", "ICT-DB-1")
    roles = {role.code for person in pages[0].people for role in person.roles}
    assert roles == {"ICT-DB-1"}


def test_lists_go_on_until_all_are_had(reader: OsirisReader) -> None:
    def further(found: PageFindings) -> list[str]:
        return [link.url.partition("from=")[2].partition("&")[0] for link in found.links if "zoeken" in link.url]

    assert further(listed(reader, [SOURCE], total=250)) == ["100", "200"]
    assert further(listed(reader, [SOURCE], total={"value": 101, "relation": "eq"})) == ["100"]
    assert further(listed(reader, [SOURCE], total=10**12)) == []
    assert further(listed(reader, [SOURCE], total=900_000)) == ["100", "200", "300"]
    last = reader.doors(START, b"")[0].replace("from=0", "from=9900")
    assert further(listed(reader, [SOURCE], total=900_000, url=last)) == []


def test_a_year_that_is_not_published_yet_is_followed_by_the_year_before(reader: OsirisReader) -> None:
    links = [link.url for link in listed(reader, []).links]
    assert len(links) == 1
    assert "collegejaar=2025-2026" in links[0]
    assert listed(reader, [], url=links[0]).links == [], "and no further back"


def test_a_page_that_fails_does_not_end_the_list(reader: OsirisReader) -> None:
    door = reader.doors(START, b"")[0]
    following = [reader.beyond(door)[0]]
    following += reader.beyond(following[0])
    assert [url.partition("from=")[2].partition("&")[0] for url in following] == ["100", "200"]
    assert reader.beyond(following[1]) == []
    assert reader.beyond(f"{HOST}/student/osiris/owc/cursussen/4711") == []


@pytest.mark.parametrize("wrong", [None, 7, "x", [], {}, True, [None], [{}]])
def test_a_wrong_type_in_any_field_spoils_nothing_but_that_field(reader: OsirisReader, wrong: Any) -> None:
    for field in SOURCE:
        found = listed(reader, [SOURCE | {field: wrong}, wrong, SOURCE])
        assert len(found.courses) >= 1
    assert recorded(reader, {"items": [wrong, {"velden": wrong}, {"velden": [{"waarde": wrong}]}]}).problem is None


@pytest.mark.parametrize("said", [None, [], 7, {}, {"hits": None}, {"hits": {"hits": None}}])
def test_what_is_no_answer_of_the_search_is_refused(reader: OsirisReader, said: object) -> None:
    answer = Answer(reader.doors(START, b"")[0], 200, {}, json.dumps(said).encode())
    with pytest.raises(UnreadableFeedError):
        reader.read(answer)
    with pytest.raises(UnreadableFeedError):
        recorded(reader, said if said is not None else 0)
