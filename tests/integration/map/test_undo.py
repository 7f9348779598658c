"""What a hand did to the map is one action in the journal, and is taken back whole."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.services import edits, sources, targets
from crm.services.journal import undo
from crm.tables import Course, Entity, Person, Sighting, Source
from crm.unit_of_work import Work, unit_of_work
from crm.views.map import course_map
from crm.words import EntityKind, Target

Begin = Callable[[], AbstractContextManager[Work]]


@pytest.fixture
def work(engine: Engine, school: Any, clock: FixedClock) -> Begin:
    """Begins an action on a database that holds a crawled school."""
    school.crawl(school.course("DB-1", "Databases"), school.teacher("Jan Smit", "vak/DB-1", "DB-1"))
    school.session.commit()
    return lambda: unit_of_work(engine, by="zoe", clock=clock)


def _map(engine: Engine) -> Any:
    with Session(engine) as session:
        return course_map(session)


def test_a_correction_is_taken_back(engine: Engine, work: Begin) -> None:
    before = _map(engine)
    with work() as deed:
        person = deed.session.exec(select(Person)).one()
        assert person.id is not None
        shown = edits.set_values(deed, EntityKind.PERSON, person.id, {"phone": "020 555 01 23", "name": "Johan Smit"})
    assert (shown["phone"], shown["name"]) == ("020 555 01 23", "Johan Smit")
    assert deed.entry_id is not None
    assert _map(engine)["people"][0]["name"] == "Johan Smit"
    with work() as deed:
        undo(deed)
    assert _map(engine) == before


def test_a_person_added_by_hand_is_taken_back(engine: Engine, work: Begin) -> None:
    before = _map(engine)
    with work() as deed:
        edits.add_person(deed, "Petra Bakker", at="DB-1", email="p.bakker@haz.example")
    assert len(_map(engine)["people"]) == 2
    with work() as deed:
        undo(deed)
    assert _map(engine) == before
    with Session(engine) as session:
        assert not session.exec(select(Entity).where(Entity.identity.like("person:%bakker%"))).all()  # type: ignore[attr-defined] # a column
        assert not session.exec(select(Sighting).where(Sighting.by == "zoe")).all()


def test_a_target_is_taken_back(engine: Engine, work: Begin) -> None:
    with work() as deed:
        course = deed.session.exec(select(Course)).one()
        assert course.id is not None
        targets.set_target(deed, EntityKind.COURSE, course.id, Target.YES, why="past")
    with work() as deed:
        undo(deed)
    with Session(engine) as session:
        course = session.exec(select(Course)).one()
        assert (course.target, course.target_why) == (Target.UNDECIDED, None)


def test_adding_a_source_is_taken_back(engine: Engine, work: Begin) -> None:
    with work() as deed:
        sources.add(deed, "https://www.roczeewijk.example")
    with work() as deed:
        undo(deed)
    with Session(engine) as session:
        assert [source.name for source in session.exec(select(Source))] == ["haz.example"]


def test_a_source_that_was_removed_comes_back_to_be_crawled_again(engine: Engine, work: Begin) -> None:
    with work() as deed:
        sources.remove(deed, "haz.example")
    assert _map(engine)["courses"] == []
    with work() as deed:
        undo(deed)
    with Session(engine) as session:
        assert [source.name for source in session.exec(select(Source))] == ["haz.example"]
