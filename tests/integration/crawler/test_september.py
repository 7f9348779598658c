"""September at a demo school: the study guide moves to the next school year, and the feed stays readable."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlmodel import Session, col, select

from crawler.demo.server import DemoServer
from crawler.launch import Crawls
from crawler.options import CrawlOptions
from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.database.opening import open_database
from crm.tables import Course, Entity, Person, Role, Source
from crm.views.changes import ChangeLine, changes

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def september(tmp_path_factory: pytest.TempPathFactory, stand_in: Path) -> tuple[str, list[ChangeLine], dict[str, int]]:
    """The school crawled in its second edition and in its third, twice: database, feed, courses before."""
    path: Path = tmp_path_factory.mktemp("september") / "demo.db"
    database = f"sqlite:///{path}"
    engine = open_database(database)
    with Session(engine) as session:
        session.add(Source(name="Hogeschool aan Zee", url="http://www.haz.example/", added_at=SystemClock().now()))
        session.commit()
    before: dict[str, int] = {}
    with DemoServer(edition=2) as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr("crawler.launch.sys", SimpleNamespace(executable=str(stand_in)))
        options = CrawlOptions(delay=0.0, proxy=server.proxy_url, contact="demo@werkplaats.example")
        Crawls(database, options).run([1])
        with Session(engine) as session:
            before = {code: number for code, number in session.exec(select(Course.code, Course.id)) if code and number}
        server.switch_to(3)
        Crawls(database, options).run([1])
        Crawls(database, options).run([1])
    with Session(engine) as session:
        told = changes(session)
    engine.dispose()
    return database, told, before


def test_the_feed_says_it_in_five_lines(september: tuple[str, list[ChangeLine], dict[str, int]]) -> None:
    _database, told, _before = september
    assert len(told) <= 5, [(line.change, line.kind, line.name, line.field, line.old, line.new) for line in told]
    said = {(line.kind, line.name, line.field, line.old, line.new) for line in told}
    assert ("institution", "Hogeschool aan Zee", "school_year", "2026-2027", "2027-2028") in said
    assert ("course", "Conceptontwikkeling", "teacher", "Mounir El Bouhali", "B. de Wit") in said


def test_the_courses_are_the_same_courses(september: tuple[str, list[ChangeLine], dict[str, int]]) -> None:
    database, _told, before = september
    engine = open_engine(database)
    with Session(engine) as session:
        rows = session.exec(
            select(Course.code, Course.id, Course.school_year)
            .join(Entity, col(Entity.id) == Course.id)
            .where(col(Entity.gone_on).is_(None))
        ).all()
    engine.dispose()
    assert {code: number for code, number, _year in rows if code} == before
    assert {year for _code, _number, year in rows if year} == {"2027-2028"}


def test_whom_nobody_replaces_stands_of_last_year(
    september: tuple[str, list[ChangeLine], dict[str, int]],
) -> None:
    database, _told, _before = september
    engine = open_engine(database)
    with Session(engine) as session:
        stands = session.exec(
            select(Person.name, Role.school_year)
            .join(Role, col(Role.person_id) == Person.id)
            .join(Course, col(Course.id) == Role.of_id)
            .join(Entity, col(Entity.id) == Role.id)
            .where(Course.code == "ICT-DV-2", Role.kind == "teacher", col(Entity.gone_on).is_(None))
        ).all()
    engine.dispose()
    assert ("Zoë van 't Hek", "2026-2027") in stands
