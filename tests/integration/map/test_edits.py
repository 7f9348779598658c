"""What a person adds by hand, and the places they add to be mapped."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import select

from crm.errors import NotFoundError, RefusedError, UsageError
from crm.services import edits, pasting, sources
from crm.tables import Entity, Person, Role, SearchText, Sighting
from crm.words import RoleKind


@pytest.fixture
def database(sqlite_database: str) -> str:
    """What may be typed is decided outside the database: one kind of it is enough."""
    return sqlite_database


@pytest.fixture
def mapped(school: Any) -> Any:
    """A school with one programme, one course, and two Smits."""
    school.crawl(
        school.programme("HBO-ICT", unit="Faculteit ICT"),
        school.course("DB-1", "Databases", programme="HBO-ICT"),
        school.teacher("Jan Smit", "team", email="jan.smit@haz.example"),
        school.teacher("Joost Smit", "team"),
    )
    return school


def test_a_new_person_is_added_with_role_and_place(mapped: Any) -> None:
    added = edits.add_person(
        mapped.work(),
        "drs. Zoë van 't Hek",
        role="opleidingsmanager HBO-ICT",
        at="HBO-ICT",
        email="z.vanthek@haz.example",
    )
    person = mapped.session.get_one(Person, added.person_id)
    assert not added.was_known
    assert (person.name, person.titles, person.email) == ("Zoë van 't Hek", "drs.", "z.vanthek@haz.example")
    role = mapped.session.exec(select(Role).where(Role.person_id == added.person_id)).one()
    assert (role.kind, role.words, role.of_kind) == (
        RoleKind.PROGRAMME_DIRECTOR,
        "opleidingsmanager HBO-ICT",
        "programme",
    )
    assert "Zoë van 't Hek" in mapped.names()


def test_somebody_known_is_completed_not_doubled(mapped: Any) -> None:
    before = mapped.person("Joost Smit").id
    added = edits.add_person(mapped.work(), "Joost Smit", email="joost.smit@haz.example", at="haz.example")
    assert added == edits.Added(before, was_known=True)
    assert mapped.person("Joost Smit").email == "joost.smit@haz.example"
    assert len(mapped.names()) == 2


def test_a_mailbox_finds_who_is_known_without_a_place(mapped: Any) -> None:
    added = edits.add_person(mapped.work(), "J. Smit", email="Jan.Smit@haz.example")
    assert added == edits.Added(mapped.person("Jan Smit").id, was_known=True)


def test_who_could_be_several_is_asked_for(mapped: Any) -> None:
    with pytest.raises(RefusedError, match="Joost Smit"):
        edits.add_person(mapped.work(), "J. Smit", at="Hogeschool aan Zee")


def test_a_person_added_by_hand_is_found_by_the_next_crawl_and_stays_one(mapped: Any) -> None:
    added = edits.add_person(mapped.work(), "Petra Bakker", at="DB-1")
    mapped.later()
    mapped.crawl(
        mapped.course("DB-1", "Databases"),
        mapped.teacher("P. Bakker", "vak/DB-1", "DB-1", email="p.bakker@haz.example"),
    )
    assert [p["id"] for p in mapped.map()["people"]] == [added.person_id]
    assert mapped.person("Petra Bakker").email == "p.bakker@haz.example"
    roles = mapped.session.exec(select(Role).where(Role.person_id == added.person_id)).all()
    assert [role.kind for role in roles] == [RoleKind.TEACHER]


def test_a_person_added_by_hand_stays_when_no_page_names_them(mapped: Any) -> None:
    edits.add_person(mapped.work(), "Petra Bakker", at="Databases")
    mapped.later()
    mapped.crawl()
    assert mapped.names() == ["Petra Bakker"]


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"name": "12345"}, UsageError),
        ({"name": "Petra Bakker", "email": "geen adres"}, UsageError),
        ({"name": "Petra Bakker", "role": "zzz qqq"}, UsageError),
        ({"name": "Petra Bakker", "at": "Nergens"}, NotFoundError),
    ],
)
def test_what_cannot_be_added_is_said(mapped: Any, values: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        edits.add_person(mapped.work(), **values)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Zoë van 't Hek, docent, z.vanthek@haz.example",
            {"name": "Zoë van 't Hek", "role": "docent", "email": "z.vanthek@haz.example", "url": None},
        ),
        (
            "docent\tJan Smit\thttps://www.haz.example/team/jan-smit",
            {"name": "Jan Smit", "role": "docent", "email": None, "url": "https://www.haz.example/team/jan-smit"},
        ),
        (
            "Petra Bakker <p.bakker@haz.example>",
            {"name": "Petra Bakker", "role": None, "email": "p.bakker@haz.example", "url": None},
        ),
        ("Jan Smit - opleidingsmanager HBO-ICT", {"name": "Jan Smit", "role": "opleidingsmanager HBO-ICT"}),
        ("", {"name": None, "role": None, "email": None, "url": None}),
    ],
)
def test_a_pasted_line_is_read(line: str, expected: dict[str, str | None]) -> None:
    read = pasting.read_line(line)
    assert {key: read[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("www.haz.example", "https://www.haz.example/"),
        ("HTTP://WWW.HAZ.example:80/a#b", "http://www.haz.example/a"),
        ("http://127.0.0.1:8000/gids", "http://127.0.0.1:8000/gids"),
        ("http://[::1]:8000", "http://[::1]:8000/"),
        ("https://höge.example", "https://xn--hge-sna.example/"),
    ],
)
def test_an_address_is_kept_in_one_form(given: str, kept: str) -> None:
    assert sources.normalised(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "haz",
        "ftp://haz.example",
        "javascript:alert(1)",
        "http://",
        "https://a b",
        "file:///etc/passwd",
        "https://u:p@haz.example",
    ],
)
def test_what_is_no_web_address_is_refused(given: str) -> None:
    with pytest.raises(UsageError):
        sources.normalised(given)


def test_the_same_school_is_not_added_twice(school: Any) -> None:
    added = sources.add(school.work(), "https://www.haz.example")
    assert (added.name, added.url, added.every_days, added.max_pages) == (
        "haz.example",
        "https://www.haz.example/",
        7,
        2000,
    )
    for again in ("http://haz.example", "haz.example/", "https://www.haz.example/#top"):
        with pytest.raises(RefusedError, match=r"haz\.example"):
            sources.add(school.work(), again)
    with pytest.raises(RefusedError):
        sources.add(school.work(), "https://elders.example", name="HAZ.example")


def test_a_source_is_found_by_name_or_address(school: Any) -> None:
    added = sources.add(school.work(), "https://www.haz.example", name="haz")
    for asked in ("haz", "HAZ", "https://www.haz.example/", "haz.example"):
        assert sources.find(school.session, asked).id == added.id
    with pytest.raises(NotFoundError, match="haz"):
        sources.find(school.session, "roc")


def test_removing_a_source_keeps_whom_a_person_works_with(mapped: Any) -> None:
    from crm.services import leads

    leads.add(mapped.work(), mapped.person("Jan Smit").id)
    sources.remove(mapped.work(), "haz.example")
    assert mapped.names() == ["Jan Smit"]
    kept = mapped.session.exec(select(Sighting).where(Sighting.entity_id == mapped.person("Jan Smit").id)).one()
    assert (kept.page, kept.method, kept.source_id) == (mapped.page("team"), "manual", None)
    assert mapped.names("courses") == []


def test_removing_a_source_nobody_works_with_leaves_nothing(mapped: Any) -> None:
    sources.remove(mapped.work(), "haz.example")
    for table in (Entity, Sighting, SearchText):
        assert mapped.session.exec(select(sa.func.count()).select_from(table)).one() == 0
