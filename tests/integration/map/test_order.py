"""The same statements in whatever order, and however often interrupted, give the same map."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from crm.clock import FixedClock
from crm.database.engine import open_engine, sqlite_url
from crm.database.upgrading import upgrade
from crm.services import mapping
from crm.statements import CourseSaid, PersonSaid, ProgrammeSaid, RoleSaid, SchoolSaid, UnitSaid
from crm.tables import CrawlRun, Source
from crm.views.map import course_map
from crm.words import Method

ON = date(2026, 11, 23)
CLOCK = FixedClock(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))


def _page(path: str) -> str:
    return f"https://haz.example/{path}"


def _statements() -> list[Any]:
    def teaches(code: str, year: str | None = None) -> list[RoleSaid]:
        return [RoleSaid(kind="teacher", of="course", code=code, school_year=year)]

    staff = [RoleSaid(kind="staff", of="unit", name="Faculteit ICT")]
    label, text = Method.LABEL, Method.TEXT
    return [
        UnitSaid(page=_page("ict"), on=ON, name="Faculteit ICT"),
        UnitSaid(page=_page("team-data"), on=ON, name="Team Data", parent="Faculteit ICT"),
        ProgrammeSaid(page=_page("hbo-ict"), on=ON, name="HBO-ICT", unit="Faculteit ICT", url=_page("hbo-ict")),
        ProgrammeSaid(page=_page("opleidingen"), on=ON, name="HBO-ICT", method=text),
        CourseSaid(page=_page("vak/db"), on=ON, name=None, code="DB-1", credits=5, url=_page("vak/db"), method=label),
        CourseSaid(page=_page("vakken"), on=ON, name="Databases", url=_page("vak/db"), programme="HBO-ICT"),
        CourseSaid(page=_page("gids"), on=ON, name="Databases 1", code="db 1", credits=6, periods=["blok 2"]),
        CourseSaid(page=_page("gids"), on=ON, name="Databases 1", code="db 1", periods=["blok 1"], method=label),
        CourseSaid(page=_page("gids"), on=ON, name="Afstuderen", unit="Faculteit ICT"),
        CourseSaid(page=_page("cmd"), on=ON, name="Afstuderen", unit="Faculteit CMD"),
        PersonSaid(page=_page("vak/db"), on=ON, name="J. Smit", roles=teaches("DB-1", "2026-2027"), method=label),
        PersonSaid(page=_page("vakken"), on=ON, name="J.P. Smit", roles=teaches("DB-1"), method=text),
        PersonSaid(
            page=_page("team"), on=ON, name="Jan Smit", email="j.smit@haz.example", unit="Team Data", roles=staff
        ),
        PersonSaid(page=_page("team"), on=ON, name="Petra Bakker", email="p.bakker@haz.example", roles=staff),
        PersonSaid(page=_page("team"), on=ON, name="Petra Bakker", email="petra.bakker2@haz.example", roles=staff),
        PersonSaid(page=_page("gids"), on=ON, name="P. Bakker", roles=teaches("DB-1")),
        PersonSaid(page=_page("bakker"), on=ON, name="Bakker", phone="020 555 01 23", roles=staff),
    ]


def _taken_in(engine: Engine, *crawls: list[Any]) -> dict[str, Any]:
    """The map after these crawls, ids replaced by identities; nothing is kept in the database."""
    with Session(engine) as session:
        source = Source(name="haz", url=_page(""), added_at=CLOCK.now())
        session.add(source)
        session.flush()
        for statements in crawls:
            run = CrawlRun(source_id=source.id or 0, started_at=CLOCK.now(), heard_at=CLOCK.now())
            session.add(run)
            session.flush()
            said = SchoolSaid(domain="haz.example", name="Hogeschool aan Zee", url=_page(""), page=_page(""), on=ON)
            for statement in statements:
                lists: dict[type, list[Any]] = {UnitSaid: said.units, ProgrammeSaid: said.programmes}
                lists |= {CourseSaid: said.courses, PersonSaid: said.people}
                lists[type(statement)].append(statement)
            mapping.refresh(session, source=source, run=run, said=said, clock=CLOCK)
        whole = course_map(session)
        session.rollback()
    return _comparable(whole)


def _comparable(whole: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    names = {
        thing["id"]: (kind, thing.get("email"), thing.get("name")) for kind, things in whole.items() for thing in things
    }
    linked = ("id", "person_id", "of_id", "unit_id", "parent_id", "institution_id")
    comparable = {}
    for kind, things in whole.items():
        lines = []
        for thing in things:
            line = {key: names.get(value, value) if key in linked else value for key, value in thing.items()}
            if "programme_ids" in line:
                line["programme_ids"] = [names[i] for i in line["programme_ids"]]
            lines.append(str(sorted(line.items(), key=str)))
        comparable[kind] = sorted(lines)
    return comparable


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path: Path = tmp_path_factory.mktemp("order") / "werkplaats.db"
    engine = open_engine(sqlite_url(path))
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def the_map(empty: Engine) -> dict[str, Any]:
    """What the statements give in the order in which they stand above."""
    return _taken_in(empty, _statements())


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(len(_statements()))))
def test_the_map_does_not_depend_on_the_order_of_statements(
    empty: Engine, the_map: dict[str, Any], order: list[int]
) -> None:
    statements = _statements()
    assert _taken_in(empty, [statements[i] for i in order]) == the_map


@settings(max_examples=25, deadline=None)
@given(first=st.sets(st.sampled_from(range(len(_statements()))), min_size=1))
def test_a_crawl_that_was_broken_off_and_goes_on_gives_the_same_map(
    empty: Engine, the_map: dict[str, Any], first: set[int]
) -> None:
    statements = _statements()
    broken_off = [statements[i] for i in sorted(first)]
    assert _taken_in(empty, broken_off, _statements()) == the_map


def test_who_of_these_is_who(the_map: dict[str, Any]) -> None:
    people = the_map["people"]
    assert len([line for line in people if "Smit" in line]) == 1
    assert len([line for line in people if "Bakker" in line]) == 2
