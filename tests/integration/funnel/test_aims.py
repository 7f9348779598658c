"""The targets a query asks by are those the map shows."""

from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from crm.query.aims import people_with, things_with
from crm.services import targets
from crm.tables import Course, CourseInProgramme, Entity, Person, Programme, Role, Unit, table_named
from crm.words import EntityKind, Target

MARKS = st.lists(st.sampled_from([*Target, Target.UNDECIDED]), min_size=14, max_size=14)


@pytest.fixture
def things(school: Any, session: Session) -> list[int]:
    """A faculty with a team under it, three programmes, four courses, and who teaches them."""
    units = [_unit(school, session, "Faculteit ICT", None)]
    units.append(_unit(school, session, "Team data", units[0]))
    programmes = [school.programme(name) for name in ("HBO-ICT", "CMD", "Kunst")]
    session.get_one(Programme, programmes[0]).unit_id = units[0]
    session.get_one(Programme, programmes[1]).unit_id = units[1]
    courses = [school.course(f"Vak {number}", programmes[number % 3]) for number in range(4)]
    session.add(CourseInProgramme(course_id=courses[0], programme_id=programmes[1]))
    session.get_one(Course, courses[3]).unit_id = units[1]
    for number, course in enumerate(courses):
        person = school.person(f"Persoon {chr(97 + number)}", teaches=course)
        school.role(person, "teacher", courses[(number + 1) % 4], EntityKind.COURSE)
    session.get_one(Person, school.person("Zonder rol")).unit_id = units[1]
    session.commit()
    return [school.id, *units, *programmes, *courses]


def _unit(school: Any, session: Session, name: str, parent: int | None) -> int:
    made: int = school.entity(EntityKind.UNIT, name)
    session.add(Unit(id=made, institution_id=school.id, parent_id=parent, name=name, sort_key=name.lower()))
    session.flush()
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(marks=MARKS)
def test_targets_in_sql_are_those_of_the_map(session: Session, things: list[int], marks: list[Target]) -> None:
    connection = session.connection()
    for number, thing in enumerate(things):
        for table in map(table_named, ("institution", "unit", "programme", "course")):
            connection.execute(sa.update(table).where(table.c.id == thing).values(target=marks[number]))
    effective = targets.effective(session, things)
    found = {known: target for target in Target for known in connection.execute(things_with(target)).scalars()}
    assert found == {known: effective[known] for known in things[3:]}
    people = {known: target for target in Target for known in connection.execute(people_with(target)).scalars()}
    for person in session.exec(select(Entity.id).where(Entity.kind == EntityKind.PERSON)):
        of = session.exec(select(Role.of_id).where(Role.person_id == person)).all()
        said = {effective[known] for known in of} or {effective[things[2]]}
        wanted = Target.YES if Target.YES in said else Target.NO if said == {Target.NO} else Target.UNDECIDED
        assert people[person or 0] is wanted
    session.rollback()
