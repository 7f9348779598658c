"""Imports on a database of their own: files written by hand, what became of them, and what stands afterwards."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.imports.contacts import Opened, open_contacts
from crm.imports.importing import Imported, import_contacts
from crm.services.journal import Undone, undo
from crm.services.known import ADDED
from crm.tables import Institution, Person, all_tables
from crm.tables.core import ENTITY, INSTITUTION, SEARCH_TEXT
from crm.tables.crawled import SIGHTING
from crm.unit_of_work import Work, reading, unit_of_work
from crm.views.why import why
from crm.words import EntityKind, Method


@dataclass
class Office:
    """An office that imports files."""

    engine: Engine
    clock: FixedClock
    folder: Path
    _files: int = field(default=0)

    def file(self, content: str | bytes, name: str = "contacten.csv") -> Path:
        """A file with that content."""
        path = self.folder / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def opened(self, path: Path, mapping: str = "") -> Opened:
        """The file, its columns said."""
        with reading(self.engine) as session:
            opened = open_contacts(path, session)
        if mapping:
            opened.mapped(mapping)
        return opened

    def contacts(self, content: str | bytes, name: str = "contacten.csv", mapping: str = "", **more: Any) -> Imported:
        """Imports a list of contacts."""
        opened = self.opened(self.file(content, name), mapping)
        return import_contacts(self.engine, opened, by="zoe", clock=self.clock, **more)

    def work(self, deed: Callable[[Work], Any], by: str = "zoe") -> Any:
        """One action of one user."""
        with unit_of_work(self.engine, by=by, clock=self.clock) as work:
            return deed(work)

    def undo(self, by: str = "zoe") -> Undone:
        """Takes the last action back."""
        undone: Undone = self.work(undo, by)
        return undone

    def people(self) -> dict[str, Person]:
        """Everybody by name."""
        with reading(self.engine) as session:
            found = list(session.exec(select(Person)))
            session.expunge_all()
        return {person.name: person for person in found}

    def person(self, name: str) -> Person:
        """The one so called."""
        return self.people()[name]

    def schools(self) -> dict[str, Institution]:
        """Every school by name."""
        with reading(self.engine) as session:
            found = list(session.exec(select(Institution)))
            session.expunge_all()
        return {school.name: school for school in found}

    def why(self, name: str) -> dict[str, list[dict[str, Any]]]:
        """Where the values of somebody stand."""
        id_ = self.person(name).id
        assert id_ is not None
        with reading(self.engine) as session:
            fields: dict[str, list[dict[str, Any]]] = why(session, EntityKind.PERSON, id_)["fields"]
        return fields

    def rows(self) -> dict[str, int]:
        """How many rows each table has that an import writes."""
        left_out = {"journal_entry", "journal_row", "column_mapping"}
        with self.engine.connect() as connection:
            return {
                table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in all_tables()
                if table.name not in left_out
            }

    def map_school(self, name: str = "Hogeschool aan Zee", domain: str = "haz.example") -> int:
        """A school that is mapped, with nobody in it."""
        with self.engine.begin() as connection:
            day = self.clock.today()
            entity = sa.insert(ENTITY).values(
                kind="institution", identity=f"institution:{domain}", first_seen=day, last_seen=day, in_review=False
            )
            id_ = connection.execute(entity).inserted_primary_key
            assert id_ is not None
            number = int(id_[0])
            connection.execute(
                sa.insert(INSTITUTION).values(
                    id=number, name=name, sort_key=name.lower(), domain=domain, level="hbo", target="yes"
                )
            )
            connection.execute(
                sa.insert(SIGHTING).values(
                    entity_id=number,
                    kind="institution",
                    mention=ADDED,
                    page="by hand",
                    method=Method.MANUAL,
                    says={"name": name, "level": "hbo"},
                    evidence={},
                    confidence=1.0,
                    first_seen=day,
                    last_seen=day,
                    by="zoe",
                )
            )
            connection.execute(
                sa.insert(SEARCH_TEXT).values(
                    id=number, kind="institution", name=name, place="", words=name.lower(), courses=""
                )
            )
        return number


def _school_that_is_crawled() -> Any:
    path = Path(__file__).parents[1] / "map" / "conftest.py"
    spec = spec_from_file_location("map_conftest", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["map_conftest"] = module
    spec.loader.exec_module(module)
    return module.School


@pytest.fixture
def make_school(session: Session, clock: FixedClock) -> Callable[..., Any]:
    """A school that is crawled by hand, as the tests of the map have it."""
    school = _school_that_is_crawled()
    return lambda **values: school(session, clock, **values)


@pytest.fixture
def office(engine: Engine, clock: FixedClock, tmp_path: Path) -> Office:
    """An office with an empty database, once on each of the two kinds."""
    folder = tmp_path / "files"
    folder.mkdir()
    return Office(engine, clock, folder)


@pytest.fixture
def sqlite_office(sqlite_database: str, clock: FixedClock, tmp_path: Path) -> Iterator[Office]:
    """An office with an empty SQLite database."""
    from crm.database.engine import open_engine

    folder = tmp_path / "files"
    folder.mkdir()
    engine = open_engine(sqlite_database)
    yield Office(engine, clock, folder)
    engine.dispose()
