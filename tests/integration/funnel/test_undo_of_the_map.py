"""What was typed into the map is taken back as well, and the map is folded again."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session, select

from crm.errors import UndoError
from crm.services import edits, journal, leads, sources, targets
from crm.tables import Person, Source, table_named
from crm.words import EntityKind, Target

MAP = ("entity", "person", "role", "course", "programme", "sighting", "search_text", "source", "lead", "activity")


@pytest.fixture
def zoe(school: Any, session: Session) -> int:
    """Zoë, whose address the crawl has read."""
    course = school.course("Datavisualisatie", school.programme("HBO-ICT"))
    made: int = school.person("Zoë van 't Hek", email="z.vanthek@haz.example", teaches=course)
    session.commit()
    return made


def _map(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    with engine.connect() as connection:
        rows = {
            table.name: connection.execute(sa.select(table).order_by(*table.primary_key)).mappings().all()
            for table in map(table_named, MAP)
        }
    return {name: [dict(row) for row in found] for name, found in rows.items()}


def test_a_corrected_value_gives_way_to_what_the_page_says(engine: Engine, zoe: int, working: Any) -> None:
    with working() as work:
        edits.set_values(work, EntityKind.PERSON, zoe, {"email": "zoe@haz.example"})
    with working() as work:
        journal.undo(work)
    with Session(engine) as session:
        assert session.get_one(Person, zoe).email == "z.vanthek@haz.example"


def test_two_who_correct_the_same_person_each_take_back_their_own(engine: Engine, zoe: int, working: Any) -> None:
    with working("noor") as work:
        edits.set_values(work, EntityKind.PERSON, zoe, {"email": "zoe@haz.example"})
    with working("sam") as work:
        edits.set_values(work, EntityKind.PERSON, zoe, {"phone": "020 555 01 23"})
    with working("noor") as work:
        journal.undo(work)
    with Session(engine) as session:
        person = session.get_one(Person, zoe)
    assert (person.email, person.phone) == ("z.vanthek@haz.example", "020 555 01 23")


def test_a_target_goes_back_to_what_it_was(engine: Engine, zoe: int, working: Any) -> None:
    before = _map(engine)
    programme = before["programme"][0]["id"]
    with working() as work:
        targets.set_target(work, EntityKind.PROGRAMME, programme, Target.YES, why="ICT in de regio")
    assert _map(engine) != before
    with working() as work:
        journal.undo(work)
    assert _map(engine) == before


def test_a_person_added_by_hand_is_gone_without_a_trace(engine: Engine, zoe: int, working: Any) -> None:
    before = _map(engine)
    with working() as work:
        edits.add_person(work, "A. Smit", email="a.smit@haz.example", role="docent", at="Datavisualisatie")
    assert len(_map(engine)["person"]) == 2
    with working() as work:
        journal.undo(work)
    assert _map(engine) == before


def test_a_course_given_to_somebody_known_is_taken_back_without_a_trace(
    engine: Engine, school: Any, session: Session, zoe: int, working: Any
) -> None:
    school.course("Statistiek")
    session.commit()
    before = _map(engine)
    with working() as work:
        edits.add_person(work, "Zoë van 't Hek", email="z.vanthek@haz.example", role="docent", at="Statistiek")
    (words,) = [row["courses"] for row in _map(engine)["search_text"] if row["id"] == zoe]
    assert words == "datavisualisatie statistiek"
    with working() as work:
        journal.undo(work)
    assert _map(engine) == before


def test_a_person_others_work_with_since_stays(engine: Engine, zoe: int, working: Any) -> None:
    with working("noor") as work:
        person = edits.add_person(work, "A. Smit", at="Hogeschool aan Zee").person_id
    with working("sam") as work:
        leads.add(work, person)
    before = _map(engine)
    with pytest.raises(UndoError, match=r"sam.*A\. Smit"), working("noor") as work:
        journal.undo(work)
    assert _map(engine) == before


def test_a_source_that_was_added_is_taken_back_unless_it_was_crawled(engine: Engine, zoe: int, working: Any) -> None:
    before = _map(engine)
    with working() as work:
        sources.add(work, "https://www.rocmeer.example/")
    with working() as work:
        journal.undo(work)
    assert _map(engine) == before


def test_a_source_that_was_removed_comes_back(engine: Engine, zoe: int, working: Any) -> None:
    with working() as work:
        sources.remove(work, "Hogeschool aan Zee")
    with working() as work:
        journal.undo(work)
    with Session(engine) as session:
        assert session.exec(select(Source.name)).all() == ["Hogeschool aan Zee"]
