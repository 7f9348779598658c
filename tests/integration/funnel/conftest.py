"""A small invented school, put straight into the tables: what these tests are about starts at a person."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, col, select

from crm.case_words import CaseState
from crm.clock import FixedClock
from crm.services import person_names, search_texts
from crm.tables import (
    Case,
    Company,
    Course,
    CourseInProgramme,
    Entity,
    Institution,
    Person,
    Programme,
    Role,
    Sighting,
    Source,
)
from crm.text import fold
from crm.unit_of_work import Work, unit_of_work
from crm.words import EntityKind, Level, Method, RoleKind, Target

SEEN = date(2026, 11, 22)


class School:
    """Adds to the map of one school, and gives ids back."""

    def __init__(self, session: Session, name: str = "Hogeschool aan Zee", level: Level = Level.HBO) -> None:
        self.session = session
        self.name = name
        self.domain = f"{fold(name).replace(' ', '')}.example"
        self.id = self.entity(EntityKind.INSTITUTION, self.domain)
        session.add(Institution(id=self.id, name=name, sort_key=fold(name), level=level, domain=self.domain))
        session.flush()
        self.source = Source(
            name=name, url=f"https://{self.domain}/", added_at=datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
        )
        session.add(self.source)
        session.flush()
        self._not_findable: list[int] = []
        event.listen(session, "before_commit", self._make_findable)

    def entity(self, kind: EntityKind, identity: str, seen: date = SEEN) -> int:
        row = Entity(kind=kind, identity=f"{kind}:{identity}", first_seen=seen, last_seen=seen)
        self.session.add(row)
        self.session.flush()
        assert row.id is not None
        return row.id

    def programme(self, name: str, target: Target = Target.UNDECIDED) -> int:
        made = self.entity(EntityKind.PROGRAMME, f"{self.domain}:{name}")
        self.session.add(
            Programme(id=made, institution_id=self.id, name=name, sort_key=fold(name), level=Level.HBO, target=target)
        )
        self.session.flush()
        return made

    def course(self, name: str, programme: int | None = None, target: Target = Target.UNDECIDED) -> int:
        made = self.entity(EntityKind.COURSE, f"{self.domain}:{name}")
        self.session.add(
            Course(
                id=made, institution_id=self.id, name=name, sort_key=fold(name), school_year="2026-2027", target=target
            )
        )
        self.session.flush()
        if programme is not None:
            self.session.add(CourseInProgramme(course_id=made, programme_id=programme))
        self._not_findable.append(made)
        return made

    def person(
        self,
        name: str,
        *,
        email: str | None = None,
        teaches: int | None = None,
        role: RoleKind = RoleKind.TEACHER,
        of: int | None = None,
        seen: date = SEEN,
    ) -> int:
        made = self.entity(EntityKind.PERSON, f"{self.domain}:{name}", seen)
        self.session.add(
            Person(id=made, institution_id=self.id, name=name, sort_key=person_names.sort_key(name), email=email)
        )
        self.session.flush()
        self.session.add(
            Sighting(
                entity_id=made,
                kind="person",
                mention=fold(name),
                source_id=self.source.id,
                page=f"https://{self.domain}/team",
                method=Method.LABEL,
                says={"name": name, **({"email": email} if email else {})},
                first_seen=seen,
                last_seen=seen,
            )
        )
        if teaches is not None:
            self.role(made, role, teaches, EntityKind.COURSE)
        if of is not None:
            self.role(made, role, of, EntityKind.PROGRAMME)
        self._not_findable.append(made)
        return made

    def role(self, person: int, kind: RoleKind, of: int, of_kind: EntityKind, year: str | None = "2026-2027") -> int:
        made = self.entity(EntityKind.ROLE, f"{person}:{kind}:{of}:{year}")
        self.session.add(Role(id=made, person_id=person, kind=kind, of_id=of, of_kind=of_kind, school_year=year))
        self.session.flush()
        return made

    def _make_findable(self, session: Session) -> None:
        """Writes the search texts of whoever and whatever came since the last commit, in one go."""
        if self._not_findable:
            session.flush()
            chosen = select(Entity.id).where(col(Entity.id).in_(self._not_findable))
            search_texts.write(session.connection(), chosen)
            self._not_findable.clear()


@pytest.fixture
def school(session: Session) -> School:
    """Hogeschool aan Zee, empty yet."""
    return School(session)


@pytest.fixture
def new_school() -> type[School]:
    """Makes a school in a session of one's own."""
    return School


Working = Callable[..., AbstractContextManager[Work]]


@pytest.fixture
def working(engine: Engine, clock: FixedClock) -> Working:
    """Opens a unit of work, by "noor" unless another is named."""

    def work(by: str = "noor") -> AbstractContextManager[Work]:
        return unit_of_work(engine, by=by, clock=clock)

    return work


MakeCase = Callable[..., int]


@pytest.fixture
def make_case(session: Session, clock: FixedClock) -> MakeCase:
    """Makes a case of a business of its own, straight in the tables."""

    def make(title: str = "Een webwinkel die loopt", question: str | None = None, **more: Any) -> int:
        return made_case(session, clock, title, question, **more)

    return make


def made_case(session: Session, clock: FixedClock, title: str, question: str | None = None, **more: Any) -> int:
    """A case of a business of its own; its number."""
    moment, day = clock.now(), clock.today()
    name = more.pop("company", f"Bedrijf van {title}")
    company = Company(name=name, sort_key=fold(name), owner="noor", by="noor", at=moment)
    session.add(company)
    session.flush()
    case = Case(
        **{
            "code": f"C{company.id}",
            "company_id": company.id,
            "title": title,
            "question": question or title,
            "state": CaseState.FIT,
            "state_since": day,
            "received_on": day,
            "source": "by hand",
            "owner": "noor",
            "by": "noor",
            "at": moment,
            **more,
        }
    )
    session.add(case)
    session.flush()
    assert case.id is not None
    return case.id
