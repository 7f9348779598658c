"""The first rows of the leads, read past the database library, are what that reads."""

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine

from crm.clock import FixedClock
from crm.database.embedded import file_of, glance
from crm.database.engine import open_engine, sqlite_url
from crm.services import leads
from crm.unit_of_work import reading, unit_of_work
from crm.views.glance import first_leads
from crm.views.lead_row import LeadRow
from crm.views.leads import lead_ids, lead_rows
from crm.words import ActivityKind, Direction, EntityKind, RoleKind, Stage

if TYPE_CHECKING:
    from tests.integration.funnel.conftest import School

DAY = date(2026, 11, 23)


@pytest.fixture
def engine(sqlite_database: str) -> Engine:
    """A database of one's own."""
    return open_engine(sqlite_database)


@pytest.fixture
def worked(engine: Engine, new_school: "type[School]", clock: FixedClock) -> Engine:
    """Leads of every sort: approached, answered, resting, planned, without a course, with two programmes."""
    with unit_of_work(engine, by="eva", clock=clock) as work:
        school = new_school(work.session)
        ict, cmd = school.programme("HBO-ICT"), school.programme("CMD")
        databases, web = school.course("Databases", ict), school.course("Webontwikkeling", cmd)
        people = {name: school.person(name, teaches=databases) for name in ("Zoë van 't Hek", "P. Bakker", "Y. Tahiri")}
        people["K. Jansen"] = school.person("K. Jansen", of=ict, role=RoleKind.PROGRAMME_DIRECTOR)
        people["B. de Wit"] = school.person("B. de Wit", email="b.dewit@haz.example", teaches=web)
        people["N. Niemand"] = school.person("N. Niemand")
        school.role(people["B. de Wit"], RoleKind.TEACHER, databases, EntityKind.COURSE)
        numbers = {name: leads.add(work, person).id or 0 for name, person in people.items()}
        leads.log(work, numbers["P. Bakker"], ActivityKind.MAIL, "eerste bericht", direction=Direction.OUT)
        leads.log(work, numbers["Y. Tahiri"], ActivityKind.CALL, "gebeld", direction=Direction.OUT)
        leads.log(work, numbers["Y. Tahiri"], ActivityKind.CALL, "belde terug", direction=Direction.IN)
        leads.plan(work, numbers["K. Jansen"], date(2026, 11, 19), "bellen")
        leads.advance(work, numbers["B. de Wit"], Stage.RESTING, note="na de toetsweek", until=date(2026, 12, 1))
    return engine


def _file(engine: Engine) -> str:
    return str(engine.url.database)


def test_what_is_glimpsed_is_what_is_read(worked: Engine, clock: FixedClock) -> None:
    with reading(worked) as session:
        read = lead_rows(session, lead_ids(session, clock=clock, limit=4), clock=clock)
    glimpsed = glance(_file(worked), lambda connection: first_leads(connection, 4, clock.today()))
    assert glimpsed == [replace(row, warmth=0) for row in read]
    everybody = glance(_file(worked), lambda connection: first_leads(connection, 50, clock.today()))
    assert everybody is not None
    assert {row.name for row in everybody if row.approached} == {"P. Bakker"}
    assert next(row for row in everybody if row.name == "B. de Wit").courses == ("Databases", "Webontwikkeling")


def _look(connection: sqlite3.Connection) -> list[LeadRow]:
    return first_leads(connection, 4, DAY)


@pytest.mark.parametrize("content", [None, b"", b"not a database at all" * 100])
def test_where_there_is_nothing_to_glimpse_there_is_none(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "w.db"
    if content is not None:
        path.write_bytes(content)
    assert glance(str(path), _look) is None
    assert path.exists() is (content is not None)


def test_a_glance_changes_nothing(worked: Engine) -> None:
    def write(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM lead")

    assert glance(_file(worked), write) is None
    glimpsed = glance(_file(worked), _look)
    assert glimpsed is not None
    assert len(glimpsed) == 4


def test_only_an_embedded_database_is_glimpsed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert file_of("") == tmp_path / "werkplaats" / "werkplaats.db"
    assert file_of(sqlite_url(tmp_path / "a.db")) == tmp_path / "a.db"
    assert file_of("postgresql://x/y") is None
    assert file_of("sqlite:///a.db?timeout=5") is None
