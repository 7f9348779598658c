"""Search forgives: capitals, diacritics, the order of words, and slips of the hand."""

from typing import Any

import pytest
from sqlmodel import Session

from crm.services import leads
from crm.views.search import hits_json, search
from crm.words import EntityKind


@pytest.fixture
def filled(school: Any, session: Session) -> dict[str, int]:
    """A handful of people and courses whose names get in each other's way."""
    made = {
        name: school.person(name)
        for name in (
            "Mohammed El Bouhali",
            "P. Bakker",
            "Petra Bakkerman",
            "Zoë van 't Hek",
            "Zoeteman",
            "Jürgen Großmann",
            "Yasmine Tahiri",
            "J. Smit",
        )
    }
    made |= {name: school.course(name) for name in ("Datavisualisatie", "Data en Ethiek", "Statistiek")}
    session.commit()
    return made


MEANT = {
    "bouhali": "Mohammed El Bouhali",
    "BOUHALI moh": "Mohammed El Bouhali",
    "buohali": "Mohammed El Bouhali",
    "boehali": "Mohammed El Bouhali",
    "bakker p": "P. Bakker",
    "zoe": "Zoë van 't Hek",
    "zoë hek": "Zoë van 't Hek",
    "datavisualsatie": "Datavisualisatie",
    "dataviz": "Datavisualisatie",
    "datavisualisatei": "Datavisualisatie",
    "grossmann": "Jürgen Großmann",
    "tahirri": "Yasmine Tahiri",
    "yasmnie tahiri": "Yasmine Tahiri",
    "smti": "J. Smit",
    "statistik": "Statistiek",
    "qqqqqq": None,
    "* OR \" ' ) --": None,
}


def test_what_is_meant_comes_first(session: Session, filled: dict[str, int]) -> None:
    hits = {typed: search(session, typed) for typed in MEANT}
    assert {typed: found[0].name if found else None for typed, found in hits.items()} == MEANT


def test_a_whole_name_stands_before_one_that_begins_so(session: Session, filled: dict[str, int]) -> None:
    assert [hit.name for hit in search(session, "bakker")] == ["P. Bakker", "Petra Bakkerman"]


def test_whoever_is_worked_with_stands_before_who_is_not(
    session: Session, filled: dict[str, int], working: Any
) -> None:
    session.rollback()
    with working() as work:
        leads.add(work, filled["Petra Bakkerman"])
    first = search(session, "bakk")[0]
    assert (first.name, first.lead is not None) == ("Petra Bakkerman", True)


def test_nothing_typed_finds_nothing(session: Session, filled: dict[str, int]) -> None:
    assert search(session, "") == search(session, " -- ") == []


def test_no_more_than_asked_for(session: Session, filled: dict[str, int]) -> None:
    assert len(search(session, "z", limit=1)) == 1


def test_hits_in_json_have_the_keys_that_others_rely_on(session: Session, filled: dict[str, int]) -> None:
    (hit,) = hits_json(search(session, "statistiek"))
    assert hit.pop("score") > 0
    assert hit == {
        "kind": "course",
        "id": filled["Statistiek"],
        "name": "Statistiek",
        "where": "Hogeschool aan Zee",
    }
    assert search(session, "statistiek")[0].kind is EntityKind.COURSE


def test_the_search_over_everything_finds_the_course_and_not_whoever_teaches_it(session: Session, school: Any) -> None:
    course = school.course("Rekenen")
    teacher = school.person("A. Smit", teaches=course)
    session.commit()
    assert [hit.id for hit in search(session, "rekenen")] == [course]
    assert [hit.id for hit in search(session, "smit")] == [teacher]
