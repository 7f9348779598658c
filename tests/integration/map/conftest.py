"""A school that is crawled by hand: what its pages say is told to the map as the crawler tells it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from crm.clock import FixedClock
from crm.services import mapping
from crm.statements import CourseSaid, PersonSaid, ProgrammeSaid, RoleSaid, SchoolSaid, UnitSaid
from crm.tables import Change, Course, CrawlRun, Entity, Person, Source
from crm.unit_of_work import Work
from crm.views.map import course_map
from crm.words import Level, Method, RunState


@dataclass
class School:
    """One source of one school; `crawl` takes in what its pages say on the clock's day."""

    session: Session
    clock: FixedClock
    domain: str = "haz.example"
    name: str = "Hogeschool aan Zee"
    runs: list[CrawlRun] = field(default_factory=list)
    source: Source | None = None

    @property
    def today(self) -> date:
        return self.clock.today()

    def page(self, path: str) -> str:
        return f"https://{self.domain}/{path}"

    def said(self, *statements: Any) -> SchoolSaid:
        home = self.page("")
        said = SchoolSaid(domain=self.domain, name=self.name, url=home, page=home, on=self.today, level=Level.HBO)
        lists: dict[type, list[Any]] = {UnitSaid: said.units, ProgrammeSaid: said.programmes}
        lists |= {CourseSaid: said.courses, PersonSaid: said.people}
        for statement in statements:
            lists[type(statement)].append(statement)
        return said

    def crawl(self, *statements: Any) -> mapping.RunCounts:
        if self.source is None:
            self.source = Source(name=self.domain, url=self.page(""), added_at=self.clock.now())
            self.session.add(self.source)
            self.session.flush()
        assert self.source.id is not None
        now = self.clock.now()
        run = CrawlRun(source_id=self.source.id, state=RunState.FOLDING, started_at=now, heard_at=now)
        self.session.add(run)
        self.session.flush()
        self.runs.append(run)
        counts = mapping.refresh(
            self.session, source=self.source, run=run, said=self.said(*statements), clock=self.clock
        )
        run.state = RunState.FINISHED
        self.session.flush()
        return counts

    def later(self, days: int = 7) -> None:
        self.clock.moment += timedelta(days=days)

    def teacher(
        self,
        name: str,
        path: str,
        course: str | None = None,
        kind: str = "teacher",
        year: str | None = None,
        **more: Any,
    ) -> PersonSaid:
        role = (
            RoleSaid(kind=kind, of="course", code=course, school_year=year)
            if course
            else RoleSaid(kind="staff", of="institution")
        )
        values: dict[str, Any] = {"roles": [role], "method": Method.LABEL, **more}
        return PersonSaid(page=self.page(path), on=self.today, name=name, **values)

    def course(self, code: str | None, name: str | None, path: str | None = None, **more: Any) -> CourseSaid:
        page = self.page(path or f"vak/{code}")
        values: dict[str, Any] = {"method": Method.LABEL, "url": page, **more}
        return CourseSaid(page=page, on=self.today, name=name, code=code, **values)

    def programme(self, name: str, path: str = "hbo-ict", **more: Any) -> ProgrammeSaid:
        return ProgrammeSaid(page=self.page(path), on=self.today, name=name, url=self.page(path), **more)

    def map(self) -> dict[str, list[dict[str, Any]]]:
        return course_map(self.session)

    def names(self, kind: str = "people") -> list[str]:
        return [thing["name"] for thing in self.map()[kind]]

    def person(self, name: str) -> Person:
        return self.session.exec(select(Person).where(Person.name == name)).one()

    def the_course(self, code: str) -> Course:
        return self.session.exec(select(Course).where(Course.code == code)).one()

    def entity(self, id_: int | None) -> Entity:
        assert id_ is not None
        return self.session.get_one(Entity, id_)

    def feed(self) -> list[tuple[str, str, str, str | None, str | None, str | None]]:
        lines = self.session.exec(select(Change).order_by(col(Change.id)))
        return [(str(c.change), str(c.kind), c.name, c.field, c.old, c.new) for c in lines]

    def work(self) -> Work:
        return Work(session=self.session, by="zoe", clock=self.clock)


@pytest.fixture
def make_school(session: Session, clock: FixedClock) -> Callable[..., School]:
    return lambda **values: School(session, clock, **values)


@pytest.fixture
def school(session: Session, clock: FixedClock) -> School:
    return School(session, clock)
